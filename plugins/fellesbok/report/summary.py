"""The first page of the joint report, which is read alone (*kort sagt*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.budgets.naming import TITLES
from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.messages import Text
from fellesbok.report.anchors import leading
from fellesbok.report.contents import Headline
from fellesbok.report.contents import Summary
from fellesbok.report.front import payers_of
from fellesbok.report.front import population
from fellesbok.report.noted_table import alone
from fellesbok.report.noted_table import panel_of
from fellesbok.sharing.in_short import shared_in_short
from fellesbok.sharing.owed_tables import owed_by_payers
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.tables import TO_PAY
from fellesbok.sharing.tables import TOTAL
from fellesbok.tables.in_short import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.report.contents import Finding
    from fellesbok.report.contents import Page
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.sharing.records import Parts

PAYERS = "kommuner"


def summary_of_all(
    year: Year, overview: Panel, pages: Sequence[Page], findings: Sequence[Finding]
) -> Summary:
    """What the cooperations cost, who bears it, and what is left to ask."""
    shares = year.every_share
    parts = parts_of(shares)
    costs = overview.cell(overview.rows[-1], ACCOUNTS.name)
    table = owed_by_payers(shares, payers_of(year), population(year), year.number)
    return Summary(
        sentences=tuple(_sentences(year, parts, pages, findings)),
        figures=(
            Headline(TITLES[Kind.COST], costs),
            Headline(TOTAL.title, alone(Figure(TOTAL.title, parts.total), PAYERS)),
            Headline(TO_PAY.title, alone(Figure(TO_PAY.title, parts.now), PAYERS)),
        ),
        table=panel_of(table, leading(PAYERS)),
    )


def _sentences(
    year: Year, parts: Parts, pages: Sequence[Page], findings: Sequence[Finding]
) -> Iterator[str]:
    told = shared_in_short(year.every_share, str(year.number))
    if told is None:
        yield Text("Ingenting er fordelt for {year}.", year=year.number)
    else:
        yield told.sentence
    if parts.internal is not None:
        yield Text(
            "Av dette er {internal} kr vertskommunenes egne andeler, som ingen krever.",
            internal=parts.internal,
        )
    missing = sum(page.missing for page in pages)
    if missing:
        yield Text(
            "{missing} av {count} samarbeid og prosjekt har ikke rapportert.",
            missing=missing,
            count=len(pages),
        )
    unanswered = sum(not finding.answer for finding in findings)
    if unanswered:
        yield Text(
            "{unanswered} av {count} funn i bøkene er ikke besvart.",
            unanswered=unanswered,
            count=len(findings),
        )
