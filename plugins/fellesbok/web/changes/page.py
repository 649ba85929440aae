"""The page of changes: who wrote it, when and why, as git knows it (*endringer*).

git has its time here, in a page that is made as heavy answers are; pages that only lead
here give it little (``frame/who_changed.py``).
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.changes.in_short import changes_in_short
from fellesbok.changes.since import changed_since
from fellesbok.changes.since import days_of
from fellesbok.changes.tables import DAY
from fellesbok.changes.tables import changes_table
from fellesbok.changes.tables import since_table
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.tables.in_short import InShort
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import part_of_agreement
from fellesbok.web.frame.changed_parts import parts_of_attested
from fellesbok.web.frame.changed_parts import parts_of_books
from fellesbok.web.frame.changed_parts import parts_of_claims
from fellesbok.web.frame.changed_parts import parts_of_figure
from fellesbok.web.frame.counted import counted
from fellesbok.web.frame.who_changed import BEHIND
from fellesbok.web.frame.who_changed import blamed_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.changes.records import Change
    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.web.frame import Asked


ATTESTED = "attestasjon"
SINCE, LAST = "siden", "sist"
MOST_DAYS = 8
PAGES = ("Fordeling", "Fond", "Tilskudd", "Budsjett", "Funn")
"""Those that lead here and say themselves what is behind them."""

MOST_PARTS = 500
"""Of a page that tells of many vouchers: those that were changed last."""


class Endringer(BooksPage):
    """The changes of an agreement, what is behind a figure, claims, or vouchers.

    Who is signed in as a municipality sees days alone, of files that it may read whole.
    """

    report_title = Text("Endringer")

    def shown(self, asked: Asked) -> Shown:
        """The changes of what is asked for, or of the books since a day."""
        if SINCE in asked.arguments:
            return _since(asked)
        if BEHIND in asked.arguments:
            return self._of_page(asked)
        wanted = asked.arguments.get("samarbeid", "").strip()
        who = asked.arguments.get("kommune", "").strip()
        arguments: dict[str, str] = {}
        cooperation = asked.cooperation(wanted) if wanted else None
        payer = asked.payer(who, of=cooperation) if who else None
        if cooperation is not None:
            arguments["samarbeid"] = cooperation.slug
        if payer is not None:
            arguments["kommune"] = payer.slug
        if asked.arguments.get(ATTESTED, "").strip():
            year = asked.calendar_year()
            arguments = {ATTESTED: str(year)}
            title = Text("Endringer av bilag og attestasjoner for {year}", year=year)
            parts = parts_of_attested(asked, asked.approvals())
        elif cooperation is None:
            title = Text("Endringer av krav")
            parts = parts_of_claims(asked, payer)
        elif payer is None:
            title = Text("Endringer av avtalen om {name}", name=cooperation.title)
            parts = part_of_agreement(asked, cooperation)
        else:
            title = Text(
                "Endringer bak {cooperation} for {payer}",
                cooperation=cooperation.title,
                payer=payer.name,
            )
            explanation = asked.explained(cooperation, payer)
            parts = parts_of_figure(asked, explanation, cooperation)
        found = [part for part in parts if part.path in asked.loaded_texts]
        return _told(asked, title, arguments, found, blamed_lines(asked, found))

    def _of_page(self, asked: Asked) -> Shown:
        """The changes of what another page shows, what was changed last first.

        Raises:
            CannotShowError: There is no such page, or it has nothing to show.
        """
        name = asked.arguments[BEHIND].strip()
        page = self.ledger.extensions.get_extension(name) if name in PAGES else None
        if not isinstance(page, BooksPage):
            known = ", ".join(PAGES)
            text = Text(
                "Ukjent side «{name}». Kjente: {known}.", name=name, known=known
            )
            raise CannotShowError(text, wrong=BEHIND)
        of = page.shown(asked)
        found = [p for p in of.behind or () if p.path in asked.loaded_texts]
        lines = blamed_lines(asked, found)
        changed = [each.part for each in changed_since(found, lines, date.min)]
        return _told(
            asked,
            Text("Endringer bak «{title}»", title=of.title),
            {BEHIND: name, **of.arguments},
            changed[:MOST_PARTS],
            lines,
            more=len(changed[MOST_PARTS:]),
        )


def _told(  # noqa: PLR0913 -- what a page is
    asked: Asked,
    title: Text,
    arguments: Mapping[str, str],
    parts: Sequence[Part],
    lines: Mapping[str, Sequence[Change | None]],
    *,
    more: int = 0,
) -> Shown:
    """The changes of parts, as far as the reader may know them."""
    sees_all = asked.reader is None
    table = changes_table(parts, lines, sees_all=sees_all, more=more)
    return Shown(
        title,
        "endringer.html",
        (table,) if table.lines else (),
        arguments=arguments,
        in_short=changes_in_short(parts, lines, sees_all=sees_all),
        picture=_plot(parts, lines, asked),
    )


def _since(asked: Asked) -> Shown:
    """What was written or changed after a day, and other days to choose.

    Raises:
        CannotShowError: It is no day.
    """
    parts = list(parts_of_books(asked))
    lines = blamed_lines(asked, parts)
    days = days_of(lines)
    day = _day(asked.arguments[SINCE].strip(), days)
    sees_all = asked.reader is None
    found = changed_since(parts, lines, day)
    told = Text(
        "Nye eller endrede avtaler og bilag siden {day}: {count}.",
        count=len(found),
        day=day,
    )
    is_cut = any(c is not None and c.is_cut for of in lines.values() for c in of)
    said = [told] if days else []
    if is_cut:
        said.append(
            Text("Historikken i git er kuttet: hva som er eldre, er ikke kjent.")
        )
    return Shown(
        Text("Endringer i bøkene"),
        "endringer.html",
        tuple(since_table(found, day, sees_all=sees_all)),
        values={
            "is_cut": is_cut,
            "since": [
                (
                    Text("{day}", day=each),
                    asked.links.page("Endringer", siden=each.isoformat()),
                )
                for each in days[:MOST_DAYS]
            ],
        },
        arguments={SINCE: day.isoformat()},
        in_short=InShort(sentences(said)) if said else None,
    )


def _day(written: str, days: Sequence[date]) -> date:
    """The day that is asked for; by itself the last but one that something is from."""
    if written in {"", LAST}:
        newest, *earlier = [*days, date.max]
        return earlier[0] if len(days) > 1 else newest - timedelta(days=1)
    try:
        return date.fromisoformat(written)
    except ValueError:
        text = Text("«{day}» er ingen dag. Skriv den slik: 2018-12-31.", day=written)
        raise CannotShowError(text, wrong=SINCE) from None


def _plot(
    parts: Sequence[Part],
    lines: Mapping[str, Sequence[Change | None]],
    asked: Asked,
) -> tuple[Text, Picture] | None:
    """How many lines of the table are of each year, where it is more than one."""
    shown = None if asked.reader is None else 1
    each = sorted(
        (str(change.day.year), DAY.title)
        for part in parts
        for change in part.changes(lines)[:shown]
        if not change.is_cut
    )
    if len({year for year, _ in each}) <= 1:
        return None
    return counted(Text("Endringer per år"), each, (DAY.title,), asked.language)
