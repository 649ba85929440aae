"""The day that an entry is booked on, however the bank tells it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from fellesbok_importers.faults import RejectedError
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import only
from paid_books import read
from paid_statements import BANK
from paid_statements import told

if TYPE_CHECKING:
    from pathlib import Path


def test_a_booking_time_with_a_zone_is_booked_on_its_day(main: Path) -> None:
    moment = "<BookgDt><DtTm>2018-03-05T23:30:00Z</DtTm></BookgDt>"
    entry = only(read(main, statement(Paid("1.00", reference="a", booked=moment))))
    assert str(entry.date) == "2018-03-06"


@pytest.mark.parametrize(
    ("booked", "day", "said"),
    [
        (
            "<ValDt><Dt>2018-03-07</Dt></ValDt>",
            "2018-03-07",
            "1 poster har ingen bokføringsdato; valuteringsdatoen er brukt",
        ),
        ("", "2018-03-31", "dagen for utgående saldo er brukt"),
        ("<ValDt><Dt>2018-04-02</Dt></ValDt>", "2018-03-31", "utgående saldo"),
    ],
    ids=["value date", "nothing", "value date after the balance"],
)
def test_an_entry_without_a_booking_date_is_booked_and_told(
    main: Path, booked: str, day: str, said: str
) -> None:
    found = read(main, statement(Paid("1.00", reference="a", booked=booked)))
    assert str(only(found).date) == day
    assert said in told(found.findings)
    assert balances(main)[BANK] == Decimal("1.00")


def test_a_notice_without_any_day_is_refused(main: Path) -> None:
    text = notice(Paid("1.00", reference="a", booked=""))
    with pytest.raises(RejectedError, match="verken bokføringsdato eller"):
        read(main, text)
