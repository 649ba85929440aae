"""Characters that cannot be seen are told, wherever a text comes from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from unicodedata import category

import pytest

from claimbook import rules
from fellesbok.rules import examine_rules
from fellesbok.unseen import first_unseen
from fellesbok.unseen import unseen
from fellesbok_importers.bounded import elements
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.sheet import decoded

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
