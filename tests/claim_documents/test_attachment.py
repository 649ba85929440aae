"""The attachment can be checked alone, and shows nobody else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claim_books import kroner_text
from claim_books import ore
from claim_books import settlement
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from claimed_papers import text_of
from fellesbok.claim_documents import documents
from places import MADE

if TYPE_CHECKING:
    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")
GOLDEN = MADE / "claims"


def test_the_attachment_can_be_checked_alone(
    books: Books, *, update_golden: bool
) -> None:
    """Statement, key, statistics with date and source, rounding, terms, vouchers."""
    text = text_of(documents(settlement(books), books).html)
    path = GOLDEN / "avregning.txt"
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_vouchers_add_up_to_what_is_shared(books: Books) -> None:
    attached = documents(settlement(books), books).paper.attachment
    assert attached.vouchers_total == Decimal("1219397.65")
    assert attached.remarks == ()


def test_a_cost_without_a_voucher_is_told(books: Books) -> None:
    """As accrued costs are: the year's cost is 1,00 kr more than its vouchers."""
    assert books.shared is not None
    (result,) = books.shared.results
    more = replace(result, cost_ore=result.cost_ore + 100)
    after = replace(books, shared=replace(books.shared, results=(more,)))
    (remark,) = documents(settlement(books), after).paper.attachment.remarks
    assert "Forskjellen på 1,00 kr er ført uten bilag" in remark


def test_nobody_else_s_amount_is_shown(books: Books) -> None:
    text = text_of(documents(settlement(books), books).html)
    for other in ("innfjord", "ytrefjord"):
        share = kroner_text(ore(other, books)).replace(".", ",")
        assert share not in text.replace("\xa0", "").replace(" ", "")
