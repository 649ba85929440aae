"""Grants: four figures that are never one, what must be done in time, unused money.

The 2018 figures are those of the joint report (lines 591–603 and 1061–1071).
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from icalendar import Calendar

from casebook import LEDGERS
from casebook import load
from casebook import load_case
from claimbook import Folder
from claimbook import chart
from claimbook import rules as rules_of
from claimbook import version
from fellesbok.agreement.deadlines import deadlines
from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.cli.grants_text import grants_text
from fellesbok.filing.folder import find_main
from fellesbok.grants.records import grants_on
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.standing import grant_years
from fellesbok.grants.unused import UNUSED_TAG
from fellesbok.grants.warnings import grant_warnings
from fellesbok.rules import read_rules
from fellesbok.shared import OPTION
from fellesbok.sharing import statement
from fellesbok.viewpoint.part import sight
from pagebook import copy_of_books
from places import HOUSE
from two_machines import told_by_both

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement
    from fellesbok.books import Books
    from fellesbok.grants.standing import GrantStand

CASE = LEDGERS / "unused-money-of-a-grant-stands-on-a-restricted-fund"
END = date(2018, 12, 31)


@pytest.fixture(scope="module")
def books() -> Books:
    """The books of this repository."""
    found = find_main(HOUSE)
    assert found is not None
    return load_books(found)


@pytest.fixture(scope="module")
def stands(books: Books) -> dict[str, GrantStand]:
    """Where each grant stands at the end of 2018."""
    assert books.shared is not None
    found = grant_stands(books.entries, books.shared.agreement, END)
    return {stand.grant.slug: stand for stand in found}


# ------------------------------------------------------------------- the 2018 books


def test_helseteknologi_has_money_left_by_grant(
    stands: dict[str, GrantStand],
) -> None:
    ours = [s for slug, s in stands.items() if slug.startswith("helsetek-")]
    assert [s.available for s in ours] == [Decimal("787784.00"), Decimal("747530.00")]
    assert [s.earned for s in ours] == [Decimal("363000.00"), Decimal("344485.00")]
    assert sum(s.earned or 0 for s in ours) == Decimal(707485)
    assert [s.left for s in ours] == [Decimal("424784.00"), Decimal("403045.00")]
    assert [s.unused for s in ours] == [None, None]  # nobody says what has come
    assert sum(s.left or 0 for s in ours) == Decimal(827829)


def test_kompetanseloft_has_earned_more_than_it_is_paid(
    stands: dict[str, GrantStand],
) -> None:
    stand = stands["kompetanseloft-tfk"]
    assert stand.committed == Decimal(5000000)
    assert stand.earned == Decimal(4602556)
    assert (stand.cap, stand.not_payable) == (Decimal(3775000), Decimal(827556))
    by_rate = stand.cap_by_rate, stand.not_payable_by_rate
    assert by_rate == (Decimal(3750000), Decimal(852556))


def test_what_the_report_does_not_state_is_not_zero(
    stands: dict[str, GrantStand],
) -> None:
    stand = stands["kompetanseloft-tfk"]
    assert (stand.received, stand.receivable, stand.unused) == (None, None, None)


def test_figures_so_far_are_not_those_of_a_year(books: Books) -> None:
    assert books.shared is not None
    (year,) = [
        y
        for y in grant_years(books.entries, books.shared.agreement)
        if y.grant.slug == "kompetanseloft-tfk"
    ]
    assert (year.year, year.earned) == (2018, None)


def test_the_contradiction_of_the_cap_is_told(books: Books) -> None:
    assert books.shared is not None
    found = grant_warnings(books.entries, books.shared.agreement, END)
    (text,) = [w.text for w in found if w.rule == "tilskudd-vilkaar"]
    for amount in ("3 775 000", "3 750 000", "25 000", "852 556"):
        assert amount in text.replace("\xa0", " ")


def test_the_own_share_of_kompetanseloft_is_met(books: Books) -> None:
    """2 093 840 of the 1 775 000 that are asked for (line 599)."""
    assert books.shared is not None
    found = grant_warnings(books.entries, books.shared.agreement, date(2019, 5, 1))
    assert "tilskudd-egenandel" not in {w.rule for w in found}


def test_money_at_hand_is_carried_over_by_grant(books: Books) -> None:
    assert books.shared is not None
    agreement = books.shared.agreement
    found = grant_years(books.entries, agreement, date(2019, 6, 30))
    assert {y.grant.slug: y.carried_over for y in found if y.year == 2019} == {
        "helsetek-fylkesmannen": Decimal(424784),
        "helsetek-velferdsteknologi": Decimal(403045),
        "kompetanseloft-tfk": Decimal(397444),
    }


# ------------------------------------------------------------------- ordinary books

RULES = (CASE / "rules.yaml").read_text(encoding="utf-8")
SOURCE = (CASE / "source.beancount").read_text(encoding="utf-8")
HEAD = SOURCE[SOURCE.index("plugin") : SOURCE.index("\n2018-03-01")] + "\n"
ASSET, INCOME = "Assets:Tilskudd:IKT:Staten", "Income:IKT:Tilskudd:Staten"


def ledger(
    folder: Path, *vouchers: str, rules: str = RULES
) -> tuple[list[Any], Agreement, list[Any]]:
    """Made-up books with one grant of 1 000 kroner."""
    folder.mkdir(exist_ok=True)
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    source = folder / "source.beancount"
    source.write_text(HEAD + "".join(vouchers), encoding="utf-8")
    loaded = load(source)
    return loaded.entries, loaded.options[OPTION].agreement, loaded.errors


def earned(day: str, amount: str, *words: str) -> str:
    """What a cost earns of the grant."""
    meta = "".join(f"  {word}\n" for word in words)
    return f'{day} * "Opptjent"\n{meta}  {ASSET}  {amount} NOK\n  {INCOME}\n\n'


def received(day: str, amount: str) -> str:
    """What has come of the grant."""
    return f'{day} * "Mottatt"\n  Assets:Bank  {amount} NOK\n  {ASSET}\n\n'


def cost(day: str, amount: str, said: str = "") -> str:
    """A cost."""
    more = f"  {said}\n" if said else ""
    return f'{day} * "Kostnad"\n{more}  Expenses:IKT  {amount} NOK\n  Assets:Bank\n\n'


def figures(stand: GrantStand) -> list[str]:
    """Earned, received, receivable and unused."""
    amounts = (stand.earned, stand.received, stand.receivable, stand.unused)
    return [str(amount) for amount in amounts]


def test_the_four_figures_follow_the_days(tmp_path: Path) -> None:
    entries, agreement, errors = ledger(
        tmp_path,
        received("2018-02-01", "500.00"),
        cost("2018-03-01", "400.00"),
        earned("2018-03-02", "200.00"),
        cost("2019-03-01", "700.00"),
        earned("2019-03-02", "600.00"),
        received("2020-01-15", "300.00"),
    )
    assert not errors
    assert {
        day: figures(grant_stands(entries, agreement, date.fromisoformat(day))[0])
        for day in ("2018-01-31", "2018-02-01", "2018-12-31", "2019-12-31")
    } == {
        "2018-01-31": ["None", "None", "None", "None"],
        "2018-02-01": ["None", "500.00", "0.00", "500.00"],
        "2018-12-31": ["200.00", "500.00", "0.00", "300.00"],
        "2019-12-31": ["800.00", "500.00", "300.00", "0.00"],
    }
    years = grant_years(entries, agreement)
    assert [y.year for y in years] == [2018, 2019, 2020]
    assert [y.carried_over for y in years] == [None, 800, 200]
    assert [y.earned for y in years] == [200, 600, None]
    assert [y.received for y in years] == [500, 0, 300]
    assert [y.stand.left for y in years] == [800, 200, 200]


def test_the_years_of_a_grant_begin_with_what_was_promised(tmp_path: Path) -> None:
    """Promised in 2018, and nothing drawn: it has a year, but not before."""
    entries, agreement, _ = ledger(tmp_path, received("2020-01-31", "300.00"))
    day = agreement.grants["velferd"].commitments[0].day
    assert day is not None
    years = grant_years(entries, agreement, date(day.year + 1, 6, 30))
    assert [y.year for y in years] == [day.year, day.year + 1]
    assert grant_years(entries, agreement, date(day.year - 1, 12, 31)) == []


def test_a_grant_has_no_year_before_the_day_that_it_is_promised(tmp_path: Path) -> None:
    """Promised on 1 October: in June there is nothing to tell of the year."""
    rules = RULES.replace("date: 2018-01-01, source", "date: 2018-10-01, source")
    entries, agreement, errors = ledger(tmp_path, rules=rules)
    assert not errors
    assert grant_years(entries, agreement, date(2018, 9, 30)) == []
    (year,) = grant_years(entries, agreement, date(2018, 10, 1))
    assert (year.year, year.committed) == (2018, Decimal(1000))


def test_the_years_of_a_grant_begin_with_its_own_money_at_hand(tmp_path: Path) -> None:
    """300 kr at hand in 2018 for one grant, and 200 kr in 2019 for another."""
    first = RULES.replace(
        "[{amount: 1000, date: 2018-01-01, source: Brevet}]", "not_stated"
    )
    first += "    earned_on: Equity:Memo:IKT:Tilskudd:A\n    commodity: NOK.BRUKT\n"
    second = first[first.index("  velferd:") :].replace("velferd", "omsorg")
    second = second.replace("    grantor", "    account: B\n    grantor")
    at_hand = (("A", 2018, "300.00"), ("B", 2019, "200.00"))
    entries, agreement, errors = ledger(
        tmp_path,
        "2018-01-01 open Assets:Tilskudd:IKT:B NOK\n",
        *(
            f"2018-01-01 open Equity:Memo:IKT:Tilskudd:{giver}\n"
            f'{year}-01-01 custom "budget" Equity:Memo:IKT:Tilskudd:{giver} "yearly"'
            f" -{amount} NOK.TILSAGN\n"
            for giver, year, amount in at_hand
        ),
        rules=first + second.replace("Tilskudd:A", "Tilskudd:B"),
    )
    assert not errors

    def told(day: date) -> list[tuple[str, int, Decimal | None]]:
        years = grant_years(entries, agreement, day)
        return [(y.grant.slug, y.year, y.available) for y in years]

    assert told(date(2018, 12, 31)) == [("velferd", 2018, Decimal(300))]
    assert told(date(2019, 12, 31)) == [
        ("velferd", 2018, Decimal(300)),
        ("velferd", 2019, Decimal(300)),
        ("omsorg", 2019, Decimal(200)),
    ]


def test_money_straight_to_income_is_earned_and_received(tmp_path: Path) -> None:
    entries, agreement, _ = ledger(
        tmp_path,
        f'2018-05-01 * "Tilskudd"\n  Assets:Bank  90.10 NOK\n  {INCOME}\n\n',
    )
    (stand,) = grant_stands(entries, agreement, END)
    assert figures(stand) == ["90.10", "90.10", "0.00", "0.00"]


def test_a_later_figure_so_far_takes_the_place_of_the_one_before(
    tmp_path: Path,
) -> None:
    """A project of 1 000 kr reports 300 kr earned in 2018, and 700 kr in all in 2019.

    The 700 kr of 2019 are told by two lines of one day, 500 and 200.  So 300 kr are
    left of the grant, and not 1 000 - 300 - 700 = 0; and 2019 has earned 400 kr of it.
    """
    memo = "Equity:Memo:IKT:Tilskudd:Staten"
    rules = RULES + f"    earned_on: {memo}\n    commodity: NOK.PROSJEKT\n"
    entries, agreement, errors = ledger(
        tmp_path,
        f"2018-01-01 open {memo} NOK.PROSJEKT\n",
        "2018-01-01 open Equity:Memo:Motpost NOK.PROSJEKT\n\n",
        *(
            f'{day} * "Opptjent hittil"\n  {memo}  -{amount} NOK.PROSJEKT\n'
            f"  Equity:Memo:Motpost\n\n"
            for day, amount in (
                ("2018-12-31", "300.00"),
                ("2019-12-31", "500.00"),
                ("2019-12-31", "200.00"),
            )
        ),
        rules=rules,
    )
    assert not errors
    years = grant_years(entries, agreement)
    assert [(y.year, y.stand.earned, y.stand.left) for y in years] == [
        (2018, Decimal("300.00"), Decimal("700.00")),
        (2019, Decimal("700.00"), Decimal("300.00")),
    ]
    assert [y.earned for y in years] == [None, Decimal("400.00")]


def test_an_account_of_two_grants_is_told_by_the_voucher(tmp_path: Path) -> None:
    omsorg = RULES[RULES.index("  velferd:") :].replace("velferd", "omsorg")
    rules = RULES + omsorg.replace("    grantor", "    account: Omsorg\n    grantor")
    entries, agreement, errors = ledger(
        tmp_path,
        "2018-01-01 open Assets:Tilskudd:IKT:Omsorg NOK\n\n",
        earned("2018-03-02", "200.00", 'tilskudd: "velferd"'),
        earned("2018-03-02", "70.00", 'tilskudd: "omsorg"').replace(
            ASSET, "Assets:Tilskudd:IKT:Omsorg"
        ),
        rules=rules,
    )
    assert not errors
    found = grant_stands(entries, agreement, END)
    assert [s.receivable for s in found] == [200, 70]


@pytest.mark.parametrize("component", ["NFK", "Staten"])
def test_an_account_of_its_own_holds_for_income_and_receivable_alike(
    tmp_path: Path, component: str
) -> None:
    """And the grantor's account of income is still the grant's, where it is alone."""
    rules = RULES.replace(
        "    grantor: staten", "    account: NFK\n    grantor: staten"
    )
    asset, income = "Assets:Tilskudd:IKT:NFK", f"Income:IKT:Tilskudd:{component}"
    entries, agreement, errors = ledger(
        tmp_path,
        f"2018-01-01 open {asset} NOK\n",
        "2018-01-01 open Liabilities:Bundet-fond:IKT:NFK NOK\n",
        f"2018-01-01 open {income} NOK\n\n" if component == "NFK" else "\n",
        f'2018-02-01 * "Kommet"\n  Assets:Bank  700.00 NOK\n  {asset}  -700.00 NOK\n\n',
        f'2018-03-01 * "Opptjent"\n  {asset}  400.00 NOK\n  {income}  -400.00 NOK\n\n',
        rules=rules,
    )
    assert not errors
    (stand,) = grant_stands(entries, agreement, END)
    assert figures(stand) == ["400.00", "700.00", "0.00", "300.00"]
    assert not statement.findings(entries)


def test_less_than_nothing_received_is_told_on_each_day_it_sinks(
    tmp_path: Path,
) -> None:
    """Not where it is put back on the day, nor where it rises again."""

    def back(day: str, amount: str) -> str:
        return f'{day} * "Tilbake"\n  {ASSET}  {amount} NOK\n  Assets:Bank\n\n'

    entries, _, errors = ledger(
        tmp_path,
        received("2018-02-01", "100.00"),
        back("2018-03-01", "130.00"),
        back("2018-04-01", "-10.00"),
        back("2018-05-01", "5.00"),
        back("2018-06-01", "50.00"),
        received("2018-06-01", "50.00"),
    )
    assert not errors
    told = [
        note.comment[: note.comment.index(",")] for note in statement.findings(entries)
    ]
    assert told == ["Velferd: -30", "Velferd: -25"]


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("900.00", [("tilskudd-tilbake", "-200.00")]),  # of 700 that have come
        ("700.00", [("tilskudd-tilbake", "400.00")]),  # 400 of them are earned
        ("500.00", [("tilskudd-tilbake", "200.00")]),  # 200 are kept
        ("350.00", [("tilskudd-tilbake", "50.00")]),
        ("300.00", []),
    ],
)
def test_what_is_paid_back_though_earned_is_told(
    back: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    entries, agreement, errors = ledger(
        tmp_path,
        received("2018-02-01", "700.00"),
        earned("2018-03-01", "400.00"),
        f'2018-05-01 * "Tilbake"\n  {ASSET}  {back} NOK\n  Assets:Bank\n\n',
    )
    assert not errors
    found = grant_warnings(entries, agreement, END, 0)
    assert [(w.rule, str(w.amount)) for w in found] == expected


def test_what_is_earned_and_gone_is_told_with_its_figures(tmp_path: Path) -> None:
    """700 came and 500 went back; 200 of the 400 that are earned are not here."""
    entries, agreement, errors = ledger(
        tmp_path,
        received("2018-02-01", "700.00"),
        earned("2018-03-01", "400.00"),
        f'2018-05-01 * "Tilbake"\n  {ASSET}  500.00 NOK\n  Assets:Bank\n\n',
    )
    assert not errors
    (warning,) = grant_warnings(entries, agreement, END, 0)
    assert warning.text == (
        "500,00 kr er betalt tilbake, men 400,00 kr er opptjent og 200,00 kr er"
        " beholdt: 200,00 kr av det opptjente er ikke hos samarbeidet."
    )


@pytest.mark.parametrize(("stated", "off"), [("450", "50"), ("520", "20")])
def test_a_cap_that_is_not_what_its_rate_gives_is_told(
    stated: str, off: str, tmp_path: Path
) -> None:
    """Half of 1 000 kr is 500; how far off it is, is told without a sign."""
    rules = RULES + (
        "    conditions:\n      paid_before_final_report:"
        f" {{rate: 50 %, amount: {stated}}}\n"
    )
    entries, agreement, errors = ledger(
        tmp_path, cost("2018-03-01", "10.00"), rules=rules
    )
    assert not errors
    (warning,) = [
        w for w in grant_warnings(entries, agreement, END) if w.amount is not None
    ]
    assert (warning.rule, str(warning.amount)) == ("tilskudd-vilkaar", f"{off}.00")
    assert warning.text.replace("\xa0", " ") == (
        f"Taket før sluttrapporten er oppgitt til {stated},00 kr, men satsen gir 500,00"
        f" kr av 1 000,00 kr: {off},00 kr i forskjell. Med satsen må 0,00 kr vente."
    )


def test_a_grant_that_nothing_is_drawn_of_leaves_nothing_unused(
    tmp_path: Path,
) -> None:
    """Two grants, and 300 kr of one has come: its fund alone is written to."""
    second = RULES[RULES.index("  velferd:") :].replace("velferd:", "skole:")
    rules = RULES + second.replace("Velferd\n", "Skole\n").replace(
        "    unused", "    account: Skole\n    unused"
    )
    entries, agreement, errors = ledger(
        tmp_path, received("2018-03-01", "300.00"), rules=rules
    )
    assert not errors
    assert list(agreement.grants) == ["velferd", "skole"]
    assert [
        (entry.meta["tilskudd"], str(entry.postings[0].units.number))
        for entry in entries
        if UNUSED_TAG in (getattr(entry, "tags", None) or ())
    ] == [("velferd", "300.00"), ("velferd", "-300.00")]


def test_warnings_come_before_it_hurts(tmp_path: Path) -> None:
    rules = RULES + (
        "    period: {from: 2018-03-01, to: 2018-12-31}\n"
        "    conditions:\n"
        "      paid_before_final_report: {rate: 50 %}\n"
        "      final_report: {due: 2019-03-01}\n"
        "      own_financing: {rate: 70 %, kind: cash}\n"
        "      deadlines: [{date: 2018-07-01, text: Delrapport}]\n"
    )
    entries, agreement, _ = ledger(
        tmp_path,
        cost("2018-03-01", "700.00"),
        earned("2018-03-02", "460.00"),
        earned("2018-08-01", "40.01", 'periode: "2018-01-01/2018-02-28"'),
        rules=rules,
    )

    def told(day: str, days: int = 30) -> list[tuple[str, str]]:
        found = grant_warnings(entries, agreement, date.fromisoformat(day), days)
        return [(w.rule, str(w.amount or w.day)) for w in found]

    assert told("2018-03-02") == [
        ("tilskudd-tak", "40.00"),
        ("tilskudd-egenandel", "490.00"),
    ]
    assert ("tilskudd-frist", "2018-07-01") in told("2018-06-01")
    assert ("tilskudd-frist", "2018-07-01") not in told("2018-05-31")

    def words(day: str) -> list[str]:
        found = grant_warnings(entries, agreement, date.fromisoformat(day), 30)
        return [str(w.text) for w in found if w.day == date(2018, 7, 1)]

    assert words("2018-06-30") == ["Delrapport: fristen er 01.07.2018, om 1 dager."]
    assert words("2018-07-01") == ["Delrapport: fristen er 01.07.2018, om 0 dager."]
    assert words("2018-07-02") == [
        "Delrapport: fristen 01.07.2018 er gått ut for 1 dager siden."
    ]
    assert told("2019-02-01", 28) == [
        ("tilskudd-tak", "0.01"),
        ("tilskudd-egenandel", "290.01"),
        ("tilskudd-periode", "40.01"),
        ("tilskudd-frist", "2018-07-01"),
        ("tilskudd-frist", "2019-03-01"),
    ]


def test_a_cap_is_nearly_reached_at_90_per_cent(tmp_path: Path) -> None:
    """The cap is 500; 450.00 is nearly, 449.99 is not."""
    rules = RULES + ("    conditions:\n      paid_before_final_report: {rate: 50 %}\n")
    for amount, expected in (("450.00", ["50.00"]), ("449.99", [])):
        entries, agreement, _ = ledger(
            tmp_path / amount,
            cost("2018-03-01", "700.00"),
            earned("2018-03-02", amount),
            rules=rules,
        )
        found = grant_warnings(entries, agreement, date(2018, 3, 2), 0)
        assert [str(w.amount) for w in found if w.rule == "tilskudd-tak"] == expected


def test_money_is_left_unused_when_the_last_day_of_the_period_is_over(
    tmp_path: Path,
) -> None:
    """500 kr have come and 200 kr are earned: 300 kr are left on the last day.

    A day is seen from its end, so on 31 December a period to 31 December is over.
    """
    rules = RULES + "    period: {from: 2018-01-01, to: 2018-12-31}\n"
    entries, agreement, _ = ledger(
        tmp_path,
        received("2018-02-01", "500.00"),
        cost("2018-03-01", "400.00"),
        earned("2018-03-02", "200.00"),
        rules=rules,
    )

    def told(day: date) -> list[str]:
        found = grant_warnings(entries, agreement, day, 0)
        return [str(w.text) for w in found if w.rule == "tilskudd-ubrukt"]

    assert told(date(2018, 12, 30)) == []
    assert told(END) == ["Perioden er over, og 300,00 kr mer er mottatt enn opptjent."]


def test_a_cost_outside_the_period_is_told_with_what_it_costs(tmp_path: Path) -> None:
    """700 kr in February, and the period begins in March: 700, and not less than 0."""
    rules = RULES + "    period: {from: 2018-03-01, to: 2018-12-31}\n"
    entries, agreement, _ = ledger(
        tmp_path,
        cost("2018-02-28", "700.00", 'tilskudd: "velferd"'),
        cost("2018-03-01", "50.00", 'tilskudd: "velferd"'),
        rules=rules,
    )
    found = grant_warnings(entries, agreement, END, 0)
    outside = [str(w.amount) for w in found if w.rule == "tilskudd-periode"]
    assert outside == ["700.00"]


def test_a_cost_is_of_the_day_that_its_voucher_is_for(tmp_path: Path) -> None:
    """Paid in March for a day in February, which is before the period begins."""
    rules = RULES + "    period: {from: 2018-03-01, to: 2018-12-31}\n"
    entries, agreement, _ = ledger(
        tmp_path,
        cost("2018-03-15", "700.00", 'tilskudd: "velferd"\n  periode: "2018-02-28"'),
        cost("2018-02-15", "50.00", 'tilskudd: "velferd"\n  periode: 2018-03-01'),
        rules=rules,
    )
    found = grant_warnings(entries, agreement, END, 0)
    outside = [str(w.amount) for w in found if w.rule == "tilskudd-periode"]
    assert outside == ["700.00"]


def test_a_payout_is_capped_until_the_final_report_is_delivered(
    stands: dict[str, GrantStand],
) -> None:
    grant = stands["kompetanseloft-tfk"].grant
    assert grant.final_report is not None
    report = replace(grant.final_report, done=date(2019, 9, 30))
    delivered = replace(grant, final_report=report)
    assert delivered.is_capped_on(date(2019, 9, 29))
    assert not delivered.is_capped_on(date(2019, 9, 30))
    waits = replace(grant, final_report=replace(report, done=None))
    assert waits.is_capped_on(date(2030, 1, 1))
    assert replace(grant, final_report=None).is_capped_on(date(2030, 1, 1))


@pytest.mark.parametrize(
    "name",
    [
        "unused-money-of-a-grant-stands-on-a-restricted-fund",
        "unused-money-of-a-grant-is-owed-to-the-grantor",
    ],
)
def test_unused_money_never_changes_a_share(name: str, tmp_path: Path) -> None:
    """The same books with no more come than is earned share the same."""
    loaded = load_case(LEDGERS / name)
    assert not loaded.errors
    text = (LEDGERS / name / "source.beancount").read_text(encoding="utf-8")
    assert text.count("700.00") == 2
    for file, content in (
        ("source.beancount", text.replace("700.00", "400.00")),
        ("rules.yaml", (LEDGERS / name / "rules.yaml").read_text(encoding="utf-8")),
    ):
        (tmp_path / file).write_text(content, encoding="utf-8")
    without = load(tmp_path / "source.beancount")
    unused = [e for e in loaded.entries if "ubrukt-tilskudd" in getattr(e, "tags", ())]
    assert unused
    assert _shares(loaded.entries) == _shares(without.entries)


def test_unused_money_stays_on_the_fund_in_a_year_without_drawings(
    tmp_path: Path,
) -> None:
    entries, _, errors = ledger(
        tmp_path, received("2018-02-01", "500.00"), cost("2020-03-01", "1.00")
    )
    assert not errors
    account = "Liabilities:Bundet-fond:IKT:Staten"
    for year in (2018, 2019, 2020):
        assert _balance(entries, account, date(year, 12, 31)) == -500
        assert _balance(entries, account, date(year + 1, 1, 1)) == 0


def _shares(entries: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (s.day, s.cooperation, s.municipality, s.basis, s.amount)
        for s in statement.shares(entries)
    ]


MOVES = st.lists(
    st.tuples(
        st.dates(date(2018, 1, 1), date(2020, 12, 31)),
        st.booleans(),
        st.integers(1, 100_000),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(moves=MOVES)
def test_earned_less_received_is_the_balance_and_years_add_up(
    moves: list[tuple[date, bool, int]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    vouchers = [
        (earned if is_earned else received)(day.isoformat(), f"{ore / 100:.2f}")
        for day, is_earned, ore in moves
    ]
    entries, agreement, errors = ledger(tmp_path_factory.mktemp("books"), *vouchers)
    assert not errors
    years = grant_years(entries, agreement)
    for number, year in enumerate(years):
        stand = year.stand
        on_account = (stand.receivable or 0) - (stand.unused or 0)
        assert on_account == (stand.earned or 0) - (stand.received or 0)
        assert not (stand.receivable and stand.unused)
        so_far = years[: number + 1]
        assert sum(y.earned or 0 for y in so_far) == (stand.earned or 0)
        assert sum(y.received or 0 for y in so_far) == (stand.received or 0)
        assert _balance(entries, ASSET, stand.day) == max(0, on_account)
        on_fund = _balance(entries, "Liabilities:Bundet-fond:IKT:Staten", stand.day)
        assert -on_fund == (stand.unused or 0)


def _balance(entries: list[Any], account: str, day: date) -> Decimal:
    return sum(
        (
            posting.units.number
            for entry in entries
            if hasattr(entry, "postings") and entry.date <= day
            for posting in entry.postings
            if posting.account == account
        ),
        Decimal(0),
    )


# ------------------------------------------------------------------- commands


def run(*arguments: str) -> str:
    """What a command prints about the books of this repository."""
    result = CliRunner().invoke(main, [*arguments, "--books", str(HOUSE)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_shows_figures_and_warnings() -> None:
    shown = run("grants", "2018").replace("\xa0", " ")
    assert "Opptjent over taket                         827 556,00" in shown
    assert "4 varsler, sett fra 31.12.2018." in shown
    soon = run("grants", "--on", "2019-08-01")
    assert "Sluttrapport: fristen er 30.09.2019, om 60 dager." in soon
    late = run("grants", "--on", "2019-10-01", "--language", "en")
    assert "Final report: the deadline 30 September 2019 passed 1 days ago." in late


@pytest.mark.parametrize(("letters", "lines"), [(62, 1), (63, 2)])
def test_a_warning_is_on_one_line_as_long_as_it_is_100_wide(
    tmp_path: Path, letters: int, lines: int
) -> None:
    """``! ``, what the deadline is called, and 36 characters about its day."""
    what = "R" * letters
    terms = f"deadlines: [{{date: 2018-12-31, text: {what}}}]"
    rules = RULES + f"    conditions:\n      {terms}\n"
    entries, agreement, _ = ledger(tmp_path, rules=rules)
    rows = grants_on(entries, agreement, END, 0)
    shown = "\n".join(grants_text(rows, None, agreement, END, "nb")).splitlines()
    first = next(n for n, line in enumerate(shown) if line.startswith("! "))
    told = shown[first : shown.index("", first)]
    assert " ".join(line.strip() for line in told) == (
        f"! {what}: fristen er 31.12.2018, om 0 dager."
    )
    assert len(told) == lines
    assert max(map(len, told)) <= 100


def test_programs_get_exact_amounts_and_null() -> None:
    found = json.loads(run("grants", "2018", "--format", "json"))
    last = found["grants"][-1]
    assert last["above_cap"] == "827556.00"
    assert last["received_so_far"] is None
    assert {w["rule"] for w in found["warnings"]} == {
        "tilskudd-tak",
        "tilskudd-vilkaar",
        "tilskudd-ubrukt",
    }


def test_spreadsheets_get_a_line_a_grant_and_year() -> None:
    lines = run("grants", "2018", "--format", "csv").splitlines()
    assert len(lines) == 4
    assert "787784,00;363000,00;" in lines[1]


def test_a_day_is_written_as_a_day() -> None:
    command = ["grants", "--on", "i går", "--books", str(HOUSE)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "«i går» er ikke en dato" in result.output


CALENDAR = """
import sys
from fellesbok.cli import main
arguments = ["--output", "frister.ics", "--books", sys.argv[1]]
main(["deadlines", *arguments], standalone_mode=False)
print(open("frister.ics", "rb").read())
"""


def test_the_calendar_is_the_same_on_every_machine(tmp_path: Path) -> None:
    first, second = told_by_both(CALENDAR, HOUSE, folder=tmp_path)
    assert "BEGIN:VEVENT" in first
    assert first == second


def test_the_calendar_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "frister.ics"
    run("deadlines", "--output", str(path))
    first = path.read_bytes()
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
    calendar: Any = Calendar.from_ical(first.decode())
    assert (calendar["VERSION"], "PRODID" in calendar) == ("2.0", True)
    events = calendar.walk("VEVENT")
    assert [(str(e["UID"]), e["DTSTART"].dt) for e in events] == [
        ("kompetanseloft-tfk-periode-2019-04-30@fellesbok", date(2019, 4, 30)),
        ("kompetanseloft-tfk-sluttrapport-2019-09-30@fellesbok", date(2019, 9, 30)),
    ]
    for event in events:
        assert not event.errors
        assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(days=1)
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(days=-14)


def test_deadlines_begin_on_a_day_and_need_no_file(tmp_path: Path) -> None:
    shown = run("deadlines", "--on", "2019-05-01")
    assert "30.09.2019  Sluttrapport" in shown
    assert "30.04.2019" not in shown
    path = tmp_path / "frister.ics"
    run("deadlines", "--output", str(path), "--dry-run")
    assert not path.exists()
    for form in ("text", "csv"):
        shown = run("deadlines", "--on", "2030-01-01", "--format", form)
        assert "Ingen frister fra 01.01.2030, sett fra 01.01.2030." in shown


def test_warnings_tell_the_day_that_they_are_seen_from() -> None:
    assert "varsler, sett fra 31.12.2018." in run("grants", "2018")
    assert "varsler, sett fra 30.06.2018." in run("grants", "--on", "2018-06-30")


def test_deadlines_are_seen_from_a_day_and_show_the_books_last_year() -> None:
    """The books of 2018 end with a control on 1 January 2019."""
    shown = run("deadlines")
    assert shown.startswith("Sett fra 01.01.2019.")
    lines = [line.split() for line in shown.splitlines()]
    assert [*lines[-2][:1], *lines[-2][-3:]] == ["30.04.2019", "119", "dager", "igjen"]
    read = json.loads(run("deadlines", "--format", "json"))
    assert (read["on"], read["from"]) == ("2019-01-01", "2018-01-01")
    assert [due["day"] for due in read["deadlines"]] == ["2019-04-30", "2019-09-30"]
    rows = run("deadlines", "--format", "csv").splitlines()
    assert rows[0].endswith("Frist;Hva;Gjelder;Samarbeid;Status;Sett fra")
    assert rows[1].endswith(";119 dager igjen;2019-01-01")


def test_what_was_not_done_in_time_is_told() -> None:
    shown = run("deadlines", "--on", "2019-12-01")
    assert "fristen 30.09.2019 (Sluttrapport) er over" in shown


def test_instalments_of_the_last_year_and_until_what_is_agreed(tmp_path: Path) -> None:
    """Terms with an end are followed to it, those without for one year more."""
    folder = Folder(tmp_path)
    terms = [version(last="2018-12-31"), version("2019-01-01", last="2020-06-30")]
    folder.write(rules_of(*terms), chart(), cost("2018-06-01", "600.00"))
    done = folder.run("deadlines", "--format", "json")
    days = [due["day"] for due in json.loads(done.stdout)["deadlines"]]
    quarters = ("02-15", "05-15", "08-15", "11-15")
    assert days == [
        *(f"{year}-{day}" for year in (2018, 2019) for day in quarters),
        "2020-02-15",
        "2020-05-15",
        "2020-06-30",  # the last day of the terms
    ]
    none = version("2019-01-01", claims="claims: {due_days: 30}")
    later = version(), none, version("2021-01-01")
    folder.write(rules_of(*later), chart(), cost("2018-06-01", "600.00"))
    done = folder.run("deadlines", "--format", "json")
    days = [due["day"][:4] for due in json.loads(done.stdout)["deadlines"]]
    assert days == ["2018"] * 4 + ["2021"] * 4, "terms that have not begun yet"
    folder.write(rules_of(version()), chart(), cost("2018-06-01", "600.00"))
    done = folder.run("deadlines")
    assert "! Avtaler uten sluttdag er vist til og med 2019: IKT" in done.output
    assert "15.02.2018  A konto 1 av 4 forfaller  IKT-samarbeidet  over for" in (
        done.output
    )
    assert "15.08.2018  A konto 3 av 4 forfaller  IKT-samarbeidet  75 dager" in (
        done.output
    )
    assert "15.11.2019" in done.output
    assert "2020" not in done.output


def test_a_calendar_does_not_replace_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "regnskap.txt"
    path.write_text("x", encoding="utf-8")
    command = ["deadlines", "--output", str(path), "--books", str(HOUSE)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert f"{path} finnes og er ikke en" in result.output
    assert path.read_text(encoding="utf-8") == "x"


def test_instalments_on_account_are_deadlines(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    claims = "claims: {advance: {basis: budget, due: [02-01, 08-01]}}\n"
    text = RULES.replace("        decision:", f"        {claims}        decision:")
    rules.write_text(text, encoding="utf-8")
    found = deadlines(read_rules(rules), (2019,))
    assert [(d.day, str(d.text)) for d in found] == [
        (date(2019, 2, 1), "A konto 1 av 2 forfaller"),
        (date(2019, 8, 1), "A konto 2 av 2 forfaller"),
    ]


def test_a_municipality_sees_grants_of_its_own_cooperations(books: Books) -> None:
    assert books.shared is not None
    seen = sight(books.entries, books.shared, "lyngen", books.options["include"])
    agreement = seen.shared.agreement
    found = grant_stands(seen.entries, agreement, END)
    assert {s.grant.slug: s.left for s in found} == {
        "helsetek-fylkesmannen": Decimal(424784),
        "helsetek-velferdsteknologi": Decimal(403045),
    }
    assert len(grant_warnings(seen.entries, agreement, END)) == 2


@pytest.mark.parametrize(
    ("told", "carried", "new", "not_split"),
    [
        ('"ikke oppgitt"', None, None, True),
        ("287784.00 NOK", Decimal("287784.00"), Decimal("500000.00"), False),
        ("0.00 NOK", Decimal("0.00"), Decimal("787784.00"), False),
    ],
)
def test_what_was_carried_over_of_the_money_at_hand_is_told(
    tmp_path: Path,
    told: str,
    carried: Decimal | None,
    new: Decimal | None,
    *,
    not_split: bool,
) -> None:
    """787 784 kr at hand in 2018 «inkl. overførte midler fra 2017»."""
    found = copy_of_books(tmp_path)
    written = found.parent / "2018" / "helseteknologi.beancount"
    text = written.read_text(encoding="utf-8")
    changed = text.replace('overfoert: "ikke oppgitt"', f"overfoert: {told}", 1)
    written.write_text(changed, encoding="utf-8")
    loaded = load(found)
    assert not loaded.errors
    years = grant_years(loaded.entries, loaded.options[OPTION].agreement, END)
    (year,) = [y for y in years if y.grant.slug == "helsetek-fylkesmannen"]
    assert (year.carried_over, year.new, year.is_not_split) == (carried, new, not_split)
    assert year.available == Decimal("787784.00")


def test_where_nothing_is_said_of_what_was_carried_over_nothing_is_lacking(
    tmp_path: Path,
) -> None:
    """The first year of money at hand: no «ikke oppgitt» stands in its place."""
    found = copy_of_books(tmp_path)
    written = found.parent / "2018" / "helseteknologi.beancount"
    text = written.read_text(encoding="utf-8")
    changed = text.replace('  overfoert: "ikke oppgitt"\n', "", 1)
    assert changed != text
    written.write_text(changed, encoding="utf-8")
    loaded = load(found)
    assert not loaded.errors
    years = grant_years(loaded.entries, loaded.options[OPTION].agreement, END)
    (year,) = [y for y in years if y.grant.slug == "helsetek-fylkesmannen"]
    assert (year.carried_over, year.new, year.is_not_split) == (None, None, False)


def test_what_is_no_amount_was_not_carried_over(tmp_path: Path) -> None:
    found = copy_of_books(tmp_path)
    written = found.parent / "2018" / "helseteknologi.beancount"
    text = written.read_text(encoding="utf-8")
    wrong = text.replace('overfoert: "ikke oppgitt"', 'overfoert: "litt"', 1)
    written.write_text(wrong, encoding="utf-8")
    (error,) = load(found).errors
    lines = wrong.splitlines()
    assert "skal være et beløp, slik som 1000.00 NOK" in error.message
    assert "787784.00" in lines[error.source["lineno"] - 1]
