"""What each would have paid if the source had been read otherwise, by hand.

Kåfjord and Lyngen share IKT by 1 : 3; a cost centre has the parts 25 % and 75 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contra_books import CENTRE
from contra_books import COST
from contra_books import TERMS
from contra_books import beside
from contra_books import books
from contra_books import result
from contra_books import rules
from contra_books import shared
from contra_books import voucher
from fellesbok.entries import vocabulary
from fellesbok.sharing.readings import other_readings
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.voucher_pots import collect_vouchers

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded

ONE_TO_THREE = "{weights: {kafjord: 1, lyngen: 3}}"


def otherwise(key: str) -> str:
    """The terms before it can be read to have another key."""
    return (
        "        assumptions:\n"
        "          - text: Nøkkelen er ikke oppgitt.\n"
        f"            alternatives: [{{text: Den andre nøkkelen, key: {key}}}]\n"
    )


def paid(loaded: Loaded, year: int) -> tuple[list[int], list[int]]:
    """What Kåfjord and Lyngen pay in kroner in the books, and by the other reading."""
    assert not loaded.errors, loaded.errors
    (reading,) = [r for r in shared(loaded).readings if r.year == year]
    now, other = (
        [of[payer] for payer in ("kafjord", "lyngen")]
        for of in (reading.now_ore, reading.other_ore)
    )
    assert not any(ore % 100 for ore in (*now, *other))
    return [ore // 100 for ore in now], [ore // 100 for ore in other]


def test_a_late_cost_finds_the_base_of_its_year_charged(tmp_path: Path) -> None:
    """Read as 100 each and the rest by 1 : 3, the 100 each of 2020 are paid in 2020.

    2020: 1 000 − 200 = 800 by 1 : 3.  2021: the same, and 400 that come for 2020 are
    100 and 300 of them, whichever way it is read.  So are those of 2022, the only ones.
    """
    key = f"{{base: 100, rest: {ONE_TO_THREE}}}"
    loaded = books(
        tmp_path,
        voucher("2020-03-01", f"{COST} 1000.00 NOK")
        + voucher("2021-03-01", f"{COST} 1000.00 NOK")
        + voucher("2021-04-01", f"{COST} 400.00 NOK", said='periode: "2020-12-01"')
        + voucher("2022-04-01", f"{COST} 400.00 NOK", said='periode: "2020-12-01"'),
        rules(key=ONE_TO_THREE, more=otherwise(key)),
    )
    assert paid(loaded, 2020) == ([250, 750], [300, 700])
    assert paid(loaded, 2021) == ([350, 1050], [400, 1000])
    assert paid(loaded, 2022) == ([100, 300], [100, 300])


def test_what_was_paid_ahead_has_used_of_a_cap(tmp_path: Path) -> None:
    """Read with a cap of 500 a year for Lyngen, the 300 of 2021 paid in 2020 count.

    2020: 400 for 2021 are 100 and 300, and 100 of its own 25 and 75.  2021: of 1 400 in
    all Lyngen bears 500, so 200 of the 1 000 that come in 2021.  What PPT has paid
    ahead by the same key is not of IKT.
    """
    key = f"{{bounded: {ONE_TO_THREE}, maximum: {{lyngen: 500}}}}"
    ahead = voucher("2020-03-01", f"{COST} 400.00 NOK", said='periode: "2021-01-15"')
    ppt, opened = beside(rules(key=ONE_TO_THREE))
    loaded = books(
        tmp_path,
        ahead
        + voucher("2020-03-02", f"{COST} 100.00 NOK")
        + voucher("2021-03-01", f"{COST} 1000.00 NOK")
        + opened
        + ahead.replace("IKT", "PPT").replace("400.00", "1000.00"),
        rules(key=ONE_TO_THREE, more=otherwise(key) + ppt),
    )
    assert paid(loaded, 2020) == ([125, 375], [125, 375])
    assert paid(loaded, 2021) == ([250, 750], [800, 200])


def test_the_years_before_come_one_after_the_other(tmp_path: Path) -> None:
    """Whatever order they are found in, 2020 is before 2021 and 2022 after both.

    Read as 100 each and the rest by 1 : 3.  2020: 400 ahead for 2021 are 100 and 300,
    as the 100 each are not due yet.  2021: 1 200 of 1 400 by 1 : 3 are 300 and 900,
    with 100 each 400 and 1 000.  2022: 400 more for 2021 are 100 and 300.
    """
    key = f"{{base: 100, rest: {ONE_TO_THREE}}}"
    loaded = books(
        tmp_path,
        voucher("2020-03-01", f"{COST} 400.00 NOK", said='periode: "2021-01-15"')
        + voucher("2021-03-01", f"{COST} 1000.00 NOK")
        + voucher("2022-03-01", f"{COST} 400.00 NOK", said='periode: "2021-12-01"'),
        rules(key=ONE_TO_THREE, more=otherwise(key)),
    )
    written = [e for e in loaded.entries if e.meta["filename"] != vocabulary.FILE]
    agreement = shared(loaded).agreement
    years = collect_vouchers(written, agreement).years
    backwards = dict(reversed(years.items()))
    settled = result(loaded, 2022)
    (found,) = other_readings(backwards, agreement, Carried(), settled)
    assert found.other_ore == {"kafjord": 100_00, "lyngen": 300_00}


def test_a_threshold_that_nobody_was_asked_for_is_not_guessed(tmp_path: Path) -> None:
    """The books do not say who paid; a cost centre with its own key does not help."""
    vouchers = voucher("2020-03-01", f"{COST} 1000.00 NOK")
    vouchers += voucher("2020-03-01", f"{CENTRE} 100.00 NOK")
    key = "{threshold: 500, above: equal}"
    loaded = books(tmp_path, vouchers, rules(key="equal", more=otherwise(key)))
    assert not loaded.errors
    assert shared(loaded).readings == ()
    asked = books(tmp_path, vouchers, rules(key="equal", more=otherwise(ONE_TO_THREE)))
    assert paid(asked, 2020) == ([525, 575], [275, 825])


def test_only_the_terms_that_are_assumed_are_read_otherwise(tmp_path: Path) -> None:
    """Equal all year; 1 : 3 is another reading of the terms from July alone.

    100 in March are 50 each; 100 in September are 25 and 75 by the other reading, and
    100 on the cost centre are 25 and 75 by its own key.
    """
    later = TERMS.format(
        key="equal",
        basis="gross",
        settlement="year",
        surplus="return_to_participants",
    ).replace("2020-01-01", "2020-07-01")
    loaded = books(
        tmp_path,
        voucher("2020-03-01", f"{COST} 100.00 NOK")
        + voucher("2020-09-01", f"{COST} 100.00 NOK")
        + voucher("2020-09-01", f"{CENTRE} 100.00 NOK"),
        rules(key="equal", more=later + otherwise(ONE_TO_THREE)),
    )
    assert paid(loaded, 2020) == ([125, 175], [100, 200])
