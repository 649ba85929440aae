"""An entry becomes its payments, each with its sign."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_statements import details
from bank_statements import entry
from bank_statements import paid
from bank_statements import saved
from bank_statements import statement
from fellesbok_importers.documents.camt import read_statements
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from pathlib import Path


def test_each_payment_of_a_batch_is_one_of_its_own(tmp_path: Path) -> None:
    batch = details(paid("a", amount="30.00"), paid("b", amount="12.50"))
    path = saved(tmp_path, statement(entry("42.50", more=batch), closing="142.50"))
    (found,) = read_statements(path)
    assert [p.amount for p in found.payments] == [Decimal("30.00"), Decimal("12.50")]
    assert len({p.reference for p in found.payments}) == 2


def test_a_batch_that_does_not_add_up_is_refused_with_the_difference(
    tmp_path: Path,
) -> None:
    batch = details(paid("a", amount="30.00"), paid("b", amount="12.00"))
    path = saved(tmp_path, statement(entry("42.50", more=batch), closing="142.50"))
    with pytest.raises(RejectedError, match="bunken") as error:
        read_statements(path)
    assert error.value.faults[0].off == Decimal("-0.50")


def test_money_out_and_reversals_have_their_sign(tmp_path: Path) -> None:
    """A reversal of a payment out comes in: the indicator already says so."""
    reversal = "<RvslInd>true</RvslInd>"
    entries = entry("20.00", "DBIT"), entry("20.00", "CRDT", more=reversal)
    (found,) = read_statements(saved(tmp_path, statement(*entries)))
    assert [p.amount for p in found.payments] == [Decimal("-20.00"), Decimal("20.00")]
