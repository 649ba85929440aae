"""IKT's payments on account of 2018 in four, as they are planned.

The first is claimed while the budget is 1 000.01 kr, and then it is set to 800 kr.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from claim_runs import claim_without_papers
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import rules
from fellesbok.claims.payment_plan import Plan
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.written import claims

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.shared import Shared


@dataclass(frozen=True)
class Planned:
    """The year, before anything is claimed of it and after.

    Attributes:
        before: What the plugin kept of the first budget.
        books: The books with the claims and the second budget.
    """

    before: Shared
    books: Books

    @property
    def first(self) -> tuple[Plan, ...]:
        """Nothing is claimed of 1 000.01 kr."""
        return payment_plans(self.before, [], 2018)

    @property
    def second(self) -> tuple[Plan, ...]:
        """A quarter of 1 000.01 kr is claimed, and the budget is 800 kr."""
        shared = self.books.settled
        written = claims(self.books.entries, shared.agreement)
        return payment_plans(shared, written, 2018)


@cache
def _planned(base: Path) -> Planned:
    """Claimed and loaded once in a session."""
    path = base / "planned-year"
    path.mkdir()
    folder = Folder(path).write(
        rules(),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        budget("1000.01"),
    )
    before = folder.shared()
    claim_without_papers(folder, "2018", "--instalment", "1", "--date", "2018-02-01")
    main_file = path / "ledger" / "main.beancount"
    text = main_file.read_text("utf-8")
    assert text.count("1000.01") == 1
    main_file.write_text(text.replace("1000.01", "800.00"), "utf-8")
    return Planned(before, folder.load())


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """The year."""
    return _planned(tmp_path_factory.getbasetemp())
