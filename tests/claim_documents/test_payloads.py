"""What is handed over for the access point: a claim that has an e-invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claim_books import instalments
from claim_books import make_claim_books
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import payload

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_what_has_no_e_invoice_is_not_on_the_list(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path, vat="not_stated")
    with pytest.raises(ValueError, match="ytrefjord-2018-0001"):
        payload(documents(instalments(after)[0], after))
