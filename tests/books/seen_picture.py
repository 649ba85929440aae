"""A picture as a browser builds it, and one of two cooperations to look at."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lxml import etree

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart

FLOW = Chart(
    "flyt",
    "Hvem betaler hva",
    ("Ola & sønn", "Kari"),
    (
        Bar("Bær", (Decimal("60.00"), Decimal("20.00"))),
        Bar("Ved", (Decimal("20.00"), None)),
        Bar("Tilbake", (None, Decimal("-10.00"))),
    ),
)
"""Somebody is to have money back, and one of the parts is not there."""


def drawn(picture: str) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """The picture as a browser builds it, without the name of what it is made in."""
    return etree.fromstring(picture.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
