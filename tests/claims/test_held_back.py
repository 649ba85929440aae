"""What is held back of a payer's year after an objection that was granted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from claimbook import cost
from credited_parts import given_back
from credited_parts import granted_whole
from credited_parts import of_midvik
from credited_parts import put_right
from credited_parts import settle
from fellesbok.claims.held_back import held_back
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import credited
from objected_books import decided
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def held(folder: Folder, day: date) -> dict[tuple[str, str, int], Decimal]:
    """What is held back on a day, of those of whom something is."""
    books = folder.load()
    agreement = books.settled.agreement
    found = held_back(books.entries, agreement, folder.claims(), day)
    return {key: amount for key, amount in found.items() if amount}


@pytest.mark.parametrize(
    ("outcome", "amounts"),
    [
        ("", {}),
        ("delvis", {("midvik", "ikt", 2018): Decimal("400.00")}),
    ],
)
def test_a_part_that_an_objection_gave_back_is_held_back_of_a_settled_year(
    folder: Folder, outcome: str, amounts: dict[tuple[str, str, int], Decimal]
) -> None:
    """Of a claim that nobody decided on nothing is, nor before the year is over."""
    given_back(folder, outcome)
    assert held(folder, date(2018, 12, 30)) == {}
    settle(folder, "2019-01-10")
    assert held(folder, date(2019, 1, 10)) == amounts


def test_what_is_held_back_is_no_part_of_what_is_not_claimed_yet(
    folder: Folder,
) -> None:
    """The page of the payer says it, and lint of the settled year."""
    given_back(folder, "delvis")
    settle(folder, "2019-01-10")
    main = with_pages(folder.path / "ledger" / "main.beancount")
    page = reader_of(main).page("Kommuneoppgave", kommune="midvik", time="2018")
    assert (
        "400,00 kr ble tatt tilbake etter en innsigelse, og er holdt tilbake."
        in page.words
    )
    assert "er ikke krevd ennå" not in page.words
    said = " ".join(folder.run("lint", "2018").output.split())
    assert "400,00 kr av det ble tatt tilbake etter en innsigelse" in said


def test_a_year_that_is_held_back_whole_takes_nothing_of_the_next(
    folder: Folder,
) -> None:
    """Of 400 kr that were given back 100 kr would come again; of 2019 nothing waits."""
    granted = given_back(folder, "delvis")
    put_right(folder, "12000.00", "9000.00")  # Midvik's share is 2 700 kr
    folder.add(cost("2019-04-01", "10000.00"))
    done = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    assert f"100,00 kr ble tatt tilbake fra Midvik med {granted}" in " ".join(
        done.output.replace("\N{NO-BREAK SPACE}", " ").split()
    )
    made = [c for c in folder.claims() if c.payer.slug == "midvik" and not c.instalment]
    assert [(c.amount, c.held_back) for c in made] == [
        (Decimal("3000.00"), Decimal("0.00"))
    ]
    again = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert "Ingenting mer kan kreves" in again.output


def test_what_was_asked_for_before_it_was_granted_is_not_held_back(
    folder: Folder,
) -> None:
    """The settlement held 400 kr back, and asked for 300 kr that were granted later."""
    given_back(folder, "delvis")
    second = ("claim", "2018", "--instalment", "2", "--payer", "Midvik", "--yes")
    assert folder.run(*second, "--date", "2018-03-01").exit_code == 0
    number = next(c.id for c in folder.claims() if c.instalment == "2 av 4")
    part = ("--amount", "300", "--reason", "Feil", "--date", "2018-03-02")
    note = credited(folder, number, *part)
    folder.add(cost("2018-11-01", "10000.00"))  # Midvik's share is 6 600 kr
    settle(folder, "2019-01-10")
    assert of_midvik(folder) == [(Decimal("900.00"), Decimal("400.00"))]
    later = OBJECTED.replace("2018-midvik-1", "2018-midvik-2").replace(MIDVIK, number)
    folder.add(later.replace("2018-02-01", "2018-03-01"))
    outcome = decided("delvis", f'  kreditnota: "{note}"\n', "2019-01-11")
    folder.add(outcome.replace("2018-midvik-1", "2018-midvik-2"))
    folder.add(cost("2018-12-01", "1000.00"))
    settle(folder, "2019-01-12")
    assert of_midvik(folder)[1:] == [(Decimal("300.00"), Decimal("400.00"))]


def test_what_is_held_back_takes_nothing_of_what_a_later_year_gives_back(
    folder: Folder,
) -> None:
    """Of 2018 3 000 kr are held back whole; of 2019 2 000 kr were claimed too much."""
    granted_whole(folder)
    put_right(folder, "12000.00", "10000.00")  # Midvik's share is 3 000 kr
    folder.add(budget("40000.00", "2019-01-01"), cost("2019-04-01", "3333.33"))
    first = ("claim", "2019", "--instalment", "1", "--date", "2019-02-01", "--yes")
    assert folder.run(*first).exit_code == 0
    done = folder.run("claim", "2019", "--settlement", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    made = [c for c in folder.claims() if c.payer.slug == "midvik" and not c.instalment]
    assert [(c.period, c.amount) for c in made] == [("2019", Decimal("-2000.00"))]
    said = " ".join(folder.run("check").output.split())
    assert "Midvik: 3 000,00 kr for 2018 er holdt tilbake" in said
    assert "for mye krevd" not in said
