"""What a figure leads to (*det tallet viser til*), as a value and no address.

Each face makes an address of its own of it: Fava a page with filters, a report an
anchor, a terminal file and line, CSV nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from decimal import Decimal


@frozen
class Explanation:
    """Why a payer bears what it does of a cooperation in a period."""

    cooperation: str
    payer: str
    period: str


@frozen
class Statement:
    """All that a payer is charged, has paid and owes in a period."""

    payer: str
    period: str


@frozen
class Account:
    """What is posted on an account: in a period, or at all where that is blank.

    ``None`` is the period that the reader has chosen.
    """

    name: str
    period: str | None = None


@frozen
class Entry:
    """A voucher or another entry of the books, as Beancount has it."""

    entry: Any


@frozen
class Basis:
    """What stands behind a figure, one by one.

    Attributes:
        title: The account, or what else they are.
        parts: A record of the books, what it adds if it tells that, and in which
            commodity where that is not told already.
    """

    title: str
    parts: tuple[tuple[Any, Decimal | None, str], ...]


@frozen
class Vouchers:
    """The vouchers behind links of the books, and what they became."""

    link: str
    others: tuple[str, ...] = ()


@frozen
class SourceLine:
    """A line of a file in the books, or something else where it may not be read."""

    path: str
    line: int
    otherwise: Agreement | None = None


@frozen
class Agreement:
    """The agreement of a cooperation."""

    cooperation: str


@frozen
class Document:
    """A document of the books."""

    path: str


@frozen
class Page:
    """A page of ours, with what it is asked for by name."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()


Target = (
    Explanation
    | Statement
    | Account
    | Entry
    | Basis
    | Vouchers
    | SourceLine
    | Agreement
    | Document
    | Page
)
