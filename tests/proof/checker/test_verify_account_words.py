"""Accounts that the agreement calls something else are found by that word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handed_out import CHECKERS
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

THRESHOLD = "{threshold: 500, above: equal}"
OUTLAY = """
2018-04-01 * "Utlegg"
  Expenses:X    1000.00 NOK
  {account}
"""


@pytest.mark.parametrize(
    "outlays", ["Liabilities:Lagt-ut", "Assets:Lagt-ut", "Liabilities:Gjeld:Utlegg"]
)
def test_who_has_laid_out_a_cost_bears_the_first_part_of_it(
    tmp_path: Path, outlays: str
) -> None:
    """Vik bears 500 kr of its own outlay, and a third of the 1 000 that are left."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    words = f"accounts:\n  outlays: {outlays} # det noen har lagt ut\n"
    account = f"{outlays}:Vik:X"
    opened = (account,)
    more = OUTLAY.format(account=account)
    hand_out(right, more, key=THRESHOLD, accounts=words, opened=opened)
    assert charged(right) == [33334, 83334, 83333]
    assert not accepted(right)
    more = OUTLAY.format(account="Assets:Bank")
    hand_out(lie, more, key=THRESHOLD, accounts=words, opened=opened)
    assert charged(lie) == [50001, 100000, 50000]
    refuse_lie(right, lie, "linjen er delt på annen måte")


OPENED = tuple(f"Income:X:Deltakere:{name}" for name in ("Nes", "Vik", "Dal"))
OWN_WORDS = "accounts: {{contributions: Deltakere, to_fund: Avsatt, {surplus}}}\n"
POSTED = """
2018-04-01 * "Ført for hånd"
  Income:X:{component}  -300.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize("component", ["Kommuner", "Fond", "Overskudd"])
def test_income_on_an_account_that_is_called_otherwise_is_income(
    tmp_path: Path, component: str
) -> None:
    """The usual words are of nothing here, so what stands there comes off the cost."""
    folder = tmp_path / "bok"
    words = OWN_WORDS.format(surplus="surplus: Bort # ikke Overskudd\n ")
    account = f"Income:X:{component}:Nes" if component == "Kommuner" else component
    more = POSTED.format(component=account.removeprefix("Income:X:"))
    hand_out(folder, more, accounts=words, opened=OPENED)
    assert sum(charged(folder)) == 70001
    assert not accepted(folder)


@pytest.mark.parametrize("checker", CHECKERS)
def test_income_that_the_programme_posts_is_none_of_the_cooperation(
    tmp_path: Path, checker: ModuleType
) -> None:
    """What is set aside does not come off the cost, and it is not said that it does."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    opened = (*OPENED, "Income:X:Bort")
    more = POSTED.format(component="Bort")
    words = OWN_WORDS.format(surplus="surplus: Bort")
    hand_out(right, more, accounts=words, opened=opened)
    assert sum(charged(right)) == 100001
    assert not accepted(right)
    words = OWN_WORDS.format(surplus="surplus: Annet")
    hand_out(lie, more, accounts=words, opened=opened)
    assert sum(charged(lie)) == 70001
    refuse_lie(right, lie, "bilagene|utvalget", checker)


def test_an_accrued_cost_stands_where_the_agreement_says(tmp_path: Path) -> None:
    """On an account of assets too: nobody is told to have paid it from there."""
    folder = tmp_path / "bok"
    words = "accounts:\n  accrued: Liabilities:Avsetning\n"
    more = """
2018-12-31 custom "paaloept" "x" Expenses:X 900.00 NOK
  id: "a"
  venter: "faktura"
  leverandoer: "L"
"""
    opened = ("Liabilities:Avsetning:X",)
    hand_out(folder, more, accounts=words, opened=opened)
    assert charged(folder) == [63334, 63334, 63333]
    assert not accepted(folder)
