"""The smallest books that can be proved: 1 000.01 kr, shared 5, 3 and 2 by three."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version

if TYPE_CHECKING:
    from fellesbok.books import Books

COST, LATE = "1000.01", "7.00"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A cost of 2018, and one of 2019."""
    folder = Folder(tmp_path_factory.mktemp("small")).write(
        rules(version(claims="claims: {due_days: 30}")),
        chart(),
        cost("2018-03-01", COST),
        cost("2019-03-01", LATE),
    )
    return folder.load()
