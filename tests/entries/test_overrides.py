"""What a voucher says against the agreement is read, or noted where it cannot hold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Weights
from fellesbok.entries.overrides import OverrideReader
from settled_years import COSTS
from settled_years import COSTS_OF_CENTRE
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from collections.abc import Collection

PAIR = ("kafjord", "lyngen")
WEIGHTS = Named("en-til-tre", "En til tre", Weights({"kafjord": Fraction(1)}))
AMOUNTS = Named("fast", "Fast beløp", FixedAmounts({"kafjord": Fraction(100)}))
SPRING = version(Equal(), PAIR, days=(date(2018, 1, 1), date(2018, 6, 30)))
AUTUMN = version(
    Equal(), ("lyngen", "storfjord"), days=(date(2018, 7, 1), date(2018, 12, 31))
)
OF = agreement(SPRING, AUTUMN, keys=[WEIGHTS, AMOUNTS])
IKT = OF.cooperations["ikt"]
COST = transaction(1, Voucher(date(2018, 3, 1), 100))


class Read:
    """A reader of metadata, and what it notes in words."""

    def __init__(self, accrued: Collection[str] = ()) -> None:
        self.noted: list[str] = []

        def note(_entry: object, template: str, /, **values: object) -> None:
            self.noted.append(template.format(**values))

        self.by = OverrideReader(OF, note, accrued)


def test_the_account_tells_the_cooperation() -> None:
    read = Read()
    cost, bank = COST.postings
    assert read.by.cooperation(COST, cost) is IKT
    assert read.noted == []
    assert read.by.cooperation(COST, bank) is None
    (said,) = read.noted
    assert said.startswith("Kontoen Assets:Bank hører ikke til noe samarbeid: «Bank»")


@pytest.mark.parametrize(
    ("day", "terms"),
    [
        (date(2018, 1, 1), SPRING),
        (date(2018, 6, 30), SPRING),
        (date(2018, 7, 1), AUTUMN),
        (date(2018, 12, 31), AUTUMN),
    ],
)
def test_terms_hold_from_their_first_day_to_their_last(
    day: date, terms: object
) -> None:
    read = Read()
    assert read.by.version(COST, IKT, day) is terms
    assert read.noted == []


def test_a_day_without_terms_is_noted_and_no_cooperation_is_told_of_already() -> None:
    read = Read()
    assert read.by.version(COST, None, date(2018, 1, 1)) is None
    assert read.noted == []
    assert read.by.version(COST, IKT, date(2019, 1, 1)) is None
    (said,) = read.noted
    assert said.endswith("har ingen avtale som gjelder 2019-01-01.")


def test_an_accrual_that_is_not_there_is_told_once_for_a_voucher() -> None:
    read = Read(["strøm", "leie"])
    read.by.replaced(COST, {})
    read.by.replaced(COST, {"erstatter": "leie"})
    assert read.noted == []
    read.by.replaced(COST, {"erstatter": "lån"})
    read.by.replaced(COST, {"erstatter": "lån"})
    assert read.noted == [
        "Bilaget erstatter «lån», som ikke er en påløpt kostnad. Kjente: leie, strøm."
    ]
    other = transaction(2, Voucher(date(2018, 3, 2), 100))
    read.by.replaced(other, {"erstatter": "lån"})
    assert len(read.noted) == 2


def test_participants_are_named_in_any_order_by_name_or_slug() -> None:
    read = Read()
    assert read.by.members(COST, "Lyngen, kafjord,lyngen", SPRING) == PAIR
    assert read.noted == []


def test_who_does_not_participate_is_left_out_and_noted() -> None:
    read = Read()
    assert read.by.members(COST, "lyngen, storfjord, bergen", SPRING) == ("lyngen",)
    assert read.noted == [
        (
            "«storfjord» deltar ikke i samarbeidet per 2018-03-01, og kan ikke stå i"
            " «deltakere»."
        ),
        (
            "Ukjent betaler «bergen» på bilaget: ikke blant kommunene eller de andre"
            " partene."
        ),
    ]


def test_a_key_is_asked_for_by_its_name() -> None:
    read = Read()
    assert read.by.key(COST, "equal", instead_of=WEIGHTS) == Equal()
    assert read.by.key(COST, "en-til-tre", instead_of=Equal()) == WEIGHTS
    assert read.noted == []
    assert read.by.key(COST, "halvt", instead_of=WEIGHTS) == WEIGHTS
    assert read.noted == [
        "Ukjent nøkkel «halvt» på bilaget. Kjente nøkler: equal, en-til-tre, fast."
    ]


def test_amounts_of_a_year_are_no_key_of_one_voucher() -> None:
    """Where they are the agreement's own already, nothing is asked for."""
    read = Read()
    assert read.by.key(COST, "fast", instead_of=AMOUNTS) == AMOUNTS
    assert read.noted == []
    assert read.by.key(COST, "fast", instead_of=Equal()) == Equal()
    (said,) = read.noted
    assert "setter faste beløp for året" in said


def test_who_paid_may_pay_under_other_terms_but_not_under_none() -> None:
    read = Read()
    assert read.by.bearer(COST, "Storfjord", IKT) == "storfjord"
    assert read.noted == []
    assert read.by.bearer(COST, "nordreisa", IKT) is None
    (said,) = read.noted
    assert said.startswith("«nordreisa» er ingen betaler i ")


def test_an_unknown_payer_is_told_once() -> None:
    read = Read()
    assert read.by.bearer(COST, "bergen", IKT) is None
    assert len(read.noted) == 1


def test_the_centre_is_the_vouchers_or_else_the_accounts() -> None:
    read = Read()

    def centre(account: str, **wishes: object) -> str:
        return read.by.cost_centre(COST, IKT, account, wishes)

    assert centre(COSTS_OF_CENTRE) == "155"
    assert centre(COSTS) == ""
    assert centre(COSTS_OF_CENTRE, ansvar=153) == "153"
    assert read.noted == []
    assert centre(COSTS, ansvar="154") == "154"
    (said,) = read.noted
    assert said.startswith("Ansvar «154» er ikke blant ansvarene til ")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (None, (date(2018, 3, 1), date(2018, 3, 1))),
        ("2018-06-01", (date(2018, 6, 1), date(2018, 6, 1))),
        (date(2018, 6, 1), (date(2018, 6, 1), date(2018, 6, 1))),
        ("2018-06-01/2018-12-31", (date(2018, 6, 1), date(2018, 12, 31))),
        ("2008-02-29/2028-03-01", (date(2008, 2, 29), date(2028, 3, 1))),
    ],
)
def test_the_days_of_service_are_both_counted(
    written: object, days: tuple[date, date]
) -> None:
    """The last case is 3653 days before and after 2018-03-01, all but one."""
    read = Read()
    assert read.by.service_days(COST, written) == days
    assert read.noted == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2018-12-31/2018-06-01", "er ikke et tidsrom"),
        ("2018", "er ikke et tidsrom"),
        ("", "er ikke et tidsrom"),
        ("2018-02-30", "er ikke et tidsrom"),
        ("2018-01-01/2028-03-02", "mer enn ti år fra bilagets dato, 2018-03-01"),
        ("2008-02-28", "mer enn ti år fra bilagets dato, 2018-03-01"),
        (date(2081, 3, 1), "mer enn ti år"),
    ],
)
def test_what_is_no_time_of_service_is_noted(written: object, said: str) -> None:
    read = Read()
    assert read.by.service_days(COST, written) is None
    (noted,) = read.noted
    assert said in noted
