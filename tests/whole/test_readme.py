"""What README and the tour promise is tried, command by command."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from fellesbok.cli import OURS
from fellesbok.cli import main
from places import HOUSE
from places import copy_of_house

BOOKS = HOUSE
ORE = Decimal("0.01")
READMES = ("README.md", "docs/README.en.md")
TOUR = (BOOKS / "docs" / "tour.md").read_text(encoding="utf-8")
PAGES = (BOOKS / "docs" / "pages.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```", TOUR, re.MULTILINE | re.DOTALL)
MOST_LINES = 60
"""A README is one screen; everything else is the handbook's."""
COMMANDS = [
    line.split(" #")[0].strip()
    for block in SHELL
    for line in block.splitlines()
    if line.startswith(("fellesbok ", "bean-query "))
]
TYPED = ("bean-query", "fellesbok check")
"""How commands begin that are run as they are typed, in a shell of their own.

A process of its own says that the programme is installed; the other commands say that
they answer, and need none for it.
"""


def shell(command: str, folder: Path) -> str:
    """What a command prints, run with this Python's own scripts first on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer(command: str) -> str:
    """What a command of ours prints, run in this process."""
    name, *arguments = shlex.split(command)
    assert name == "fellesbok"
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_the_tour_answers(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each prints something and succeeds on the books as they are."""
    folder = copy_of_house(tmp_path)
    monkeypatch.chdir(folder)
    typed = command.startswith(TYPED)
    told = shell(command, folder) if typed else answer(command)
    assert told.strip()


def test_every_command_has_a_line_in_the_tour() -> None:
    """A command that nobody is told of does not exist."""
    told = set(re.findall(r"fellesbok ([a-z]+)", TOUR + PAGES))
    assert set(OURS) <= told


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_one_screen_and_names_two_commands(name: str) -> None:
    """Of make, which the workflow runs too; each link leads to something."""
    path = BOOKS / name
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    shown = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    typed = [line.split(" #")[0].strip() for line in "".join(shown).splitlines()]
    assert typed == ["make serve", "make test"]
    verbs = (BOOKS / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{line.split()[1]}: " in verbs for line in typed)
    links = [link.partition("#")[0] for link in re.findall(r"\]\((.+?)\)", text)]
    assert len(links) > 5
    assert not [
        link for link in links if "//" not in link and not (path.parent / link).exists()
    ]


def test_the_workflow_runs_the_test_command_of_readme() -> None:
    assert "make test" in (BOOKS / ".ci" / "run").read_text(encoding="utf-8")


def test_the_voucher_in_the_tour_is_shared_between_three(tmp_path: Path) -> None:
    """Three get more; the others at most an øre of rounding; the sum is right."""
    block = re.compile(r"^```beancount\n(2018-11-30.*?)^```", re.MULTILINE | re.DOTALL)
    voucher = block.search(TOUR)
    assert voucher is not None
    folder = copy_of_house(tmp_path)
    before = shares(folder)
    with (folder / "ledger" / "2018" / "ikt.beancount").open("a") as ledger:
        ledger.write("\n" + voucher[1])
    after = shares(folder)
    added = {payer: after[payer] - before[payer] for payer in before}
    assert {payer for payer, amount in added.items() if abs(amount) > ORE} == {
        "Nordreisa",
        "Skjervøy",
        "Kåfjord",
    }
    assert sum(added.values()) == Decimal("30000.00")


def shares(folder: Path) -> dict[str, Decimal]:
    """What each payer owes IKT for 2018."""
    rows = json.loads(shell("fellesbok shares --year 2018 --format json", folder))
    return {
        row["municipality"]: Decimal(row["amount"])
        for row in rows
        if row["cooperation"] == "IKT"
    }
