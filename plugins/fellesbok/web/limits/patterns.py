"""Patterns that readers write end in time (*mønstre*).

Python's own engine can take years for twenty characters, and cannot be stopped.  The
engine that Beancount brings has a time limit and lets others work meanwhile; it is put
in the place of ``re`` where readers' patterns are used: in Fava's filters and in the
query language.  Elsewhere nothing is changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

import regex
from beanquery import query_compile
from beanquery import query_env
from fava.core import filters

from fellesbok.messages import Text
from fellesbok.web.limits.deadline import RefusedError
from fellesbok.web.limits.deadline import TooHeavyError
from fellesbok.web.limits.deadline import seconds_left

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_PATTERN = 300
LONGEST_TEXT = 100_000
"""Characters that a replacement may make of a text."""

MOST_PATTERNS = 64
MOST_TEXTS = 2_000

SECONDS = 2.0
"""What one use of a pattern may take where no other end is set."""


MOST_REPEATS = 10_000
"""The engine writes counted repeats out when it reads a pattern, which has no end."""

ESCAPED = re.compile(r"\\(?:[pPN]\{[^{}]*\}|.)", re.DOTALL)
COUNT = re.compile(r"\{([0-9]*)(?:,([0-9]*))?\}")
KNOWN_GROUP = re.compile(
    r"\(\?(?:[:=!>#]|<[=!]|P=|P?<[^=!]|\(|[aimsu]*(?:-[ims]+)?[:)])"
)
"""What Python's own patterns know between parentheses, but for patterns over several
lines: in these a count may have anything between its digits."""


class StrangeError(RefusedError):
    """A pattern with what only this engine knows; ``text`` says what to do."""

    text = Text(
        "Mønsteret bruker noe som ikke kan brukes her: en gruppe (?… som ikke er kjent,"
        " eller krøllparenteser om annet enn et antall. Sett \\ foran tegn som skal"
        " leses som de er."
    )


class TooLongError(RefusedError):
    """A pattern, or what it makes, is longer than anybody needs; ``text`` says so."""

    text = Text(
        "Mønsteret er for langt, eller lager for lange tekster (høyst {most} tegn).",
        most=LONGEST_PATTERN,
    )


class Patterns:
    """What is used of ``re``, with an end."""

    error = regex.error
    IGNORECASE = regex.IGNORECASE

    def compile(self, pattern: str, flags: int = 0) -> Pattern:
        """A pattern to be used often."""
        return _pattern(pattern, flags)

    def search(self, pattern: str, text: str, flags: int = 0) -> Any:  # noqa: ANN401 -- as re
        """The first place that fits."""
        return _pattern(pattern, flags).search(text)

    def match(self, pattern: str, text: str, flags: int = 0) -> Any:  # noqa: ANN401 -- as re
        """Whether the beginning fits."""
        return _pattern(pattern, flags).match(text)

    def fullmatch(self, pattern: str, text: str, flags: int = 0) -> Any:  # noqa: ANN401 -- as re
        """Whether the whole fits."""
        return _pattern(pattern, flags).fullmatch(text)

    def sub(self, pattern: str, new: str, text: str) -> str:
        """The text with something else wherever the pattern fits."""
        return _pattern(pattern, 0).sub(new, text)


class Pattern:
    """A pattern in the engine that can be stopped."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Read the pattern.

        Raises:
            regex.error: It is none.
            TooLongError: It is longer than anybody writes.
            StrangeError: It holds what has no end.
        """
        if len(pattern) > LONGEST_PATTERN or _repeats(pattern) > MOST_REPEATS:
            raise TooLongError
        try:
            self._pattern: Any = regex.compile(pattern, flags)
        except RecursionError:
            raise TooLongError from None
        self._found: dict[str, Any] = {}

    def search(self, text: str) -> Any:  # noqa: ANN401 -- as re
        """The first place that fits; accounts are asked about again and again."""
        if text in self._found:
            return self._found[text]
        found = _timed(self._pattern.search, text)
        if len(self._found) < MOST_TEXTS:
            self._found[text] = found
        return found

    def match(self, text: str) -> Any:  # noqa: ANN401 -- as re
        """Whether the beginning fits."""
        return _timed(self._pattern.match, text)

    def fullmatch(self, text: str) -> Any:  # noqa: ANN401 -- as re
        """Whether the whole fits."""
        return _timed(self._pattern.fullmatch, text)

    def sub(self, new: str, text: str) -> str:
        """The text with something else wherever it fits.

        Raises:
            TooLongError: It would become longer than anybody reads.
        """
        length = len(text)

        def put_in(found: Any) -> str:  # noqa: ANN401 -- a match
            nonlocal length
            seconds_left()
            put: str = found.expand(new)
            length += len(put)
            if length > LONGEST_TEXT:
                raise TooLongError
            return put

        changed: str = _timed(self._pattern.sub, put_in, text)
        return changed


def _repeats(pattern: str) -> int:
    """How often a part of it can be written out: counts inside counts multiply.

    Raises:
        StrangeError: It holds what only this engine knows: patterns that call
            themselves or fit nearly do not look at the clock, or eat the memory.
    """
    bare = ESCAPED.sub("", pattern)
    if bare.count("(?") != len(KNOWN_GROUP.findall(bare)):
        raise StrangeError
    counts = COUNT.findall(bare)
    if bare.count("{") != len(counts):
        raise StrangeError
    product = 1
    for count in counts:
        product *= max([1, *(int(number) for number in count if number)])
    return product


@lru_cache(maxsize=MOST_PATTERNS)
def _pattern(pattern: str, flags: int) -> Pattern:
    """A query names its patterns anew for every row."""
    return Pattern(pattern, flags)


def _timed(use: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 -- as re
    """Use a pattern for as long as there is time."""
    left = seconds_left()
    seconds = SECONDS if left is None else left
    try:
        return use(*arguments, timeout=seconds, concurrent=True)
    except TimeoutError:
        raise TooHeavyError from None


class Accounts:
    """What Fava's filter on accounts uses of Beancount, which reads it as a pattern."""

    @staticmethod
    def has_component(account: str, component: str) -> bool:
        """Whether an account has a component of that name; no pattern is tried."""
        return f":{component}:" in f":{account}:"


def put_in_place() -> None:
    """Let Fava's filters and the query language use the engine that can be stopped."""
    accounts: Any = Accounts
    filters.account = accounts  # type: ignore[attr-defined]
    patterns: Any = Patterns()
    for module in (filters, query_env, query_compile):
        module.re = patterns  # type: ignore[attr-defined]
