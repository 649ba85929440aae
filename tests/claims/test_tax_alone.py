"""A settlement of 0.00 is claimed where its tax is another than before."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import version
from fellesbok.claim_documents import examine
from taxed_claims import accounts
from taxed_claims import agreement
from taxed_claims import claim_of
from taxed_claims import document
from taxed_claims import lines
from taxed_claims import of_all
from taxed_claims import run
from taxed_claims import taxed_of
from taxed_claims import terms
from taxed_claims import voucher

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_cost_that_moves_to_a_taxed_centre_is_claimed_though_the_sum_stands(
    tmp_path: Path,
) -> None:
    """1000 kr of Midvik's was exempt and is now with tax: 0 kr more, and 250 in tax."""
    folder = Folder(tmp_path).write(*of_all())
    run(folder, "claim", "2018")
    first = claim_of(folder, "midvik")
    folder.add(
        voucher("2018-12-31", "160", "-3000.00"),
        voucher("2018-12-31", "155", "3000.00"),
    )
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert (claim.amount, claim.payable) == (Decimal(0), Decimal("250.00"))
    assert lines(claim) == [
        "E 0 % av -1000.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 1000.00 kr: 250.00 kr",
    ]
    assert claim.reason == f"Endring etter krav {first.id}"
    made = document(folder, claim)
    assert made.ehf is not None, made.why_no_ehf
    assert examine(made).faults == ()
    count = len(folder.claims())
    folder.run("claim", "2018", "--yes")
    assert len(folder.claims()) == count, "claimed once"
    assert folder.run("check").exit_code == 0
    run(folder, "credit", claim.id, "--reason", "Feil")
    run(folder, "claim", "2018", "--payer", "midvik")
    assert taxed_of(folder) == {
        ("Nordvik", "Midvik", "S"): 1000,
        ("Nordvik", "Sørvik", "S"): 1000,
    }


def test_instalments_that_are_the_whole_year_have_their_tax_corrected(
    tmp_path: Path,
) -> None:
    """The budget was exempt, and the accounts are with tax, to the same øre."""
    advance = "  advance: {basis: budget, due: [02-15, 08-15]}\n"
    folder = Folder(tmp_path).write(
        agreement(version(key="equal", claims=terms(advance=advance))),
        accounts(),
        budget("12000.00"),
        voucher("2018-03-01", "155", "12000.00"),
        voucher("2019-12-31", "160", "0.00"),
    )
    run(folder, "claim", "2018", "--instalment", "1")
    run(folder, "claim", "2018", "--instalment", "2")
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert (claim.amount, claim.payable) == (Decimal(0), Decimal("1000.00"))
    assert taxed_of(folder) == {
        ("Nordvik", "Midvik", "S"): 4000,
        ("Nordvik", "Sørvik", "S"): 4000,
    }
