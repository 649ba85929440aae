"""Both readers of YAML, libyaml and PyYAML's own, give the same document."""

from __future__ import annotations

import random

import pytest
import yaml

from fellesbok.rules import document as module
from fellesbok.rules.document import Document
from fellesbok.rules.document import read_document
from places import HOUSE

TEXTS = sorted(
    file.read_text("utf-8")
    for folder in ("tests/ledgers", "importers/fellesbok_importers/profiles")
    for file in (HOUSE / folder).rglob("*.yaml")
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


NO_YAML = "Filen er ikke gyldig YAML herfra."
TOO_MANY = "Filen har for mange verdier til å være en avtalefil."


def _hidden(code: str) -> str:
    return (
        f"Her er et tegn som ikke kan ses (U+{code}), og som kan få teksten til å se"
        " ut som en annen. Ta det bort."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: b\nc: "\\U00110000"\n', 2),
        ('a: b\nc: "\\UFFFFFFFF"\n', 2),
        (f"# a\n%YAML 1.{'9' * 5000}\n---\na: b\n", 2),
        (f"%YAML {'1' * 5000}.1\n---\na: b\n", 1),
    ],
    ids=["over the last", "over all", "minor version", "major version"],
)
def test_a_number_too_large_is_a_fault(
    text: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no character and no version has as its number."""
    for document in _by_both(text, monkeypatch):
        assert _told(document) == [(line, NO_YAML)]
        assert document.tree is None


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        ("\\uD800", "D800"),
        ("\\uD83D\\uDE00", "D83D"),
        ("\\u202E", "202E"),
        ("\\u00AD", "00AD"),
        ("\\0", "0000"),
        ("\\L", "2028"),
    ],
)
def test_what_is_hidden_by_its_number_is_told(
    escape: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a value, in a list and in a name, like the character itself."""
    text = f'a: b\nc: "x{escape}y"\nd:\n  - "{escape}"\n"e{escape}": f\n'
    for document in _by_both(text, monkeypatch):
        assert _told(document) == [(line, _hidden(code)) for line in (2, 4, 5)]
        assert document.tree == {"a": "b", "c": "", "d": [""]}
        assert {("c",), ("d", 0)} < document.unfit


def test_what_can_be_seen_may_be_written_by_its_number() -> None:
    """Letters, a line end and a space that does not break."""
    document = read_document('a: "\\u00E5\\n\\_\\U0001F600"\n', "rules.yaml")
    assert _told(document) == []
    assert document.tree == {"a": "å\n\xa0\U0001f600"}


def test_not_all_that_is_hidden_is_told() -> None:
    """The first twenty lines; every value is unfit."""
    document = read_document('- "\\u202E"\n' * 50, "rules.yaml")
    assert [line for line, _ in _told(document)] == list(range(1, 21))
    assert len(document.unfit) == 50


@pytest.mark.parametrize("text", ["[a, b, c, d, e]", "?\n?\n?\n", "---\n" * 9])
def test_too_many_values_are_refused(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By either reader, before any node is made."""
    monkeypatch.setattr(module, "_MOST_EVENTS", 8)
    for document in _by_both(text, monkeypatch):
        assert _told(document) == [(1, TOO_MANY)]
        assert document.tree is None


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_many_directives_are_never_read(
    end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is held against all before it, so that the parsers never see them."""
    monkeypatch.setattr(module, "composed", None)
    text = "".join(f"%TAG !a{n}! b{end}" for n in range(9)) + f"---{end}a: b{end}"
    [(line, told)] = _told(read_document(text, "rules.yaml"))
    assert line == (1 if end == "\r" else 5)
    assert told == (
        "Filen har for mange linjer som begynner med %, til å være en avtalefil."
    )


def test_a_large_text_is_not_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml's own words are told, with the line."""
    monkeypatch.setattr(module, "_MOST_READ_ANEW", 10)
    monkeypatch.setattr(module, "_composed_anew", None)
    told = {
        "a: b\nccc: d: e\n": (2, module._PROBLEMS[0][1]),
        "a: b\nc: [d, e\nf: g\n": (3, module._PROBLEMS[4][1]),
        'a: b\nc: "\\U00110000"\n': (2, NO_YAML),
        "a: b\nccccc: d\0\n": (
            2,
            "Filen har et tegn som ikke kan stå i YAML (nummer 0).",
        ),
        "[" * 100: (1, "Filen er nøstet for dypt."),
    }
    for text, fault in told.items():
        assert _told(read_document(text, "rules.yaml")) == [fault], text


def test_a_way_of_many_like_steps_is_found_at_once() -> None:
    """Each part of a key is a key with parts: the ways doubled with each of them."""
    text = "key: " + "{parts: [{share: 1, key: " * 15 + "equal" + "}]}" * 15
    document = read_document(text, "rules.yaml")
    whole = ("key", *("parts", 0, "key") * 15)
    assert document.written(whole) == whole
    with_more = ("key", "base", *("parts", "[key]", 0, "key") * 15, "weights")
    assert document.written(with_more) == whole
    assert document.line_of(with_more) == 1
