"""A figure of the report, and why it is blank where it is (*celle*)."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from fellesbok.frozen import frozen


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
        of_year: Whether it is for days of the year: not where it is for others, or
            nobody states them.
    """

    state: State
    value: Decimal | None = None
    href: str = ""
    unit: str = ""
    marks: tuple[str, ...] = ()
    words: str = ""
    of_year: bool = True


BLANK = Cell(State.BLANK)


def count(value: int | None, href: str = "") -> Cell:
    """A cell with that number of something, blank where it is not known."""
    return BLANK if value is None else Cell(State.COUNT, Decimal(value), href)


def figure(
    value: Decimal | None, href: str = "", unit: str = "", marks: tuple[str, ...] = ()
) -> Cell:
    """A cell with that figure, blank where there is none."""
    if value is None:
        return BLANK
    return Cell(State.FIGURE, value, href, unit, marks)
