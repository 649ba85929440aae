"""The page of grants: what is earned and received, and what is urgent (*tilskudd*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import ClassVar

from fellesbok.agreement.deadline_tables import OF_ONE_GRANT
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.grants.drawings import asset_account
from fellesbok.messages import Text
from fellesbok.web.frame.page import BooksPage
from fellesbok.web.frame.shown import Shown
from fellesbok.web.frame.stated_day import stated_day
from fellesbok.web.grants.clock import clock_svg
from fellesbok.web.grants.details import assumptions_table
from fellesbok.web.grants.details import drawings_table
from fellesbok.web.grants.details import terms_table
from fellesbok.web.grants.details import years_table
from fellesbok.web.grants.in_kind import in_kind_until
from fellesbok.web.grants.rows import grant_rows
from fellesbok.web.grants.rows import row_of
from fellesbok.web.grants.tables import grant_page
from fellesbok.web.grants.tables import overview_table
from fellesbok.web.grants.tables import warnings_table

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.grants.rows import GrantRow


class Tilskudd(BooksPage):
    """Every grant with its clock, or one grant with all that it rests on."""

    report_title = "Tilskudd"
    heading: ClassVar[Text] = Text("Tilskudd")

    def shown(self, asked: Asked) -> Shown:
        """The grant that is asked for, or all."""
        day = stated_day(asked)
        rows = grant_rows(asked, day)
        wanted = asked.arguments.get("tilskudd", "").strip()
        if wanted:
            return _one(row_of(rows, wanted), asked)
        work = in_kind_until(asked, day, asked.shared.agreement.cooperation_by_account)
        displayed = (*((overview_table(rows, day, asked),) if rows else ()), *work)
        return Shown(
            Text("Tilskudd"),
            "tilskudd.html",
            (*displayed, *warnings_table(rows, asked)),
            values={
                "clocks": [_clock(row, asked) for row in rows],
                "notes": _notes(rows, asked),
                "displayed": displayed,
                "ways": [],
            },
            day=day,
        )


@dataclass(frozen=True)
class Clock:
    """One grant as the page draws it; of a deadline, whether it is warned of."""

    title: str
    href: str
    whose: Text
    picture: Markup
    warnings: tuple[Text, ...]
    dues: tuple[tuple[date, str, Text, bool], ...]


def _clock(row: GrantRow, asked: Asked) -> Clock:
    urgent = {warning.day for warning in row.warnings}
    return Clock(
        row.grant.title,
        grant_page(row, asked),
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


def _one(row: GrantRow, asked: Asked) -> Shown:
    """One grant: the clock, and every table behind it."""
    dues = deadlines_table(row.dues, asked.shared.agreement, row.day)
    tables = (
        *years_table(row),
        *((dues.narrowed(OF_ONE_GRANT),) if row.dues else ()),
        *drawings_table(row, asked),
        terms_table(row, asked),
        *assumptions_table(row, asked),
        *in_kind_until(asked, row.day, {row.cooperation.account}),
    )
    return Shown(
        Text("{title}", title=row.grant.title),
        "tilskudd.html",
        (*tables, *warnings_table([row], asked)),
        values={
            "clocks": [_clock(row, asked)],
            "notes": _notes([row], asked),
            "displayed": tables,
            "ways": [
                (Text("Alle tilskudd"), asked.links.page("Tilskudd")),
                (
                    Text("Avtalen om {name}", name=row.cooperation.title),
                    asked.links.page("Avtaler", samarbeid=row.cooperation.slug),
                ),
                (Text("Kontoen i bøkene"), asked.links.account(_account(row, asked))),
            ],
        },
        arguments={"tilskudd": row.grant.slug},
        day=row.day,
    )


def _account(row: GrantRow, asked: Asked) -> str:
    """Where the money of a grant stands; of memo figures, where they are told."""
    if row.grant.is_memo:
        return row.grant.earned_on
    return asset_account(row.grant, asked.shared.agreement)


def _notes(rows: list[GrantRow], asked: Asked) -> list[Text]:
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
    elif asked.filters.keys() - {"time"}:
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
