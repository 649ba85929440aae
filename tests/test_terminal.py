"""What all commands ask and say in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from fellesbok.messages import Text
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import day_option
from fellesbok.terminal import is_wanted
from fellesbok.terminal import yes_or_no

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("year", type=YEAR)
@FORMAT
@day_option("--on", "Dagen.")
def command(year: int, form: str, day: date | None) -> None:
    """Say what it was given."""
    click.echo(f"{year} {form} {day}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2018", "2018 text None"),
        ("2018 --format json --on 2018-12-31", "2018 json 2018-12-31"),
    ],
)
def test_a_year_a_form_and_a_day(line: str, said: str) -> None:
    done = CliRunner().invoke(command, line.split())
    assert (done.exit_code, done.output.strip()) == (0, said)


@pytest.mark.parametrize(
    "line",
    [
        "1899",
        "3000",
        "2018 --format xml",
        "2018 --on 31.12.2018",
        "2018 --on 1899-12-31",
        "2018 --on 2018-02-29",
    ],
)
def test_what_is_no_year_form_or_day_is_misuse(line: str) -> None:
    assert CliRunner().invoke(command, line.split()).exit_code == 2


@pytest.mark.parametrize(
    ("answer", "means"),
    [("j", True), (" JA ", True), ("yes", True), ("n", False), ("Nei", False)],
)
def test_an_answer_is_yes_or_no_in_either_language(answer: str, *, means: bool) -> None:
    assert yes_or_no(answer) is means


@pytest.mark.parametrize("answer", ["", "kanskje", "jn", "1", "true"])
def test_anything_else_is_no_answer(answer: str) -> None:
    with pytest.raises(click.UsageError):
        yes_or_no(answer)


@pytest.mark.parametrize(
    ("typed", "is_yes"), [("j\n", True), ("n\n", False), ("\n", False)]
)
def test_nothing_is_no(typed: str, *, is_yes: bool) -> None:
    @click.command()
    def asking() -> None:
        click.echo(f"= {is_wanted(Text('Skrive?'), 'nb')}")

    done = CliRunner().invoke(asking, input=typed)
    assert done.output.endswith(f"= {is_yes}\n")
