"""The vouchers behind a figure, as rows of its explanation; all, or the largest."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.explanation.key import Row
from fellesbok.messages import Text
from fellesbok.sharing.vat import is_recoverable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Voucher
    from fellesbok.sharing.settlement import YearResult

MOST_VOUCHERS = 12

VOUCHERS = "Bilag ({count})"
"""The title of the section that lists the vouchers."""


def voucher_rows(
    vouchers: Sequence[Voucher],
    result: YearResult,
    agreement: Agreement,
    *,
    everything: bool,
) -> tuple[Text, tuple[Row, ...]]:
    """Costs and incomes; only the largest where there are too many for a screen."""
    rows = list(_rows(vouchers, result.cooperation, agreement))
    title = Text(VOUCHERS, count=len(rows))
    if everything or len(rows) <= MOST_VOUCHERS:
        return title, tuple(rows)
    largest = sorted(rows, key=_size, reverse=True)[:MOST_VOUCHERS]
    others = len(rows) - MOST_VOUCHERS
    more = Row(Text("… og {count} til; --all viser alle", count=others))
    return title, (*largest, more)


def _rows(
    vouchers: Sequence[Voucher], cooperation: Cooperation, agreement: Agreement
) -> Iterator[Row]:
    """Each posting that is a cost or an income of the cooperation, with its place."""
    account = cooperation.account
    for voucher in vouchers:
        for line in voucher.lines:
            root, component, *_ = line.account.split(":")
            ours = root in {"Expenses", "Income"} and component == account
            if ours and not is_recoverable(voucher.entry, line.posting, agreement):
                text = voucher.text
                if cooperation.is_contra(line.account):
                    text = Text("{text} (kostnadsreduksjon)", text=text)
                label = Text(
                    "{day}  {number}  {text}",
                    day=voucher.day,
                    number=voucher.number or "–",
                    text=text,
                )
                yield Row(label, Fraction(line.amount) * 100, voucher.place)


def _size(row: Row) -> Fraction:
    return abs(row.amount_ore or Fraction(0))
