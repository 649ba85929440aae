"""Pictures of figures (*figurer*): bars, differences, and what holds from day to day.

Comes in: numbers and the words beside them, from a page or a report.
Goes out: inline SVG, the same in Fava, in the report and on paper.
Handbook: docs/report.md
"""
