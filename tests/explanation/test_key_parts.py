"""A share is the sum of its parts, whatever keys stand around each other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from casebook import LEDGERS
from casebook import load
from fellesbok.explanation.key_part_tables import parts_table
from fellesbok.explanation.key_parts import KeyParts
from fellesbok.explanation.key_parts import key_parts
from fellesbok.shared import OPTION
from fellesbok.shared import Shared

BY_HAND = {
    # 100, 400 and 500 kr by weights; at least 150 and at most 450.
    "minimum-and-maximum-hold-and-the-rest-is-shared-again": {
        "vekter": {"kafjord": 10000, "lyngen": 40000, "nordreisa": 50000},
        "minimum og tak": {"kafjord": 5000, "lyngen": 0, "nordreisa": -5000},
    },
    # 1 000 kr: 100 kr each, and the 800 kr that are left by weights of one to three.
    "a-base-amount-and-the-rest-by-a-key": {
        "vekter": {"kafjord": 20000, "lyngen": 60000},
        "grunnbeløp": {"kafjord": 10000, "lyngen": 10000},
    },
    # The host bears 500 kr alone, and the 700 kr above are shared alike.
    "who-paid-bears-the-cost-up-to-a-threshold": {
        "likt": {"kafjord": 35000, "lyngen": 35000},
        "egen del under terskelen": {"kafjord": 50000, "lyngen": 0},
    },
    "a-collective-stands-for-a-group-without-a-key": {
        "likt": {"tfk": 45800},
        "ikke oppgitt": {"kommunene": 54200},
    },
}


def of_case(name: str) -> tuple[Shared, KeyParts]:
    """What the plugin kept of a test ledger, and the parts of its one year."""
    shared = load(LEDGERS / name / "source.beancount").options[OPTION]
    (result,) = shared.results
    return shared, key_parts(result)


@pytest.mark.parametrize("name", BY_HAND)
def test_parts_are_as_calculated_by_hand(name: str) -> None:
    _, found = of_case(name)
    assert {part.title: part.amounts_ore for part in found.parts} == BY_HAND[name]
    for payer, borne in found.borne_ore.items():
        parts = [part.amounts_ore.get(payer, 0) for part in found.parts]
        assert sum(parts) == borne


@pytest.mark.parametrize("name", BY_HAND)
def test_a_share_is_put_together_where_anybody_has_more_than_one_part(
    name: str,
) -> None:
    _, found = of_case(name)
    assert found.is_put_together is (
        name != "a-collective-stands-for-a-group-without-a-key"
    )


def test_what_was_charged_in_earlier_years_comes_off() -> None:
    name = "a-late-voucher-finds-the-threshold-of-its-year-used"
    shared = load(LEDGERS / name / "source.beancount").options[OPTION]
    _, later = shared.results
    found = key_parts(later)
    *_, before = found.parts
    assert before.title == "belastet i tidligere år"
    assert before.amounts_ore["lyngen"] == -5750000


def test_what_is_rounded_stands_in_the_table_and_lines_foot() -> None:
    shared, found = of_case("who-a-group-names-has-a-cap-for-all-the-days")
    (cooperation,) = shared.agreement.cooperations.values()
    payers = shared.agreement.payers
    table = parts_table(found, cooperation, payers, sees_all=True)
    for line in table.lines:
        *parts, share = [cell.value for cell in line.cells[1:]]
        assert sum(part for part in parts if isinstance(part, Decimal)) == share
    third = next(
        line for line in table.lines if line.cells[-1].value == Decimal("26666.66")
    )
    assert third.cells[-2].value == Decimal("-0.01"), "26 666,67 is charged 26 666,66"
    assert sum(found.parts[0].amounts_ore.values()) == Fraction(10000000)
