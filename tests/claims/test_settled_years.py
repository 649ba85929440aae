"""What is left of a year that has been settled, and what a settlement waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.agreement.model import Version
from fellesbok.claims.settled_years import awaits
from fellesbok.claims.settled_years import ends_at_nothing
from fellesbok.claims.settled_years import result_of
from fellesbok.claims.settled_years import waits_for
from settled_years import GRANT
from settled_years import Voucher
from settled_years import agreement
from settled_years import generated
from settled_years import settle
from settled_years import transaction
from settled_years import version

PAIR = ("kafjord", "lyngen")
IN_2018 = (date(2018, 1, 1), date(2018, 12, 31))
YEARLY = version(Equal(), PAIR, days=IN_2018)
AMOUNTS = FixedAmounts({"lyngen": Fraction(1)})
VIKA = agreement(YEARLY)
IKT = VIKA.cooperations["ikt"]
MAY = date(2018, 5, 1)


def test_a_result_is_income_less_cost_and_nothing_when_all_is_shared() -> None:
    """Water is another's, the year after too, and the bank is no result."""
    vouchers = [Voucher(MAY, 100_00), Voucher(MAY, -30_00, GRANT)]
    others = [Voucher(MAY, 7, "Expenses:IKT2"), Voucher(date(2019, 1, 1), 5)]
    written = [transaction(n, v) for n, v in enumerate([*vouchers, *others], 1)]
    assert result_of(written, VIKA, IKT, 2018) == Decimal("-70.00")
    shared = generated(VIKA, settle(VIKA, vouchers))
    assert result_of([*written, *shared], VIKA, IKT, 2018) == 0


def test_what_corrects_another_year_is_left_out() -> None:
    late = transaction(1, Voucher(MAY, 100))
    corrected = late._replace(tags=frozenset({"korreksjon"}))
    assert result_of([corrected], VIKA, IKT, 2018) == 0
    assert result_of([late], VIKA, IKT, 2018) == -1


@pytest.mark.parametrize(
    ("terms", "is_nothing"),
    [
        ([YEARLY], True),
        ([replace(YEARLY, surplus=Surplus.FUND)], False),
        ([replace(YEARLY, key=AMOUNTS)], False),
        # One of the year's terms is enough.
        (
            [
                replace(YEARLY, last_day=MAY),
                replace(YEARLY, first_day=date(2018, 5, 2), surplus=Surplus.FUND),
            ],
            False,
        ),
    ],
)
def test_a_year_ends_at_nothing_where_a_surplus_goes_back(
    terms: list[Version], *, is_nothing: bool
) -> None:
    assert ends_at_nothing(agreement(*terms).cooperations["ikt"], 2018) is is_nothing


# What it waits for --------------------------------------------------------------------


def test_agreed_amounts_wait_for_the_books_to_come_to_them() -> None:
    result = settle(VIKA, [Voucher(MAY, 100_00)])
    waiting = replace(result, waiting_ore=40_00, come_to=date(2018, 6, 30))
    end = date(2018, 12, 31)
    (told,) = waits_for([waiting], IKT, [end])
    assert told.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "IKT: 40,00 kr er avtalt for 2018 og ikke belastet, for bøkene når bare til"
        " 30.06.2018."
    )
    assert waits_for([waiting], IKT, [date(2018, 6, 30)]) == []
    assert waits_for([waiting], IKT, [date(2019, 12, 31)]) == []
    assert waits_for([result], IKT, [end]) == []


OVER = [date(2018, 12, 31)]


@pytest.mark.parametrize(
    ("terms", "over", "told"),
    [
        (
            YEARLY,
            [],
            ["IKT: avregningen for 2018 venter på periodens slutt, 31.12.2018."],
        ),
        (
            replace(YEARLY, last_day=date(2018, 9, 30)),
            [],
            ["IKT: avregningen for 2018 venter på periodens slutt, 30.09.2018."],
        ),
        (
            replace(
                YEARLY,
                last_day=date(2020, 6, 30),
                settlement=Settlement.PROJECT_END,
            ),
            [],
            ["IKT: avregningen for 2018 venter på periodens slutt, 30.06.2020."],
        ),
        (
            YEARLY,
            OVER,
            [
                (
                    "IKT: avregningen for 2018 venter på kostnaden; ingenting er ført"
                    " for året."
                )
            ],
        ),
    ],
)
def test_a_settlement_waits_for_the_end_or_for_the_cost(
    terms: Version, over: list[date], told: list[str]
) -> None:
    of = agreement(terms).cooperations["ikt"]
    found = awaits([], of, 2018, over, date(2018, 5, 31))
    assert [text.removesuffix(" Bøkene når til 31.05.2018.") for text in found] == told


def test_a_year_that_is_shared_or_has_no_terms_waits_for_nothing() -> None:
    result = settle(VIKA, [Voucher(MAY, 100_00)])
    assert awaits([result], IKT, 2018, OVER, MAY) == []
    assert awaits([], IKT, 2017, [], MAY) == []
