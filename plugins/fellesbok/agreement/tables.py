"""Agreements as tables (*avtaler*): who shares, from when, by which key and decision.

What the source does not state is said to be not stated, and what is assumed is marked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import basis_title
from fellesbok.agreement.assumed_terms import key_as_read
from fellesbok.agreement.assumed_terms import surplus_title
from fellesbok.agreement.duration import Notice
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.agreement.titles import SETTLEMENTS
from fellesbok.agreement.titles import key_title
from fellesbok.agreement.titles import notice_title
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement.duration import Duration
    from fellesbok.agreement.duration import NotStated
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.agreement.model import Version

SEEN_FROM = Column(Text("Sett fra"), Kind.DAY, "on")
"""The day that a list is made for."""

COOPERATION = Column(Text("Samarbeid"), name="cooperation")
COOPERATION_TITLE = Column(Text("Samarbeid"), name="cooperation_title")
"""Its title beside the name that commands and accounts know it by."""
PAYER = Column(Text("Betaler"), name="payer")
COST_CENTRE = Column(Text("Ansvar"), name="cost_centre")
FIRST_DAY = Column(Text("Fra"), Kind.DAY, "first_day")
LAST_DAY = Column(Text("Til"), Kind.DAY, "last_day")
PARTICIPANTS = Column(Text("Deltakere"), name="participants")
HOST = Column(Text("Vertskommune"), name="host")
KEY = Column(Text("Nøkkel"), name="key")
WHAT = Column(Text("Hva"), name="item")
STATUS = Column(Text("Status"), name="status")
NET_OR_GROSS = Column(Text("Grunnlag"), name="net_or_gross")
SETTLEMENT = Column(Text("Avregnes"), name="settlement")
SURPLUS = Column(Text("Overskudd"), name="surplus")
DECISION = Column(Text("Vedtak"), name="decision")
NOTICE = Column(Text("Oppsigelsestid"), name="notice")
EXPIRES = Column(Text("Utløper"), Kind.DAY, "expires")
REVIEWS = Column(Text("Evalueres"), name="reviews")
SOURCE = Column(Text("Kilde"), Kind.SENTENCE, "source")
TERMS = Column(Text("Antall vilkår"), Kind.COUNT, "terms")


def cooperation_cell(cooperation: Cooperation) -> Cell:
    """A cooperation, which leads to its agreement."""
    return Cell(cooperation.title, targets.Agreement(cooperation.slug))


def payer_cell(payer: Payer) -> Cell:
    """A payer, with all that it is charged and asked for."""
    page = targets.Page("Kommuneoppgave", (("kommune", payer.slug),))
    return Cell(payer.name, page)


def for_people(table: Table) -> Table:
    """The same table with cooperations by their titles alone."""
    names = {column.name for column in table.columns}
    if COOPERATION_TITLE.name not in names:
        return table
    return table.narrowed(names - {COOPERATION.name})


def for_files(table: Table) -> Table:
    """The same table with cooperations by the names that commands take alone."""
    names = {column.name for column in table.columns}
    return table.narrowed(names - {COOPERATION_TITLE.name})


def overview_table(agreement: Agreement) -> Table:
    """Every cooperation with the terms that came last."""
    lines = []
    for cooperation in agreement.cooperations.values():
        version = cooperation.versions[-1]
        cells = (
            cooperation_cell(cooperation),
            Cell(version.first_day),
            Cell(names_of(version.participants, agreement)),
            Cell(host_of(version, agreement)),
            Cell(key_title(version.key)),
            Cell(len(cooperation.versions)),
        )
        lines.append(Line(cells))
    return Table(
        "avtaler",
        Text("Samarbeid og prosjekt, med vilkårene som gjelder sist"),
        (COOPERATION, FIRST_DAY, PARTICIPANTS, HOST, KEY, TERMS),
        tuple(lines),
    )


def terms_table(cooperation: Cooperation, agreement: Agreement) -> Table:
    """What holds between which days, by which decision."""
    return Table(
        "vilkaar",
        Text("Vilkår over tid for {name}", name=cooperation.title),
        TERMS_OF_VERSION,
        tuple(terms_line(version, agreement) for version in cooperation.versions),
    ).where_used(column.name for column in (NOTICE, EXPIRES, REVIEWS))


def terms_of_year_table(
    cooperations: Iterable[Cooperation], agreement: Agreement, year: int
) -> Table:
    """The terms of several cooperations that have held in a year."""
    lines = tuple(
        Line((cooperation_cell(c), *terms_line(v, agreement).cells))
        for c in cooperations
        for v in c.versions_in(year)
    )
    return Table(
        "vilkaar",
        Text("Vilkårene som gjaldt i {year}", year=year),
        (COOPERATION, *TERMS_OF_VERSION),
        lines,
    ).where_used(column.name for column in (LAST_DAY, NOTICE, EXPIRES, REVIEWS))


TERMS_OF_VERSION = (
    *(FIRST_DAY, LAST_DAY, PARTICIPANTS, HOST, KEY, NET_OR_GROSS, SETTLEMENT, SURPLUS),
    *(DECISION, NOTICE, EXPIRES, REVIEWS, SOURCE),
)


def terms_line(version: Version, agreement: Agreement) -> Line:
    """The terms of one version, as the columns of ``TERMS_OF_VERSION``."""
    first_day, last_day = days_of(version)
    place = first_day.leads_to
    return Line(
        (
            first_day,
            last_day,
            Cell(names_of(version.participants, agreement)),
            Cell(host_of(version, agreement)),
            Cell(key_as_read(version.key)),
            Cell(basis_title(version)),
            Cell(SETTLEMENTS[version.settlement]),
            Cell(surplus_title(version)),
            Cell(version.decision or NOT_STATED, place),
            *_duration(version.duration),
            Cell(version.source or NOT_STATED, place),
        )
    )


def days_of(version: Version) -> tuple[Cell, Cell]:
    """The first day of a version, which leads to where it is written, and the last."""
    place = targets.SourceLine(version.place.path, version.place.line)
    has_end = version.last_day != date.max
    last_day = Cell(version.last_day) if has_end else BLANK
    return Cell(version.first_day, place), last_day


def _duration(lasts: Duration) -> Iterator[Cell]:
    """Notice, expiry and reviews; blank where nobody has written anything of them."""
    notice, reviews = lasts.notice, lasts.reviews
    yield Cell(notice_title(notice) if isinstance(notice, Notice) else _stated(notice))
    expires = lasts.expires
    yield Cell(expires) if isinstance(expires, date) else Cell(_stated(expires))
    if isinstance(reviews, tuple):
        yield Cell(joined([Text("{day}", day=review.day) for review in reviews]))
    else:
        yield Cell(_stated(reviews))


def _stated(written: NotStated | None) -> Text | None:
    return None if written is None else NOT_STATED


def centres_table(cooperation: Cooperation, agreement: Agreement) -> list[Table]:
    """Cost centres with a key or participants of their own; none or one."""
    lines = [
        Line(
            (
                Cell(cooperation.cost_centres[code].title),
                Cell(version.first_day),
                BLANK if rule.key is None else Cell(key_title(rule.key)),
                BLANK
                if rule.participants is None
                else Cell(names_of(rule.participants, agreement)),
            )
        )
        for version in cooperation.versions
        for code, rule in version.cost_centre_rules.items()
    ]
    if not lines:
        return []
    return [
        Table(
            "ansvar",
            Text("Ansvar med egne regler"),
            (COST_CENTRE, FIRST_DAY, KEY, PARTICIPANTS),
            tuple(lines),
            Text("En tom rute betyr at det samme gjelder som for samarbeidet ellers."),
        )
    ]


def names_of(slugs: Iterable[str] | None, agreement: Agreement) -> str:
    """Who takes part, by name, or that nobody states it."""
    if slugs is None:
        return NOT_STATED
    return ", ".join(agreement.payer(slug).name for slug in slugs)


def host_of(version: Version, agreement: Agreement) -> str:
    """The name of the host (*vertskommune*), or that nobody states it."""
    return NOT_STATED if version.host is None else agreement.payer(version.host).name
