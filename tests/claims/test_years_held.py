"""Which years' shares each claim asks for, as the books have them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claims import claims
from fellesbok.claims.movements import Movement
from fellesbok.claims.years_held import since_even
from fellesbok.claims.years_held import years_held
from settled_years import Voucher
from settled_years import transaction

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

TERMS = "claims: {due_days: 30}"


def held(folder: Folder) -> dict[str, list[int]]:
    """The years of each claim on Midvik."""
    loaded = folder.load()
    agreement = loaded.settled.agreement
    written = claims(loaded.entries, agreement)
    found = years_held(loaded.entries, agreement, written)
    return {
        claim.id: sorted(found[claim.id])
        for claim in written
        if claim.payer.slug == "midvik"
    }


def run(folder: Folder, *words: str) -> None:
    done = folder.run(*words, "--yes")
    assert done.exit_code == 0, done.output


def three_years(path: Path, *versions: str) -> Folder:
    costs = [cost(f"{year}-03-01", "1000.00") for year in (2018, 2019, 2020)]
    return Folder(path).write(
        rules(*(versions or (version(claims=TERMS),))), chart(), *costs
    )


def test_what_was_evened_out_on_the_account_is_asked_for_no_more() -> None:
    """100 kr of 2018 is paid straight onto the account: a claim is of 2019 alone."""
    days = [
        date(2018, 12, 31),
        date(2018, 12, 31),
        date(2019, 3, 1),
        date(2019, 12, 31),
    ]
    due = [Decimal(100), Decimal(-100), Decimal(-20), Decimal(70)]
    moved = [
        Movement(transaction(n, Voucher(day, 1)), day, None, kroner, Decimal(0))
        for n, (day, kroner) in enumerate(zip(days, due, strict=True), 1)
    ]
    assert since_even(moved) == moved[2:]
    assert since_even(moved[::-1]) == moved[2:]
    assert since_even(moved[:1]) == moved[:1]
    assert not since_even(moved[:2])


def test_a_settlement_takes_years_along_that_nobody_was_claimed_for(
    tmp_path: Path,
) -> None:
    """A bill that comes later to 2019 is claimed with the same two years."""
    folder = three_years(tmp_path)
    run(folder, "claim", "2019", "--date", "2020-01-10")
    run(folder, "claim", "2020", "--date", "2021-01-10")
    folder.add(cost("2019-06-01", "100.00"))
    run(folder, "claim", "2019", "--date", "2021-02-10")
    assert held(folder) == {
        "nordvik-2020-0001": [2018, 2019],
        "nordvik-2021-0001": [2020],
        "nordvik-2021-0004": [2018, 2019],
    }


def test_a_correction_is_of_the_year_that_it_corrects(tmp_path: Path) -> None:
    folder = three_years(tmp_path)
    run(folder, "claim", "2018", "--date", "2019-01-10")
    run(folder, "close", "2018")
    folder.add(cost("2018-06-01", "100.00"))
    run(folder, "claim", "2019", "--date", "2020-01-10")
    assert held(folder) == {
        "nordvik-2019-0001": [2018],
        "nordvik-2020-0001": [2018, 2019],
    }


def test_a_host_asks_for_the_years_of_its_own_time_alone(tmp_path: Path) -> None:
    later = version("2019-01-01", host="sorvik", claims=TERMS)
    folder = three_years(tmp_path, version(claims=TERMS), later)
    run(folder, "claim", "2019", "--date", "2020-01-10")
    assert held(folder) == {
        "nordvik-2020-0001": [2018],
        "sorvik-2020-0001": [2019],
    }


def test_a_credit_note_has_the_years_of_its_claim(tmp_path: Path) -> None:
    folder = three_years(tmp_path)
    run(folder, "claim", "2019", "--date", "2020-01-10")
    run(folder, "credit", "nordvik-2020-0001", "--reason", "Feil")
    assert held(folder) == {
        "nordvik-2020-0001": [2018, 2019],
        "nordvik-2020-0004": [2018, 2019],
    }


def test_what_is_paid_on_account_asks_for_no_share(tmp_path: Path) -> None:
    folder = three_years(tmp_path, version())
    folder.add(budget("4000.00"))
    run(folder, "claim", "2018", "--instalment", "1", "--date", "2018-01-10")
    assert held(folder) == {"nordvik-2018-0001": []}
