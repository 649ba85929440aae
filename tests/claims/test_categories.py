"""Claims of an agreement whose cost centres have different tax categories."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claim_documents import ClaimDocuments
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import examine
from fellesbok.claim_documents.plain import plain
from fellesbok.claim_documents.ubl import CAC_NAMESPACE
from fellesbok.claim_documents.ubl import CBC_NAMESPACE
from fellesbok.claim_documents.validation import EXPECTED_WARNINGS
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.tax_lines import read_line

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

NAMES = {"cac": CAC_NAMESPACE, "cbc": CBC_NAMESPACE}
EXEMPT = "{category: E, reason: Unntatt}"
OUTSIDE = "{category: O, reason: Utenfor avgiftsområdet}"
STANDARD = "{category: S, rate: 25 %}"
INVOICING = """\
    invoicing:
      bank_account: "86011117947"
      endpoint: "840014932"
      buyer_reference: Regnskap
      in_vat_register: "yes"
      address: {street: Gata 1, postcode: "9000", city: Vika}
"""
CENTRES = """\
    cost_centres:
      "155": {title: Drift, account: Ansvar-155}
      "160": {title: Lisenser, account: Ansvar-160}
"""


def terms(vat: str = EXEMPT, advance: str = "", more: str = "") -> str:
    """Cost centre 155 is with tax, the rest as ``vat``."""
    return f"""
{more}claims:
  due_days: 30
{advance}  vat: {vat}
  vat_by_cost_centre:
    "155": {STANDARD}
"""


def agreement(*versions: str) -> str:
    invoicing = dict.fromkeys(("nordvik", "midvik", "sorvik"), INVOICING)
    text = rules(*versions, invoicing=invoicing)
    return text.replace("    versions:\n", f"{CENTRES}    versions:\n")


def accounts() -> str:
    return (
        chart()
        + "2017-01-01 open Expenses:IKT:Ansvar-155 NOK\n"
        + "2017-01-01 open Expenses:IKT:Ansvar-160 NOK\n"
        + "2017-01-01 open Liabilities:Merverdiavgift NOK\n"
    )


def voucher(day: str, centre: str, amount: str) -> str:
    return cost(day, amount, f"IKT:Ansvar-{centre}")


def claim_of(folder: Folder, payer: str, instalment: int | None = None) -> Claim:
    return [
        c
        for c in folder.claims()
        if (c.payer.slug, c.instalment_number) == (payer, instalment)
        and c.kind is not ClaimKind.CREDIT
    ][-1]


def lines(claim: Claim) -> list[str]:
    return [str(line) for line in claim.tax_lines]


def run(folder: Folder, *command: str) -> None:
    done = folder.run(*command, "--yes")
    assert done.exit_code == 0, done.output


def document(folder: Folder, claim: Claim) -> ClaimDocuments:
    return documents(claim, folder.load())


@pytest.fixture
def year(tmp_path: Path) -> Folder:
    """600.01 kr on 155 with tax and 400 kr on 160 exempt; Midvik bears 3 of 10."""
    return Folder(tmp_path).write(
        agreement(version(claims=terms())),
        accounts(),
        voucher("2018-03-01", "155", "600.01"),
        voucher("2018-04-01", "160", "400.00"),
        voucher("2019-01-02", "160", "0.10"),
    )


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


def test_the_e_invoice_has_a_line_and_a_subtotal_for_each(year: Folder) -> None:
    run(year, "claim", "2018")
    made = document(year, claim_of(year, "midvik"))
    assert made.ehf is not None, made.why_no_ehf
    found = examine(made)
    assert found.faults == ()
    assert {warning.rule for warning in found.warnings} == EXPECTED_WARNINGS
    root = etree.fromstring(made.ehf)
    subtotals = [
        tuple(
            each.findtext(way, namespaces=NAMES)
            for way in (
                "cbc:TaxableAmount",
                "cbc:TaxAmount",
                "cac:TaxCategory/cbc:ID",
            )
        )
        for each in root.iterfind(".//cac:TaxSubtotal", namespaces=NAMES)
    ]
    assert subtotals == [("120.00", "0.00", "E"), ("180.00", "45.00", "S")]
    names = root.findall("cac:InvoiceLine/cac:Item/cbc:Name", namespaces=NAMES)
    assert [name.text for name in names] == [
        "IKT-samarbeidet 2018: avregning: del uten merverdiavgift, kategori E",
        "IKT-samarbeidet 2018: avregning: del med 25 % merverdiavgift",
    ]


def test_outside_the_scope_cannot_be_with_others(year: Folder) -> None:
    year.write(
        agreement(version(claims=terms(OUTSIDE))),
        accounts(),
        voucher("2018-03-01", "155", "600.00"),
        voucher("2018-04-01", "160", "400.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(year, "claim", "2018")
    made = document(year, claim_of(year, "midvik"))
    assert made.ehf is None
    (reason,) = made.why_no_ehf
    assert reason == (
        "Kravet har en del i avgiftskategori O og en i S. En e-faktura med O kan ikke"
        " ha andre kategorier (BR-O-11 til BR-O-14), så den lages ikke."
    )


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


def single(vat: str, advance: str = "") -> str:
    """One category for the whole claim."""
    return f"claims:\n  due_days: 30\n{advance}  vat: {vat}\n"


@pytest.mark.usefixtures("no_documents")
def test_the_tax_of_a_claim_of_one_category_is_written_and_holds(
    tmp_path: Path,
) -> None:
    """Midvik bears 300.00 of 1 000.00 kr, with 75.00 in tax; a 5 for the 7 is told."""
    folder = Folder(tmp_path).write(
        agreement(version(claims=f"claims:\n  due_days: 30\n  vat: {STANDARD}\n")),
        accounts(),
        cost("2018-03-01", "1000.00"),
        cost("2019-01-02", "0.10"),
    )
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert (claim.amount, claim.tax) == (Decimal("300.00"), Decimal("75.00"))
    (path,) = (folder.path / "ledger").rglob("*krav-nordvik*.beancount")
    text = path.read_text(encoding="utf-8")
    assert text.count("  avgift: 75.00 NOK\n") == 1
    wrong = text.replace("  375.00 NOK", "  355.00 NOK").replace(
        "  -75.00 NOK", "  -55.00 NOK"
    )
    path.write_text(wrong, encoding="utf-8")
    errors = load_books(folder.path / "ledger" / "main.beancount").errors
    said = [str(error.message) for error in errors]
    assert any(
        text.startswith("Liabilities:Merverdiavgift er ført med -55,00, men")
        for text in said
    ), said


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


def test_what_is_set_off_under_tax_gets_no_e_invoice(year: Folder) -> None:
    year.add(
        cost("2018-07-01", "10.00", "IKT:Ansvar-155", "Liabilities:Utlegg:Midvik:IKT")
    )
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    assert claim.set_off == Decimal("10.00")
    assert sum(line.base for line in claim.tax_lines) == claim.amount
    assert any("har lagt ut" in reason for reason in document(year, claim).why_no_ehf)


def test_an_agreed_sum_needs_a_budget_to_be_divided(tmp_path: Path) -> None:
    advance = "  advance: {amount: 1000, due: [02-15]}\n"
    folder = Folder(tmp_path).write(
        agreement(version(claims=terms(advance=advance))), accounts()
    )
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 1
    assert "ikke noe budsjett for 2018 som Midvik har en andel av" in done.output


def test_a_line_is_a_fact(year: Folder) -> None:
    """The agreement changes; the paper is as it was written."""
    run(year, "claim", "2018")
    claim = claim_of(year, "midvik")
    before = document(year, claim).html
    path = year.path / "allocation_rules.yaml"
    path.write_text(path.read_text().replace("rate: 25 %", "rate: 15 %"))
    assert document(year, claim).html == before


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("180.00 kr: 45.00", "180.00 kr: 45.01", "er ingen avgiftslinje"),
        (
            "180.00 kr: 45.00",
            "181.00 kr: 45.25",
            "Avgiftslinjene er på 301.00 med 45.25",
        ),
        ("S 25 % av", "S av", "er ingen avgiftslinje"),
    ],
)
def test_a_line_that_is_edited_is_an_error(
    year: Folder, was: str, becomes: str, said: str
) -> None:
    run(year, "claim", "2018")
    (path,) = (year.path / "ledger").rglob("*krav-nordvik*.beancount")
    path.write_text(path.read_text().replace(was, becomes))
    errors = load_books(year.path / "ledger" / "main.beancount").errors
    assert any(said in str(error.message).replace(",", ".") for error in errors), errors


def test_a_credit_note_has_the_lines_of_its_claim(year: Folder) -> None:
    run(year, "claim", "2018")
    run(year, "credit", claim_of(year, "midvik").id, "--reason", "Feil")
    *_, path = sorted((year.path / "ledger").rglob("*krav-nordvik*.beancount"))
    text = path.read_text().replace("E 0 % av -120.00", "Z 0 % av -120.00")
    path.write_text(text)
    errors = load_books(year.path / "ledger" / "main.beancount").errors
    assert any("andre avgiftslinjer enn kravet" in str(e.message) for e in errors)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"155": {category', '"156": {category', "Ansvar «156» er ikke blant"),
        (f"vat: {EXEMPT}", "vat: not_stated", "Oppgi også «vat»"),
    ],
)
def test_what_is_wrong_in_the_agreement_is_told(
    year: Folder, was: str, becomes: str, said: str
) -> None:
    path = year.path / "allocation_rules.yaml"
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, becomes))
    errors = load_books(year.path / "ledger" / "main.beancount").errors
    assert any(said in str(error.message) for error in errors), errors


def two_hosts(claims: str = "") -> str:
    """Equal parts; Midvik is host until the end of June 2018, then Nordvik."""
    of = claims or terms()
    return agreement(
        version(key="equal", claims=of, host="midvik"),
        version("2018-07-01", key="equal", claims=of, host="nordvik"),
    )


def taxed_of(folder: Folder) -> dict[tuple[str, str, str], Decimal]:
    """What each host has claimed of each payer in each category, without tax."""
    found: dict[tuple[str, str, str], Decimal] = {}
    for claim in folder.claims():
        for line in claim.tax_lines:
            key = claim.host.name, claim.payer.name, line.vat.category.value
            found[key] = found.get(key, Decimal(0)) + line.base
    return {key: base for key, base in found.items() if base}


def test_the_note_of_a_former_host_is_not_claimed_by_the_next(tmp_path: Path) -> None:
    """All is with tax: Midvik's own note as host was taken as claimed without."""
    folder = Folder(tmp_path).write(
        two_hosts(),
        accounts(),
        voucher("2018-03-01", "155", "3000.00"),
        voucher("2018-09-01", "155", "3000.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    run(folder, "claim", "2018")
    assert taxed_of(folder) == {
        ("Midvik", "Nordvik", "S"): 1000,
        ("Midvik", "Sørvik", "S"): 1000,
        ("Nordvik", "Midvik", "S"): 1000,
        ("Nordvik", "Sørvik", "S"): 1000,
    }


def test_each_host_corrects_its_own_instalments(tmp_path: Path) -> None:
    """Half of the budget is with tax, and all of the accounts."""
    advance = "  advance: {basis: budget, due: [02-15, 05-15, 08-15, 11-15]}\n"
    folder = Folder(tmp_path).write(
        two_hosts(terms(advance=advance)),
        accounts(),
        budget("6000.00", cooperation="IKT"),
        budget("6000.00", cooperation="IKT:Ansvar-155"),
        voucher("2018-03-01", "155", "6000.00"),
        voucher("2018-09-01", "155", "6000.00"),
        voucher("2019-01-02", "160", "0.10"),
    )
    for number in ("1", "2", "3", "4"):
        run(folder, "claim", "2018", "--instalment", number)
    run(folder, "claim", "2018")
    assert taxed_of(folder) == {
        ("Midvik", "Nordvik", "S"): 2000,
        ("Midvik", "Sørvik", "S"): 2000,
        ("Nordvik", "Midvik", "S"): 2000,
        ("Nordvik", "Sørvik", "S"): 2000,
    }


@pytest.mark.parametrize("day", ["2018-11-01", "2019-03-01"])
@pytest.mark.parametrize("period", ["2018-04-09", "2018-04-01/2018-06-30"])
def test_a_late_voucher_is_taxed_by_the_host_of_its_time(
    tmp_path: Path, day: str, period: str
) -> None:
    """Cost with tax in Midvik's time is booked in Nordvik's."""
    late = voucher(day, "155", "3000.00").replace(
        '"Kostnad"', f'"Kostnad"\n  periode: "{period}"'
    )
    folder = Folder(tmp_path).write(
        two_hosts(),
        accounts(),
        voucher("2018-03-01", "160", "3000.00"),
        voucher("2018-09-01", "160", "3000.00"),
        late,
        voucher("2019-12-31", "160", "0.00"),
    )
    run(folder, "claim", "2018")
    assert taxed_of(folder) == {
        ("Midvik", "Nordvik", "E"): 1000,
        ("Midvik", "Nordvik", "S"): 1000,
        ("Midvik", "Sørvik", "E"): 1000,
        ("Midvik", "Sørvik", "S"): 1000,
        ("Nordvik", "Midvik", "E"): 1000,
        ("Nordvik", "Sørvik", "E"): 1000,
    }


def of_all(*vouchers: str, key: str = "equal") -> tuple[str, ...]:
    """One host, and 3000 kr exempt beside some vouchers."""
    return (
        agreement(version(key=key, claims=terms())),
        accounts(),
        voucher("2018-03-01", "160", "3000.00"),
        *vouchers,
        voucher("2019-01-02", "160", "0.10"),
    )


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


def test_a_cost_that_moves_to_a_taxed_centre_is_claimed_though_the_sum_stands(
    tmp_path: Path,
) -> None:
    """1000 kr of Midvik's was exempt and is now with tax: 0 kr more, and 250 in tax."""
    folder = Folder(tmp_path).write(*of_all())
    run(folder, "claim", "2018")
    first = claim_of(folder, "midvik")
    folder.add(
        voucher("2018-12-31", "160", "-3000.00"),
        voucher("2018-12-31", "155", "3000.00"),
    )
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert (claim.amount, claim.payable) == (Decimal(0), Decimal("250.00"))
    assert lines(claim) == [
        "E 0 % av -1000.00 kr: 0.00 kr. Unntatt",
        "S 25 % av 1000.00 kr: 250.00 kr",
    ]
    assert claim.reason == f"Endring etter krav {first.id}"
    made = document(folder, claim)
    assert made.ehf is not None, made.why_no_ehf
    assert examine(made).faults == ()
    count = len(folder.claims())
    folder.run("claim", "2018", "--yes")
    assert len(folder.claims()) == count, "claimed once"
    assert folder.run("check").exit_code == 0
    run(folder, "credit", claim.id, "--reason", "Feil")
    run(folder, "claim", "2018", "--payer", "midvik")
    assert taxed_of(folder) == {
        ("Nordvik", "Midvik", "S"): 1000,
        ("Nordvik", "Sørvik", "S"): 1000,
    }


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


def test_instalments_that_are_the_whole_year_have_their_tax_corrected(
    tmp_path: Path,
) -> None:
    """The budget was exempt, and the accounts are with tax, to the same øre."""
    advance = "  advance: {basis: budget, due: [02-15, 08-15]}\n"
    folder = Folder(tmp_path).write(
        agreement(version(key="equal", claims=terms(advance=advance))),
        accounts(),
        budget("12000.00"),
        voucher("2018-03-01", "155", "12000.00"),
        voucher("2019-12-31", "160", "0.00"),
    )
    run(folder, "claim", "2018", "--instalment", "1")
    run(folder, "claim", "2018", "--instalment", "2")
    run(folder, "claim", "2018")
    claim = claim_of(folder, "midvik")
    assert (claim.amount, claim.payable) == (Decimal(0), Decimal("1000.00"))
    assert taxed_of(folder) == {
        ("Nordvik", "Midvik", "S"): 4000,
        ("Nordvik", "Sørvik", "S"): 4000,
    }


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


def test_a_reason_is_kept_as_it_was(year: Folder) -> None:
    run(year, "claim", "2018")
    line = claim_of(year, "midvik").tax_lines[0]
    other = replace(line, vat=replace(line.vat, reason="Etter § 3-6. Av 1.00 kr: ja"))
    assert read_line(str(other)) == other
