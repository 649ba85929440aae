"""The program that sets documents is one of its own, and has its bounds."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casebook import PROGRAMME
from fellesbok.pdf import typst_worker

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_the_worker_is_a_program_of_its_own() -> None:
    """It may know Typst, which is Apache-2.0, and nothing that is GPL-2.0-only."""
    known = {name.split(".")[0] for _, name in imported(Path(typst_worker.__file__))}
    assert known - sys.stdlib_module_names == {"typst"}
    for path in PROGRAMME.rglob("*.py"):
        if path.name != "typst_worker.py":
            assert "typst" not in {name.split(".")[0] for _, name in imported(path)}


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of what a module imports, for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
