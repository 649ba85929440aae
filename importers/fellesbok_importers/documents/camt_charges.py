"""What the bank keeps of the payments of an entry (*gebyr*), as far as it is said.

A batch whose payments and charges come to the entry to the øre can be told apart; the
sum is the proof, whatever the bank says is included in what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.numbers import amount_by_machine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

_BETWEEN = ("Chrgs", "AmtDtls/InstdAmt/CcyXchg")


def charges_of(
    entry: Any,  # noqa: ANN401 -- lxml
    currency: str,
    details: Sequence[Any],
) -> set[Decimal]:
    """What the charges put on the account, by the payments, by the entry, or by both.

    Money out is below nought.  Nothing where one is in another currency or cannot be
    read, or where they come to nought.
    """
    by_details = _sum(details, currency)
    by_entry = _sum([entry], currency)
    both = None if by_details is None or by_entry is None else by_details + by_entry
    return {amount for amount in (by_details, by_entry, both) if amount}


def has_charges(entry: Any, details: Sequence[Any]) -> bool:  # noqa: ANN401 -- lxml
    """Whether charges or an exchange stand between the payments and the batch."""
    return any(
        find(element, way) is not None
        for element in (entry, *details)
        for way in _BETWEEN
    )


def _sum(holders: Iterable[Any], currency: str) -> Decimal | None:
    total = ZERO
    for holder in holders:
        for charges in find_all(holder, "Chrgs"):
            for element, sign in _amounts(charges):
                written = (element.text or "").strip()
                amount = amount_by_machine(written)
                if amount is None or element.get("Ccy", currency) != currency:
                    return None
                total += sign * amount
    return total


def _amounts(charges: Any) -> Iterator[tuple[Any, int]]:  # noqa: ANN401 -- lxml
    """Each record; of version 2 the charges themselves; or else the total of them."""
    records = list(find_all(charges, "Rcrd")) or [charges]
    found = [
        (amount, 1 if text_of(record, "CdtDbtInd") == "CRDT" else -1)
        for record in records
        for amount in find_all(record, "Amt")
    ]
    yield from found or (
        (total, -1) for total in find_all(charges, "TtlChrgsAndTaxAmt")
    )
