"""Directives that move money, and what is made of them, told as they are written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok_importers.vouchers.exchange import CannotTellError
from fellesbok_importers.vouchers.movers import Movers
from fellesbok_importers.vouchers.movers import closed_in
from fellesbok_importers.vouchers.movers import corrected_in
from fellesbok_importers.vouchers.movers import mover_of
from fellesbok_importers.vouchers.movers import text_of

PARSED: Any = parse_string(
    """
2018-12-31 custom "fond" "ikt" "avsett" 100.00 NOK
  vedtak: "K-sak 7"
2018-12-31 custom "avsluttet" "ikt" 2018
2018-12-31 custom "avsluttet" "ppt" 2017
2018-12-31 custom "budget" Expenses:IKT "yearly" 1.00 NOK
2019-01-05 * "Korreksjon" #korreksjon
  samarbeid: "IKT"
  Assets:Fordringer   2.50 NOK
  Income:IKT         -2.50 NOK
""",
    dedent=True,
    report_filename="bok/fond.beancount",
)
ENTRIES, ERRORS, _ = PARSED
FUND, *_, CORRECTED = ENTRIES


def test_a_transaction_says_which_directive_it_is_made_of() -> None:
    """By its place, or by the name of the file and the line where it is generated."""
    assert not ERRORS
    movers = Movers(ENTRIES)
    made = CORRECTED._replace(
        date=FUND.date, meta={"filename": "<fond>", "lineno": 1} | {"direktiv": NAME}
    )
    (text,) = movers.behind(made)
    assert text == text_of(FUND)
    assert movers.behind(CORRECTED._replace(meta=FUND.meta)) == (text,)
    assert movers.behind(CORRECTED) == ()
    assert movers.behind(made._replace(date=CORRECTED.date)) == ()


NAME = f"fond.beancount:{FUND.meta['lineno']}"


def test_what_is_told_is_read_as_what_it_was() -> None:
    place = {"filename": "ny", "lineno": 7}
    again = mover_of(text_of(FUND), place)
    assert again.meta == place | {"vedtak": "K-sak 7"}
    assert again._replace(meta=FUND.meta) == FUND


@pytest.mark.parametrize(
    "text",
    [
        '2018-12-31 custom "budget" Expenses:IKT "yearly" 1.00 NOK',
        f"{text_of(FUND)}\n{text_of(FUND)}",
        'include "hemmelig.beancount"',
        'plugin "os"',
        "2018-12-31 open Assets:Bank",
        "2018-12-31 custom",
        "",
    ],
)
def test_nothing_else_is_let_in_with_it(text: str) -> None:
    with pytest.raises(CannotTellError):
        mover_of(text, {})


def test_which_cooperations_a_year_is_closed_for() -> None:
    assert closed_in(ENTRIES, 2018) == ["ikt"]
    assert closed_in(ENTRIES, 2017) == ["ppt"]
    assert closed_in(ENTRIES, 2019) == []


def test_a_correction_is_one_that_was_made_when_the_books_were_loaded() -> None:
    made = CORRECTED._replace(meta={**CORRECTED.meta, "filename": "<fordeling>"})
    assert corrected_in([CORRECTED], 2019) == {}
    assert corrected_in([made, made], 2019) == {"IKT": [Decimal("2.50")] * 2}
    assert corrected_in([made], 2018) == {}
