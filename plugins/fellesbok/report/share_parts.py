"""What the shares of a page are put together of (*hva andelene består av*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.explanation.key_part_tables import parts_table
from fellesbok.explanation.key_parts import parts_as_charged
from fellesbok.report.anchors import METHOD
from fellesbok.report.anchors import leading
from fellesbok.report.contents import SharesInParts
from fellesbok.report.noted_table import panel_of

if TYPE_CHECKING:
    from fellesbok.agreement import Cooperation
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.report.sources import Sources


def in_parts(year: Year, cooperation: Cooperation) -> SharesInParts | None:
    """The parts, where a share has more than one; else nothing.

    Raises:
        fellesbok.contradictions.ContradictionError: The parts are not what is borne.
    """
    shared = year.shared
    every = shared.agreement.payers
    payers = tuple(p for p in every if shared.may_see(cooperation, p.slug))
    for result in shared.results:
        of = result.cooperation.slug, result.year
        is_shared = bool(result.periods[-1].apportionment.amounts_ore)
        if of == (cooperation.slug, year.number) and is_shared:
            found = parts_as_charged(result, year.every_share, payers)
            if found is not None and found.is_put_together:
                return SharesInParts(found, cooperation, payers)
    return None


def shown_in_parts(year: Year, cooperation: Cooperation) -> SharesInParts | None:
    """The same; nothing where it contradicts itself, which the table tells."""
    try:
        return in_parts(year, cooperation)
    except ContradictionError:
        return None


def parts_panel(
    year: Year, cooperation: Cooperation, _sources: Sources
) -> Panel | None:
    """The same table as on the page of the agreement."""
    made = in_parts(year, cooperation)
    if made is None:
        return None
    sees_all = year.shared.sees_all(cooperation)
    table = parts_table(made.found, cooperation, made.payers, sees_all=sees_all)
    return panel_of(table, leading(METHOD), anchor=made.anchor)
