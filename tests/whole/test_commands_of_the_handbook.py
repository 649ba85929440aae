"""The commands that the English handbook shows are run, where its books can answer.

Those of the tour are run by ``test_readme.py``, and the Norwegian handbook is followed
page by page.  What the books of 2018 cannot answer is told with the reason, and the
Norwegian handbook runs the same command in made-up books.
"""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from places import HOUSE
from places import copy_of_house
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = [
    tuple(shlex.split(line, comments=True)[1:])
    for page in sorted((HOUSE / "docs").glob("*.md"))
    if page.name != "tour.md"
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8"))
    if language in {"", "sh"}
    for line in block.replace("\\\n", " ").splitlines()
    if line.startswith("fellesbok ")
]
NOT_HERE = {
    "batch regions/* --output ../country --engine dask": "they are the reader's",
    "claim": "the agreements of 2018 do not say who is host",
    "close 2018 --objections": "the inbox is the reader's own",
    "credit": "there are no claims in the books of 2018",
    "documents": "there are no claims in the books of 2018",
    "import": "the documents are the reader's own",
    "demo": "it serves until it is stopped",
    "init": "it asks, and the Norwegian handbook begins with it",
    "object": "there are no claims in the books of 2018",
    "objections answer": "there are no objections in the books of 2018",
    "objections take": "the inbox is the reader's own",
    "open --reminders --objections": "the inbox is the reader's own",
    "profile": "the file is the reader's own",
    "reconcile": "the file is the municipality's",
    "serve": "it does not end",
    "statistics fetch": "it asks Statistics Norway",
    "verify bevis --keep": "no municipality has signed anything",
    "year": "there is no year before 2027 in the books of 2018",
}
"""How commands begin that are not run, and why."""

FILES = {
    "forslag.yaml": "cooperations: {ikt: {versions: [{from: 2018-01-01, key: equal}]}}",
    "bilag.beancount": """\
2018-11-30 * "Kurs"
  Expenses:IKT:Ansvar-155            1000.00 NOK
  Liabilities:Utlegg:Nordreisa:IKT  -1000.00 NOK
""",
    "budsjett.beancount": (
        '2018-01-01 custom "budget" Expenses:IKT:Ansvar-155 "yearly" 2000000.00 NOK\n'
    ),
    "fellesbok.key": "0123456789abcdef" * 4,
}
"""What a reader has beside the books."""


def begins(command: tuple[str, ...], words: str) -> bool:
    return list(command[: words.count(" ") + 1]) == words.split(" ")


def is_run(command: tuple[str, ...]) -> bool:
    return not any(begins(command, words) for words in NOT_HERE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of 2018 in git, and beside them a copy with a proposal."""
    home = tmp_path_factory.mktemp("hjem")
    books = home / "bok"
    copy_of_house(books)
    with (books / "ledger" / "main.beancount").open("a", encoding="utf-8") as file:
        file.write("\n2018-01-01 open Liabilities:Utlegg:Nordreisa:IKT NOK\n")
    repository = Repository(books).begun()
    repository.commit(
        {}, "Kari Nordmann", "2019-03-11T12:00:00+0100", "Bøkene for 2018"
    )
    repository.git("tag", "v2018")
    shutil.copytree(books, home / "bok-med-forslag")
    shutil.copytree(home / "bok-med-forslag", books / "regions" / "nord-troms")
    for name, text in FILES.items():
        place = home if name.endswith(".key") else books
        (place / name).write_text(text, encoding="utf-8")
    return home


@pytest.mark.parametrize(
    "command", dict.fromkeys(c for c in SHOWN if is_run(c)), ids=" ".join
)
def test_a_command_of_the_handbook_answers(
    command: tuple[str, ...],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each succeeds, and says something, in books of its own."""
    mine = tmp_path / "hjem"
    shutil.copytree(home, mine)
    monkeypatch.chdir(mine / "bok")
    monkeypatch.setenv("HOME", str(mine))
    words = [word.replace("~", str(mine)) for word in command]
    if words[0] == "verify":
        first = CliRunner().invoke(main, ["certify", "2018", "--output", "bevis"])
        assert first.exit_code == 0, first.output
    done = CliRunner().invoke(main, words, input="j\n")
    assert done.exit_code == 0, done.output
    assert done.output.strip()


def test_of_those_that_are_not_run_it_is_said_why() -> None:
    assert len([command for command in SHOWN if is_run(command)]) >= 25
    for words in NOT_HERE:
        assert any(begins(command, words) for command in SHOWN), words
