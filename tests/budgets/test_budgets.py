"""A test's docstring is a ledger; what it says about budgets is what must come out."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook import Loaded
from casebook import errors_text
from casebook import generated_entries
from casebook import load
from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.figures import lines
from fellesbok.budgets.periods import is_of_year
from fellesbok.shared import OPTION
from places import HOUSE

if TYPE_CHECKING:
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult


RULES = """\
region: Nord-Troms
currency: NOK
municipalities:
  kafjord:
    {name: Kåfjord, organisation_number: "940363586", numbers: [{number: "1940"}]}
  lyngen:
    {name: Lyngen, organisation_number: "840014932", numbers: [{number: "1938"}]}
statistics:
  people:
    title: Folketall
    unit: innbyggere
    source: SSB
    values:
      - {municipality: kafjord, date: 2018-01-01, value: 1, source: SSB}
      - {municipality: lyngen, date: 2018-01-01, value: 3, source: SSB}
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


# ------------------------------------------------------------- the year's amount


def test_a_yearly_line_is_the_year_of_its_date(books: Loaded) -> None:
    """
    2018-03-01 custom "budget" Expenses:IKT "yearly" 100000.00 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "100000.00 NOK"}


def test_a_later_line_revises_the_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100000.00 NOK
    2018-06-15 custom "budget" Expenses:IKT "yearly" 120000.00 NOK
    2019-01-01 custom "budget" Expenses:IKT "yearly" 90000.00 NOK
    """
    assert year_amounts(books) == {
        "2018 Expenses:IKT": "120000.00 NOK",
        "2019 Expenses:IKT": "90000.00 NOK",
    }
    revised, next_year = budgets(books.entries)[0]
    assert revised.original == Decimal("100000.00")
    assert revised.entry.meta["lineno"] == FIRST_LINE + 1
    assert next_year.original is None


def test_budgets_come_by_year_and_account_however_they_are_written(
    books: Loaded,
) -> None:
    """
    2019-01-01 custom "budget" Expenses:IKT "yearly" 1.00 NOK
    2018-01-03 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 2.00 NOK
    2018-01-02 custom "budget" Expenses:Rovdyr "yearly" 4.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 3.00 NOK
    2018-01-01 custom "budget" Expenses:Brann "yearly" 3.00 NOK
    """
    assert list(year_amounts(books)) == [
        "2018 Expenses:Brann",
        "2018 Expenses:IKT",
        "2018 Expenses:IKT:Ansvar-153",
        "2018 Expenses:Rovdyr",
        "2019 Expenses:IKT",
    ]
    found = [
        (result.cooperation.slug, result.year)
        for result in books.options[OPTION].budget_results
    ]
    assert found == [("brann", 2018), ("ikt", 2018), ("rovdyr", 2018)]


def test_a_line_without_days_is_the_year_s_and_one_for_other_days_is_not(
    books: Loaded,
) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:Brann "yearly" 200.00 NOK
      periode: "2018-01-01/2018-12-31"
    2018-01-01 custom "budget" Expenses:Rovdyr "yearly" 300.00 NOK
      periode: "2017-07-01/2018-12-31"
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 400.00 NOK
      periode: "ikke oppgitt/2018-12-31"
    2018-01-01 custom "budget" Income:IKT:Tilskudd:Staten "yearly" -500.00 NOK
      periode: "ikke oppgitt"
    """
    assert not books.errors
    lines = budgets(books.entries)[0]
    assert {b.account for b in lines if is_of_year(b.entry.meta, 2018)} == {
        "Expenses:IKT",
        "Expenses:Brann",
    }


def test_nothing_is_carried_into_another_year(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "monthly" 1000.00 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "12000.00 NOK"}


def test_monthly_lines_hold_from_their_month(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "monthly" 1000.00 NOK
    2018-05-01 custom "budget" Expenses:IKT "monthly" 2000.01 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "20000.08 NOK"}
    (found,) = budgets(books.entries)[0]
    assert found.original is None, "a new monthly amount revises nothing"


def test_quarterly_lines_hold_until_the_next(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "quarterly" 1000.00 NOK
    2018-10-01 custom "budget" Expenses:IKT "monthly" 500.00 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "4500.00 NOK"}


def test_a_line_in_autumn_is_for_the_rest_of_the_year(books: Loaded) -> None:
    """
    2018-10-01 custom "budget" Expenses:IKT "quarterly" 333.33 NOK
    """
    assert year_amounts(books) == {"2018 Expenses:IKT": "333.33 NOK"}


def test_commodities_are_budgets_of_their_own(books: Loaded) -> None:
    """
    2017-01-01 open Equity:Memo:IKT:Tilskudd:Stat
    2018-01-01 custom "budget" Equity:Memo:IKT:Tilskudd:Stat "yearly" -5.00 NOK.TILSAGN
    2018-01-01 custom "budget" Equity:Memo:IKT:Tilskudd:Stat "yearly" -7.00 NOK.PROSJEKT
    """
    found = budgets(books.entries)[0]
    assert {(b.currency, b.amount) for b in found} == {
        ("NOK.TILSAGN", Decimal(-5)),
        ("NOK.PROSJEKT", Decimal(-7)),
    }
    assert not shared_budgets(books)


def test_the_table_of_a_year_has_the_budget_of_that_year_alone(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    2019-01-01 custom "budget" Expenses:IKT "yearly" 900.00 NOK
    """
    agreement = books.options[OPTION].agreement
    found = lines(books.entries, agreement, 2018)
    assert [(n.year, n.account, n.budget) for n in found] == [
        (2018, "Expenses:IKT", Decimal("100.00"))
    ]


def test_an_income_of_nothing_is_nothing_and_not_less(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Income:IKT:Tilskudd:Staten "yearly" 0.00 NOK
    2018-03-01 * "Tilskudd"
      Income:IKT:Tilskudd:Staten  0.00 NOK
    """
    (line,) = lines(books.entries, books.options[OPTION].agreement, 2018)
    assert (str(line.budget), str(line.accounts)) == ("0.00", "0.00")


# ---------------------------------------------------------------- lines in error


def test_a_line_that_cannot_be_read_is_told(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "weekly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00
    2018-01-01 custom "budget" Expenses:IKT 100.00 NOK
    2018-01-01 custom "budget" "Expenses:IKT" "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK "til"
    """
    text = (
        " Budsjettlinjen kan ikke brukes. Skriv konto, «yearly», «quarterly» eller"
        " «monthly», og beløp med valuta."
    )
    assert faults(books) == [f"{line}:{text}" for line in range(1, 6)]
    assert not shared_budgets(books)


def test_two_lines_of_one_day_contradict_each_other(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT "yearly" 200.00 NOK
    """
    assert faults(books) == [
        (
            "2: Expenses:IKT har to budsjettlinjer fra 01.01.2018: også på linje"
            f" {FIRST_LINE} i main.beancount. Stryk den ene, eller skriv summen på én"
            " linje."
        )
    ]
    assert budgets(books.entries)[0] == []


def test_a_year_is_either_whole_or_in_parts(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 1200.00 NOK
    2018-07-01 custom "budget" Expenses:IKT "monthly" 50.00 NOK
    """
    assert faults(books) == [
        (
            "2: Expenses:IKT har både «yearly» og «monthly» i 2018. Bruk enten beløp"
            " for året eller beløp for måneder og kvartaler."
        )
    ]
    assert budgets(books.entries)[0] == []


def test_a_part_of_a_quarter_has_no_amount(books: Loaded) -> None:
    """
    2018-02-01 custom "budget" Expenses:IKT "quarterly" 1000.00 NOK
    """
    assert faults(books) == [
        (
            "1: Årets budsjett for Expenses:IKT blir 3\u00a0666,666666… NOK, som ikke"
            " er hele øre. Et kvartalsbudsjett gjelder fra januar, april, juli eller"
            " oktober."
        )
    ]


def test_an_account_that_is_not_open_has_no_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:IKT "yearly" 70.00 NOK
    2018-01-01 custom "budget" Expenses:Rovdyr "yearly" 70.00 NOK
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-135 "yearly" 100.00 NOK
    """
    assert faults(books) == [
        (
            "3: Budsjettet gjelder kontoen Expenses:IKT:Ansvar-135, som ikke står i"
            " kontoplanen."
        )
    ]
    assert shared_budgets(books) == {}


def test_what_is_wrong_with_a_voucher_is_wrong_with_a_budget(books: Loaded) -> None:
    """
    2018-01-01 custom "budget" Expenses:Annet "yearly" 100.00 NOK
    2018-01-01 custom "budget" Expenses:IKT:Ansvar-153 "yearly" 100.00 EUR
    2019-01-01 custom "budget" Expenses:Rovdyr "yearly" 100.00 NOK
    """
    assert faults(books) == [
        (
            "1: Kontoen Expenses:Annet hører ikke til noe samarbeid: «Annet» står ikke"
            " som «account» i avtalene."
        ),
        (
            "2: Expenses:IKT:Ansvar-153 er ført i EUR; samarbeidenes kostnader føres i"
            " NOK."
        ),
        "3: Rovdyrlaget har ingen avtale som gjelder 01.01.2019.",
    ]
    assert {error.entry.type for error in books.errors} == {"budget"}


# ------------------------------------------------------------------- the sharing


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


# ----------------------------------------------------------- the budgets of 2018

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
