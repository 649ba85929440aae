"""An export of the books as CSV, one row per line, and the same read back.

The first columns are for people and other programmes; the two last ones hold all that
has no column, as JSON lists of the items of ``exchange``.  A text that a spreadsheet
would take for a formula gets an apostrophe before it.  The last row tells how many
vouchers and lines there are, so that a file that was cut off is known.
"""

from __future__ import annotations

import csv
import io
import json
import re
from codecs import BOM_UTF8
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import Text
from fellesbok_importers.export.saft_own import GENERATED
from fellesbok_importers.export.saft_own import WRITTEN
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.sheet import MOST_CHARACTERS_IN_CELL
from fellesbok_importers.rows.sheet import csv_rows
from fellesbok_importers.rows.sheet import decoded
from fellesbok_importers.vouchers.exchange import NOT_OUR_WORDS
from fellesbok_importers.vouchers.exchange import CannotTellError
from fellesbok_importers.vouchers.exchange import Record
from fellesbok_importers.vouchers.exchange import RecordLine
from fellesbok_importers.vouchers.exchange import metadata_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok_importers.export.booked_year import Export
    from fellesbok_importers.rows.sheet import Row

COLUMNS = (
    "Nr",
    "Bilagsdato",
    "Opphav",
    "Konto",
    "Beløp",
    "Valuta",
    "Bilagstekst",
    "Bilagsnummer",
    "Mottaker",
    "Art",
    "Funksjon",
    "Prosjekt",
    "Mva-kode",
    "Ansvar",
    "Samarbeid",
    "Kommune",
    "Bilagsopplysninger",
    "Linjeopplysninger",
)
TOLD_TWICE = range(COLUMNS.index("Bilagsnummer"), COLUMNS.index("Ansvar"))
SUM = "Sum"
_FORMULA = re.compile(r"[=+\-@\t\r']")
_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,16}(,\d{1,16})?", re.ASCII)


def csv_of(export: Export) -> bytes:
    """The file, in UTF-8 with a byte order mark.

    Raises:
        RejectedError: A field is too long to be read back; holds all of them.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    faults = []
    for number, record in enumerate(export.records, start=1):
        for place, line in enumerate(record.lines):
            row = [*_told(number, record, line), *_places(export, line)]
            row += [_items(() if place else record.items), _items(line.items)]
            if max(map(len, row)) > MOST_CHARACTERS_IN_CELL:
                expected = Text("Feltet er for langt for CSV.")
                found = f"{record.day} {record.text}"
                faults.append(Fault("CSV", None, None, found, expected))
            writer.writerow(row)
    if faults:
        raise RejectedError(faults)
    writer.writerow(_sum_row(export.records))
    return BOM_UTF8 + file.getvalue().encode()


def is_our_csv(path: str) -> bool:
    """Whether a file begins with our columns."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- a path of beangulp is a text
            first = file.readline(1000)
    except OSError:
        return False
    return first.decode("utf-8-sig", "replace").strip() == ";".join(COLUMNS)


def read_csv(path: str) -> Iterator[tuple[int, Record]]:
    """Every record with the row that it begins on.

    Raises:
        RejectedError: The file has been changed or cut off; holds every fault.
    """
    rows = list(csv_rows(decoded(path, "utf-8"), path, ";"))
    faults: list[Fault] = []
    body = _body(rows, path, faults)
    found = []
    for _, group in groupby(body, key=lambda row: row.cells[0]):
        lines = list(group)
        record = _record(lines, path, faults)
        if record is not None:
            found.append((lines[0].number, record))
    if not faults:
        _check_sum(rows[-1], [record for _, record in found], path, faults)
    if faults:
        raise RejectedError(faults)
    yield from found


def _told(number: int, record: Record, line: RecordLine) -> list[str]:
    """What a record tells of itself, without knowing who is who."""
    meta = line.meta
    told = (
        str(number),
        f"{record.day:%d.%m.%Y}",
        GENERATED if record.generated else WRITTEN,
        line.account,
        _amount(line.amount),
        line.currency,
        record.text,
        record.meta.get(VOUCHER),
        record.payee,
        meta.get("art"),
        meta.get("funksjon"),
        meta.get("prosjekt"),
        meta.get("mva"),
    )
    amount = COLUMNS.index("Beløp")
    return [
        str(cell or "") if place == amount else _safe(str(cell or ""))
        for place, cell in enumerate(told)
    ]


def _places(export: Export, line: RecordLine) -> list[str]:
    cooperation = export.who.cooperation(line.account)
    payer = export.who.payer(line.account)
    return [
        _safe(export.who.ansvar(line)),
        _safe(cooperation.title) if cooperation else "",
        _safe(payer.name) if payer else "",
    ]


def _amount(amount: Decimal) -> str:
    return f"{amount:f}".replace(".", ",")


def _items(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False) if items else ""


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _unsafe(cell: str) -> str:
    """The text that was made safe."""
    return cell.removeprefix("'")


def _sum_row(records: Sequence[Record]) -> list[str]:
    row = [""] * len(COLUMNS)
    row[0] = SUM
    lines = sum(len(record.lines) for record in records)
    row[COLUMNS.index("Bilagstekst")] = f"{len(records)} bilag, {lines} linjer"
    return row


def _body(rows: list[Row], path: str, faults: list[Fault]) -> list[Row]:
    """The rows that are lines, each of the right length."""
    if not rows or rows[0].cells != COLUMNS:
        text = Text("Kolonnene skal være {names}.", names=";".join(COLUMNS))
        raise RejectedError.of(path, text, row=1)
    if rows[-1].cells[0] != SUM or len(rows[-1].cells) != len(COLUMNS):
        text = Text("Siste rad skal være summen. Er filen kuttet av?")
        raise RejectedError.of(path, text, row=rows[-1].number)
    for row in rows[1:-1]:
        if len(row.cells) != len(COLUMNS):
            text = Text("Raden skal ha {count} felt.", count=len(COLUMNS))
            faults.append(Fault(path, row.number, None, str(len(row.cells)), text))
    return [] if faults else rows[1:-1]


def _record(rows: list[Row], path: str, faults: list[Fault]) -> Record | None:
    """The record of rows that have one number; ``None`` where one cannot be read."""
    before = len(faults)
    first = dict(zip(COLUMNS, map(str, rows[0].cells), strict=True))
    day = _read_day(first["Bilagsdato"])
    if day is None:
        text = Text("Her skal det stå en dato, slik som 14.03.2018.")
        found = first["Bilagsdato"]
        faults.append(Fault(path, rows[0].number, "Bilagsdato", found, text))
    items = _read_items(rows[0], "Bilagsopplysninger", path, faults)
    lines = [_line(row, path, faults) for row in rows]
    if len(faults) > before or day is None:
        return None
    whole = tuple(line for line in lines if line is not None)
    generated = first["Opphav"] == GENERATED
    record = Record(day, _unsafe(first["Bilagstekst"]), items, whole, generated)
    for row, line in zip(rows, whole, strict=True):
        _compare(row, record, line, path, faults)
    return record


def _line(row: Row, path: str, faults: list[Fault]) -> RecordLine | None:
    cells = dict(zip(COLUMNS, map(str, row.cells), strict=True))
    items = _read_items(row, "Linjeopplysninger", path, faults)
    if not _NUMBER.fullmatch(cells["Beløp"]):
        text = Text("Her skal det stå et beløp, slik som 1250,00.")
        faults.append(Fault(path, row.number, "Beløp", cells["Beløp"], text))
        return None
    amount = Decimal(cells["Beløp"].replace(",", "."))
    return RecordLine(cells["Konto"], amount, cells["Valuta"], items)


def _compare(
    row: Row, record: Record, line: RecordLine, path: str, faults: list[Fault]
) -> None:
    """What is told twice must be told alike: somebody may have changed one of them."""
    told = _told(0, record, line)
    for place, name in enumerate(COLUMNS[: TOLD_TWICE.stop]):
        if place and row.cells[place] != told[place]:
            text = Text(
                "Opplysningene i de to siste kolonnene sier «{told}».", told=told[place]
            )
            found = str(row.cells[place])
            faults.append(Fault(path, row.number, name, found, text))


def _check_sum(row: Row, records: list[Record], path: str, faults: list[Fault]) -> None:
    expected = _sum_row(records)
    if list(row.cells) != expected:
        place = COLUMNS.index("Bilagstekst")
        text = Text("Radene over blir til sammen {sum}.", sum=expected[place])
        found = str(row.cells[place])
        faults.append(Fault(path, row.number, COLUMNS[place], found, text))


def _read_day(written: str) -> date | None:
    found = _DAY.fullmatch(written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _read_items(row: Row, name: str, path: str, faults: list[Fault]) -> tuple[str, ...]:
    cell = str(row.cells[COLUMNS.index(name)])
    try:
        found = json.loads(cell or "[]")
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        items = tuple(found)
        try:
            dict(metadata_of(items))
        except CannotTellError as error:
            faults.append(Fault(path, row.number, name, str(error), NOT_OUR_WORDS))
        return items
    text = Text("Her skal det stå en liste i JSON.")
    faults.append(Fault(path, row.number, name, cell, text))
    return ()
