"""A picture as a value: what it shows, and how high it is (*figur*).

Places are per cent of the width and sizes are points, so that letters never shrink.  On
a page it is as wide as there is room; on paper the very same parts have the width of a
sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing.svg import element
from fellesbok.drawing.svg import picture
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

PAPER = 720
"""How wide a picture is on paper, in its own points."""


@frozen
class Picture:
    """A picture.

    Attributes:
        name: Tells it from others of the same page: ASCII, no spaces.
        title: What it shows.
        said: The same in words, with every value.
        parts: Its elements.
        high: How high it is, in points.
        narrow: What is shown instead where there is little room, as on a telephone.
    """

    name: str
    title: str
    said: str
    parts: tuple[Markup, ...]
    high: int
    narrow: Picture | None = None

    def __html__(self) -> Markup:
        """On a page; where there are two, the style sheet shows the one that fits."""
        here = self._drawn({"width": "100%", "height": self.high}, "fb-bars")
        if self.narrow is None:
            return here
        wide = element("div", here, class_="fb-wide")
        narrow = element("div", self.narrow.__html__(), class_="fb-narrow")
        return element("div", wide, narrow, class_="fb-fits")

    def on_paper(self) -> Markup:
        """In a report or on a sheet; it may be scaled as one."""
        size = {
            "viewBox": f"0 0 {PAPER} {self.high}",
            "xmlns": "http://www.w3.org/2000/svg",
        }
        return self._drawn(size, "fb-bars chart")

    def _drawn(self, size: Mapping[str, object], kind: str) -> Markup:
        words = self.title, self.said
        return picture(self.name, words, self.parts, size, kind=kind)
