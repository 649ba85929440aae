"""The answer that something begins with (*kort sagt*): a sentence and its figures.

Whoever opens a page, a report or a list asks one thing first.  The subject that knows
the answer says it here, once; page, paper and terminal show it as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.contradictions import must_hold
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from fellesbok.tables.targets import Target
    from fellesbok.tables.values import Value

MOST_FIGURES = 3


@frozen
class Figure:
    """A figure that stands alone.

    Attributes:
        title: What it is.
        value: The figure.
        note: What a reader must know beside it.
        is_urgent: Whether somebody should do something about it.
        leads_to: What it rests on.
    """

    title: str
    value: Value
    note: str = ""
    is_urgent: bool = False
    leads_to: Target | None = None


@frozen
class InShort:
    """One sentence, and the few figures that it is of."""

    sentence: str
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        """More figures than a glance takes are a table."""
        must_hold("Tallene som står for seg selv", len(self.figures) <= MOST_FIGURES)
