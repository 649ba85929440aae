"""Payments on account: instalments are the share, whatever happens in the year."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.agreement.claim_terms import Advance
from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.distribution_key import Weights
from fellesbok.claims import payment_plan
from fellesbok.claims.payment_plan import Plan
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.payment_plan import plan_of
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """IKT, claimed in four instalments of a budget of 1000.01 kr."""
    return Folder(tmp_path).write(rules(), chart(), budget("1000.01"))


def plan(folder: Folder, year: int = 2018) -> Plan:
    """The plan of IKT."""
    (only,) = payment_plans(folder.shared(), folder.claims(), year)
    return only


def rows(made: Plan) -> dict[str, list[int]]:
    """Each payer's instalments in øre."""
    found: dict[str, list[int]] = {}
    for row in made.instalments:
        found.setdefault(row.payer, []).append(row.amount_ore)
    return found


def test_instalments_are_the_share_to_the_ore(folder: Folder) -> None:
    """By hand: 500.005, 300.003 and 200.002 kr; the odd øre goes to Nordvik."""
    made = plan(folder)
    assert dict(made.share_ore) == {"midvik": 30000, "nordvik": 50001, "sorvik": 20000}
    assert {payer: sum(row) for payer, row in rows(made).items()} == made.share_ore
    assert [row.due for row in made.instalments[::3]] == [
        date(2018, 2, 15),
        date(2018, 5, 15),
        date(2018, 8, 15),
        date(2018, 11, 15),
    ]
    assert [row.label for row in made.instalments[::3]] == [
        "1 av 4",
        "2 av 4",
        "3 av 4",
        "4 av 4",
    ]


def test_the_share_is_that_of_the_budget(folder: Folder) -> None:
    (result,) = folder.shared().budget_results
    assert plan(folder).share_ore == result.periods[-1].apportionment.amounts_ore


def test_who_enters_in_mid_year_pays_in_its_own_instalments(folder: Folder) -> None:
    """The budget is 500 kr before and 500 kr after 2 July (182.5 of 365 days)."""
    after = version("2018-07-01", "[midvik, nordvik, sorvik, utvik]")
    folder.write(rules(version(), after), chart(), budget("1000.00"))
    made = plan(folder)
    found = rows(made)
    assert len(found["utvik"]) == 2
    assert [row.number for row in made.instalments if row.payer == "utvik"] == [3, 4]
    assert {p: sum(row) for p, row in found.items()} == made.share_ore
    assert sum(made.share_ore.values()) == 100000
    # Before: 181 of 365 days in two instalments, Nordvik bears 5 of 10 parts.
    assert found["nordvik"][0] == int(Fraction(100000 * 181, 365) / 2 / 2)
    # After: 184 days in two, 5 of 14 parts.
    exact = Fraction(100000 * 184, 365) * 5 / 14 / 2
    assert abs(found["nordvik"][2] - exact) < 2


def test_who_leaves_in_mid_year_pays_until_then(folder: Folder) -> None:
    before = version(members="[midvik, nordvik, sorvik, utvik]")
    folder.write(rules(before, version("2018-07-01")), chart(), budget("1000.00"))
    made = plan(folder)
    assert [row.number for row in made.instalments if row.payer == "utvik"] == [1, 2]


def test_a_stretch_without_a_due_date_is_paid_on_the_next(folder: Folder) -> None:
    """Utvik leaves before the first due date: it pays then what it is to bear."""
    first = version(members="[midvik, nordvik, sorvik, utvik]")
    folder.write(rules(first, version("2018-02-01")), chart(), budget("3650.00"))
    utvik = [row for row in plan(folder).instalments if row.payer == "utvik"]
    assert [(row.due, row.amount_ore) for row in utvik] == [
        (date(2018, 2, 15), round_down(Fraction(31000 * 4, 14)))
    ]


def round_down(exact: Fraction) -> int:
    """Whole øre."""
    return exact.numerator // exact.denominator


def test_what_begins_after_the_last_due_date_is_left_to_the_settlement(
    folder: Folder,
) -> None:
    late = version("2018-12-01", "[midvik, nordvik, sorvik, utvik]")
    folder.write(rules(version(), late), chart(), budget("1000.00"))
    made = plan(folder)
    assert "utvik" not in rows(made)
    (lack,) = made.lacks
    assert lack == (
        "IKT-samarbeidet: ingen termin forfaller etter 01.12.2018, så det som gjelder"
        " derfra, kreves først i avregningen."
    )


def test_a_sum_is_shared_by_the_key_and_by_the_days(folder: Folder) -> None:
    terms = "claims: {advance: {amount: 3650, due: [02-15, 08-15]}}"
    first = version(claims=terms)
    last = version("2018-07-01", claims=terms)
    folder.write(rules(first, last), chart())
    assert dict(plan(folder).share_ore) == {
        "midvik": 109500,
        "nordvik": 182500,
        "sorvik": 73000,
    }


def test_a_sum_uses_a_threshold_in_the_order_of_its_days(folder: Folder) -> None:
    """10 kr a day: Nordvik bears the first 70, of the first week of January.

    30 are left of the 100 until 10 January, 10 for each of three.  After that two
    share, under terms from 11 and from 16 January: 50 and 3 500, half each.
    """
    claims = "claims: {advance: {amount: 3650, due: [02-15, 08-15]}}"
    key, two = "{threshold: 70, above: equal}", "[midvik, nordvik]"
    folder.write(
        rules(
            version(key=key, claims=claims),
            version("2018-01-11", two, key=key, claims=claims),
            version("2018-01-16", two, key=key, claims=claims),
        ),
        chart(),
    )
    assert dict(plan(folder).share_ore) == {
        "midvik": 1785_00,
        "nordvik": 1855_00,
        "sorvik": 10_00,
    }


def test_amounts_are_what_each_pays(folder: Folder) -> None:
    terms = """
claims:
  advance:
    amounts: {nordvik: "100.01", midvik: 50, sorvik: 0}
    due: [02-15, 05-15, 08-15, 11-15]
"""
    folder.write(rules(version(claims=terms)), chart())
    assert rows(plan(folder)) == {
        "midvik": [1250] * 4,
        "nordvik": [2500, 2500, 2500, 2501],
    }


def test_without_a_budget_nothing_is_planned_and_that_is_said(folder: Folder) -> None:
    folder.write(rules(), chart())
    made = plan(folder)
    assert not made.instalments
    (lack,) = made.lacks
    assert lack == (
        "IKT-samarbeidet har ikke noe budsjett for 2018 som nøkkelen kan dele, så a"
        " konto kan ikke kreves."
    )


def test_a_key_without_figures_is_told_of(folder: Folder) -> None:
    terms = "claims: {advance: {amount: 3650, due: [02-15]}}"
    key = "{statistic: people, date: accounting_year}"
    text = rules(version(claims=terms, key=key)).replace(
        "cooperations:",
        "statistics:\n  people:\n    title: Folketall\n    unit: innbyggere\n"
        "    source: SSB\n    values:\n"
        "      - {municipality: nordvik, date: 2017-01-01, value: 10}\n"
        "      - {municipality: midvik, date: 2017-01-01, value: 10}\n"
        "      - {municipality: sorvik, date: 2017-01-01, value: 10}\n"
        "cooperations:",
    )
    folder.write(text, chart())
    (lack,) = plan(folder).lacks
    assert lack.startswith("IKT-samarbeidet: a konto for 2018 kan ikke deles: ")
    assert "Midvik" in lack


def test_a_revised_budget_changes_the_coming_instalments_only(folder: Folder) -> None:
    """1000.01 kr becomes 1200 kr after the first instalment was claimed."""
    first = {row.payer: row.amount_ore for row in plan(folder).instalments[:3]}
    folder.add(
        *(claimed(n, payer, ore) for n, (payer, ore) in enumerate(first.items()))
    )
    folder.add(budget("1200.00", "2018-03-01"))
    made = plan(folder)
    now = rows(made)
    assert {payer: row[0] for payer, row in now.items()} == first
    assert {p: sum(row) for p, row in now.items()} == {
        "midvik": 36000,
        "nordvik": 60000,
        "sorvik": 24000,
    }
    assert all(row.claim is not None for row in made.instalments[:3])
    assert now["nordvik"][1:] == [15833, 15833, 15834]


def claimed(number: int, payer: str, amount_ore: int) -> str:
    """The first instalment of one payer, claimed."""
    names = {"midvik": "Midvik", "nordvik": "Nordvik", "sorvik": "Sørvik"}
    name, amount = names[payer], kroner(amount_ore)
    kind = "internt" if payer == "nordvik" else "akonto"
    kid = ["201800018", "201800026", "201800034"][number]
    return f"""
2018-01-16 * "Krav" "IKT 2018" #krav ^krav-nordvik-2018-000{number + 1}
  krav: "nordvik-2018-000{number + 1}"
  kravtype: "{kind}"
  samarbeid: "IKT"
  kommune: "{name}"
  vert: "Nordvik"
  periode: "2018"
  termin: "1 av 4"
  forfall: 2018-02-15
  kid: "{kid}"
  Assets:Krav:{name}:IKT  {amount} NOK
  Assets:Fordringer:{name}:IKT  -{amount} NOK
"""


def test_the_plan_is_shown_with_its_sums(folder: Folder) -> None:
    shown = folder.run("plan", "2018")
    assert shown.exit_code == 0, shown.output
    assert "Sum termin 1" in shown.output
    assert "Sum IKT" in shown.output
    assert "1 000,01" in shown.output.replace("\u00a0", " ")
    rows_ = json.loads(folder.run("plan", "2018", "--format", "json").output)
    assert len(rows_) == 12
    assert rows_[0] == {
        "cooperation": "IKT",
        "year": 2018,
        "instalment": 1,
        "instalments": 4,
        "due": "2018-02-15",
        "municipality": "Midvik",
        "amount": "75.00",
        "claim": None,
        "settled": False,
        "objections": [],
    }
    csv = folder.run("plan", "2018", "--format", "csv").output
    assert "IKT;1 av 4;2018-02-15;Midvik;75,00;ikke krevd" in csv


def test_a_plan_of_a_cooperation_that_is_not_there(folder: Folder) -> None:
    refused = folder.run("plan", "2018", "--cooperation", "Vakt")
    assert refused.exit_code == 1
    assert "Ukjent samarbeid «Vakt». Kjente: IKT." in refused.output


def test_books_without_advances_say_so(folder: Folder) -> None:
    folder.write(rules(version(claims="")), chart(), cost("2018-03-01", "10.00"))
    assert "Ingen a konto er avtalt" in folder.run("plan", "2018").output


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """The agreements, for random terms."""
    folder = Folder(tmp_path_factory.mktemp("books"))
    return folder.write(rules(version(claims=CLAIMS)), chart()).shared()


@settings(deadline=None)
@given(
    sum_ore=st.integers(0, 10**9),
    weights=st.lists(st.integers(1, 10**4), min_size=3, max_size=3),
    count=st.sampled_from([1, 2, 4, 12]),
)
def test_random_instalments_add_up_and_are_alike(
    shared: Shared, sum_ore: int, weights: list[int], count: int
) -> None:
    """Each payer's instalments are its share, and differ by less than two øre."""
    cooperation = shared.agreement.cooperations["ikt"]
    (terms,) = cooperation.versions
    key = Weights(
        dict(zip(("nordvik", "midvik", "sorvik"), map(Fraction, weights), strict=True))
    )
    due = tuple((month, 1) for month in range(1, 13, 12 // count))
    changed = replace(
        terms, key=key, claims=ClaimTerms(Advance(sum_ore, None, due), 30)
    )
    agreement = replace(
        shared.agreement,
        cooperations={"ikt": replace(cooperation, versions=(changed,))},
    )
    (made,) = payment_plans(replace(shared, agreement=agreement), (), 2018)
    assert sum(made.share_ore.values()) == sum_ore
    for payer, row in rows(made).items():
        assert sum(row) == made.share_ore[payer]
        exact = Fraction(sum_ore * int(key.weights[payer]), sum(weights) * count)
        assert all(abs(amount - exact) < 2 for amount in row)


def test_one_plan_is_made_for_who_asks_for_one(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim's paper rests on its own cooperation's, however many there are."""
    shared = folder.shared()
    own = shared.agreement.cooperations["ikt"]
    agreement = replace(
        shared.agreement,
        cooperations={"ikt": own, "brann": replace(own, slug="brann")},
    )
    shared = replace(shared, agreement=agreement)
    both = {plan.cooperation.slug: plan for plan in payment_plans(shared, (), 2018)}
    made: list[str] = []
    known = payment_plan._plan

    def counted(*arguments: Any) -> Plan:  # noqa: ANN401 -- as it is called
        made.append(arguments[1].slug)
        return known(*arguments)

    monkeypatch.setattr(payment_plan, "_plan", counted)
    assert plan_of(shared, "ikt", (), 2018) == both["ikt"]
    assert made == ["ikt"]
    assert plan_of(shared, "ikt", (), 1999) is None
