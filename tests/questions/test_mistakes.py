"""Every mistake in a question is told in the words of who asks, with what to do."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import beanquery
import pytest
from beanquery import CompilationError

from fellesbok.messages import say
from fellesbok.questions.mistakes import mistake_of
from loaded_books import books_in
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = "Spørringen kan ikke besvares"
OF_INSERT = {
    "does not support insertion",
    "expected ",
    "expression has wrong type for column",
}
"""What is said of statements that write, which nobody is let to."""


def messages() -> Iterator[str]:
    """Each mistake that the installed query language can tell, from its source."""
    spec = find_spec("beanquery")
    assert spec is not None
    assert spec.origin is not None
    source = (Path(spec.origin).parent / "compiler.py").read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="CompilationError"), args=[words, *_]):
                yield _written(words)


def _written(words: ast.expr) -> str:
    """The words of a message, something put into its gaps."""
    match words:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_written, parts))
        case ast.FormattedValue(value=ast.Name(id="sig")):
            return "add(str)"
        case ast.FormattedValue():
            return "1"
        case ast.Call(func=ast.Attribute(value=template)):
            return _written(template)
    return ast.unparse(words)


TOLD = [text for text in messages() if not any(part in text for part in OF_INSERT)]


def test_the_source_of_the_query_language_is_read() -> None:
    assert len(TOLD) > 25


@pytest.mark.parametrize("message", TOLD)
def test_every_mistake_of_the_language_is_known(message: str) -> None:
    error = CompilationError(message)  # type: ignore[no-untyped-call]
    told = mistake_of(error)
    assert not told.template.startswith(UNKNOWN), message
    assert say(told, "en") != say(told, "nb")


ASKED = {
    "SELECT konto": (
        "Kolonnen «konto» finnes ikke i tabellen «postings». Rett navnet."
    ),
    "SELECT sum(account)": (
        "Funksjonen «sum» finnes ikke for det som står i parentesen (tekst). Rett"
        " navnet, eller det i parentesen."
    ),
    "SELECT account WHERE date > 'x'": (
        "Det kan ikke regnes eller sammenlignes slik («greater» på dato, tekst). Skriv"
        " tekst i anførselstegn, datoer slik: 2018-12-31, og tall uten."
    ),
    "SELECT account ORDER BY 9": (
        "ORDER BY 9: så mange kolonner er det ikke. Rett tallet."
    ),
    "SELECT account WHERE": (
        "Spørringen slutter før den er hel. Skriv resten, eller ta bort det siste"
        " ordet."
    ),
    "SELECT account\nFRM year = 2018": (
        "Spørringen kan ikke leses fra «FRM year = 2018» på linje 2. Se etter et ord,"
        " et komma eller et anførselstegn som mangler eller er for mye der."
    ),
}


@pytest.mark.parametrize(("asked", "told"), ASKED.items(), ids=ASKED)
def test_a_question_with_a_mistake_says_what_and_where(asked: str, told: str) -> None:
    books = books_in(HOUSE)
    connected = beanquery.connect(  # type: ignore[no-untyped-call]
        "beancount:", entries=list(books.entries), errors=[], options=books.options
    )
    with pytest.raises(beanquery.Error) as caught:
        connected.execute(asked)
    assert say(mistake_of(caught.value), "nb") == told
