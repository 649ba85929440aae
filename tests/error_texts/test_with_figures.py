"""Beancount's errors about figures, told with the figures, to people."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from beancount import loader

from fellesbok import __version__
from fellesbok.error_texts.with_figures import failed_balance
from fellesbok.error_texts.with_figures import stopped_plugin
from fellesbok.error_texts.with_figures import two_balances

BOOKS = """2018-01-01 open Assets:Bank
2018-01-01 open Equity:Inn
2018-01-02 * "Inn"
  Assets:Bank   {found} {currency}
  Equity:Inn
2018-01-03 balance Assets:Bank  {expected} {currency}
"""


@pytest.mark.parametrize(
    ("found", "expected", "off"),
    [("90.00", "100.00", "-10.00"), ("0.01", "-5.00", "5.01")],
)
def test_a_balance_that_does_not_hold_says_by_how_much(
    found: str, expected: str, off: str
) -> None:
    """What is found less what should be: too little is below nothing."""
    text = BOOKS.format(found=found, expected=expected, currency="NOK")
    (error,) = loader.load_string(text)[1]
    said = failed_balance(error.message)
    assert said is not None
    assert said.values["account"] == "Assets:Bank"
    assert said.values["difference"] == Decimal(off)
    assert "currency" not in said.values


def test_what_is_no_money_has_its_unit() -> None:
    text = BOOKS.format(found="2", expected="3", currency="TIMER")
    (error,) = loader.load_string(text)[1]
    said = failed_balance(error.message)
    assert said is not None
    assert (said.values["currency"], said.values["difference"]) == ("TIMER", -1)


def test_two_balances_of_a_day_are_told_by_the_account_and_the_amount() -> None:
    text = BOOKS.format(found="9.00", expected="9.00", currency="NOK")
    again = text + "2018-01-03 balance Assets:Bank  8.00 NOK\n"
    errors = loader.load_string(again)[1]
    (said,) = filter(None, map(two_balances, errors))
    assert (said.values["account"], said.values["amount"]) == ("Assets:Bank", 8)


@pytest.mark.parametrize(
    ("plugin", "said"),
    [("noens.tillegg", "Meld fra til den som"), ("fellesbok.plugin", __version__)],
)
def test_a_plugin_that_stops_says_why_and_who_must_know(plugin: str, said: str) -> None:
    """The reason is the last line of what Python tells."""
    message = f'Error applying plugin "{plugin}": Traceback\n  File "x"\nKeyError: 7\n'
    text = str(stopped_plugin(message))
    assert "KeyError: 7" in text
    assert "Traceback" not in text
    assert said in text


def test_other_errors_are_others_to_tell() -> None:
    assert failed_balance("Invalid reference to unknown account") is None
    assert stopped_plugin("Invalid reference to unknown account") is None
    error = SimpleNamespace(message="Duplicate open directive", entry=None)
    assert two_balances(error) is None
