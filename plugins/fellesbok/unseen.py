"""Characters that cannot be seen (*tegn som ikke synes*).

They make a text look like another: they turn the direction of reading, hide a break in
a word, or carry a message of their own.  The set is Unicode's *Default_Ignorable_Code_
Point* (DerivedCoreProperties, Unicode 15), with the control characters but tab and line
ends, the separators of lines and paragraphs, what is drawn as nothing but is no space
(Braille without dots, fillers), and what is no character.

Letters of every language and marks above and below them may stand, and every space.
A sign that only chooses how an emoji looks, or joins two of them, may stand where it
does so: people write those in payments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00016fe4\U0001d159\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BREAKS = "[\t\n\r\ud800-\udfff]"
_LOOKS = "\ufe0e\ufe0f"
_NEAR = 4
_JOINS = "\u200d"
_KEYCAP = "\u20e3"
_SYMBOLS = {"So", "Sm"}
_OTHER_SYMBOLS = {"\u00a9", "\u00ae", "\u203c", "\u2049", "\u2139", "\u3030"}
_SKIN_TONES = {chr(number) for number in range(0x1F3FB, 0x1F400)}
_FIRST_SYMBOL = "\u2100"


_FIRST_PRINTABLE = "\u034f"
"""The first of them that Python takes to be printable; no letter of ours is as far."""


def unseen(text: str) -> Iterator[int]:
    """The places of characters that cannot be seen, from 0, in order."""
    if text.isprintable() and max(text, default="") < _FIRST_PRINTABLE:
        return  # nearly all texts, and then the set need not be made
    for found in re.finditer(_UNSEEN, text):
        if not _of_emoji(text, found.start()):
            yield found.start()


def first_unseen(text: str) -> str | None:
    """The first character that cannot be seen, as people name it: ``U+202E``."""
    place = next(unseen(text), None)
    return None if place is None else f"U+{ord(text[place]):04X}"


def visible(text: str) -> str:
    """The text with a sign that is seen in the place of each that is not."""
    hidden = set(unseen(text))
    return "".join(
        "\ufffd" if n in hidden or "\ud800" <= c <= "\udfff" else c
        for n, c in enumerate(text)
    )


def is_visible(text: str) -> bool:
    """Whether it is one line of which every character is seen."""
    return next(unseen(text), None) is None and not re.search(_BREAKS, text)


def one_line(text: str) -> str | None:
    """A text that somebody writes in a field, its spaces and line ends made one.

    ``None`` where anything else in it cannot be seen or printed: what turns the
    direction of reading, what a terminal obeys, and bytes that are no letters.
    """
    line = " ".join(text.split())
    return line if line.isprintable() and is_visible(line) else None


def _of_emoji(text: str, place: int) -> bool:
    """Whether the character only says how a symbol beside it is drawn."""
    near = text[max(0, place - _NEAR) : place]  # not all before it, for each of many
    before = near.rstrip(_LOOKS)[-1:]
    after = text[place + 1 : place + 2]
    if text[place] in _LOOKS:
        is_alone = text[place - 1 : place] == before
        is_key = before.isascii() and after == _KEYCAP
        return is_alone and bool(before) and (_is_symbol(before) or is_key)
    is_between = bool(before and after) and _is_symbol(before) and _is_symbol(after)
    return text[place] == _JOINS and is_between


def _is_symbol(character: str) -> bool:
    """Whether it can be an emoji, alone or as a part of one."""
    is_high = character >= _FIRST_SYMBOL and category(character) in _SYMBOLS
    return is_high or character in _OTHER_SYMBOLS | _SKIN_TONES
