"""A claim with several tax categories, and when it has no e-invoice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimbook import Folder
from claimbook import cost
from claimbook import version
from taxed_claims import OUTSIDE
from taxed_claims import accounts
from taxed_claims import agreement
from taxed_claims import claim_of
from taxed_claims import document
from taxed_claims import run
from taxed_claims import terms
from taxed_claims import voucher
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_outside_the_scope_cannot_be_with_others(year: Folder) -> None:
    year.write(
        agreement(version(claims=terms(OUTSIDE))),
        accounts(),
        voucher("2018-03-01", "155", "600.00"),
        voucher("2018-04-01", "160", "400.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(year, "claim", "2018")
    made = document(year, claim_of(year, "midvik"))
    assert made.ehf is None
    (reason,) = made.why_no_ehf
    assert reason == (
        "Kravet har en del i avgiftskategori O og en i S. En e-faktura med O kan ikke"
        " ha andre kategorier (BR-O-11 til BR-O-14), så den lages ikke."
    )


def test_what_is_set_off_under_tax_gets_no_e_invoice(year: Folder) -> None:
    year.add(
        cost("2018-07-01", "10.00", "IKT:Ansvar-155", "Liabilities:Utlegg:Midvik:IKT")
    )
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    assert claim.set_off == Decimal("10.00")
    assert sum(line.base for line in claim.tax_lines) == claim.amount
    assert any("har lagt ut" in reason for reason in document(year, claim).why_no_ehf)
