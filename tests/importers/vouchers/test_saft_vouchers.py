"""SAF-T Financial: three versions become the same vouchers, or every fault is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest
from beancount.core import data

from casebook import entries_text
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake import reading_in
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.commands import profile_command
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.vouchers.saft_vouchers import SaftImporter
from intake_books import make_books
from intake_books import tree
from intake_runs import numbers
from intake_runs import run
from saft_documents import MARCH
from saft_documents import Line
from saft_documents import Voucher
from saft_documents import document
from saft_measures import measure
from saft_profile import AGREEMENT
from saft_profile import OWN
from saft_profile import booked
from saft_profile import profile

if TYPE_CHECKING:
    from pathlib import Path


VERSIONS = ("1.10", "1.20", "1.30")


def refused(folder: Path, text: str, own: str = OWN) -> str:
    """What is said of a document that is refused."""
    with pytest.raises(RejectedError) as told:
        booked(folder, text, own)
    return str(told.value).replace(f"{folder}/", "").replace("\N{NO-BREAK SPACE}", " ")


def test_a_document_becomes_one_transaction_per_voucher(tmp_path: Path) -> None:
    made = booked(tmp_path, document())
    assert (
        entries_text([made.transactions[0]])
        == """\
2018-03-14 * "Datahuset AS" "Lisenser; Mva"
  bilag: "nordvik-K-1"
  kilde: "nordvik/K/2018/1"
  avtrykk: "7cf7eb8469b01093"
  Expenses:IKT:Ansvar-155      1000.00 NOK
    rad: "49"
    art: "195"
    funksjon: "120"
    mva: "1"
  Expenses:IKT:Ansvar-155       250.00 NOK
    rad: "50"
    art: "429"
    funksjon: "120"
  Liabilities:Utlegg:Nordvik  -1250.00 NOK
"""
    )


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


def test_codes_texts_and_the_row_are_kept(tmp_path: Path) -> None:
    first, second = booked(tmp_path, document()).transactions
    meta = first.postings[0].meta
    assert meta is not None
    assert {k: meta[k] for k in ("art", "funksjon", "mva", "rad")} == {
        "art": "195",
        "funksjon": "120",
        "mva": "1",
        "rad": str(meta["lineno"]),
    }
    lines = document().splitlines()
    assert "<AccountID>195</AccountID>" in lines[meta["lineno"] - 1]
    assert second.postings[0].meta is not None
    assert second.postings[0].meta["prosjekt"] == "9001"


def test_a_line_that_is_shared_between_two_ansvar_becomes_two(tmp_path: Path) -> None:
    shared = (
        "<Analysis><AnalysisType>A</AnalysisType><AnalysisID>155</AnalysisID>"
        "<DebitAnalysisAmount><Amount>600.00</Amount></DebitAnalysisAmount></Analysis>"
        "<Analysis><AnalysisType>A</AnalysisType><AnalysisID>153</AnalysisID>"
        "<DebitAnalysisAmount><Amount>400.00</Amount></DebitAnalysisAmount></Analysis>"
    )
    line = "<AccountID>195</AccountID>"
    whole = document(
        (
            replace(
                MARCH[0],
                lines=(
                    Line("195", "1000.00"),
                    MARCH[0].lines[2],
                    Line("2400", "250.00"),
                ),
            ),
        )
    )
    (made,) = booked(
        tmp_path,
        whole.replace(line, line + shared, 2).replace(
            f"<Account>{line}{shared}", f"<Account>{line}"
        ),
    ).transactions
    assert [
        (posting.account, posting.units and posting.units.number)
        for posting in made.postings
    ] == [
        ("Expenses:IKT:Ansvar-155", Decimal("600.00")),
        ("Expenses:IKT:Ansvar-153", Decimal("400.00")),
        ("Liabilities:Utlegg:Nordvik", Decimal("-1000.00")),
    ]


def test_a_line_that_is_shared_between_two_projects_becomes_two(
    tmp_path: Path,
) -> None:
    """And so is one that is no cooperation's left as it is."""
    shared = "".join(
        f"<Analysis><AnalysisType>P</AnalysisType><AnalysisID>{code}</AnalysisID>"
        f"<DebitAnalysisAmount><Amount>{part}</Amount></DebitAnalysisAmount></Analysis>"
        for code, part in (("9001", "45000.00"), ("9002", "0.50"))
    )
    text = document()
    begin = text.index("<Analysis><AnalysisType>P")
    end = text.index("</Analysis>", begin) + len("</Analysis>")
    text = text[:begin] + shared + text[end:]
    text = text.replace(
        "<AccountID>1920</AccountID><D", f"<AccountID>1920</AccountID>{shared}<D"
    )
    made = booked(tmp_path, text)
    assert [
        (p.units and p.units.number, (p.meta or {}).get("prosjekt"))
        for p in made.transactions[1].postings
    ] == [
        (Decimal("45000.00"), "9001"),
        (Decimal("0.50"), "9002"),
        (Decimal("-45000.50"), None),
    ]


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


PROFILES = {
    "saft: {dimensions: {ansvar: []}}\n": "saft.dimensions.ansvar: Si hvilken",
    "columns: {art: X}\n": "columns: En fil av denne formen har ingen kolonner",
    "booking: {vouchers: one_sided}\n": "vouchers må være balanced.",
}


@pytest.mark.parametrize("own", PROFILES)
def test_a_profile_that_makes_no_sense_is_refused(own: str) -> None:
    text = f"like: saft\n{own}"
    with pytest.raises(RejectedError) as told:
        profile(text)
    assert PROFILES[own] in str(told.value)


def test_a_profile_without_a_source_is_refused() -> None:
    text = (
        "title: x\nattested: {level: uprøvd, source: x}\nuse: saft\n"
        "saft: {dimensions: {ansvar: [A]}}\nbooking: {vouchers: balanced}\n"
    )
    with pytest.raises(RejectedError, match="Navnet på kildesystemet må oppgis"):
        profile(text)


def test_the_series_and_the_art_are_what_the_profile_says(tmp_path: Path) -> None:
    own = (
        "like: saft\nsaft: {art: grouping_code, series: %s,"
        " dimensions: {ansvar: [A]}}\nbooking: {source: n, host: nordvik, series: Z}\n"
    )
    text = document().replace("AccountID>195<", "AccountID>4195<")
    for series, expected in (
        ("journal", "n/K/2018/1"),
        ("voucher_type", "n/LF/2018/1"),
        ("none", "n/Z/2018/1"),
    ):
        first = booked(tmp_path, text, own % series).transactions[0]
        assert first.meta["kilde"] == expected
        assert first.postings[0].meta is not None
        assert first.postings[0].meta["art"] == "195"


def test_the_command_reads_shows_and_books_it(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    (tmp_path / "profiles" / "nordvik-saft.yaml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    result = run(import_command, main, "--yes", path)
    said = result.output.replace("\N{NO-BREAK SPACE}", " ")
    assert "(saft.nordvik-saft): 3 nye, 0 kjente, 0 endrede" in said
    assert "1 bilag angår ingen av samarbeidene" in said
    assert "Serie «K» i 2018 mangler bilag 3." in said
    assert "IKT-samarbeidet: 46 250,50 kr" in said
    assert numbers(main) == ["nordvik-K-1", "nordvik-K-2"]
    again = run(import_command, main, "--yes", path)
    assert "Ingenting nytt" in again.output
    older = document(version="1.10").replace("1000.00", "900.00")
    path.write_text(older.replace("1250.00", "1150.00").replace("46255.50", "46155.50"))
    changed = run(import_command, main, "--yes", path)
    assert "0 nye, 1 kjente, 1 endrede" in changed.output
    assert numbers(main)[1:] == [
        "nordvik-K-1-reversert",
        "nordvik-K-1-v2",
        "nordvik-K-2",
    ]


def test_a_large_document_shows_that_it_is_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = make_books(tmp_path)
    monkeypatch.setattr(reading_in, "ROWS_BETWEEN_SIGNS", 1)
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    importer = SaftImporter("x", profile(), AGREEMENT)
    assert importer.length(str(path)) == 3
    lengths: list[int] = []
    real = click.progressbar

    def bar(**given: Any) -> Any:  # noqa: ANN401 -- as click has it
        lengths.append(given["length"])
        return real(**given)

    monkeypatch.setattr(click, "progressbar", bar)
    own = tmp_path / "min.yaml"
    own.write_text(OWN, encoding="utf-8")
    run(import_command, main, "--dry-run", "--profile", own, path)
    assert lengths == [3]


def test_a_profile_is_proposed_for_it(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    result = run(profile_command, main, path)
    assert "like: saft" in result.output
    assert "Filen har dimensjonene: A (Avdeling), F (Funksjon), P (Prosjekt)." in (
        result.output
    )


def test_a_document_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    (tmp_path / "profiles" / "nordvik-saft.yaml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "regnskap.xml"
    path.write_text(document(version="1.00"), encoding="utf-8")
    before = tree(tmp_path)
    result = run(import_command, main, "--yes", path)
    assert result.exit_code == 1
    assert "fellesbok leser SAF-T Regnskap" in result.output
    assert tree(tmp_path) == before


def test_the_importer_answers_beangulp(tmp_path: Path) -> None:
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    importer = SaftImporter("nordvik", find_profile("saft"), AGREEMENT)
    assert importer.identify(str(path))
    assert not importer.identify(str(tmp_path / "finnes-ikke.xml"))
    assert str(importer.date(str(path))) == "2018-03-21"
    with pytest.raises(RejectedError, match="hvem som er vert"):
        importer.extract(str(path), [])
    own = SaftImporter("nordvik", profile(), AGREEMENT)
    assert own.account(str(path)) == "Liabilities:Utlegg:Nordvik"
    entries = own.extract(str(path), [])
    assert all(isinstance(entry, data.Transaction) for entry in entries)
    again = own.extract(str(path), [])
    own.deduplicate(again, entries)
    assert all("__duplicate__" in entry.meta for entry in again)


def test_a_large_document_is_never_held_at_once(tmp_path: Path) -> None:
    """As a tree it would take ten times its size; what is kept is less than that."""
    measured = measure(tmp_path, 8000)
    assert measured["transactions"] == 800
    assert measured["bytes"] > 5_000_000
    assert (measured["peak"] - measured["before"]) * 1024 < 3 * measured["bytes"]


@pytest.mark.parametrize(
    ("number", "journal", "identity"),
    [
        ("2018/1", "K", "nordvik/K/2018/2018%2F1"),
        ("A 1", "K", "nordvik/K/2018/A%201"),
        ("1", "Inngående faktura", "nordvik/Inngående%20faktura/2018/1"),
        ("1", "K/2018", "nordvik/K%2F2018/2018/1"),
        ("5%", "K", "nordvik/K/2018/5%"),
        ("%2F", "K", "nordvik/K/2018/%252F"),
    ],
)
def test_a_number_may_have_spaces_and_slashes(
    tmp_path: Path, number: str, journal: str, identity: str
) -> None:
    """The identity tells them apart; what a bookkeeper sees is as it was written."""
    first = replace(MARCH[0], number=number)
    made = booked(tmp_path, document((first,), journal=journal))
    meta = made.transactions[0].meta
    assert meta["kilde"] == identity
    assert meta["bilag"] == f"nordvik-{journal}-{number}"


def test_a_version_without_its_nought_is_the_version(tmp_path: Path) -> None:
    text = document().replace("Version>1.30<", "Version>1.3<", 1)
    assert booked(tmp_path, text).cooperations == {"ikt": Decimal("46250.50")}


def test_the_class_before_the_art_is_asked_about(tmp_path: Path) -> None:
    text = document((MARCH[1],)).replace(">010<", ">17101<")
    assert "AccountID: Fant «17101». Kodene i filen kan leses på to måter" in refused(
        tmp_path, text
    )
    own = OWN.replace("host: nordvik}", "host: nordvik, art_form: class_art}")
    posted = booked(tmp_path, text, own).transactions[0].postings[0]
    assert posted.account == "Income:IKT:Ansvar-153:Kostnadsreduksjon"
