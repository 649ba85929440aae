"""The lines that make, answer and decide an objection; another room writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.custom_values import custom
from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import is_custom
from fellesbok.entries.printing import printed
from fellesbok.entries.vocabulary import OBJECTION
from fellesbok.filing.listing import Listing
from fellesbok.filing.writing import Filing
from fellesbok.messages import Text
from fellesbok.objections.raised import AMOUNT
from fellesbok.objections.raised import ANSWER
from fellesbok.objections.raised import CREDIT_NOTE
from fellesbok.objections.raised import DEADLINE
from fellesbok.objections.raised import DECISION
from fellesbok.objections.raised import PAYER
from fellesbok.objections.raised import PUT_RIGHT
from fellesbok.objections.raised import TEXT
from fellesbok.objections.raised import WHY
from fellesbok.objections.records import FROM_INBOX
from fellesbok.objections.records import About

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Payer
    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books
    from fellesbok.objections.records import Outcome

_WITH_YEAR = 2
OBJECTIONS = Listing(
    "innsigelser",
    "; Innsigelser, svar og utfall. Skrives av «fellesbok object» og «fellesbok"
    " objections».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingenting er skrevet. Prøv igjen"
        " når de er ferdige."
    ),
    Text("Bøkene er endret siden innsigelsen ble vist. Kjør kommandoen på nytt."),
)


def next_id(payer: Payer, day: date, taken: Collection[str]) -> str:
    """The first id of a payer's year that no objection has."""
    number = 1
    while (found := f"{day.year}-{payer.slug}-{number}") in taken:
        number += 1
    return found


def objection_line(  # noqa: PLR0913 -- one for each thing that the line says
    id_: str,
    about: Sequence[Any],
    payer: Payer,
    day: date,
    *,
    reason: str,
    amount: Decimal | None = None,
    currency: str = "NOK",
    deadline: date | None = None,
    from_inbox: str = "",
) -> Entry:
    """The line that makes an objection.

    Args:
        id_: What it is named by.
        about: The kind and what it is about, as they stand after the id.
        payer: Who objects.
        day: When.
        reason: Why.
        amount: How much, in kroner; ``None`` where nobody has said.
        currency: The agreements'.
        deadline: When it is to be answered by.
        from_inbox: The digest of the file that it came in.
    """
    meta: dict[str, Any] = {PAYER: payer.name}
    if amount is not None:
        meta[AMOUNT] = drafting.amount(amount, currency)
    meta[WHY] = reason
    if deadline is not None:
        meta[DEADLINE] = deadline
    if from_inbox:
        meta[FROM_INBOX] = from_inbox
    return custom(OBJECTION, day, (id_, *about), meta)


def in_books(about: Sequence[str]) -> tuple[Any, ...]:
    """What an objection is about, as text, with the year as the number that it is."""
    kind, *rest = about
    if kind == About.CLAIM.value or len(rest) < _WITH_YEAR or not rest[1].isdecimal():
        return tuple(about)
    return (kind, rest[0], Decimal(rest[1]), *rest[2:])


def answer_line(id_: str, day: date, text: str) -> Entry:
    """The line that answers an objection."""
    return custom(OBJECTION, day, (id_, ANSWER), {TEXT: text})


def decision_line(
    id_: str, day: date, outcome: Outcome, text: str = "", credit_note: str = ""
) -> Entry:
    """The line that decides an objection."""
    meta = {TEXT: text} if text else {}
    if credit_note:
        meta[CREDIT_NOTE] = credit_note
    return custom(OBJECTION, day, (id_, DECISION, outcome.value), meta)


def put_right_line(id_: str, day: date, text: str = "") -> Entry:
    """The line that says that the books are right where it was granted."""
    return custom(OBJECTION, day, (id_, PUT_RIGHT), {TEXT: text} if text else {})


def as_written(line: Entry) -> str:
    """The line as it comes to stand in the books."""
    return printed(line)


def filing_of(books: Books, lines: Sequence[Entry]) -> Filing:
    """How lines of one objection, or of several that came together, are written.

    The file of several is named by none of them: whoever reads of one is not to know
    whose the others are.
    """
    day = max(line.date for line in lines)
    named = {str(values_of(line)[0]) for line in lines if is_custom(line)}
    source = f"innsigelse-{min(named)}" if len(named) == 1 else OBJECTIONS.name
    return Filing(books, (), day, source, tuple(lines), OBJECTIONS)
