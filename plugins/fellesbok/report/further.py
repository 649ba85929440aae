"""Every further table of a cooperation's page, where there is something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.report.accruals import accrued_panel
from fellesbok.report.claims import claims_panel
from fellesbok.report.claims import made_of_panel
from fellesbok.report.claims import settlement_panel
from fellesbok.report.funds import fund_panel
from fellesbok.report.funds import in_kind_panel
from fellesbok.report.grants import grant_panels
from fellesbok.report.noted_table import why_not
from fellesbok.report.objections import objections_panel
from fellesbok.report.share_parts import parts_panel

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.report.sources import Sources


def panels(year: Year, cooperation: Cooperation, sources: Sources) -> Iterator[Panel]:
    """The tables of a page, in the order in which they stand."""
    for number, make in enumerate(_MAKERS):
        try:
            made = list(make(year, cooperation, sources))
        except ContradictionError as error:
            made = [why_not(f"{cooperation.slug}-{number}", error)]
        yield from made


def _one(make: Callable[..., Panel | None]) -> Callable[..., Iterator[Panel]]:
    """A maker of one panel or none, as a maker of several."""

    def made(*asked: object) -> Iterator[Panel]:
        panel = make(*asked)
        if panel is not None:
            yield panel

    return made


_MAKERS: tuple[Callable[..., Iterator[Panel]], ...] = (
    _one(parts_panel),
    _one(objections_panel),
    _one(settlement_panel),
    _one(claims_panel),
    _one(made_of_panel),
    grant_panels,
    _one(fund_panel),
    _one(in_kind_panel),
    _one(accrued_panel),
)
