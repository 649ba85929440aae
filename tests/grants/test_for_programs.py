"""Years of grants, warnings and work without money as programs read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fellesbok.agreement.grant_terms import Deadline
from fellesbok.grants.for_programs import grant_clocks
from fellesbok.grants.for_programs import told_warning
from grants_on_a_day import DAY
from grants_on_a_day import KNOWN
from grants_on_a_day import NO_STAND
from grants_on_a_day import VIKA
from grants_on_a_day import WARNING
from grants_on_a_day import YEAR


def test_a_year_of_a_grant_has_its_own_figures_and_those_so_far() -> None:
    (clock,) = grant_clocks([YEAR], VIKA)
    assert (clock.year, clock.cooperation, clock.grant) == (2018, "IKT", "velferd")
    assert (clock.grantor, clock.currency, clock.day) == ("Staten", "NOK", DAY)
    assert (clock.earned, clock.earned_so_far) == (Decimal("740.00"),) * 2
    assert clock.carried_over is None
    assert clock.next_deadline is None
    assert (clock.receivable, clock.remaining) == (Decimal("340.00"), Decimal("260.00"))
    assert (clock.cap, clock.cap_by_rate) == (Decimal("800.00"), Decimal("750.00"))


def test_what_nobody_states_is_blank_and_not_zero() -> None:
    (clock,) = grant_clocks([replace(YEAR, stand=NO_STAND, earned=None)], VIKA)
    assert clock.earned is clock.received_so_far is clock.unused is clock.cap is None


def test_the_next_deadline_is_that_of_the_grant_itself() -> None:
    """One that has passed when the year ends is not to come."""
    passed, coming = (Deadline(date(year, 6, 1), "Rapport") for year in (2018, 2019))
    dated = replace(KNOWN, deadlines=(coming, passed))
    other = replace(KNOWN, slug="annet", deadlines=(Deadline(date(2019, 1, 1), "Nå"),))
    of = replace(VIKA, grants={"annet": other, "velferd": dated})
    (clock,) = grant_clocks([replace(YEAR, grant=dated)], of)
    assert clock.next_deadline == date(2019, 6, 1)


def test_a_warning_has_file_and_line() -> None:
    told = told_warning(WARNING)
    assert (told.rule, told.grant, told.text) == (
        "tilskudd-tak",
        "velferd",
        "Taket er nær",
    )
    assert (told.amount, told.day) == (Decimal("60.00"), None)
    assert (told.file, told.line) == ("rules.yaml", 7)
