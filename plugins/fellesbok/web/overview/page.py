"""The first page (*oversikt*): what is due, decided, objected to and new.

Everything stands on a page of its own too, where the rest of it is told.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from fellesbok.agreement.deadline_tables import OF_ONE_DAY
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.agreement.deadlines import deadlines_from
from fellesbok.agreement.deadlines import in_order
from fellesbok.changes.since import changed_since
from fellesbok.changes.since import days_of
from fellesbok.changes.tables import since_table
from fellesbok.claims import claims
from fellesbok.claims.answer_deadlines import answer_deadlines
from fellesbok.claims.debt_tables import each_owes_table
from fellesbok.claims.due_instalments import missed_instalments
from fellesbok.claims.plan_tables import missed_table
from fellesbok.claims.tables import open_table
from fellesbok.claims.unpaid import unpaid_of
from fellesbok.drawing import Bar
from fellesbok.entries.latest_tables import latest_table
from fellesbok.lint.tables import most_asked_table
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.objections import objections_heard
from fellesbok.objections.tables import objections_table
from fellesbok.sharing import statement
from fellesbok.sharing.in_short import shared_in_short
from fellesbok.tables.in_short import InShort
from fellesbok.web.findings.sight import questions
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown
from fellesbok.web.frame.bars_picture import bars_picture
from fellesbok.web.frame.changed_parts import parts_of_books
from fellesbok.web.frame.owed_by import claims_on
from fellesbok.web.frame.owed_by import owed_by
from fellesbok.web.frame.sidebar import set_sidebar
from fellesbok.web.frame.stated_day import last_written_day
from fellesbok.web.frame.waiting_objections import waiting_here
from fellesbok.web.frame.who_changed import is_in_git
from fellesbok.web.frame.who_changed import lines_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Payer
    from fellesbok.claims.owed import Owed
    from fellesbok.drawing import Picture
    from fellesbok.objections import Objection
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked

MOST_DEADLINES = 6
MOST_CHANGES = 8
DUE_HERE = {"claim", "cooperation_title", "what", "due", "days_overdue", "remaining"}


class Oversikt(BooksPage):
    """What a reader looks at first: a municipality its own, the accountant all."""

    report_title = Text("Oversikt")
    has_js_module = True

    def before_request(self) -> None:
        """Do as every page of ours, and see to the margin once for all of them."""
        super().before_request()
        set_sidebar(self.ledger)

    def shown(self, asked: Asked) -> Shown:
        """The tables that have anything to tell, under what is owed."""
        payer = asked.payer_or_reader()
        day = last_written_day(asked)
        owing = _owing(asked, [payer] if payer else asked.charged_payers(asked.entries))
        return Shown(
            Text("Oversikt for {name}", name=payer.name) if payer else Text("Oversikt"),
            "oversikt.html",
            tuple(_tables(asked, payer, owing, day)),
            values={"ways": _ways(asked, payer)},
            arguments={"kommune": payer.slug} if payer else {},
            day=day,
            in_short=_in_short(asked, payer, owing, day),
            picture=_plot_of(asked, payer) if payer else _plot(asked, owing),
        )


def _owing(asked: Asked, payers: Sequence[Payer]) -> list[Owed]:
    """What each owes."""
    found = (owed_by(asked, payer) for payer in payers)
    return [each for each in found if each is not None]


def _in_short(
    asked: Asked, payer: Payer | None, owing: Sequence[Owed], day: date
) -> InShort | None:
    """What one owes; of all, what is shared and what is claimed; nothing of a part."""
    if payer is not None:
        return owing[0].in_short if owing else None
    if asked.is_narrowed:
        return None
    shared = shared_in_short(statement.shares(asked.entries), asked.period)
    book = claims_on(asked, asked.payers(), day)
    if not book.rows:
        return shared or InShort(Text("Ingenting er fordelt i bøkene ennå."))
    unpaid = unpaid_of(book.open, book.loose, day)
    if shared is None:
        return InShort(unpaid.sentence, unpaid.figures)
    told = sentences([shared.sentence, unpaid.sentence])
    return InShort(told, (shared.figures[0], *unpaid.figures))


def _tables(
    asked: Asked, payer: Payer | None, owing: Sequence[Owed], day: date
) -> Iterator[Table]:
    """Each table that has anything to tell, what is due first."""
    if payer is None and owing:
        yield each_owes_table(owing, asked.period)
    if payer is not None:
        yield from _due(asked, payer, day)
    yield from _not_claimed(asked, payer, day)
    objected = _objected(asked, payer, day)
    yield from _deadlines(asked, objected, day)
    if asked.year is not None and payer in {None, _reader(asked)}:
        yield from most_asked_table(questions(asked, asked.year))
    if objected:
        yield objections_table(objected)
    yield from waiting_here(asked, [p for p in asked.payers() if payer in {None, p}])
    yield from _news(asked)


def _news(asked: Asked) -> list[Table]:
    """What has changed since the books were saved before, or else the last vouchers.

    What git does not tell in little time is on the page of changes.
    """
    parts = list(parts_of_books(asked)) if is_in_git(asked) else []
    lines = lines_beside(asked, parts)
    days = days_of(lines) if lines else []
    if lines and len(days) > 1:
        found = changed_since(parts, lines, days[1])
        table = since_table(
            found, days[1], sees_all=asked.reader is None, most=MOST_CHANGES
        )
        if table:
            return table
    return latest_table(asked.as_written, asked.shared.agreement)


def _reader(asked: Asked) -> Payer | None:
    """Who is signed in as itself."""
    return None if asked.reader is None else asked.payer_or_reader()


def _due(asked: Asked, payer: Payer, day: date) -> Iterator[Table]:
    """The claims of which something is left."""
    book = claims_on(asked, [payer], day)
    rows = [row for row in book.rows if row.left]
    if rows or book.loose:
        yield open_table(rows, book.loose, day, by_payer=False).narrowed(DUE_HERE)


def _not_claimed(asked: Asked, payer: Payer | None, day: date) -> Iterator[Table]:
    """What is agreed on account, has fallen due and is not claimed."""
    agreement = asked.shared.agreement
    written = claims(asked.all_entries, agreement)
    known = {p.slug for p in asked.payers() if payer in {None, p}}
    missed = missed_instalments(asked.all_entries, asked.shared, written, day)
    found = [m for m in missed if m.first.payer in known and not m.is_held]
    if found:
        yield missed_table(found, agreement)


def _deadlines(
    asked: Asked, objected: Sequence[Objection], day: date
) -> Iterator[Table]:
    """The next deadlines that are not met; answers that one asks for stand with it."""
    agreement = asked.shared.agreement
    answers = answer_deadlines(objected, asked.all_entries, agreement)
    every = in_order(
        (
            *deadlines_from(agreement, day, day.year + 1),
            *(due for due in answers if due.day >= day),
        )
    )
    found = list(islice((d for d in every if d.is_open_on(day)), MOST_DEADLINES))
    if found:
        yield deadlines_table(found, agreement, day).narrowed(OF_ONE_DAY)


def _objected(asked: Asked, payer: Payer | None, day: date) -> list[Objection]:
    """What one payer, or all that the reader sees, objects to and is not settled.

    One that is made after the last voucher is among them: it is to be answered.
    """
    known = {p.slug for p in asked.payers() if payer in {None, p}}
    return [
        each
        for each in objections_heard(asked.all_entries, asked.shared.agreement, day)
        if each.payer.slug in known and each.holds_back
    ]


def _ways(asked: Asked, payer: Payer | None) -> list[tuple[Text, str]]:
    """Where the rest of it stands."""
    if payer is not None:
        asks = {"kommune": payer.slug}
        return [
            *_changes(asked),
            (Text("Kommuneoppgave"), asked.links.page("Kommuneoppgave", **asks)),
            (Text("Krav"), asked.links.page("Krav", **asks)),
            (Text("Budsjett og regnskap"), asked.links.page("Budsjett", **asks)),
        ]
    return [
        *_changes(asked),
        *_towns(asked),
    ]


def _changes(asked: Asked) -> list[tuple[Text, str]]:
    """Where all that has changed stands; none where there is no git."""
    if not is_in_git(asked):
        return []
    return [(Text("Endringer i bøkene"), asked.links.page("Endringer", siden="sist"))]


def _towns(asked: Asked) -> list[tuple[Text, str]]:
    return [
        (Text("{name}", name=p.name), asked.links.page("Oversikt", kommune=p.slug))
        for p in asked.payers()
        if p.slug in asked.shared.agreement.municipalities
    ]


def _plot(asked: Asked, owing: Sequence[Owed]) -> tuple[Text, Picture] | None:
    """What each payer bears of the period, as who keeps the books compares them."""
    bars = [
        Bar(each.payer.name, (each.parts.total,))
        for each in owing
        if each.parts.total is not None
    ]
    title = Text("Andeler i alt per betaler, {period}, kroner", period=asked.period)
    return bars_picture("oversikt", title, bars, asked.language)


def _plot_of(asked: Asked, payer: Payer) -> tuple[Text, Picture] | None:
    """What one payer bears of each cooperation."""
    known = asked.shared.agreement.cooperation_by_account
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for share in statement.shares(asked.entries):
        if share.municipality == payer.name:
            sums[known[share.cooperation].title] += share.amount
    title = Text("Andeler per samarbeid, {period}, kroner", period=asked.period)
    bars = [Bar(name, (amount,)) for name, amount in sums.items()]
    return bars_picture("oversikt", title, bars, asked.language)
