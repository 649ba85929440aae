"""Every kind of line has a name for one and for many."""

from __future__ import annotations

from fellesbok.budgets import naming
from fellesbok.budgets.figures import Kind


def test_every_kind_has_a_name_for_one_line_and_for_many() -> None:
    assert list(naming.KINDS) == list(naming.TITLES) == list(Kind)
