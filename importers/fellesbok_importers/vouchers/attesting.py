"""What an export says of who signed its vouchers → lines of attestation in the books.

A line holds the digest of the voucher as it is booked (``approvals/digests.py``), so
that one that is changed afterwards has lost it.  The books' own rules decide which
lines can stand; one that they refuse is told, and left out, and the voucher is booked
without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.approvals.attested import attestation_of
from fellesbok.approvals.checks import approval_faults
from fellesbok.approvals.writing import attestation_line
from fellesbok.entries.vocabulary import ATTESTATION
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.messages import Text
from fellesbok_importers.vouchers.identity import same_money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Custom
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok_importers.vouchers.table_vouchers import Booked


def attestation_lines(
    made: Booked,
    written: Iterable[Transaction],
    holding: Mapping[str, Transaction],
    existing: Entries,
    agreement: Agreement,
) -> tuple[list[Custom], list[Text]]:
    """The lines that the books do not have yet, and why others are left out.

    Args:
        made: The export.
        written: The vouchers of it that are to be booked, as they will be.
        holding: The vouchers that the books have, by identity.
        existing: The books.
        agreement: Who may attest and approve.
    """
    new = {str(entry.meta[SOURCE]): entry for entry in written}
    of_file = {str(entry.meta[SOURCE]): entry for entry in made.transactions}
    there = _lines(existing)
    known = {_outline(line) for line in there}
    lines: list[Custom] = []
    left_out: list[Text] = []
    for voucher in made.file.vouchers:
        entry = new.get(voucher.identity) or holding.get(voucher.identity)
        if not voucher.signed or entry is None or voucher.identity not in of_file:
            continue
        number = voucher_number(entry.meta)
        if not same_money(entry, of_file[voucher.identity]):
            text = Text(
                "Bilag {number} er ført om i bøkene siden det ble lest inn, så det som"
                " filen sier om attestasjon, er ikke tatt med.",
                number=number,
            )
            left_out.append(text)
            continue
        for each in voucher.signed:
            line = attestation_line(entry, number, each.approval, each.person, each.day)
            place = data.new_metadata(made.file.path, each.row)
            line = line._replace(meta=line.meta | place)
            if _outline(line) not in known:
                lines.append(line)
    refused = _refused(lines, [*existing, *new.values()], there, agreement)
    kept = [line for line in lines if id(line) not in refused]
    left_out += [
        Text("Attestasjonen i filen er ikke tatt med: {why}", why=refused[id(line)])
        for line in lines
        if id(line) in refused
    ]
    return kept, left_out


def _lines(entries: Iterable[Any]) -> list[Custom]:
    return [e for e in entries if isinstance(e, data.Custom) and e.type == ATTESTATION]


def _outline(line: Custom) -> object:
    """Which voucher a line is of, who signed it and how; not when."""
    each = attestation_of(line)
    return each and (each.number, each.approval, each.person, each.digest)


def _refused(
    lines: Sequence[Custom],
    entries: Entries,
    there: Sequence[Custom],
    agreement: Agreement,
) -> dict[int, str]:
    """Why the books would not take some of the lines, by the ``id`` of the line."""
    errors, _ = approval_faults(entries, [*there, *lines], agreement)
    found: dict[int, str] = {}
    for error in errors:
        found.setdefault(id(error.entry), error.message)
    return found
