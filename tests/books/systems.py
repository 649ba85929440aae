"""What systems have: for tests of what only some have, and for what the house asks of.

The types that mypy comes with say of each name of the standard library on which systems
it is, so nobody has to keep a list.
"""

from __future__ import annotations

import ast
import os
from functools import cache
from pathlib import Path

import mypy
import pytest

TYPES = Path(mypy.__file__).parent / "typeshed" / "stdlib"


def needs(name: str, *, root: bool = False) -> pytest.MarkDecorator:
    """Only where ``os`` has it, and if asked only for an account that may all."""
    is_here = hasattr(os, name) and (not root or os.geteuid() == 0)
    return pytest.mark.skipif(not is_here, reason=f"os.{name} is not here, or not ours")


@cache
def names(module: str, system: str) -> frozenset[str] | None:
    """What a module of the standard library has on a system; ``None`` of others.

    Args:
        module: Its name.
        system: ``linux``, ``darwin`` or ``win32``.
    """
    parts = module.split(".")
    places = (
        TYPES.joinpath(*parts).with_suffix(".pyi"),
        TYPES.joinpath(*parts, "__init__.pyi"),
    )
    for path in places:
        if path.is_file():
            tree = ast.parse(path.read_text(encoding="utf-8"))
            return frozenset(_names(tree.body, system))
    return None


def _names(body: list[ast.stmt], system: str) -> set[str]:
    found: set[str] = set()
    for node in body:
        match node:
            case ast.If():
                taken = node.body if _is_there(node.test, system) else node.orelse
                found |= _names(taken, system)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Assign(targets=targets):
                found |= {each.id for each in targets if isinstance(each, ast.Name)}
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                found |= {each.asname for each in aliases if each.asname}
    return found


def _is_there(test: ast.expr, system: str) -> bool:
    """Whether a part of the types is of a system; of versions, all."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_is_there(each, system) for each in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(_is_there(each, system) for each in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _is_there(operand, system)
        case ast.Compare(ops=[ast.Eq()], comparators=[ast.Constant(value=str(name))]):
            return name == system
        case ast.Compare(
            ops=[ast.NotEq()], comparators=[ast.Constant(value=str(name))]
        ):
            return name != system
    return True
