"""Claims of Midvik that were taken back after its objection, whole or in part.

400 kr of the first instalment of 3 000 kr are licences that are not Midvik's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.cli import main
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import credited
from objected_books import decided

if TYPE_CHECKING:
    from decimal import Decimal

    from claimbook import Folder


def of_midvik(folder: Folder) -> list[tuple[Decimal, Decimal]]:
    """Amount of each of its settlements, and what it holds back."""
    return [
        (c.amount, c.held_back)
        for c in folder.claims()
        if c.payer.slug == "midvik" and c.day.year == 2019
    ]


LICENCES = ("--reason", "Lisenser", "--date", "2018-02-20")


def given_back(folder: Folder, outcome: str) -> str:
    """400 kr of Midvik's first instalment are taken back after its objection."""
    folder.add(OBJECTED)
    note = credited(folder, MIDVIK, "--amount", "400", *LICENCES)
    if outcome:
        folder.add(decided(outcome, f'  kreditnota: "{note}"\n'))
    return note


def granted_whole(folder: Folder, outcome: str = "delvis") -> str:
    """The whole instalment is taken back after its objection."""
    folder.add(OBJECTED)
    note = credited(folder, MIDVIK, *LICENCES)
    folder.add(decided(outcome, f'  kreditnota: "{note}"\n'))
    return note


def settle(folder: Folder, day: str, *more: str) -> str:
    """The settlement of the year, where nobody looks; gives what it says."""
    words = ("claim", "2018", "--settlement", "--date", day, "--yes", *more)
    done = folder.run(*words)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def put_right(folder: Folder, before: str, after: str) -> None:
    """Somebody puts the voucher right where it stands."""
    path = folder.path / "ledger" / "main.beancount"
    text = path.read_text("utf-8")
    assert text.count(before) == 2, "the two lines of the voucher"
    path.write_text(text.replace(before, after), "utf-8")


def answer_corrected(folder: Folder) -> None:
    """Who keeps the books says that they are right now."""
    answer = ("objections", "answer", "2018-midvik-1", "--corrected")
    words = [*answer, "--books", str(folder.path), "--yes"]
    assert CliRunner().invoke(main, words).exit_code == 0
