"""Transactions come back from columns as they were, kind by kind."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.core.amount import Amount
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.core.number import MISSING
from beancount.core.position import Cost
from beancount.utils.defdict import ImmutableDictWithDefault

from fellesbok.kept_loads.in_bytes import read_columns
from fellesbok.kept_loads.in_bytes import write_columns
from fellesbok.kept_loads.transaction_columns import is_plain
from fellesbok.messages import Text
from same_loads import first_difference

PLACE = {"filename": "bok", "lineno": 1}
UNITS = Amount(Decimal("1.50"), "NOK")


def posting(**changed: Any) -> Posting:  # noqa: ANN401 -- whatever a line may have
    """A line of a voucher, with something else in it."""
    own: Any = Posting("Assets:Bank", UNITS, None, None, None, {**PLACE})
    return own._replace(**changed)  # type: ignore[no-any-return]


def voucher(*postings: Posting, **changed: Any) -> Transaction:  # noqa: ANN401 -- likewise
    """A voucher, with something else in it."""
    day, none = date(2024, 1, 2), frozenset[str]()
    meta = {**PLACE, "bilag": "1"}
    own: Any = Transaction(meta, day, "*", None, "Vare", none, none, list(postings))
    return own._replace(**changed)  # type: ignore[no-any-return]


def tolerances(number: str, default: str) -> ImmutableDictWithDefault:
    """What Beancount notes of how much each currency may be off by."""
    of: Any = ImmutableDictWithDefault
    return of({"NOK": Decimal(number)}, default=Decimal(default))  # type: ignore[no-any-return]


def read_again(of: list[Transaction]) -> list[Transaction]:
    """Transactions written and read."""
    file = io.BytesIO()
    write_columns(file, of)
    file.seek(0)
    return read_columns(file)


VOUCHERS = (
    voucher(),
    voucher(posting()),
    voucher(posting(), posting(meta=None), posting(meta={**PLACE, "del": None})),
    *(
        voucher(posting(units=Amount(Decimal(number), "NOK")))
        for number in ("1", "1.0", "1E+3", "-0", "0E-7", "Infinity", "NaN")
    ),
    voucher(posting(cost=Cost(Decimal(1), "EUR", date(2024, 1, 1), "x"), price=UNITS)),
    voucher(narration=Text("{count} bilag", count=2), payee="2 bilag"),
    voucher(narration="2 bilag", tags=frozenset("a"), links=frozenset("b")),
    voucher(meta={**PLACE, "liste": [1], "__tolerances__": tolerances("0.5", "0")}),
    voucher(meta={**PLACE, "liste": [1], "__tolerances__": tolerances("0.50", "0")}),
    voucher(meta={**PLACE, "liste": [1], "__tolerances__": tolerances("0.5", "0.0")}),
    voucher(meta={**PLACE}),
)


@pytest.mark.parametrize("number", [0, 1, len(VOUCHERS)])
def test_they_are_the_same(number: int) -> None:
    of = list(VOUCHERS[:number])
    assert all(map(is_plain, of))
    found = read_again(of)
    assert not first_difference(found, of)


def test_what_may_be_changed_is_one_voucher_s_own() -> None:
    of = [each for each in VOUCHERS if "liste" in each.meta]
    of += [voucher(posting(), posting())]
    *lists, last = read_again(of)
    lists[0].meta["liste"].append(2)
    lists[0].meta["ny"] = True
    last.postings[0].meta["ny"] = True  # type: ignore[index]
    assert [each.meta["liste"] for each in lists] == [[1, 2], [1], [1]]
    assert "ny" not in lists[1].meta
    assert last.postings[1].meta == PLACE


@pytest.mark.parametrize(
    "entry",
    [
        voucher(meta={"lineno": 1, "filename": "bok"}),
        voucher(meta={"filename": None, "lineno": 1}),
        voucher(meta=dict[str, Any]()),
        voucher(posting(meta=dict[str, Any]())),
        voucher(posting(units=MISSING)),
        voucher(posting(units=Amount(MISSING, "NOK"))),  # type: ignore[arg-type]
        voucher(postings=(posting(),)),
    ],
)
def test_what_is_made_otherwise_is_no_plain_transaction(entry: Transaction) -> None:
    assert not is_plain(entry)
