"""When claims are dated, and what the books say of what is claimed wrongly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claim_runs import claim
from claim_runs import credit
from claim_runs import rows
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claims.share_accounts import share_accounts
from settled_claims import TERMS
from settled_claims import findings
from settled_claims import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

MARCH = '\n2019-03-15 * "Rente"\n  Assets:Bank  0.00 NOK\n'


def test_a_claim_after_the_settlement_is_dated_when_it_is_made(folder: Folder) -> None:
    folder.add(cost("2018-11-30", "100.00"), MARCH)
    made = claim(folder)
    assert {one.day for one in made} == {date(2019, 3, 15)}
    assert {one.due for one in made} == {date(2019, 4, 14)}


def test_the_day_can_be_chosen(folder: Folder) -> None:
    folder.add(cost("2018-11-30", "100.00"), MARCH)
    made = claim(folder, "2018", "--date", "2019-02-01")
    assert {(one.day, one.due) for one in made} == {
        (date(2019, 2, 1), date(2019, 3, 3))
    }


def test_a_credit_note_is_dated_when_it_is_made(folder: Folder) -> None:
    folder.add(MARCH)
    assert credit(folder, "nordvik-2019-0001").day == date(2019, 3, 15)
    assert credit(folder, "nordvik-2019-0003", "--date", "2019-04-01").day == (
        date(2019, 4, 1)
    )


def test_a_credit_note_is_not_dated_before_its_claim(folder: Folder) -> None:
    """The last day of the books is the day of the claim itself."""
    claim(folder, "2018", "--date", "2019-06-01")
    assert credit(folder, "nordvik-2019-0001").day == date(2019, 1, 1)
    words = "credit", "nordvik-2019-0003", "--reason", "Feil"
    refused = folder.run(*words, "--date", "2018-12-31")
    assert refused.exit_code == 1
    assert "En kreditnota kan ikke dateres 31.12.2018, før kravet" in refused.output


def test_nothing_is_dated_in_a_closed_year(tmp_path: Path) -> None:
    """A quarter's claim is credited when its year is closed: on the first open day."""
    text = rules(version(claims=TERMS, settlement="quarter"))
    costs = cost("2018-02-01", "100.00"), cost("2018-12-31", "100.00")
    folder = Folder(tmp_path).write(text, chart(), *costs)
    made = claim(folder, "2018", "--date", "2018-12-31")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    wrong = next(one for one in made if one.period == "2018-Q1")
    words = "credit", wrong.id, "--reason", "Feil", "--yes"
    refused = folder.run(*words, "--date", "2018-12-31")
    assert refused.exit_code == 1
    assert (
        "IKT-samarbeidet 2018 er avsluttet, så et krav kan ikke dateres 31.12.2018. Den"
        " første dagen som er åpen, er 01.01.2019." in refused.output
    )
    assert credit(folder, wrong.id).day == date(2019, 1, 1)
    refused = folder.run("claim", "2018", "--date", "2018-12-31", "--yes")
    assert "er avsluttet, så et krav kan ikke dateres" in refused.output
    (again,) = claim(folder, "2018")
    assert (again.day, again.period) == (date(2019, 1, 1), "2018-Q1")


def test_a_closed_year_adds_up_after_a_credit_note_and_documents(
    folder: Folder,
) -> None:
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(MARCH)
    credit(folder, "nordvik-2019-0001", "--amount", "100,00")
    credit(folder, "nordvik-2019-0003")
    _assert_adds_up(folder)
    made = claim(folder)
    assert rows(made) == {
        ("nordvik", "midvik", "2018", "100.00"),
        ("nordvik", "sorvik", "2018", "200.00"),
    }
    _assert_adds_up(folder)
    folder.add(cost("2018-11-30", "100.00"), cost("2019-12-31", "10.00"))
    assert {str(one.amount) for one in claim(folder, "2019")} == {
        "33.00",
        "55.00",
        "22.00",
    }
    _assert_adds_up(folder)
    assert "fellesbok claim" not in findings(folder)


def _assert_adds_up(folder: Folder) -> None:
    """Every claim has its documents, and the accounts are what is claimed and due."""
    for year in ("2018", "2019"):
        where = folder.path / f"ut-{len(folder.claims())}-{year}"
        done = folder.run("documents", year, "--output", str(where))
        assert done.exit_code == 0 or "Ingen krav for" in done.output, done.output
    loaded = folder.load()
    assert loaded.shared is not None
    for account in share_accounts(loaded.entries, loaded.shared.agreement):
        assert account.to_settle == account.due - account.claimed


def test_a_claim_with_a_correction_is_dated_when_it_is_made(tmp_path: Path) -> None:
    """It came in June, to the first quarter that is open: it is not due in May."""
    text = rules(version(claims=TERMS, settlement="quarter"))
    costs = cost("2018-12-31", "100.00"), cost("2019-02-01", "10.00")
    june = '\n2019-06-20 * "Rente"\n  Assets:Bank  0.00 NOK\n'
    folder = Folder(tmp_path).write(text, chart(), *costs)
    claim(folder, "2018")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-11-30", "100.00"), june)
    made = claim(folder, "2019")
    assert {(one.period, one.day) for one in made} == {("2019-Q1", date(2019, 6, 20))}
    assert {one.due for one in made} == {date(2019, 7, 20)}
