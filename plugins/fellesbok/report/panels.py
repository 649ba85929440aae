"""Every further table of a cooperation's page, where there is something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.report.accrued_panel import accrued_panel
from fellesbok.report.claim_panels import claims_panel
from fellesbok.report.claim_panels import settlement_panel
from fellesbok.report.fund_panels import fund_panel
from fellesbok.report.fund_panels import in_kind_panel
from fellesbok.report.grant_panels import grant_panels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.report.gather import Year
    from fellesbok.report.panel import Panel
    from fellesbok.report.sources import Sources


def panels(year: Year, cooperation: Cooperation, sources: Sources) -> Iterator[Panel]:
    """The tables of a page, in the order in which they stand."""
    asked = (year, cooperation, sources)
    found = [
        settlement_panel(*asked),
        claims_panel(*asked),
        *grant_panels(*asked),
        fund_panel(*asked),
        in_kind_panel(*asked),
        accrued_panel(*asked),
    ]
    yield from (panel for panel in found if panel is not None)
