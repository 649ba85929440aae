"""A budget is shared as the cost would be, and is owed by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budget_lines import ACCOUNTS
from budget_lines import RULES
from budget_lines import books as books  # noqa: PLC0414 -- a fixture
from budget_lines import shared_budgets
from casebook import Loaded
from casebook import generated_entries
from casebook import load
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path


def test_a_budget_is_shared_by_the_key_of_the_costs(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 1000.01 NOK
    """
    assert shared_budgets(books) == {
        "IKT 2018": {"kafjord": "250.00", "lyngen": "750.01"}
    }
    assert not generated_entries(books)


def test_grants_come_off_where_the_agreement_says_net(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "monthly" 100.00 NOK
    2018-01-01 custom "budget" Income:IKT:Tilskudd:Staten "yearly" -200.00 NOK
    """
    assert shared_budgets(books) == {
        "IKT 2018": {"kafjord": "250.00", "lyngen": "750.00"}
    }


def test_municipal_support_is_what_comes_out_and_not_an_income(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 1000.00 NOK
    2018-01-01 custom "budget" Income:IKT:Kommuner:Lyngen "yearly" -900.00 NOK
    """
    assert shared_budgets(books) == {
        "IKT 2018": {"kafjord": "250.00", "lyngen": "750.00"}
    }


def test_a_cost_centre_has_its_own_key_in_the_budget_too(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 1000.00 NOK
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 1000.00 NOK
    """
    assert shared_budgets(books) == {
        "IKT 2018": {"kafjord": "750.00", "lyngen": "1250.00"}
    }


def test_fixed_amounts_are_the_budget_of_those_who_pay_them(books: Loaded) -> None:
    """
    ; The agreement holds for 184 of 365 days, and so do its amounts.
    2018-01-01 custom "budget" Expenses:Rovdyr "yearly" 500.00 NOK
    """
    assert not books.errors
    assert shared_budgets(books) == {
        "Rovdyr 2018": {"kafjord": "504.11", "lyngen": "1512.32"}
    }


def test_fixed_amounts_without_a_budget_are_no_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 4.00 NOK
    """
    assert set(shared_budgets(books)) == {"IKT 2018"}


def test_a_wrong_line_holds_up_its_own_cooperation_only(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 4.00 NOK
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 4.00 EUR
    2018-01-01 custom "budget" Expenses:Brann "yearly" 4.00 NOK
    """
    assert len(books.errors) == 1
    assert set(shared_budgets(books)) == {"Brann 2018"}


def test_a_budget_without_a_key_is_shared_with_nobody(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:Brann "yearly" 500.00 NOK
    """
    assert not books.errors
    assert shared_budgets(books) == {"Brann 2018": {}}


def test_a_budget_can_wait_for_its_statistic(books: Loaded) -> None:
    """
    2019-01-01 custom "budget" Expenses:IKT "yearly" 500.00 NOK
    2018-01-01 custom "budget" Expenses:Brann "yearly" 500.00 NOK
    """
    assert not books.errors
    assert shared_budgets(books) == {"Brann 2018": {}}


def test_one_that_waits_does_not_hold_up_those_after_it(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:Rovdyr "yearly" 4000.00 NOK
    2019-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    """
    assert shared_budgets(books) == {
        "Rovdyr 2018": {"kafjord": "504.11", "lyngen": "1512.32"}
    }, "184 of 365 days"


def test_the_host_is_as_who_pays_a_budget(tmp_path: Path) -> None:
    """Below 100 kr the host bears alone: 100, and 25 and 75 of what is above."""
    key = "key: {threshold: 100, above: {weights: {kafjord: 1, lyngen: 3}}}"
    rules = RULES.replace("key: {statistic: people, date: accounting_year}", key)
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    ledger = tmp_path / "main.beancount"
    line = '2018-01-01 custom "budget" Expenses:IKT "yearly" 200.00 NOK\n'
    ledger.write_text(ACCOUNTS + line, encoding="utf-8")
    loaded = load(ledger)
    assert not loaded.errors
    assert shared_budgets(loaded) == {
        "IKT 2018": {"kafjord": "125.00", "lyngen": "75.00"}
    }


def test_what_is_no_cost_or_income_is_nobody_s_budget(books: Loaded) -> None:
    """
    2018-01-01 open Assets:IKT:Forskudd NOK
    2018-01-01 custom "budget" Assets:IKT:Forskudd "yearly" 50.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    """
    assert shared_budgets(books)["IKT 2018"] == {"kafjord": "25.00", "lyngen": "75.00"}


EXPECTED_2018 = {
    "IKT 2018": {
        "kvaenangen": "457401.21",
        "nordreisa": "1030668.09",
        "skjervoy": "719532.12",
        "kafjord": "597327.64",
        "storfjord": "554794.94",
    },
    "Skogbruk 2018": {
        "lyngen": "371000.00",
        "kafjord": "111300.00",
        "skjervoy": "37100.00",
        "nordreisa": "222600.00",
    },
    "Kommuneveterinær 2018": {  # 1 247 080 less 340 000 from the state
        "kvaenangen": "136062.00",
        "kafjord": "226770.00",
        "skjervoy": "136062.00",
        "nordreisa": "408186.00",
    },
    "Skadefelling 2018": {
        "lyngen": "100000.00",
        **dict.fromkeys(
            ("storfjord", "kafjord", "skjervoy", "nordreisa", "kvaenangen"), "15000.00"
        ),
    },
    "HoppIdé-C 2018": {"kommunene": "203250.00", "eksterne": "171750.00"},
    "Brann 2018": {},
    "Oppvekst 2018": {},
    "Veterinærvakt 2018": {},
}


def test_the_budgets_of_2018_are_shared_as_worked_out_by_hand() -> None:
    loaded = load(HOUSE / "ledger" / "main.beancount")
    assert not loaded.errors
    assert shared_budgets(loaded) == EXPECTED_2018
