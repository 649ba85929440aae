"""The language that a command line asks for, and click's own words in it.

Click marks its words for gettext, and gettext looks for a catalogue in the language of
the environment.  Ours lies beside our own catalogue: what is refused before any option
is understood is refused in the same language as the rest.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import LANGUAGES
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

OPTION = "--language"
DOMAIN = "click"
"""What the catalogue of click's words is called."""

CATALOGUES = Path(__file__).parent / "locale"

_CHOSEN = ContextVar("language", default=SOURCE_LANGUAGE)


def chosen() -> str:
    """The language of the command line that is being carried out."""
    return _CHOSEN.get()


def said(text: str) -> str:
    """A text in the language of the command line."""
    return say(text, chosen())


def asked_in(words: Sequence[str]) -> str:
    """The language that a command line asks for, wherever in it; else Norwegian.

    It is looked for and not parsed: what cannot be parsed is refused in it too.
    """
    for number, word in enumerate(words):
        if word == "--":
            break
        name, is_joined, value = word.partition("=")
        if name == OPTION:
            asked = value if is_joined else "".join(words[number + 1 : number + 2])
            if asked in LANGUAGES:
                return asked
    return SOURCE_LANGUAGE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say what click says in a language; afterwards all is as it was."""
    domain, environment = gettext.textdomain(), os.environ.get("LANGUAGE")
    reset = _CHOSEN.set(language)
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if environment is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = environment
        _CHOSEN.reset(reset)
