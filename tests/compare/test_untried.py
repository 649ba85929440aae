"""That nobody pays more is an answer only where something was tried."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from claimbook import cost
from compared_books import EQUAL
from compared_books import FIGURE
from compared_books import POPULATION
from compared_books import closed_comparison
from compared_books import compared_books
from compared_books import source
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import proposed_budget
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.sentences import answer
from fellesbok.compare.trying import compare
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.proposed_change import Change
    from fellesbok.compare.records import Comparison

NOBODY = "Ingen betaler mer eller mindre."
LATER = """\
      - from: {}
        participants: [midvik, nordvik]
        host: nordvik
        key: equal
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: not_stated
        source: Forslaget
"""


def later(day: str) -> Change:
    """Terms of IKT from a day."""
    text = f"cooperations:\n  ikt:\n    versions:\n{LATER.format(day)}"
    return proposed_text(text, "forslag.yaml")


def tried(
    books: Folder,
    *changes: Change,
    on: TriedOn = TriedOn.ACCOUNTS,
    year: int | None = None,
) -> Comparison:
    here = source(books)
    return compare(here, here, changes, on, year=year)


def told(found: Comparison) -> list[str]:
    return [say(text, "nb") for text in answer(found)]


def without_budget(folder: Path) -> Folder:
    books = compared_books(folder)
    main = books.path / "ledger" / "main.beancount"
    lines = main.read_text(encoding="utf-8").splitlines(keepends=True)
    main.write_text("".join(line for line in lines if '"budget"' not in line))
    return books


def figure(written: str) -> Change:
    (change,), _ = proposed_figures([written])
    return change


@pytest.mark.parametrize(
    ("on", "year", "said"),
    [
        (
            TriedOn.ACCOUNTS,
            2017,
            "Ingenting er prøvd: bøkene har ingen kostnader i 2017 å fordele.",
        ),
        (
            TriedOn.BUDGET,
            None,
            "Ingenting er prøvd: bøkene har ikke noe budsjett.",
        ),
        (
            TriedOn.BUDGET,
            2018,
            "Ingenting er prøvd: bøkene har ikke noe budsjett for 2018.",
        ),
    ],
)
def test_where_there_is_nothing_to_try_on_it_is_said(
    tmp_path: Path, on: TriedOn, year: int | None, said: str
) -> None:
    books = without_budget(tmp_path / "a")
    found = tried(books, proposed_text(EQUAL, "forslag.yaml"), on=on, year=year)
    assert told(found) == [said]


def test_books_without_costs_have_nothing_to_try_on(tmp_path: Path) -> None:
    books = without_budget(tmp_path / "a")
    main = books.path / "ledger" / "main.beancount"
    text = main.read_text(encoding="utf-8")
    main.write_text(text[: text.index("2018-03-01")])
    found = tried(books, proposed_text(EQUAL, "forslag.yaml"))
    assert told(found) == ["Ingenting er prøvd: bøkene har ingen kostnader å fordele."]


@pytest.mark.parametrize("day", ["2018-03-02", "2019-01-01", "2030-01-01"])
def test_terms_of_days_without_costs_are_not_tried(tmp_path: Path, day: str) -> None:
    """The costs are of March and April 2018."""
    found = tried(compared_books(tmp_path / "a"), later(day))
    year, month, number = day.split("-")
    assert told(found) == [
        (
            f"Vilkårene for IKT-samarbeidet fra {number}.{month}.{year} er ikke prøvd:"
            " ingenting i regnskapet fordeles etter dem."
        )
    ]
    (untried,) = found.untried
    assert untried.payers == frozenset({"midvik", "nordvik"})


def test_terms_of_days_with_costs_are_tried_also_where_nothing_changes(
    tmp_path: Path,
) -> None:
    weights = "{weights: {nordvik: 5, midvik: 3, sorvik: 2}}"
    same = proposed_text(EQUAL.replace("equal", weights), "forslag.yaml")
    books = compared_books(tmp_path / "a")
    assert told(tried(books, same)) == [NOBODY]
    assert told(tried(books, same, year=2018)) == [NOBODY]


def test_a_budget_is_not_tried_on_the_accounts_nor_a_voucher_on_the_budget(
    tmp_path: Path,
) -> None:
    books = compared_books(tmp_path / "a")
    lines, voucher = tmp_path / "b.beancount", tmp_path / "v.beancount"
    lines.write_text(budget("5000.00"))
    voucher.write_text(cost("2018-06-01", "100.00"))
    assert told(tried(books, proposed_budget(lines))) == [
        "Det er prøvd på regnskapet, der budsjettet i b.beancount ikke betyr noe."
    ]
    found = tried(books, proposed_vouchers(voucher), on=TriedOn.BUDGET, year=2018)
    assert told(found) == [
        (
            "Det er prøvd på budsjettet for 2018, der bilagene i v.beancount ikke betyr"
            " noe."
        )
    ]
    # A file of vouchers may have a budget in it.
    other = budget("500.00").replace("Expenses:IKT", "Expenses:Barnevern")
    voucher.write_text(cost("2018-06-01", "100.00") + other)
    both = tried(books, proposed_vouchers(voucher), on=TriedOn.BUDGET)
    assert both.difference == Decimal("500.00")
    assert not both.untried


@pytest.mark.parametrize(
    ("on", "costs", "what"),
    [
        (TriedOn.ACCOUNTS, "regnskapet for 2018", "bilagene i nytt.beancount"),
        (TriedOn.BUDGET, "budsjettet for 2018", "budsjettet i nytt.beancount"),
    ],
)
def test_what_is_of_another_year_than_is_asked_for_is_not_tried(
    tmp_path: Path, on: TriedOn, costs: str, what: str
) -> None:
    books = compared_books(tmp_path / "a")
    path = tmp_path / "nytt.beancount"
    is_budget = on is TriedOn.BUDGET

    def change(day: str) -> Change:
        text = budget("2600.00", day) if is_budget else cost(day, "600.00")
        path.write_text(text, encoding="utf-8")
        return proposed_budget(path) if is_budget else proposed_vouchers(path)

    later = tried(books, change("2019-01-01"), on=on, year=2018)
    assert told(later) == [f"Det er prøvd på {costs}, og {what} er av andre år."]
    now = tried(books, change("2018-01-01"), on=on, year=2018)
    assert now.difference == Decimal("600.00")
    assert not now.untried


def test_a_voucher_of_a_closed_year_is_tried_in_the_year_of_its_correction(
    tmp_path: Path,
) -> None:
    books = closed_comparison(tmp_path / "a")
    path = tmp_path / "sent.beancount"
    path.write_text(cost("2018-06-01", "600.00"), encoding="utf-8")
    found = tried(books, proposed_vouchers(path), year=2019)
    assert found.difference == Decimal("600.00")
    assert not found.untried


@pytest.mark.parametrize(
    ("on", "year"), [(TriedOn.COMING, None), (TriedOn.ACCOUNTS, 2019)]
)
def test_a_figure_of_another_year_than_is_tried_is_not_looked_up(
    tmp_path: Path, on: TriedOn, year: int | None
) -> None:
    more = (
        budget("3000.00", "2019-01-01") if year is None else cost("2019-05-01", "9.00")
    )
    books = compared_books(tmp_path / "a", more)
    csv = books.path / "ledger" / "population.csv"
    csv.write_text(POPULATION + POPULATION.replace("2018", "2019").partition("\n")[2])
    found = tried(books, figure(FIGURE), on=on, year=year)
    assert told(found) == [NOBODY]
    (note,) = [text for text in found.notes if "slår opp" in text]
    assert "tallet for Nordvik per 01.01.2018 i det som er prøvd" in note


def test_a_figure_that_stands_for_the_coming_year_s_is_looked_up(
    tmp_path: Path,
) -> None:
    books = compared_books(tmp_path / "a", budget("3000.00", "2019-01-01"))
    found = tried(books, figure(FIGURE), on=TriedOn.COMING)
    assert found.different
    assert not [text for text in found.notes if "slår opp" in text]


def test_a_figure_that_a_key_looks_up_alone_is_looked_up(tmp_path: Path) -> None:
    """By equal parts no key asks for people; the books as they are do."""
    books = compared_books(tmp_path / "a")
    equal = proposed_text(EQUAL, "forslag.yaml")
    found = tried(books, equal, figure(FIGURE))
    (nordvik,) = [e for e in found.different if e.payer == "nordvik"]
    assert str(nordvik.alone[1]) == "45.45"
    assert not [text for text in found.notes if "slår opp" in text]
