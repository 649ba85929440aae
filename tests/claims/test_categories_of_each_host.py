"""The claims of each host are divided by the cost of its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import version
from taxed_claims import accounts
from taxed_claims import agreement
from taxed_claims import run
from taxed_claims import taxed_of
from taxed_claims import terms
from taxed_claims import voucher

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def two_hosts(claims: str = "") -> str:
    """Equal parts; Midvik is host until the end of June 2018, then Nordvik."""
    of = claims or terms()
    return agreement(
        version(key="equal", claims=of, host="midvik"),
        version("2018-07-01", key="equal", claims=of, host="nordvik"),
    )


def test_the_note_of_a_former_host_is_not_claimed_by_the_next(tmp_path: Path) -> None:
    """All is with tax: Midvik's own note as host was taken as claimed without."""
    folder = Folder(tmp_path).write(
        two_hosts(),
        accounts(),
        voucher("2018-03-01", "155", "3000.00"),
        voucher("2018-09-01", "155", "3000.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018")
    assert taxed_of(folder) == {
        ("Midvik", "Nordvik", "S"): 1000,
        ("Midvik", "Sørvik", "S"): 1000,
        ("Nordvik", "Midvik", "S"): 1000,
        ("Nordvik", "Sørvik", "S"): 1000,
    }


def test_each_host_corrects_its_own_instalments(tmp_path: Path) -> None:
    """Half of the budget is with tax, and all of the accounts."""
    advance = "  advance: {basis: budget, due: [02-15, 05-15, 08-15, 11-15]}\n"
    folder = Folder(tmp_path).write(
        two_hosts(terms(advance=advance)),
        accounts(),
        budget("6000.00", cooperation="IKT"),
        budget("6000.00", cooperation="IKT:Ansvar-155"),
        voucher("2018-03-01", "155", "6000.00"),
        voucher("2018-09-01", "155", "6000.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    for number in ("1", "2", "3", "4"):
        run(folder, "claim", "2018", "--instalment", number)
    run(folder, "claim", "2018")
    assert taxed_of(folder) == {
        ("Midvik", "Nordvik", "S"): 2000,
        ("Midvik", "Sørvik", "S"): 2000,
        ("Nordvik", "Midvik", "S"): 2000,
        ("Nordvik", "Sørvik", "S"): 2000,
    }


@pytest.mark.parametrize("day", ["2018-11-01", "2019-03-01"])
@pytest.mark.parametrize("period", ["2018-04-09", "2018-04-01/2018-06-30"])
def test_a_late_voucher_is_taxed_by_the_host_of_its_time(
    tmp_path: Path, day: str, period: str
) -> None:
    """Cost with tax in Midvik's time is booked in Nordvik's."""
    late = voucher(day, "155", "3000.00").replace(
        '"Kostnad"', f'"Kostnad"\n  periode: "{period}"'
    )
    folder = Folder(tmp_path).write(
        two_hosts(),
        accounts(),
        voucher("2018-03-01", "160", "3000.00"),
        voucher("2018-09-01", "160", "3000.00"),
        late,
        voucher("2019-12-31", "160", "0.00"),
    )
    run(folder, "claim", "2018")
    assert taxed_of(folder) == {
        ("Midvik", "Nordvik", "E"): 1000,
        ("Midvik", "Nordvik", "S"): 1000,
        ("Midvik", "Sørvik", "E"): 1000,
        ("Midvik", "Sørvik", "S"): 1000,
        ("Nordvik", "Midvik", "E"): 1000,
        ("Nordvik", "Sørvik", "E"): 1000,
    }
