"""Bank statements and e-invoices: each folder in ``tests/books/intake_documents``."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

from casebook import entries_text
from fellesbok.claim_documents.validation import validate
from fellesbok.rules import read_rules
from fellesbok_importers.bank.account_statement import BankImporter
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.invoices.reading import looks_like_ehf
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.document_outcome import Outcome

FOLDER = MADE / "intake_documents"


CASES = sorted(path.parent for path in FOLDER.glob("*/profile.yaml"))
AGREEMENT = read_rules(FOLDER.parent / "intake" / "allocation_rules.yaml")


def importer_for(folder: Path) -> BankImporter | InvoiceImporter:
    """The importer of a case."""
    profile = read_profile(folder / "profile.yaml")
    if profile.use == "invoice":
        return InvoiceImporter("sak", profile, AGREEMENT)
    bank = BankImporter("sak", profile, AGREEMENT)
    bank.find_predictor = lambda: None
    return bank


def outcome(folder: Path) -> Outcome:
    """What becomes of the document of a case."""
    books = folder / "books.beancount"
    existing = loader.load_file(str(books))[0] if books.exists() else []
    importer = importer_for(folder)
    assert importer.identify(str(folder / "document.xml"))
    return importer.outcome(str(folder / "document.xml"), existing)


def told(found: Outcome) -> str:
    """Control totals, findings, papers and entries, as text."""
    lines = [
        *(f"  {text}" for text in found.controls),
        *(f"! {text}" for text in found.findings),
        *(f"# {paper.name} ({paper.account})" for paper in found.papers),
        "",
        entries_text(found.entries),
    ]
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_document_becomes_what_is_expected(
    folder: Path, *, update_golden: bool
) -> None:
    try:
        text = told(outcome(folder))
    except RejectedError as refused:
        text = f"{refused}\n".replace(f"{folder}/", "")
    path = folder / "expected.txt"
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_what_is_booked_is_in_balance_and_has_an_identity(folder: Path) -> None:
    identities = []
    try:
        entries = outcome(folder).entries
    except RejectedError:
        return  # what is said about it is tested above
    for entry in entries:
        if not isinstance(entry, data.Transaction):
            continue
        units: list[Any] = [posting.units for posting in entry.postings]
        assert sum((u.number for u in units), Decimal(0)) == 0
        identities.append(entry.meta["kilde"])
    assert len(set(identities)) == len(identities)


E_INVOICES = sorted(
    path
    for folder in (FOLDER, FOLDER.parent / "intake_year")
    for path in folder.rglob("*.xml")
    if looks_like_ehf(path)
)
BROKEN = {
    "a-bill-whose-sums-are-off": {"xsd", "BR-CO-15", "BR-CO-16", "PEPPOL-EN16931-F001"},
    # An SVG picture, which the rules refuse as we do.
    "a-bill-with-documents-inside": {"BR-CL-24", "PEPPOL-EN16931-CL001"},
}


@pytest.mark.parametrize("path", E_INVOICES, ids=lambda path: path.parent.name)
def test_the_e_invoices_of_the_tests_keep_the_official_rules(path: Path) -> None:
    """UBL, EN 16931 and Peppol; what breaks one, breaks it for its test."""
    broken = {fault.rule for fault in validate(path.read_bytes())}
    assert broken == BROKEN.get(path.parent.name, set())


def test_our_own_claim_comes_in_as_a_bill() -> None:
    """What a host sends to a participant can be read by the participant."""
    bill = read_invoice(FOLDER.parent / "claims" / "faktura.xml")
    assert bill.payable == sum(line.amount for line in bill.lines) + bill.tax


BANK = "like: bank\n"
ACCOUNTS = 'bank: {accounts: [{number: "86011117947", account: Assets:Bank}]}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BANK, "p.yaml:1: bank.accounts: Profilen skal ha minst én bankkonto"),
        (f"{BANK}bank: {{accounts: []}}\n", "p.yaml:2: bank.accounts: Profilen skal"),
        (
            BANK + ACCOUNTS.replace("86011117947", "86011117948"),
            "Kontonummer «86011117948» er feil",
        ),
        (
            f'{BANK}bank:\n  accounts:\n    - {{number: "86011117947"}}\n',
            "p.yaml:4: bank.accounts.0.account: Feltet mangler.",
        ),
        (
            BANK + ACCOUNTS.replace("Assets:Bank", "Bank"),
            "bank.accounts.0.account: ",
        ),
        (
            BANK + 'bank: {accounts: [{number: "86011117947", account: Assets:Bank},'
            ' {number: "8601 11 17947", account: Assets:Annen}]}\n',
            "Konto 86011117947 står to ganger.",
        ),
        (
            f"{BANK}{ACCOUNTS}columns: {{art: Art}}\n",
            "p.yaml:3: columns: En fil av denne formen har ingen kolonner",
        ),
        (
            f"{BANK}{ACCOUNTS}invoice: {{}}\n",
            "p.yaml:3: invoice: Feltet hører til use: invoice.",
        ),
        (f"{BANK}use: invoice\n{ACCOUNTS}", "invoice: Feltet mangler."),
        ("like: ehf\n", "booking.host: Vertskommunen som fakturaene er til"),
        (
            "like: ehf\nbooking: {host: nordvik}\ninvoice: {tax_account: Mva}\n",
            "p.yaml:3: invoice.tax_account: ",
        ),
    ],
)
def test_a_faulty_profile_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RejectedError) as refused:
        profile_of(text, "p.yaml")
    assert said in str(refused.value)


def test_a_profile_whose_host_no_agreement_knows_is_refused() -> None:
    profile = profile_of("like: ehf\nbooking: {host: storvik}\n", "p.yaml")
    with pytest.raises(RejectedError, match="nordvik, sorvik, ytrevik"):
        InvoiceImporter("sak", profile, AGREEMENT)
