"""Until which day the books have come, and which accounts are open when."""

from __future__ import annotations

from datetime import date

import pytest
from beancount.parser.parser import parse_string

from fellesbok.entries.days import last_day
from fellesbok.entries.days import last_year
from fellesbok.entries.days import missing_account
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.entries.vocabulary import FILE
from fellesbok.messages import Text
from settled_years import agreement

ENTRIES, ERRORS, _ = parse_string(
    """
2018-01-01 open Expenses:IKT
2018-01-01 open Assets:Bank
2018-03-01 * "Lisenser"
  Expenses:IKT   1.00 NOK
  Assets:Bank   -1.00 NOK
2019-05-31 balance Assets:Bank -1.00 NOK
2019-12-31 close Assets:Bank
2020-01-01 open Assets:Bank
2025-01-01 open Assets:Ny
2026-01-01 custom "budget" Expenses:IKT "yearly" 1.00 NOK
2027-01-01 price EUR 10 NOK
""",
    dedent=True,
)
AGREEMENT = agreement()
IKT = AGREEMENT.cooperations["ikt"]


def test_the_books_have_come_as_far_as_something_is_written() -> None:
    """An asserted balance is; what is opened ahead, a budget or a price is not."""
    assert not ERRORS
    assert last_day(ENTRIES) == date(2019, 5, 31)
    assert last_year(ENTRIES) == 2018, "a balance is no voucher"


def test_what_is_generated_does_not_bring_the_books_further() -> None:
    made = [
        entry._replace(date=date(2030, 12, 31), meta={**entry.meta, "filename": FILE})
        for entry in ENTRIES
        if entry.date == date(2018, 3, 1)
    ]
    assert last_day([*ENTRIES, *made]) == date(2019, 5, 31)
    assert last_year([*ENTRIES, *made]) == 2018


def test_empty_books_have_come_nowhere() -> None:
    assert last_day([]) == date.min
    assert last_year([]) == 1
    assert open_days([]) == {}


def test_an_account_is_open_until_it_is_closed_and_again_if_it_is_opened() -> None:
    before = [entry for entry in ENTRIES if entry.date.year < 2020]
    assert open_days(before)["Assets:Bank"] == (date(2018, 1, 1), date(2019, 12, 31))
    assert open_days(ENTRIES)["Assets:Bank"] == (date(2020, 1, 1), date.max)
    assert open_days(ENTRIES)["Expenses:IKT"] == (date(2018, 1, 1), date.max)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2017, 12, 31), False),
        (date(2018, 1, 1), True),
        (date(2019, 12, 30), True),
        (date(2019, 12, 31), False),
    ],
)
def test_an_account_that_is_needed_must_be_open_on_the_day(
    day: date, *, is_open: bool
) -> None:
    """From the day of its opening to the day before it is closed."""
    opened = {"Assets:Bank": (date(2018, 1, 1), date(2019, 12, 31))}
    errors = list(not_open(AGREEMENT, IKT, {"Assets:Bank": day}, opened))
    assert bool(errors) is not is_open


def test_the_error_has_the_line_that_mends_it_and_is_known_again() -> None:
    needed = {"Assets:Fordringer:Lyngen:IKT": date(2019, 7, 1)}
    (error,) = not_open(AGREEMENT, IKT, needed, {})
    assert "2019-01-01 open Assets:Fordringer:Lyngen:IKT NOK" in error.message
    assert (error.source["filename"], error.source["lineno"]) == (
        IKT.place.path,
        IKT.place.line,
    )
    assert missing_account(error.message) == next(iter(needed.items()))
    assert missing_account(Text("Noe annet.")) is None
    assert missing_account(str(error.message)) is None
