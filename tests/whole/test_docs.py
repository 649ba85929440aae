"""What the documents show is accepted as it is written there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import textwrap
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest
from beancount import loader

from fellesbok.cli import main
from fellesbok.rules import examine_rules
from fellesbok.rules.document import read_document
from fellesbok.rules.scalars import yes_or_no_names
from fellesbok.rules.schema import RulesModel
from fellesbok.rules.schema import VersionModel
from fellesbok.starting.plan_reading import plan_of_file
from fellesbok_importers.profiles import profile_of
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path


DOCUMENTS = [HOUSE / "README.md", *sorted((HOUSE / "docs").glob("*.md"))]
"""The Norwegian handbook is followed page by page, in a test of its own."""
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [
    (f"{path.name}:{text.count(chr(10), 0, found.start()) + 1}", found[1], found[2])
    for path in DOCUMENTS
    for text in [path.read_text(encoding="utf-8")]
    for found in BLOCK.finditer(text)
]
"""Every example: where it stands, its language, and its text."""
PROFILES = [b for b in BLOCKS if b[1] == "yaml" and b[2].startswith("like:")]
ANSWERS = [b for b in BLOCKS if b[1] == "yaml" and b[2].startswith("region: Lyngen")]
RULES_PARTS = [
    b for b in BLOCKS if b[1] == "yaml" and b not in PROFILES and b not in ANSWERS
]
ENTRIES = [
    b for b in BLOCKS if b[1] == "beancount" or re.match(r"\d{4}-\d{2}-\d{2} ", b[2])
]
CONTROLS = re.compile(
    r"^\S+ balance .*$|^\S+ open Equity:Memo:Motpost .*$", re.MULTILINE
)
"""What the books must come to, and the units that they know today."""
OWNERS = ("Kvænangen", "Nordreisa", "Skjervøy", "Kåfjord", "Storfjord", "Lyngen")
OPENING = 'plugin "beancount.plugins.auto_accounts"\n' + "".join(
    f"2018-01-01 open Liabilities:Fond:IKT:{owner} NOK\n" for owner in OWNERS
)
"""The reader's own chart of accounts."""
SURROUNDINGS = """\
region: Nord-Troms
currency: NOK
municipalities:
  kvaenangen:
    name: Kvænangen
    organisation_number: "940331102"
    numbers: [{number: "1943"}]
  nordreisa:
    name: Nordreisa
    organisation_number: "943350833"
    numbers: [{number: "1942"}]
  skjervoy:
    name: Skjervøy
    organisation_number: "941812716"
    numbers: [{number: "1941"}]
parties:
  staten: {name: Staten}
statistics:
  population:
    title: Folketall 1. januar
    unit: innbyggere
    source: SSB tabell 07459
    file: ledger/statistics/population.csv
keys:
  forty-sixty:
    title: "40/60"
    key:
      parts:
        - {weight: 40 %, key: equal}
        - {weight: 60 %, key: {statistic: population, date: accounting_year}}
cooperations:
  ikt:
    title: IKT-samarbeidet
    account: IKT
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [kvaenangen, nordreisa, skjervoy]
        host: nordreisa
        key: forty-sixty
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: not_stated
        source: Avtalen
"""
FIELDS_OF_VERSION = {f.alias or n for n, f in VersionModel.model_fields.items()}
POPULATION = """\
municipality,number,date,population,source
"""


def names(blocks: list[tuple[str, str, str]]) -> list[str]:
    return [place for place, _, _ in blocks]


@pytest.mark.parametrize("block", PROFILES, ids=names(PROFILES))
def test_a_profile_is_read_as_it_is_shown(block: tuple[str, str, str]) -> None:
    place, _, text = block
    assert profile_of(text, place).like


@pytest.mark.parametrize("block", ANSWERS, ids=names(ANSWERS))
def test_answers_make_books_as_they_are_shown(
    block: tuple[str, str, str], tmp_path: Path
) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(block[2], encoding="utf-8")
    assert plan_of_file(path).cooperations


def merged(base: Any, own: Any) -> Any:  # noqa: ANN401 -- as YAML has it
    """The base with what the example says put over it; a list is put in its place."""
    if isinstance(base, dict) and isinstance(own, dict):
        return base | {name: merged(base.get(name), own[name]) for name in own}
    return own


def tree_of(text: str, place: str) -> Any:  # noqa: ANN401 -- as YAML has it
    document = read_document(text, place, partial(yes_or_no_names, RulesModel))
    assert not document.faults, [str(fault) for fault in document.faults]
    return document.tree


@pytest.mark.parametrize("block", RULES_PARTS, ids=names(RULES_PARTS))
def test_a_part_of_the_rules_is_read_as_it_is_shown(
    tmp_path: Path, block: tuple[str, str, str]
) -> None:
    """Put into agreements that are whole; nothing in it is quoted for the test."""
    place, _, text = block
    shown = tree_of(textwrap.dedent(text), place)
    if set(shown) <= FIELDS_OF_VERSION:  # what stands in a version of an agreement
        base = tree_of(SURROUNDINGS, "omgivelser")
        base["cooperations"]["ikt"]["versions"][0] |= shown
        whole = base
    else:
        whole = merged(tree_of(SURROUNDINGS, "omgivelser"), shown)
    (tmp_path / "ledger" / "statistics").mkdir(parents=True)
    (tmp_path / "ledger" / "statistics" / "population.csv").write_text(
        POPULATION, encoding="utf-8"
    )
    path = tmp_path / "rules.yaml"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    assert not [str(fault) for fault in examine_rules(path).faults]


@pytest.mark.parametrize("block", ENTRIES, ids=names(ENTRIES))
def test_entries_are_read_as_they_are_shown(
    tmp_path: Path, block: tuple[str, str, str]
) -> None:
    """Put into our own books, whose control figures are another matter."""
    text = block[2]
    folder = tmp_path / "ledger"
    left_out = shutil.ignore_patterns(".*.picklecache")
    shutil.copytree(HOUSE / "ledger", folder, ignore=left_out)
    shutil.copy(HOUSE / "allocation_rules.yaml", tmp_path)
    for path in folder.rglob("*.beancount"):
        books = path.read_text(encoding="utf-8")
        first = plain(text.partition("\n")[0])
        kept = [  # what is shown out of these books is not put into them twice
            part for part in books.split("\n\n") if not plain(part).startswith(first)
        ]
        path.write_text(CONTROLS.sub("", "\n\n".join(kept)), encoding="utf-8")
    path = folder / "main.beancount"
    books = path.read_text(encoding="utf-8")
    path.write_text(f"{OPENING}\n{books}\n{text}", encoding="utf-8")
    _entries, errors, _options = loader.load_file(str(path))
    assert not [str(error.message) for error in errors]


def plain(text: str) -> str:
    return " ".join(text.split())


COMMANDS = [
    line.strip()
    for _, language, text in BLOCKS
    if language in {"", "sh"}
    for line in text.replace("\\\n", " ").splitlines()
    if line.startswith("fellesbok ")
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_exists_with_the_options_that_are_shown(line: str) -> None:
    """Those in the tour are run too, in their own test."""
    _, name, *rest = shlex.split(line, comments=True)
    command: Any = main.get_command(click.Context(main), name)
    while isinstance(command, click.Group):
        command, rest = command.get_command(click.Context(command), rest[0]), rest[1:]
    command.make_parser(click.Context(command)).parse_args(rest)
