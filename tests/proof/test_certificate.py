"""What a certificate says of a payer's year, held against sums by hand.

1 000.01 kr by 5, 3 and 2: 500.005, 300.003 and 200.002; the øre is Nordvik's.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.agreement.distribution_key.evaluation import CannotKeepBoundsError
from fellesbok.contradictions import ContradictionError
from fellesbok.proof.canonical import digest
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import can_be_proved
from fellesbok.proof.certificate import certificate_name
from fellesbok.proof.certificate import certificates
from fellesbok.proof.certificate import certificates_of
from small_proof import small as small  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.books import Books


@pytest.fixture(scope="module")
def of_2018(small: Books) -> dict[str, dict[str, Any]]:
    """The certificates of 2018 by payer."""
    found = certificates_of(small, Sources.of(small), 2018)
    return {payer.slug: told for _, payer, told in found}


def test_a_file_is_called_by_whose_it_is() -> None:
    assert certificate_name("ikt", 2018, "lyngen") == "ikt-2018-lyngen.json"


def test_each_payer_has_its_own_amount_exactly_and_in_ore(
    of_2018: dict[str, dict[str, Any]],
) -> None:
    assert {slug: told["subject"]["ore"] for slug, told in of_2018.items()} == {
        "midvik": 300_00,
        "nordvik": 500_01,
        "sorvik": 200_00,
    }
    told = of_2018["midvik"]
    assert told["subject"] == {
        "books": "Vika",
        "cooperation": "ikt",
        "ore": 300_00,
        "payer": "midvik",
        "year": 2018,
    }
    assert (told["charged"], told["corrections"], told["claims"]) == ([300_00], [], [])
    assert told["closed"] is False
    (period,) = told["periods"]
    assert {p: Fraction(e) for p, e in period["entitlements"].items()} == {
        "midvik": Fraction(300_003, 10),
        "nordvik": Fraction(500_005, 10),
        "sorvik": Fraction(200_002, 10),
    }


def test_what_is_common_is_the_same_in_each(
    of_2018: dict[str, dict[str, Any]],
) -> None:
    own = {"charged", "claims", "closed", "corrections", "subject"}
    first, *rest = of_2018.values()
    for other in rest:
        assert {k: v for k, v in other.items() if k not in own} == {
            k: v for k, v in first.items() if k not in own
        }


def test_the_line_of_the_cost_is_named_with_its_digest(
    small: Books, of_2018: dict[str, dict[str, Any]]
) -> None:
    (line,) = of_2018["sorvik"]["vouchers"]["lines"]
    text = small.main.read_text(encoding="utf-8").split("\n")[line["line"] - 1]
    assert text == "  Expenses:IKT  1000.01 NOK"
    assert line["digest"] == digest(text.encode())
    assert (line["ore"], line["income"], line["day"]) == (1000_01, False, "2018-03-01")
    assert of_2018["sorvik"]["vouchers"]["left_out"] == []


def test_the_files_are_those_of_the_books(
    small: Books, of_2018: dict[str, dict[str, Any]]
) -> None:
    told = of_2018["midvik"]["books"]
    assert told["files"]["ledger/main.beancount"] == digest(small.main.read_bytes())
    assert told["revision"] == Sources.of(small).revision


def test_a_year_without_room_for_its_cost_is_not_proved_nor_those_after_it(
    small: Books,
) -> None:
    first, second = small.settled.results
    (period,) = first.periods
    (pot,) = period.pots
    refused = replace(pot, refused=CannotKeepBoundsError("ingen plass"))
    broken = replace(first, periods=(replace(period, pots=(refused,)),))
    assert can_be_proved(first, [first, second])
    assert not can_be_proved(broken, [broken, second])
    assert not can_be_proved(second, [broken, second])
    assert can_be_proved(first, [first, replace(broken, year=2020)])


def test_the_lines_must_be_what_was_shared(small: Books) -> None:

    first, _ = small.settled.results
    wrong = replace(first, cost_ore=1)
    with pytest.raises(ContradictionError):
        next(certificates(small, Sources.of(small), wrong))
