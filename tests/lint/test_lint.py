"""Each rule of the audit has its cases, in the file of the module that it stands in."""

from __future__ import annotations

import runpy
from pathlib import Path

from audited_books import Books
from audited_books import audit
from fellesbok.lint import RULES


def test_every_rule_has_a_case() -> None:
    """A smallest ledger that causes it, and one that does not."""
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    cases = [c for f in files for c in runpy.run_path(str(f)).get("CASES", ())]
    assert {case.fact[0] for case in cases} == set(RULES)


def test_the_smallest_clean_year_has_no_findings(tmp_path: Path) -> None:
    assert audit(tmp_path, Books()) == []
