"""Characters that cannot be seen are told, wherever a text comes from."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING
from unicodedata import category

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.cli import main
from fellesbok.entries.texts import read_texts
from fellesbok.rules import examine_rules
from fellesbok.unseen import first_unseen
from fellesbok.unseen import one_line
from fellesbok.unseen import unseen
from fellesbok.web.access.serving import application
from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.sheet import decoded

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "soft hyphen": "\u00ad",
    "joiner of letters": "\u034f",
    "Arabic letter mark": "\u061c",
    "Hangul filler": "\u3164",
    "half-width filler": "\uffa0",
    "Mongolian selector": "\u180b",
    "zero width space": "\u200b",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "line separator": "\u2028",
    "invisible times": "\u2062",
    "variation selector": "\ufe01",
    "byte order mark": "\ufeff",
    "annotation": "\ufff9",
    "musical": "\U0001d173",
    "tag": "\U000e0041",
    "supplementary selector": "\U000e0101",
    "escape": "\x1b",
    "Braille without dots": "\u2800",
    "Hangul choseong filler": "\u115f",
    "shorthand": "\U0001bca0",
    "null notehead": "\U0001d159",
}


CODES = {character: f"U+{ord(character):04X}" for character in KINDS.values()}
WRITTEN = pytest.mark.parametrize("character", KINDS.values(), ids=KINDS)


@WRITTEN
def test_it_is_told_in_the_rules(tmp_path: Path, character: str) -> None:
    """With its line, in a remark too: one can make a rule look like another."""
    path = tmp_path / "allocation_rules.yaml"
    path.write_text(f"{rules()}\n# Vi{character}k betaler\n", encoding="utf-8")
    line = len(rules().split("\n")) + 1
    told = f"Her er et tegn som ikke kan ses ({CODES[character]}), og som kan få"
    if character == "\x1b":
        told = "Filen har et tegn som ikke kan stå i YAML"
    assert any(
        fault.line == line and fault.message.startswith(told)
        for fault in examine_rules(path).faults
    )


@WRITTEN
def test_it_is_told_in_a_list(tmp_path: Path, character: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Bilag;Tekst\n1;Vi{character}k\n", encoding="utf-8")
    with pytest.raises(
        RejectedError, match=f"a.csv:2: Fant «{CODES[character]}»".replace("+", r"\+")
    ):
        decoded(str(path))


@WRITTEN
def test_it_is_told_in_an_xml_file(tmp_path: Path, character: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<Document>\n<a>Vi{character}k</a></Document>", encoding="utf-8")
    said = "tegn som ikke kan stå i XML" if character == "\x1b" else "kan ikke ses"
    with pytest.raises(RejectedError, match=rf"a.xml:2.*{said}"):
        list(elements(path, {"a"}))


@pytest.mark.parametrize(
    "text",
    [
        "Gáivuotna – Kåfjord – Kaivuono",
        "Ráisa, Čáhcesuolu, Ŋ, đ, ŧ, ž",
        "e\u0301 satt sammen",
        "Kr 1\u00a0000,00",
        "Takk \u2764\ufe0f for \U0001f355",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f3f3\ufe0f\u200d\U0001f308 5\ufe0f\u20e3",
        "tab\tog\r\nlinjer",
        "\u2139\ufe0f og \u2194\ufe0f",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
    ],
)
def test_what_people_write_is_let_through(text: str) -> None:
    """Norwegian, Sámi and Kven, spaces that hold figures together, and emoji."""
    assert first_unseen(text) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a\ufe0f", [1]),
        ("\ufe0f", [0]),
        ("\u2764\ufe0f\ufe0f", [2]),
        ("Betalt.\ufe0f", [7]),
        ("1+\ufe0f1", [2]),
        ("5\ufe0f", [1]),
        ("\u00e5\ufe0f\u20e3", [1]),
        ("linje\x85", [5]),
        ("a\u200db", [1]),
        ("\u2764\u200da", [1]),
        ("\u200d", [0]),
        ("\U0001f3f4\U000e0067\U000e007f", [1, 2]),
    ],
    ids=ascii,
)
def test_what_only_hides_behind_an_emoji_is_told(text: str, places: list[int]) -> None:
    assert list(unseen(text)) == places


def test_every_character_that_unicode_lets_be_ignored_is_known() -> None:
    """What Python's own tables call a format character, but signs that are drawn."""
    drawn = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    shown = {chr(n) for n in range(0x0600, 0x0606)} | set(drawn)
    shown |= {chr(n) for n in range(0x13430, 0x13440)}
    missed = [
        f"U+{number:04X}"
        for number in range(sys.maxunicode + 1)
        if category(chr(number)) in {"Cc", "Cf", "Zl", "Zp"}
        and chr(number) not in {*"\t\n\r", *shown}
        and first_unseen(chr(number)) is None
    ]
    assert missed == []


BOOKED = {
    "payee": '2018-03-01 * "Vi{}k" "Kostnad"\n  Expenses:IKT  1 NOK\n  Assets:Bank',
    "text": '2018-03-01 * "Kost{}nad"\n  Expenses:IKT  1 NOK\n  Assets:Bank',
    "remark": '2018-03-01 * "a"\n  Expenses:IKT  1 NOK\n    til: "{}"\n  Assets:Bank',
    "note": '2018-03-01 note Expenses:IKT "Vi{}k"',
    "event": '2018-03-01 event "sted" "Vi{}k"',
    "query": '2018-03-01 query "Vi{}k" "SELECT account"',
    "document": '2018-03-01 document Expenses:IKT "Vi{}k.pdf"',
    "custom": '2018-03-01 custom "notat" "Vi{}k"',
    "metadata": '2018-03-01 note Expenses:IKT "a"\n  til: "Vi{}k"',
}


def checked(path: Path, *texts: str) -> tuple[str, Path, int]:
    """What ``check`` says of books with that at the end, and the last text's line."""
    head = 'option "title" "Vika"\noption "operating_currency" "NOK"'
    Folder(path).write(rules(), head, chart(), cost("2018-02-01", "900.00"), *texts)
    file = path / "ledger" / "main.beancount"
    result = CliRunner().invoke(main, ["check", "--books", str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    before = file.read_text("utf-8").partition(texts[-1].strip())[0]
    return result.output, file, 1 + before.count("\n")


@pytest.mark.parametrize("written", BOOKED.values(), ids=BOOKED)
@pytest.mark.parametrize("character", ["\u00ad", "\u202e", "\U000e0041", "\u3164"])
def test_it_is_told_of_every_text_in_the_books(
    tmp_path: Path, written: str, character: str
) -> None:
    """It is a finding: what is booked is booked, and is shared all the same."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / f"Vi{character}k.pdf").touch()
    output, file, line = checked(tmp_path, written.replace("{}", character))
    told = [row for row in output.splitlines() if "tegn som ikke kan ses" in row]
    line += "til:" in written and "Expenses:IKT  1" in written
    begins = f"! {file}:{line}: Her er et tegn som ikke kan ses ({CODES[character]})"
    assert [row.startswith(begins) for row in told] == [True]
    assert "Ingen feil. Fra fordelingen: 1 funn." in output
    asked = ["lint", "2018", "--format", "json", "--books", str(tmp_path)]
    found = json.loads(CliRunner().invoke(main, asked).output)
    signs = [f for f in found if f["rule"] == "usynlig-tegn"]
    assert [(f["file"], f["line"]) for f in signs] == [(str(file), line)]


@pytest.mark.parametrize(
    "character", ["\u00ad", "\u115f", "\u3164", "\u200b", "\u202e"]
)
def test_an_account_that_looks_like_another_is_an_error(
    tmp_path: Path, character: str
) -> None:
    """Beancount takes it, and the cost would stand where nobody shares it."""
    opened = f"2018-01-01 open Expenses:IKT{character} NOK"
    output, file, line = checked(tmp_path, opened)
    (told, *_) = [row for row in output.splitlines() if "ikke kan ses" in row]
    assert told.startswith(f"{file}:{line}: Navnet på kontoen")
    assert f"({CODES[character]})" in told
    assert "feil må rettes" in output


@WRITTEN
def test_it_is_told_in_a_query(tmp_path: Path, character: str) -> None:
    checked(tmp_path, '2018-01-01 * "a"')
    (tmp_path / "queries").mkdir()
    text = f"SELECT account, 'Vi{character}k' AS a"
    (tmp_path / "queries" / "a.bql").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["query", "a", "--books", str(tmp_path)])
    assert isinstance(result.exception, SystemExit)
    told = f"a.bql har et tegn som ikke kan ses ({CODES[character]})"
    assert told in result.output


def test_a_query_in_another_encoding_is_told(tmp_path: Path) -> None:
    checked(tmp_path, '2018-01-01 * "a"')
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "b.bql").write_bytes(b"SELECT '\xe5'")
    result = CliRunner().invoke(main, ["query", "b", "--books", str(tmp_path)])
    assert isinstance(result.exception, SystemExit)
    assert "b.bql er ikke lagret som UTF-8" in result.output


def test_it_is_told_in_a_query_from_the_pages(tmp_path: Path) -> None:
    checked(tmp_path, '2018-01-01 * "a"')
    books = tmp_path / "ledger" / "main.beancount"
    client = application(books, edit=False, language="nb").test_client()
    for character, code in CODES.items():
        asked = {"query_string": f"SELECT 'Vi{character}k' AS a"}
        for way in ("api/query", "download-query/query_result.csv"):
            answer = client.get(f"/vika/{way}", query_string=asked)
            assert answer.status_code == 400
            assert code in answer.text


@WRITTEN
def test_it_is_told_in_a_text_of_the_report(tmp_path: Path, character: str) -> None:
    folder = tmp_path / "2018" / "tekst"
    folder.mkdir(parents=True)
    text = f"samarbeid: ikt\naar: 2018\n\n## Kommentarer\n\nVi{character}k\n"
    (folder / "ikt.md").write_text(text, encoding="utf-8")
    _, faults = read_texts(tmp_path, 2018, {"ikt"})
    assert [(f.line, f.message) for f in faults] == [
        (6, f"Her er et tegn som ikke kan ses ({CODES[character]}). Ta det bort.")
    ]


def test_a_line_may_end_as_on_a_mainframe(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Bilag;Tekst\x851;Vik\x85", encoding="utf-8")
    assert decoded(str(path)).splitlines() == ["Bilag;Tekst", "1;Vik"]


def test_what_is_written_in_a_field_is_one_line_of_what_is_seen() -> None:
    assert one_line("  Feil\n\tnøkkel\N{NO-BREAK SPACE}her ") == "Feil nøkkel her"
    assert one_line(" ") == ""
    for sign in ("\x1b", "\u202e", "\u2800", "\u00ad", "\ue000", "\udce6"):
        assert one_line(f"Feil{sign}") is None
