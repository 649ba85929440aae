"""An export as SAF-T has the form of the schema, and the figures of the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest
from lxml import etree

from exported_books import exported
from fellesbok.filing.folder import load
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.saft_file import saft_of
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.commands import import_command
from intake_runs import run
from places import HOUSE
from saft_schema import faults_of
from written_out import books_with

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books


BOOKS = HOUSE


def test_saft_has_the_form_that_the_schema_has(tmp_path: Path) -> None:
    assert not faults_of(exported(books_with(tmp_path), "saft"))
    assert not faults_of(exported(BOOKS / "ledger" / "main.beancount", "saft"))


def read(content: bytes) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """A document without its namespace."""
    text = content.decode().replace(' xmlns="', ' x="')
    return etree.fromstring(text.encode())


def test_totals_balances_and_customers_are_those_of_the_books(tmp_path: Path) -> None:
    found = read(exported(books_with(tmp_path), "saft"))
    ledger = found.find("GeneralLedgerEntries")
    assert ledger.findtext("NumberOfEntries") == "10"
    assert ledger.findtext("TotalDebit") == ledger.findtext("TotalCredit")
    accounts = {a.findtext("AccountID"): a for a in found.iter("Account")}
    bank = accounts["Assets:Bank"]
    assert bank.findtext("OpeningCreditBalance") == "500.00"
    assert bank.findtext("ClosingCreditBalance") == "800.00"
    cost = accounts["Expenses:IKT:Ansvar-155"]
    assert cost.findtext("OpeningDebitBalance") == "0.00"
    by_art = accounts["Expenses:IKT:Ansvar-155/120"]
    assert by_art.findtext("GroupingCategory") == "KA_K"
    assert by_art.findtext("GroupingCode") == "120"
    assert by_art.findtext("ClosingDebitBalance") == "1000.00"
    longer = accounts["Expenses:Brann:Ansvar-339/1951"]
    assert longer.findtext("GroupingCategory") == "ikke oppgitt"
    customers = {c.findtext("CustomerID"): c for c in found.iter("Customer")}
    assert list(customers) == ["nordvik", "sorvik", "ytrevik"]
    assert customers["nordvik"].findtext("RegistrationNumber") == "974760673"
    owed = [
        b.findtext("AccountID") for b in customers["nordvik"].iter("BalanceAccount")
    ]
    assert owed == ["Assets:Fordringer:Nordvik:Brann", "Assets:Fordringer:Nordvik:IKT"]
    generated = [
        j for j in found.iter("Journal") if j.findtext("JournalID") == "Beregnet"
    ]
    assert len(generated[0].findall("Transaction")) == 5
    types = {
        (e.findtext("AnalysisType"), e.findtext("AnalysisID"))
        for e in found.iter("AnalysisTypeTableEntry")
    }
    used = {
        (a.findtext("AnalysisType"), a.findtext("AnalysisID"))
        for a in found.iter("Analysis")
        if a.findtext("AnalysisType") not in {"BILAG", "LINJE"}
    }
    assert used <= types
    numbers = [t.findtext("TransactionID") for t in found.iter("Transaction")]
    assert len(numbers) == len(set(numbers))
    assert {"7", "8", "nordvik-1"} <= set(numbers)


def test_an_export_of_a_cooperation_has_its_vouchers_and_its_host(
    tmp_path: Path,
) -> None:
    main = books_with(tmp_path)
    found = read(exported(main, "saft", only="Brannvernet", on=date(2019, 2, 1)))
    header = found.find("Header")
    assert header.findtext("Company/Name") == "Sørvik"
    assert header.findtext("Company/RegistrationNumber") == "943350833"
    assert header.findtext("AuditFileDateCreated") == "2019-02-01"
    assert header.findtext("HeaderComment") == "Samarbeid: Brannvernet"
    used = {line.findtext("AccountID") for line in found.iter("Line")}
    assert not any("IKT" in account for account in used)
    whole = read(exported(main, "saft")).find("Header")
    assert whole.findtext("Company/Name") == "Fjordene"
    assert whole.findtext("Company/RegistrationNumber") == "ikke oppgitt"
    with pytest.raises(RejectedError, match=r"Finner ikke samarbeidet\. Mulige: ikt"):
        exported(main, "saft", only="ukjent")


def test_a_claim_has_its_number_kid_and_due_date(tmp_path: Path) -> None:
    main = books_with(
        tmp_path,
        "2018-01-01 open Assets:Krav:Nordvik:IKT NOK\n"
        '2018-01-15 * "Krav" "IKT 2018 – Nordvik" #krav\n'
        '  krav: "sorvik-2018-0001"\n  kravtype: "internt"\n  samarbeid: "IKT"\n'
        '  kommune: "Nordvik"\n  vert: "Nordvik"\n  periode: "2018"\n'
        '  forfall: 2018-02-14\n  kid: "201800013"\n'
        "  Assets:Krav:Nordvik:IKT         100.00 NOK\n"
        "  Assets:Fordringer:Nordvik:IKT  -100.00 NOK\n",
    )
    content = saft_of(collect(without_errors(load(main)), 2018, None, None))
    assert not faults_of(content)
    (line,) = [
        line
        for line in read(content).iter("Line")
        if line.findtext("AccountID") == "Assets:Krav:Nordvik:IKT"
    ]
    assert [line.findtext(n) for n in ("ReferenceNumber", "CID", "DueDate")] == [
        "sorvik-2018-0001",
        "201800013",
        "2018-02-14",
    ]
    assert line.findtext("CustomerID") == "nordvik"


def without_errors(books: Books) -> Books:
    """The books as if nothing were said about them."""
    return replace(books, errors=())


def test_saft_of_ours_that_somebody_has_changed_is_refused(tmp_path: Path) -> None:
    main = books_with(tmp_path)
    text = exported(main, "saft").decode()
    path = tmp_path / "eksport.xml"
    for before, after, expected in (
        (
            "<AnalysisID>tall: 12.50<",
            "<AnalysisID>tall: mye<",
            "er ikke skrevet av fellesbok",
        ),
        ("=15.5 NOK.TIMER<", "=16.5 NOK.TIMER<", "skal gå i null i NOK.TIMER."),
        ("=15.5 NOK.TIMER<", "=mye NOK.TIMER<", "er ikke skrevet av fellesbok"),
        ("<Amount>1000.00<", "<Amount>1001.00<", "skal gå i null"),
    ):
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        result = run(import_command, main, path)
        assert result.exit_code == 1
        assert expected in result.output


def test_a_tax_code_of_a_line_stands_in_the_tax_table(tmp_path: Path) -> None:
    main = books_with(
        tmp_path,
        '2018-01-02 * "x"\n  Assets:Bank 1 NOK\n    mva: "1"\n  Assets:Bank -1 NOK\n',
    )
    content = exported(main, "saft")
    assert faults_of(content) == []
    assert b"<TaxCode>1</TaxCode>" in content
