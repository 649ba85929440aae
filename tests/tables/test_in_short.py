"""One sentence and few figures, for who reads no table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok.contradictions import ContradictionError
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort


def test_more_figures_than_a_glance_takes_are_a_table() -> None:
    figure = Figure("Kroner", Decimal(1))
    assert len(InShort("Tre.", (figure,) * 3).figures) == 3
    with pytest.raises(ContradictionError):
        InShort("Fire.", (figure,) * 4)
