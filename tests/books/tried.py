"""Which file of tests tries a module: one, found in the code and not told by anybody.

The file of its name, in the folder that its folder has in ``tests``.  A module that has
none is tried by whoever imports it most directly: a file of tests, else a helper of
``books`` or another module, whose tests are its own then.  What is imported for types
alone is not run, and counts for nothing.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import inventory
import parsed
from inventory import HOUSE
from inventory import modules
from inventory import name_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from inventory import Thing

TESTS = HOUSE / "tests"
INTAKE = "importers/fellesbok_importers/"
WOKEN_BY_NAME = "SleepingRoom"
"""What imports a module of the programme, which it is given the name of, when asked."""


@dataclass(frozen=True)
class Tried:
    """A file of tests, and the files through which it comes to a module, nearest last.

    All are paths from the repository.  None is passed where the file imports it.
    """

    tests: str
    through: tuple[str, ...] = ()


def test_of(module: str) -> Tried | None:
    """The one that tries a module; none if no test comes to it."""
    own = own_test(module)
    return Tried(own) if (HOUSE / own).exists() else _nearest(module)


def own_test(module: str) -> str:
    """Where the tests of a module are if it has any of its own."""
    path = Path(module)
    start = Path("tests", "importers") if module.startswith(INTAKE) else Path("tests")
    word = path.parent.name if path.stem == "__init__" else path.stem.strip("_")
    return start.joinpath(*path.parts[2:-1], f"test_{word}.py").as_posix()


def _nearest(module: str) -> Tried | None:
    """The test with the shortest way to a module."""
    seen = {module}
    ways: list[tuple[str, ...]] = [(module,)]
    while ways:
        found = [way for way in ways if _is_test(way[0])]
        if found:
            way = min(found, key=_distance)
            return Tried(way[0], way[1:-1])
        longer = [
            (who, *way)
            for way in ways
            for who in _who_know().get(way[0], ())
            if who not in seen
        ]
        # Every shortest way is held against the others, also those that meet.
        seen |= {way[0] for way in longer}
        ways = longer
    return None


def _distance(way: tuple[str, ...]) -> tuple[object, ...]:
    """What decides between ways that are as short: to stay in the room, first."""
    tests, first, module = way[0], way[1], way[-1]
    return (
        sum(Path(each).parent != Path(module).parent for each in way[1:-1]),
        tests != own_test(first),
        Path(tests).parent != Path(own_test(module)).parent,
        -_uses(tests, first),
        way,
    )


def _uses(path: str, of: str) -> int:
    """How often a file says something that it has of another."""
    names = {local for full, local in _had(path) if _file_of(full) == of}
    said = _said(path)[1]
    return sum(said[name] for name in names)


def _is_test(path: str) -> bool:
    return path.startswith("tests/") and Path(path).name.startswith("test_")


@cache
def _who_know() -> Mapping[str, tuple[str, ...]]:
    """The files that import each file of ours when they are run, or run it by name."""
    found: dict[str, set[str]] = {}
    for path in _files():
        for imported in _files_of(full for full, _ in _had(path)) - {path}:
            found.setdefault(imported, set()).add(path)
    for module in modules():
        if (HOUSE / own_test(module)).exists():
            found.setdefault(module, set()).add(own_test(module))
    for thing in (*inventory.commands(), *inventory.pages()):
        for module in thing.modules:
            found.setdefault(module, set()).update(who_say(thing))
    return {path: tuple(sorted(who)) for path, who in found.items()}


def who_say(thing: Thing) -> Sequence[str]:
    """The file of tests that says the name of a thing, if any does.

    That of its module; else one of the folder that is called as the module is; else one
    that tries no more than a room; and of those the one that says it most often, itself
    or by the helpers that it imports.
    """
    module = thing.modules[0]
    own = own_test(module)
    if own in _read():
        return [own]
    said = _said_in(thing.tried)
    often = {test: sum(said[path] for path in read) for test, read in _read().items()}
    says = [test for test, times in often.items() if times]

    def order(test: str) -> tuple[bool, bool, int, str]:
        folders = Path(test).parent.parts
        return (
            Path(module).stem not in folders,
            "whole" in folders,
            -often[test],
            test,
        )

    return sorted(says, key=order)[:1]


@cache
def _said_in(tried: re.Pattern[str]) -> Mapping[str, int]:
    """How often each text says what is looked for."""
    return {path: len(tried.findall(text)) for path, text in _texts().items()}


@cache
def _read() -> Mapping[str, frozenset[str]]:
    """Each file of tests with the helpers that it imports."""
    return {
        test: known(test) & _helpers() | {test} for test in filter(_is_test, _files())
    }


@cache
def _texts() -> Mapping[str, str]:
    """The text of every file of tests and of every helper that they share."""
    return {
        path: (HOUSE / path).read_text(encoding="utf-8")
        for path in (*filter(_is_test, _files()), *_helpers())
    }


@cache
def _files() -> tuple[str, ...]:
    """Modules, tests and what tests share."""
    shared = sorted(path.relative_to(HOUSE).as_posix() for path in TESTS.rglob("*.py"))
    return (*modules(), *shared)


@cache
def known(path: str) -> frozenset[str]:
    """The files of ours that a file imports, and what opens the folders they lie in."""
    return _files_of(full for full, _ in _said(path)[0]) - {path}


def _files_of(imported: Iterable[str]) -> frozenset[str]:
    """The files of ours that full names are in, and what opens their folders."""
    names = _by_name()
    said = {".".join(parts) for full in imported for parts in _parts(full)}
    return frozenset(names[name] for name in said & names.keys())


def _had(path: str) -> Iterator[tuple[str, str]]:
    """What a file uses of others and calls it; of a face, what stands behind it.

    A folder that offers a name opens the folder that it is of, and does not use it.
    """
    folder = name_of(path) if path.endswith("/__init__.py") else ""
    for full, local in _said(path)[0]:
        if f"{folder}.{local}" in _behind():
            yield full.rsplit(".", maxsplit=2)[0], local
        else:
            yield _behind().get(full, full), local


@cache
def _behind() -> Mapping[str, str]:
    """What folders offer: its full name there, and that of what it is."""
    return {
        f"{name_of(path)}.{local}": full
        for path in modules()
        if path.endswith("/__init__.py")
        for node in parsed.tree(HOUSE / path).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for full, local in _said(path)[0]
        if local in ast.literal_eval(node.value)
    }


def run_with(path: str) -> frozenset[str]:
    """A file of ours, and all that are run with it: what it imports, and what they do.

    Also what it runs by name, where the books have what it is for.
    """
    found: set[str] = set()
    waiting = [path]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += known(each)
    return frozenset(found)


def imported_when_run(path: str) -> frozenset[str]:
    """The full names of what a file imports, without what is for types alone."""
    return frozenset(full for full, _ in _said(path)[0])


def _parts(full: str) -> Iterator[list[str]]:
    """A full name, and those of the module and the folders that it is in."""
    words = full.split(".")
    return (words[:length] for length in range(1, len(words) + 1))


def _file_of(full: str) -> str | None:
    """The file of ours that a full name is of, or is in."""
    names = _by_name()
    return names.get(full) or names.get(full.rpartition(".")[0])


@cache
def _by_name() -> Mapping[str, str]:
    """Each file by what it is imported as."""
    return {name_of(path): path for path in modules()} | {
        Path(path).stem: path for path in _helpers()
    }


@cache
def _helpers() -> frozenset[str]:
    """What tests share."""
    books = (TESTS / "books").glob("*.py")
    return frozenset(path.relative_to(HOUSE).as_posix() for path in books)


@cache
def _said(path: str) -> tuple[tuple[tuple[str, str], ...], Counter[str]]:
    """What a file imports when it is run, and how often it says each name.

    Of an import, the full name and what the file calls it.
    """
    imports: list[tuple[str, str]] = []
    said: Counter[str] = Counter()
    for node in _run(parsed.tree(HOUSE / path).body):
        if isinstance(node, ast.Name):
            said[node.id] += 1
        elif isinstance(node, ast.Import):
            imports += [(a.name, a.asname or a.name) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            of = node.module
            imports += [(f"{of}.{a.name}", a.asname or a.name) for a in node.names]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == WOKEN_BY_NAME
        ):
            name = ast.literal_eval(node.args[0])
            imports.append((f"fellesbok.{name}", WOKEN_BY_NAME))
    return tuple(imports), said


def _run(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """All that stands in some code and is there when it is run."""
    for part in body:
        if isinstance(part, ast.If) and ast.unparse(part.test) == "TYPE_CHECKING":
            yield from _run(part.orelse)
        else:
            yield from ast.walk(part)
