"""What is objected to of a cooperation's shares (*innsigelser*), below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.objected_shares import shown_shares
from fellesbok.objections.tables import objections_table
from fellesbok.report.anchors import always
from fellesbok.report.noted_table import panel_of

if TYPE_CHECKING:
    from fellesbok.agreement import Cooperation
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.report.sources import Sources


def objections_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """The objections to the year's shares, and to what is corrected in it."""
    of = cooperation.account
    since = [c for c in year.position.corrections if c.cooperation == of]
    names = [payer.name for payer in year.payers]
    shown = [(of, name, year.number) for name in names] + shown_shares((), since)
    found = year.objected.to(shown)
    if not found:
        return None
    lines = sources.add_objections(found)
    anchor = f"innsigelser-{cooperation.slug}"
    return panel_of(objections_table(found), always(lines), anchor=anchor)
