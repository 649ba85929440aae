"""Kroner per inhabitant over the years as a picture, of the figures of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing import Bar
from fellesbok.drawing import Chart
from fellesbok.drawing.unscaled import years_svg
from fellesbok.messages import say
from fellesbok.sharing.by_year_tables import OVER_YEARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.drawing import Picture
    from fellesbok.messages import Text
    from fellesbok.sharing.by_year import PayerYear

MOST_YEARS = 5
"""As many are drawn; the table has all."""


def over_years_picture(
    found: Sequence[PayerYear], language: str
) -> tuple[Text, Picture] | None:
    """The newest years of each payer as bars; nothing of none."""
    if not found:
        return None
    years = sorted({each.year for each in found})[-MOST_YEARS:]
    known = {(each.payer.slug, each.year): each.each for each in found}
    names = {each.payer.slug: each.payer.name for each in found}
    bars = tuple(
        Bar(name, tuple(known.get((slug, year)) for year in years))
        for slug, name in names.items()
    )
    series = tuple(map(str, years))
    chart = Chart("over-aar", say(OVER_YEARS, language), series, bars)
    return OVER_YEARS, years_svg(chart, language)
