"""What waits in the inbox, heard as objections before it is taken in (*venter*).

It is read as ``take`` reads it, and stands in no books: each is named by its file, and
is to what it says that it is to, whether or not the books can hold it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.objections.inbox import waiting
from fellesbok.objections.raised import objections
from fellesbok.objections.writing import in_books
from fellesbok.objections.writing import objection_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.messages import Text
    from fellesbok.objections.inbox import Waiting
    from fellesbok.objections.records import Objection


@frozen
class InInbox:
    """What lies in an inbox, held against the books.

    Attributes:
        new: What is not in the books, of payers that the agreement knows.
        again: What the books hold already, by its digest.
        faults: What is there and is not heard, such as what is from somebody unknown.
    """

    new: tuple[Waiting, ...]
    again: tuple[Waiting, ...]
    faults: tuple[Text, ...]


def in_inbox(folder: Path, known: Iterable[Objection], agreement: Agreement) -> InInbox:
    """What lies in an inbox, and what of it the books have already.

    Args:
        folder: The inbox.
        known: The objections that the books have.
        agreement: The agreements.

    Raises:
        fellesbok.filing.disk.CannotFileError: The folder cannot be read.
    """
    found, faults = waiting(folder, {payer.slug for payer in agreement.payers})
    digests = {each.from_inbox for each in known}
    return InInbox(
        tuple(each for each in found if each.digest not in digests),
        tuple(each for each in found if each.digest in digests),
        tuple(faults),
    )


def heard(found: Iterable[Waiting], agreement: Agreement) -> list[Objection]:
    """What waits, of payers that the agreement knows, as objections that are open.

    One to a cooperation that nobody knows is to nothing.
    """
    files = {each.path.name: each for each in found}
    lines = [
        objection_line(
            name,
            in_books(each.sent.about),
            agreement.payer(each.sent.payer),
            each.sent.received,
            reason=each.sent.reason,
            amount=each.sent.amount,
            currency=agreement.currency,
            from_inbox=each.digest,
        )
        for name, each in files.items()
    ]
    return [
        replace(each, waits_in=files[each.id].path.parent)
        for each in objections(lines, agreement)
    ]
