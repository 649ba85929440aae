"""What an agreement says of its claims, and what is told where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.books import load_books
from taxed_claims import EXEMPT
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from claimbook import Folder


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"155": {category', '"156": {category', "Ansvar «156» er ikke blant"),
        (f"vat: {EXEMPT}", "vat: not_stated", "Oppgi også «vat»"),
    ],
)
def test_what_is_wrong_in_the_agreement_is_told(
    year: Folder, was: str, becomes: str, said: str
) -> None:
    path = year.path / "allocation_rules.yaml"
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, becomes))
    errors = load_books(year.path / "ledger" / "main.beancount").errors
    assert any(said in str(error.message) for error in errors), errors
