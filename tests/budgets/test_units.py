"""A unit is told by its ending."""

from __future__ import annotations

import pytest

from fellesbok.budgets.units import unit_of


@pytest.mark.parametrize(
    ("currency", "told"),
    [
        ("NOK", "kr"),
        ("NOK.PROSJEKT", "kr (prosjekttall)"),
        ("NOK.UAVKLART", "kr (uavklart kolonne)"),
        ("NOK.UKJENT", "NOK.UKJENT"),
    ],
)
def test_a_unit_is_told_by_its_ending(currency: str, told: str) -> None:
    assert unit_of(currency) == told
