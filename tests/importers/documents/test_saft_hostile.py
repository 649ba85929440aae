"""SAF-T that is broken or hostile: refused in words within seconds, nothing written.

Each document is made from one that is good.  What is only strange (a stylesheet, a
schema to fetch, another prefix) is read as if it were not there.
"""

from __future__ import annotations

import gzip
import socket
import time
from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.documents import bounded
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.vouchers.from_saft import SaftImporter
from intake_books import make_books
from intake_runs import run
from places import MADE
from places import tree
from saft_documents import MARCH
from saft_documents import NAMESPACE
from saft_documents import document
from saft_measures import measure

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.vouchers.from_table import Booked

AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")
OWN = "like: saft\nbooking: {source: nordvik, host: nordvik}\n"
LONGEST_SECONDS = 5
MOST_MEMORY = 30_000_000
GOOD = document()
START = '<?xml version="1.0" encoding="UTF-8"?>\n'
AMOUNT = "<Amount>1000.00</Amount></DebitAmount>"
NUMBER = "<TransactionID>1<"
TEXT = "<Description>Lisenser<"


def instead(before: str, after: str) -> bytes:
    """The good document with something else, which must be there, once."""
    assert before in GOOD
    return GOOD.replace(before, after, 1).encode()


def amount(written: str) -> bytes:
    """The good document with one amount written in another way."""
    return instead(AMOUNT, f"<Amount>{written}</Amount></DebitAmount>")


def with_type(declared: str, entity: str = "") -> bytes:
    """The good document with a document type, and an entity in a text."""
    text = instead(START, f"{START}<!DOCTYPE AuditFile {declared}>").decode()
    return text.replace(TEXT, f"<Description>{entity}<", 1).encode()


def twice(first: str, last: str) -> bytes:
    """The good document with one part of it standing twice."""
    part = GOOD[GOOD.index(first) : GOOD.index(last) + len(last)]
    return GOOD.replace(part, part + part, 1).encode()


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">'
    for n in range(10)
)
HOSTILE: dict[str, bytes] = {
    "a billion laughs": with_type(f"[{LAUGHS}]", "&l9;"),
    "one large entity many times": with_type(
        f'[<!ENTITY a "{"a" * 50_000}">]', "&a;" * 5_000
    ),
    "an entity from a file": with_type(
        '[<!ENTITY x SYSTEM "file:///etc/passwd">]', "&x;"
    ),
    "an entity from the net": with_type(
        '[<!ENTITY x SYSTEM "http://x.invalid/">]', "&x;"
    ),
    "a parameter entity": with_type('[<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]'),
    "a document type from a file": with_type('SYSTEM "file:///etc/passwd"'),
    "a document type from the net": with_type('PUBLIC "-//x" "http://x.invalid/x.dtd"'),
    "an entity that nobody declares": instead(TEXT, "<Description>&ukjent;<"),
    "Latin-1 that is called UTF-8": instead(TEXT, "<Description>Lønn<")
    .decode()
    .encode("latin-1"),
    "an encoding that does not exist": instead("UTF-8", "x-finnes-ikke"),
    "two encodings": instead(TEXT, "<Description>å<") + "å".encode("latin-1"),
    "the end is missing": GOOD.encode()[:-12],
    "cut off within a name": GOOD[: GOOD.index("TransactionDate>") + 8].encode(),
    "cut off between vouchers": GOOD[: GOOD.index("</Transaction>") + 14].encode(),
    "closed in the wrong order": instead("</Header>", "</Hode>"),
    "something after the end": GOOD.encode() + GOOD.encode(),
    "packed": gzip.compress(GOOD.encode()),
    "a text of twelve megabytes": instead(TEXT, f"<Description>{'x' * 12_000_000}<"),
    "a text above our bound": instead(TEXT, f"<Description>{'x' * 200_000}<"),
    "an attribute without end": instead("<Header>", f'<Header a="{"x" * 12_000_000}">'),
    "a name without end": instead("<Header>", f"<{'H' * 200_000}/><Header>"),
    "very deep": instead(TEXT, f"<Description>{'<a>' * 500}{'</a>' * 500}<"),
    "a control character": instead(TEXT, "<Description>\x01<"),
    "a control character as a number": instead(TEXT, "<Description>&#7;<"),
    "delete": instead(TEXT, "<Description>&#127;<"),
    "NUL": instead(TEXT, "<Description>\0<"),
    "a turned direction": instead(TEXT, "<Description>\u202egnp.exe<"),
    "a direction as a number": instead(TEXT, "<Description>&#x2066;<"),
    "a number that cannot be seen": instead(NUMBER, "<TransactionID>1\u200b<"),
    "a number that is a way": instead(NUMBER, "<TransactionID>../../etc/passwd<"),
    "a number with a quote": instead(NUMBER, '<TransactionID>1"<'),
    "a script where text stands": instead(NUMBER, "<TransactionID><script>1</script><"),
    "NaN": amount("NaN"),
    "infinity": amount("INF"),
    "an exponent": amount("1E3"),
    "a very large exponent": amount("1E999999999"),
    "hexadecimal": amount("0x3e8"),
    "a formula": amount("=1000"),
    "no amount": amount(""),
    "digits of other scripts": amount("\N{ARABIC-INDIC DIGIT ONE}" * 4),
    "three decimals": amount("1000.001"),
    "nineteen digits": amount("1000000000000000000000.00"),
    "a hundred thousand digits": amount("1" * 100_000),
    "a comma": amount("1000,00"),
    "thousands with a space": amount("1 000.00"),
    "two amounts within one": amount("1000.00</Amount><Amount>1000.00"),
    "a date that does not exist": instead("Date>2018-03-14", "Date>2018-02-30"),
    "the year nought": instead("Date>2018-03-14", "Date>0000-03-14"),
    "a Norwegian date": instead("Date>2018-03-14", "Date>14.03.2018"),
    "a date without dashes": instead("Date>2018-03-14", "Date>20180314"),
    "a year of five digits": instead("<PeriodYear>2018", "<PeriodYear>20180"),
    "a year before all others": instead("<PeriodYear>2018", "<PeriodYear>1018"),
    "another namespace": instead(NAMESPACE, "urn:x"),
    "no namespace": instead(f' xmlns="{NAMESPACE}"', ""),
    "another country's namespace": instead(":NO", ":RO"),
    "another document": instead("<AuditFile ", "<Invoice ").replace(
        b"</AuditFile>", b"</Invoice>"
    ),
    "two headers": twice("<Header>", "</Header>"),
    "two masters": twice("<MasterFiles>", "</MasterFiles>"),
    "two ledgers": twice("<GeneralLedgerEntries>", "</GeneralLedgerEntries>"),
    "the same voucher twice": twice("<Transaction>", "</Transaction>"),
    "the same number twice": document((*MARCH, MARCH[2])).encode(),
    "a voucher within a voucher": instead(
        "</Line>\n</Transaction>", "</Line><Transaction></Transaction></Transaction>"
    ),
    "a count below nought": instead("Entries>3<", "Entries>-3<"),
    "a count that is off": instead("Entries>3<", "Entries>2<"),
    "a sum that is off": instead("<TotalDebit>46255.50", "<TotalDebit>46255.49"),
    "a version that is to come": instead("Version>1.30", "Version>2.00"),
    "no version": instead("<AuditFileVersion>1.30</AuditFileVersion>", ""),
}


def read(path: Path, content: bytes) -> Booked:
    """What the importer makes of a document."""
    path.write_bytes(content)
    importer = SaftImporter("x", profile_of(OWN, "profil.yaml"), AGREEMENT)
    return importer.booked(str(path))


def test_there_are_many_of_them_and_no_two_alike() -> None:
    assert len(HOSTILE) >= 60
    assert len(set(HOSTILE.values())) == len(HOSTILE)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_document_is_refused_in_words(tmp_path: Path, case: str) -> None:
    path = tmp_path / "regnskap.xml"
    begun = time.process_time()
    with pytest.raises(RejectedError) as told:
        read(path, HOSTILE[case])
    assert time.process_time() - begun < LONGEST_SECONDS
    said = str(told.value)
    assert said.startswith(str(path))
    assert "root:x" not in said
    assert max(map(len, said.splitlines())) < len(str(path)) + 400
    assert not set(said) & set("\u202e\u2066\u200b\0\x01\x07\x7f")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_not_one_of_them_changes_the_books(tmp_path: Path) -> None:
    main = make_books(tmp_path / "bok")
    (tmp_path / "bok" / "profiles" / "saft.yaml").write_text(OWN, encoding="utf-8")
    paths = []
    for number, content in enumerate(HOSTILE.values()):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_bytes(content)
    before = tree(tmp_path)
    result = run(import_command, main, "--yes", *paths)
    assert result.exit_code == 1
    assert "Skrev" not in result.output
    assert all(f"{path}" in result.output for path in paths)
    assert tree(tmp_path) == before


HARMLESS: dict[str, bytes] = {
    "a stylesheet": instead(
        START, f'{START}<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>'
    ),
    "a schema to fetch": instead(
        "<AuditFile ",
        '<AuditFile xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{NAMESPACE} http://x.invalid/x.xsd" ',
    ),
    "something to include": instead(
        "<Header>",
        '<Header><xi:include xmlns:xi="http://www.w3.org/2001/XInclude"'
        ' href="file:///etc/passwd" parse="text"/>',
    ),
    "another prefix": GOOD.replace("</", "</s:")
    .replace("<", "<s:")
    .replace("<s:/s:", "</s:")
    .replace("<s:?", "<?")
    .replace("xmlns=", "xmlns:s=")
    .encode(),
    "comments": GOOD.replace("<Line>", "<!-- <Line> --><Line><!--x-->").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "UTF-16 that says so": GOOD.replace("UTF-8", "UTF-16").encode("utf-16"),
    "Windows line ends": GOOD.replace("\n", "\r\n").encode(),
    "UTF-16 that is called UTF-8": GOOD.encode("utf-16-le"),
    "UTF-7": GOOD.replace("UTF-8", "UTF-7").encode("utf-7"),
    "all on one line": GOOD.replace("\n", "").encode(),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_only_strange_is_read_and_nothing_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    def refuse(*_given: object) -> None:
        raise AssertionError("nobody may go out on the net")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = tmp_path / "regnskap.xml"
    made = read(path, HARMLESS[case])
    expected = read(path, GOOD.encode())
    assert [e.meta["avtrykk"] for e in made.transactions] == [
        e.meta["avtrykk"] for e in expected.transactions
    ]


@pytest.mark.parametrize("where", ["<Header>", "<MasterFiles>", "<Journal>"])
def test_a_flood_of_elements_takes_little_memory(tmp_path: Path, where: str) -> None:
    """Three hundred thousand elements that nobody asked for are let go of at once."""
    flood = "<x><y>z</y></x>" * 150_000
    (tmp_path / "saft-0.xml").write_bytes(instead(where, f"{where}{flood}"))
    measured = measure(tmp_path, 0)
    assert measured["transactions"] == 2
    assert (measured["peak"] - measured["before"]) * 1024 < MOST_MEMORY


def test_one_voucher_may_not_hold_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MOST_WITHIN", 1000)
    content = instead("<Line>", f"{'<x/>' * 1001}<Line>")
    with pytest.raises(RejectedError, match="Filen er for stor"):
        read(tmp_path / "regnskap.xml", content)
