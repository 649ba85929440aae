"""The page of grants: what is earned and received, and what is urgent (*tilskudd*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadline_tables import OF_ONE
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.entries.declared import declared
from fellesbok.entries.records import until
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.frozen import frozen
from fellesbok.grants.detail_tables import drawings_table
from fellesbok.grants.detail_tables import terms_table
from fellesbok.grants.detail_tables import warnings_table
from fellesbok.grants.in_short import grants_in_short
from fellesbok.grants.tables import overview_table
from fellesbok.grants.tables import page_of
from fellesbok.grants.tables import years_table
from fellesbok.messages import Text
from fellesbok.sharing.assumption_tables import assumptions_table
from fellesbok.tables.targets import Account
from fellesbok.tables.targets import Agreement
from fellesbok.tables.targets import SourceLine
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import part_at
from fellesbok.web.frame.changed_parts import part_of_budget
from fellesbok.web.frame.changed_parts import parts_behind
from fellesbok.web.frame.stated_day import stated_day
from fellesbok.web.grants.chosen import grant_rows
from fellesbok.web.grants.chosen import row_of
from fellesbok.web.grants.clock import clock_svg
from fellesbok.web.grants.in_kind import in_kind_shown
from fellesbok.web.grants.in_kind import in_kind_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.grants.in_kind import InKind
    from fellesbok.grants.records import GrantOnDay
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked


class Tilskudd(BooksPage):
    """Every grant with its clock, or one grant with all that it rests on."""

    report_title = Text("Tilskudd")

    def shown(self, asked: Asked) -> Shown:
        """The grant that is asked for, or all."""
        day = stated_day(asked)
        rows = grant_rows(asked, day)
        wanted = asked.arguments.get("tilskudd", "").strip()
        if wanted:
            return _one(row_of(rows, wanted), asked)
        work = in_kind_until(asked, day, asked.shared.agreement.cooperation_by_account)
        displayed = (
            *((overview_table(rows, day),) if rows else ()),
            *in_kind_shown(asked, work),
        )
        return Shown(
            Text("Tilskudd"),
            "tilskudd.html",
            (*displayed, *warnings_table(rows)),
            values={
                "clocks": [_clock(row, asked) for row in rows],
                "notes": _notes(rows, asked),
                "displayed": displayed,
                "ways": [],
            },
            day=day,
            in_short=grants_in_short(rows, day),
            behind=_behind(rows, work, day, asked),
        )


@frozen
class Clock:
    """One grant as the page draws it; of a deadline, whether it is warned of."""

    title: str
    href: str
    whose: Text
    picture: Picture
    warnings: tuple[Text, ...]
    dues: tuple[tuple[date, str, Text, bool], ...]


def _clock(row: GrantOnDay, asked: Asked) -> Clock:
    urgent = {warning.day for warning in row.warnings}
    return Clock(
        row.grant.title,
        asked.links.to(page_of(row.grant)),
        Text(
            "{cooperation}, fra {grantor}",
            cooperation=row.cooperation.title,
            grantor=row.grantor,
        ),
        clock_svg(row, asked.language),
        tuple(warning.text for warning in row.warnings if warning.day is None),
        tuple(
            (due.day, due.text, due.state_on(row.day), due.day in urgent)
            for due in row.dues
        ),
    )


def _one(row: GrantOnDay, asked: Asked) -> Shown:
    """One grant: the clock, and every table behind it."""
    agreement = asked.shared.agreement
    dues = deadlines_table(row.dues, agreement, row.day)
    work = in_kind_until(asked, row.day, {row.cooperation.account})
    tables = (
        *years_table(row, agreement),
        *((dues.narrowed(OF_ONE),) if row.dues else ()),
        *drawings_table(row),
        terms_table(row),
        *_assumptions(row, asked),
        *in_kind_shown(asked, work),
    )
    return Shown(
        Text("{title}", title=row.grant.title),
        "tilskudd.html",
        (*tables, *warnings_table([row])),
        values={
            "clocks": [_clock(row, asked)],
            "notes": _notes([row], asked),
            "displayed": tables,
            "ways": [
                (Text("Alle tilskudd"), asked.links.page("Tilskudd")),
                (
                    Text("Avtalen om {name}", name=row.cooperation.title),
                    asked.links.to(Agreement(row.cooperation.slug)),
                ),
                (Text("Kontoen i bøkene"), asked.links.to(Account(row.account))),
            ],
        },
        arguments={"tilskudd": row.grant.slug},
        day=row.day,
        in_short=grants_in_short([row], row.day),
        behind=_behind([row], work, row.day, asked),
    )


def _behind(
    rows: Sequence[GrantOnDay], work: Sequence[InKind], day: date, asked: Asked
) -> Iterator[Part]:
    """The terms, what is budgeted of it, and what is earned, has come and is put in."""
    for row in rows:
        yield part_at(asked, row.grant.place, row.grant.title)
    earned = {account for row in rows for account in row.grant.earned_accounts}
    for line in declared(until(day, asked.all_entries), BUDGET):
        if line.word(0) in earned:
            yield part_of_budget(asked, line)
    drawn = (each for row in rows for year in row.years for each in year.drawings)
    posted = [each.voucher.entry for each in drawn]
    posted += [voucher.entry for each in work for voucher in each.vouchers]
    yield from parts_behind(asked, (), posted)


def _assumptions(row: GrantOnDay, asked: Asked) -> list[Table]:
    """What the source does not say, and what was assumed; none or one."""
    path, _ = row.grant.place
    return assumptions_table(
        ((a, SourceLine(path, a.line)) for a in row.grant.assumptions),
        row.cooperation,
        asked.shared.readings,
        sees_all=asked.shared.sees_all(row.cooperation),
    )


def _notes(rows: list[GrantOnDay], asked: Asked) -> list[Text]:
    """What a reader must know before the figures."""
    found = []
    if not rows and not asked.shared.agreement.grants:
        found.append(
            Text(
                "Ingen tilskudd er beskrevet i avtalene. Skriv dem under «grants» i"
                " avtalefilen."
            )
        )
    elif not rows:
        found.append(Text("Filteret skjuler alle tilskuddene. Fjern det for å se dem."))
    elif asked.is_narrowed:
        found.append(
            Text(
                "Filteret velger hvilke tilskudd som vises. Tallene for hvert tilskudd"
                " er hele."
            )
        )
    if asked.reader is not None:
        found.append(
            Text(
                "Tallene bygger på bilagene som kommunen kan lese: årene den deltar i"
                " samarbeidet."
            )
        )
    return found
