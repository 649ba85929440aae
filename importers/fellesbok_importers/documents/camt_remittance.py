"""What a payment says that it pays (*RmtInf*): KID, documents, and how much of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.numbers import amount_by_machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal


@frozen
class Part:
    """A part of a payment (*underspesifikasjon*).

    Attributes:
        kid: The structured reference, or nothing.
        document: The number of the document that is paid, or nothing.
        amount: With the payment's sign; a credit note has the other one.
    """

    kid: str
    document: str
    amount: Decimal


def kids_of(detail: Any) -> tuple[str, ...]:  # noqa: ANN401 -- lxml
    """Every structured reference once, in the document's order."""
    found = {"".join(kid.split()): kid for kid in map(_kid, _structured(detail)) if kid}
    return tuple(found.values())


def said_of(detail: Any) -> str:  # noqa: ANN401 -- lxml
    """The free text of a payment, and the documents that it names."""
    free = [" ".join((u.text or "").split()) for u in find_all(detail, "RmtInf/Ustrd")]
    for strd in _structured(detail):
        free += [_document(strd), text_of(strd, "AddtlRmtInf")]
    return " ".join(dict.fromkeys(filter(None, free)))


def parts_of(detail: Any, currency: str, value: Decimal) -> Sequence[Part]:  # noqa: ANN401 -- lxml
    """The parts of a payment, where it says how much each is and they are the whole.

    Args:
        detail: The payment.
        currency: The account's.
        value: The payment's amount, with its sign.
    """
    sums: dict[tuple[str, str], Decimal] = {}
    for strd in _structured(detail):
        kid = _kid(strd)
        key = "".join(kid.split()), "" if kid else _document(strd)
        amount = _amount(strd, currency)
        if amount is None:
            return ()
        sums[key] = sums.get(key, ZERO) + (amount if value > 0 else -amount)
    if len(sums) < 2 or sum(sums.values(), ZERO) != value:  # noqa: PLR2004 -- parts
        return ()
    return [Part(*key, amount) for key, amount in sums.items()]


def _structured(detail: Any) -> Iterator[Any]:  # noqa: ANN401 -- lxml
    return find_all(detail, "RmtInf/Strd")


def _kid(strd: Any) -> str:  # noqa: ANN401 -- lxml
    return text_of(strd, "CdtrRefInf/Ref")


def _document(strd: Any) -> str:  # noqa: ANN401 -- lxml
    return text_of(strd, "RfrdDocInf/Nb")


def _amount(strd: Any, currency: str) -> Decimal | None:  # noqa: ANN401 -- lxml
    """What is paid of one document; a credit note comes off."""
    for name, sign in (("RmtdAmt", 1), ("CdtNoteAmt", -1)):
        element = find(strd, f"RfrdDocAmt/{name}")
        if element is not None:
            written = (element.text or "").strip()
            value = amount_by_machine(written)
            if value is None or value < 0 or element.get("Ccy", currency) != currency:
                return None
            return sign * value
    return None
