"""docs/map.md shows the house as it is; ``make map`` draws it anew."""

from __future__ import annotations

import re

import pytest

import inventory
import tried
from fellesbok.collecting import without_collecting
from map_of_the_house import MAP
from map_of_the_house import the_map


@pytest.fixture(scope="module")
def drawn() -> str:
    with without_collecting():  # a million nodes, and nothing of them is garbage
        return the_map()


def test_the_map_is_up_to_date(drawn: str, *, update_golden: bool) -> None:
    if update_golden:
        MAP.write_text(drawn, encoding="utf-8")
    assert MAP.read_text(encoding="utf-8") == drawn, "run: make map"


def test_every_chapter_is_in_the_contents_of_the_handbook() -> None:
    text = (inventory.HOUSE / "docs" / "index.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\]\(([\w-]+\.md)\)", text))
    others = {"index.md", *inventory.NO_CHAPTERS}
    assert told == {path.name for path in MAP.parent.glob("*.md")} - others


def test_every_link_leads_to_something(drawn: str) -> None:
    links = set(re.findall(r"\]\((.+?)\)", drawn))
    assert len(links) > 300
    assert not [link for link in links if not (MAP.parent / link).exists()]


NOT_SHOWN = {
    "plugins/fellesbok/__init__.py",
    "plugins/fellesbok/web/__init__.py",
    "importers/fellesbok_importers/__init__.py",
}
"""Each opens a house, whose rooms are shown."""


def test_every_module_is_on_the_map_with_one_test(drawn: str) -> None:
    """One looks in exactly one place: a row has one file of tests, and all have one."""
    tests = {
        row[1]: re.findall(r"\]\(\.\./(tests/\S+\.py)\)", row[2])
        for row in re.finditer(
            r"^\| \[`[^`]+`\]\(\.\./(\S+\.py)\) (.*)$", drawn, re.MULTILINE
        )
    }
    assert tests.keys() == set(inventory.modules()) - NOT_SHOWN
    assert not [module for module, found in tests.items() if len(found) != 1]


def test_a_test_comes_to_what_it_is_named_after() -> None:
    """It imports the module on some way, or asks for it by its name."""
    faults = [
        own
        for module in inventory.modules()
        if (inventory.HOUSE / (own := tried.own_test(module))).exists()
        if module not in _reached(own)
    ]
    assert not faults, "\n".join(faults)


BY_NAME = {
    "plugins/fellesbok/cli/__init__.py": {
        path for thing in inventory.commands() for path in thing.modules
    },
    "plugins/fellesbok/books.py": {"plugins/fellesbok/plugin.py"},
    "tests/books/casebook.py": {"plugins/fellesbok/plugin.py"},
    "tests/books/pagebook.py": {"plugins/fellesbok/web/__init__.py"},
    "tests/test_main.py": {"plugins/fellesbok/__main__.py"},
}
"""What is found by its name alone: a command is typed, and books name the plugin."""


def _reached(path: str) -> set[str]:
    """All that is imported when a file is run."""
    found: set[str] = set()
    ahead = {path}
    while ahead:
        found |= ahead
        ahead = set().union(*(tried.known(p) | BY_NAME.get(p, set()) for p in ahead))
        ahead -= found
    return found
