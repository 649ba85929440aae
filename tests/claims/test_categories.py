"""Claims of an agreement whose cost centres have different tax categories."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claimbook import Folder
from claimbook import budget
from claimbook import cost
from claimbook import version
from fellesbok.claim_documents import examine
from fellesbok.claim_documents.plain import plain
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.tax_lines import read_line
from taxed_claims import EXEMPT
from taxed_claims import OUTSIDE
from taxed_claims import accounts
from taxed_claims import agreement
from taxed_claims import claim_of
from taxed_claims import document
from taxed_claims import lines
from taxed_claims import of_all
from taxed_claims import run
from taxed_claims import single
from taxed_claims import taxed_of
from taxed_claims import terms
from taxed_claims import voucher
from taxed_claims import year as year  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_claim_says_what_falls_in_each_category(year: Folder) -> None:
    """By hand: 300.00 of 300.003; × 600.01/1000.01 is 180.0012 and 119.9988."""
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    assert claim.amount == Decimal("300.00")
    assert lines(claim) == [
        "E 0 % av 120.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 180.00 kr: 45.00 kr",
    ]
    assert (claim.tax, claim.payable) == (Decimal("45.00"), Decimal("345.00"))
    text = (year.path / "ledger").rglob("*krav-nordvik*.beancount")
    assert 'avgift2: "S 25 % av 180.00 kr: 45.00 kr"' in next(text).read_text()
    assert not claim_of(year, "nordvik").tax_lines, "the host's own note has no tax"
    made = document(year, claim)
    assert made.paper.payable == Decimal("345.00")
    page = made.html.decode().replace("&nbsp;", " ").replace("\xa0", " ")
    assert "Merverdiavgift 25 % av 180,00 kr" in page
    assert "Ingen merverdiavgift: Unntatt av 120,00 kr" in page
    assert "Avgiften er ulik for ansvarene" in page
    rows = plain(made.paper, "nb").decode().splitlines()
    assert "Merverdiavgift 25 % av 180,00;45,00" in rows


def test_a_cost_centre_with_its_own_rule_has_its_own_entitlements(
    tmp_path: Path,
) -> None:
    """155 is shared by Midvik and Sørvik alone, in equal parts."""
    rule = """
cost_centre_rules:
  "155": {key: equal, participants: [midvik, sorvik]}
"""
    folder = Folder(tmp_path).write(
        agreement(version(claims=terms(more=rule.strip() + "\n"))),
        accounts(),
        voucher("2018-03-01", "155", "600.00"),
        voucher("2018-04-01", "160", "400.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert lines(claim) == [
        "E 0 % av 120.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 300.00 kr: 75.00 kr",
    ]


def test_the_settlement_corrects_what_the_instalments_had(tmp_path: Path) -> None:
    """Half of the budget is with tax, and a fifth of the accounts."""
    advance = "  advance: {basis: budget, due: [02-15, 08-15]}\n"
    folder = Folder(tmp_path).write(
        agreement(version(claims=terms(advance=advance))),
        accounts(),
        budget("500.00", cooperation="IKT:Ansvar-155"),
        budget("500.00", cooperation="IKT:Ansvar-160"),
        voucher("2018-03-01", "155", "200.00"),
        voucher("2018-04-01", "160", "800.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018", "--instalment", "1")
    run(folder, "claim", "2018", "--instalment", "2")
    for number in (1, 2):
        assert lines(claim_of(folder, "midvik", number)) == [
            "E 0 % av 75.00 kr: 0.00 kr. Unntatt",
            "S 25 % av 75.00 kr: 18.75 kr",
        ]
    folder.add(voucher("2018-05-01", "160", "100.00"))
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    # 330 in all: 60 with tax of which 150 is claimed, and 270 of which 150 is.
    assert claim.amount == Decimal("30.00")
    assert lines(claim) == [
        "E 0 % av 120.00 kr: 0.00 kr. Unntatt",
        "S 25 % av -90.00 kr: -22.50 kr",
    ]
    assert claim.payable == Decimal("7.50")
    made = document(folder, claim)
    assert examine(made).faults == ()
    run(folder, "credit", claim.id, "--reason", "Feil")
    note = next(c for c in folder.claims() if c.kind is ClaimKind.CREDIT)
    assert lines(note) == [
        "E 0 % av -120.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 90.00 kr: 22.50 kr",
    ]
    assert examine(document(folder, note)).faults == ()
    run(folder, "claim", "2018")
    assert lines(claim_of(folder, "midvik")) == lines(claim)


def test_money_back_is_a_credit_note_with_both(year: Folder) -> None:
    run(year, "claim", "2018")
    year.add(
        voucher("2018-06-01", "155", "-100.00"), voucher("2018-06-01", "160", "-50.00")
    )
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    assert claim.amount == Decimal("-45.00")
    assert lines(claim) == [
        "E 0 % av -15.00 kr: 0.00 kr. Unntatt",
        "S 25 % av -30.00 kr: -7.50 kr",
    ]
    made = document(year, claim)
    assert made.paper.is_credit
    assert examine(made).faults == ()


def test_more_tax_back_than_is_claimed_is_a_credit_note(year: Folder) -> None:
    """10 kr more exempt than there is less with tax: 300 less tax than 10 kr."""
    run(year, "claim", "2018")
    year.add(
        voucher("2018-06-01", "155", "-600.01"), voucher("2018-06-01", "160", "620.01")
    )
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    assert lines(claim) == [
        "E 0 % av 186.00 kr: 0.00 kr. Unntatt",
        "S 25 % av -180.00 kr: -45.00 kr",
    ]
    assert (claim.amount, claim.payable) == (Decimal("6.00"), Decimal("-39.00"))
    made = document(year, claim)
    assert made.paper.is_credit
    assert made.paper.due is None
    assert examine(made).faults == ()


def test_a_quarter_has_the_categories_of_its_own_costs(tmp_path: Path) -> None:
    """100 kr on 155 in the first quarter, 200 kr on 160 in the second, 50 kr on each
    in the third; Midvik bears 3 of 10.  All are claimed when the year is over.
    """
    folder = Folder(tmp_path).write(
        agreement(version(claims=terms(), settlement="quarter")),
        accounts(),
        voucher("2018-02-01", "155", "100.00"),
        voucher("2018-05-01", "160", "200.00"),
        voucher("2018-08-01", "155", "50.00"),
        voucher("2018-08-02", "160", "50.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018", "--date", "2019-01-15")
    claims = [c for c in folder.claims() if c.payer.slug == "midvik"]
    assert {c.period: lines(c) for c in claims} == {
        "2018-Q1": ["S 25 % av 30.00 kr: 7.50 kr"],
        "2018-Q2": ["E 0 % av 60.00 kr: 0.00 kr. Unntatt"],
        "2018-Q3": [
            "E 0 % av 15.00 kr: 0.00 kr. Unntatt",
            "S 25 % av 15.00 kr: 3.75 kr",
        ],
    }


def test_new_terms_do_not_tax_the_year_before_anew(tmp_path: Path) -> None:
    """155 gets a tax of its own from 2019; 2018 was exempt and stays so."""
    folder = Folder(tmp_path).write(
        agreement(
            version(claims=single(EXEMPT)), version("2019-01-01", claims=terms())
        ),
        accounts(),
        voucher("2018-03-01", "155", "1000.00"),
        voucher("2019-03-01", "155", "100.00"),
        voucher("2019-04-01", "160", "100.00"),
        voucher("2020-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018")
    assert claim_of(folder, "midvik").tax_lines == ()
    run(folder, "claim", "2019")
    assert lines(claim_of(folder, "midvik")) == [
        "E 0 % av 30.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 30.00 kr: 7.50 kr",
    ]


def test_an_instalment_of_other_terms_keeps_its_category(tmp_path: Path) -> None:
    """The first was outside the scope; what is left of the year is divided."""
    advance = "  advance: {basis: budget, due: [02-15, 08-15]}\n"
    folder = Folder(tmp_path).write(
        agreement(
            version(claims=single(OUTSIDE, advance)),
            version("2018-07-01", claims=terms(advance=advance)),
        ),
        accounts(),
        budget("182.50", cooperation="IKT:Ansvar-155"),
        budget("182.50", cooperation="IKT:Ansvar-160"),
        voucher("2018-03-01", "155", "400.00"),
        voucher("2018-08-01", "160", "600.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018", "--instalment", "1")
    run(folder, "claim", "2018", "--instalment", "2")
    first, second = (claim_of(folder, "midvik", number) for number in (1, 2))
    assert (first.amount, first.tax_lines) == (Decimal("54.30"), ())
    assert lines(second) == [
        "E 0 % av 27.60 kr: 0.00 kr. Unntatt",
        "S 25 % av 27.60 kr: 6.90 kr",
    ]
    run(folder, "claim", "2018")
    # 300 less 54.30 outside: 245.70, of which 4 of 10 with tax, less 27.60.
    assert lines(claim_of(folder, "midvik")) == [
        "E 0 % av 119.82 kr: 0.00 kr. Unntatt",
        "S 25 % av 70.68 kr: 17.67 kr",
    ]


def test_a_project_is_divided_year_by_year(tmp_path: Path) -> None:
    """All of 2018 is with tax, and all of 2019 exempt."""
    folder = Folder(tmp_path).write(
        agreement(version(claims=terms(), settlement="project_end", last="2019-12-31")),
        accounts(),
        voucher("2018-03-01", "155", "1000.00"),
        voucher("2019-04-01", "160", "100.00"),
        "2020-01-02 balance Assets:Bank -1100.00 NOK\n",
    )
    run(folder, "claim", "2019")
    assert lines(claim_of(folder, "midvik")) == [
        "E 0 % av 30.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 300.00 kr: 75.00 kr",
    ]


def test_an_agreed_sum_needs_a_budget_to_be_divided(tmp_path: Path) -> None:
    advance = "  advance: {amount: 1000, due: [02-15]}\n"
    folder = Folder(tmp_path).write(
        agreement(version(claims=terms(advance=advance))), accounts()
    )
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 1
    assert "ikke noe budsjett for 2018 som Midvik har en andel av" in done.output


@pytest.mark.parametrize(
    ("wish", "midvik", "sorvik"),
    [
        ('deltakere: "Nordvik, Midvik"', (1000, 1500), (1000, 0)),
        ('deltakere: "Sørvik"', (1000, 0), (1000, 3000)),
        ('periode: "2018-06-01"', (1000, 1000), (1000, 1000)),
    ],
)
def test_what_a_payer_does_not_bear_is_not_in_its_tax(
    tmp_path: Path,
    wish: str,
    midvik: tuple[int, int],
    sorvik: tuple[int, int],
) -> None:
    special = voucher("2018-09-01", "155", "3000.00").replace(
        '"Kostnad"', f'"Kostnad"\n  {wish}'
    )
    folder = Folder(tmp_path).write(*of_all(special))
    run(folder, "claim", "2018")
    expected = {}
    for payer, (exempt, standard) in (("Midvik", midvik), ("Sørvik", sorvik)):
        expected["Nordvik", payer, "E"] = exempt
        expected["Nordvik", payer, "S"] = standard
    assert taxed_of(folder) == {key: base for key, base in expected.items() if base}


def test_tax_that_is_given_back_is_no_cost_of_its_centre(tmp_path: Path) -> None:
    special = voucher("2018-09-01", "155", "3000.00").replace(
        "  Assets:Bank",
        '  Expenses:IKT:Ansvar-155 750.00 NOK\n    avgift: "kompensasjon"\n'
        "  Assets:Bank  -750.00 NOK\n  Assets:Bank",
    )
    folder = Folder(tmp_path).write(*of_all(special))
    run(folder, "claim", "2018")
    assert lines(claim_of(folder, "midvik")) == [
        "E 0 % av 1000.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 1000.00 kr: 250.00 kr",
    ]


def test_a_grant_covers_the_same_part_of_each_centre(tmp_path: Path) -> None:
    """1500 kr covers a quarter of 3000 + 3000 less what one alone bears: by hand."""
    special = voucher("2018-09-01", "155", "3000.00").replace(
        '"Kostnad"', '"Kostnad"\n  deltakere: "Midvik"'
    )
    grant = (
        '\n2018-05-01 * "Staten" "Tilskudd"\n  Assets:Bank  1500.00 NOK\n'
        "  Income:IKT:Tilskudd:Staten  -1500.00 NOK\n"
    )
    folder = Folder(tmp_path).write(*of_all(special, grant))
    run(folder, "claim", "2018")
    # 1500 of 6000 is a quarter: 750 of the 1000 and 2250 of the 3000 are left.
    assert lines(claim_of(folder, "midvik")) == [
        "E 0 % av 750.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 2250.00 kr: 562.50 kr",
    ]


@pytest.mark.parametrize(
    ("key", "wish", "amount", "expected"),
    [
        # A third of the 4500 kr above the threshold, by the cost 1 : 2.
        ("{threshold: 4500, above: equal}", "", "6000.00", (500, 1000)),
        # The agreed 600 kr, by the cost 2 : 1.
        (
            "{amounts: {nordvik: 300, midvik: 600, sorvik: 0}, per: year}",
            "",
            "1500.00",
            (400, 200),
        ),
        # 3 of 10 of the 3000 kr, and a third of what the voucher has a key for.
        (
            "{weights: {nordvik: 5, midvik: 3, sorvik: 2}}",
            "equal",
            "3000.00",
            (900, 1000),
        ),
        # At most 1500 kr, by the cost 1 : 2.
        ("{bounded: equal, maximum: {midvik: 1500}}", "", "6000.00", (500, 1000)),
    ],
)
def test_every_kind_of_key_is_divided_by_its_cost(
    tmp_path: Path, key: str, wish: str, amount: str, expected: tuple[int, int]
) -> None:
    other = voucher("2018-09-01", "155", amount)
    if wish:
        other = other.replace('"Kostnad"', f'"Kostnad"\n  noekkel: "{wish}"')
    folder = Folder(tmp_path).write(*of_all(other, key=key))
    run(folder, "claim", "2018")
    made = {x.vat.category.value: x.base for x in claim_of(folder, "midvik").tax_lines}
    assert (int(made["E"] * 100), int(made["S"] * 100)) == tuple(
        100 * kroner for kroner in expected
    )


def test_what_comes_to_a_closed_year_is_taxed_as_that_year(tmp_path: Path) -> None:
    """1000 kr with tax comes to 2018, which was exempt; 2019 is exempt too."""
    folder = Folder(tmp_path).write(
        agreement(version(key="equal", claims=terms())),
        accounts(),
        voucher("2018-03-01", "160", "3000.00"),
        voucher("2019-01-02", "160", "30.00"),
    )
    run(folder, "claim", "2018")
    run(folder, "close", "2018")
    folder.add(voucher("2018-12-31", "155", "3000.00"))
    folder.add(voucher("2020-01-02", "160", "0.30"))
    run(folder, "claim", "2019")
    assert lines(claim_of(folder, "midvik")) == [
        "E 0 % av 10.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 1000.00 kr: 250.00 kr",
    ]


@settings(deadline=None, max_examples=6)
@given(
    vouchers=st.lists(
        st.tuples(
            st.sampled_from(["155", "160", ""]),
            st.integers(1, 12),
            st.integers(-(10**6), 10**7),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_random_claims_are_their_lines(
    tmp_path_factory: pytest.TempPathFactory, vouchers: list[tuple[str, int, int]]
) -> None:
    """Every quarter, in whole øre; the year's lines are the year's division."""
    folder = Folder(tmp_path_factory.mktemp("bok"))
    of = [
        cost(
            f"2018-{month:02d}-01",
            str(Decimal(ore).scaleb(-2)),
            f"IKT:Ansvar-{centre}" if centre else "IKT",
        )
        for centre, month, ore in vouchers
        if ore
    ]
    year_end = cost("2019-01-02", "1.00")
    folder.write(
        agreement(version(claims=terms(), settlement="quarter")),
        accounts(),
        *of,
        year_end,
    )
    run(folder, "claim", "2018")
    for claim in folder.claims():
        if claim.payer.slug == "nordvik":
            continue
        assert sum(line.base for line in claim.tax_lines) == claim.amount
        assert sum(line.tax for line in claim.tax_lines) == claim.tax
        for line in claim.tax_lines:
            assert read_line(str(line)) == line
            exact = abs(line.base) * (Decimal("0.25") if line.vat.rate else 0)
            assert abs(abs(line.tax) - exact) <= Decimal("0.005")
