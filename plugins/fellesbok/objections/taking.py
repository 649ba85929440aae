"""What lies in the inbox → lines of the books, each held against them (*tas inn*).

What one municipality has sent keeps nobody else's from being taken in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.records import vouchers_in
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.objections.checks import not_there
from fellesbok.objections.checks import objection_faults
from fellesbok.objections.checks import shares_of
from fellesbok.objections.raised import objections
from fellesbok.objections.writing import in_books
from fellesbok.objections.writing import next_id
from fellesbok.objections.writing import objection_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.errors import LedgerError
    from fellesbok.objections.checks import OfYears
    from fellesbok.objections.inbox import Waiting
    from fellesbok.objections.records import Objection


def lines_of(
    found: Iterable[Waiting],
    known: Iterable[Objection],
    agreement: Agreement,
    deadline: date | None,
    days: Mapping[str, date],
) -> list[tuple[Entry, Waiting]]:
    """The line that each becomes, with an id of its own.

    Args:
        found: What lies in the inbox, of payers that the agreement knows.
        known: The objections that the books have.
        agreement: The agreements.
        deadline: When each is to be answered by.
        days: When each is written, by its digest; otherwise when it was received.
    """
    ids = {each.id for each in known}
    made = []
    for each in found:
        sent, payer = each.sent, agreement.payer(each.sent.payer)
        day = days.get(each.digest, sent.received)
        ids.add(id_ := next_id(payer, day, ids))
        line = objection_line(
            id_,
            in_books(sent.about),
            payer,
            day,
            reason=sent.reason,
            amount=sent.amount,
            currency=agreement.currency,
            deadline=deadline,
            from_inbox=each.digest,
        )
        made.append((line, each))
    return made


def untimely(each: Waiting, year: int | None, today: date) -> Text | None:
    """Why the day that it says it came on is wrong; ``None`` where it can be right.

    A file is written by whoever can write in the folder, or by a server whose clock is
    wrong; no answer can be dated before it.

    Args:
        each: What lies in the inbox.
        year: The year of what it is about, where the books know it.
        today: The day that it is taken in.
    """
    day = each.sent.received
    if day > today:
        why = Text("den sier at den ble mottatt {day}, og det har ikke vært", day=day)
    elif year is not None and day.year < year - 1:
        why = Text(
            "den sier at den ble mottatt {day}, lenge før {year} som den gjelder",
            day=day,
            year=str(year),
        )
    else:
        return None
    return Text(
        "{path} blir liggende: {why}. Be kommunen sende den på nytt, og slett filen.",
        path=each.path.name,
        why=why,
    )


def unfit(
    lines: Entries,
    entries: Entries,
    agreement: Agreement,
    claims_of: Callable[[], Sequence[OfYears]],
) -> list[str | None]:
    """Why the books cannot hold each line; ``None`` where they can.

    Args:
        lines: What is to be written.
        entries: The loaded books.
        agreement: The agreements.
        claims_of: Gives the claims of the books, each with the years it asks for.
    """
    errors = faults_with(lines, entries, agreement, claims_of)
    wrong = {id(error.entry): error.message for error in errors}
    return [wrong.get(id(line)) for line in lines]


def faults_with(
    lines: Entries,
    entries: Entries,
    agreement: Agreement,
    claims_of: Callable[[], Sequence[OfYears]],
) -> list[LedgerError]:
    """What would be wrong with the objections of the books, with the lines in them.

    Args:
        lines: What is to be written.
        entries: The loaded books.
        agreement: The agreements.
        claims_of: Gives the claims of the books, each with the years it asks for.
    """
    made: list[Any] = [v.entry for v in vouchers_in(entries, generated=True)]
    rest: list[Any] = [*entries, *lines]
    return objection_faults(entries, made, rest, agreement, claims_of)[0]


def gone(lines: Entries, entries: Entries, agreement: Agreement) -> list[Text]:
    """What new objections to shares and vouchers are about and the books do not have.

    Args:
        lines: The lines that make them.
        entries: The loaded books.
        agreement: The agreements.
    """
    shares = shares_of([v.entry for v in vouchers_in(entries, generated=True)])
    found = objections(lines, agreement)
    told = (not_there(each, shares, entries) for each in found)
    return [text for text in told if text is not None]


def put_right_since(
    lines: Entries, entries: Entries, agreement: Agreement
) -> Iterator[str]:
    """What has gone of what was sent, and is taken in all the same.

    A page sends only what is there, so it was put right since; and whoever has sent it
    waits for an answer.

    Args:
        lines: The lines that make the objections.
        entries: The loaded books.
        agreement: The agreements.
    """
    as_sent = Text("Den tas inn slik den ble sendt.")
    for what in gone(lines, entries, agreement):
        yield sentences([what, as_sent])
