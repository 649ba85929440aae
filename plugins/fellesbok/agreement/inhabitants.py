"""How many live in each municipality (*innbyggere*), for amounts per inhabitant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import CannotShareError

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from fractions import Fraction

    from fellesbok.agreement.model import Agreement

POPULATION = "population"
"""The statistic that amounts per inhabitant are made of, where there is one."""


def inhabitants(
    agreement: Agreement, year: int, slugs: Collection[str]
) -> Mapping[str, Fraction]:
    """Inhabitants on 1 January by slug; empty where those of any are not known."""
    series = agreement.statistics.get(POPULATION)
    if series is None:
        return {}
    day = date(year, 1, 1)
    try:
        return {slug: series.on(slug, day).value for slug in slugs}
    except CannotShareError:
        return {}
