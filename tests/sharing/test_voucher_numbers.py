"""A voucher number stands for one voucher of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.books import load_books

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'option "title" "Vika"\noption "operating_currency" "NOK"'


def numbered(day: str, number: str) -> str:
    """A cost of 10 kroner with a voucher number, as it is written."""
    return cost(day, "10.00").replace("\n  ", f"\n  bilag: {number}\n  ", 1)


@pytest.mark.parametrize(
    ("first", "second"), [('"7"', '"7"'), ("7", '"7"'), ("7", "7")]
)
def test_a_number_that_is_used_twice_in_a_year_is_told(
    tmp_path: Path, first: str, second: str
) -> None:
    """The one of 2019 is another voucher, and so is number 8."""
    Folder(tmp_path).write(
        rules(),
        HEAD,
        chart(),
        numbered("2018-02-01", first),
        numbered("2018-02-01", '"8"'),
        numbered("2018-03-01", second),
        numbered("2019-03-01", first),
    )
    main = tmp_path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    lines = {
        day: text[: text.index(f'{day} * "Kostnad"')].count("\n") + 1
        for day in ("2018-02-01", "2018-03-01")
    }
    (error,) = load_books(main).errors
    assert error.message == (
        "Bilagsnummer 7 er brukt to ganger i 2018: også på linje"
        f" {lines['2018-02-01']} i main.beancount."
        " Gi det ene et ledig nummer; serien er felles."
    )
    assert error.line == lines["2018-03-01"]


def test_an_empty_number_is_no_number_and_zero_is_one(tmp_path: Path) -> None:
    """Two costs without a number are no double; two of number 0 are."""
    zeros = [numbered("2018-04-01", "0"), numbered("2018-05-01", '"0"')]
    empty = [numbered("2018-02-01", ""), numbered("2018-03-01", "")]
    Folder(tmp_path).write(rules(), HEAD, chart(), *empty, *zeros)
    (error,) = load_books(tmp_path / "ledger" / "main.beancount").errors
    assert error.message.startswith("Bilagsnummer 0 er brukt to ganger i 2018:")
