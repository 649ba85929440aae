"""How many live in each municipality (*innbyggere*), for amounts per inhabitant."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.messages import rounded

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from decimal import Decimal

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


def per_inhabitant(amount: Decimal, people: Fraction | int) -> Decimal:
    """Kroner per inhabitant, rounded to whole øre; it is shown, never added."""
    return rounded(Fraction(amount) / people)
