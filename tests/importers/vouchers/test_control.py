"""The books are held against sums from elsewhere, and foreign sheets are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fellesbok_importers.documents import workbook
from fellesbok_importers.documents.xlsx_sheet import sheet_rows
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.vouchers.writing import vouchers_of
from intake_books import HEADING
from intake_books import document
from intake_books import make_books
from intake_runs import run

if TYPE_CHECKING:
    from collections.abc import Callable

SUMS = (
    "art;ansvar;tjeneste_nr;prosjekt;fri_dim;beloep\n"
    "120;155;120;;;1 000,00\n429;155;120;;;250,00\n010;153;120;;;{lønn}\n"
    "120;700;120;;;99 999,00\n"
)


def kostra(function: str, art: str, thousands: int, of_class: str = "1") -> str:
    """A line of the KOSTRA file: 48 characters."""
    head = f"0A20180{'190100':>6}{'974760673':>9}{'':9}{of_class}"
    line = f"{head}{function:<4}{art:<3}{thousands:>9}"
    assert len(line) == 48
    return line


def books_with_march(folder: Path) -> Path:
    main = make_books(folder)
    assert run(import_command, main, "--yes", document(folder)).exit_code == 0
    return main


def test_sums_that_agree_are_counted(tmp_path: Path) -> None:
    main = books_with_march(tmp_path)
    path = tmp_path / "summer.csv"
    path.write_text(SUMS.format(lønn="45 000,50"), encoding="utf-8")
    result = run(import_command, main, "--control", path, "--year", 2018)
    assert result.exit_code == 0
    assert "3 summer stemmer" in result.output


def test_a_sum_that_does_not_agree_is_told_with_what_it_is_off(
    tmp_path: Path,
) -> None:
    main = books_with_march(tmp_path)
    path = tmp_path / "summer.csv"
    path.write_text(SUMS.format(lønn="45 000,00"), encoding="utf-8")
    result = run(import_command, main, "--control", path, "--year", 2018)
    assert result.exit_code == 1
    assert f"{path}:4: Fant «45 000,00»." in result.output
    assert "ansvar 153 funksjon 120 art 010. Avvik: -0,50." in result.output


@pytest.mark.parametrize(("wages", "code"), [(45, 0), (44, 1)])
def test_the_kostra_file_agrees_in_whole_thousands(
    tmp_path: Path, wages: int, code: int
) -> None:
    main = books_with_march(tmp_path)
    path = tmp_path / "kostra.dat"
    lines = [
        kostra("120", "010", wages),
        kostra("120", "120", 1),
        kostra("120", "429", 0),
        kostra("10", "", 700, "2"),  # the balance sheet is not compared
        kostra("870", "870", -9000),
    ]
    path.write_text("\r\n".join(lines), encoding="utf-8")
    given = ("--control", path, "--year", 2018, "--profile", "kostra")
    result = run(import_command, main, *given)
    assert result.exit_code == code, result.output


def test_a_file_of_sums_is_not_booked(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = tmp_path / "summer.csv"
    path.write_text(SUMS, encoding="utf-8")
    result = run(import_command, main, "--yes", "--profile", "kontosummer", path)
    assert result.exit_code == 1
    assert "--control" in result.output


def a_sheet(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Bilag", 1])
    book.save(path)
    return path


def with_parts(path: Path, parts: dict[str, bytes]) -> Path:
    """The workbook with parts put in, or put over its own."""
    with zipfile.ZipFile(a_sheet(path)) as book:
        kept = {n: book.read(n) for n in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in (kept | parts).items():
            book.writestr(name, content)
    return path


NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITY = (
    b'<?xml version="1.0"?>'
    b'<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b'<worksheet xmlns="' + NAMESPACE + b'"><sheetData><row r="1">'
    b'<c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'
)
MAC = b'<workbook xmlns="' + NAMESPACE + b'"><workbookPr date1904="1"/></workbook>'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/vbaProject.bin": b"x"}, "makroer"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "lenker til andre filer"),
        ({"../../etc/cron.d/x": b"x"}, "peker ut"),
        ({"bombe.xml": b"0" * 30_000_000}, "pakket tettere"),
        ({SHEET: ENTITY}, "DOCTYPE"),
        ({SHEET: b"<worksheet><sheetData><row>"}, "ødelagt"),
        ({"xl/workbook.xml": b""}, "ødelagt"),
        ({"xl/workbook.xml": MAC}, "1904"),
        ({"xl/_rels/workbook.xml.rels": b"<Relationships/>"}, "ødelagt"),
    ],
    ids=str,
)
def test_a_hostile_sheet_is_refused(
    tmp_path: Path, parts: dict[str, bytes], said: str
) -> None:
    path = with_parts(tmp_path / "a.xlsx", parts)
    with pytest.raises(RejectedError, match=said):
        list(sheet_rows(str(path), None))


def test_a_sheet_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_BYTES_UNPACKED", 1000)
    with pytest.raises(RejectedError, match="for stort"):
        list(sheet_rows(str(a_sheet(tmp_path / "a.xlsx")), None))


@pytest.mark.parametrize("content", [b"", b"PK", b"Bilag;Dato\n"])
def test_what_is_no_sheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(RejectedError, match="ikke et regneark"):
        list(sheet_rows(str(path), None))


def test_a_sheet_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx")
    with pytest.raises(RejectedError, match="Det har: Sheet"):
        list(sheet_rows(str(path), "Bilag"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Bilag;Dato\n1;\x00\n", r"x.csv:2: Fant «U\+0000»"),
        ("Bilag\n\u202e1\n".encode(), r"U\+202E"),
        (b"\xff\xfeB\x00i\x00l", "tegnsettet utf-16"),
        (b"Bilag\n\x81\x8d\n", "tegnsettet auto"),
        (b'"' + b"x" * 20_000 + b'"', "for langt"),
    ],
)
def test_text_that_cannot_be_trusted_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    profile = profile_of(
        "like: art-ansvar-funksjon\nbooking: {source: x, host: x}\n", "p.yaml"
    )
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(RejectedError, match=said):
        list(read_rows(str(path), profile))


PIECES = st.sampled_from(
    [
        *(
            part.encode("cp1252")
            for part in ("Bilag", ";", "\n", "\r", '"', "ø", "\x00")
        ),
        *(b"1.3.2018", b"155", b"120", b"1 000,00", b"-", b"\xff", b"\xef\xbb\xbf"),
    ]
)


@given(pieces=st.lists(PIECES, max_size=60))
def test_no_bytes_make_the_reader_of_lists_fall(pieces: list[bytes]) -> None:
    """Every list is read whole, or refused with at least one fault in words."""
    profile = profile_of(
        "like: art-ansvar-funksjon\nbooking: {source: x, host: nordvik}\n", "p.yaml"
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(HEADING.encode("cp1252") + b"".join(pieces))
        _read_or_refused(
            lambda: vouchers_of(read_rows(str(path), profile), "x", profile)
        )


XML = st.sampled_from(
    [
        *(b"<row>", b"</row>", b'<row r="9">', b'<row r="x">', b'<c r="A1">', b"</c>"),
        *(b'<c r="ZZZ9" t="s">', b'<c t="s">', b"<v>", b"</v>", b"7", b"1e999", b"NaN"),
        *(b"<is><t>", b"</t></is>", b"&#0;", b"\xff", b'<c t="inlineStr">', b"-"),
    ]
)


@given(pieces=st.lists(XML, max_size=40))
def test_no_sheet_makes_the_reader_of_sheets_fall(pieces: list[bytes]) -> None:
    content = b'<worksheet xmlns="' + NAMESPACE + b'"><sheetData>' + b"".join(pieces)
    with TemporaryDirectory() as folder:
        ends = b"</sheetData></worksheet>"
        path = with_parts(Path(folder) / "x.xlsx", {SHEET: content + ends})
        _read_or_refused(lambda: list(sheet_rows(str(path), None)))


def _read_or_refused(read: Callable[[], object]) -> None:
    try:
        read()
    except RejectedError as refused:
        if not refused.faults:
            raise
