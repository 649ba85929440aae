"""The digest of a voucher as people wrote it (*sum*): changed, it is another voucher.

It is made of the date, the flag, the payee, the text, the tags, the metadata and every
line, in their order.  It is not made of where the voucher stands, of what Beancount or
fellesbok adds to it, of links, which hold vouchers together and are added later, or of
where its documents are filed.  An amount is the same however many zeros it is written
with, and whether it is written or left for Beancount to fill in.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

VERSION = "fellesbok-bilag-1"
"""Stands first in what is digested: another way to make it is another version."""

_PLACE = {"filename", "lineno"}
_MADE = ("__", "document")


def voucher_digest(entry: Transaction) -> str:
    """The SHA-256 of a voucher, in 64 small hexadecimal digits."""
    said = [
        VERSION,
        entry.date.isoformat(),
        entry.flag,
        entry.payee or "",
        entry.narration or "",
        sorted(entry.tags or ()),
        _metadata(entry.meta),
        [_line(posting) for posting in entry.postings],
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _line(posting: Posting) -> list[Any]:
    """One line; what it costs and its price too, where it has them."""
    cost: Any = posting.cost
    return [
        posting.flag or "",
        posting.account,
        _value(posting.units),
        None if cost is None else [_value(part) for part in cost],
        _value(posting.price),
        _metadata(posting.meta),
    ]


def _metadata(meta: Mapping[str, Any] | None) -> list[list[Any]]:
    """What people wrote, by its name."""
    return [
        [name, _value(value)]
        for name, value in sorted((meta or {}).items())
        if name not in _PLACE and not name.startswith(_MADE)
    ]


def _value(value: object) -> list[Any] | None:
    """A value with its kind: the text ``1`` is not the number."""
    match value:
        case None:
            return None
        case bool():
            return ["sann", value]
        case Decimal():
            return ["tall", _plain(value)]
        case date():
            return ["dato", value.isoformat()]
        case Amount():
            return ["beløp", _value(value.number), value.currency]
        case _:
            return ["tekst", str(value)]


def _plain(number: Decimal) -> str:
    """A number without an exponent, and without the zeros that say nothing."""
    whole, dot, part = f"{number:f}".partition(".")
    part = part.rstrip("0")
    written = f"{whole}{dot if part else ''}{part}"
    return "0" if written == "-0" else written
