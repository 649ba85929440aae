"""A figure of the report, and why it is blank where it is (*celle*)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from decimal import Decimal


class State(Enum):
    """What a cell says: a figure (zero is one), nothing, or why there is none."""

    FIGURE = "figure"
    COUNT = "count"
    BLANK = "blank"
    NO_FIGURE = "no_figure"
    MISSING = "missing"


@frozen
class Cell:
    """One cell of a table.

    Attributes:
        state: What kind it is.
        value: The figure.
        href: The section of the report that explains it.
        unit: What the figure is, where it is not kroner of the year.
        marks: What a reader must know of it: rounded, part of the year …
        words: Why there is no figure, where the state does not tell.
    """

    state: State
    value: Decimal | None = None
    href: str = ""
    unit: str = ""
    marks: tuple[str, ...] = ()
    words: str = ""
