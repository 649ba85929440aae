"""The four figures of a grant, which are never one, on a day and over the years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from casebook import load
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.standing import grant_years
from fellesbok.grants.warnings import grant_warnings
from fellesbok.shared import OPTION
from fellesbok.sharing import statement
from fellesbok.viewpoint.part import sight
from grant_books import ASSET
from grant_books import END
from grant_books import INCOME
from grant_books import RULES
from grant_books import balance
from grant_books import books as books  # noqa: PLC0414 -- a fixture
from grant_books import cost
from grant_books import earned
from grant_books import ledger
from grant_books import received
from pagebook import copy_of_books

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.grants.standing import GrantStand


@pytest.fixture(scope="module")
def stands(books: Books) -> dict[str, GrantStand]:
    """Where each grant stands at the end of 2018."""
    assert books.shared is not None
    found = grant_stands(books.entries, books.shared.agreement, END)
    return {stand.grant.slug: stand for stand in found}


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


def test_money_at_hand_is_carried_over_by_grant(books: Books) -> None:
    assert books.shared is not None
    agreement = books.shared.agreement
    found = grant_years(books.entries, agreement, date(2019, 6, 30))
    assert {y.grant.slug: y.carried_over for y in found if y.year == 2019} == {
        "helsetek-fylkesmannen": Decimal(424784),
        "helsetek-velferdsteknologi": Decimal(403045),
        "kompetanseloft-tfk": Decimal(397444),
    }


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
    told = [note.text[: note.text.index(",")] for note in statement.findings(entries)]
    assert told == ["Velferd: -30", "Velferd: -25"]


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
        assert balance(entries, ASSET, stand.day) == max(0, on_account)
        on_fund = balance(entries, "Liabilities:Bundet-fond:IKT:Staten", stand.day)
        assert -on_fund == (stand.unused or 0)


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
