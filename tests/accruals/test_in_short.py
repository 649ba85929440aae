"""How much a year lacks: kroner where they are stated, and how many are not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fellesbok.accruals.in_short import lacking_in_short
from fellesbok.messages import say
from lacking_by_hand import lacking


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (
            ["1000.50", None, "0.50", None],
            "4 mangler per 31.12.2018: 1 001,00 kr er oppgitt, 2 er uten beløp.",
        ),
        # Nothing that is stated is a sum of zero, and each of them is without.
        ([None], "1 mangler per 31.12.2018: 0,00 kr er oppgitt, 1 er uten beløp."),
        # An amount of zero is stated.
        (["0.00"], "1 mangler per 31.12.2018: 0,00 kr er oppgitt, 0 er uten beløp."),
    ],
)
def test_what_is_stated_is_added_and_what_is_not_is_counted(
    amounts: list[str | None], told: str
) -> None:
    found = [lacking(None if a is None else Decimal(a)) for a in amounts]
    said = say(lacking_in_short(found, date(2018, 12, 31)), "nb")
    assert said.replace("\N{NO-BREAK SPACE}", " ") == told
