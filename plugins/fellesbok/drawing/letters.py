"""How wide words are, so that a label has room or is written on several lines.

No font is read: who looks has a font of its own.  The widths are those of DejaVu Sans
rounded up, the widest of the fonts that our style sheets name, so that what fits here
fits everywhere.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF_WIDTH = {
    30: "ijlIJ'|",
    35: " .,:;/\\\u00a0",
    40: "ft-()[]",
    45: "r",
    50: '–"·_',
    55: "cszčšž",
    60: "kvxyFL",
    70: "ABCKRVXZÅÄ",
    75: "NUÜ",
    80: "DGHOQ&ØÖ",
    85: "w+",
    90: "M",
    100: "mWæÆ…%@—",
}
"""Letters by their width in hundredths of the size; the others are ``OTHERS`` wide."""

OTHERS = 65
_WIDTHS = {letter: wide for wide, letters in _OF_WIDTH.items() for letter in letters}

_PIECE = re.compile(r"(?:-(?=\d))?[^ /-]*[/-]? *")
"""What is not cut: a word, a part of one to its hyphen, or an amount, in which no space
is an ordinary one."""


def width_of(text: str, size: int) -> int:
    """How wide a text is at most, in the unit of the size.

    Args:
        text: The text, on one line.
        size: How large the letters are.
    """
    return ceil(sum(_WIDTHS.get(letter, OTHERS) for letter in text) * size / 100)


def lines_of(text: str, room: int, size: int) -> tuple[str, ...]:
    """A text as lines that each have room; every letter of it stands there.

    Args:
        text: The text.
        room: How wide a line may be, at least one letter.
        size: How large the letters are.
    """
    lines = [""]
    for piece in _pieces(text, room, size):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines)


def _pieces(text: str, room: int, size: int) -> Iterator[str]:
    """Words, of which those that no line has room for are cut."""
    for piece in _PIECE.findall(re.sub(r"[ \n\t]+", " ", text.strip())):
        kept = ""
        for letter in piece:
            if kept and width_of(kept + letter.rstrip(), size) > room:
                yield kept
                kept = ""
            kept += letter
        if kept:
            yield kept
