"""The joint report of a year (*samlet rapportering*), made from the books alone.

``build`` gathers the figures as values; ``html``, ``pdf``, ``xlsx`` and ``markdown``
give them a face each.  No share is calculated here, and nothing tells when or where the
report was made: the same books give the same bytes.

Comes in: loaded books and a year.
Goes out: HTML, PDF, XLSX and Markdown.
Doors: ``write`` and ``html``.
Handbook: docs/report.md
"""

from __future__ import annotations

from fellesbok.report.composition import build_report
from fellesbok.report.composition import build_report_for
from fellesbok.report.contents import Report

__all__ = ["Report", "build_report", "build_report_for"]
