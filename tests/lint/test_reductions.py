"""What reduces a cost is told as that, and tax comes off only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


REDUCED = """
2018-01-01 open Income:IKT:Kostnadsreduksjon
2018-01-01 open Assets:Merverdiavgift
"""
BACK = """
2018-07-01 * "Kompensasjon"
  Income:IKT:Kostnadsreduksjon   -10.00 NOK
    art: "729"
  Liabilities:Utlegg:Nordvik
"""
TAX = """
2018-07-01 * "Faktura"
  Expenses:IKT:Drift               1.00 NOK
  Assets:Merverdiavgift           20.00 NOK
  Liabilities:Utlegg:Nordvik
"""

CASES = [
    Case(
        ("kostnadsreduksjon", "729", "10"),
        Books(CLEAN + REDUCED + BACK.replace("Kostnadsreduksjon", "Egeninntekt")),
        Books(CLEAN + REDUCED + BACK),
    ),
    Case(
        ("kostnadsreduksjon", "avgift", "10"),
        Books(CLEAN + REDUCED + BACK + TAX),
        Books(CLEAN + REDUCED + TAX),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
