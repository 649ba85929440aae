"""A line of tax in the books is read as it was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fellesbok.entries.tax_lines import read_line
from taxed_claims import claim_of
from taxed_claims import run
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_reason_is_kept_as_it_was(year: Folder) -> None:
    run(year, "claim", "2018")
    line = claim_of(year, "midvik").tax_lines[0]
    other = replace(line, vat=replace(line.vat, reason="Etter § 3-6. Av 1.00 kr: ja"))
    assert read_line(str(other)) == other
