"""A ledger of budgets out of a test's docstring, and what comes of it."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook import Loaded
from casebook import errors_text
from casebook import load
from fellesbok.budgets.adopted import budgets
from fellesbok.shared import OPTION
from two_municipalities import MUNICIPALITIES
from two_municipalities import POPULATION

if TYPE_CHECKING:
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult


COOPERATIONS = """\
cooperations:
  ikt:
    title: IKT-samarbeidet
    account: IKT
    kind: cooperation
    legal_form: not_stated
    cost_centres:
      153: {account: Ansvar-153, title: Helse}
    versions:
      - from: 2018-01-01
        participants: [kafjord, lyngen]
        host: kafjord
        key: {statistic: people, date: accounting_year}
        basis: net
        settlement: quarter
        surplus: return_to_participants
        cost_centre_rules:
          153: {key: equal}
        decision: not_stated
        source: Avtalen
  rovdyr:
    title: Rovdyrlaget
    account: Rovdyr
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-07-01
        to: 2018-12-31
        participants: [kafjord, lyngen]
        host: lyngen
        key: {amounts: {kafjord: 1000, lyngen: 3000}, per: year}
        basis: net
        settlement: year
        surplus: fund
        decision: not_stated
        source: Avtalen
  brann:
    title: Brannvesenet
    account: Brann
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [kafjord, lyngen]
        host: not_stated
        key: not_stated
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Avtalen
"""
RULES = MUNICIPALITIES + POPULATION + COOPERATIONS


ACCOUNTS = """\
plugin "fellesbok.plugin" "rules.yaml"
2017-01-01 open Expenses:IKT NOK
2017-01-01 open Expenses:IKT:Ansvar-153
2017-01-01 open Expenses:Rovdyr NOK
2017-01-01 open Expenses:Brann NOK
2017-01-01 open Expenses:Annet NOK
2017-01-01 open Income:IKT:Tilskudd:Staten NOK
2017-01-01 open Income:IKT:Kommuner:Lyngen NOK
"""


FIRST_LINE = ACCOUNTS.count("\n") + 1


@pytest.fixture
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Loaded:
    """The ledger of the test's docstring, after the accounts above."""
    text = textwrap.dedent(request.function.__doc__ or "").lstrip("\n")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    ledger = tmp_path / "main.beancount"
    ledger.write_text(ACCOUNTS + text, encoding="utf-8")
    return load(ledger)


def faults(books: Loaded) -> list[str]:
    """Errors as ``line: message``, the first line of the docstring being 1."""
    found = []
    for line in errors_text(books.errors, Path()).splitlines():
        _, number, message = line.split(":", 2)
        found.append(f"{int(number) - FIRST_LINE + 1}:{message}")
    return found


def year_amounts(books: Loaded) -> dict[str, str]:
    """The year's budget of each account."""
    assert not books.errors
    found = budgets(books.entries)[0]
    return {f"{b.year} {b.account}": f"{b.amount} {b.currency}" for b in found}


def shared_budgets(books: Loaded) -> dict[str, dict[str, str]]:
    """Each payer's part of each budget, in kroner."""
    shared: Shared = books.options[OPTION]
    return {
        f"{result.cooperation.account} {result.year}": in_kroner(result)
        for result in shared.budget_results
    }


def in_kroner(result: YearResult) -> dict[str, str]:
    """What the year's end gives each payer."""
    amounts = result.periods[-1].apportionment.amounts_ore
    return {slug: str(Decimal(ore).scaleb(-2)) for slug, ore in amounts.items()}
