"""What a payer bears beside the year before, and what is other this year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Weights
from fellesbok.compare.last_year import beside_last_year
from fellesbok.compare.last_year import change_in_all
from settled_years import Voucher
from settled_years import agreement
from settled_years import generated
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement

FIRST = version(
    Equal(),
    ("kafjord", "lyngen"),
    days=(date(2018, 1, 1), date(2018, 12, 31)),
    host="kafjord",
)
SECOND = replace(FIRST, first_day=date(2019, 1, 1), last_day=date(2019, 12, 31))
WEIGHTS = Weights({"kafjord": Fraction(1), "lyngen": Fraction(3)})


def told(of: Agreement, *costs: tuple[int, int]) -> list[tuple[object, ...]]:
    """What Lyngen bore and bears of each cooperation, and why; costs in kroner."""
    books = [
        entry
        for year, kroner in costs
        for entry in generated(
            of, settle(of, [Voucher(date(year, 5, 1), kroner * 100)], year=year)
        )
    ]
    found = beside_last_year(books, of, of.payer("lyngen"), 2019)
    return [
        (
            row.cooperation.slug,
            row.before,
            row.after,
            [reason.replace("\N{NO-BREAK SPACE}", " ") for reason in row.reasons],
        )
        for row in found
    ]


def test_the_same_terms_and_another_cost() -> None:
    assert told(agreement(FIRST, SECOND), (2018, 1000), (2019, 1200)) == [
        (
            "ikt",
            Decimal(500),
            Decimal(600),
            ["Det som deles, gikk fra 1 000,00 til 1 200,00 kr."],
        )
    ]


def test_the_same_in_both_years_has_nothing_to_tell() -> None:
    assert told(agreement(FIRST, SECOND), (2018, 10), (2019, 10)) == [
        ("ikt", Decimal(5), Decimal(5), [])
    ]


def test_new_terms_are_told_with_what_they_were() -> None:
    new = replace(
        SECOND, key=WEIGHTS, host="lyngen", participants=("lyngen", "kafjord")
    )
    ((_, before, after, reasons),) = told(
        agreement(FIRST, new), (2018, 100), (2019, 100)
    )
    assert (before, after) == (Decimal(50), Decimal(75))
    assert reasons == [
        "Nøkkel fra 01.01.2019: vekter, før likt.",
        "Vertskommune fra 01.01.2019: Lyngen, før Kafjord.",
        "Deltakere fra 01.01.2019: Lyngen, Kafjord, før Kafjord, Lyngen.",
        "Andelen gikk fra 50,00 til 75,00 %.",
    ]


def test_terms_of_another_year_are_no_news() -> None:
    later = replace(SECOND, last_day=date(2020, 12, 31))
    newest = replace(later, first_day=date(2021, 1, 1), key=WEIGHTS)
    ((*_, reasons),) = told(agreement(FIRST, later, newest), (2018, 10), (2019, 10))
    assert reasons == []


def test_a_year_without_a_share_compares_nothing() -> None:
    assert told(agreement(FIRST, SECOND), (2019, 10)) == []
    assert told(agreement(FIRST, SECOND), (2018, 10)) == []


def test_who_has_a_share_of_one_cooperation_in_one_year_alone() -> None:
    """Water is shared in 2019 alone, and IKT in 2018 alone."""
    ikt = agreement(FIRST, SECOND)
    water = replace(ikt.cooperations["ikt"], slug="vann", title="Vann", account="Vann")
    both = replace(ikt, cooperations={**ikt.cooperations, "vann": water})
    old = generated(ikt, settle(ikt, [Voucher(date(2018, 5, 1), 100_00)]))
    cost = [Voucher(date(2019, 5, 1), 60_00)]
    new = [
        entry._replace(meta={**entry.meta, "samarbeid": "Vann"})
        for entry in generated(ikt, settle(ikt, cost, year=2019))
    ]
    first, second = beside_last_year([*old, *new], both, ikt.payer("lyngen"), 2019)
    assert (first.before, first.after) == (Decimal(50), None)
    assert first.reasons == ("Ingen andel i 2019.",)
    assert (second.before, second.after) == (None, Decimal(30))
    assert second.reasons == ("Ingen andel i 2018.",)
    assert change_in_all([first, second]) == Decimal(-20)
    assert change_in_all([]) == 0
