"""SAF-T of three versions is the same vouchers, or each fault is told by its line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from saft_documents import MARCH
from saft_documents import Line
from saft_documents import Voucher
from saft_documents import document
from saft_measures import measure
from saft_profile import booked
from saft_profile import refused

if TYPE_CHECKING:
    from pathlib import Path


VERSIONS = ("1.10", "1.20", "1.30")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_gives_the_same(tmp_path: Path, version: str) -> None:
    made = booked(tmp_path, document(version=version))
    expected = booked(tmp_path, document())
    assert [e.meta["avtrykk"] for e in made.transactions] == [
        e.meta["avtrykk"] for e in expected.transactions
    ]
    assert made.cooperations == {"ikt": Decimal("46250.50")}
    assert (made.file.debit, made.file.credit, made.file.rows) == (
        Decimal("46255.50"),
        Decimal("46255.50"),
        7,
    )
    assert [voucher.number for voucher in made.left_out] == ["4"]


def test_the_official_example_of_1_10_calls_itself_1_0(tmp_path: Path) -> None:
    text = document(version="1.10").replace("Version>1.10<", "Version>1.0<")
    assert len(booked(tmp_path, text).transactions) == 2


GOOD = document()
FAULTS = {
    "a count that is off": (
        GOOD.replace("<NumberOfEntries>3<", "<NumberOfEntries>4<"),
        (
            "regnskap.xml:34: NumberOfEntries: Fant «4». Filen har 3 bilag; avviket er"
            " 1."
        ),
    ),
    "debit that is off": (
        GOOD.replace("<TotalDebit>46255.50<", "<TotalDebit>46255.00<"),
        (
            "TotalDebit: Fant «46 255,00». Linjene i filen blir til sammen 46 255,50."
            " Avvik: -0,50."
        ),
    ),
    "credit that is not told": (
        GOOD.replace("<TotalCredit>46255.50</TotalCredit>", ""),
        "regnskap.xml: TotalCredit: Feltet mangler.",
    ),
    "a voucher out of balance": (
        GOOD.replace("<Amount>1250.00<", "<Amount>1249.99<"),
        "Transaction: Fant «0,01». Bilag 1 skal gå i null. Avvik: 0,01.",
    ),
    "another currency": (
        document(currency="EUR"),
        "DefaultCurrencyCode: Fant «EUR». Bøkene føres i NOK.",
    ),
    "a version that nobody knows": (
        document(version="2.00"),
        (
            "AuditFileVersion: Fant «2.00». fellesbok leser SAF-T Regnskap 1.10, 1.20,"
            " 1.30."
        ),
    ),
    "a date": (
        GOOD.replace("<TransactionDate>2018-03-14", "<TransactionDate>2018-02-30"),
        "TransactionDate: Fant «2018-02-30». Her skal det stå en dato",
    ),
    "a year": (
        GOOD.replace("<PeriodYear>2018", "<PeriodYear>18", 1),
        "PeriodYear: Fant «18». Her skal det stå et regnskapsår",
    ),
    "an amount": (
        GOOD.replace(
            "<Amount>250.00</Amount></DebitAmount>",
            "<Amount>250,00</Amount></DebitAmount>",
        ),
        "DebitAmount: Fant «250,00». Her skal det stå et beløp med punktum",
    ),
    "three decimals": (
        GOOD.replace("<Amount>45000.50<", "<Amount>45000.505<"),
        "Fant «45000.505». Et beløp har høyst to desimaler.",
    ),
    "two sides": (
        GOOD.replace(
            "<DebitAmount>",
            "<CreditAmount><Amount>1.00</Amount></CreditAmount><DebitAmount>",
            1,
        ),
        "Linjen i bilag 1 skal ha ett beløp, i debet eller i kredit.",
    ),
    "an amount without a number": (
        GOOD.replace("<DebitAmount><Amount>1000.00</Amount>", "<DebitAmount>"),
        "DebitAmount: Beløpet skal stå i Amount.",
    ),
    "an account that is not listed": (
        document(
            (
                replace(MARCH[2], lines=(Line("9999", "1.00"), Line("2400", "-1.00"))),
                *MARCH[:2],
            )
        ),
        "AccountID: Fant «9999». Bilag 4 har en konto som ikke står i kontoplanen",
    ),
    "an account that is listed twice": (
        GOOD.replace("<AccountID>010<", "<AccountID>120<", 1),
        "AccountID: Fant «120». Kontoen står to ganger.",
    ),
    "a field of another version": (
        GOOD.replace("DebitAnalysisAmount", "AnalysisAmount"),
        "AnalysisAmount: Feltet finnes ikke i SAF-T 1.30.",
    ),
    "tax of another version": (
        document(version="1.20").replace("TaxAmount", "DebitTaxAmount"),
        "DebitTaxAmount: Feltet finnes ikke i SAF-T 1.20.",
    ),
    "a number that is used twice": (
        document((*MARCH, MARCH[2])),
        "TransactionID: Fant «4». Bilag 4 står også på rad",
    ),
    "a number with a quote": (
        GOOD.replace("<TransactionID>4<", '<TransactionID>4"<'),
        'TransactionID: Fant «4"». Her kan det ikke være anførselstegn',
    ),
    "a series that is a way": (
        document(journal="../K"),
        "series: Fant «../K». Her kan det ikke være anførselstegn, «..»",
    ),
    "no number": (
        GOOD.replace("<TransactionID>1</TransactionID>", ""),
        "TransactionID: Feltet mangler.",
    ),
    "no lines": (
        document((*MARCH, Voucher("5", "2018-03-30", ()))),
        "Line: Bilaget har ingen linjer.",
    ),
    "no vouchers": (document(()), "Filen har ingenting som kan føres."),
    "a dimension without a code": (
        GOOD.replace(
            "<AnalysisType>A</AnalysisType><AnalysisID>155</AnalysisID><D",
            "<AnalysisType>A</AnalysisType><AnalysisID> </AnalysisID><D",
        ),
        "AnalysisID: Feltet mangler.",
    ),
    "a part that is not the line": (
        GOOD.replace(
            "<DebitAnalysisAmount><Amount>1000.00",
            "<DebitAnalysisAmount><Amount>900.00",
        ),
        (
            "AnalysisAmount: Fant «900,00». Beløpene på ansvar skal til sammen være"
            " linjens, 1 000,00. Avvik: -100,00."
        ),
    ),
    "two codes of one kind": (
        GOOD.replace(
            "<Analysis><AnalysisType>F",
            "<Analysis><AnalysisType>F</AnalysisType><AnalysisID>121</AnalysisID>"
            "</Analysis><Analysis><AnalysisType>F",
            1,
        ),
        "Beløpene på funksjon skal til sammen være linjens, 1 000,00.",
    ),
    "two kinds that a line is shared between": (
        GOOD.replace(
            "<Analysis><AnalysisType>F",
            "<Analysis><AnalysisType>F</AnalysisType><AnalysisID>121</AnalysisID>"
            "</Analysis><Analysis><AnalysisType>A</AnalysisType>"
            "<AnalysisID>153</AnalysisID></Analysis><Analysis><AnalysisType>F",
            1,
        ),
        "Analysis: Fant «ansvar, funksjon». Linjen er delt på flere slags koder",
    ),
    "an art that is none": (
        document(
            (
                replace(
                    MARCH[0],
                    lines=(Line("550", "1.00", {"A": "155"}), Line("1920", "-1.00")),
                ),
            )
        ),
        "art: Fant «550». Arten er verken kostnad eller inntekt",
    ),
    "a function that is none": (
        GOOD.replace("<AnalysisID>120</AnalysisID>", "<AnalysisID>12</AnalysisID>"),
        "funksjon: Fant «12». Bilag 1: En funksjon er tre sifre",
    ),
    "no ansvar": (
        GOOD.replace("Avdeling", "Landsdel"),
        (
            "AnalysisType: Ingen linje har et ansvar."
            " Si i profilen hvilken dimensjon"
            " det er (saft.dimensions.ansvar). Filen har: A (Landsdel), F (Funksjon),"
            " P (Prosjekt)."
        ),
    ),
    "an ansvar that no agreement has": (
        GOOD.replace("<AnalysisID>153</AnalysisID>", "<AnalysisID>999</AnalysisID>"),
        "ansvar: Fant «999». Ingen avtale nevner dette ansvaret.",
    ),
    "no namespace": (
        GOOD.replace(" xmlns=", " x="),
        "Filen er ikke SAF-T Regnskap: den skal begynne med Header.",
    ),
    "two headers": (
        GOOD.replace(
            "</Header>",
            "</Header>" + GOOD[GOOD.index("<Header>") : GOOD.index("<MasterFiles>")],
        ),
        "Header: Står to ganger.",
    ),
    "no header": (
        GOOD[: GOOD.index("<Header>")] + GOOD[GOOD.index("<MasterFiles>") :],
        "Filen er ikke SAF-T Regnskap: den skal begynne med Header.",
    ),
    "two masters": (
        GOOD.replace(
            "</MasterFiles>",
            "</MasterFiles><MasterFiles><Suppliers>"
            "<Supplier><Name>x</Name><SupplierID>y</SupplierID></Supplier>"
            "</Suppliers></MasterFiles>",
        ),
        "Supplier: Filen har grunndata (MasterFiles) to ganger.",
    ),
    "two ledgers": (
        GOOD.replace(
            "</AuditFile>",
            "<GeneralLedgerEntries><NumberOfEntries>0"
            "</NumberOfEntries></GeneralLedgerEntries></AuditFile>",
        ),
        "NumberOfEntries: Filen har hovedboken (GeneralLedgerEntries) to ganger.",
    ),
    "a journal without a name": (
        GOOD.replace("<JournalID>K</JournalID>", ""),
        "JournalID: Feltet mangler.",
    ),
    "a voucher outside the ledger": (
        GOOD.replace("GeneralLedgerEntries", "SourceDocuments"),
        "Transaction: Bilag skal stå i en journal i hovedboken, etter summene.",
    ),
    "an element of somebody else": (
        GOOD.replace("<JournalID>K</JournalID>", '<JournalID xmlns="x">K</JournalID>'),
        "Elementet hører ikke til SAF-T.",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, case: str) -> None:
    text, expected = FAULTS[case]
    assert expected in refused(tmp_path, text)


def test_very_many_faults_stop_the_reading(tmp_path: Path) -> None:
    vouchers = tuple(
        Voucher(str(number), "2018-13-01", MARCH[2].lines) for number in range(2000)
    )
    assert refused(tmp_path, document(vouchers)).count("\n") == 999


def test_a_large_document_is_never_held_at_once(tmp_path: Path) -> None:
    """As a tree it would take ten times its size; what is kept is less than that."""
    measured = measure(tmp_path, 8000)
    assert measured["transactions"] == 800
    assert measured["bytes"] > 5_000_000
    assert (measured["peak"] - measured["before"]) * 1024 < 3 * measured["bytes"]


def test_a_version_without_its_nought_is_the_version(tmp_path: Path) -> None:
    text = document().replace("Version>1.30<", "Version>1.3<", 1)
    assert booked(tmp_path, text).cooperations == {"ikt": Decimal("46250.50")}
