"""A text that is longer than anybody reads on paper is cut, and says so."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from fellesbok.pdf.sheets import document
from fellesbok.pdf.shortened import MOST_LETTERS
from fellesbok.pdf.shortened import shorten
from printed_pages import page_of

TOLD = " … (Teksten er lengre: her står de første 8 tegnene.)"


def shortened(body: str) -> str:
    root: Any = html.fromstring(f"<div>{body}</div>")
    shorten(root, "nb", 8)
    return str(html.tostring(root, encoding="unicode"))[5:-6]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<p>åtte tegn</p>".replace("åtte tegn", "12345678"), "<p>12345678</p>"),
        ("<p>123456789</p>", f"<p>12345678{TOLD}</p>"),
        (
            "<p>123<em>456</em>789<em>0</em>1</p>",
            f"<p>123<em>456</em>78{TOLD}<em></em></p>",
        ),
        ("<p>12345678</p><p>12345678</p>", "<p>12345678</p><p>12345678</p>"),
        (
            "<ul><li>12345678</li><li>123456789</li></ul>",
            f"<ul><li>12345678</li><li>12345678{TOLD}</li></ul>",
        ),
        ("1234<p>5678</p>12345678", "1234<p>5678</p>12345678"),
    ],
)
def test_each_paragraph_has_its_own_limit(body: str, kept: str) -> None:
    assert shortened(body) == kept


@pytest.mark.parametrize(
    "unseen", [*map(chr, [*range(1, 9), 0xB, *range(0xE, 0x20)]), "\ufffe", "\uffff"]
)
def test_a_character_that_no_tree_takes_back_stops_no_document(unseen: str) -> None:
    """It stands as a sign that is seen, in a text that is cut too."""
    body = f"<p>kort{unseen}<em>e{unseen}r</em>{unseen}</p><p>{unseen}34567890</p>"
    root: Any = html.document_fromstring(page_of(body))
    shorten(root.find("body"), "nb", 8)
    said = str(document(page_of(body)))
    assert "kort\ufffd" in said
    assert unseen not in said
    assert "\ufffd3456789 …" in str(html.tostring(root, encoding="unicode"))


def test_a_word_of_a_million_letters_is_handed_on_as_its_beginning() -> None:
    """One that is just within the limit is whole; the rest of the page stands."""
    row = "<tr><td>{}</td><td>100,00</td></tr>"
    rows = "".join(row.format("a" * n) for n in (MOST_LETTERS, 1_000_000))
    said = str(document(page_of(f"<table><tbody>{rows}</tbody></table>")))
    assert len(said) < 12 * MOST_LETTERS
    assert "100,00" in said.rpartition("aaaa")[2]
    assert "Teksten er lengre: her står de første" in said
