"""A transaction written as items, and read back as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok_importers.vouchers.exchange import CannotTellError
from fellesbok_importers.vouchers.exchange import Record
from fellesbok_importers.vouchers.exchange import metadata_of
from fellesbok_importers.vouchers.exchange import quantity_of
from fellesbok_importers.vouchers.exchange import record_of
from fellesbok_importers.vouchers.exchange import transaction_of

TEXT = r"""
2018-01-05 ! "Ola \"O\"" "Bok = \\ blad" #b #a ^z ^y
  bilag: "2018-7"
  tom: ""
  ingenting:
  dag: 2018-02-29T
  tall: -12.50
  sum: 3.00 NOK
  ja: TRUE
  ! Expenses:IKT   10.00 NOK
    art: "195"
  Assets:Bank     -10.00 NOK
"""
PLACE = {"filename": "ny.csv", "lineno": 9}


def voucher() -> Any:  # noqa: ANN401 -- as Beancount reads it
    text = TEXT.replace("2018-02-29T", "2018-02-28")
    (entry,), errors, _ = parse_string(text)
    assert not errors
    return entry


def test_every_part_of_a_transaction_is_read_back_as_it_was() -> None:
    entry = voucher()
    record = record_of(entry, None, generated=False)
    again = transaction_of(record, PLACE)
    assert again._replace(meta={}, postings=[]) == entry._replace(meta={}, postings=[])
    parts: Any = [(again, entry), *zip(again.postings, entry.postings, strict=True)]
    for one, other in parts:
        ours = {k: v for k, v in one.meta.items() if k not in PLACE}
        theirs = {k: v for k, v in other.meta.items() if k not in PLACE}
        assert ours == theirs
        assert {k: type(v) for k, v in ours.items()} == {
            k: type(v) for k, v in theirs.items()
        }
    assert [p.flag for p in again.postings] == ["!", None]
    assert [p.units for p in again.postings] == [p.units for p in entry.postings]
    assert record.payee == 'Ola "O"'


def test_items_stand_in_an_order_that_does_not_change() -> None:
    record = record_of(voucher(), frozenset({"æ"}), generated=True, made_of=("x",))
    assert record.items[:5] == ("!!", '@Ola "O"', "#a", "#b", "^æ")
    assert record.items[-1] == "~x"
    assert record.made_of == ("x",)


@pytest.mark.parametrize("item", ["?x", "Stor: 1", 'x: "uten slutt', "x: 1,5", "x: ja"])
def test_an_item_that_is_none_of_ours_is_not_guessed(item: str) -> None:
    record = Record(date(2018, 1, 1), "", (item,), (), generated=False)
    with pytest.raises(CannotTellError):
        transaction_of(record, PLACE)


def test_a_day_that_there_is_not_is_no_day() -> None:
    with pytest.raises(CannotTellError):
        dict(metadata_of(["dag: 2018-02-29"]))


def test_lots_and_prices_cannot_be_told() -> None:
    text = '2018-01-05 * "x"\n  Assets:A  1 AKSJE @ 5 NOK\n  Assets:Bank  -5 NOK\n'
    read: Any = parse_string(text)
    (entry,), _, _ = read
    with pytest.raises(CannotTellError):
        record_of(entry, None, generated=False)


def test_how_much_a_line_is_of_where_it_is_no_money() -> None:
    assert quantity_of(["!x", "=7.5 TIMER"]) == (Decimal("7.5"), "TIMER")
    with pytest.raises(CannotTellError):
        quantity_of(["7.5 TIMER"])
