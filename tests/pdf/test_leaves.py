"""Lines of a page: spaces as a browser shows them, and nothing that is lost."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from fellesbok.pdf.leaves import BREAK
from fellesbok.pdf.leaves import LONGEST_WORD
from fellesbok.pdf.leaves import broken
from fellesbok.pdf.leaves import leaves
from fellesbok.pdf.leaves import told


def told_of(inside: str, *places: str) -> list[object]:
    line: Any = html.fragment_fromstring(f"<p>{inside}</p>")
    return told(leaves(line, places))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("  en \n to\t tre ", ["en to tre"]),
        ("10\u00a0000,00\u00a0kr", ["10\u00a0000,00\u00a0kr"]),
        ("en <br> to<br>", ["en", {"k": BREAK}, "to"]),
        ("ledger/<wbr>2018", ["ledger/", {"k": "may break"}, "2018"]),
    ],
)
def test_spaces_are_those_that_are_seen(inside: str, expected: list[object]) -> None:
    assert told_of(inside) == expected


def test_an_element_in_another_has_the_looks_of_both() -> None:
    assert told_of('<strong>en <code class="note">to</code></strong>') == [
        {"t": "en ", "c": ("strong",), "to": ""},
        {"t": "to", "c": ("strong", "note", "code"), "to": ""},
    ]


def test_a_remark_stands_on_a_line_of_its_own() -> None:
    assert told_of('1,00<span class="mark">antatt</span>') == [
        "1,00",
        {"k": BREAK},
        {"t": "antatt", "c": ("mark",), "to": ""},
    ]


@pytest.mark.parametrize(
    ("href", "to"),
    [
        ("#her", "#her"),
        ("#borte", ""),
        ("https://ssb.no/07459", "https://ssb.no/07459"),
        ("https://ssb.no/" + "å" * 4000, ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("../naboen", ""),
    ],
)
def test_a_link_leads_to_what_can_be_reached_from_paper(href: str, to: str) -> None:
    [piece] = told_of(f'<a href="{href}">ord</a>', "her") if to else [None]
    if to:
        assert piece == {"t": "ord", "c": (), "to": to}
    else:
        assert told_of(f'<a href="{href}">ord</a>', "her") == ["ord"]


def test_what_only_a_screen_reader_is_told_is_not_copied_from_paper() -> None:
    blank = '<span aria-hidden="true">–</span><span class="sr">blank</span>'
    assert told_of(f"{blank} kr") == ["–", " kr"]


def test_a_character_that_cannot_be_seen_is_seen() -> None:
    assert told_of("Kr\u202e10") == ["Kr\ufffd10"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("kort tekst som får plass på sin linje", 1),
        ("ledger/2018/kompetanseloft-og-mer.beancount:123", 2),
        ("x" * 100, 4),
    ],
)
def test_a_long_word_is_divided_and_nothing_is_lost(
    text: str, pieces: int | list[str]
) -> None:
    found = broken(text)
    assert "".join(found) == text
    assert len(found) == (pieces or 0)
    assert all(len(word) <= LONGEST_WORD for each in found for word in each.split())
