"""What reduces a cost without being income comes off it, whatever the basis.

Worked out by hand: 1 000 + 250 in tax − 250 that is given back is a cost of 1 000, and
500 for each of two.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from contra_books import CENTRE
from contra_books import CENTRE_REDUCTION
from contra_books import COMPENSATION
from contra_books import COST
from contra_books import GRANT
from contra_books import REDUCTION
from contra_books import TAX
from contra_books import books
from contra_books import charged
from contra_books import each
from contra_books import errors
from contra_books import result
from contra_books import rules
from contra_books import shared
from contra_books import voucher
from explained import explained
from fellesbok.books import load_books
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.for_programs import budget_totals
from fellesbok.budgets.for_programs import budget_vs_accounts
from fellesbok.closing.basis import result_rows
from fellesbok.closing.basis import voucher_rows
from fellesbok.explanation import steps
from fellesbok.messages import say
from fellesbok.report.composition import build_report
from fellesbok.shared import OPTION
from fellesbok.sharing.statement import vouchers

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.explanation import Section

COST_AND_TAX = voucher("2020-03-01", f"{COST} 1000.00 NOK", f"{TAX} 250.00 NOK")
GIVEN_BACK = voucher("2020-05-10", f"{COMPENSATION} -250.00 NOK")
GRANTED = voucher("2020-06-01", f"{GRANT} -300.00 NOK")
CHECK_VALUE = COST_AND_TAX + GIVEN_BACK + GRANTED


def basis_of(sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """The section of the basis, as text."""
    (section,) = [s for s in sections if s.title == "Grunnlag"]
    return [
        (say(row.label, "nb"), "" if row.amount_ore is None else str(row.amount_ore))
        for row in section.rows
    ]


@pytest.mark.parametrize(
    ("basis", "amount", "surplus"), [("gross", "500.00", 30000), ("net", "350.00", 0)]
)
@pytest.mark.parametrize("settlement", ["month", "quarter", "half_year", "year"])
def test_compensation_comes_off_the_cost_and_a_grant_only_net(
    tmp_path: Path, basis: str, amount: str, surplus: int, settlement: str
) -> None:
    written = rules(basis=basis, settlement=settlement)
    loaded = books(tmp_path, CHECK_VALUE, written)
    assert charged(loaded) == each(amount)
    assert result(loaded).surplus_ore == surplus
    assert result(loaded).contra_ore == -25000


@pytest.mark.parametrize(
    "contra",
    [
        "contra: [Income:IKT:Mva-kompensasjon]",
        "contra: [Mva-kompensasjon]",
        "contra: [Income:IKT:Kostnadsreduksjon, Mva-kompensasjon]",
    ],
)
def test_the_agreement_names_an_account_or_a_component(
    tmp_path: Path, contra: str
) -> None:
    assert charged(books(tmp_path, CHECK_VALUE, rules(contra))) == each("500.00")


def test_one_word_means_it_in_every_cooperation(tmp_path: Path) -> None:
    vouchers = CHECK_VALUE.replace(COMPENSATION, REDUCTION)
    assert charged(books(tmp_path, vouchers, rules(""))) == each("500.00")


def test_without_a_word_it_is_outside_income(tmp_path: Path) -> None:
    assert charged(books(tmp_path, CHECK_VALUE, rules(""))) == each("625.00")


def test_more_than_the_cost_is_a_negative_cost_and_no_surplus(tmp_path: Path) -> None:
    vouchers = voucher("2020-03-01", f"{COST} 100.00 NOK") + GIVEN_BACK + GRANTED
    loaded = books(tmp_path, vouchers)
    assert charged(loaded) == each("-75.00")
    assert result(loaded).surplus_ore == 30000  # the grant, which stays under gross
    assert result(loaded).cost_ore == -15000


def test_a_refund_and_its_reversal_are_nothing(tmp_path: Path) -> None:
    back = voucher("2020-09-01", f"{COMPENSATION} 250.00 NOK")
    assert charged(books(tmp_path, CHECK_VALUE + back)) == each("625.00")


def test_it_follows_the_rule_of_its_cost_centre(tmp_path: Path) -> None:
    """1 000 by 25 % and 75 %, whether the account or the voucher tells the centre."""
    cost = voucher("2020-03-01", f"{CENTRE} 1250.00 NOK")
    by_account = voucher("2020-05-10", f"{CENTRE_REDUCTION} -250.00 NOK")
    by_voucher = voucher(
        "2020-05-10", f"{COMPENSATION} -250.00 NOK", said='ansvar: "155"'
    )
    for number, refund in enumerate((by_account, by_voucher)):
        folder = tmp_path / str(number)
        folder.mkdir()
        loaded = books(folder, cost + refund)
        assert {k: str(v) for k, v in charged(loaded).items()} == {
            "Kåfjord": "250.00",
            "Lyngen": "750.00",
        }


@pytest.mark.parametrize("root", ["Income", "Expenses"])
def test_it_is_shared_as_the_cost_on_its_voucher(tmp_path: Path, root: str) -> None:
    """1 000 less 400 by 25 % and 75 %, also where what comes off stands as a cost."""
    account = f"{root}:IKT:Refusjon"
    vouchers = f"2020-01-01 open {account}\n" + voucher(
        "2020-03-01", f"{CENTRE} 1000.00 NOK", f"{account} -400.00 NOK"
    )
    loaded = books(tmp_path, vouchers, rules(f"contra: [{account}]"))
    assert {k: str(v) for k, v in charged(loaded).items()} == {
        "Kåfjord": "150.00",
        "Lyngen": "450.00",
    }


@pytest.mark.parametrize(
    ("of_voucher", "of_line", "expected"),
    [
        ('deltakere: "Kåfjord, Lyngen"', 'deltakere: "Lyngen"', ("0.00", "800.00")),
        ('noekkel: "equal"', 'noekkel: "lyngen-alene"', ("200.00", "600.00")),
    ],
)
def test_it_is_shared_as_its_cost_where_the_line_says_another_thing_than_the_voucher(
    tmp_path: Path, of_voucher: str, of_line: str, expected: tuple[str, str]
) -> None:
    """1 000 less 200: what the line says goes before what the voucher says."""
    lines = f"{COST} 1000.00 NOK\n    {of_line}", f"{COMPENSATION} -200.00 NOK"
    loaded = books(tmp_path, voucher("2020-03-01", *lines, said=of_voucher))
    found = charged(loaded)
    assert tuple(f"{found.get(p, 0):.2f}" for p in ("Kåfjord", "Lyngen")) == expected


@pytest.mark.parametrize(
    "said",
    [
        'deltakere: "Lyngen"',
        'noekkel: "lyngen-alene"',
        'periode: "2020-01-01/2020-12-31"',
    ],
)
@pytest.mark.parametrize("settlement", ["month", "year"])
@pytest.mark.parametrize("basis", ["gross", "net"])
def test_it_is_shared_as_a_cost_of_the_same_words(
    tmp_path: Path, said: str, settlement: str, basis: str
) -> None:
    """Each has what it would have if the refund stood on the account of the cost."""
    found = []
    for number, account in enumerate((COMPENSATION, COST)):
        folder = tmp_path / str(number)
        folder.mkdir()
        vouchers = (
            voucher("2020-03-01", f"{COST} 1000.01 NOK")
            + voucher("2020-04-01", f"{COST} 100.00 NOK", said=said)
            + voucher("2020-05-10", f"{account} -333.33 NOK", said=said)
            + GRANTED
        )
        written = rules(basis=basis, settlement=settlement)
        loaded = books(folder, vouchers, written)
        found.append((charged(loaded), result(loaded).surplus_ore))
    assert found[0] == found[1]


def test_it_is_told_as_what_it_is(tmp_path: Path) -> None:
    loaded = books(tmp_path, CHECK_VALUE, rules(basis="net"))
    found = explained(loaded, "ikt", "lyngen", 2020, everything=True)
    assert basis_of(found.sections) == [
        ("Kostnad", "125000"),
        ("Kostnadsreduksjon", "-25000"),
        ("Tilskudd og andre inntekter, trekkes fra (netto)", "-30000"),
        ("Fordelingsgrunnlag", "70000"),
    ]
    listed = [say(row.label, "nb") for row in found.sections[0].rows]
    assert listed[2].endswith("Lisenser (kostnadsreduksjon)")
    assert sum(row.amount_ore or 0 for row in found.sections[0].rows) == 70000


def test_it_is_a_kind_of_its_own_in_tables_and_a_part_of_the_cost(
    tmp_path: Path,
) -> None:
    budget = (
        f'2020-01-01 custom "budget" {COST} "yearly" 1200.00 NOK\n'
        f'2020-01-01 custom "budget" {COMPENSATION} "yearly" -240.00 NOK\n'
    )
    loaded = books(tmp_path, CHECK_VALUE + budget)
    found = lines(loaded.entries, shared(loaded).agreement, 2020)
    (line,) = [n for n in found if n.kind is Kind.CONTRA]
    assert (line.account, str(line.accounts), str(line.budget), str(line.variance)) == (
        COMPENSATION,
        "-250.00",
        "-240.00",
        "10.00",
    )
    assert line.is_cost
    agreement = shared(loaded).agreement
    kinds = {
        row.account: row.kind for row in budget_vs_accounts(loaded.entries, agreement)
    }
    assert kinds[COMPENSATION] == "kostnadsreduksjon"
    totals = {
        row.kind: row.accounts for row in budget_totals(loaded.entries, agreement)
    }
    assert str(totals["kostnadsreduksjon"]) == "-250.00"
    assert str(totals["tilskudd"]) == "300.00"


@pytest.mark.parametrize("basis", ["gross", "net"])
def test_a_budget_of_it_reduces_the_budgeted_cost(tmp_path: Path, basis: str) -> None:
    budget = (
        f'2020-01-01 custom "budget" {COST} "yearly" 1250.00 NOK\n'
        f'2020-01-01 custom "budget" {COMPENSATION} "yearly" -250.00 NOK\n'
    )
    loaded = books(tmp_path, budget, rules(basis=basis))
    assert not loaded.errors
    (planned,) = shared(loaded).budget_results
    assert dict(planned.periods[-1].apportionment.amounts_ore) == {
        "kafjord": 50000,
        "lyngen": 50000,
    }
    assert planned.surplus_ore == 0
    payer = shared(loaded).agreement.payer("lyngen")
    told = steps(shared(loaded), planned, payer)
    assert basis_of(told)[1] == ("Kostnadsreduksjon", "-25000")


def test_a_budget_on_a_cost_centre_follows_its_rule(tmp_path: Path) -> None:
    budget = (
        f'2020-01-01 custom "budget" {CENTRE} "yearly" 1250.00 NOK\n'
        f'2020-01-01 custom "budget" {CENTRE_REDUCTION} "yearly" -250.00 NOK\n'
    )
    loaded = books(tmp_path, budget)
    (planned,) = shared(loaded).budget_results
    assert planned.periods[-1].apportionment.amounts_ore["lyngen"] == 75000


def test_the_sources_of_the_report_add_up_to_its_lines(tmp_path: Path) -> None:
    """Also a line with tax that is given back, which is in no figure."""
    tax = f"{COST} 20.00 NOK", '  avgift: "fradrag"'
    marked = voucher("2020-04-01", f"{COST} 80.00 NOK", *tax)
    books(tmp_path, CHECK_VALUE + marked)
    loaded = load_books(tmp_path / "source.beancount")
    report, _ = build_report(loaded, loaded.options[OPTION], 2020)
    (page,) = report.pages
    shown = {
        group.title: [str(source.amount) for source in group.sources]
        for group in page.sources
    }
    assert shown[COMPENSATION] == ["-250.00"]
    assert shown[COST] == ["1000.00", "80.00"]
    assert shown[GRANT] == ["300.00"]


def test_the_basis_of_a_closed_year_tells_it(tmp_path: Path) -> None:
    loaded = books(tmp_path, CHECK_VALUE)
    agreement = shared(loaded).agreement
    behind = vouchers(loaded.entries, result(loaded).link)
    notes = {r.whose: r.note for r in voucher_rows(behind, "IKT", agreement)}
    assert notes[COMPENSATION] == "kostnadsreduksjon"
    assert notes[GRANT] == ""
    terms = [
        r for r in result_rows(result(loaded), agreement) if r.whose == COMPENSATION
    ]
    assert [r.text for r in terms] == ["kostnadsreduksjon"]


def test_an_account_that_the_books_do_not_have_is_told(tmp_path: Path) -> None:
    loaded = books(tmp_path, CHECK_VALUE, rules("contra: [Mva-komp, Refusjon]"))
    said = errors(loaded, tmp_path)
    assert said == "".join(
        f"rules.yaml:18: IKT: «{name}» under «contra» er ingen konto i bøkene. Åpne en"
        " konto med det navnet under Income:IKT, eller rett navnet.\n"
        for name in ("Mva-komp", "Refusjon")
    )
    assert shared(loaded).results == ()


@pytest.mark.parametrize(
    ("contra", "expected"),
    [
        ("Income:Brann:Mva", "«Income:Brann:Mva» er ikke en konto som kan redusere"),
        ("Income:IKT", "«Income:IKT» er ikke en konto som kan redusere"),
        ("Assets:IKT:Mva", "«Assets:IKT:Mva» er ikke en konto som kan redusere"),
        ("Income:IKT:Mva:", "«Income:IKT:Mva:» er ikke en konto som kan redusere"),
        ("Kommuner", "«Kommuner» er en konto som programmet fører"),
        ("Income:IKT:Fond", "«Income:IKT:Fond» er en konto som programmet fører"),
        ("Tilskudd", "«Tilskudd» er en konto for tilskudd"),
        ("Ansvar-155", "«Ansvar-155» er et ansvar"),
        ("Income:IKT:Ansvar-155", "«Income:IKT:Ansvar-155» er et ansvar"),
    ],
)
def test_what_cannot_reduce_a_cost_is_told_with_its_line(
    tmp_path: Path, contra: str, expected: str
) -> None:
    written = rules(f'contra:\n    - Mva-kompensasjon\n    - "{contra}"')
    said = errors(books(tmp_path, "", written), tmp_path)
    assert said.startswith(f"rules.yaml:20: {expected}")
    assert said.count("\n") == 1


def test_a_repeated_account_and_a_grant_on_it_are_told(tmp_path: Path) -> None:
    more = f"""\
grants:
  drift:
    title: Drift
    grantor: staten
    cooperation: ikt
    purpose: Drift
    earned_on: {COMPENSATION}
    commitments: not_stated
    unused: not_stated
    source: Tilsagnet
"""
    written = rules("contra: [Mva-kompensasjon, Mva-kompensasjon]", more=more)
    assert errors(books(tmp_path, "", written), tmp_path) == (
        "rules.yaml:18: «Mva-kompensasjon» står to ganger.\n"
        f"rules.yaml:32: Tilskuddet opptjenes på {COMPENSATION}, som avtalen for IKT"
        " sier er kostnadsreduksjon.\n"
    )


def test_the_word_can_be_another(tmp_path: Path) -> None:
    written = rules("", more="accounts: {contra: Mva-kompensasjon}\n")
    assert charged(books(tmp_path, CHECK_VALUE, written)) == each("500.00")


@pytest.mark.parametrize(
    "key",
    ["{threshold: 800, above: equal}", "{bounded: equal, maximum: {lyngen: 100}}"],
)
def test_keys_that_are_not_linear_see_the_reduced_cost(
    tmp_path: Path, key: str
) -> None:
    found = []
    for number, posted in enumerate(
        (COST_AND_TAX + GIVEN_BACK, voucher("2020-03-01", f"{COST} 1000.00 NOK"))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        found.append(charged(books(folder, posted, rules(key=key))))
    assert found[0] == found[1]


def test_a_year_of_contra_alone_is_given_back(tmp_path: Path) -> None:
    """The compensation of last year's last months comes in January."""
    loaded = books(tmp_path, voucher("2021-02-10", f"{COMPENSATION} -250.00 NOK"))
    assert charged(loaded, 2021) == each("-125.00")
    assert Fraction(result(loaded, 2021).surplus_ore) == 0
