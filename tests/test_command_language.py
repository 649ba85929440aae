"""Click's own words are in the language that the command line asks for."""

from __future__ import annotations

import ast
import gettext
import os
import re
from datetime import UTC
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from catalogue import in_commands
from fellesbok.cli import main
from fellesbok.cli.claims import claim_command
from fellesbok.command_language import CATALOGUES
from fellesbok.command_language import DOMAIN
from fellesbok.command_language import asked_in
from fellesbok.command_language import chosen
from fellesbok.command_language import speaking
from fellesbok.messages import LANGUAGES
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

WRITTEN = CATALOGUES / "nb" / "LC_MESSAGES" / "click.po"
COMPILED = WRITTEN.with_suffix(".mo")
MARKS = {"_": 1, "gettext": 1, "ngettext": 2}
"""What click marks its words with, and how many words each takes."""
KEPT = {"required"}
"""What click marks where it is shown, and names elsewhere."""


def click_modules() -> Iterator[ast.Module]:
    """The modules of the installed click."""
    spec = find_spec("click")
    assert spec is not None
    assert spec.origin is not None
    for path in sorted(Path(spec.origin).parent.glob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def words_of_click() -> set[tuple[str, ...]]:
    """Every text that click marks, with its plural if it has one."""
    found: set[tuple[str, ...]] = {(word,) for word in KEPT}
    for module in click_modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = MARKS.get(node.func.id, 0)
                words = [
                    a.value for a in node.args[:count] if isinstance(a, ast.Constant)
                ]
                if count and len(words) == count:
                    found.add(tuple(map(str, words)))
    return found


def words_in(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each text of a catalogue, and what it is there."""

    def forms(words: object) -> tuple[str, ...]:
        return tuple(words) if isinstance(words, list | tuple) else (str(words),)

    return {forms(each.id): forms(each.string) for each in catalogue if each.id}


@pytest.fixture
def norwegian(*, update_golden: bool) -> Catalog:
    """The catalogue as it is written, made anew for gettext if that is asked for."""
    with WRITTEN.open("rb") as file:
        found = read_po(file, locale="nb")
    if update_golden:
        COMPILED.write_bytes(as_gettext_reads(found))
    return found


def as_gettext_reads(catalogue: Catalog) -> bytes:
    """A catalogue in the form that gettext reads."""
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def test_click_marks_words_at_all() -> None:
    assert ("Missing command.",) in words_of_click()
    assert len(words_of_click()) > 50


def test_every_word_of_the_installed_click_has_its_norwegian(
    norwegian: Catalog,
) -> None:
    known = words_in(norwegian)
    missing = {words for words in words_of_click() if not all(known.get(words, ("",)))}
    assert not missing


def test_a_translation_fills_in_nothing_that_click_does_not_give(
    norwegian: Catalog,
) -> None:
    def given(words: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}

    for words, there in words_in(norwegian).items():
        for each in there:
            assert given(each) <= set().union(*map(given, words)), words


def test_gettext_reads_what_is_written(norwegian: Catalog) -> None:
    """`pytest --update-golden` makes the one of the other."""
    compiled = gettext.GNUTranslations(BytesIO(COMPILED.read_bytes()))
    for forms, there in words_in(norwegian).items():
        if len(there) == 1:
            assert compiled.gettext(forms[0]) == there[0]
        for count, said in enumerate(there if len(there) > 1 else (), 1):
            assert compiled.ngettext(forms[0], forms[1], count) == said
    with COMPILED.open("rb") as file:
        assert len(words_in(read_mo(file))) == len(words_in(norwegian))


def test_nothing_of_click_that_is_seen_is_left_unmarked() -> None:
    """What stands in the form of a command line is told by ``cli/whole_line.py``."""
    shown = {
        node.value
        for module in click_modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {"[OPTIONS]", "COMMAND [ARGS]..."} <= shown


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("", "nb"),
        ("shares", "nb"),
        ("--language en shares", "en"),
        ("shares --language en", "en"),
        ("shares --language=en --nope", "en"),
        ("shares --language", "nb"),
        ("shares --language xx", "nb"),
        ("shares --language xx --language=en", "en"),
        ("shares -- --language en", "nb"),
    ],
)
def test_the_language_is_found_wherever_it_stands(words: str, language: str) -> None:
    assert asked_in(words.split()) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_afterwards_all_is_as_it_was(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for before in (None, "fr"):
        monkeypatch.delenv("LANGUAGE", raising=False)
        if before:
            monkeypatch.setenv("LANGUAGE", before)
        domain = gettext.textdomain()
        with speaking(language):
            assert chosen() == language
            assert gettext.textdomain() == DOMAIN
            said = gettext.gettext("Missing command.")
            assert (said == "Missing command.") == (language != SOURCE_LANGUAGE)
        assert gettext.textdomain() == domain
        assert os.environ.get("LANGUAGE") == before
        assert chosen() == SOURCE_LANGUAGE


def helped(*words: str) -> str:
    """What a command says of itself, on lines without an end."""
    found = CliRunner().invoke(main, [*words, "--help"])
    assert found.exit_code == 0
    return " ".join(found.output.split())


def every_help(language: str) -> str:
    """What every command, and those below some, says of itself."""
    context = click.Context(main)
    words: list[tuple[str, ...]] = [()]
    for name in main.list_commands(context):
        words.append((name,))
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            words += [(name, below) for below in command.commands]
    return "\n".join(helped("--language", language, *each) for each in words)


def test_what_commands_say_of_themselves_is_in_the_language_of_the_line() -> None:
    """And afterwards in Norwegian again, as it is written once."""
    before = every_help("nb")
    english = every_help("en")
    assert every_help("nb") == before
    norwegian = {
        text for text in in_commands() if say(text, "en") != text and len(text) > 12
    }
    assert len(norwegian) > 150
    told = [text for text in norwegian if text in english]
    assert not told
    assert [text for text in norwegian if text in before], "they are said at all"


def test_what_is_written_stands_after_it_was_told_in_english() -> None:
    """Who reads the commands afterwards finds the words that they were written with."""
    written = [*in_commands()]
    every_help("en")
    assert [*in_commands()] == written
    assert {"Ett samarbeid; ellers alle.", "SAMARBEID"} <= {*written}


def test_the_option_for_help_is_told_in_the_language_of_the_line() -> None:
    """Also of a command that click has been asked about outside any line of ours."""
    context = click.Context(claim_command)
    assert claim_command.get_help_option(context) is not None
    assert "Vis denne hjelpen." in helped("claim")
    assert "Show this message and exit." in helped("claim", "--language", "en")


@pytest.mark.parametrize(
    ("language", "of_the_other"),
    [
        (
            "en",
            (
                "og er som ikke til med på av det den eller uten hvis skal kan hva ett"
                " når år fil navn dato mappe krav kommune samarbeid valg bruk beløp"
            ),
        ),
        (
            "nb",
            (
                "the of and is are that with without which what else or show write"
                " folder file name cooperation municipality options usage"
            ),
        ),
    ],
)
def test_no_word_of_the_other_language_is_left(
    language: str, of_the_other: str
) -> None:
    """Common words; names of options, and words as they are typed, are as they are."""
    said = re.sub(r"--[a-z-]+|\[[^]]*\]|\w+\.\w+", " ", every_help(language))
    words = set(re.findall(r"\w+", said.casefold()))
    commands = set(main.list_commands(click.Context(main)))
    assert not words & set(of_the_other.split()) - commands


def test_the_names_of_values_are_english_too() -> None:
    told = helped("claim", "--language", "en")
    assert "claim [OPTIONS] YEAR" in told
    assert "--cooperation COOPERATION One cooperation; else all." in told
    told = helped("claim")
    assert "claim [VALG] ÅR" in told
    assert "--cooperation SAMARBEID Ett samarbeid; ellers alle." in told
