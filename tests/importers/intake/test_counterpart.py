"""The books of another party, read: what is kept of them, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from fellesbok.filing.folder import load
from fellesbok.reconciling.claim_names import Names
from fellesbok.reconciling.picking import Picking
from fellesbok.reconciling.records import CannotReadError
from fellesbok.reconciling.records import OurLine
from fellesbok_importers.intake.counterpart import read
from saft_documents import ACCOUNTS
from saft_documents import Line
from saft_documents import Voucher
from saft_documents import document

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books
    from fellesbok.reconciling.records import TheirBooks

CLAIM = OurLine(
    "nordvik-2018-0001",
    "201800018",
    "IKT-samarbeidet",
    "IKT",
    date(2018, 1, 15),
    2018,
    Decimal("75.00"),
)
HEADING = "Bilag;Dato;Art;Ansvar;Funksjon;Prosjekt;Tekst;Beløp"
CSV = "art-ansvar-funksjon"
OWN = """\
like: {preset}
title: Vårt eget
attested: {{level: uprøvd, source: Oppdiktet}}
booking: {{host: {host}}}
"""


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Books of the four municipalities around Nordvik."""
    folder = Folder(tmp_path / "bok")
    folder.path.mkdir()
    return load(folder.write(rules(), chart()).path / "ledger" / "main.beancount")


def theirs(
    books: Books,
    name: str,
    content: str | bytes,
    profile: str | None = None,
    payables: tuple[str, ...] = (),
) -> TheirBooks:
    """What is read of a file of Midvik's."""
    path = books.root.parent / name
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(data)
    names = Names((CLAIM,))
    picking = Picking(2018, "midvik", names, profile=profile, payables=payables)
    return read(path, books, picking, "nb")


def refused(
    books: Books, name: str, content: str | bytes, profile: str | None = None
) -> list[str]:
    """What is said of a file that is refused, without its folder."""
    with pytest.raises(CannotReadError) as error:
        theirs(books, name, content, profile)
    return [text.replace(f"{books.root.parent}/", "") for text in error.value.texts]


def saft(*vouchers: Voucher) -> str:
    """A document of Midvik's."""
    numbers = (*ACCOUNTS, "350", "370")
    return document(vouchers, organisation="840014932", numbers=numbers)


def voucher(number: str, *lines: Line) -> Voucher:
    return Voucher(number, "2018-03-14", lines)


def profile(
    books: Books, preset: str, host: str = "midvik", name: str = "egen"
) -> None:
    """A profile of the region, of one municipality's files."""
    folder = books.root / "profiles"
    folder.mkdir(exist_ok=True)
    text = OWN.format(preset=preset, host=host)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_csv_by_a_profile(books: Books) -> None:
    found = theirs(
        books,
        "bilag.csv",
        f"{HEADING}\n"
        "1;14.03.2018;350;700;120;;Krav nordvik-2018-0001;75,00\n"
        "2;15.03.2018;370;700;120;;nordvik-2018-0001, resten;1,50\n"
        "3;16.03.2018;195;700;120;;Lisenser;900,00\n"
        "4;17.03.2018;350;;;;Motpost uten ansvar;-75,00\n",
        CSV,
    )
    assert [(line.row, line.art, line.amount) for line in found.lines] == [
        (2, "350", Decimal("75.00")),
        (3, "370", Decimal("1.50")),
    ]
    assert (found.organisation_row, found.years) == (None, (2018,))


def test_xlsx_by_a_profile(books: Books) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING.split(";"))
    sheet.append(["1", "14.03.2018", "350", "700", "120", "", "IKT", 75.5])
    path = books.root.parent / "lagret.xlsx"
    book.save(path)
    profile(books, CSV)
    own = books.root / "profiles" / "egen.yaml"
    text = own.read_text(encoding="utf-8") + "file: {kind: xlsx}\n"
    own.write_text(text, encoding="utf-8")
    found = theirs(books, "bilag.xlsx", path.read_bytes())
    assert [line.amount for line in found.lines] == [Decimal("75.50")]


def test_saft_tells_kid_supplier_and_text(books: Books) -> None:
    line = Line("350", "75.00", {"A": "700"}, "IKT", supplier="L1", kid="201800018")
    found = theirs(books, "r.xml", saft(voucher("7", line, Line("2400", "-75.00"))))
    [kept] = found.lines
    assert (kept.voucher, kept.party, kept.text, kept.reference) == (
        "K-7",
        "Datahuset AS",
        "IKT – Bilag 7",
        "201800018",
    )
    assert (found.organisation_number, found.organisation_row) == ("840014932", 10)


def test_balance_lines_are_no_cost_though_they_name_the_claim(books: Books) -> None:
    name = "nordvik-2018-0001"
    found = theirs(
        books,
        "r.xml",
        saft(
            voucher("1", Line("1920", "5.00", text=name), Line("2400", "-5.00")),
            voucher(
                "2",
                Line("350", "75.00", {"A": "700"}, name),
                Line("2400", "-75.00", text=name),
            ),
        ),
        payables=("24",),
    )
    assert [line.art for line in found.lines] == ["350"]
    assert [line.amount for line in found.payables] == [Decimal("-5.00"), Decimal(-75)]


def test_without_any_ansvar_only_the_arts_are_looked_at_and_that_is_told(
    books: Books,
) -> None:
    name = "nordvik-2018-0001"
    lines = Line("350", "75.00", text=name), Line("2400", "-75.00", text=name)
    found = theirs(books, "r.xml", saft(voucher("2", *lines)))
    assert [line.art for line in found.lines] == ["350"]
    assert [str(text) for text in found.told] == [
        (
            "Ingen linje har et ansvar, så linjer på andre arter enn de valgte er ikke"
            " sett på."
        )
    ]


def test_the_profile_of_the_municipality_is_before_that_of_another(
    books: Books,
) -> None:
    """Nordvik's own profile knows every SAF-T file, and is not for Midvik's."""
    profile(books, "saft", "nordvik", "nordvik")
    line = Line("350", "75.00", {"A": "700"})
    text = saft(voucher("7", line, Line("2400", "-75.00")))
    assert len(theirs(books, "r.xml", text).lines) == 1
    profile(books, "saft", "midvik", "midvik")
    assert len(theirs(books, "r.xml", text).lines) == 1
    assert refused(books, "r.xml", text, "nordvik") == [
        (
            "r.xml: host: Fant «nordvik». Profilen er for filer fra en annen kommune"
            " (booking.host)."
        )
    ]


def test_our_own_export_is_not_theirs(books: Books) -> None:
    text = saft().replace("<SoftwareID>Regnskap<", "<SoftwareID>fellesbok<")
    assert refused(books, "r.xml", text) == [
        (
            "r.xml: SoftwareID: Fant «fellesbok». Filen er vår egen eksport, og ikke"
            " kommunens regnskap."
        )
    ]


def test_a_profile_of_something_else(books: Books) -> None:
    assert refused(books, "b.csv", HEADING, "kontosummer") == [
        (
            "b.csv: use: Fant «totals». Profilen skal være for bilag (use: vouchers)"
            " eller SAF-T."
        )
    ]


def test_every_fault_is_told_with_its_line(books: Books) -> None:
    text = (
        f"{HEADING}\n"
        "1;14.03.2018;350;700;120;;IKT;mye\n"
        "2;32.03.2018;350;700;120;;IKT;75,00\n"
    )
    said = refused(books, "b.csv", text, CSV)
    assert [line.partition(":")[2][:8] for line in said] == ["2: Beløp", "3: Dato:"]


ENTITY = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "r.xml",
            saft().replace("?>", f"?>{ENTITY}", 1),
            "r.xml:1: Fant «DOCTYPE». Filen def",
        ),
        ("r.xml", saft()[:-400], "r.xml"),
        (
            "r.xml",
            saft().replace("NOK", "EUR"),
            "r.xml:11: DefaultCurrencyCode: Fant «E",
        ),
        ("r.xml", "", "r.xml: Filen er tom."),
        ("r.pdf", b"%PDF-1.7", "r.pdf: Filen er en PDF"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words(
    books: Books, name: str, content: str | bytes, said: str
) -> None:
    assert refused(books, name, content)[0].startswith(said)


def test_a_file_that_is_not_there(books: Books) -> None:
    picking = Picking(2018, "midvik", Names((CLAIM,)))
    with pytest.raises(CannotReadError, match="Finner ikke filen"):
        read(books.root / "borte.xml", books, picking, "nb")
