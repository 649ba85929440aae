"""What parts of a picture are coloured with where no style sheet says anything.

They are written on the elements, as paper has no style sheet of ours; a page may give
those that have a class other colours, for a dark screen.
"""

from __future__ import annotations

EDGE = "#1b5a7d"
INK = "#1a1a1a"
FAINT = "#8a97a1"
ALARM = "#c8372d"

PAINT: dict[str, dict[str, str]] = {
    "whole": {"fill": "#eef3f6", "stroke": FAINT},
    "done": {"fill": EDGE},
    "done faint": {"fill": EDGE, "fill_opacity": "0.5"},
    "above": {"fill": ALARM},
    "due": {"fill": ALARM},
    "met": {"fill": FAINT},
    "now": {"stroke": INK, "stroke_width": "2"},
    "cap": {"stroke": ALARM, "stroke_width": "2", "stroke_dasharray": "4 3"},
    "axis": {"stroke": FAINT, "stroke_opacity": "0.6"},
}
"""By the class of the element."""

PARTIES = (
    "#2f7fb5",
    "#d07a1f",
    "#3a9467",
    "#b3568f",
    "#8c7d24",
    "#6c6fc9",
    "#b85542",
    "#3a98a6",
)
"""One for each of several that are told from each other, against white and black alike;
more than these begin anew, so that no colour alone says who it is."""


def party(number: int) -> str:
    """The colour of the party with a number, from 0."""
    return PARTIES[number % len(PARTIES)]
