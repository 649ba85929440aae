"""What it became against what was meant, and of how many cooperations each is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets_by_hand import number
from fellesbok.budgets.in_short import budget_in_short
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import Pair
from fellesbok.budgets.variances import in_all
from fellesbok.budgets.variances import pair_of
from fellesbok.messages import Text
from fellesbok.messages import say

WHAT = Text("Kostnadene")


def pair(budget: str | None, accounts: str | None) -> Pair:
    """Budget and accounts of a cost."""
    return pair_of(
        Amount(number(budget)),
        Amount(number(accounts)),
        less_is_good=True,
        whole_year=True,
    )


@pytest.mark.parametrize(
    ("of", "told", "figures"),
    [
        (
            pair("100.00", "90.00"),
            "Kostnadene i 2018 ble 90,00 kr, mot 100,00 kr i budsjettet.",
            3,
        ),
        (
            pair(None, "90.00"),
            "Kostnadene i 2018 ble 90,00 kr; ingenting er budsjettert.",
            2,
        ),
        (
            pair("100.00", None),
            (
                "Kostnadene i 2018 er budsjettert til 100,00 kr; ingenting er"
                " regnskapsført."
            ),
            2,
        ),
        # Zero is budgeted, and is no blank.
        (
            pair("0.00", "5.00"),
            "Kostnadene i 2018 ble 5,00 kr, mot 0,00 kr i budsjettet.",
            3,
        ),
    ],
)
def test_accounts_against_budget(of: Pair, told: str, figures: int) -> None:
    found = budget_in_short(WHAT, of, "2018")
    assert found is not None
    assert say(found.sentence, "nb").replace("\N{NO-BREAK SPACE}", " ") == told
    assert len(found.figures) == figures


def test_the_variance_has_its_per_cent() -> None:
    found = budget_in_short(WHAT, pair("100.00", "90.00"), "2018")
    assert found is not None
    variance = found.figures[-1]
    assert (variance.value, variance.note) == (Decimal("10.00"), "10,00 %")
    nothing = budget_in_short(WHAT, pair("0.00", "5.00"), "2018")
    assert nothing is not None
    assert nothing.figures[-1].note == ""


def test_nothing_is_told_of_nothing_or_of_a_part() -> None:
    assert budget_in_short(WHAT, pair(None, None), "2018") is None
    hidden = Pair(Amount(Decimal(1)), Amount(Decimal(1), is_hidden=True))
    assert budget_in_short(WHAT, hidden, "2018") is None


def test_of_several_it_is_told_of_how_many_each_figure_is() -> None:
    """Two have a budget, three have accounts, and so two have a variance."""
    rows = [pair("60.00", "50.00"), pair("40.00", "40.00"), pair(None, "7.00")]
    total = in_all((row, True) for row in rows)
    found = budget_in_short(WHAT, total.pair, "2018", total)
    assert found is not None
    assert say(found.sentence, "nb").endswith(
        "100,00 kr i budsjettet for 2 av 3 samarbeid."
    )
    accounts, budget, variance = found.figures
    assert (accounts.note, budget.note) == ("", "2 av 3 samarbeid")
    assert variance.note.endswith("2 av 3 samarbeid")
