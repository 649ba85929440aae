"""What people can be told: every message template of the programme, found in its code.

A template is followed backwards from where a message is made (``Text(…)``, or an error
that keeps its template) to the words themselves: through parameters to those who call,
through names to what they are given, through tables to what they hold.  What cannot be
followed is told of, so that no message is overlooked.
"""

from __future__ import annotations

import ast
import io
import re
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from string import Formatter
from typing import TYPE_CHECKING

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.messages.pofile import write_po

from casebook import PROGRAMME
from fellesbok.budgets.naming import KINDS
from fellesbok.cli import main
from fellesbok.entries import vocabulary
from fellesbok.entries.texts import HEADINGS
from fellesbok.filing.folder import MAIN
from fellesbok.questions.queries import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

HOUSE = PROGRAMME.parents[1]
CATALOGUE = PROGRAMME / "locale" / "en.po"
INTAKE = HOUSE / "importers" / "fellesbok_importers"

HEADER = r"""# What fellesbok says, in English.
# `pytest --update-golden` adds what has no translation yet, with nothing after msgstr.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""

WORDS = (
    vocabulary.FIXED,
    vocabulary.NO_BASIS,
    "ved prosjektslutt",
    *KINDS.values(),
    *HEADINGS,
)
"""Words that stand in the books, or in what is read from them, and are shown by say."""

MAKERS = {
    "Text",
    "CannotShareError",
    "MissingFigureError",
    "ContradictionError",
    "must_equal",
    "must_hold",
}
KEPT = "template"
"""The attribute that a message keeps its template in: it is found where it is made."""

IN_PAGES = re.compile(r"""\bsay\(\s*(?:"([^"]+)"|'([^']+)')""")
"""Words that a page template says itself."""

HEADING = re.compile(r"""\bAS\s+(?:"([^"]+)"|(\w+))""")
"""What a query calls a column."""

UNIT = re.compile(r'^\S+ commodity \S+\n(?:  .*\n)*?  name: "([^"]+)"', re.MULTILINE)
"""What a figure is that is not kroner of the year."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

Function = ast.FunctionDef | ast.Lambda
Followed = tuple["Module", ast.expr]


@dataclass(frozen=True)
class Found:
    """The templates, and the places of those that could not be followed."""

    templates: frozenset[str]
    lost: tuple[str, ...]


class Module:
    """One file of code, and what surrounds each part of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.around: dict[ast.AST, ast.AST] = {
            inner: outer
            for outer in ast.walk(self.tree)
            for inner in ast.iter_child_nodes(outer)
        }

    def outwards(self, node: ast.AST) -> Iterator[ast.AST]:
        """What stands around a part, the nearest first."""
        while node in self.around:
            node = self.around[node]
            yield node

    def place(self, node: ast.expr) -> str:
        """File, line and words."""
        return f"{self.path}:{node.lineno}: {ast.unparse(node)}"

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Every call."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]


class Programme:
    """All the code, where words are followed from one module to another."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.modules = [Module(path) for path in paths]
        self.lost: set[str] = set()
        self._seen: set[ast.expr] = set()

    def find(self) -> Found:
        """Every template of every message that is made."""
        templates: set[str] = set()
        for module in self.modules:
            for call in module.calls:
                if _called(call) in MAKERS and call.args:
                    self._seen.clear()
                    templates |= self._words(module, call.args[0])
        return Found(frozenset(templates), tuple(sorted(self.lost)))

    def _words(self, module: Module, node: ast.expr) -> set[str]:  # noqa: C901, PLR0911, PLR0912 -- one line a kind
        """The words that an expression can be."""
        if node in self._seen:
            return set()
        self._seen.add(node)
        match node:
            case ast.Constant(value=str() as words):
                return {words} if words else set()
            case ast.IfExp():
                return self._any(module, [node.body, node.orelse])
            case ast.BoolOp():
                return self._any(module, node.values)
            case ast.JoinedStr():
                return self._filled(module, node)
            case ast.Attribute(attr=attr) if attr == KEPT:
                return set()
            case ast.Name():
                return self._any_of(self._given(module, node))
            case ast.Subscript():
                return self._any_of(self._held(module, node.value))
            case ast.Call(func=ast.Attribute(value=table, attr="get")):
                return self._any_of(
                    [*self._held(module, table), *((module, a) for a in node.args[1:])]
                )
            case ast.Call(func=ast.Name(id="next")):
                return self._any(module, node.args)
            case ast.Call(func=ast.Name(id=name)):
                returned = list(_returned(module, name))
                if returned:
                    return self._any(module, returned)
            case ast.GeneratorExp():
                return self._words(module, node.elt)
        self.lost.add(module.place(node))
        return set()

    def _any(self, module: Module, nodes: Iterable[ast.expr]) -> set[str]:
        return self._any_of((module, node) for node in nodes)

    def _any_of(self, followed: Iterable[Followed]) -> set[str]:
        ways = (self._words(module, node) for module, node in followed)
        return set().union(*ways)

    def _filled(self, module: Module, node: ast.JoinedStr) -> set[str]:
        """Words with other words in them, in every way that they can be filled."""
        ways = {""}
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            words = self._words(module, inner)
            ways = {way + word for way in ways for word in words}
        return ways

    def _given(self, module: Module, name: ast.Name) -> Iterator[Followed]:
        """What a name has been given, nearest first, or what callers give for it."""
        for outer in module.outwards(name):
            found = list(_assigned(module, outer, name.id))
            if isinstance(outer, Function):
                found += self._arguments(module, outer, name.id)
            if found:
                yield from found
                return
        self.lost.add(module.place(name))

    def _arguments(
        self, module: Module, function: Function, parameter: str
    ) -> Iterator[Followed]:
        """What those who call a function give for a parameter, and its default."""
        given = function.args
        positional = [*given.posonlyargs, *given.args]
        names = [argument.arg for argument in positional]
        if parameter not in names or isinstance(function, ast.Lambda):
            return
        number = names.index(parameter)
        in_class = isinstance(module.around[function], ast.ClassDef)
        from_end = len(names) - number
        if from_end <= len(given.defaults):
            yield module, given.defaults[-from_end]
        for other in self.modules:
            for call in other.calls:
                method = isinstance(call.func, ast.Attribute)
                if _called(call) != function.name or method != in_class:
                    continue
                if not method and not _knows(other, module, function.name):
                    continue
                place = number - in_class
                if len(call.args) > place:
                    yield other, call.args[place]
                yield from (
                    (other, word.value)
                    for word in call.keywords
                    if word.arg == parameter
                )

    def _held(self, module: Module, table: ast.expr) -> Iterator[Followed]:
        """The values of a table."""
        match table:
            case ast.Dict():
                yield from ((module, value) for value in table.values)
            case ast.Tuple() | ast.List():
                yield from ((module, value) for value in table.elts)
            case ast.Name():
                for other, node in self._given(module, table):
                    yield from self._held(other, node)
            case _:
                self.lost.add(module.place(table))


def _called(call: ast.Call) -> str:
    """The name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _knows(module: Module, home: Module, name: str) -> bool:
    """Whether a function of one module is known by its name in another."""
    return module is home or any(
        alias.name == name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


def _assigned(module: Module, scope: ast.AST, name: str) -> Iterator[Followed]:
    """What a name is given right inside a scope."""
    if isinstance(scope, ast.GeneratorExp):
        for clause in scope.generators:
            yield from _unpacked(module, clause.target, clause.iter, name)
    if not isinstance(scope, ast.Module | ast.FunctionDef):
        return
    for node in ast.walk(scope):
        inside = next(
            (o for o in module.outwards(node) if isinstance(o, ast.FunctionDef)),
            module.tree,
        )
        if inside is not scope:
            continue
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=target)], value=value)
                | ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value)
            ) if target == name:
                yield module, value
            case ast.For():
                yield from _unpacked(module, node.target, node.iter, name)


def _unpacked(
    module: Module, target: ast.expr, rows: ast.expr, name: str
) -> Iterator[Followed]:
    """What a name is given by going through the rows of a table."""
    if isinstance(rows, ast.Name):
        tables = [value for _, value in _assigned(module, module.tree, rows.id)]
    else:
        tables = [rows]
    for table in tables:
        if not isinstance(table, ast.Tuple | ast.List):
            continue
        for row in table.elts:
            if isinstance(target, ast.Name) and target.id == name:
                yield module, row
            elif isinstance(target, ast.Tuple) and isinstance(row, ast.Tuple):
                for one, value in zip(target.elts, row.elts, strict=True):
                    if isinstance(one, ast.Name) and one.id == name:
                        yield module, value


def _returned(module: Module, name: str) -> Iterator[ast.expr]:
    """What a function of the module gives back."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield inner.value


def kinds_of_findings(modules: Iterable[Module]) -> Iterator[str]:
    """The words that findings are sorted by, as they stand in the books."""
    for module in modules:
        if module.path.stem in {"corrections", "findings", "lost_sight"}:
            for call in module.calls:
                number = {"finding": 0, "Finding": 2}.get(_called(call))
                if number is not None:
                    yield from (
                        node.value
                        for node in ast.walk(call.args[number])
                        if isinstance(node, ast.Constant)
                        and isinstance(node.value, str)
                    )


def in_pages() -> Iterator[str]:
    """Words that stand in page templates."""
    for path in sorted(PROGRAMME.rglob("*.html")):
        for found in IN_PAGES.finditer(path.read_text(encoding="utf-8")):
            yield found[1] or found[2]


def in_queries() -> Iterator[str]:
    """What the queries of the books answer, and what their columns are called."""
    for query in queries(HOUSE / MAIN).values():
        yield query.sentence
        code = COMMENT.sub("", query.text)
        yield from (found[1] or found[2] for found in HEADING.finditer(code))


def in_units() -> Iterator[str]:
    """What the commodities of the books are called."""
    for path in sorted((HOUSE / MAIN).parent.rglob("*.beancount")):
        yield from UNIT.findall(path.read_text(encoding="utf-8"))


def in_commands() -> Iterator[str]:
    """What commands and options say of themselves, and what they call their values."""
    found: list[click.Command | None] = [main]
    context = click.Context(main)
    found += [main.get_command(context, name) for name in main.list_commands(context)]
    while found:
        command = found.pop()
        if command is None:
            continue
        if isinstance(command, click.Group) and command is not main:
            found += command.commands.values()
        told = [command.help]
        for each in command.params:
            told += [each.metavar, getattr(each, "help", None)]
        for text in told:
            yield from cleandoc(text).split("\n\n") if text else ()


def everything_said() -> Found:
    """Every template that a catalogue must have."""
    paths = [*sorted(PROGRAMME.rglob("*.py")), *sorted(INTAKE.rglob("*.py"))]
    programme = Programme(paths)
    found = programme.find()
    words = {
        *WORDS,
        *kinds_of_findings(programme.modules),
        *in_pages(),
        *in_commands(),
        *in_queries(),
        *in_units(),
    }
    return Found(found.templates | words, found.lost)


def read_catalogue() -> Catalog:
    """The English catalogue as it stands; nothing where there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def write_catalogue(translations: Mapping[str, str]) -> None:
    """Write the catalogue, sorted, with nothing in it that tells when or where."""
    catalogue = Catalog(locale="en")
    for template, words in translations.items():
        catalogue.add(template, words)
    file = io.BytesIO()
    write_po(file, catalogue, omit_header=True, sort_output=True)
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_bytes(HEADER.encode() + file.getvalue())


def placeholders(template: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
