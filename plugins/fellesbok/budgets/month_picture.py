"""The costs of a year month by month as a picture, held against what was budgeted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.month_tables import NAMES
from fellesbok.budgets.month_tables import PLANNED
from fellesbok.budgets.month_tables import SO_FAR
from fellesbok.drawing.curve import Curve
from fellesbok.drawing.curve import curve_svg
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from fellesbok.budgets.by_month import Months
    from fellesbok.drawing import Picture


def months_picture(found: Months, language: str) -> tuple[Text, Picture]:
    """What is posted so far, and the budget as the table beside it tells it."""
    title = Text("Kostnadene gjennom {year} mot budsjettet, kroner", year=found.year)
    curve = Curve(
        "maaneder",
        say(title, language),
        [say(name, language)[:3] for name in NAMES],
        (say(SO_FAR.title, language), found.every_so_far),
        (say(Text("Budsjett for året"), language), found.budget),
        (say(PLANNED.title, language), found.planned),
    )
    return title, curve_svg(curve, language)
