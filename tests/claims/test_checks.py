"""A written claim that does not hold is an error where it stands.

Here is something else put into claims that the product has written.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claimed_year import claimed as claimed  # noqa: PLC0414 -- a fixture
from fellesbok.books import load_books
from fellesbok.claims.checks import claim_faults
from fellesbok.claims.written import read_claims
from taxed_claims import claim_of
from taxed_claims import run
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from claimbook import Folder
    from fellesbok.books import Books

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def faults(books: Books, place: int, day: date | None = None, **meta: str) -> list[str]:
    """What is wrong when one of the claims of 2019 says something else.

    They are of Midvik, Nordvik and Sørvik, numbered from 1, of 31 January.  The KID
    is made of the number, and what is wrong with it is told where it is read.
    """
    entries = list(books.entries)
    written, _ = read_claims(entries, books.settled.agreement)
    entry = written[place - 1].entry
    said = entry._replace(meta={**entry.meta, **meta}, date=day or entry.date)
    entries[entries.index(entry)] = said
    found = claim_faults(entries, books.settled.agreement)
    told = [str(each.message) for each in found]
    return [each for each in told if not each.startswith("KID ")]


def test_claims_that_hold_have_no_faults(claimed: Books) -> None:
    assert claim_faults(claimed.entries, claimed.settled.agreement) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            "nordvik-2019-0005",
            [
                f"Kravnummeret nordvik-2019-000{missing} mangler: serien går til"
                " nordvik-2019-0005 uten det."
                for missing in (3, 4)
            ],
        ),
        ("krav-3", ["«krav-3» er ikke et kravnummer"]),
        (
            "nordvik-2018-0001",
            ["Kravnummeret nordvik-2018-0001 er for 2018, men kravet er datert"],
        ),
        ("nordvik-2019-0002", ["Kravnummeret nordvik-2019-0002 er brukt to ganger"]),
    ],
)
def test_the_numbers_of_a_year_are_one_series(
    claimed: Books, number: str, said: list[str]
) -> None:
    """The third is numbered otherwise, after 1 and 2."""
    found = faults(claimed, 3, krav=number)
    assert len(found) == len(said)
    for told, begins in zip(found, said, strict=True):
        assert told.startswith(begins)


def test_a_number_is_of_the_host_that_claims(claimed: Books) -> None:
    """The first of Nordvik's stands in Midvik's series, which has it instead."""
    missing, of_host = faults(claimed, 1, krav="midvik-2019-0001")
    assert missing.startswith("Kravnummeret nordvik-2019-0001 mangler")
    assert of_host == (
        "Kravnummeret midvik-2019-0001 hører ikke til verten Nordvik: skriv"
        " nordvik-2019-0001."
    )


def test_a_claim_is_not_dated_before_the_one_numbered_before_it(
    claimed: Books,
) -> None:
    (told,) = faults(claimed, 3, date(2019, 1, 30))
    assert told.startswith("Kravet nordvik-2019-0003 er datert 30.01.2019, før kravet")
    assert faults(claimed, 3, date(2019, 2, 1)) == []


@pytest.mark.parametrize(("place", "kind"), [(1, "internt"), (2, "avregning")])
def test_the_hosts_own_claim_is_a_note_and_no_other_is(
    claimed: Books, place: int, kind: str
) -> None:
    (told,) = faults(claimed, place, kravtype=kind)
    assert "Bare vertens eget krav er «internt»" in told


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("180.00 kr: 45.00", "180.00 kr: 45.01", "er ingen avgiftslinje"),
        (
            "180.00 kr: 45.00",
            "181.00 kr: 45.25",
            "Avgiftslinjene er på 301.00 med 45.25",
        ),
        ("S 25 % av", "S av", "er ingen avgiftslinje"),
    ],
)
def test_a_line_that_is_edited_is_an_error(
    year: Folder, was: str, becomes: str, said: str
) -> None:
    run(year, "claim", "2018")
    (path,) = (year.path / "ledger").rglob("*krav-nordvik*.beancount")
    path.write_text(path.read_text().replace(was, becomes))
    errors = load_books(year.path / "ledger" / "main.beancount").errors
    assert any(said in str(error.message).replace(",", ".") for error in errors), errors


def test_a_credit_note_has_the_lines_of_its_claim(year: Folder) -> None:
    run(year, "claim", "2018")
    run(year, "credit", claim_of(year, "midvik").id, "--reason", "Feil")
    *_, path = sorted((year.path / "ledger").rglob("*krav-nordvik*.beancount"))
    text = path.read_text().replace("E 0 % av -120.00", "Z 0 % av -120.00")
    path.write_text(text)
    errors = load_books(year.path / "ledger" / "main.beancount").errors
    assert any("andre avgiftslinjer enn kravet" in str(e.message) for e in errors)
