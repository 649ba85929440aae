"""What a figure leads to (*det tallet viser til*), as a value and no address.

Each face makes an address of its own of it: Fava a page with filters, a report an
anchor, a terminal file and line, CSV nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Explanation:
    """Why a payer bears what it does of a cooperation in a period."""

    cooperation: str
    payer: str
    period: str


@dataclass(frozen=True)
class Statement:
    """All that a payer is charged, has paid and owes in a period."""

    payer: str
    period: str


@dataclass(frozen=True)
class Account:
    """What is posted on an account: in a period, or at all where that is blank.

    ``None`` is the period that the reader has chosen.
    """

    name: str
    period: str | None = None


@dataclass(frozen=True)
class Entry:
    """A voucher or another entry of the books, as Beancount has it."""

    entry: Any


@dataclass(frozen=True)
class Vouchers:
    """The vouchers behind links of the books, and what they became."""

    link: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceLine:
    """A line of a file in the books, or something else where it may not be read."""

    path: str
    line: int
    otherwise: Agreement | None = None


@dataclass(frozen=True)
class Agreement:
    """The agreement of a cooperation."""

    cooperation: str


@dataclass(frozen=True)
class Document:
    """A document of the books."""

    path: str


@dataclass(frozen=True)
class Page:
    """A page of ours, with what it is asked for by name."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()


Target = (
    Explanation
    | Statement
    | Account
    | Entry
    | Vouchers
    | SourceLine
    | Agreement
    | Document
    | Page
)
