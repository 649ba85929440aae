"""A cost and its reversal come to nothing, also when the reversal comes next year.

Nordvik, Midvik and Sørvik share IKT.  A refund of 2018's cost in 2019 gives back what
that year's key had charged, whatever 2019 has of its own: also where base amounts,
prices or agreed sums are more than the cost that is left.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.entries import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

NO_TAX = "claims: {due_days: 30, vat: {category: O, reason: kostnadsdeling}}"
OPENED = "\n2017-01-01 open Income:IKT:Overskudd NOK\n2017-01-01 open Equity:Start\n"
FUNDS = "2017-01-01 open Income:IKT:Fond NOK\n" + "".join(
    f"2017-01-01 open Liabilities:Fond:IKT:{name} NOK\n"
    for name in ("Nordvik", "Midvik", "Sørvik")
)
END_2019 = '\n2019-12-31 * "Renter"\n  Assets:Bank  1.00 NOK\n  Equity:Start\n'
BASE = "{base: 100, rest: equal}"
AMOUNTS = "{amounts: {midvik: 90, nordvik: 150, sorvik: 60}"
STEPS = "steps: [{up_to: 300, amount: 50}, {amount: 100}], statistic: people"
PEOPLE = """
statistics:
  people:
    title: Folketall
    unit: innbyggere
    source: Oppdiktet
    values:
      - {municipality: midvik, date: 2018-01-01, value: 300}
      - {municipality: nordvik, date: 2018-01-01, value: 500}
      - {municipality: sorvik, date: 2018-01-01, value: 200}
"""


def refund(amount: str, account: str = "Expenses:IKT") -> str:
    """What comes back in 2019 of a cost of March 2018."""
    return (
        '\n2019-08-01 * "Kreditnota"\n  periode: "2018-03-01"\n'
        f"  {account}  -{amount} NOK\n  Assets:Bank\n"
    )


def borne(
    folder: Path, terms: str, *vouchers: str, on: str = "Assets:Fordringer"
) -> dict[int, list[Decimal]]:
    """What Midvik, Nordvik and Sørvik bear of each year, with what is given back."""
    of = Folder(folder).write(rules(terms), chart(), OPENED, FUNDS, *vouchers)
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in of.load().entries:
        if entry.meta["filename"] == vocabulary.FILE:
            for posting in getattr(entry, "postings", ()):
                if posting.account.startswith(f"{on}:"):
                    name = set(posting.account.split(":")) & {
                        "Midvik",
                        "Nordvik",
                        "Sørvik",
                    }
                    found[entry.date.year][name.pop()] += posting.units.number
    return {
        year: [of_year[name] for name in ("Midvik", "Nordvik", "Sørvik")]
        for year, of_year in found.items()
    }


def each(*amounts: int) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def only_2018(key: str, **more: str) -> str:
    """An agreement for 2018 alone."""
    return version(key=key, last="2018-12-31", claims=NO_TAX, **more)


@pytest.mark.parametrize(
    ("back", "own", "expected"),
    [
        ("600.00", "", each(-200, -200, -200)),
        ("450.00", "", each(-150, -150, -150)),
        ("150.00", "", each(-50, -50, -50)),
        ("450.00", "600.00", each(50, 50, 50)),
        ("600.00", "90.00", each(-170, -170, -170)),
    ],
)
def test_base_amounts_give_back_what_a_late_refund_takes_off(
    tmp_path: Path, back: str, own: str, expected: list[Decimal]
) -> None:
    """600 is shared 200 each; of what is left of it each bears a third, as of 2019."""
    more = cost("2019-05-01", own) if own else ""
    of = version(key=BASE, claims=NO_TAX)
    vouchers = (cost("2018-03-01", "600.00"), refund(back), more, END_2019)
    assert borne(tmp_path, of, *vouchers) == {2018: each(200, 200, 200), 2019: expected}


def test_who_has_left_gets_all_of_its_part_back(tmp_path: Path) -> None:
    """Sørvik is out in 2019, when Midvik and Nordvik have a cost of 600 of their own.

    Each bears 300 of that, and all three get their 200 of 2018 back.
    """
    terms = version(key=BASE, last="2018-12-31", claims=NO_TAX)
    terms += version("2019-01-01", "[midvik, nordvik]", key=BASE, claims=NO_TAX)
    vouchers = (cost("2018-03-01", "600.00"), refund("600.00"))
    own = cost("2019-05-01", "600.00")
    assert borne(tmp_path, terms, *vouchers, own, END_2019) == {
        2018: each(200, 200, 200),
        2019: each(100, 100, -200),
    }


def test_who_has_left_gets_its_part_of_a_part_back(tmp_path: Path) -> None:
    """Nobody has a cost in 2019: its base of 100 goes back to Midvik and Nordvik.

    Of 2018's 600, 450 comes back: 150 each.
    """
    terms = version(key=BASE, last="2018-12-31", claims=NO_TAX)
    terms += version("2019-01-01", "[midvik, nordvik]", key=BASE, claims=NO_TAX)
    vouchers = (cost("2018-03-01", "600.00"), refund("450.00"), END_2019)
    assert borne(tmp_path, terms, *vouchers)[2019] == each(-150, -150, -150)


def test_another_key_since_is_not_asked(tmp_path: Path) -> None:
    """By weights 5 : 3 : 2 from 2019; what comes back of 2018 was borne alike."""
    terms = version(key=BASE, last="2018-12-31", claims=NO_TAX)
    terms += version("2019-01-01", claims=NO_TAX)
    vouchers = (cost("2018-03-01", "600.00"), refund("600.00"))
    own = cost("2019-05-01", "100.00")
    assert borne(tmp_path, terms, *vouchers, own, END_2019) == {
        2018: each(200, 200, 200),
        2019: each(30 - 200, 50 - 200, 20 - 200),
    }


def test_a_reversal_takes_no_part_of_another_surplus(tmp_path: Path) -> None:
    """Sørvik comes in 2019, whose base of 300 is 210 above its cost of 90.

    Each of the three bears 30 of 2019; the 600 that the two shared in 2018 comes back.
    """
    terms = version("2018-01-01", "[midvik, nordvik]", key=BASE, last="2018-12-31")
    terms += version("2019-01-01", key=BASE, claims=NO_TAX)
    vouchers = (cost("2018-03-01", "4600.00"), refund("600.00"))
    own = cost("2019-05-01", "90.00")
    found = borne(tmp_path, terms, *vouchers, own, END_2019)
    assert found[2019] == each(30 - 300, 30 - 300, 30)


def test_a_reversal_takes_no_part_of_other_income(tmp_path: Path) -> None:
    """Gross: a sale of 90 is left over in 2019, and is owned by who pays for 2019."""
    key = "{weights: {midvik: 1, nordvik: 1, sorvik: 1}}"
    terms = version("2018-01-01", "[midvik, nordvik]", key=key, last="2018-12-31")
    terms += version("2019-01-01", key=key, claims=NO_TAX).replace("net", "gross")
    sale = '\n2019-06-01 * "Salg"\n  Assets:Bank  90.00 NOK\n  Income:IKT:Salg\n'
    opened = "2017-01-01 open Income:IKT:Salg NOK\n"
    vouchers = (cost("2018-03-01", "600.00"), refund("600.00"), opened, sale)
    own = cost("2019-05-01", "120.00")
    found = borne(tmp_path, terms, *vouchers, own, END_2019)
    assert found[2019] == each(40 - 30 - 300, 40 - 30 - 300, 40 - 30)


@pytest.mark.parametrize(
    ("key", "amount", "expected"),
    [
        (BASE, "600.00", each(200, 200, 200)),
        (
            "{base: {midvik: 10, nordvik: 30, sorvik: 20}, rest: equal}",
            "660.00",
            each(210, 230, 220),
        ),
        (f"{AMOUNTS}, per: year}}", "300.00", each(90, 150, 60)),
        (f"{AMOUNTS}, per: agreement_period}}", "300.00", each(90, 150, 60)),
        (
            "{price: 2, statistic: people, date: accounting_year}",
            "2000.00",
            each(600, 1000, 400),
        ),
        (
            f"{{{STEPS}, date: accounting_year}}",
            "200.00",
            each(50, 100, 50),
        ),
        ("{threshold: 150, above: equal}", "600.00", each(150, 300, 150)),
        ("{bounded: equal, maximum: {midvik: 60}}", "300.00", each(60, 120, 120)),
        ("{statistic: people, date: accounting_year}", "1000.00", each(300, 500, 200)),
    ],
)
def test_after_the_end_every_key_gives_all_back(
    tmp_path: Path, key: str, amount: str, expected: list[Decimal]
) -> None:
    """2019 has no agreement and no figures of its own."""
    vouchers = (cost("2018-03-01", amount), refund(amount), END_2019)
    assert borne(tmp_path, only_2018(key) + PEOPLE, *vouchers) == {
        2018: expected,
        2019: [-share for share in expected],
    }


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("{base: 100, rest: {weights: {midvik: 3, nordvik: 5, sorvik: 2}}}", (3, 5, 2)),
        ("{statistic: people, date: accounting_year}", (3, 5, 2)),
        ("{amounts: {midvik: 300, nordvik: 500, sorvik: 200}, per: year}", (3, 5, 2)),
        (
            "{threshold: 150, above: {weights: {midvik: 3, nordvik: 5, sorvik: 2}}}",
            (3, 5, 2),
        ),
    ],
)
def test_a_grant_after_the_end_is_given_back_by_the_key(
    tmp_path: Path, key: str, expected: tuple[int, ...]
) -> None:
    vouchers = (
        cost("2018-03-01", "1000.00"),
        refund("400.00", "Income:IKT:Tilskudd:Staten"),
        END_2019,
    )
    found = borne(tmp_path, only_2018(key) + PEOPLE, *vouchers)
    assert found[2019] == each(*(-40 * part for part in expected))


def test_to_a_fund_goes_what_the_base_is_above_the_cost(tmp_path: Path) -> None:
    """2018 charged 200 each: the base of 100, and 100 of the cost, which comes back."""
    terms = only_2018(BASE).replace("return_to_participants", "fund")
    vouchers = (cost("2018-03-01", "600.00"), refund("600.00"), END_2019)
    assert borne(tmp_path, terms, *vouchers)[2019] == each(-100, -100, -100)
    funds = borne(tmp_path, terms, *vouchers, on="Liabilities:Fond")
    assert funds == {2019: each(-100, -100, -100)}


def test_the_explanation_says_whose_it_is(tmp_path: Path) -> None:
    terms = version(key=BASE, last="2018-12-31", claims=NO_TAX)
    terms += version("2019-01-01", "[midvik, nordvik]", key=BASE, claims=NO_TAX)
    vouchers = (cost("2018-03-01", "600.00"), refund("600.00"))
    own = cost("2019-05-01", "600.00")
    borne(tmp_path, terms, *vouchers, own, END_2019)
    told = Folder(tmp_path).run("explain", "IKT", "Sørvik", "--year", "2019").output
    assert "× 1/3, slik det ble båret eller etter nøkkel" in told
    told = Folder(tmp_path).run("explain", "IKT", "Sørvik", "--year", "2018").output
    assert "slik det ble båret" not in told
