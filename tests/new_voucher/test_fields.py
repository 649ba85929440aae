"""What is written in the fields is read in one way, or said to be readable in two."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.parser import parser
from click.testing import CliRunner
from hypothesis import given
from hypothesis import reject
from hypothesis import strategies as st

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.cli import main
from fellesbok.entries.printing import printed
from fellesbok.filing.folder import load
from fellesbok.filing.reading_back import differing
from fellesbok.new_voucher.as_filed import transaction
from fellesbok.new_voucher.fields import FieldsError
from fellesbok.new_voucher.fields import read_fields
from fellesbok.new_voucher.offered import choices

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books
    from fellesbok.new_voucher.fields import Written


SENT = {
    "dato": "2018-04-01",
    "bilag": "",
    "leverandoer": "Leverandør AS",
    "tekst": "Lisenser",
    "konto": "Expenses:IKT",
    "beloep": "12 500,00",
    "betalt": "Liabilities:Utlegg:Nordvik:IKT",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = Folder(tmp_path_factory.mktemp("bok"))
    numbered = cost("2018-03-01", "600.00").replace(
        '"Kostnad"', '"Kostnad"\n  bilag: "2018-0007"'
    )
    folder.write(rules(), chart(), numbered)
    return load(folder.path / "ledger" / "main.beancount")


def read(books: Books, **changed: str) -> Written:
    offered = choices(books.entries, books.agreement)
    return read_fields({**SENT, **changed}, books.entries, books.agreement, offered)


def faults(books: Books, **changed: str) -> dict[str, str]:
    with pytest.raises(FieldsError) as refused:
        read(books, **changed)
    return {name: str(text) for name, text in refused.value.faults.items()}


def test_what_is_written_is_read(books: Books) -> None:
    found = read(books)

    assert (found.day, found.amount) == (date(2018, 4, 1), Decimal("12500.00"))
    assert (found.cost, found.paid_by) == (SENT["konto"], SENT["betalt"])


def test_a_bank_account_stands_by_the_name_of_its_host(tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    names = ("--municipality", "Øystre Slidre=86011117947", "--municipality", "Vang")
    terms = ("--cooperation", "IKT", "--host", "Øystre Slidre", "--key", "likt")
    rest = ("--basis", "net", "--due-days", "30", "--instalments", "0")
    asked = ["init", str(folder), "--region", "Valdres", "--year", "2026"]
    done = CliRunner().invoke(main, [*asked, *names, *terms, *rest])
    assert done.exit_code == 0, done.output
    made = load(folder / "ledger" / "main.beancount")

    titles = {c.account: c.title for c in choices(made.entries, made.agreement).paid_by}

    assert titles["Assets:Bank:Øystre-Slidre"] == "Bank – Øystre Slidre"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12500", "12500.00"),
        ("12500,5", "12500.50"),
        ("12500.50", "12500.50"),
        ("12 500,50", "12500.50"),
        ("1\N{NO-BREAK SPACE}012\N{NO-BREAK SPACE}500", "1012500.00"),
        ("-10", "-10.00"),
        ("−10,00", "-10.00"),
        ("0,01", "0.01"),
    ],
)
def test_an_amount_is_exact(books: Books, written: str, amount: str) -> None:
    assert str(read(books, beloep=written).amount) == amount


@pytest.mark.parametrize("written", ["12.500", "12,500", "1.250.000", "1,250,000.00"])
def test_an_amount_that_can_be_read_two_ways_is_asked(
    books: Books, written: str
) -> None:
    assert "kan leses på to måter" in faults(books, beloep=written)["beloep"]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "0,00",
        "abc",
        "1e5",
        "NaN",
        "١٢٣",
        "12500,001x",
        "--1",
        "1 2 3",
        "9" * 40,
    ],
)
def test_what_is_no_amount_is_refused(books: Books, written: str) -> None:
    assert "beloep" in faults(books, beloep=written)


@pytest.mark.parametrize(
    "written", ["", "31.03.2018", "2018-02-30", "1899-12-31", "2018-W13-6", "20180331"]
)
def test_what_is_no_day_is_refused(books: Books, written: str) -> None:
    assert "år-måned-dag" in faults(books, dato=written)["dato"]


def test_every_fault_is_told_at_once(books: Books) -> None:
    assert sorted(faults(books, dato="", tekst="", beloep="", konto="", betalt="")) == [
        "beloep",
        "betalt",
        "dato",
        "konto",
        "tekst",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tekst", "sn\N{RIGHT-TO-LEFT OVERRIDE}edt"),
        ("leverandoer", "a\x00b"),
        ("tekst", "x" * 201),
        ("bilag", "1\N{ZERO WIDTH SPACE}2"),
        ("konto", "Assets:Bank"),
        ("konto", "Expenses:IKT\n2018-01-01 open Assets:Ny"),
        ("betalt", "Expenses:IKT"),
    ],
)
def test_what_is_hostile_is_refused(books: Books, name: str, value: str) -> None:
    assert name in faults(books, **{name: value})


def test_a_number_that_is_taken_is_refused_with_its_place(books: Books) -> None:
    told = faults(books, bilag="2018-0007")["bilag"]

    assert told.startswith("main.beancount:")
    assert "har bilagsnummer 2018-0007 fra før" in told
    assert "Det neste ledige i 2018 er 2018-0008." in told


def test_a_number_is_taken_in_its_own_year_alone(books: Books) -> None:
    assert read(books, bilag="2018-0007", dato="2019-01-02").number == "2018-0007"


SIGNS = st.sampled_from('"\\\r\n\t;{}#^*! aæ0-') | st.characters(
    categories=["L", "N", "P", "S", "Zs"]
)


@given(payee=st.text(SIGNS, max_size=40), words=st.text(SIGNS, min_size=1, max_size=60))
def test_a_text_is_read_back_as_itself_and_as_nothing_else(
    books: Books, payee: str, words: str
) -> None:
    """Quotes, line ends, a lone CR, and a backslash at the end among them."""
    try:
        written = read(books, leverandoer=payee, tekst=words)
    except FieldsError:
        reject()
    entry = transaction(written, "", books)
    found, errors, options = parser.parse_string(printed(entry))
    assert not errors
    assert not options["include"]
    assert differing([entry], found) is None
    assert [getattr(e, "narration", None) for e in found] == [" ".join(words.split())]


@pytest.mark.parametrize(
    "end", ["\\", '"', '\\"', "\r", "\n2018-01-01 open Assets:A", "#x ^y"]
)
def test_a_text_never_becomes_a_directive(books: Books, end: str) -> None:
    entry = transaction(read(books, tekst=f"Lisens{end}"), "", books)

    found, errors, _ = parser.parse_string(printed(entry))

    assert not errors
    assert [type(e) for e in found] == [data.Transaction]
    assert not getattr(found[0], "tags", None)
