"""Arts that reduce a cost, and the tax of e-invoices, come in as what they are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

import invoice_documents as bill
from exported_books import FORMATS
from exported_books import exported
from exported_books import of_year
from fellesbok.filing.folder import load
from fellesbok.filing.writing import write
from fellesbok.messages import say
from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from intake_books import FOLDER
from intake_books import add
from intake_books import document
from intake_books import make_books
from intake_books import with_bank
from intake_runs import run

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Posting

    from fellesbok_importers.intake.taking_in import Preview

REDUCTION = "Income:IKT:Ansvar-155:Kostnadsreduksjon"
MONTH = (
    "1;14.3.2018;120;155;120;;Lisenser;1 000,00\n"
    "1;14.3.2018;429;155;120;;Mva;250,00\n"
    "1;14.3.2018;729;155;120;;Mva-kompensasjon;-250,00\n"
)
ARTS = ("690", "710", "71010", "729", "790", "990")
TAX = "Assets:Merverdiavgift"
SELLER = "974760673"
PROFILE = "like: ehf\nbooking: {{host: nordvik}}\n{more}"
SUPPLIER = f'invoice: {{suppliers: {{"{SELLER}": {{vat: {{word}}}}}}}}\n'


def books(folder: Path, arts: str = "", contra: str = "") -> Path:
    """Books with an account for what reduces the cost of ansvar 155."""
    main = make_books(folder)
    add(main, f"2018-01-01 open {REDUCTION} NOK\n")
    add(main, "2018-01-01 open Income:IKT:Refusjon NOK\n")
    if arts:
        profile = folder / "profiles" / "nordvik.yaml"
        text = profile.read_text("utf-8").replace(
            "nordvik}", f"nordvik, arts: {arts}}}"
        )
        profile.write_text(text, encoding="utf-8")
    if contra:
        rules = folder / "allocation_rules.yaml"
        text = rules.read_text("utf-8")
        named = text.replace("    account: IKT\n", f"    account: IKT\n    {contra}\n")
        rules.write_text(named, encoding="utf-8")
    return main


def read_in(main: Path, path: Path) -> Preview:
    """Preview and write, as the command does."""
    loaded = load(main)
    found = preview(path, identify(path, importers(loaded)), loaded)
    write(filing(found, loaded))
    return found


def charged(main: Path) -> dict[str, Decimal]:
    """What each is charged for IKT."""
    entries, errors, _ = loader.load_file(str(main))
    assert not errors, errors
    return {
        posting.account.split(":")[2]: posting.units.number
        for entry in entries
        if isinstance(entry, data.Transaction) and "fordeling" in entry.tags
        for posting in entry.postings[:1]
        if posting.units is not None and posting.units.number is not None
    }


def test_tax_and_its_compensation_come_in_as_a_cost_and_what_reduces_it(
    tmp_path: Path,
) -> None:
    main = books(tmp_path)
    found = read_in(main, document(tmp_path, MONTH))
    assert found.findings == ()
    assert sum(charged(main).values()) == Decimal("1000.00")


@pytest.mark.parametrize("art", ARTS)
def test_an_art_that_reduces_cost_is_no_income(tmp_path: Path, art: str) -> None:
    main = books(tmp_path)
    row = f"1;14.3.2018;{art};155;120;;Inn;-100,00\n"
    found = read_in(main, document(tmp_path, row))
    (entry,) = [e for e in found.entries if isinstance(e, data.Transaction)]
    assert entry.postings[0].account == REDUCTION
    assert sum(charged(main).values()) == Decimal("-100.00")


def test_a_budget_goes_where_the_voucher_goes(tmp_path: Path) -> None:
    main = books(tmp_path)
    (tmp_path / "profiles" / "budsjett.yaml").write_text(
        "like: budsjett\nbooking: {source: b, host: nordvik}\n", encoding="utf-8"
    )
    path = tmp_path / "budsjett.csv"
    path.write_text(
        "År;Ansvar;Art;Tekst;Beløp\n2018;155;120;Drift;1 250\n2018;155;729;Mva;-250\n",
        encoding="utf-8",
    )
    found = read_in(main, path)
    lines = [e for e in found.entries if isinstance(e, data.Custom)]
    assert [line.values[0].value for line in lines] == [
        "Expenses:IKT:Ansvar-155",
        REDUCTION,
    ]


def test_the_profile_says_the_account_and_the_agreement_knows_it(
    tmp_path: Path,
) -> None:
    arts = '{"729": "Income:{samarbeid}:Refusjon"}'
    main = books(tmp_path, arts, "contra: [Refusjon]")
    read_in(main, document(tmp_path, MONTH))
    assert sum(charged(main).values()) == Decimal("1000.00")


@pytest.mark.parametrize(
    "arts",
    [
        '{"729": "Income:{samarbeid}:Refusjon"}',
        '{"7": "Income:{samarbeid}:Refusjon"}',
    ],
)
def test_an_account_that_the_agreement_does_not_know_is_refused(
    tmp_path: Path, arts: str
) -> None:
    main = books(tmp_path, arts)
    path = document(tmp_path, MONTH)
    loaded = load(main)
    with pytest.raises(RejectedError) as refused:
        preview(path, identify(path, importers(loaded)), loaded)
    assert str(refused.value).endswith(
        "mars.csv:4: art: Fant «729». Arten reduserer kostnaden og er ingen inntekt,"
        " men Income:IKT:Refusjon er inntekt i IKT-samarbeidet. Sett kontoen under"
        " contra i allocation_rules.yaml, eller gi arten en annen konto under arts i"
        " profilen."
    )


TAX_ALONE = MONTH.rsplit("1;", 1)[0]
DEPRECIATION = """\
1;14.3.2018;590;155;120;;Avskrivning;80,00
2;14.3.2018;990;155;120;;Motpost;-30,00
"""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (TAX_ALONE, "art 429 er 250,00 kr og art 729 0,00 kr. 250,00 kr"),
        (DEPRECIATION, "art 590 er 80,00 kr og art 990 -30,00 kr. 50,00 kr"),
    ],
)
def test_a_pair_that_is_not_even_is_told(tmp_path: Path, rows: str, said: str) -> None:
    main = books(tmp_path)
    path = document(tmp_path, rows)
    found = read_in(main, path)
    (told,) = found.findings
    assert say(told, "nb").replace("−", "-") == (
        f"IKT-samarbeidet: {said} deles som kostnad, om ikke resten står på et annet"
        " ansvar eller kommer senere."
    )
    loaded = load(main)
    again = preview(path, identify(path, importers(loaded)), loaded)
    assert again.findings == ()


def test_a_pair_that_is_even_costs_nothing(tmp_path: Path) -> None:
    main = books(tmp_path)
    rows = (
        "1;14.3.2018;590;155;120;;Avskrivning;80,00\n"
        "1;14.3.2018;990;155;120;;Motpost;-80,00\n"
        "2;14.3.2018;120;155;120;;Lisens;90,00\n"
    )
    assert read_in(main, document(tmp_path, rows)).findings == ()
    assert sum(charged(main).values()) == Decimal("90.00")


# --- e-invoices


def line(amount: str, centre: str, rate: str, kind: str = "Invoice") -> str:
    """A line with a rate of tax."""
    return bill.line(amount, centre, kind, rate=kind_of(rate))


def kind_of(rate: str) -> str:
    return f"{'S' if rate != '0' else 'E'} {rate}"


def invoice(*lines: str, **sums: str) -> str:
    """An invoice to the host of these books, from a seller of its own."""
    text = bill.invoice(*lines, buyer=", 974760673", **sums)
    return text.replace("987654321", SELLER)


def by_rate(*rates: tuple[str, str, str]) -> str:
    """Per cent, what it is reckoned of, and the tax."""
    return "".join(bill.subtotal(base, tax, kind_of(rate)) for rate, base, tax in rates)


MIXED = """\
invoice:
  vat: cost
  suppliers:
    "974 760 673": {vat: deduction}
    "943350833": {vat: cost}
"""
ONE_RATE = invoice(
    line("1000.00", "155", "25"), rates=by_rate(("25.00", "1000.00", "250.00"))
)
TWO_RATES = invoice(
    line("300.00", "155", "25"),
    line("100.01", "153", "25.00"),
    line("599.99", "153", "15"),
    line("200.00", "155", "0"),
    net="1200.00",
    tax="190.00",
    total="1390.00",
    rates=by_rate(
        ("25", "400.01", "100.00"), ("15", "599.99", "90.00"), ("0", "200.00", "0.00")
    ),
)


def tax_of(folder: Path, text: str, more: str = "") -> list[tuple[str, str, str]]:
    """The postings of tax: account, amount and word."""
    postings = of_invoice(folder, text, more)
    costs = len({p.account for p in postings if not p.meta and p.account != TAX}) - 1
    return [
        (p.account, str(p.units.number), str((p.meta or {}).get("avgift", "")))
        for p in postings[costs:-1]
        if p.units is not None
    ]


def of_invoice(folder: Path, text: str, more: str = "") -> list[Posting]:
    """The postings of an invoice, which are in balance."""
    path = folder / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    profile = profile_of(PROFILE.format(more=more), "ehf.yaml")
    agreement = read_rules(FOLDER / "allocation_rules.yaml")
    entry: Any
    (entry,) = InvoiceImporter("nordvik", profile, agreement).extract(str(path), [])
    postings: list[Any] = entry.postings
    assert sum(p.units.number for p in postings) == 0
    assert postings[-1].account == "Liabilities:Utlegg:Nordvik"
    return postings


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [(TAX, "250.00", "")]),
        ("invoice: {vat: compensation}\n", [(TAX, "250.00", "kompensasjon")]),
        ("invoice: {vat: deduction}\n", [(TAX, "250.00", "fradrag")]),
        (
            "invoice: {vat: cost}\n",
            [("Expenses:IKT:Ansvar-155", "250.00", "kostnad")],
        ),
        (
            SUPPLIER.replace("{word}", "cost"),
            [("Expenses:IKT:Ansvar-155", "250.00", "kostnad")],
        ),
        (
            MIXED,
            [(TAX, "250.00", "fradrag")],
        ),
    ],
)
def test_the_profile_says_what_the_tax_is(
    tmp_path: Path, more: str, expected: list[tuple[str, str, str]]
) -> None:
    assert tax_of(tmp_path, ONE_RATE, more) == expected


def test_tax_that_is_a_cost_goes_with_the_lines_of_its_rate(tmp_path: Path) -> None:
    """100 on 300.00 and 100.01 is 75.00 and 25.00; 90 is all on 153; 0 % bears none."""
    found = tax_of(tmp_path, TWO_RATES, "invoice: {vat: cost}\n")
    assert sorted(found) == [
        ("Expenses:IKT:Ansvar-153", "115.00", "kostnad"),
        ("Expenses:IKT:Ansvar-155", "75.00", "kostnad"),
    ]


def test_a_credit_note_takes_the_tax_back_as_it_was(tmp_path: Path) -> None:
    kind = "CreditNote"
    credit = invoice(line("1000.00", "155", "25", kind), kind=kind)
    assert tax_of(tmp_path, credit, "invoice: {vat: cost}\n") == [
        ("Expenses:IKT:Ansvar-155", "-250.00", "kostnad")
    ]


def test_lines_without_a_category_have_the_only_rate(tmp_path: Path) -> None:
    text = invoice(bill.line("600.00", "153", rate=""), line("400.00", "155", "25"))
    assert sorted(tax_of(tmp_path, text, "invoice: {vat: cost}\n")) == [
        ("Expenses:IKT:Ansvar-153", "150.00", "kostnad"),
        ("Expenses:IKT:Ansvar-155", "100.00", "kostnad"),
    ]


def test_lines_that_even_out_do_not_stop_the_tax(tmp_path: Path) -> None:
    text = invoice(
        line("100.00", "155", "25"),
        line("-100.00", "153", "25"),
        line("50.00", "155", "0"),
        net="50.00",
        tax="0.03",
        total="50.03",
        rates=by_rate(("25", "0.00", "0.03"), ("0", "50.00", "0.00")),
    )
    assert tax_of(tmp_path, text, "invoice: {vat: cost}\n") == [
        ("Expenses:IKT:Ansvar-155", "0.03", "kostnad")
    ]


def test_what_waits_for_a_person_waits_with_its_tax(tmp_path: Path) -> None:
    text = invoice(line("1000.00", "9999", "25"))
    postings = of_invoice(tmp_path, text, "invoice: {vat: cost}\n")
    assert [(p.account, str(p.units)) for p in postings[:-1]] == [
        ("Assets:Uplassert", "1000.00 NOK"),
        ("Assets:Uplassert", "250.00 NOK"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        "invoice: {vat: kompensasjon}\n",
        "invoice: {suppliers: {Datahuset: {vat: cost}}}\n",
        "invoice: {suppliers: {974760673: {}}}\n",
    ],
)
def test_a_rule_that_cannot_be_read_is_told_with_its_line(more: str) -> None:
    with pytest.raises(RejectedError) as refused:
        profile_of(PROFILE.format(more=more), "p.yaml")
    assert str(refused.value).startswith("p.yaml:3: invoice")


@pytest.mark.parametrize(
    ("word", "shared"),
    [("compensation", "1000.00"), ("deduction", "1000.00"), ("cost", "1250.00")],
)
def test_an_invoice_in_the_books_is_shared_without_what_is_given_back(
    tmp_path: Path, word: str, shared: str
) -> None:
    main = with_bank(make_books(tmp_path))
    (tmp_path / "profiles" / "faktura.yaml").write_text(
        PROFILE.format(more=SUPPLIER.replace("{word}", word)), encoding="utf-8"
    )
    path = tmp_path / "faktura.xml"
    path.write_text(ONE_RATE, encoding="utf-8")
    assert run(import_command, main, "--yes", path).exit_code == 0
    assert sum(charged(main).values()) == Decimal(shared)


WORDS = f"""
2018-04-01 * "Datahuset" "Lisens"
  avgift: "kompensasjon"
  Expenses:IKT:Ansvar-155     1000.00 NOK
  Expenses:IKT:Merverdiavgift  250.00 NOK
  Assets:Bank
2018-04-02 * "Datahuset" "Lisens"
  Expenses:IKT:Ansvar-155     1000.00 NOK
  Expenses:IKT:Ansvar-155      250.00 NOK
    avgift: "fradrag"
  Assets:Bank
2018-04-03 * "Datahuset" "Lisens"
  Expenses:IKT:Ansvar-155     1250.00 NOK
  {REDUCTION}  -250.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_said_of_tax_goes_out_and_in_again(tmp_path: Path, form: str) -> None:
    shares = []
    written = []
    for name in ("a", "b"):
        main = books(tmp_path / name)
        add(main, "2018-01-01 open Expenses:IKT:Merverdiavgift NOK\n")
        if name == "a":
            add(main, WORDS)
        else:
            path = tmp_path / f"eksport.{form}"
            path.write_bytes(
                exported(tmp_path / "a" / "ledger" / "main.beancount", form)
            )
            result = run(import_command, main, "--yes", path)
            assert result.exit_code == 0, result.output
        shares.append(charged(main))
        written.append(of_year(main))
    assert written[0] == written[1]
    assert shares[0] == shares[1]
    assert sum(shares[0].values()) == Decimal("3000.00")
