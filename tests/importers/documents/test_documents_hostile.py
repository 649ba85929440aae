"""Broken and hostile documents: a clear refusal within seconds, and no change on disk.

Every document here is made from one that is good, by something that a broken disk, a
wrong setting or an enemy could do to it.
"""

from __future__ import annotations

import io
import random
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import attached_documents as documents
import bank_statements as bank
import invoice_documents as invoice
import saft_documents as saft
from fellesbok.filing.folder import load
from fellesbok.rules import read_rules
from fellesbok_importers.documents.camt import read_statements
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.csv_lines import csv_of
from fellesbok_importers.export.read_back import OwnImporter
from fellesbok_importers.export.saft_file import saft_of
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.attachments import take_out
from fellesbok_importers.invoices.ehf import read_invoice
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from fellesbok_importers.statistics.files import read_jsonstat
from fellesbok_importers.vouchers.from_saft import SaftImporter
from fellesbok_importers.vouchers.from_table import VoucherImporter
from intake_books import make_books
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = MADE / "intake"
AGREEMENT = read_rules(CASES / "allocation_rules.yaml")
LONGEST_SECONDS = 5
CHANGED = 300
"""How many documents that are changed by chance; the same on every machine."""

STATISTICS = (
    b'{"class":"dataset","id":["Region","Tid"],"size":[1,1],"value":[1200],'
    b'"dimension":{"Region":{"category":{"index":["5901"]}},'
    b'"Tid":{"category":{"index":["2026"]}}}}'
)


def _vouchers(case: str) -> tuple[bytes, Callable[[Path], object], str]:
    folder = CASES / case
    document = next(folder.glob("document.*"))
    importer = VoucherImporter("x", read_profile(folder / "profile.yaml"), AGREEMENT)
    return (
        document.read_bytes(),
        lambda path: importer.booked(str(path)),
        document.suffix,
    )


def _taken_out(path: Path) -> object:
    """An invoice, and how many of the documents inside it are taken out or told of."""
    papers, findings = take_out(read_invoice(path).attached, path.stem)
    return len(papers) + len(findings)


_WITH_DOCUMENTS = invoice.invoice(
    invoice.line("1000.00", "155"),
    more="".join(d.xml() for d in documents.GOOD.values()),
)


def _own(form: str) -> tuple[bytes, Callable[[Path], object], str]:
    """Our own export of a small book."""
    with tempfile.TemporaryDirectory() as folder:
        main = make_books(Path(folder))
        with main.open("a", encoding="utf-8") as file:
            file.write(
                '2018-03-01 * "Datahuset AS" "Lisenser" #avklares\n  bilag: "1"\n'
                "  Expenses:IKT:Ansvar-155  1000.00 NOK\n    rad: 12\n"
                '    art: "120"\n  Assets:Bank\n'
            )
        export = collect(load(main), 2018, None, None)
    importer = OwnImporter(AGREEMENT)
    content = csv_of(export) if form == "csv" else saft_of(export)
    return content, lambda path: importer.extract(str(path), []), f".{form}"


SAFT_PROFILE = profile_of(
    "like: saft\nbooking: {source: nordvik, host: nordvik}\n", "profil.yaml"
)
SAFT = SaftImporter("nordvik", SAFT_PROFILE, AGREEMENT)
GOOD: dict[str, tuple[bytes, Callable[[Path], object], str]] = {
    "bank": (bank.GOOD.encode(), read_statements, ".xml"),
    "invoice": (invoice.GOOD.encode(), read_invoice, ".xml"),
    "invoice with documents": (_WITH_DOCUMENTS.encode(), _taken_out, ".xml"),
    "statistics": (
        STATISTICS,
        lambda path: read_jsonstat(path.read_bytes(), str(path), AGREEMENT),
        ".json",
    ),
    "list": _vouchers("a-list-with-art-ansvar-funksjon"),
    "gbat10": _vouchers("gbat10-from-the-host"),
    "sheet": _vouchers("a-sheet-with-exact-numbers"),
    "saft": (
        saft.document().encode(),
        lambda path: SAFT.booked(str(path)),
        ".xml",
    ),
    "own saft": _own("saft"),
    "own csv": _own("csv"),
}


def _cut(part: int) -> Callable[[bytes], bytes]:
    return lambda content: content[: len(content) * part // 20]


def _within(what: bytes) -> Callable[[bytes], bytes]:
    """Something put in the middle, where a value stands."""
    return lambda content: (
        content[: len(content) // 2] + what + content[len(content) // 2 :]
    )


def _before(what: bytes) -> Callable[[bytes], bytes]:
    return lambda content: what + content


def _for_digits(what: bytes) -> Callable[[bytes], bytes]:
    """The last run of digits is something else."""

    def changed(content: bytes) -> bytes:
        end = max(i for i, c in enumerate(content) if chr(c).isdigit()) + 1
        begin = end
        while begin and chr(content[begin - 1]).isdigit():
            begin -= 1
        return content[:begin] + what + content[end:]

    return changed


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _content: b"",
    "only spaces": lambda _content: b" \r\n" * 50,
    **{f"cut off after {part * 5} %": _cut(part) for part in range(1, 20)},
    "NUL": _within(b"\0"),
    "bell": _within(b"\x07"),
    "escape": _within(b"\x1b[2J"),
    "turned direction": _within("\u202e".encode()),
    "isolated direction": _within("\u2067".encode()),
    "half a character": _within(b"\xc3"),
    "surrogate": _within(b"\xed\xa0\x80"),
    "UTF-16": lambda content: content.decode("latin-1").encode("utf-16"),
    "UTF-32": lambda content: content.decode("latin-1").encode("utf-32"),
    "random bytes": lambda _content: random.Random(1).randbytes(5000),  # noqa: S311 -- the same every time
    "a program": lambda _content: b"\x7fELF" + bytes(4000),
    "a PDF": lambda _content: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "HTML": lambda _content: b"<!doctype html><script>alert(1)</script>",
    "a document type": _before(b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
    "an entity bomb": _before(
        b'<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
    ),
    "deep brackets": lambda _content: b"[" * 200_000,
    "deep elements": lambda _content: b"<a>" * 200_000,
    "one endless line": lambda _content: b"x" * 12_000_000,
    "NaN": _for_digits(b"NaN"),
    "infinity": _for_digits(b"Infinity"),
    "an exponent": _for_digits(b"1E9999999"),
    "a formula": _for_digits(b"=1+1"),
    "a script": _for_digits(b"<script>alert(1)</script>"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_the_good_document_is_read(tmp_path: Path, kind: str) -> None:
    content, read, suffix = GOOD[kind]
    path = tmp_path / f"dokument{suffix}"
    path.write_bytes(content)
    assert read(path)


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("kind", GOOD)
def test_a_broken_document_is_refused_or_wholly_understood(
    tmp_path: Path, kind: str, how: str
) -> None:
    content, read, suffix = GOOD[kind]
    path = tmp_path / f"dokument{suffix}"
    path.write_bytes(BROKEN[how](content))
    before = path.read_bytes()
    begun = time.process_time()
    try:
        read(path)
    except RejectedError as error:
        said = str(error)
        assert path.name in said
        assert "root:x" not in said
        assert said.replace("\n", "").replace("\N{NO-BREAK SPACE}", "").isprintable()
        assert not set(said) & set("\u202e\u2067\0\x07\x1b")
    else:
        assert how not in ALWAYS_REFUSED, f"{how} is taken for a {kind}"
    assert time.process_time() - begun < LONGEST_SECONDS
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before


ALWAYS_REFUSED = {
    "empty",
    "only spaces",
    "NUL",
    "random bytes",
    "a program",
    "a PDF",
    "HTML",
    "deep brackets",
    "deep elements",
    "one endless line",
}


def _sheet(**changes: bytes) -> bytes:
    """The good spreadsheet with parts changed or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD["sheet"][0])) as good,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in good.namelist():
            made.writestr(name, changes.pop(name, b"") or good.read(name))
        for name, content in changes.items():
            made.writestr(name, content)
    return file.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><x>&b;</x>'
)
SHEETS: dict[str, tuple[str, bytes | int]] = {
    "macros": ("xl/vbaProject.bin", b"x"),
    "a link to another file": ("xl/externalLinks/externalLink1.xml", b"<a/>"),
    "a name out of the folder": ("../../../inn/x.xml", b"x"),
    "an absolute name": ("/etc/cron.d/x", b"x"),
    "a bomb": ("xl/media/bomb.bin", 400_000_000),
    "entities": ("xl/workbook.xml", BOMB),
    "no workbook": ("xl/workbook.xml", b"<workbook/>"),
    "another sheet's XML": ("xl/worksheets/sheet2.xml", b"<a><b></a>"),
}
"""The part that is another one, and what is in it; of a bomb, how many bytes."""


@pytest.mark.parametrize(("part", "content"), SHEETS.values(), ids=SHEETS)
def test_a_hostile_spreadsheet_is_refused(
    tmp_path: Path, part: str, content: bytes | int
) -> None:
    _good, read, suffix = GOOD["sheet"]
    path = tmp_path / f"dokument{suffix}"
    path.write_bytes(_sheet(**{part: bytes(content)}))
    begun = time.process_time()
    with pytest.raises(RejectedError):
        read(path)
    assert time.process_time() - begun < LONGEST_SECONDS
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_there_are_at_least_two_hundred_documents() -> None:
    made = {
        (kind, change(content))
        for kind, (content, _read, _suffix) in GOOD.items()
        for change in BROKEN.values()
    }
    assert len(made) + len(SHEETS) + len(documents.HOSTILE) >= 240


@pytest.mark.parametrize("kind", GOOD)
def test_a_document_changed_by_chance_is_read_or_refused(
    tmp_path: Path, kind: str
) -> None:
    """Bytes changed, taken away and doubled, the same ones every time."""
    content, read, suffix = GOOD[kind]
    path = tmp_path / f"dokument{suffix}"
    chance = random.Random(kind)  # noqa: S311 -- the same every time
    for _ in range(CHANGED):
        changed = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(changed))
            match chance.randrange(3):
                case 0:
                    changed[place] = chance.randrange(256)
                case 1:
                    del changed[place : place + chance.randrange(1, 40)]
                case _:
                    changed[place:place] = changed[place : place + 40]
        path.write_bytes(bytes(changed))
        with suppress(RejectedError):
            read(path)
