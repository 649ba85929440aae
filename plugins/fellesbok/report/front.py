"""What stands in front of the pages: who is charged, and what is open of the claims.

Open of all years' claims on the report's day, by age.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.inhabitants import POPULATION
from fellesbok.agreement.inhabitants import inhabitants
from fellesbok.claims.due_tables import open_ages_table
from fellesbok.messages import Text
from fellesbok.report.anchors import OF_CLAIMS
from fellesbok.report.anchors import always
from fellesbok.report.noted_table import panel_of

if TYPE_CHECKING:
    from fellesbok.agreement import Payer
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel


def open_claims(year: Year) -> Panel | None:
    """What is open of each payer, by how long ago it fell due."""
    seen = year.position.claims
    if not any(not item.is_internal for item in seen.claims.items):
        return None
    items = [item for item in seen.open if not item.is_internal]
    loose = [each for each in seen.loose if each.payer and not each.is_internal]
    table = open_ages_table(items, loose, year.payers)
    note = Text(
        "Det som er krevd og ikke betalt til og med {day}, etter hvor mange dager det"
        " er siden det forfalt. Det som er til gode, er trukket fra i summen og er"
        " aldri forfalt. En vertskommunes interne nota er ikke med.",
        day=year.position.day,
    )
    named = replace(table, name="aapne-krav", note=note)
    return panel_of(named, always(OF_CLAIMS), notes=seen.notes)


def population(year: Year) -> dict[str, int]:
    """Inhabitants on 1 January of the year by slug; empty where they are not known."""
    found = inhabitants(year.agreement, year.number, year.agreement.municipalities)
    return {slug: int(count) for slug, count in found.items()}


def population_source(year: Year) -> str:
    """What the amounts per inhabitant are made of, and who says so."""
    if not population(year):
        return ""
    series = year.agreement.statistics[POPULATION]
    return Text(
        "{title} {year}, {source}",
        title=series.title,
        year=year.number,
        source=series.source,
    )


def payers_of(year: Year) -> tuple[Payer, ...]:
    """The municipalities, and the others that are charged this year."""
    charged = {share.municipality for share in year.every_share}
    others = [p for p in year.agreement.parties.values() if p.name in charged]
    return (*year.agreement.municipalities.values(), *others)
