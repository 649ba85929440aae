"""E-invoices of two municipalities that are received in one place, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules

if TYPE_CHECKING:
    from pathlib import Path


def invoicing(of: str) -> str:
    """What the invoices of one must know: received by somebody who is none of them."""
    place = f"      endpoint_of: {of}\n" if of else ""
    return f'    invoicing:\n      endpoint: "974760673"\n{place}'


@pytest.mark.parametrize(
    ("midvik", "sorvik", "is_refused"),
    [
        ("", "", True),
        ("Regnskapskontoret", "", True),
        ("", "Regnskapskontoret", True),
        ("Regnskapskontoret", "Postmottaket", True),
        ("Regnskapskontoret", "Regnskapskontoret", False),
    ],
)
def test_who_receives_for_two_is_named_by_both(
    tmp_path: Path, midvik: str, sorvik: str, *, is_refused: bool
) -> None:
    """A number that was copied from the line above looks the same."""
    text = rules(invoicing={"midvik": invoicing(midvik), "sorvik": invoicing(sorvik)})
    folder = Folder(tmp_path).write(text, chart())
    done = folder.run("check")
    said = " ".join(done.output.split())
    assert done.exit_code == is_refused, said
    assert ("ville gått til samme mottaker, 974760673" in said) is is_refused
