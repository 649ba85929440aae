"""Modules as Python reads them, each read and gone through once for a file of tests."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """The module."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that stands in the module, in the order of ``ast.walk``."""
    return tuple(ast.walk(tree(path)))


def forget() -> None:
    """Keep nothing: a million nodes would be gone through by every collection."""
    tree.cache_clear()
    nodes.cache_clear()
