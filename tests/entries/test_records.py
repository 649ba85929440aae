"""What stands in the books, as those read it who show it."""

from __future__ import annotations

from datetime import date

import pytest
from beancount.parser.parser import parse_string

from fellesbok.entries.records import Voucher
from fellesbok.entries.records import days_told
from fellesbok.entries.records import until
from fellesbok.entries.records import vouchers_in

ENTRIES, ERRORS, _ = parse_string(
    """
2018-01-01 open Expenses:IKT
2018-01-01 open Liabilities:Utlegg
2018-03-01 * "Datahuset AS" "Lisenser" #ny
  bilag: "2018-7"
  periode: "2018-03-01/2018-12-31"
  Expenses:IKT          300.00 NOK
    art: "195"
  Expenses:IKT          500.00 NOK
  Liabilities:Utlegg   -800.00 NOK
2019-02-01 * "Datahuset AS" ""
  Expenses:IKT            1.00 NOK
  Liabilities:Utlegg     -1.00 NOK
2018-12-31 custom "rapportering"
""",
    dedent=True,
)


def test_the_books_load() -> None:
    assert not ERRORS


def test_a_voucher_says_what_is_booked_and_where_it_stands() -> None:
    first, second = vouchers_in(ENTRIES)
    assert (first.day, first.number, first.text) == (
        date(2018, 3, 1),
        "2018-7",
        "Lisenser",
    )
    assert first.tags == {"ny"}
    assert first.service_days == (date(2018, 3, 1), date(2018, 12, 31))
    assert (first.place[1], first.last_line) == (4, 10)
    assert not first.is_generated
    assert first.accounts == ["Expenses:IKT", "Expenses:IKT", "Liabilities:Utlegg"]
    amounts = [(str(line.amount), line.currency) for line in first.lines]
    assert amounts == [("300.00", "NOK"), ("500.00", "NOK"), ("-800.00", "NOK")]
    assert [line.meta.get("art") for line in first.lines] == ["195", None, None]
    # Without a text it is told of whom it is.
    assert (second.text, second.number, second.service_days) == (
        "Datahuset AS",
        "",
        None,
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [('"2018-7"', "2018-7"), ("7", "7"), ("0", "0"), ("", ""), ('""', "")],
)
def test_a_number_is_read_as_it_is_written(written: str, number: str) -> None:
    """Zero is a number; what is empty is none."""
    text = f'2018-03-01 * "Kostnad"\n  bilag: {written}\n  Expenses:IKT  0.00 NOK\n'
    entries, errors, _ = parse_string(text)
    (voucher,) = vouchers_in(entries)
    assert (errors, voucher.number) == ([], number)


def test_a_voucher_without_lines_ends_where_it_begins() -> None:
    first, _ = vouchers_in(ENTRIES)
    (bare,) = vouchers_in([first.entry._replace(postings=[])])
    assert bare.last_line == 4


def test_vouchers_are_of_a_year_or_of_all_and_written_or_generated() -> None:
    (entry, *_) = (v.entry for v in vouchers_in(ENTRIES))
    made = entry._replace(meta={**entry.meta, "filename": "<fordeling>"})
    entries = [*ENTRIES, made]
    assert len(list(vouchers_in(entries))) == 3
    assert [v.day.year for v in vouchers_in(entries, 2019)] == [2019]
    assert [v.entry for v in vouchers_in(entries, generated=True)] == [made]
    assert Voucher(made).is_generated
    written = vouchers_in(entries, 2018, generated=False)
    assert [v.entry for v in written] == [entry]


def test_until_a_day_is_with_it() -> None:
    days = {entry.date for entry in until(date(2018, 12, 31), ENTRIES)}
    assert (min(days), max(days)) == (date(2018, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2018-03-01/2018-12-31", (date(2018, 3, 1), date(2018, 12, 31))),
        ("2018-03-01", (date(2018, 3, 1), date(2018, 3, 1))),
        (date(2018, 3, 1), (date(2018, 3, 1), date(2018, 3, 1))),
        ("våren", None),
        (None, None),
    ],
)
def test_days_are_two_or_one_or_none(
    written: object, days: tuple[date, date] | None
) -> None:
    assert days_told(written) == days
