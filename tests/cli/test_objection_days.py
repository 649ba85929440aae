"""Objections and outcomes are dated in no year that is closed for the cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from objected_books import MIDVIK
from objected_books import claimed
from sent_objections import as_
from sent_objections import folder as folder  # noqa: PLC0414 -- a fixture
from sent_objections import in_february as in_february  # noqa: PLC0414 -- a fixture
from sent_objections import send

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

SHARE = ("--share", "IKT", "--year", "2018", "--payer", "Midvik", "--reason", "Nøkkel")
REFUSED = (
    "IKT-samarbeidet 2018 er avsluttet, så en innsigelse kan ikke dateres {}. Den"
    " første dagen som er åpen, er 01.01.2019."
)


def close(folder: Folder) -> None:
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output


def answer(folder: Folder, *arguments: str) -> Result:
    command = ["objections", "answer", "--books", str(folder.path), *arguments]
    return CliRunner().invoke(main, [*command, "--yes"])


@pytest.fixture
def closed(tmp_path: Path) -> Folder:
    found = claimed(tmp_path)
    close(found)
    return found


@pytest.mark.parametrize("about", [SHARE, ("--claim", MIDVIK, "--reason", "Feil")])
def test_an_objection_is_not_dated_in_a_closed_year(
    closed: Folder, about: tuple[str, ...]
) -> None:
    before = closed.files()
    done = closed.run("object", *about, "--date", "2018-12-01", "--yes")
    assert done.exit_code == 1
    assert REFUSED.format("01.12.2018") in done.output
    assert closed.files() == before
    done = closed.run("object", *about, "--date", "2019-01-02", "--yes")
    assert done.exit_code == 0, done.output


def test_without_a_day_it_is_the_first_one_that_is_open(closed: Folder) -> None:
    done = closed.run("object", *SHARE, "--yes")
    assert '2019-01-01 custom "innsigelse" "2019-midvik-1"' in done.output


def test_answers_and_outcomes_are_not_dated_there_either(closed: Folder) -> None:
    """One that was written by hand since, as some books have it."""
    closed.add(
        '2018-12-01 custom "innsigelse" "2018-midvik-9" "andel" "IKT" 2018\n'
        '  kommune: "Midvik"\n  aarsak: "Nøkkel"\n'
    )
    before = closed.files()
    for said in (["--outcome", "opprettholdt"], ["--text", "Vi ser på det"]):
        done = answer(closed, "2018-midvik-9", *said, "--date", "2018-12-02")
        assert done.exit_code == 1
        assert REFUSED.format("02.12.2018") in done.output
    assert closed.files() == before
    done = answer(closed, "2018-midvik-9", "--outcome", "opprettholdt")
    assert '2019-01-01 custom "innsigelse" "2018-midvik-9" "utfall"' in done.output


def test_what_was_sent_before_the_closing_is_taken_in_on_the_first_open_day(
    folder: Folder,
) -> None:
    assert send(as_(folder, "midvik")).status_code == 303
    close(folder)
    inbox = str(folder.path.parent / "inn")
    command = ["objections", "take", "--books", str(folder.path), inbox, "--yes"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert '2019-01-01 custom "innsigelse" "2019-midvik-1" "krav"' in done.output
