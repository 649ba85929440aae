"""A surplus that is given back: by the host that the money came to (*vertskommune*)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents.preceding import movements
from fellesbok.claim_documents.reckoning import moved_label
from fellesbok.explanation import steps

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("no_documents")

OVER = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'
COSTS = cost("2018-02-01", "1000.00"), cost("2018-08-01", "1000.00")
MEMBERS = "[midvik, nordvik]"
"""Two share alike; Midvik is host until the end of June, Nordvik after."""


def grant(day: str, amount: str, remark: str = "") -> str:
    """Money from the state."""
    return (
        f'\n{day} * "Tilskudd"\n{remark}  Assets:Bank  {amount} NOK\n'
        f"  Income:IKT:Tilskudd:Staten  -{amount} NOK\n".replace("--", "")
    )


def terms(
    first: str, host: str, basis: str = "gross", key: str = "equal", surplus: str = ""
) -> str:
    text = version(first, MEMBERS, host=host, key=key, claims="claims: {due_days: 30}")
    text = text.replace("basis: net", f"basis: {basis}")
    return text.replace("return_to_participants", surplus or "return_to_participants")


def books(tmp_path: Path, *parts: str, versions: tuple[str, ...] = ()) -> Folder:
    own = versions or (terms("2018-01-01", "midvik"), terms("2018-07-01", "nordvik"))
    return Folder(tmp_path).write(rules(*own), chart(), *parts)


def claim(folder: Folder, *more: str) -> list[Claim]:
    """Claim, and give what is new."""
    before = {one.id for one in folder.claims()}
    done = folder.run("claim", "2018", *more, "--yes")
    assert done.exit_code == 0, done.output
    return [one for one in folder.claims() if one.id not in before]


def asked(made: list[Claim]) -> dict[str, str]:
    """What each host asks each payer for."""
    return {f"{one.host.slug}/{one.payer.slug}": str(one.amount) for one in made}


def expected(first: tuple[str, str], then: tuple[str, str]) -> dict[str, str]:
    """What Midvik and then Nordvik ask Midvik and Nordvik for."""
    names = "midvik", "nordvik"
    return {
        f"{host}/{payer}": amount
        for host, amounts in zip(names, (first, then), strict=True)
        for payer, amount in zip(names, amounts, strict=True)
    }


def test_the_old_host_gives_back_what_came_in_its_time(tmp_path: Path) -> None:
    """300 came to Midvik in March: it gives 150 to each, and Nordvik nothing."""
    folder = books(tmp_path, *COSTS, grant("2018-03-01", "300.00"), OVER)
    assert asked(claim(folder)) == expected(("350.00", "350.00"), ("500.00", "500.00"))
    assert not claim(folder)
    assert "krevd" not in folder.run("check").output


def test_the_new_host_gives_back_what_came_in_its_own(tmp_path: Path) -> None:
    folder = books(tmp_path, *COSTS, grant("2018-09-01", "300.00"), OVER)
    assert asked(claim(folder)) == expected(("500.00", "500.00"), ("350.00", "350.00"))


def test_each_gives_back_its_own_part_to_the_ore(tmp_path: Path) -> None:
    """100.01 and 200.02 came: 150.02 and 150.01 are given back, each to the øre.

    Of 150.02, a third is 50.0067 and two thirds are 100.0133; of 150.01, 50.0033 and
    100.0067: the larger remainder has the øre.
    """
    folder = books(
        tmp_path,
        *COSTS,
        grant("2018-03-01", "100.01"),
        grant("2018-09-01", "200.02"),
        OVER,
    )
    made = asked(claim(folder))
    back = {who: 50000 - int(amount.replace(".", "")) for who, amount in made.items()}
    assert sum(back.values()) == 30003
    assert back["midvik/midvik"] + back["nordvik/midvik"] in {15001, 15002}
    assert {back["midvik/midvik"], back["midvik/nordvik"]} == {5000, 5001}
    assert {back["nordvik/midvik"], back["nordvik/nordvik"]} == {10001}


def test_the_day_of_service_says_whose_it_is(tmp_path: Path) -> None:
    """It was paid in September and is for March."""
    remark = '  periode: "2018-03-01"\n'
    folder = books(tmp_path, *COSTS, grant("2018-09-01", "300.00", remark), OVER)
    assert asked(claim(folder)) == expected(("350.00", "350.00"), ("500.00", "500.00"))


def test_it_is_given_back_when_the_year_is_over(tmp_path: Path) -> None:
    """Midvik settles its half in July; what is left of the year is known in January."""
    folder = books(
        tmp_path, COSTS[0], grant("2018-03-01", "300.00"), cost("2018-06-30", "0.00")
    )
    assert asked(claim(folder)) == {
        "midvik/midvik": "500.00",
        "midvik/nordvik": "500.00",
    }
    folder.add(COSTS[1], OVER)
    assert asked(claim(folder)) == expected(
        ("-150.00", "-150.00"), ("500.00", "500.00")
    )


def test_who_paid_some_back_to_the_state_is_to_have_it(tmp_path: Path) -> None:
    """300 came to Midvik, which gives it back; Nordvik paid 100 to the state."""
    folder = books(
        tmp_path,
        *COSTS,
        grant("2018-03-01", "300.00"),
        grant("2018-09-01", "-100.00"),
        OVER,
    )
    assert asked(claim(folder)) == expected(("350.00", "350.00"), ("550.00", "550.00"))


def test_income_that_came_off_a_cost_is_no_surplus(tmp_path: Path) -> None:
    """Midvik's 300 came off its cost (net); Nordvik's 100 did not (gross).

    Nordvik gives back 100, and Midvik nothing.
    """
    folder = books(
        tmp_path,
        *COSTS,
        grant("2018-03-01", "300.00"),
        grant("2018-09-01", "100.00"),
        OVER,
        versions=(
            terms("2018-01-01", "midvik", "net"),
            terms("2018-07-01", "nordvik"),
        ),
    )
    assert asked(claim(folder)) == expected(("350.00", "350.00"), ("450.00", "450.00"))


@pytest.mark.parametrize("day", ["2018-03-01", "2018-10-01"])
def test_under_net_it_came_off_the_cost_of_the_year(tmp_path: Path, day: str) -> None:
    """1 000 of the year's 2 000 is paid by the state, whichever half it came in."""
    versions = (
        terms("2018-01-01", "midvik", "net"),
        terms("2018-07-01", "nordvik", "net"),
    )
    folder = books(tmp_path, *COSTS, grant(day, "1000.00"), OVER, versions=versions)
    made = asked(claim(folder))
    of_payer = {
        payer: sum(Decimal(a) for who, a in made.items() if who.endswith(payer))
        for payer in ("midvik", "nordvik")
    }
    assert of_payer == {"midvik": 500, "nordvik": 500}


def test_fixed_sums_above_the_cost_are_given_back_by_each_host(tmp_path: Path) -> None:
    """Each pays 800 a year, by days; Midvik's half cost 500 and Nordvik's 300.

    Midvik charges 1 600 · 181/365 = 793.42 and has 293.42 left over; Nordvik charges
    806.58 and has 506.58: what each asks for in all is what its own time cost.
    """
    key = "{amounts: {midvik: 800, nordvik: 800}, per: year}"
    folder = books(
        tmp_path,
        cost("2018-02-01", "500.00"),
        cost("2018-08-01", "300.00"),
        OVER,
        versions=(
            terms("2018-01-01", "midvik", key=key),
            terms("2018-07-01", "nordvik", key=key),
        ),
    )
    made = asked(claim(folder))
    assert made == expected(("250.00", "250.00"), ("150.00", "150.00"))
    assert not claim(folder)


NET = terms("2018-01-01", "midvik", "net"), terms("2018-07-01", "nordvik", "net")
"""Outside income comes off the cost of the whole year."""


def test_what_one_host_has_got_for_the_other_comes_to_it(tmp_path: Path) -> None:
    """2 000 came to Midvik, whose half cost 1 000; Nordvik's half cost 1 500.

    500 of the year is shared.  Midvik gives the 1 000 that it has left over, and
    Nordvik asks for all that its half has cost.
    """
    folder = books(
        tmp_path,
        COSTS[0],
        cost("2018-08-01", "1500.00"),
        grant("2018-03-01", "2000.00"),
        OVER,
        versions=NET,
    )
    made = asked(claim(folder))
    assert made == expected(("-500.00", "-500.00"), ("750.00", "750.00"))
    assert not claim(folder)
    assert "krevd" not in folder.run("check").output


def test_under_net_each_gives_what_is_left_of_its_own(tmp_path: Path) -> None:
    """1 500 and 2 500 came, and each half cost 1 000: 500 and 1 500 are left over."""
    folder = books(
        tmp_path,
        *COSTS,
        grant("2018-03-01", "1500.00"),
        grant("2018-09-01", "2500.00"),
        OVER,
        versions=NET,
    )
    made = asked(claim(folder))
    assert made == expected(("-250.00", "-250.00"), ("-750.00", "-750.00"))


def test_the_only_host_with_money_gives_it_back(tmp_path: Path) -> None:
    """Nothing came or was paid in Nordvik's time."""
    folder = books(tmp_path, COSTS[0], grant("2018-03-01", "300.00"), OVER)
    made = asked(claim(folder))
    assert made == {"midvik/midvik": "350.00", "midvik/nordvik": "350.00"}


def test_a_fund_gets_what_no_host_lacks(tmp_path: Path) -> None:
    """Of 2 200 to Midvik 1 000 is its own cost, and 1 000 what Nordvik lacks."""
    fund = "2018-01-01 open Income:IKT:Fond NOK\n" + "".join(
        f"2018-01-01 open Liabilities:Fond:IKT:{name} NOK\n"
        for name in ("Midvik", "Nordvik")
    )
    versions = (
        terms("2018-01-01", "midvik", "net", surplus="fund"),
        terms("2018-07-01", "nordvik", "net", surplus="fund"),
    )
    folder = books(
        tmp_path, fund, *COSTS, grant("2018-03-01", "2200.00"), OVER, versions=versions
    )
    made = asked(claim(folder))
    assert made == expected(("-500.00", "-500.00"), ("500.00", "500.00"))


def test_a_surplus_in_a_fund_has_no_host(tmp_path: Path) -> None:
    fund = "2018-01-01 open Income:IKT:Fond NOK\n" + "".join(
        f"2018-01-01 open Liabilities:Fond:IKT:{name} NOK\n"
        for name in ("Midvik", "Nordvik")
    )
    folder = books(
        tmp_path,
        fund,
        *COSTS,
        grant("2018-03-01", "300.00"),
        OVER,
        versions=(
            terms("2018-01-01", "midvik", surplus="fund"),
            terms("2018-07-01", "nordvik", surplus="fund"),
        ),
    )
    assert asked(claim(folder)) == expected(("500.00", "500.00"), ("500.00", "500.00"))


def test_the_explanation_says_who_gives_back(tmp_path: Path) -> None:
    folder = books(
        tmp_path,
        *COSTS,
        grant("2018-03-01", "100.00"),
        grant("2018-09-01", "200.00"),
        OVER,
    )
    shared = folder.shared()
    (result,) = shared.results
    payer = shared.agreement.payer("midvik")
    rows = [
        (str(row.label), str(row.amount_ore))
        for section in steps(shared, result, payer)
        for row in section.rows
    ]
    assert ("Midvik gir det som er til overs i dens tid", "5000") in rows
    assert ("Nordvik gir det som er til overs i dens tid", "10000") in rows


def test_the_paper_calls_it_what_it_is(tmp_path: Path) -> None:
    """Nordvik asks Midvik for 250 of the year, and for 500 that Midvik gives back."""
    folder = books(
        tmp_path,
        COSTS[0],
        cost("2018-08-01", "1500.00"),
        grant("2018-03-01", "2000.00"),
        OVER,
        versions=NET,
    )
    made = {f"{one.host.slug}/{one.payer.slug}": one for one in claim(folder)}
    loaded = folder.load()
    hosts = "Oppgjør mellom vertene 2018: det én vert har til overs og en annen mangler"
    for who, told in {
        "nordvik/midvik": [
            ("Andel av regnskapet 2018-H2", "250.00"),
            (hosts, "500.00"),
        ],
        "midvik/nordvik": [(hosts, "-500.00")],
    }.items():
        found, _ = movements(loaded.entries, folder.shared().agreement, made[who])
        rows = [(str(moved_label(moved)), str(moved.amount)) for moved in found]
        assert rows == told


def test_who_is_charged_nothing_in_all_settles_with_each_host(tmp_path: Path) -> None:
    """Midvik pays 300 back to the state in its time, when Sørvik took part too.

    The bill of March is for August, when Nordvik is host and Sørvik has left: in all
    the 300 is a part of that cost, so what Sørvik owes Midvik, Nordvik owes it.
    """
    three, key = "[midvik, nordvik, sorvik]", "{bounded: equal, maximum: 1000}"
    first = terms("2018-01-01", "midvik", "net", key).replace(MEMBERS, three)
    bill = cost("2018-03-01", "600.00").replace(
        '"Kostnad"\n', '"Kostnad"\n  periode: "2018-08-01"\n'
    )
    folder = books(
        tmp_path,
        bill,
        grant("2018-03-01", "-300.00"),
        OVER,
        versions=(first, terms("2018-07-01", "nordvik", "net", key)),
    )
    made = asked(claim(folder))
    assert made == {
        "midvik/midvik": "100.00",
        "midvik/nordvik": "100.00",
        "midvik/sorvik": "100.00",
        "nordvik/midvik": "350.00",
        "nordvik/nordvik": "350.00",
        "nordvik/sorvik": "-100.00",
    }
    assert not claim(folder)


def test_what_is_taken_back_goes_to_the_host_that_lacks_it(tmp_path: Path) -> None:
    """A base of 100 each was given back, for 2018 cost nothing; then 500 came late.

    In 2019 Nordvik is host from April, and each time cost 1 000.  The late 500 is of
    Midvik's time: 200 of it is the base that was given back, and Midvik is to have it.
    """
    key = "{base: 100, rest: equal}"
    late = cost("2019-02-01", "500.00").replace(
        '"Kostnad"\n', '"Kostnad"\n  periode: "2018-04-23"\n'
    )
    folder = books(
        tmp_path,
        cost("2018-03-01", "0.00"),
        late,
        cost("2019-02-02", "1000.00"),
        cost("2019-05-01", "1000.00"),
        '\n2019-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n',
        versions=(
            terms("2018-01-01", "midvik", "net", key),
            terms("2019-04-01", "nordvik", "net", key),
        ),
    )
    claim(folder)
    assert folder.run("claim", "2019", "--yes").exit_code == 0
    of_host = {
        host: sum(one.amount for one in folder.claims() if one.host.slug == host)
        for host in ("midvik", "nordvik")
    }
    assert of_host == {"midvik": 1500, "nordvik": 1000}
