"""Pictures of figures (*figurer*): bars, differences, and what holds from day to day.

Comes in: numbers and the words beside them, from a page or a report.
Goes out: inline SVG, the same in Fava, in the report and on paper.
Handbook: docs/report.md
"""

from __future__ import annotations

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from fellesbok.drawing.picture import Picture

__all__ = [
    "Bar",
    "Chart",
    "Picture",
]
