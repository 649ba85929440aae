"""Shares, plan and claims as a terminal tells them: by the names that people use."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.tables.csv_file import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("shares", "2018"),
    ("plan", "2018"),
    ("claim", "2018", "--instalment", "1", "--dry-run"),
)
BUDGET = '\n2018-01-01 custom "budget" Expenses:IKT "yearly" 1200.00 NOK\n'


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Books with a budget; Årvik comes first by its slug and last by its name."""
    text = rules(version()).replace("name: Midvik", "name: Årvik")
    accounts = chart().replace("Midvik", "Årvik")
    return Folder(tmp_path).write(text, accounts, BUDGET, cost("2018-03-01", "600.00"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_cooperation_is_called_what_its_agreement_calls_it(
    folder: Folder, command: tuple[str, ...]
) -> None:
    told = folder.run(*command)
    assert told.exit_code == 0, told.output
    assert "IKT-samarbeidet" in told.output
    assert "IKT " not in told.output.replace("IKT-samarbeidet", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_payers_stand_by_name_whatever_is_asked(
    folder: Folder, command: tuple[str, ...]
) -> None:
    told = folder.run(*command).stdout
    lines = [line for line in told.splitlines() if "2018" in line]
    names = [n for line in lines for n in ("Årvik", "Nordvik", "Sørvik") if n in line]
    assert names
    assert names == ["Nordvik", "Sørvik", "Årvik"] * (len(names) // 3)


def test_files_keep_the_names_that_commands_take(folder: Folder) -> None:
    for command in ("shares", "plan"):
        told = folder.run(command, "2018", "--format", "csv").output
        rows = [line.split(";") for line in told.lstrip(BYTE_ORDER_MARK).splitlines()]
        place = rows[0].index("Samarbeid")
        assert {row[place] for row in rows[1:]} == {"IKT"}, command
        assert rows[0].count("Samarbeid") == 1, command


def test_accounts_stand_in_words_as_on_the_pages(folder: Folder) -> None:
    told = folder.run("year", "2019", "--dry-run").output
    opens = told.partition("Slik står bøkene")[2]
    assert "Eiendel: Bank" in opens
    assert "Assets:" not in opens


def test_no_reminder_or_table_of_claims_is_imported_to_show_shares(
    folder: Folder,
) -> None:
    """Most of the time that the command takes is what it imports."""
    run = (
        "import sys; from fellesbok.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*(n for n in sys.modules if n.startswith('fellesbok.claims.')))"
    )
    command = (sys.executable, "-c", run, "shares", "2018", "--books", folder.path)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    imported = done.stdout.splitlines()[-1].split()
    assert "fellesbok.claims.owed" in imported
    assert not {"fellesbok.claims.reminders", "fellesbok.claims.tables"} & {*imported}
