"""Which claims are open, as the command lists them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import paid
from claimbook import rules
from reminded_claims import folder as folder  # noqa: PLC0414 -- a fixture
from reminded_claims import to_vann

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("no_documents")


def test_the_years_own_list_counts_credit_of_all_years(folder: Folder) -> None:
    """2018's claim is covered; the list of 2018 is empty and says why."""
    folder.add(to_vann(paid("2019-03-01", "Midvik", "80.00")))
    done = folder.run("open", "2018", "--reminders", "--on", "2019-06-01")
    assert "Midvik har 75,00 kr forfalt hos Nordvik, men 80,00" in done.output


def test_an_empty_list_tells_its_day_too(folder: Folder) -> None:
    for more in ((), ("--reminders",)):
        command = ("open", *more, "--on", "2018-01-01", "--format")
        read = json.loads(folder.run(*command, "json").stdout)
        assert read == {"on": "2018-01-01", "claims": [], "payers": []}
        assert "Sett fra 01.01.2018." in folder.run(*command, "csv").stderr
    said = folder.run("open", "--reminders", "--on", "2018-01-01").output
    assert said == "Ingen krav er forfalt 01.01.2018.\n"


def test_books_with_nothing_in_them_have_no_day(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(rules(), chart())
    for command in ("open", "deadlines"):
        done = folder.run(command)
        assert done.exit_code == 1
        assert "Ingenting er ført i bøkene, så det er ingen dag å se fra" in done.output
