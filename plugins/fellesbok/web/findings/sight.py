"""The controller's questions about a year, as far as a reader can be asked them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.lint import lint
from fellesbok.lint.seen_by_one import seen_by_reader

if TYPE_CHECKING:
    from fellesbok.lint import AuditFinding
    from fellesbok.web.frame import Asked


def questions(asked: Asked, year: int) -> list[AuditFinding]:
    """Every question about a year that the reader can be asked."""
    found = asked.once(
        ("lint", year), lambda: lint(asked.all_entries, asked.shared, year)
    )
    return seen_by_reader(found, asked.all_entries, asked.shared, year)
