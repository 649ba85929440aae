"""Bars of kroner beside each other, as a picture with its heading (*stolper*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing import Chart
from fellesbok.drawing.unscaled import series_svg
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.drawing import Bar
    from fellesbok.drawing import Picture
    from fellesbok.messages import Text
    from fellesbok.tables import Column


def bars_picture(
    name: str,
    title: Text,
    bars: Sequence[Bar],
    language: str,
    columns: Sequence[Column] = (),
) -> tuple[Text, Picture] | None:
    """The bars, each with a value of every column; nothing where there are none.

    Args:
        name: For files and addresses.
        title: What it shows.
        bars: In their order.
        language: ``nb`` or ``en``.
        columns: What the values are; without any, each bar has one, told by the title.
    """
    if not bars:
        return None
    series = tuple(say(column.title, language) for column in columns) or ("",)
    chart = Chart(name, say(title, language), series, tuple(bars))
    return title, series_svg(chart, language)
