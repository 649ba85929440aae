"""The terms of agreements as tables; what the source does not state is said so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.titles import SETTLEMENTS
from fellesbok.agreement.titles import key_title
from fellesbok.lint.remark import joined
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.assumed_terms import basis_title
from fellesbok.sharing.assumed_terms import key_as_read
from fellesbok.sharing.assumed_terms import surplus_title
from fellesbok.sharing.readings import reading_title
from fellesbok.tables.values import BLANK
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version
    from fellesbok.tables.targets import Target
    from fellesbok.web.frame.asked import Asked

NOT_STATED = Text("ikke oppgitt")


def overview_table(asked: Asked) -> Table:
    """Every cooperation with the terms that came last."""
    lines = []
    for cooperation in asked.shared.agreement.cooperations.values():
        version = cooperation.versions[-1]
        href = asked.links.page("Avtaler", samarbeid=cooperation.slug)
        lines.append(
            Line(
                (
                    Cell(cooperation.title, href),
                    Cell(_day(version.first_day)),
                    Cell(_members(version, asked)),
                    Cell(_host(version, asked)),
                    Cell(key_title(version.key)),
                    Cell(len(cooperation.versions)),
                )
            )
        )
    return Table(
        "avtaler",
        Text("Samarbeid og prosjekt, med vilkårene som gjelder sist"),
        (
            Column(Text("Samarbeid eller prosjekt")),
            Column(Text("Fra")),
            Column(Text("Deltakere")),
            Column(Text("Vert")),
            Column(Text("Nøkkel")),
            Column(Text("Antall vilkår"), kind=Kind.MONEY),
        ),
        tuple(lines),
    )


def terms_table(asked: Asked, cooperation: Cooperation) -> Table:
    """What holds between which days, by which decision."""
    lines = tuple(_terms(version, asked) for version in cooperation.versions)
    return Table(
        "vilkaar",
        Text("Vilkår over tid for {name}", name=cooperation.title),
        (
            Column(Text("Fra")),
            Column(Text("Til")),
            Column(Text("Deltakere")),
            Column(Text("Vert")),
            Column(Text("Nøkkel")),
            Column(Text("Grunnlag")),
            Column(Text("Avregnes")),
            Column(Text("Overskudd")),
            Column(Text("Vedtak")),
            Column(Text("Kilde")),
        ),
        lines,
    )


def _terms(version: Version, asked: Asked) -> Line:
    href = asked.links.source(version.place.path, version.place.line)
    last = Cell(_day(version.last_day)) if version.last_day != date.max else BLANK
    return Line(
        (
            Cell(_day(version.first_day), href),
            last,
            Cell(_members(version, asked)),
            Cell(_host(version, asked)),
            Cell(key_as_read(version.key)),
            Cell(basis_title(version)),
            Cell(SETTLEMENTS[version.settlement]),
            Cell(surplus_title(version)),
            Cell(version.decision or NOT_STATED, href),
            Cell(version.source or NOT_STATED, href),
        )
    )


def centres_table(asked: Asked, cooperation: Cooperation) -> tuple[Table, ...]:
    """Cost centres with a key or members of their own; nothing where there are none."""
    lines = []
    for version in cooperation.versions:
        for code, rule in version.cost_centre_rules.items():
            members = rule.participants
            lines.append(
                Line(
                    (
                        Cell(cooperation.cost_centres[code].title),
                        Cell(_day(version.first_day)),
                        Cell(key_title(rule.key)) if rule.key else BLANK,
                        Cell(_names(members, asked)) if members is not None else BLANK,
                    )
                )
            )
    if not lines:
        return ()
    return (
        Table(
            "ansvar",
            Text("Ansvar med egne regler"),
            (
                Column(Text("Ansvar")),
                Column(Text("Fra")),
                Column(Text("Nøkkel")),
                Column(Text("Deltakere")),
            ),
            tuple(lines),
            Text("En tom rute betyr at det samme gjelder som for samarbeidet ellers."),
        ),
    )


def assumptions_table(asked: Asked, cooperation: Cooperation) -> tuple[Table, ...]:
    """What the source does not say, and what was assumed; nothing if all is stated."""
    seen: dict[str, tuple[Assumption, str]] = {}
    for version in cooperation.versions:
        keys = [version.key]
        keys += [r.key for r in version.cost_centre_rules.values() if r.key is not None]
        written = [*version.assumptions, *(a for k in keys for a in assumptions_of(k))]
        for assumption in written:
            href = asked.links.source(version.place.path, assumption.line)
            seen.setdefault(assumption.text, (assumption, href))
    return assumed(
        (assumption, href, effect_of(assumption, asked, cooperation))
        for assumption, href in seen.values()
    )


def effect_of(
    assumption: Assumption, asked: Asked, cooperation: Cooperation
) -> Text | str | None:
    """What an assumption means: as it is written, or for the reader alone."""
    if assumption.has_no_effect:
        return Text("ingen virkning på beløpene")
    if asked.shared.sees_all(cooperation):
        if assumption.readings:
            return Text("regnes ut for hvert år; se Funn")
        return assumption.effect or None
    moved = [
        Text(
            "{year}: {amount} kr for dere, lest som «{reading}»",
            year=reading.year,
            amount=kroner(ore),
            reading=reading_title(reading.reading),
        )
        for reading in asked.shared.readings
        if reading.cooperation == cooperation.slug
        and reading.assumption.text == assumption.text
        for ore in reading.moved_ore.values()
    ]
    return joined(moved) if moved else None


def assumed(
    found: Iterable[tuple[Assumption, Target | str, Text | str | None]],
) -> tuple[Table, ...]:
    """Assumptions, each with where it stands, and what they mean; none or one."""
    lines = tuple(
        Line(
            (
                Cell(assumption.text, href),
                Cell(assumption.source or NOT_STATED),
                Cell(effect),
            )
        )
        for assumption, href, effect in found
    )
    if not lines:
        return ()
    return (
        Table(
            "antakelser",
            Text("Antakelser"),
            (
                Column(Text("Antakelse")),
                Column(Text("Kilde")),
                Column(Text("Virkning")),
            ),
            lines,
        ),
    )


def _members(version: Version, asked: Asked) -> str:
    if version.participants is None:
        return NOT_STATED
    return _names(version.participants, asked)


def _names(slugs: tuple[str, ...], asked: Asked) -> str:
    return ", ".join(asked.shared.agreement.payer(slug).name for slug in slugs)


def _host(version: Version, asked: Asked) -> str:
    if version.host is None:
        return NOT_STATED
    return asked.shared.agreement.payer(version.host).name


def _day(day: date) -> Text:
    return Text("{day}", day=day)
