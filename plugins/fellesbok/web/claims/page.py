"""The page of claims: what is open, how old it is, what comes next (*krav*)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from fellesbok.claims.reminders import ages
from fellesbok.messages import Text
from fellesbok.web.claims.ages import AGES_TITLE
from fellesbok.web.claims.ages import ages_plot
from fellesbok.web.claims.ages import ages_table
from fellesbok.web.claims.ages import credits_table
from fellesbok.web.claims.ages import reminders_table
from fellesbok.web.claims.plan import plan_table
from fellesbok.web.claims.rows import NOTHING
from fellesbok.web.claims.rows import claim_book
from fellesbok.web.claims.tables import ClaimTables
from fellesbok.web.frame.page import BooksPage
from fellesbok.web.frame.shown import Shown
from fellesbok.web.frame.stated_day import stated_day

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement.model import Payer
    from fellesbok.claims.reminders import Ages
    from fellesbok.web.claims.rows import ClaimBook
    from fellesbok.web.frame.asked import Asked


class Krav(BooksPage):
    """Every claim that is not settled on a day, of all payers or of one.

    Who is signed in as a municipality gets the claims on it, and no others.
    """

    report_title = "Krav"
    heading: ClassVar[Text] = Text("Krav")

    def shown(self, asked: Asked) -> Shown:
        """The claims on the day that is asked for."""
        day = stated_day(asked)
        payer = _payer(asked)
        book = claim_book(asked, day, payer)
        tables = ClaimTables(book, asked)
        found = (
            *ages_table(book, asked),
            *reminders_table(book, asked),
            *credits_table(book, asked),
            *tables.open(),
            *tables.unnamed(),
            *plan_table(book, asked, day.year, payer),
            *tables.settled(day.year),
        )
        return Shown(
            Text("Krav på {name}", name=payer.name) if payer else Text("Krav"),
            "krav.html",
            found,
            values={
                "sums": _sums(book),
                "plot": ages_plot(book, asked.language),
                "plot_title": AGES_TITLE,
                "notes": _notes(book, asked, day),
                "others": _others(self.name, asked, payer),
            },
            arguments={"kommune": payer.slug} if payer else {},
            day=day,
        )


def _payer(asked: Asked) -> Payer | None:
    """Whose claims are asked for, or who asks; ``None`` for all."""
    wanted = asked.arguments.get("kommune", "").strip()
    if wanted:
        return asked.payer(wanted)
    return asked.payer(asked.reader) if asked.reader is not None else None


def _sums(book: ClaimBook) -> list[tuple[Text, Decimal, Text]]:
    """What is owed, what of it has fallen due, and what has not; each in one figure."""
    if not book.rows:
        return []
    owed = [i for i in book.open if i.remaining > 0 and not i.is_internal]
    due = [item for item in owed if item.days_overdue]
    coming = [item for item in owed if not item.days_overdue]
    oldest = max((item.days_overdue for item in due), default=0)
    found = ages(book.open, book.loose)
    return [
        (
            Text("Utestående"),
            found.total,
            Text("{count} krav", count=len(book.open)),
        ),
        (
            Text("Forfalt"),
            sum((item.remaining for item in due), NOTHING),
            Text(
                "{count} krav, det eldste for {days} dager siden",
                count=len(due),
                days=oldest,
            )
            if due
            else Text("ingen krav"),
        ),
        (
            Text("Ikke forfalt"),
            sum((item.remaining for item in coming), NOTHING),
            Text("{count} krav", count=len(coming)),
        ),
        *_beside(found),
    ]


def _beside(found: Ages) -> list[tuple[Text, Decimal, Text]]:
    """What is no part of what is due: money to the payers, and the hosts' own notes."""
    ways = [
        (Text("Til gode"), -found.credit, Text("går av på det utestående")),
        (Text("Internt"), found.internal, Text("vertens eget, som ingen betaler")),
    ]
    return [way for way in ways if way[1]]


def _notes(book: ClaimBook, asked: Asked, day: date) -> list[Text]:
    """What to do where there is nothing to see, and what is hidden."""
    if not book.rows and book.hidden:
        text = Text("Filteret skjuler alle kravene. Fjern det for å se dem.")
        return [text]
    if not book.rows and asked.reader is not None:
        return [Text("Ingen krav er sendt til kommunen per {day}.", day=day)]
    if not book.rows:
        return [
            Text(
                "Ingen krav er sendt per {day}. «fellesbok plan {year}» viser hva som"
                " skal kreves når, og «fellesbok claim {year}» krever det.",
                day=day,
                year=day.year,
            )
        ]
    if not book.open:
        return [Text("Alle krav er gjort opp.")]
    return []


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
