"""What is not claimed is told by `check`, not only by the next `claim`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fallen_due import seen
from fallen_due import told

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")

DAYS = "claims: {due_days: 30}"
ADVANCE = "claims: {advance: {basis: budget, due: [02-15]}, due_days: 30}"


def books(tmp_path: Path, *parts: str, versions: tuple[str, ...] = ()) -> Folder:
    """Three share 2018 alike, and are claimed for it."""
    own = versions or (version(key="equal", claims=DAYS),)
    made = Folder(tmp_path).write(rules(*own), chart(), *parts)
    claim(made, "2018")
    return made


def claim(folder: Folder, year: str, *more: str) -> None:
    done = folder.run("claim", year, "--yes", *more)
    assert done.exit_code == 0, done.output


def not_claimed(amount: str, year: str, period: str = "") -> list[str]:
    """Each of the three lacks a claim of as much."""
    return [
        f"{payer}: {amount} kr er ikke krevd for {period or year}. Nordvik krever det"
        f" med «fellesbok claim {year}»."
        for payer in ("Midvik", "Nordvik", "Sørvik")
    ]


YEAR = cost("2018-02-01", "900.00"), seen("2018-12-31")


def test_a_whole_year_that_is_not_claimed_is_told_of(tmp_path: Path) -> None:
    folder = books(tmp_path, *YEAR)
    folder.add(cost("2019-06-01", "90.00"), seen("2020-03-01"))
    assert told(folder) == not_claimed("30,00", "2019")
    claim(folder, "2019")
    assert not told(folder)


def test_with_what_came_to_the_closed_year_before(tmp_path: Path) -> None:
    """300 came to 2018 when it was closed: 100 more each, in 2019."""
    folder = books(tmp_path, *YEAR)
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-11-01", "300.00"), cost("2019-06-01", "90.00"))
    folder.add(seen("2020-03-01"))
    assert told(folder) == not_claimed("130,00", "2019")
    claim(folder, "2019")
    assert not told(folder)


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        ("2019-12-31", False),
        ("2020-01-29", False),
        ("2020-01-30", True),  # 30 days after the year
    ],
)
def test_it_is_told_when_the_time_of_a_claim_has_gone(
    tmp_path: Path, day: str, *, is_told: bool
) -> None:
    folder = books(tmp_path, *YEAR)
    folder.add(cost("2019-06-01", "90.00"), seen(day))
    assert told(folder) == (not_claimed("30,00", "2019") if is_told else [])


def test_period_by_period(tmp_path: Path) -> None:
    """The halves of 2018 are claimed; of 2019 the first is over since long."""
    halves = version(key="equal", claims=DAYS, settlement="half_year")
    folder = books(tmp_path, *YEAR, versions=(halves,))
    folder.add(cost("2019-06-01", "90.00"), cost("2019-08-15", "60.00"))
    assert told(folder) == not_claimed("30,00", "2019", "2019-H1")


def test_what_was_claimed_on_account_and_never_settled(tmp_path: Path) -> None:
    """300 on account of a year that cost 600: 100 each is not claimed."""
    terms = version(key="equal", claims=ADVANCE)
    folder = Folder(tmp_path).write(rules(terms), chart(), budget("300.00"))
    claim(folder, "2018", "--instalment", "1")
    folder.add(cost("2018-06-01", "600.00"), seen("2019-03-01"))
    assert told(folder) == not_claimed("100,00", "2018")


def test_an_outlay_of_a_year_that_is_not_claimed(tmp_path: Path) -> None:
    folder = books(tmp_path, *YEAR)
    laid = cost("2019-06-01", "90.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder.add(laid, seen("2020-03-01"))
    assert (
        "Midvik: 90,00 kr er lagt ut og ikke motregnet for 2019. Nordvik gjør det opp"
        " med «fellesbok claim 2019»." in told(folder)
    )


def test_books_that_never_claim_are_told_nothing(tmp_path: Path) -> None:
    terms = version(key="equal", claims=DAYS)
    folder = Folder(tmp_path).write(rules(terms), chart(), *YEAR, seen("2020-03-01"))
    assert not told(folder)


def test_nor_is_what_was_paid_without_a_claim(tmp_path: Path) -> None:
    """2019 was settled by payments straight on the receivable: nothing is left."""
    folder = books(tmp_path, *YEAR)
    folder.add(cost("2019-06-01", "90.00"))
    for payer in ("Midvik", "Nordvik", "Sørvik"):
        folder.add(
            f'\n2019-12-01 * "{payer}"\n  Assets:Bank  30.00 NOK\n'
            f"  Assets:Fordringer:{payer}:IKT  -30.00 NOK\n"
        )
    folder.add(seen("2020-03-01"))
    assert not told(folder)


def test_each_host_is_told_what_it_has_to_claim(tmp_path: Path) -> None:
    """Nordvik is host in 2018 and Sørvik from 2019."""
    terms = {"key": "equal", "claims": DAYS}
    versions = version(**terms), version("2019-01-01", host="sorvik", **terms)
    folder = books(tmp_path, *YEAR, versions=versions)
    folder.add(cost("2019-06-01", "90.00"), seen("2020-03-01"))
    assert [
        text.replace("Sørvik krever", "Nordvik krever") for text in told(folder)
    ] == (not_claimed("30,00", "2019"))
    assert all("Sørvik krever" in text for text in told(folder))


def test_a_project_waits_for_its_end(tmp_path: Path) -> None:
    terms = version(
        key="equal", claims=ADVANCE, settlement="project_end", last="2019-12-31"
    )
    folder = Folder(tmp_path).write(rules(terms), chart(), budget("300.00"))
    claim(folder, "2018", "--instalment", "1")
    folder.add(cost("2018-06-01", "600.00"), seen("2019-11-30"))
    assert not told(folder)
    folder.add(seen("2020-03-01"))
    assert told(folder) == not_claimed("100,00", "2019")
