"""Small faults that a person could write: one change of one place of one module.

The changes are those that mutation tools agree on: comparisons a step to the side or
turned round, ``and`` for ``or``, one condition left out, a condition that always or
never holds, plus for minus, a number one more or less, a sign or a ``not`` left out,
a statement left out, ``continue`` for ``break``, ``min`` for ``max``, arguments that
change places, a slice without an end, a result that is lacking.

Left alone are texts, annotations and decorators; what ``must_equal`` and ``must_hold``
assert is changed, but they are not taken out: they say what no books can break.
"""

from __future__ import annotations

import ast
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GUARDS = {"must_equal", "must_hold", "assert_never"}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
ORDERING = {"sorted": "list", "reversed": "list", "abs": "", "frozenset": "", "set": ""}
SYMMETRIC = {*TWINS, *GUARDS, "isinstance", "zip", "gcd", "lcm", "print", "cast"}
BESIDE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitOr,
}


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes:
        file: The module, below the house.
        line: Where it stands.
        function: Class and function that it stands in; empty at the module's own level.
        before: The code that is changed, as Python writes it.
        after: What it becomes.
        is_statement: Whether it is one, or an expression.
        statement: Line of the statement that it is a part of.
        start: Byte in the file where the code begins.
        end: Byte after its end.
        number: Which one of the same changes in the same function, from 0.
    """

    file: str
    line: int
    function: str
    before: str
    after: str
    is_statement: bool
    statement: int
    start: int
    end: int
    number: int

    @property
    def name(self) -> str:
        """What names it as long as the code is the same, wherever its line is."""
        return "|".join(
            (self.file, self.function, self.before, self.after, str(self.number))
        )

    def applied(self, source: bytes) -> bytes:
        """The module with the change."""
        after = self.after if self.is_statement else f"({self.after})"
        return source[: self.start] + after.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before}  →  {self.after}"


def mutants(house: Path, file: Path) -> list[Mutant]:
    """Every change of a module, in the order of the file."""
    source = (house / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    numbers: dict[tuple[str, str, str], int] = {}
    for place, node, new in _walk(ast.parse(source), _Place()):
        before, after = ast.unparse(node), ast.unparse(new)
        if before == after:
            continue
        key = ".".join(place.function), before, after
        number = numbers[key] = numbers.get(key, -1) + 1
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        statement = isinstance(node, ast.stmt), place.statement or node.lineno
        found.append(
            Mutant(str(file), node.lineno, *key, *statement, start, end, number)
        )
    return found


class _Place(NamedTuple):
    """Where a node stands."""

    function: tuple[str, ...] = ()
    inside: bool = False
    statement: int = 0


def _walk(
    node: ast.AST, place: _Place
) -> Iterator[tuple[_Place, ast.stmt | ast.expr, ast.AST]]:
    """Place, code and what it becomes, for everything below a node."""
    if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.stmt):
        place = place._replace(statement=node.lineno)
        yield from ((place, node, new) for new in _statement(node))
    elif isinstance(node, ast.expr) and (
        place.inside or not isinstance(node, ast.BinOp)
    ):
        # At the module's own level an operation joins types.
        yield from ((place, node, new) for new in _expression(node))
    yield from ((place, test, new) for test, new in _conditions(node))
    within = place
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and not place.inside:
        names = (*place.function, node.name)
        within = _Place(names, isinstance(node, ast.FunctionDef), node.lineno)
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list"}:
            continue
        # What an argument is by default, is decided where the function is made.
        below = place if field == "args" else within
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST) and not _left_alone(child):
                yield from _walk(child, below)


def _conditions(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """A condition that always or never holds, a loop that never runs."""
    match node:
        case ast.If():
            yield node.test, ast.Constant(value=True)
            yield node.test, ast.Constant(value=False)
        case ast.While():
            yield node.test, ast.Constant(value=False)
        case ast.comprehension():
            yield from ((test, ast.Constant(value=True)) for test in node.ifs)
        case ast.For():
            yield node.iter, ast.Tuple([])


def _left_alone(node: ast.AST) -> bool:
    strict = isinstance(node, ast.keyword) and node.arg == "strict"
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return strict or text


def _statement(node: ast.stmt) -> Iterator[ast.AST]:
    """What a statement may become; a condition is changed where it stands."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name in GUARDS:
            return
        case ast.Expr() | ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.AugAssign():
            yield ast.Pass()
            yield ast.AugAssign(node.target, OPERATIONS[type(node.op)](), node.value)
        case ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError"))):
            return
        case ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield ast.Return(ast.Constant(None))


def _expression(node: ast.expr) -> Iterator[ast.AST]:
    """What an expression may become."""
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield from _joined(node)
        case ast.BinOp() if not isinstance(node.left, ast.JoinedStr):
            yield _with(node, op=OPERATIONS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant():
            yield from _constant(node.value)
        case ast.Subscript(slice=ast.Slice() as part):
            yield from (_with(node, slice=cut) for cut in _slice(part))
        case ast.Call():
            yield from _call(node)
        case ast.IfExp():
            yield node.body
            yield node.orelse


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for number, op in enumerate(node.ops):
        for beside in BESIDE[type(op)]:
            ops = [*node.ops[:number], beside(), *node.ops[number + 1 :]]
            yield _with(node, ops=ops)


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
    for number in range(len(node.values)):
        left = node.values[:number] + node.values[number + 1 :]
        yield _with(node, values=left) if len(left) > 1 else left[0]


def _constant(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value > 0:
            yield ast.Constant(value - 1)


def _slice(part: ast.Slice) -> Iterator[ast.AST]:
    if part.lower is not None:
        yield _with(part, lower=None)
    if part.upper is not None:
        yield _with(part, upper=None)


def _call(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in TWINS:
        yield _with(node, func=ast.Name(TWINS[name]))
    if name in ORDERING and len(node.args) == 1:
        new = ORDERING[name]
        if new:
            yield ast.Call(ast.Name(new), node.args, [])
        elif name == "abs":
            yield node.args[0]
        if node.keywords:
            yield _with(node, keywords=[])
    plain = [isinstance(a, ast.Name | ast.Attribute) for a in node.args[:2]]
    if plain == [True, True] and name not in SYMMETRIC:
        first, second, *rest = node.args
        yield _with(node, args=[second, first, *rest])
    if len(node.args) == 2 and _method(node) == "get":
        yield _with(node, args=node.args[:1])


def _method(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _with(node: ast.AST, **changed: object) -> ast.AST:
    new = copy(node)
    for field, value in changed.items():
        setattr(new, field, value)
    return new


def _is_none(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
