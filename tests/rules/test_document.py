"""Both readers of YAML, libyaml and PyYAML's own, give the same document."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from fellesbok.rules.document import Document
from fellesbok.rules.document import read_document

ROOT = Path(__file__).parents[2]
TEXTS = sorted(
    file.read_text("utf-8")
    for folder in ("tests/ledgers", "importers/fellesbok_importers/profiles")
    for file in (ROOT / folder).rglob("*.yaml")
)
ODD = (
    ":",
    "\n",
    "  ",
    "- ",
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    "#",
    "&a ",
    "*a",
    "|",
    "!x ",
)


def _by_both(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Document, Document]:
    quick = read_document(text, "rules.yaml")
    with monkeypatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        return quick, read_document(text, "rules.yaml")


def _told(document: Document) -> list[tuple[int, str]]:
    return [(fault.line, str(fault.message)) for fault in document.faults]


def test_libyaml_is_there() -> None:
    """Else the tests below would compare a reader with itself."""
    assert yaml.__with_libyaml__


def test_whole_files_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every agreement file and profile that the project has."""
    assert len(TEXTS) > 50
    for text in TEXTS:
        quick, own = _by_both(text, monkeypatch)
        assert quick.tree == own.tree
        assert quick.lines == own.lines
        assert _told(quick) == _told(own)


def test_damaged_files_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The beginning of a file with a few wrong characters; many are no YAML."""
    chance = random.Random(12)  # noqa: S311 -- the same pieces every time
    unread = 0
    for _ in range(600):
        text = chance.choice(TEXTS)
        text = text[: chance.randrange(20, 900)]
        for _ in range(chance.randrange(3)):
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(ODD) + text[place:]
        quick, own = _by_both(text, monkeypatch)
        unread += own.tree is None
        assert (quick.tree, _told(quick)) == (own.tree, _told(own)), text
    assert 100 < unread < 500, unread


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[\n"])
def test_no_depth_ends_the_process(opening: str) -> None:
    """libyaml's binding recurses without a limit, so it never sees what is deep."""
    document = read_document(opening * 100_000, "rules.yaml")
    assert _told(document) == [(1, "Filen er nøstet for dypt.")]
