"""What an export says of who signed its vouchers → lines of attestation in the books.

A line holds the digest of the voucher as it is booked (``approvals/digests.py``), so
that one that is changed afterwards has lost it.  It is written only where the books
have the voucher exactly as the document gives it: whoever signed it in the other system
saw that, and nothing that was changed by hand since, such as who pays.  The books' own
rules decide which lines can stand; one that they refuse is told, and left out, and the
voucher is booked without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.approvals.attested import attestation_of
from fellesbok.approvals.checks import approval_faults
from fellesbok.approvals.digests import voucher_digest
from fellesbok.approvals.writing import attestation_line
from fellesbok.entries.declared import declared
from fellesbok.entries.vocabulary import ATTESTATION
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.messages import Text
from fellesbok_importers.vouchers.from_table import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.approval_terms import Approval
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.vouchers.from_table import Booked


def attestation_lines(
    made: Booked,
    written: Iterable[Transaction],
    holding: Mapping[str, Transaction],
    existing: Entries,
    agreement: Agreement,
) -> tuple[list[Entry], list[Text]]:
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
    there = list(declared(existing, ATTESTATION))
    known = {_outline(line) for line in there}
    already = {outline[:3] for outline in known if outline}
    lines: list[Declared] = []
    left_out: list[Text] = []
    for voucher in made.file.vouchers:
        entry = new.get(voucher.identity) or holding.get(voucher.identity)
        if not voucher.signed or entry is None or voucher.identity not in of_file:
            continue
        number = voucher_number(entry.meta)
        digest = voucher_digest(entry)
        if not _is_as_signed(entry, of_file[voucher.identity]):
            if any(
                (number, each.approval, digest) not in already
                for each in voucher.signed
            ):
                text = Text(
                    "Bilag {number} er endret i bøkene siden det ble lest inn, så det"
                    " som filen sier om attestasjon, er ikke tatt med. Det må"
                    " attesteres på nytt.",
                    number=number,
                )
                left_out.append(text)
            continue
        for each in voucher.signed:
            line = attestation_line(
                number, digest, each.approval, each.person, each.day
            )
            line = line.standing_at(made.file.path, each.row)
            if _outline(line) not in known:
                lines.append(line)
    refused = _refused(lines, [*existing, *new.values()], there, agreement)
    kept: list[Entry] = []
    for line in lines:
        why = refused.get(id(line.entry))
        if why is None:
            kept.append(line.entry)
        else:
            text = Text("Attestasjonen i filen er ikke tatt med: {why}", why=why)
            left_out.append(text)
    return kept, left_out


def _is_as_signed(entry: Transaction, of_file: Transaction) -> bool:
    """Whether a voucher of the books is what the document gives, and nothing else.

    Its number does not count, since a later version of a voucher has one of its own,
    nor the row that a line was read from, since a longer document has it elsewhere.
    """
    return _seen(entry) == _seen(of_file)


def _seen(entry: Transaction) -> str:
    """The digest of what whoever signs in the other system sees of a voucher."""
    meta = {name: value for name, value in entry.meta.items() if name != VOUCHER}
    postings = [
        posting._replace(
            meta={n: value for n, value in (posting.meta or {}).items() if n != ROW}
        )
        for posting in entry.postings
    ]
    return voucher_digest(entry._replace(meta=meta, postings=postings))


def _outline(line: Declared) -> tuple[str, Approval, str, str] | None:
    """Which voucher a line is of, how it was signed, its digest and who; not when."""
    each = attestation_of(line)
    if each is None:
        return None
    return each.number, each.approval, each.digest, each.person


def _refused(
    lines: Sequence[Declared],
    entries: Entries,
    there: Sequence[Declared],
    agreement: Agreement,
) -> dict[int, str]:
    """Why the books would not take some of the lines, by the ``id`` of the line."""
    errors, _ = approval_faults(
        entries, [line.entry for line in (*there, *lines)], agreement
    )
    found: dict[int, str] = {}
    for error in errors:
        found.setdefault(id(error.entry), error.message)
    return found
