"""An option that may stand before the verb, after it, or both if it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from fellesbok.anywhere import BOOKS
from fellesbok.anywhere import LANGUAGE
from fellesbok.anywhere import before_the_verb
from fellesbok.anywhere import is_given

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
@before_the_verb
def group() -> None:
    """A group of one command."""


@group.command()
@BOOKS
@LANGUAGE
def verb(books: Path, language: str) -> None:
    """Say what it was given."""
    click.echo(f"{books.as_posix()} {language} {is_given('books')}")


def said(*line: str) -> str:
    done = CliRunner().invoke(group, line)
    assert done.exit_code == 0, done.output
    return done.output.strip()


@pytest.mark.parametrize(
    "line",
    [
        ("--books", "a", "verb"),
        ("verb", "--books", "a"),
        ("--books", "a", "verb", "--books", "a"),
    ],
)
def test_it_is_the_same_wherever_it_stands(line: tuple[str, ...]) -> None:
    assert said(*line) == "a nb True"


def test_what_is_not_given_is_as_it_always_is() -> None:
    assert said("verb") == ". nb False"
    assert said("--language", "en", "verb") == ". en False"


@pytest.mark.parametrize(
    "line",
    [
        ("--books", "a", "verb", "--books", "b"),
        ("verb", "--books", "a", "--books", "b"),
    ],
)
def test_two_that_say_different_things_are_refused(line: tuple[str, ...]) -> None:
    done = CliRunner().invoke(group, line)
    assert done.exit_code == 2
    assert "--books" in done.output
    assert "a og b" in done.output
