"""Which statements each test runs: a pytest plugin that marks them as modules load.

``python -m pytest -p reach`` with ``MUTANTS_REACH`` as the file to write.  A mark
before a statement costs next to nothing, so the tests take as long as they always do.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import json
import os
import sys
from collections import defaultdict
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder
from importlib.machinery import SourceFileLoader
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from typing import Any

import click
from areas import AREAS
from areas import modules
from forks import followed
from forks import forked
from forks import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType

    import pytest

HERE = Path.cwd()
TESTS = HERE / "tests"
TARGETS = {str(HERE / path) for area in AREAS for path in modules(area, HERE)}
MOST_STATEMENTS = 1 << 16
STATEMENTS: list[tuple[str, int]] = []
MARKS = bytearray(MOST_STATEMENTS)
builtins.__marks__ = MARKS  # type: ignore[attr-defined]


class Marked(SourceFileLoader):
    """Loads a module with a mark before each statement of its functions."""

    def get_code(self, fullname: str) -> CodeType:
        """Never what was compiled before."""
        path = self.get_filename(fullname)
        return self._marked(self.get_data(path), path)

    def _marked(self, data: bytes, path: str) -> CodeType:
        tree = ast.parse(data)
        for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
            self._mark(function, path)
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)

    def _mark(self, node: ast.AST, path: str) -> None:
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            below = getattr(node, field, None)
            if not isinstance(below, list):
                continue
            marked: list[Any] = []
            for each in below:
                if isinstance(each, ast.stmt) and not _is_text(each):
                    marked.append(_mark(path, each.lineno))
                if not isinstance(each, ast.FunctionDef):
                    self._mark(each, path)
                marked.append(each)
            setattr(node, field, marked)


def _mark(path: str, line: int) -> ast.stmt:
    STATEMENTS.append((path, line))
    (mark,) = ast.parse(f"__marks__[{len(STATEMENTS) - 1}] = 1").body
    return mark


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class Finder(MetaPathFinder):
    """Finds the modules that are changed, and nothing else."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:  # noqa: ANN401
        """As Python finds it, with our loader."""
        if not name.startswith("fellesbok."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin in TARGETS:
            spec.loader = Marked(name, str(spec.origin))
        return spec


sys.meta_path.insert(0, Finder())


def taken() -> dict[str, list[int]]:
    """The lines that were run since last time, by module below the house."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, (path, line) in enumerate(STATEMENTS):
        if MARKS[number]:
            found[str(Path(path).relative_to(HERE))].add(line)
    MARKS[:] = bytes(MOST_STATEMENTS)
    return {path: sorted(lines) for path, lines in sorted(found.items())}


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Each file in a fork, so that no test finds what another file has loaded."""
    at_import = taken()
    files: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in session.items:
        files[item.path.relative_to(HERE).as_posix()].append(item)
    known = Path(os.environ["MUTANTS_REACH"])
    before = json.loads(known.read_text()) if known.exists() else {"files": {}}
    some = before["files"] if os.environ.get("MUTANTS_SOME_FILES") else {}
    kept = {name: file for name, file in some.items() if (HERE / name).exists()}
    for name, items in sorted(files.items()):
        mark = _digest(HERE / name)
        old = before["files"].get(name)
        if old is None or old["digest"] != mark:
            start = monotonic()
            tests, status = forked(partial(_every, items))
            if tests is None:
                raise RuntimeError(f"{name} ended with {status} before its last test")
            old = {"digest": mark, "tests": tests}
            click.echo(f"{name}: {len(items)}, {monotonic() - start:.0f} s")
        kept[name] = old
        known.write_text(json.dumps({"at_import": at_import, "files": kept}))
    return True


def _every(items: Sequence[pytest.Item]) -> list[dict[str, Any]]:
    return [_one(*pair) for pair in followed(items)]


def _one(item: pytest.Item, following: pytest.Item | None) -> dict[str, Any]:
    """Whether it passes, the processor time it takes, and the lines that it runs."""
    start = sum(os.times()[:4])
    passed = run(item, following)
    seconds = round(sum(os.times()[:4]) - start, 3)
    return {"id": item.nodeid, "ok": passed, "seconds": seconds, "lines": taken()}


def _digest(path: Path) -> str:
    """What a test file is made of: itself, and what it uses of the tests' modules."""
    digest = hashlib.sha256()
    waiting, known = [path, TESTS / "conftest.py"], set()
    while waiting:
        one = waiting.pop()
        if one in known or not one.exists():
            continue
        known.add(one)
        content = one.read_bytes()
        digest.update(content)
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.ImportFrom) and node.module:
                name = node.module.replace(".", "/")
                for place in (TESTS, TESTS / "books"):
                    waiting += [place / f"{name}.py", place / name / "__init__.py"]
    return digest.hexdigest()[:16]
