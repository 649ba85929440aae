"""What a user can use is told in the handbook: in README or in a chapter of docs/.

What there is comes from the programme itself (``inventory``), so that what is new and
told nowhere fails here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import inventory
from fellesbok_importers.profiles import preset_names
from handbook_words import COLUMNS
from handbook_words import DIRECTIVES
from handbook_words import METADATA
from handbook_words import TABLES
from reference_of_the_handbook import NAMES
from reference_of_the_handbook import REFERENCE
from reference_of_the_handbook import reference

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path

THINGS: dict[str, Callable[[], tuple[inventory.Thing, ...]]] = {
    "key": inventory.key_kinds,
    "lint rule": inventory.lint_rules,
    "word of metadata": inventory.metadata_words,
    "kind of custom line": inventory.directives,
    "command": inventory.commands,
    "page": inventory.pages,
}
FEWEST = {
    "key": 13,
    "lint rule": 44,
    "word of metadata": 60,
    "kind of custom line": 10,
    "command": 22,
    "page": 12,
}
"""So that nothing passes because it was not found."""


def listing(faults: Iterable[str]) -> str:
    return "\n".join(["told in no chapter:", *faults])


@pytest.mark.parametrize("kind", THINGS)
def test_everything_is_told(kind: str) -> None:
    """Where each is told is said by its pattern: a row of a table, code, a heading."""
    things = THINGS[kind]()
    assert len(things) >= FEWEST[kind]
    silent = [f"{kind} {thing.name}" for thing in things if not thing.chapters]
    assert not silent, listing(silent)


@pytest.mark.parametrize("kind", THINGS)
def test_of_everything_it_is_known_where_its_code_is(kind: str) -> None:
    lost = [thing.name for thing in THINGS[kind]() if not thing.modules]
    assert not lost


def test_the_number_of_pages_is_told_right() -> None:
    """Wherever it is told: ``twelve pages``; a page that is new changes it there."""
    numbers = [
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ]
    right = numbers[len(inventory.pages()) - 9]
    telling = ("docs/pages.md", "CHANGES.md", "plugins/fellesbok/web/__init__.py")
    for name in telling:
        text = (inventory.HOUSE / name).read_text(encoding="utf-8")
        told = re.findall(rf"\b({'|'.join(numbers)}) pages\b", text, re.IGNORECASE)
        assert {number.lower() for number in told} == {right}, name


@pytest.mark.parametrize("name", ["pages.md", "nb/oppslag/sider.md"])
def test_every_page_is_listed(name: str) -> None:
    text = (inventory.HOUSE / "docs" / name).read_text(encoding="utf-8")
    told = re.findall(r"^(?:- |\| )\*\*(.+?)\*\*", text, re.MULTILINE)
    told += re.findall(r"^- \*\*.+?\*\* and \*\*(.+?)\*\*", text, re.MULTILINE)
    assert sorted(told) == sorted(page.name for page in inventory.pages())


def test_what_a_contributor_is_sent_to_is_there() -> None:
    """Folders and files that are named, from the repository or from either house."""
    pages = ("CONTRIBUTING.md", "docs/developing.md")
    text = "".join((inventory.HOUSE / p).read_text(encoding="utf-8") for p in pages)
    importers = inventory.INTAKE.parent
    programme = inventory.HOUSE / "plugins" / "fellesbok"
    houses = (programme, inventory.INTAKE, importers)
    named = set(re.findall(r"`(\w[\w./-]*/[\w.-]*)`", text))
    assert len(named) > 30
    lost = [
        name
        for name in sorted(named)
        if not any((house / name).exists() for house in (inventory.HOUSE, *houses))
    ]
    assert not lost


def test_how_to_contribute_is_told_in_one_page() -> None:
    """It leads to what it has no room for."""
    text = (inventory.HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 55
    led_to = set(re.findall(r"\]\((.+?)\)", text))
    assert {"docs/developing.md", "docs/map.md"} <= led_to


def test_every_option_is_told_beside_its_command() -> None:
    options = list(inventory.options())
    assert len(options) > 100
    silent = [f"{c} {o}" for c, o in options if not inventory.tells_option(c, o)]
    assert not silent, listing(silent)


def test_every_table_is_told_with_its_columns() -> None:
    tables = inventory.tables()
    assert len(tables) >= 15
    silent = [
        f"{table.name}.{column}"
        for table, columns in tables
        for column in columns or ("(no columns)",)
        if column not in inventory.columns_told(table.name)
    ]
    assert not silent, listing(silent)


def test_no_table_or_column_is_told_that_there_is_not() -> None:
    known = {table.name: set(columns) for table, columns in inventory.tables()}
    text = dict(inventory.chapters())["docs/questions.md"]
    told = re.findall(r"^### `(\w+)`$", text, re.MULTILINE)
    assert sorted(told) == sorted(known)
    for name, columns in known.items():
        part = text.partition(f"### `{name}`\n")[2].partition("\n### ")[0]
        rows = re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
        assert {w for row in rows for w in re.findall(r"`(\w+)`", row)} == columns


def test_no_lint_rule_is_told_that_there_is_not() -> None:
    text = dict(inventory.chapters())["docs/audit.md"]
    told = set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))
    assert told == {rule.name for rule in inventory.lint_rules()}


def test_every_field_of_agreements_and_profiles_is_told() -> None:
    fields = set(inventory.fields())
    assert len(fields) > 200
    silent = sorted(field for field in fields if not inventory.tells_field(field))
    assert not silent, listing(silent)


def test_every_profile_that_comes_along_is_told() -> None:
    text = dict(inventory.chapters())["docs/importing.md"]
    assert not [name for name in preset_names() if not re.search(f"`{name}`", text)]


@pytest.fixture(scope="module")
def made() -> dict[Path, str]:
    """The pages of the reference, as the programme says them now."""
    return reference()


@pytest.mark.parametrize("name", NAMES)
def test_the_norwegian_reference_is_that_of_the_programme(
    made: dict[Path, str], name: str
) -> None:
    """Byte for byte what the programme says of itself now."""
    path = REFERENCE / f"{name}.md"
    assert path.read_text(encoding="utf-8") == made[path], "run: make map"


def test_every_word_has_its_meaning_and_no_other() -> None:
    assert METADATA.keys() == {thing.name for thing in inventory.metadata_words()}
    assert DIRECTIVES.keys() == {thing.name for thing in inventory.directives()}
    assert TABLES.keys() == {table.name for table, _ in inventory.tables()}
    columns = {column for _, columns in inventory.tables() for column in columns}
    assert COLUMNS.keys() == columns


def test_the_norwegian_reference_has_every_command_and_option(
    made: dict[Path, str],
) -> None:
    text = made[REFERENCE / "kommandoer.md"]
    assert not [
        t.name for t in inventory.commands() if f"`fellesbok {t.name}`" not in text
    ]
    assert not [
        o for _, o in inventory.options() if f"`{o}" not in text and f" {o}" not in text
    ]


def test_a_word_that_is_written_and_never_read_is_known() -> None:
    """Who reads the books meets it, though the programme does not ask for it."""
    known = {thing.name for thing in inventory.metadata_words()}
    assert {"antall-bilag", "rader"} <= known


def test_what_is_not_told_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handbook without a chapter lacks what only that chapter tells."""
    without = tuple(c for c in inventory.chapters() if c[0] != "docs/audit.md")
    monkeypatch.setattr(inventory, "chapters", lambda: without)
    silent = {rule.name for rule in inventory.lint_rules() if not rule.chapters}
    assert silent == {rule.name for rule in inventory.lint_rules()}
    assert not inventory.tells_option("lint", "--limit-percent")
    assert inventory.tells_option("claim", "--payer")
