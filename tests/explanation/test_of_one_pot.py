"""What one key shares for one payer: its steps, and what was borne before."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Settlement
from fellesbok.explanation.of_one_pot import pot_rows
from fellesbok.explanation.of_one_pot import pot_title
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import carried_after
from settled_years import COSTS_OF_CENTRE
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement
    from fellesbok.sharing.settlement import YearResult

PAIR = ("kafjord", "lyngen")
MAY, OCTOBER = date(2018, 5, 1), date(2018, 10, 1)
CAPPED = Bounded(Equal(), {}, {"lyngen": Fraction(30_00)})


def rows(of: Agreement, result: YearResult) -> list[tuple[str, Fraction | None, bool]]:
    """What is said of Lyngen in the last period's one pot."""
    (pot,) = result.periods[-1].pots
    found = pot_rows(of, result, pot, of.payer("lyngen"))
    return [
        (row.label.replace("\N{NO-BREAK SPACE}", " "), row.amount_ore, row.total)
        for row in found
    ]


def test_a_share_is_told_as_a_fraction_and_a_percentage() -> None:
    weights = Weights({"kafjord": Fraction(1), "lyngen": Fraction(2)})
    of = agreement(version(weights, PAIR))
    assert rows(of, settle(of, [Voucher(MAY, 100_00)])) == [
        ("Å fordele", Fraction(100_00), False),
        ("vekt: × 2 / 3", Fraction(200_00, 3), False),
        ("Andel 2/3, 66,67 %", Fraction(200_00, 3), True),
    ]


def test_an_amount_is_no_share_of_the_cost() -> None:
    of = agreement(version(FixedAmounts({"lyngen": Fraction(70_00)}), ("lyngen",)))
    *_, last = rows(of, settle(of, [Voucher(MAY, 100_00)]))
    assert last == ("Til sammen", Fraction(70_00), True)


def test_a_cap_that_is_used_earlier_in_the_year_is_told() -> None:
    """40 kr until June give Lyngen 20; 60 more give it 10, for it has a cap of 30."""
    of = agreement(version(CAPPED, PAIR, settlement=Settlement.HALF_YEAR))
    result = settle(of, [Voucher(MAY, 40_00), Voucher(OCTOBER, 60_00)])
    found = rows(of, result)
    assert ("Av dette brukt tidligere i året", Fraction(20_00), False) in found
    assert found[-1] == ("Til sammen", Fraction(30_00), True)


def test_what_stood_on_the_account_before_the_year_comes_off() -> None:
    """Of 2018 80 kr were shared then, 30 of them by Lyngen; 20 more come in 2019."""
    of = agreement(version(CAPPED, PAIR))
    first = settle(of, [Voucher(MAY, 80_00)])
    late = Voucher(date(2019, 5, 1), 20_00, service=(MAY, MAY))
    second = settle(of, [late], before=carried_after(first, Carried()), year=2019)
    told = {label: ore for label, ore, _ in rows(of, second)}
    assert told["Fra før på kontoen for 2018"] == 80_00
    assert told["Årets kostnad for 2018 i alt"] == 100_00
    assert told["Båret av dette i tidligere regnskapsår"] == -30_00
    assert told["Til sammen"] == 0


def test_bounds_that_cannot_be_kept_say_what_is_not_shared() -> None:
    both = {"kafjord": Fraction(10_00), "lyngen": Fraction(20_00)}
    of = agreement(version(Bounded(Equal(), {}, both), PAIR))
    found = rows(of, settle(of, [Voucher(MAY, 100_00)]))
    said = "Minimum og tak kan ikke holdes samtidig: ikke fordelt"
    assert (said, Fraction(100_00), False) in found


def test_a_title_tells_what_each_of_several_is_for() -> None:
    rule = CostCentreRule(CAPPED, None)
    terms = version(Equal(), PAIR, days=(date(2018, 3, 1), date.max), centre=rule)
    result = settle(
        agreement(terms), [Voucher(MAY, 100), Voucher(MAY, 50, COSTS_OF_CENTRE)]
    )
    titles = {str(pot_title(result, p, several=True)) for p in result.periods[-1].pots}
    assert titles == {
        "Fordelingsnøkkel: likt (01.03.2018–31.12.2018)",
        "Fordelingsnøkkel: likt med minimum og tak (året 2018, ansvar 155)",
    }
    (first, *_) = result.periods[-1].pots
    assert str(pot_title(result, first, several=False)).startswith(
        "Fordelingsnøkkel: likt"
    )
