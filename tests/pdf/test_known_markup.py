"""What nobody has said how to set is refused, and not left out."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from fellesbok.pdf.known_markup import UnknownMarkupError
from fellesbok.pdf.leaves import leaves
from fellesbok.pdf.sheets import document
from printed_pages import page_of


@pytest.mark.parametrize(
    "inside",
    ['<span class="ukjent">x</span>', "<b>x</b>", "<img src='x'>", "<div>x</div>"],
)
def test_what_nobody_has_said_how_to_set_is_refused(inside: str) -> None:
    line: Any = html.fragment_fromstring(f"<td>{inside}</td>")
    with pytest.raises(UnknownMarkupError):
        leaves(line, ())


@pytest.mark.parametrize(
    "body",
    [
        "<video></video>",
        "<p><marquee>x</marquee></p>",
        '<p class="ny">x</p>',
        '<table class="ny"><tr><td>x</td></tr></table>',
        '<table><tbody><tr><td class="ny">x</td></tr></tbody></table>',
        "<table><tbody><tr><td><p>x</p></td></tr></tbody></table>",
        "<ul><p>x</p></ul>",
        "<svg><image href='x'/></svg>",
    ],
)
def test_what_we_do_not_know_is_refused_and_not_left_out(body: str) -> None:
    with pytest.raises(UnknownMarkupError):
        document(page_of(body))
