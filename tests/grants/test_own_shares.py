"""What the receiver of a grant must put in itself by a day, and what it has put in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from casebook import load
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.grants.own_shares import own_share
from fellesbok.grants.standing import grant_stands
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded
    from fellesbok.grants.own_shares import OwnShare

CASE = LEDGERS / "unused-money-of-a-grant-stands-on-a-restricted-fund"
PROMISED = "[{amount: 1000, date: 2018-01-01, source: Brevet}]"
RETURNED = "return_to_participants"
MEMO = "Equity:Memo:IKT"
MEMO_OTHER = "Equity:Memo:Motpost"


def own(
    folder: Path,
    day: str,
    terms: str,
    *vouchers: str,
    promised: str = PROMISED,
    surplus: str = RETURNED,
) -> OwnShare:
    """The own share of one grant of 1 000 kr, or of no stated amount, on a day."""
    loaded = books(folder, terms, *vouchers, promised=promised, surplus=surplus)
    agreement = loaded.options[OPTION].agreement
    (stand,) = grant_stands(loaded.entries, agreement, date.fromisoformat(day))
    found = own_share(loaded.entries, agreement, stand)
    assert found is not None
    return found


def books(
    folder: Path,
    terms: str,
    *vouchers: str,
    promised: str = PROMISED,
    surplus: str = RETURNED,
) -> Loaded:
    """Books with one grant."""
    rules = (CASE / "rules.yaml").read_text(encoding="utf-8")
    assert PROMISED in rules
    assert RETURNED in rules
    rules = rules.replace(PROMISED, promised).replace(RETURNED, surplus)
    (folder / "rules.yaml").write_text(rules + terms, encoding="utf-8")
    source = (CASE / "source.beancount").read_text(encoding="utf-8")
    file = folder / "source.beancount"
    head = source[: source.index("\n2018-03-01")]
    file.write_text("\n".join([head, *vouchers]), encoding="utf-8")
    loaded = load(file)
    assert not loaded.errors
    return loaded


def terms(own_financing: str, *more: str) -> str:
    """What is agreed on the own share, and more of the grant."""
    lines = ["conditions:", f"  own_financing: {own_financing}", *more]
    return "".join(f"    {line}\n" for line in lines)


EARNED = """
2018-02-01 * "Opptjent"
  Assets:Tilskudd:IKT:Staten  250.00 NOK
  Income:IKT:Tilskudd:Staten  -250.00 NOK
"""


@pytest.mark.parametrize(
    ("day", "required"),
    [
        ("2018-01-31", "0.00"),
        ("2018-06-30", "150.00"),
        ("2018-12-30", "150.00"),
        ("2018-12-31", "600.00"),
    ],
)
def test_an_amount_follows_what_is_earned_until_the_last_day_of_the_period(
    tmp_path: Path, day: str, required: str
) -> None:
    """600 kr in all, and 250 of 1 000 kr is earned: a quarter of it until then."""
    agreed = terms("{amount: 600, kind: cash}", "period: {to: 2018-12-31}")
    assert own(tmp_path, day, agreed, EARNED).required == Decimal(required)


def test_the_whole_amount_is_asked_for_where_nothing_states_what_is_promised(
    tmp_path: Path,
) -> None:
    """No part of 600 kr can be told by 250 kr of an amount that nobody states."""
    agreed = terms("{amount: 600, kind: cash}", "period: {to: 2018-12-31}")
    found = own(tmp_path, "2018-06-30", agreed, EARNED, promised="not_stated")
    assert (found.required, found.lacking) == (Decimal(600), Decimal(600))


def project(*figures: tuple[str, str, str]) -> tuple[str, ...]:
    """Days, what a project has cost by then, beside 100 kr, and has brought in."""
    accounts = ("Kostnad", "Egeninntekt", "Tilskudd:Staten")
    return (
        "2018-01-01 open Equity:Memo:Motpost NOK.PROSJEKT",
        *(f"2018-01-01 open {MEMO}:{name} NOK.PROSJEKT" for name in accounts),
        *(
            f'\n{day} * "Hittil"\n  {MEMO}:Kostnad  {cost} NOK.PROSJEKT\n'
            f"  {MEMO}:Kostnad  100.00 NOK.PROSJEKT\n"
            f"  {MEMO}:Egeninntekt  -{income} NOK.PROSJEKT\n  Equity:Memo:Motpost\n"
            for day, cost, income in figures
        ),
    )


HALF = terms(
    "{rate: 50 %, kind: cash}",
    f"earned_on: {MEMO}:Tilskudd:Staten",
    "commodity: NOK.PROSJEKT",
)


@pytest.mark.parametrize("first", ["2018-12-31", "2019-06-30"])
def test_the_last_figures_of_a_project_hold_for_its_own_share(
    tmp_path: Path, first: str
) -> None:
    """By the end of 2019 it has cost 700 kr in all and brought in 250; half is 350 kr.

    The 300 and 100 kr of the report before are a part of those, and no more, also where
    it is of the same year.
    """
    figures = project((first, "200.00", "100.00"), ("2019-12-31", "600.00", "250.00"))
    before = own(tmp_path, first, HALF, *figures)
    assert (before.put_in, before.required) == (Decimal(100), Decimal(150))
    after = own(tmp_path, "2019-12-31", HALF, *figures)
    assert (after.put_in, after.required) == (Decimal(250), Decimal(350))


def test_the_last_figures_of_a_project_are_the_years_own_in_the_budget_s_table(
    tmp_path: Path,
) -> None:
    """700 kr in all by the end of 2019: the 300 and 100 kr of June are a part of it."""
    figures = project(
        ("2018-12-31", "50.00", "20.00"),
        ("2019-06-30", "200.00", "100.00"),
        ("2019-12-31", "600.00", "250.00"),
    )
    loaded = books(tmp_path, HALF, *figures)
    told = {
        (line.year, line.kind, line.accounts)
        for line in lines(loaded.entries, loaded.options[OPTION].agreement)
        if line.currency == "NOK.PROSJEKT"
    }
    assert told == {
        (2018, Kind.COST, Decimal(150)),
        (2018, Kind.OWN_INCOME, Decimal(20)),
        (2019, Kind.COST, Decimal(700)),
        (2019, Kind.OWN_INCOME, Decimal(250)),
    }


def test_a_figure_so_far_that_is_not_told_again_stands(tmp_path: Path) -> None:
    """June told of 100 kr of travel; December tells of salaries alone."""
    travel, salaries = f"{MEMO}:Kostnad:Reise", f"{MEMO}:Kostnad:Lønn"
    told = (("06-30", travel, 100), ("06-30", salaries, 200), ("12-31", salaries, 300))
    loaded = books(
        tmp_path,
        HALF,
        "2018-01-01 open Equity:Memo:Motpost",
        *(f"2018-01-01 open {name}" for name in (travel, salaries)),
        *(
            f'\n2019-{day} * "Hittil"\n  {name}  {amount} NOK.PROSJEKT\n'
            "  Equity:Memo:Motpost\n"
            for day, name, amount in told
        ),
    )
    found = lines(loaded.entries, loaded.options[OPTION].agreement, 2019)
    assert {(line.account, line.accounts) for line in found} == {
        (travel, Decimal(100)),
        (salaries, Decimal(300)),
    }


def test_what_is_set_aside_takes_no_cash_that_was_never_put_in(tmp_path: Path) -> None:
    """300 kr is spent and 500 earned of the grant: 200 is set aside, no cash put in.

    Work for 80 kr is put in: it is not -120 kr, as it was told, but 80.
    """
    posted = (
        ("02", "Expenses:IKT  300.00 NOK", "Assets:Bank"),
        ("03", "Assets:Tilskudd:IKT:Staten  500.00 NOK", "Income:IKT:Tilskudd:Staten"),
        ("06", f"{MEMO}:Egeninnsats:Lyngen  -80.00 NOK.EGENINNSATS", MEMO_OTHER),
    )
    found = own(
        tmp_path,
        "2018-12-31",
        terms("{rate: 50 %, kind: either}"),
        "2018-01-01 open Income:IKT:Fond NOK",
        "2018-01-01 open Liabilities:Fond:IKT:Kåfjord NOK",
        "2018-01-01 open Liabilities:Fond:IKT:Lyngen NOK",
        f"2018-01-01 open {MEMO}:Egeninnsats:Lyngen NOK.EGENINNSATS",
        f"2018-01-01 open {MEMO_OTHER}",
        *(f'\n2018-{m}-01 * "Bilag"\n  {one}\n  {other}\n' for m, one, other in posted),
        surplus="fund",
    )
    assert (found.put_in, found.lacking) == (Decimal(80), Decimal(70))


def test_cash_is_what_came_in_kroner_in_all(tmp_path: Path) -> None:
    """300 + 400 kr were spent: 100 + 150 came in, and the members bear the other 450.

    Half of 700 kr is 350.  What is put in without money, and a project's figures
    beside, are none of it.
    """
    vouchers = (
        "2018-01-01 open Income:IKT:Salg NOK",
        f"2018-01-01 open {MEMO}:Egeninnsats:Lyngen NOK.EGENINNSATS",
        "2018-01-01 open Equity:Memo:Motpost",
        *(
            f'\n2018-0{month}-01 * "{account}"\n  {account}  {amount}\n  {other}\n'
            for month, account, amount, other in (
                (2, "Expenses:IKT", "300.00 NOK", "Assets:Bank"),
                (3, "Expenses:IKT", "400.00 NOK", "Assets:Bank"),
                (4, "Income:IKT:Salg", "-100.00 NOK", "Assets:Bank"),
                (5, "Income:IKT:Salg", "-150.00 NOK", "Assets:Bank"),
                (
                    6,
                    f"{MEMO}:Egeninnsats:Lyngen",
                    "-80.00 NOK.EGENINNSATS",
                    "Equity:Memo:Motpost",
                ),
            )
        ),
        *project(("2018-07-01", "5000.00", "4000.00"))[1:],
    )
    cash = own(tmp_path, "2018-12-31", terms("{rate: 50 %, kind: cash}"), *vouchers)
    assert (cash.put_in, cash.required) == (Decimal(700), Decimal(350))
    either = terms("{rate: 50 %, kind: either}")
    assert own(tmp_path, "2018-12-31", either, *vouchers).put_in == Decimal(780)
