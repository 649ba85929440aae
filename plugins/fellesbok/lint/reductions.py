"""Is what reduces the cost told as that, and does tax come off only once?

An art tells what a line is, where a document said it; whether contra-cost on one
voucher is the compensation of tax that another left out, only a person can say.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.figures import Kind
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_entry
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.sharing.vat import is_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.lint.year import Year

ARTS = frozenset({"690", "710", "729", "790", "990"})
"""KOSTRA: arts that reduce the cost that they are of."""


def reduced(year: Year) -> Iterator[Remark]:
    """Lines whose art reduces the cost, on an account of outside income."""
    found: dict[str, list[tuple[Transaction, Posting]]] = {}
    for voucher in year.transactions:
        for posting in voucher.postings:
            art = str((posting.meta or {}).get("art", ""))[:3]
            if art not in ARTS:
                continue
            ours = posting.account.startswith(f"Income:{year.cooperation.account}")
            if ours and not year.cooperation.is_contra(posting.account):
                found.setdefault(art, []).append((voucher, posting))
    for art, rows in sorted(found.items()):
        amount = -sum((_number(posting) for _, posting in rows), Decimal(0))
        what = Text(
            "{amount} på art {art} står på {account} som inntekt, men reduserer"
            " kostnaden.",
            amount=money(amount, year.currency),
            art=art,
            account=rows[0][1].account,
        )
        place = place_of_entry(rows[0][0])
        yield remark("kostnadsreduksjon", what, amount, place, part=art)


def off_twice(year: Year) -> Iterator[Remark]:
    """Tax that is left out of the cost, in a year that also has contra-cost."""
    back = column_of(year.of(Kind.CONTRA, currency=year.currency), "regnskap")
    if not back or back > 0:
        return
    rows = [
        (voucher, posting)
        for voucher in year.transactions
        for posting in voucher.postings
        if is_left_out(voucher, posting, year.agreement)
        and not _is_compensation(voucher, year)
    ]
    tax = sum((_number(posting) for _, posting in rows), Decimal(0))
    if tax <= 0:
        return
    what = Text(
        "{tax} i merverdiavgift er holdt utenfor kostnaden, og {back} er"
        " kostnadsreduksjon. Er noe av det kompensasjon for den samme avgiften, er"
        " kostnaden for lav.",
        tax=money(tax, year.currency),
        back=money(-back, year.currency),
    )
    place = place_of_entry(rows[0][0])
    yield remark("kostnadsreduksjon", what, min(tax, -back), place, part="avgift")


def _is_compensation(voucher: Transaction, year: Year) -> bool:
    """Whether a voucher books the compensation itself: it has contra-cost and no cost.

    The tax on it is what the state owes then, and no tax that was left out.
    """
    is_contra = year.cooperation.is_contra
    accounts = [posting.account for posting in voucher.postings]
    return any(map(is_contra, accounts)) and not any(
        account.startswith("Expenses:") and not is_contra(account)
        for account in accounts
    )


def _number(posting: Posting) -> Decimal:
    units: Any = posting.units
    return Decimal(units.number)
