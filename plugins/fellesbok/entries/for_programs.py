"""Vouchers as programs read them (*bilag*): one row a line, with its place."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.entries.overrides import COST_CENTRE
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import COOPERATION
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Voucher
    from fellesbok.entries.records import VoucherLine
    from fellesbok.tables.values import Quantity

REMARK = "merknad"
"""Metadata: what must be said of a voucher."""


@frozen
class PostedLine:
    """A line of a voucher: kroner in ``amount``, what else it may be in ``quantity``.

    ``currency`` is the unit; kroner that are no money of the year have one of their
    own, as ``NOK.TILSAGN``.  ``file`` is from the folder of the books, and blank where
    the line is ``generated``.
    """

    year: int
    date: dt.date
    voucher: str | None
    generated: bool
    cooperation: str | None
    cost_centre: str | None
    account: str
    amount: Decimal | None
    quantity: Quantity | None
    currency: str
    payee: str | None
    text: str | None
    flag: str | None
    tags: tuple[str, ...]
    links: tuple[str, ...]
    remark: str | None
    file: str | None
    line: int | None


def posted_lines(
    entries: Entries, agreement: Agreement, root: Path
) -> Iterator[PostedLine]:
    """Every line of every voucher, also of those that are generated, as the books are.

    Args:
        entries: The books.
        agreement: For the names of cooperations and cost centres.
        root: The folder that files are told from.
    """
    for voucher in vouchers_in(entries):
        yield from _lines(voucher, agreement, root)


def _lines(voucher: Voucher, agreement: Agreement, root: Path) -> Iterator[PostedLine]:
    entry, kroner = voucher.entry, agreement.currency
    for line in voucher.lines:
        is_kroner = line.currency == kroner or line.currency.startswith(f"{kroner}.")
        owner, centre = _place(voucher, line, agreement)
        file, number = _source(voucher, line, root)
        yield PostedLine(
            year=voucher.day.year,
            date=voucher.day,
            voucher=voucher.number or None,
            generated=voucher.is_generated,
            cooperation=owner,
            cost_centre=centre,
            account=line.account,
            amount=line.amount if is_kroner else None,
            quantity=None if is_kroner else line.amount,
            currency=line.currency,
            payee=entry.payee or None,
            text=entry.narration or None,
            flag=entry.flag,
            tags=tuple(sorted(entry.tags or ())),
            links=tuple(sorted(entry.links or ())),
            remark=str(voucher.meta.get(REMARK, "")) or None,
            file=file,
            line=number,
        )


def _place(
    voucher: Voucher, line: VoucherLine, agreement: Agreement
) -> tuple[str | None, str | None]:
    """The cooperation that a line is of, and the code of its cost centre.

    The code is what the line or its voucher says, where it is of cost or income, and
    else the account's.
    """
    root, *parts = line.account.split(":")
    known = agreement.cooperation_by_account
    said = voucher.meta.get(COOPERATION) if voucher.is_generated else None
    owner = next((part for part in parts if part in known), said)
    if owner is None or owner not in known:
        return None, None
    wishes = {**voucher.meta, **line.meta} if root in {"Expenses", "Income"} else {}
    codes = known[owner].cost_centre_by_account
    code = next((codes[part] for part in parts if part in codes), None)
    return owner, str(wishes.get(COST_CENTRE, code or "")) or None


def _source(
    voucher: Voucher, line: VoucherLine, root: Path
) -> tuple[str | None, int | None]:
    """The file, from the folder of the books, and the line, or else the voucher's."""
    if voucher.is_generated:
        return None, None
    meta = line.meta if "lineno" in line.meta else voucher.meta
    return _from(root, meta["filename"]), int(meta["lineno"])


@cache
def _from(root: Path, file: str) -> str:
    """A file from a folder; there are few of them, and many lines in each."""
    try:
        return Path(os.path.relpath(file, root)).as_posix()
    except ValueError:  # another drive
        return Path(file).as_posix()
