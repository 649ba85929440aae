"""The books written out as SAF-T and CSV, and read back: nothing is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import printer
from fava.core import FavaLedger
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree

import saft_documents
from deep import examples
from exported_books import FORMATS
from exported_books import exported
from exported_books import of_year
from exported_books import outline
from fellesbok.filing.folder import load
from fellesbok.unseen import first_unseen
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.csv_lines import csv_of
from fellesbok_importers.export.own_export import OwnImporter
from fellesbok_importers.export.saft_file import saft_of
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.export_command import export_command
from intake_books import MARCH
from intake_books import document
from intake_books import make_books
from intake_books import open_import_page
from intake_books import tree
from intake_runs import run
from places import HOUSE
from saft_schema import faults_of
from two_machines import told_by_both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Transaction

    from fellesbok.filing.folder import Books

BOOKS = HOUSE
BY_HAND = """
2017-05-01 * "Fra i fjor"
  Equity:Memo               500.00 NOK
  Assets:Bank
2018-02-01 ! "Åpent «spørsmål»" "=SUM(A1)" #avklares ^sak-1
  bilag: "7"
  deltakere: "Nordvik, Sørvik"
  tall: 12.50
  dato: 2018-02-28
  ja: TRUE
  belop: 3.00 NOK
  tomt:
  Expenses:Brann:Ansvar-339   100 NOK
    art: "1951"
    prosjekt: "P-1"
  ! Assets:Bank
2018-02-01 * ""
  Expenses:IKT:Ansvar-155     1.00 NOK
  Expenses:IKT:Ansvar-155    -1.00 NOK
2018-02-02 * "@" "  to  mellomrom
og en ny linje"
  bilag: "8"
  langt: "%s"
  Equity:Memo                15.5 NOK.TIMER
  Equity:Memo               -15.5 NOK.TIMER
  Assets:Fordringer:Nordvik:IKT  200.00 NOK
  Assets:Bank
2019-02-02 * "Neste år"
  Expenses:IKT:Ansvar-155     1.00 NOK
  Assets:Bank
""" % ("lang " * 150)


def books_with(folder: Path, written: str = BY_HAND) -> Path:
    """Books with what has been read in and what was written by hand."""
    main = make_books(folder)
    text = main.read_text(encoding="utf-8").replace(
        "2018-01-01 open", "2017-01-01 open"
    )
    opened = "2017-01-01 open Equity:Memo\n"
    main.write_text(text + opened, encoding="utf-8")
    if written:
        assert run(import_command, main, "--yes", document(folder)).exit_code == 0
        with main.open("a", encoding="utf-8") as file:
            file.write(written)
    return main


@pytest.mark.parametrize("form", FORMATS)
def test_a_round_trip_loses_nothing(tmp_path: Path, form: str) -> None:
    main = books_with(tmp_path / "a")
    path = tmp_path / f"eksport.{form}"
    path.write_bytes(exported(main, form))
    other = books_with(tmp_path / "b", "")
    result = run(import_command, other, "--yes", path)
    assert result.exit_code == 0, result.output
    assert "(fellesbok.eksport): 5 nye, 0 kjente" in result.output
    assert "  5 bilag er regnet ut av avtalene. De føres ikke" in result.output
    assert of_year(other) == of_year(main)
    again = run(import_command, other, "--yes", path)
    assert "0 nye, 5 kjente, 0 endrede" in again.output
    assert exported(other, form).count(b"kildedokument") == 2
    third = books_with(tmp_path / "c", "")
    path.write_bytes(exported(other, form))
    assert run(import_command, third, "--yes", path).exit_code == 0
    assert of_year(third) == of_year(main)


@pytest.mark.parametrize("form", FORMATS)
def test_the_books_know_their_own_export(tmp_path: Path, form: str) -> None:
    main = books_with(tmp_path / "a")
    changed = document(tmp_path / "a", MARCH.replace("45 000,50", "44 000,00"))
    run(import_command, main, "--yes", changed)
    path = tmp_path / f"eksport.{form}"
    path.write_bytes(exported(main, form))
    before = tree(tmp_path / "a")
    result = run(import_command, main, "--yes", path)
    assert "0 nye, 7 kjente, 0 endrede" in result.output
    assert "Ingenting nytt" in result.output
    assert tree(tmp_path / "a") == before


EXPORT = """
import sys
from pathlib import Path
from exported_books import exported
print(exported(Path(sys.argv[1]), sys.argv[2]))
"""


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_books_give_the_same_bytes_on_every_machine(
    tmp_path: Path, form: str
) -> None:
    main = books_with(tmp_path / "a")
    first, second = told_by_both(EXPORT, main, form, folder=tmp_path)
    assert first == second
    assert first == f"{exported(main, form)!r}\n"


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_books_give_the_same_bytes_wherever_things_stand(
    tmp_path: Path, form: str
) -> None:
    main = books_with(tmp_path / "a")
    first = exported(main, form)
    text = main.read_text(encoding="utf-8")
    parts = text.partition(BY_HAND)
    blocks = BY_HAND.strip().split("\n2018")
    turned = "\n2018".join([blocks[0], *reversed(blocks[1:])])
    assert parts[1]
    main.write_text(f"{parts[0]}\n{turned}\n", encoding="utf-8")
    assert exported(main, form) == first


ACCOUNTS = ("Assets:Bank", "Expenses:IKT:Ansvar-155", "Equity:Memo")
TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \t\n\"\\'=+-@;,<>&æøåÆØÅ«»–×|#^!*"),
        st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]),
    ),
    max_size=40,
).filter(lambda text: first_unseen(text) is None)
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{1,12}", fullmatch=True).filter(
    lambda key: (
        not key.startswith(("document", "kilde", "reverserer", "lineno"))
        and key
        not in {"filename", "periode", "samarbeid", "deltakere", "noekkel", "andel"}
    )
)
NUMBERS = st.decimals(-(10**9), 10**9, places=2)
VALUES = st.one_of(
    TEXTS,
    NUMBERS,
    st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    st.booleans(),
    st.none(),
    st.builds(Amount, NUMBERS, st.just("NOK")),
)
METAS = st.dictionaries(KEYS, VALUES, max_size=4)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,20}", fullmatch=True)


@st.composite
def transactions(draw: st.DrawFn) -> Transaction:
    """Any transaction that is in balance."""
    amounts = draw(st.lists(NUMBERS, min_size=1, max_size=4))
    amounts.append(-sum(amounts, Decimal("0.00")))
    currency = draw(st.sampled_from(["NOK", "NOK", "NOK.TIMER"]))
    accounts = ACCOUNTS if currency == "NOK" else ("Equity:Memo",)
    postings = [
        data.Posting(
            draw(st.sampled_from(accounts)),
            Amount(amount, currency),
            None,
            None,
            draw(st.sampled_from([None, None, "!"])),
            draw(METAS),
        )
        for amount in amounts
    ]
    return data.Transaction(
        draw(METAS) | {"bilag": draw(NAMES)},
        draw(st.dates(date(2018, 1, 1), date(2018, 12, 31))),
        draw(st.sampled_from("*!")),
        draw(st.one_of(st.none(), TEXTS)),
        draw(TEXTS),
        frozenset(draw(st.sets(NAMES, max_size=2))),
        frozenset(draw(st.sets(NAMES, max_size=2))),
        postings,
    )


@settings(
    deadline=None,
    max_examples=examples(8),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    found=st.lists(
        transactions(), min_size=1, max_size=5, unique_by=lambda e: e.meta["bilag"]
    )
)
def test_any_vouchers_come_back_as_they_were(
    tmp_path: Path, found: list[Transaction]
) -> None:
    folder = tmp_path / "a"
    shutil.rmtree(folder, ignore_errors=True)
    main = books_with(folder, "")
    main.write_text(main.read_text("utf-8") + _text(found), encoding="utf-8")
    books = load(main)
    assume(not books.errors)  # Beancount does not take every text in every place.
    whole = [
        entry._replace(
            links=frozenset(x for x in entry.links if not x.startswith("fordeling-"))
        )
        for entry in written(books.entries)
    ]
    importer = OwnImporter(books.agreement)
    for form in FORMATS:
        path = tmp_path / f"eksport.{form}"
        content = exported(main, form)
        path.write_bytes(content)
        if form == "saft":
            assert not faults_of(content)
        back = importer.extract(str(path), [])
        assert sorted(map(outline, written(back))) == sorted(map(outline, whole))
        known = importer.extract(str(path), list(books.entries))
        assert all("__duplicate__" in entry.meta for entry in known)


def written(entries: Iterable[Any]) -> list[Transaction]:
    """The transactions that the books have not made themselves."""
    return [
        e
        for e in entries
        if isinstance(e, data.Transaction) and e.meta["filename"] != "<fordeling>"
    ]


def _text(entries: Iterable[Transaction]) -> str:
    return "\n".join(map(printer.format_entry, entries))


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


def test_what_a_pad_comes_to_is_exported_as_if_it_were_written(tmp_path: Path) -> None:
    main = books_with(
        tmp_path / "a",
        "2018-01-01 pad Equity:Memo Assets:Bank\n"
        "2018-01-31 balance Equity:Memo 70.00 NOK\n",
    )
    path = tmp_path / "eksport.xml"
    path.write_bytes(exported(main, "saft"))
    importer = OwnImporter(load(main).agreement)
    padded = [e for e in written(importer.extract(str(path), [])) if e.flag == "P"]
    assert [p.account for e in padded for p in e.postings] == [
        "Equity:Memo",
        "Assets:Bank",
    ]


def test_a_formula_is_no_formula_in_csv(tmp_path: Path) -> None:
    text = exported(books_with(tmp_path), "csv").decode("utf-8-sig")
    assert ";'=SUM(A1);" in text
    assert ";-1,00;" in text


WRONG = {
    "a price": (
        "Equity:Memo 1 X @ 1 NOK\n  Assets:Bank -1 NOK",
        "kan ikke",
    ),
    "three decimals": (
        "Equity:Memo 1.005 NOK\n  Assets:Bank -1.005 NOK",
        "Fant «1.005». Et beløp har høyst seksten sifre og to desimaler.",
    ),
    "a turned direction": (
        'Expenses:IKT:Ansvar-155 1 NOK\n    art: "\u202e"\n  Assets:Bank -1 NOK',
        "Fant «U+202E». Tegnet kan ikke ses, og kan ikke eksporteres.",
    ),
    "not quite in balance": (
        "Equity:Memo 1.00 NOK\n  Assets:Bank -1.004 NOK",
        "Bilaget skal gå i null i NOK.",
    ),
    "no lines": ("", "Bilaget har ingen linjer."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_written_is_refused_with_its_line(
    tmp_path: Path, case: str
) -> None:
    postings, expected = WRONG[case]
    main = books_with(tmp_path, "")
    with main.open("a", encoding="utf-8") as file:
        file.write(f'2018-01-02 * "x"\n  {postings}\n')
    with pytest.raises(RejectedError) as told:
        exported(main, "saft")
    line = 1 + main.read_text(encoding="utf-8").splitlines().index('2018-01-02 * "x"')
    assert f"main.beancount:{line}: " in str(told.value)
    assert expected in str(told.value)


def test_a_code_that_is_too_long_is_refused(tmp_path: Path) -> None:
    long = "9" * 40
    main = books_with(
        tmp_path,
        f'2018-01-02 * "x"\n  Assets:Bank 1 NOK\n    prosjekt: "{long}"\n'
        f'    art: "{"1" * 70}"\n  Assets:Bank -1 NOK\n',
    )
    with pytest.raises(RejectedError) as told:
        exported(main, "saft")
    assert "Prosjekt: Fant «999" in str(told.value)
    assert "AccountID: Fant «Assets:Bank/111" in str(told.value)
    long_text = "x" * 11_000
    other = books_with(
        tmp_path / "b",
        f'2018-01-02 * "{long_text}"\n  Assets:Bank 1 NOK\n  Assets:Bank -1 NOK\n',
    )
    with pytest.raises(RejectedError, match="Feltet er for langt for CSV"):
        exported(other, "csv")


def test_books_with_errors_are_not_exported(tmp_path: Path) -> None:
    main = books_with(tmp_path, '2018-01-02 * "x"\n  Assets:Finnes-ikke 0 NOK\n')
    with pytest.raises(RejectedError, match="Assets:Finnes-ikke"):
        exported(main, "saft")


def test_the_command_writes_what_was_asked_for(tmp_path: Path) -> None:
    main = books_with(tmp_path)
    whole = exported(main, "saft")
    assert run(export_command, main, 2018).stdout_bytes == whole
    path = tmp_path / "ut.xml"
    dry = run(export_command, main, 2018, "--output", path, "--dry-run")
    assert "2018: 10 bilag, hvorav 5 er regnet ut av avtalene." in dry.output
    assert not path.exists()
    assert run(export_command, main, 2018, "--output", path).exit_code == 0
    assert path.read_bytes() == whole
    path.write_bytes(b"noe annet")
    run(export_command, main, 2018, "--output", path, answer="n\n")
    assert path.read_bytes() == b"noe annet"
    run(export_command, main, 2018, "--output", path, answer="y\n")
    assert path.read_bytes() == whole
    table = run(export_command, main, 2018, "--format", "csv")
    assert table.stdout_bytes == exported(main, "csv")
    nowhere = run(export_command, main, 2018, "--output", tmp_path / "a" / "b")
    assert nowhere.exit_code == 1
    assert "finnes ikke" in nowhere.output
    wrong = run(export_command, main, 2018, "--on", "i går")
    assert "er ikke en dato" in wrong.output
    empty = run(export_command, main, 2016)
    assert empty.exit_code == 1
    assert "Bøkene har ingen bilag i 2016." in empty.output


CHANGED = {
    "a column": (";120;120;;;155;", ";195;120;;;155;", "Art: Fant «195»."),
    "an amount": (";1000,00;NOK;", ";1001,00;NOK;", "Bilaget skal gå i null i NOK."),
    "no number": (";1000,00;NOK;", ";mye;NOK;", "Her skal det stå et beløp, slik som"),
    "a date": ("14.03.2018;Ført", "31.02.2018;Ført", "Her skal det stå en dato"),
    "the order": ("Nr;Bilagsdato;Opphav", "Nr;Opphav;Bilagsdato", ""),
    "no list": ('"[""art', '"{""art', "Her skal det stå en liste i JSON."),
    "an item": (
        '""tall: 12.50""',
        '""?tall: 12.50""',
        "Opplysningen er ikke skrevet av",
    ),
    "a value": ('""tall: 12.50""', '""tall: mye""', "Opplysningen er ikke skrevet av"),
    "the count": ("10 bilag, ", "9 bilag, ", "Radene over blir til sammen 10 bilag"),
    "a field": (';NOK;"Lisenser', ';NOK;;"Lisenser', "Raden skal ha 18 felt."),
    "the end": ("Sum;", "Total;", "Siste rad skal være summen. Er filen kuttet av?"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_csv_that_somebody_has_changed_is_refused(tmp_path: Path, case: str) -> None:
    before, after, expected = CHANGED[case]
    main = books_with(tmp_path)
    text = exported(main, "csv").decode()
    assert before in text
    path = tmp_path / "eksport.csv"
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="")
    result = run(import_command, main, path)
    assert result.exit_code == 1
    if expected:
        assert expected in result.output


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_of_nothing_but_shares_has_nothing_to_book(
    tmp_path: Path, form: str
) -> None:
    main = books_with(tmp_path)
    export = collect(load(main), 2018, None, None)
    only = tuple(record for record in export.records if record.generated)
    path = tmp_path / "eksport"
    shares = replace(export, records=only)
    path.write_bytes(csv_of(shares) if form == "csv" else saft_of(shares))
    importer = OwnImporter(export.agreement)
    assert importer.identify(str(path))
    for ask in (importer.account, importer.date):
        with pytest.raises(RejectedError, match="Filen har ingenting som kan føres"):
            ask(str(path))


def test_favas_import_page_reads_saft_and_our_own_exports(tmp_path: Path) -> None:
    main = books_with(tmp_path / "a")
    inbox = tmp_path / "a" / "inn"
    inbox.mkdir()
    (inbox / "eksport.xml").write_bytes(exported(main, "saft"))
    (inbox / "regnskap.xml").write_text(saft_documents.document(), encoding="utf-8")
    (tmp_path / "a" / "profiles" / "vertens-saft.yaml").write_text(
        "like: saft\nbooking: {source: nordvik, host: nordvik}\n", encoding="utf-8"
    )
    open_import_page(main, "../inn")
    ledger = FavaLedger(str(main), poll_watcher=True)
    assert not ledger.ingest.errors
    known = {
        Path(found.name).name: [info.importer_name for info in found.importers]
        for found in ledger.ingest.import_data()
    }
    assert known == {
        "eksport.xml": ["fellesbok.eksport"],
        "regnskap.xml": ["saft.vertens-saft"],
    }
    again = ledger.ingest.extract(str(inbox / "eksport.xml"), "fellesbok.eksport")
    assert len(again) == 5
    assert all("__duplicate__" in entry.meta for entry in again)
    new = ledger.ingest.extract(str(inbox / "regnskap.xml"), "saft.vertens-saft")
    assert [e.meta["bilag"] for e in new] == ["nordvik-K-1", "nordvik-K-2"]


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
