"""Workbooks made part by part."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

BOOK = (
    f'<workbook {SPACE} xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Ark1" sheetId="1" r:id="rId1"/>%s</sheets></workbook>'
)

LINKS = (
    "<Relationships>%s"
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)

SHEET = f"<worksheet {SPACE}><sheetData>%s</sheetData></worksheet>"

TEXTS = f"<sst {SPACE}>%s</sst>"

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def a_workbook(
    path: Path, sheet: str = CELL, texts: str = "", sheets: str = "", links: str = ""
) -> Path:
    """A workbook of one sheet, with that in its parts."""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", BOOK % sheets)
        book.writestr("xl/_rels/workbook.xml.rels", LINKS % links)
        book.writestr("xl/worksheets/sheet1.xml", SHEET % sheet)
        book.writestr("xl/sharedStrings.xml", TEXTS % texts)
    return path
