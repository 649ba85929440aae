"""The page of claims: what is open, how old it is, what comes next (*krav*)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fava.core.filters import FilterError
from fava.ext import extension_endpoint
from flask import Response
from flask import redirect

from fellesbok.claims.due_tables import AGES
from fellesbok.claims.due_tables import AGES_TITLE
from fellesbok.claims.due_tables import REMINDED
from fellesbok.claims.due_tables import ages_table
from fellesbok.claims.due_tables import credits_table
from fellesbok.claims.due_tables import reminders_table
from fellesbok.claims.not_reminded import is_held_back
from fellesbok.claims.not_reminded import not_reminded
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.plan_tables import plan_table
from fellesbok.claims.plan_tables import steps_table
from fellesbok.claims.reminders import ages
from fellesbok.claims.tables import OF_YEAR
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import open_table
from fellesbok.claims.tables import settled_table
from fellesbok.claims.tables import unnamed_table
from fellesbok.claims.unpaid import unpaid_of
from fellesbok.drawing.bars import bars_svg
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.objections import objections_heard
from fellesbok.objections.tables import objections_table
from fellesbok.proof.tables import made_of_table
from fellesbok.tables.in_short import InShort
from fellesbok.web.claims.sending import choices
from fellesbok.web.claims.sending import send_what_was_written
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.asked import asked_of
from fellesbok.web.frame.changed_parts import parts_of_claims
from fellesbok.web.frame.made_of import shown_revision
from fellesbok.web.frame.owed_by import claims_on
from fellesbok.web.frame.owed_by import owed_by
from fellesbok.web.frame.stated_day import stated_day
from fellesbok.web.frame.waiting_objections import heard_here
from fellesbok.web.frame.waiting_objections import waiting_here
from fellesbok.web.frame.who_changed import ways_to_changes
from fellesbok.web.rendering import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.agreement import Payer
    from fellesbok.claims.listed import ClaimBook
    from fellesbok.drawing import Picture
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked

SENT = "sendt"
OPEN_HERE = {
    *("claim", "cooperation_title", "payer", "what", "day", "due", "days_overdue"),
    *("claimed", "tax", "credited", "paid", "remaining", "objection"),
    *("document", "e_invoice"),
}
OF_YEAR_HERE = {*OF_YEAR} - {"credit_notes"}
REMINDED_HERE = {column.name for column in REMINDED} - {"cooperation"}
"""What is shown here: what is to be done about a claim has a table of its own."""


class Krav(BooksPage):
    """Every claim that is not settled on a day, of all payers or of one.

    Who is signed in as a municipality gets the claims on it, and no others.
    """

    report_title = Text("Krav")

    def shown(self, asked: Asked) -> Shown:
        """The claims on the day that is asked for."""
        day = stated_day(asked)
        payer = asked.payer_or_reader()
        payers = [p for p in asked.payers() if payer in {None, p}]
        book = claims_on(asked, payers, day, heard_here(asked, payers))
        found = (
            *_due_tables(book, payers),
            *_open_tables(book, day),
            *_plan_tables(book, asked, day.year, payer),
            *_settled(book, day.year),
            *_objections(asked, payers, day),
            *waiting_here(asked, payers),
            *_made_of(book, asked, day.year, payer),
        )
        short = _in_short(book, asked, payer, day)
        said = "" if short is None else short.sentence
        return Shown(
            Text("Krav på {name}", name=payer.name) if payer else Text("Krav"),
            "krav.html",
            found,
            values={
                "notes": [n for n in _notes(book, asked, day) if n != said],
                "others": _others(self.name, asked, payer),
                **objecting(asked),
                "around": ways_to_changes(
                    asked, parts_of_claims(asked, payer), **_asks(payer)
                ),
            },
            arguments=_asks(payer),
            day=day,
            in_short=short,
            picture=_plot(book, asked.language),
        )

    # Fava declares its decorator for no function at all.
    @extension_endpoint("innsigelse", ["POST"])  # type: ignore[untyped-decorator, arg-type]
    def object(self) -> Response:
        """Send what a municipality objects to, and show the page again."""
        try:
            asked = asked_of(self.ledger)
            send_what_was_written(asked)
        except (CannotShowError, FilterError) as error:
            return self.refused(getattr(error, "text", unreadable(error)))
        except CannotFileError as error:
            return self.refused(error.text)
        back: Response = redirect(  # type: ignore[assignment]
            asked.links.page(self.name, innsigelse=SENT), 303
        )
        return back


def _asks(payer: Payer | None) -> dict[str, str]:
    """Whose claims the address asks for."""
    return {"kommune": payer.slug} if payer else {}


def objecting(asked: Asked) -> dict[str, Any]:
    """What the form for objections needs, on whatever page it stands."""
    return {
        "choices": choices(asked),
        "send_to": asked.links.export("Krav", "innsigelse"),
        "sent": asked.arguments.get("innsigelse") == SENT,
    }


def _due_tables(book: ClaimBook, payers: list[Payer]) -> Iterator[Table]:
    """How old it is, whom to remind, and what comes off; each where there is any."""
    if book.open or book.loose:
        table = ages_table(book.open, book.loose, payers)
        yield replace(table, note=_ages_note(book))
    shown = {item.claim.id for item in book.open}
    groups = []
    for dues in book.dues:
        own = [r for r in dues.reminders if r.item.claim.id in shown]
        if own and dues.amount:
            groups.append((dues, own))
    if groups:
        yield reminders_table(groups, with_sums=False).narrowed(REMINDED_HERE)
    found = [
        (dues, credit)
        for dues in book.dues
        for credit in dues.credits
        if credit.item is None or credit.item.claim.id in shown
    ]
    if found:
        notes = [text for dues in book.dues if (text := dues.why_not_reminded)]
        yield credits_table(found, notes)


def _ages_note(book: ClaimBook) -> Text:
    """How old is counted, and that the sum is what the accounts say."""
    if book.hidden:
        return Text(
            "Filteret skjuler {count} krav. Summene er av kravene som vises.",
            count=len(book.hidden),
        )
    return Text(
        "Alderen er dager etter forfall. Det som er til gode, og vertens interne noter,"
        " er aldri forfalt. Summen er saldoen på kravkontoene denne dagen."
    )


def _open_tables(book: ClaimBook, day: date) -> Iterator[Table]:
    """The open claims, and payments that do not say what they pay."""
    rows = [row for row in book.rows if row.left]
    if rows or book.loose:
        table = open_table(rows, book.loose, day, by_payer=False)
        yield table.narrowed(OPEN_HERE).where_used(SOMETIMES)
    if book.notes:
        yield unnamed_table(book.notes)


def _plan_tables(
    book: ClaimBook, asked: Asked, year: int, payer: Payer | None
) -> Iterator[Table]:
    """Payments on account; of one payer also how they come about."""
    plans = payment_plans(asked.shared, [row.claim for row in book.rows], year)
    known = {row.payer for plan in plans for row in plan.instalments}
    payers = [p for p in asked.payers() if payer in {None, p} and p.slug in known]
    if payers:
        entries = {row.claim.id: row.entry for row in book.rows if row.entry}
        yield plan_table(plans, year, payers, entries)
        if payer is not None:
            yield steps_table(plans, year, payer)


def _settled(book: ClaimBook, year: int) -> Iterator[Table]:
    """The claims of a year that are paid or taken back, and credit notes."""
    rows = [r for r in book.rows if not r.left and r.claim.day.year == year]
    if rows:
        table = settled_table(rows, year)
        yield table.narrowed(OF_YEAR_HERE).where_used(SOMETIMES)


def _made_of(
    book: ClaimBook, asked: Asked, year: int, payer: Payer | None
) -> Iterator[Table]:
    """What the claims on a payer are made of: those that are open, or of the year."""
    found = [r.claim for r in book.rows if r.left or r.claim.day.year == year]
    if payer is not None and found:
        yield made_of_table(shown_revision(asked), found)


def _objections(asked: Asked, payers: list[Payer], day: date) -> Iterator[Table]:
    """What the payers object to, until a day, with answers and outcomes."""
    known = {payer.slug for payer in payers}
    found = objections_heard(asked.all_entries, asked.shared.agreement, day)
    shown = [each for each in found if each.payer.slug in known]
    if shown:
        yield objections_table(shown)


def _plot(book: ClaimBook, language: str) -> tuple[Text, Picture] | None:
    """What is owed by age; nothing where nothing is."""
    found = ages(book.open).overdue
    if not any(found):
        return None
    rows = [
        (f"{say(column.title, language)}: {show(amount, language)}", amount)
        for column, amount in zip(AGES, found, strict=True)
    ]
    return AGES_TITLE, bars_svg("alder", say(AGES_TITLE, language), rows)


def _in_short(
    book: ClaimBook, asked: Asked, payer: Payer | None, day: date
) -> InShort | None:
    """What one payer owes, or what all do; nothing where a filter hides a part."""
    if asked.is_narrowed:
        return None
    if payer is not None:
        found = owed_by(asked, payer, day)
        return None if found is None else found.in_short
    if not book.rows:
        return InShort(_nothing_sent(day))
    unpaid = unpaid_of(book.open, book.loose, day)
    return InShort(unpaid.sentence, unpaid.figures)


def _notes(book: ClaimBook, asked: Asked, day: date) -> list[Text]:
    """What to do where there is nothing to see, and what is hidden."""
    if not book.rows and book.hidden:
        text = Text("Filteret skjuler alle kravene. Fjern det for å se dem.")
        return [text]
    if not book.rows and asked.reader is not None:
        return [Text("Ingen krav er sendt til kommunen per {day}.", day=day)]
    if not book.rows:
        return [_nothing_sent(day)]
    return [not_reminded(item) for item in book.open if is_held_back(item)]


def _nothing_sent(day: date) -> Text:
    """That there are no claims, and how they are made."""
    return Text(
        "Ingen krav er sendt per {day}. «fellesbok plan {year}» viser hva som skal"
        " kreves når, og «fellesbok claim {year}» krever det.",
        day=day,
        year=day.year,
    )


def _others(name: str, asked: Asked, payer: Payer | None) -> list[tuple[str, str]]:
    """All payers, and each of the others."""
    if asked.reader is not None:
        return []
    ways = [
        (p.name, asked.links.page(name, kommune=p.slug))
        for p in asked.payers()
        if p != payer and p.slug in asked.shared.agreement.municipalities
    ]
    return [(Text("alle"), asked.links.page(name)), *ways] if payer else ways
