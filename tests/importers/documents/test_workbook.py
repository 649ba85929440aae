"""Whatever a workbook or an XML file holds, reading it takes no more than it may."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fellesbok_importers.documents import packed
from fellesbok_importers.documents import told_xml
from fellesbok_importers.documents import workbook
from fellesbok_importers.documents.attachment_kinds import SHEET as SHEET_KIND
from fellesbok_importers.documents.attachment_kinds import UnfitError
from fellesbok_importers.documents.attachment_kinds import check_content
from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.documents.packed import xml_names
from fellesbok_importers.documents.xlsx_sheet import filled_sheets
from fellesbok_importers.documents.xlsx_sheet import sheet_rows
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.unknown import unreadable
from fellesbok_importers.rows import sheet
from workbooks import CELL
from workbooks import SHEET
from workbooks import a_workbook

FEW = 1_000
MORE = FEW + 1


def rows(path: Path) -> list[tuple[int, tuple[object, ...]]]:
    """The rows of its only sheet."""
    return list(sheet_rows(str(path), None))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is much is little, so that a test of it is quick."""
    monkeypatch.setattr(workbook, "MOST_ELEMENTS", FEW)
    monkeypatch.setattr(workbook.Workbook, "left", FEW)
    monkeypatch.setattr(workbook.Workbook.__init__, "__defaults__", (FEW,))
    monkeypatch.setattr(workbook, "MOST_CHARACTERS_SHARED", FEW)
    monkeypatch.setattr(told_xml, "LONGEST_TAG", told_xml.CHUNK)


MUCH = {
    "empty elements of no kind": ({"sheet": "<a/>" * MORE}, "flere deler"),
    "rows": ({"sheet": "<row/>" * MORE}, "flere deler"),
    "cells": ({"sheet": "<row>" + "<c/>" * MORE + "</row>"}, "flere deler"),
    "values": ({"sheet": "<row><c>" + "<v/>" * MORE + "</c></row>"}, "flere deler"),
    "names": (
        {"sheet": "".join(f"<a{n}/>" for n in range(MORE))},
        "flere deler",
    ),
    "attributes": (
        {"sheet": "<a " + " ".join(f'b{n}=""' for n in range(MORE)) + "/>"},
        "flere deler",
    ),
    "an attribute": ({"sheet": f'<a b="{"x" * 200_000}"/>'}, "for lang"),
    "a remark": ({"sheet": f"<!--{'x' * 200_000}-->"}, "for lang"),
    "a name": ({"sheet": f"<{'x' * 200_000}/>"}, "for lang"),
    "depth": ({"sheet": "<a>" * 70 + "</a>" * 70}, "for dyp"),
    "a text": (
        {"sheet": f'<row r="3"><c r="A3" t="str"><v>{"x" * 200_000}</v></c></row>'},
        r"a.xlsx:3: A3: Fant .* Teksten i cellen er for lang",
    ),
    "shared texts": ({"texts": "<si><t>tekst</t></si>" * 100}, "mer tekst"),
    "empty shared texts": ({"texts": "<si/>" * 100}, "mer tekst"),
    "sheets": (
        {"sheets": "".join(f'<sheet name="{n}" r:id="rId1"/>' for n in range(600))},
        "for mange ark",
    ),
    "relations": (
        {"links": "".join(f'<Relationship Id="{n}"/>' for n in range(600))},
        "for mange ark",
    ),
    "columns": (
        {"sheet": '<row r="2"><c r="ZZ2"><v>1</v></c></row>'},
        "a.xlsx:2: ZZ2: Fant «1». Arket har mer enn 500 kolonner",
    ),
}


@pytest.mark.parametrize(("parts", "said"), MUCH.values(), ids=MUCH)
@pytest.mark.usefixtures("few")
def test_too_much_of_anything_is_refused(
    tmp_path: Path, parts: dict[str, str], said: str
) -> None:
    path = a_workbook(tmp_path / "a.xlsx", **parts)
    with pytest.raises(RejectedError, match=said):
        rows(path)
    with pytest.raises(RejectedError, match=said):
        filled_sheets(str(path))


@pytest.mark.usefixtures("few")
def test_what_is_no_more_than_may_be_is_read(tmp_path: Path) -> None:
    """The workbook's own parts are eight elements."""
    path = a_workbook(tmp_path / "a.xlsx", sheet="<a/>" * (FEW - 11) + CELL)
    assert rows(path) == [(1, (1,))]


def test_colour_to_the_last_column_is_nothing(tmp_path: Path) -> None:
    """Whole rows have a style; only what a cell holds makes a row long."""
    sheet = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>'
    assert rows(a_workbook(tmp_path / "a.xlsx", sheet=sheet)) == [(1, (1,))]


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A workbook whose table of contents is larger than any."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        for number in range(30_000):
            book.writestr(f"xl/{'x' * 60}{number}", b"")
    return path


def test_a_table_of_contents_without_end_is_not_read(endless: Path) -> None:
    """Its own size stands at the end of the file, and is looked at first."""
    with pytest.raises(RejectedError, match="for mange deler"):
        rows(endless)


def test_nobody_who_opens_an_archive_reads_it(
    endless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever only asks what a file is, would read the whole of it too."""

    def read(*_: object) -> None:
        pytest.fail("the table of contents is read")

    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", read)
    assert kind_of(endless) == "en ødelagt ZIP-fil"
    assert unreadable(endless) == "Filen har for mange deler."
    assert xml_names(endless) == []
    with (
        pytest.raises(RejectedError, match="Filen er for stor"),
        packed.opened(endless, 10**9),
    ):
        pass
    with pytest.raises(UnfitError):
        check_content(SHEET_KIND, endless.read_bytes())


def test_archives_are_opened_in_one_place() -> None:
    folder = Path(workbook.__file__).parent
    assert [
        path.name
        for path in sorted(folder.glob("*.py"))
        if "zipfile.ZipFile(" in path.read_text("utf-8")
    ] == ["archives.py"]


@pytest.mark.parametrize("end", [b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 18, b"PK"])
def test_an_end_without_a_beginning_is_no_sheet(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(end)
    with pytest.raises(RejectedError, match=r"ikke et regneark|for mange deler"):
        rows(path)


MEASURED = """
import resource, sys
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.documents.packed import xml_names
from fellesbok_importers.intake.unknown import unreadable
from fellesbok_importers.documents.xlsx_sheet import filled_sheets
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    filled_sheets(sys.argv[1])
except RejectedError:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
MOST_KIB = 60_000


@pytest.mark.parametrize("bit", ["<a/>", "<row/>", "<row><c/></row>"])
def test_the_memory_does_not_grow_with_the_sheet(tmp_path: Path, bit: str) -> None:
    """A million and a half elements; a tree takes two hundred megabytes."""
    path = tmp_path / "a.xlsx"
    a_workbook(path, sheet="")
    with zipfile.ZipFile(path) as book:
        kept = {name: book.read(name) for name in book.namelist()}
    sheet = io.BytesIO()
    sheet.write((SHEET % "").partition("</sheetData>")[0].encode())
    times = 1_500_000 // bit.count("<")
    sheet.write(bit.encode() * times)
    sheet.write(b"</sheetData></worksheet>")
    with zipfile.ZipFile(path, "w") as book:
        for name, content in kept.items():
            is_sheet = name.endswith("sheet1.xml")
            book.writestr(name, sheet.getvalue() if is_sheet else content)
    command = [sys.executable, "-c", MEASURED, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert int(told) < MOST_KIB


XML = '<?xml version="1.0"%s?><Document><a/>%s</Document>'
HELD = {
    "an attribute": (XML % ("", f'<a b="{"x" * 200_000}"/>'), "for lang"),
    "a remark": (XML % ("", f"<!--{'x' * 200_000}-->"), "for lang"),
    "names": (
        XML % ("", "".join(f"<a{n}/>" for n in range(MORE))),
        "flere deler",
    ),
    "an attribute in letters of another alphabet": (
        XML % (' encoding="shift_jis"', f'<a b="{"x" * 200_000}"/>'),
        "ikke gyldig XML",
    ),
}


@pytest.mark.parametrize(("text", "said"), HELD.values(), ids=HELD)
@pytest.mark.usefixtures("few")
def test_no_part_of_an_xml_file_is_held_without_end(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RejectedError, match=said):
        list(elements(path, {"a"}))


def test_a_cell_that_stands_twice_is_not_chosen_between(tmp_path: Path) -> None:
    sheet = '<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    path = a_workbook(tmp_path / "a.xlsx", sheet=sheet)
    with pytest.raises(RejectedError, match=r"a.xlsx:2: B2: Fant «2».*to ganger"):
        rows(path)


LISTS = {
    "columns": ("a;b\n" + "1;" * 500 + "1\n", "a.csv:2: Raden har mer enn 500 kol"),
    "a line": ("a;b\n" + "1;" * FEW + "\n", "a.csv:2: Raden er for lang"),
    "a row of many lines": (
        "a;b\n" + '"1\n";' * FEW + "\n",
        "a.csv:2: Raden er for lang",
    ),
    "lines": ("\n" * MORE, "Filen er for stor"),
    "lines of another kind": ("a\r" * MORE, "Filen er for stor"),
    "a field": (f'a;b\n"{"x" * 500}\n";\n', "a.csv:2: Et felt er for langt"),
}


@pytest.mark.parametrize(("text", "said"), LISTS.values(), ids=LISTS)
def test_no_part_of_a_list_is_held_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    is_row = "Raden er for lang" in said
    monkeypatch.setattr(sheet, "MOST_CHARACTERS_IN_ROW", FEW if is_row else FEW * 100)
    monkeypatch.setattr(sheet, "MOST_CHARACTERS_IN_CELL", 100)
    monkeypatch.setattr(sheet, "MOST_LINES", 100 * FEW if is_row else FEW)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    with pytest.raises(RejectedError, match=said):
        list(sheet.csv_rows(sheet.decoded(str(path)), str(path), ";"))


def test_a_list_of_many_rows_is_read_whatever_ends_them(tmp_path: Path) -> None:
    """Empty columns to the end of a spreadsheet are none."""
    path = tmp_path / "a.csv"
    text = 'a;b\r\n1;2\r\r3;"4\n5"\n\n6;7' + ";" * 16_000
    path.write_bytes(text.encode())
    found = list(sheet.csv_rows(sheet.decoded(str(path)), str(path), ";"))
    assert [(row.number, row.cells[:2]) for row in found] == [
        (1, ("a", "b")),
        (2, ("1", "2")),
        (4, ("3", "4\n5")),
        (7, ("6", "7")),
    ]
