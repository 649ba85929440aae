"""Elements of SVG: the one place that writes them.

No library draws here.  A picture of ours is a few rectangles and texts, whose classes
let the style sheet colour them for dark screens and for print, and which must stay text
that can be read aloud and searched.  Plotting libraries (Matplotlib, Plotly, Pygal)
bring fonts, scripts or a style of their own, and megabytes of dependencies; those that
only write elements (svgwrite, drawsvg) would save the one function below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping


LETTERS = {"chart": 12, "fb-bars": 13, "fb-bars chart": 13}
"""How large the letters are: units of a picture that is scaled, or points."""


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """An element; whatever is no markup is escaped.

    Args:
        name: What it is.
        inside: What stands in it; without anything it is closed at once.
        attributes: Its attributes in their order; ``font_size`` is ``font-size``, and
            ``class_`` is ``class``.
    """
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
    )
    if not inside:
        return Markup("<{}{}/>").format(name, told)
    return Markup("<{0}{1}>{2}</{0}>").format(name, told, Markup("").join(inside))


def picture(
    name: str,
    words: tuple[str, str],
    parts: Iterable[Markup],
    size: Mapping[str, object],
    *,
    kind: str = "chart",
) -> Markup:
    """A picture that says what it shows, for those who do not see it.

    Args:
        name: Tells it from other pictures of the page: ASCII, no spaces.
        words: Its title, and what it shows in words.
        parts: Its elements.
        size: The attributes that give its size.
        kind: Its class in the style sheets, one of ``LETTERS``.
    """
    title, said = words
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", said, id=f"{name}-desc"),
        *parts,
        class_=kind,
        role="img",
        **size,
        aria_labelledby=f"{name}-title {name}-desc",
        font_family="sans-serif",
        font_size=LETTERS[kind],
    )
