"""A year that is mistyped far ahead: all until then would be over, and claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.books import load_books

if TYPE_CHECKING:
    from pathlib import Path

FIRST = cost("2018-03-01", "1000.00")


def faults(folder: Folder) -> list[tuple[int, str]]:
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    return [(fault.line, str(fault.message)) for fault in loaded.errors]


def line_of(folder: Folder, what: str) -> int:
    main = (folder.path / "ledger" / "main.beancount").read_text(encoding="utf-8")
    (number,) = (n for n, line in enumerate(main.splitlines(), 1) if what in line)
    return number


@pytest.mark.parametrize(("mistyped", "before"), [("2810", "2019"), ("2030", "2019")])
def test_a_date_more_than_ten_years_ahead_is_an_error(
    tmp_path: Path, mistyped: str, before: str
) -> None:
    """The year 2019 is open, and would have been claimed as if it was over."""
    folder = Folder(tmp_path).write(
        rules(),
        chart(),
        FIRST,
        cost("2019-01-10", "100.00"),
        cost(f"{mistyped}-02-01", "300.00"),
    )
    file, line = "main.beancount", line_of(folder, "2019-01-10 *")
    told = (
        f"Datoen 01.02.{mistyped} er mer enn ti år etter det som er ført før den, i"
        f" {before} ({file}:{line}), og alt til da ville vært over. Rett den av dem"
        " som er feil; ellers før en saldokontroll for årene mellom."
    )
    assert faults(folder) == [(line_of(folder, f"{mistyped}-02-01 *"), told)]
    assert folder.run("claim", "2019", "--yes").exit_code == 1


@pytest.mark.parametrize(
    "parts",
    [
        (FIRST, cost("2028-02-01", "300.00")),
        (
            FIRST,
            "2028-01-01 balance Assets:Bank -1000.00 NOK\n",
            cost("2030-02-01", "1.00"),
        ),
        (FIRST, "2099-01-01 open Assets:Senere NOK\n"),
        (),
    ],
)
def test_books_that_go_on_and_accounts_opened_ahead_are_none(
    tmp_path: Path, parts: tuple[str, ...]
) -> None:
    """Ten years, a balance in between, an account that is opened, and empty books."""
    folder = Folder(tmp_path).write(rules(), chart(), *parts)
    assert faults(folder) == []
