"""The command line as a whole: what may stand where, and what is refused, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.messages import LANGUAGES
from fellesbok.terminal import is_wanted
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = str(HOUSE)

ENGLISH = re.compile(
    r"\b(Usage|Options|Error|Try|help\.|Missing|Invalid|value|such|option|command"
    r"|unexpected|argument|required|default|Aborted|Choose|not|is|Show|Commands"
    r"|DIRECTORY|FILE|FOLDER|INTEGER|PATH|TEXT|COMMAND|OPTIONS|Traceback)\b"
)
"""Words that stand in no Norwegian answer."""

NORWEGIAN = re.compile(r"\b(Feil|Bruk|Valg|Mangler|finnes|ikke|er|en av|Skriv)\b")
"""Words that stand in no English one."""

WRONG = (
    "",
    "nope",
    "--nope",
    "--nope=1 shares",
    "--books",
    "--language",
    "--language xx shares",
    "--version=1",
    "shares --books",
    "shares --bokks x",
    "shares abc",
    "shares 20188",
    "shares 1",
    "shares 2018 2019",
    "shares 2018 --year 2019",
    "shares --year",
    "shares --year x",
    "shares --year 2018 --year 2019",
    "shares --format",
    "shares --format xml",
    "shares --format=csv --format=json",
    "shares --books {books} --books /nope",
    "--books {books} shares --books /nope",
    "--books {books} --books /nope shares",
    "--books {books} schema",
    "--books {books} init /nope/nope",
    "--language nb --language en shares",
    "explain",
    "explain ikt",
    "explain ikt nordreisa",
    "explain ikt nordreisa --year 2018 --on 31.12.2018",
    "lint",
    "lint 2018 --limit-percent mye",
    "open 2018 --undisputed",
    "report",
    "report 2018 --format doc",
    "compare --format xlsx",
    "certify",
    "close",
    "credit",
    "credit x --reason y --amount 0",
    "claim 2018 --instalment 1 --settlement 2018",
    "object --reason x",
    "objections",
    "objections nope",
    "objections answer x",
    "statistics nope",
    "import",
    "import {books}",
    "import --inbox /nope",
    "profile",
    "profile {books}",
    "reconcile 2018 /nope --municipality nordreisa --art x",
    "verify /nope",
    "verify {books}/README.md",
    "init",
    "init /nope/x --answers /nope",
    "init /nope/x --answers {books}",
    "init /nope/x --basis x",
    "serve --port x",
    "shares --yes",
    "check now",
    "--help=1",
)


def told(line: str, *given: str) -> str:
    """What a command line that is refused is told."""
    words = line.format(books=BOOKS).split()
    done = CliRunner().invoke(main, [*given, *words], prog_name="fellesbok")
    assert done.exit_code, line
    assert isinstance(done.exception, SystemExit), (line, done.exception)
    return done.output


@pytest.mark.parametrize("line", WRONG)
def test_what_is_refused_is_refused_in_norwegian(line: str) -> None:
    said = told(line)
    assert "elp" in said or "Feil: " in said, said
    # What the user has written, and names of options, stand as they are.
    words = re.sub(r"--?[\w-]+|'[^']*'|«[^»]*»|/\S+", "", said)
    assert not ENGLISH.search(words), said


@pytest.mark.parametrize("line", [line for line in WRONG if "--language" not in line])
def test_what_is_refused_is_refused_in_english(line: str) -> None:
    said = told(line, "--language", "en")
    assert "help" in said or "Error: " in said, said
    if "\n  " not in said:  # the help itself is written in Norwegian
        words = re.sub(r"'[^']*'|“[^”]*”|/\S+", "", said)
        assert not NORWEGIAN.search(words), said


@pytest.mark.parametrize("line", ["shares --nope --language en", "nope --language=en"])
def test_the_language_may_stand_after_what_is_wrong(line: str) -> None:
    assert "Error: No such" in told(line)


@pytest.mark.parametrize("name", ["shares", "objections list", "approvals 2018"])
def test_books_and_language_may_stand_before_the_verb_or_after_it(name: str) -> None:
    given = ["--books", BOOKS, "--language", "en"]
    after = CliRunner().invoke(main, [*name.split(), *given])
    before = CliRunner().invoke(main, [*given, *name.split()])
    around = CliRunner().invoke(main, [*given, *name.split(), *given])
    assert after.exit_code == before.exit_code == around.exit_code == 0
    assert after.output == before.output == around.output
    group, _, verb = name.partition(" ")
    if verb:
        between = CliRunner().invoke(main, [group, *given, verb])
        assert between.output == after.output


def test_the_year_may_stand_with_its_name_or_without() -> None:
    given = ["--books", BOOKS, "shares"]
    bare = CliRunner().invoke(main, [*given, "2018"])
    named = CliRunner().invoke(main, [*given, "--year", "2018"])
    assert bare.exit_code == 0
    assert bare.output == named.output


def test_both_values_are_named() -> None:
    said = told("--books {books} shares --books /nope")
    assert f"--books er oppgitt to ganger, med {BOOKS} og /nope. Oppgi én." in said
    said = told("shares --language nb --language en")
    assert (
        "--language is given twice, with nb and en." in said or "med nb og en" in said
    )


def verbs(
    command: click.Command,
    path: tuple[str, ...] = (),
    over: click.Context | None = None,
) -> Iterator[tuple[str, ...]]:
    """Every command line without options that names a group or a command."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command, over)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from verbs(below, (*path, name), context)


@pytest.mark.parametrize("path", [*verbs(main)], ids=" ".join)
def test_help_is_in_norwegian(path: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*path, "--help"], prog_name="fellesbok")
    assert done.exit_code == 0
    assert done.output.startswith(f"Bruk: {' '.join(('fellesbok', *path))} [VALG]")
    words = re.sub(r"--?[\w-]+|[\w.]+\.(yaml|json)", "", done.output)
    found = ENGLISH.search(re.sub(r"\[[\w|-]+\]", "", words))
    assert not found, (found, done.output)


ASKED = click.command()(
    click.option("--language", default="nb")(
        lambda language: click.echo(is_wanted("Skal dette føres?", language))
    )
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("answer", "is_yes"),
    [
        *((each, True) for each in ("j", "J", "ja", "y", "yes", " Ja ")),
        *((each, False) for each in ("n", "N", "nei", "no", "")),
    ],
)
def test_yes_and_no_are_understood_in_both(
    language: str,
    answer: str,
    is_yes: bool,  # noqa: FBT001 -- a case
) -> None:
    done = CliRunner().invoke(ASKED, ["--language", language], input=f"{answer}\n")
    assert done.output.splitlines()[-1].endswith(str(is_yes))
    assert {"nb": "[j/N]: ", "en": "[y/N]: "}[language] in done.output


def test_another_answer_is_asked_for_again_and_none_ends_it() -> None:
    done = CliRunner().invoke(ASKED, input="kanskje\nja\n")
    assert "Svar ja (j) eller nei (n)." in done.output
    assert done.output.count("[j/N]") == 2
    assert CliRunner().invoke(ASKED, input="").exit_code == 1
