"""docs/map.md shows the house as it is; ``make map`` draws it anew."""

from __future__ import annotations

import re

import pytest

import inventory
from map_of_the_house import MAP
from map_of_the_house import the_map


@pytest.fixture(scope="module")
def drawn() -> str:
    return the_map()


def test_the_map_is_up_to_date(drawn: str, *, update_golden: bool) -> None:
    if update_golden:
        MAP.write_text(drawn, encoding="utf-8")
    assert MAP.read_text(encoding="utf-8") == drawn, "run: make map"


def test_every_chapter_is_in_the_contents_of_the_handbook() -> None:
    text = (inventory.HOUSE / "docs" / "index.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\]\(([\w-]+\.md)\)", text))
    others = {"index.md", "map.md", "README.en.md"}
    assert told == {path.name for path in MAP.parent.glob("*.md")} - others


def test_every_link_leads_to_something(drawn: str) -> None:
    links = set(re.findall(r"\]\((.+?)\)", drawn))
    assert len(links) > 300
    assert not [link for link in links if not (MAP.parent / link).exists()]


def test_every_module_is_on_the_map(drawn: str) -> None:
    lost = [path for path in inventory.modules() if f"(../{path})" not in drawn]
    assert lost == [
        "plugins/fellesbok/__init__.py",
        "plugins/fellesbok/web/__init__.py",
        "importers/fellesbok_importers/__init__.py",
    ]
