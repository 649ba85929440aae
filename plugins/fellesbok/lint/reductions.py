"""Is what reduces the cost told as that, and does tax come off only once?

An art tells what a line is, where a document said it; whether contra-cost on one
voucher is the compensation of tax that another left out, only a person can say.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.sharing.vat import ART
from fellesbok.sharing.vat import is_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.records import Voucher
    from fellesbok.entries.records import VoucherLine
    from fellesbok.lint.year import Year

ARTS = frozenset({"690", "710", "729", "790", "990"})
"""KOSTRA: arts that reduce the cost that they are of."""


def reduced(year: Year) -> Iterator[Remark]:
    """Lines whose art reduces the cost, on an account of outside income."""
    found: dict[str, list[tuple[Voucher, VoucherLine]]] = {}
    income = f"Income:{year.cooperation.account}"
    for voucher in year.vouchers:
        for line in voucher.lines:
            art = str(line.meta.get(ART, ""))[:3]
            ours = art in ARTS and line.account.startswith(income)
            if ours and not year.cooperation.is_contra(line.account):
                found.setdefault(art, []).append((voucher, line))
    for art, rows in sorted(found.items()):
        amount = -sum((line.amount for _, line in rows), Decimal(0))
        what = Text(
            "{amount} på art {art} står på {account} som inntekt, men reduserer"
            " kostnaden.",
            amount=money(amount, year.currency),
            art=art,
            account=rows[0][1].account,
        )
        yield remark("kostnadsreduksjon", what, amount, rows[0][0].place, part=art)


def off_twice(year: Year) -> Iterator[Remark]:
    """Tax that is left out of the cost, in a year that also has contra-cost."""
    back = column_of(year.of(Kind.CONTRA, currency=year.currency), "regnskap")
    if not back or back > 0:
        return
    rows = [
        (voucher, line)
        for voucher in year.vouchers
        for line in voucher.lines
        if is_left_out(voucher.entry, line.posting, year.agreement)
        and not _is_compensation(voucher, year)
    ]
    tax = sum((line.amount for _, line in rows), Decimal(0))
    if tax <= 0:
        return
    what = Text(
        "{tax} i merverdiavgift er holdt utenfor kostnaden, og {back} er"
        " kostnadsreduksjon. Er noe av det kompensasjon for den samme avgiften, er"
        " kostnaden for lav.",
        tax=money(tax, year.currency),
        back=money(-back, year.currency),
    )
    place = rows[0][0].place
    yield remark("kostnadsreduksjon", what, min(tax, -back), place, part="avgift")


def _is_compensation(voucher: Voucher, year: Year) -> bool:
    """Whether a voucher books the compensation itself: it has contra-cost and no cost.

    The tax on it is what the state owes then, and no tax that was left out.
    """
    is_contra = year.cooperation.is_contra
    accounts = voucher.accounts
    return any(map(is_contra, accounts)) and not any(
        account.startswith("Expenses:") and not is_contra(account)
        for account in accounts
    )
