"""The tax of a written claim stands as it was written, and holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import cost
from claimbook import version
from fellesbok.books import load_books
from taxed_claims import STANDARD
from taxed_claims import accounts
from taxed_claims import agreement
from taxed_claims import claim_of
from taxed_claims import document
from taxed_claims import run
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


@pytest.mark.usefixtures("no_documents")
def test_the_tax_of_a_claim_of_one_category_is_written_and_holds(
    tmp_path: Path,
) -> None:
    """Midvik bears 300.00 of 1 000.00 kr, with 75.00 in tax; a 5 for the 7 is told."""
    folder = Folder(tmp_path).write(
        agreement(version(claims=f"claims:\n  due_days: 30\n  vat: {STANDARD}\n")),
        accounts(),
        cost("2018-03-01", "1000.00"),
        cost("2019-01-02", "0.10"),
    )
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert (claim.amount, claim.tax) == (Decimal("300.00"), Decimal("75.00"))
    (path,) = (folder.path / "ledger").rglob("*krav-nordvik*.beancount")
    text = path.read_text(encoding="utf-8")
    assert text.count("  avgift: 75.00 NOK\n") == 1
    wrong = text.replace("  375.00 NOK", "  355.00 NOK").replace(
        "  -75.00 NOK", "  -55.00 NOK"
    )
    path.write_text(wrong, encoding="utf-8")
    errors = load_books(folder.path / "ledger" / "main.beancount").errors
    said = [str(error.message) for error in errors]
    assert any(
        text.startswith("Liabilities:Merverdiavgift er ført med -55,00, men")
        for text in said
    ), said


def test_a_line_is_a_fact(year: Folder) -> None:
    """The agreement changes; the paper is as it was written."""
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    before = document(year, claim).html
    path = year.path / "allocation_rules.yaml"
    path.write_text(path.read_text().replace("rate: 25 %", "rate: 15 %"))
    assert document(year, claim).html == before
