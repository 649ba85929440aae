"""Sums that the books say a figure rests on: ``75 % av budsjett Equity:Memo:…``.

Numbers as Norwegians write them, ``%``, the four kinds of arithmetic (``av`` is
``×``), brackets, other key figures by their «label», and lines of the table as
``budsjett <konto>`` or ``regnskap <konto>``.  Everything is exact.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable

TOKENS = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"|«(?P<label>[^»]*)»"
    r"|(?P<column>budsjett|regnskap)\s+(?P<account>[A-ZÆØÅ][^\s()]*)"
    r"|(?P<sign>av\b|[-+−*×·/:()%]))"
)
ALIKE = {"−": "-", "*": "×", "·": "×", "av": "×", ":": "/"}
DEEPEST = 40

Term = tuple[Fraction, str]
"""A value, and how it is written."""


class CannotCalculateError(InWordsError):
    """The sum cannot be done; ``text`` says why."""


def calculate(
    written: str,
    label: Callable[[str], Term],
    line: Callable[[str, str], Term],
) -> Term:
    """The exact value of a sum, and the sum with figures in the place of names.

    Args:
        written: The sum as it stands in the books.
        label: The value of a key figure by its label.
        line: The value of a line of the table, by column and account.

    Raises:
        CannotCalculateError: It is not a sum, or something in it is not known.
    """
    tokens: list[Fraction | str] = []
    shown: list[str] = []
    position, text = 0, written.strip()
    while position < len(text):
        found = TOKENS.match(text, position)
        if found is None:
            raise _unreadable(text[position:])
        position = found.end()
        if found["number"]:
            digits = re.sub(r"[ \u00a0]", "", found["number"]).replace(",", ".")
            tokens.append(Fraction(digits))
            shown.append(found["number"])
        elif found["label"] is not None:
            value, said = label(found["label"])
            tokens.append(value)
            shown.append(said)
        elif found["account"]:
            value, said = line(found["column"], found["account"])
            tokens.append(value)
            shown.append(said)
        else:
            sign = ALIKE.get(found["sign"], found["sign"])
            tokens.append(sign)
            shown.append(sign)
    reader = _Reader(tokens)
    value = reader.terms(0)
    if reader.here is not None:
        raise _unreadable(str(reader.here))
    return value, " ".join(shown).replace("( ", "(").replace(" )", ")")


class _Reader:
    """Goes through the tokens of a sum, from left to right."""

    def __init__(self, tokens: list[Fraction | str]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def here(self) -> Fraction | str | None:
        """The next token, or ``None`` at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Fraction | str | None:
        token = self.here
        self._at += 1
        return token

    def terms(self, depth: int) -> Fraction:
        """Products added and subtracted."""
        value = self._product(depth)
        while self.here in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            value += sign * self._product(depth)
        return value

    def _product(self, depth: int) -> Fraction:
        value = self._factor(depth)
        while self.here in ("×", "/"):
            by = self._take()
            other = self._factor(depth)
            if by == "/" and not other:
                raise CannotCalculateError(Text("det deles på null"))
            value = value * other if by == "×" else value / other
        return value

    def _factor(self, depth: int) -> Fraction:
        found = self._take()
        if found == "-" and depth < DEEPEST:
            return -self._factor(depth + 1)
        if found == "(" and depth < DEEPEST:
            found = self.terms(depth + 1)
            if self._take() != ")":
                raise _unreadable(")")
        if not isinstance(found, Fraction):
            raise _unreadable(found or "")
        if self.here == "%":
            self._take()
            return found / 100
        return found


def _unreadable(text: str) -> CannotCalculateError:
    return CannotCalculateError(
        Text("«{text}» kan ikke leses", text=text) if text else Text("noe mangler")
    )
