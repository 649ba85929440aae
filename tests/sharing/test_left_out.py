"""A year that is not shared has an error of its own, and holds up no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Equal
from fellesbok.contradictions import ContradictionError
from fellesbok.errors import FileFault
from fellesbok.errors import LedgerError
from fellesbok.sharing.left_out import left_out
from fellesbok.sharing.left_out import not_settled
from fellesbok.sharing.left_out import unsound_years
from fellesbok.sharing.left_out import waits
from fellesbok.sharing.left_out import years_left_out
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.voucher_pots import collect_vouchers
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.sharing.pots import Vouchers

CAPPED = Bounded(Equal(), {}, {"lyngen": Fraction(10)})
IN_2018 = (date(2018, 12, 1), date(2018, 12, 31))


def late(key: DistributionKey) -> Vouchers:
    """A cost of 2018 and one of 2019; and one booked in 2019 for December 2018."""
    vouchers = [
        Voucher(date(2018, 5, 1), 100),
        Voucher(date(2019, 5, 1), 100),
        Voucher(date(2019, 6, 1), 100, service=IN_2018),
    ]
    entries = [transaction(number, v) for number, v in enumerate(vouchers, 1)]
    return collect_vouchers(entries, agreement(version(key)))


@pytest.mark.parametrize(
    ("key", "year", "settled", "earlier"),
    [
        (CAPPED, 2019, [], 2018),
        (CAPPED, 2019, [("ikt", 2018)], None),
        (CAPPED, 2018, [], None),
        # A share that does not depend on the amount needs nothing of the year before.
        (Equal(), 2019, [], None),
    ],
)
def test_a_late_voucher_waits_for_the_year_it_belongs_to(
    key: DistributionKey,
    year: int,
    settled: list[tuple[str, int]],
    earlier: int | None,
) -> None:
    assert not_settled(late(key), "ikt", year, settled) == earlier


def test_an_error_stands_at_the_agreement_and_is_of_its_year() -> None:
    year = late(CAPPED).years["ikt", 2019]
    error = waits(year, 2018)
    assert error.message == (
        "IKT 2019 er ikke fordelt: det har kostnader for 2018, som ikke kan fordeles"
        " før feilene der er rettet."
    )
    place = error.source["filename"], error.source["lineno"]
    assert (place, error.of) == (("allocation_rules.yaml", 1), ("ikt", 2019))


def test_each_year_that_does_not_add_up_is_told_by_itself() -> None:
    wrong = ContradictionError("Andelene og grunnlaget", {}, (Fraction(1), Fraction(2)))
    found = list(
        unsound_years([("IKT", 2018, wrong), ("IKT", 2019, wrong)], agreement())
    )
    assert [error.of for error in found] == [("ikt", 2018), ("ikt", 2019)]
    assert "IKT 2018" in found[0].message


def test_what_nobody_foresaw_leaves_out_one_year_alone() -> None:
    try:
        Fraction(1, 0)
    except ZeroDivisionError as unforeseen:
        error = left_out(unforeseen, late(CAPPED).years["ikt", 2018])
    assert error.of == ("ikt", 2018)
    assert "IKT 2018" in error.message


@pytest.mark.parametrize(
    ("last", "left"), [(date.max, []), (date(2018, 12, 31), [2019])]
)
def test_a_year_whose_vouchers_have_no_terms_is_left_out(
    last: date, left: list[int]
) -> None:
    of = agreement(replace(version(Equal()), last_day=last))
    vouchers = [Voucher(date(2018, 5, 1), 100), Voucher(date(2019, 5, 1), 100)]
    entries = [transaction(number, v) for number, v in enumerate(vouchers, 1)]
    found = collect_vouchers(entries, of)
    results = [settle_year(year, of, Carried()) for year in found.years.values()]
    years = years_left_out(found, results, found.errors, of)
    assert [*years] == [("ikt", year) for year in left]
    assert ["ingen avtale som gjelder" in str(why) for why in years.values()] == [
        True for _ in left
    ]


def test_the_first_reason_of_a_year_is_told_and_none_where_nobody_knows() -> None:
    found = late(Equal())
    of = agreement(version(Equal()))
    one, other = (
        LedgerError({"filename": "a.yaml", "lineno": n}, f"feil {n}", of=("ikt", 2019))
        for n in (1, 2)
    )
    assert years_left_out(found, [], [one, other], of) == {
        ("ikt", 2018): None,
        ("ikt", 2019): FileFault("a.yaml", 1, "feil 1"),
    }
