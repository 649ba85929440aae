"""The map of the house, made of what folders and modules say: ``make map``.

Written to ``docs/map.md``: from what a user sees to where its code, its tests and its
chapter are; then every room, lowest floor first, with its modules.  Nothing in it is
written by hand, so that it cannot tell of a house that has been rebuilt.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import inventory
import parsed
import reference_of_the_handbook
import tried
from floors import HOUSES
from inventory import HOUSE
from inventory import modules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from inventory import Thing

MAP = HOUSE / "docs" / "map.md"
BEGINNING = """\
# The map of the house

Made by `make map` of what the folders and modules say of themselves; do not edit it.
A rule is changed where it stands here, tried by its test, and told in its chapter.
A module has one file of tests: that of its name, else that of whoever imports it most
directly, which is told then.
"""
PARTS = {
    "fellesbok": "The programme",
    "fellesbok.web": "The pages",
    "fellesbok_importers": "The intake",
}
ROOM = ("Room", "What it knows", "Comes in", "Goes out", "Tests", "Chapter")


def the_map() -> str:
    """The whole text, the same of the same house."""
    parts = [BEGINNING, "## From what is seen to where it is\n", *_seen()]
    for house, (folder, rooms) in HOUSES.items():
        parts += _house(house, folder, rooms)
    return "\n".join(parts)


def _seen() -> Iterator[str]:
    """What users can use, by kind."""
    keys = ((f"`{thing.name}:`", thing) for thing in inventory.key_kinds())
    rules = ((f"`{thing.name}`", thing) for thing in inventory.lint_rules())
    commands = ((f"`fellesbok {thing.name}`", thing) for thing in inventory.commands())
    tables = ((f"`{thing.name}`", thing) for thing, _ in inventory.tables())
    pages = ((thing.name, thing) for thing in inventory.pages())
    yield from _things("Kinds of distribution key", "Key", keys)
    yield from _things("Rules of `fellesbok lint`", "Rule", rules)
    yield from _things("Commands", "Command", commands)
    yield from _things("Tables for questions", "Table", tables)
    yield from _things("Pages", "Page", pages)


def _things(
    title: str, heading: str, things: Iterable[tuple[str, Thing]]
) -> Iterator[str]:
    yield f"### {title}\n"
    rows = (
        (
            name,
            _joined(_link(path) for path in thing.modules),
            _test_of_thing(thing),
            _joined(_link(path) for path in _chapters(thing)),
        )
        for name, thing in things
    )
    yield _table((heading, "Module", "Test", "Chapter"), rows)


def _test_of_thing(thing: Thing) -> str:
    """The one that says its name; what nobody says is tried with its module.

    What has no module yet is told by a test, in words.
    """
    if not thing.modules:
        return ""
    return _joined(map(_link, tried.who_say(thing))) or _test_of(thing.modules[0])


def _chapters(thing: Thing) -> Sequence[str]:
    """Where it is told; the README only where no chapter does."""
    chapters = [path for path in thing.chapters if path != inventory.README]
    return chapters or thing.chapters


def _house(house: str, folder: Path, rooms: Sequence[str]) -> Iterator[str]:
    """A house: its rooms, and then the modules of each."""
    path = folder.relative_to(HOUSE).as_posix()
    yield f"## {PARTS[house]}: `{path}`, lowest floor first\n"
    yield _table(ROOM, (_room(f"{path}/{room}") for room in rooms))
    for room in rooms:
        found = [
            module
            for module in modules()
            if module.startswith(f"{path}/{room}/")
            and not module.startswith(f"{path}/web/")
        ]
        if house == "fellesbok.web":
            found = [m for m in modules() if m.startswith(f"{path}/{room}/")]
        if found:
            yield f"### `{path}/{room}`\n"
            yield _table(
                ("Module", "What it knows", "Test"),
                (_module(module, f"{path}/{room}/") for module in found),
            )


def _room(path: str) -> tuple[str, ...]:
    """A row of a folder, or of a module that is a room by itself."""
    module = f"{path}.py" if f"{path}.py" in modules() else f"{path}/__init__.py"
    text = _docstring(module)
    chapter = re.search(r"^Handbook: (docs/\w+\.md)$", text, re.MULTILINE)
    is_folder = module.endswith("__init__.py")
    there = path if is_folder else module
    return (
        f"[`{Path(path).name}`](../{there})",
        _prose(text.partition("\n")[0]),
        _said(text, "Comes in"),
        _said(text, "Goes out"),
        _tests_in(path) if is_folder else _test_of(module),
        _link(chapter[1]) if chapter else "",
    )


def _tests_in(path: str) -> str:
    """The folder of tests that a folder of the house has, if there is one."""
    tests = HOUSE / Path(tried.own_test(f"{path}/__init__.py")).parent
    return _link(tests.relative_to(HOUSE).as_posix()) if tests.is_dir() else ""


def _module(path: str, room: str) -> tuple[str, ...]:
    name = path.removeprefix(room).removesuffix(".py")
    return (
        f"[`{name}`](../{path})",
        _prose(_docstring(path).partition("\n")[0]),
        _test_of(path),
    )


def _test_of(module: str) -> str:
    """The one file that tries a module, and through what, where it has none."""
    found = tried.test_of(module)
    if found is None:
        return ""
    through = _joined(f"`{_short(path)}`" for path in found.through)
    return _link(found.tests) + (f" through {through}" if through else "")


def _docstring(module: str) -> str:
    return ast.get_docstring(parsed.tree(HOUSE / module)) or ""


def _said(text: str, what: str) -> str:
    """What a docstring says after a word, on its line and those that go on from it."""
    found = re.search(rf"^{what}: (.+(?:\n +.+)*)", text, re.MULTILINE)
    return _prose(" ".join(found[1].split())) if found else ""


def _prose(text: str) -> str:
    """A text of a docstring as a cell of Markdown."""
    return text.replace("``", "`").replace("|", "\\|")


def _link(path: str) -> str:
    """A file or a folder of the repository, as it is reached from docs/."""
    is_chapter = path.startswith("docs/")
    there = path.removeprefix("docs/") if is_chapter else f"../{path}"
    return f"[`{_short(path)}`]({there})"


def _short(path: str) -> str:
    """A path, from the folder that it is one of many in."""
    folders = "plugins/fellesbok/", "importers/fellesbok_importers/", "tests/", "docs/"
    for folder in folders:
        path = path.removeprefix(folder)
    return path


def _joined(links: Iterable[str]) -> str:
    return ", ".join(links)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    reference_of_the_handbook.write()
    MAP.write_text(the_map(), encoding="utf-8")
