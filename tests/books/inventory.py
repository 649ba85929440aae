"""What the programme offers its users, found in the programme itself, and who tells it.

The map of the house says where each thing is; a test says that the handbook has it.
"""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

import parsed
from casebook import PROGRAMME
from fellesbok import web
from fellesbok.agreement import distribution_key
from fellesbok.cli import main
from fellesbok.entries import vocabulary
from fellesbok.entries.overrides import OVERRIDES
from fellesbok.lint.catalogue import RULES
from fellesbok.questions.query_tables import TABLES
from fellesbok.rules import json_schema
from fellesbok.rules import key_schema
from fellesbok.rules import keys
from fellesbok_importers.profiles.column_schema import ProfileModel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import TypeGuard

HOUSE = PROGRAMME.parents[1]
INTAKE = HOUSE / "importers" / "fellesbok_importers"
README = "README.md"
NO_CHAPTERS = {"README.en.md", "developing.md", "map.md"}
"""What lies in docs/ beside the handbook."""
ANY_COMMAND = {"--books", "--language"}
"""Options that every command has, and that are therefore told once."""

MAIN = r"`fellesbok --"
"""How what stands before every command is told: with no command."""

NOT_WRITTEN = {"filename", "lineno", "__duplicate__"}
"""Metadata of Beancount and beangulp, which nobody writes."""


@dataclass(frozen=True)
class Thing:
    """One thing that a user can use: where its code is, and how it is told.

    ``modules`` are files from the repository, what decides first; ``told`` finds the
    thing in the text of a chapter, or of the one ``chapter`` that has all of its kind;
    ``tried`` finds it in the tests.
    """

    name: str
    modules: tuple[str, ...]
    told: re.Pattern[str]
    tried: re.Pattern[str]
    chapter: str | None = None

    @property
    def chapters(self) -> tuple[str, ...]:
        """The chapters that tell of it, by path; the README last."""
        return tuple(
            path
            for path, text in chapters()
            if self.chapter in {path, None} and self.told.search(text)
        )


def _word(word: str) -> re.Pattern[str]:
    """A word by itself, also where hyphens are a part of words.

    The pattern begins with the word, which is looked for fast; what comes before is
    looked at where it was found.
    """
    said = re.escape(word)
    return re.compile(rf"{said}(?<![\w-]{said})(?![\w-])")


@cache
def chapters() -> tuple[tuple[str, str], ...]:
    """Path and text of the handbook's chapters and of the README."""
    paths = sorted((HOUSE / "docs").glob("*.md")), [HOUSE / README]
    return tuple(
        (path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8"))
        for group in paths
        for path in group
        if path.name not in NO_CHAPTERS
    )


@cache
def modules() -> tuple[str, ...]:
    """Every module of programme and intake, by path."""
    return tuple(
        path.relative_to(HOUSE).as_posix()
        for folder in (PROGRAMME, INTAKE)
        for path in sorted(folder.rglob("*.py"))
    )


def name_of(path: str) -> str:
    """What a module is imported as."""
    parts = Path(path).with_suffix("").parts[1:]
    return ".".join(parts).removesuffix(".__init__")


def file_of(thing: Any) -> str:  # noqa: ANN401 -- a class or a function
    """The file in which something stands, from the repository."""
    path = importlib.import_module(thing.__module__).__file__
    assert path is not None
    return Path(path).relative_to(HOUSE).as_posix()


@cache
def key_kinds() -> tuple[Thing, ...]:
    """The kinds of distribution key (*fordelingsnøkkel*), by the field it alone has."""
    schema = {
        kind: model
        for model in vars(key_schema).values()
        if isinstance(model, type) and issubclass(model, key_schema.Model)
        for kind in key_schema.KEY_KINDS
        if next(iter(model.model_fields), "") == kind
    }
    made = _values_made()
    (otherwise,) = {model.__name__ for model in schema.values()} - made.keys()
    made[otherwise] = made[_OTHERWISE]
    return tuple(
        Thing(
            kind,
            (file_of(made[schema[kind].__name__]), file_of(schema[kind])),
            re.compile(rf"`\{{{kind}: "),
            re.compile(rf"\b{made[schema[kind].__name__].__name__}\("),
            "docs/agreements.md",
        )
        for kind in key_schema.KEY_KINDS
    )


def _values_made() -> dict[str, type]:
    """The value that is made of each model, read off the one place that makes them."""
    found: dict[str, type] = {}
    tree = ast.parse(Path(str(keys.__file__)).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.match_case):
            model = ast.unparse(node.pattern).rpartition(".")[2].removesuffix("()")
            for value in _values(ast.Module(node.body, []), tree):
                found[model] = value
    return found


_OTHERWISE = "_"
"""The case of the kind of key that is left when all others have been asked about."""


def _values(body: ast.AST, module: ast.Module) -> Iterator[type]:
    """The keys that some code makes, also by a method of the same module."""
    for node in ast.walk(body):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        value = getattr(distribution_key, name, None)
        if isinstance(value, type):
            yield value
        if name.startswith("self._"):
            for made in ast.walk(module):
                is_it = isinstance(made, ast.FunctionDef)
                if is_it and f"self.{made.name}" == name:  # type: ignore[attr-defined]
                    yield from _returned(made)


def _returned(function: ast.AST) -> Iterator[type]:
    """What a method says that it returns, if that is a key."""
    value = getattr(distribution_key, ast.unparse(function.returns), None)  # type: ignore[attr-defined]
    if isinstance(value, type):
        yield value


@cache
def lint_rules() -> tuple[Thing, ...]:
    """The rules of ``lint``, and the modules that remark by them.

    What is asked in other words than ``remark("<rule>", …)`` is found by the rule's
    name alone, also in the room of grants, whose warnings ``lint`` tells.
    """
    return tuple(
        Thing(
            rule,
            tuple(path for path in modules() if rule in _remarked(path))
            or _that_say(rule, "/lint/")
            or _that_say(rule, "/grants/"),
            re.compile(rf"^\| `{rule}` \|", re.MULTILINE),
            _word(rule),
            "docs/audit.md",
        )
        for rule in RULES
    )


@cache
def _remarked(path: str) -> set[str]:
    """The rules by which a module remarks."""
    return {
        rule
        for node in parsed.nodes(HOUSE / path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "remark"
        for rule in _texts(ast.walk(node.args[0]))
    }


def _that_say(text: str, folder: str) -> tuple[str, ...]:
    """The modules of a folder in which a text stands, the catalogue of rules apart."""
    return tuple(
        path
        for path in modules()
        if folder in path and Path(path).name != "catalogue.py"
        if text in _texts_of(path)
    )


@cache
def _texts_of(path: str) -> set[str]:
    """Every text that stands in a module."""
    return _texts(parsed.nodes(HOUSE / path))


def _texts(nodes: Iterable[ast.AST]) -> set[str]:
    """Every text that is among the parts of some code."""
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def commands() -> tuple[Thing, ...]:
    """Every command, also those that the intake brings."""
    return tuple(
        Thing(
            name,
            (file_of(command.callback),),
            re.compile(rf"\bfellesbok {name}\b"),
            re.compile(f'"{name.split()[0]}"'),
        )
        for name, command in every_command()
    )


def options() -> Iterator[tuple[str, str]]:
    """Each command and group with each of its options, by the long name."""
    for name, command in (*every_group(), *every_command()):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for option in (*parameter.opts, *parameter.secondary_opts):
                    if option.startswith("--"):
                        yield name, option


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that it is called with."""
    yield from _commands(main, "")


def every_group() -> Iterator[tuple[str, click.Command]]:
    """What has options of its own before the word of a command, the whole first."""
    yield "", main
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            yield name, command


def _commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for known in group.list_commands(context):
        command = group.get_command(context, known)
        full = f"{name} {known}".strip()
        if isinstance(command, click.Group):
            yield from _commands(command, full)
        elif command is not None:
            yield full, command


def tells_option(command: str, option: str) -> bool:
    """Whether a part of the handbook has the option beside the command it is of."""
    named = re.compile(rf"\bfellesbok {command}\b|`{command}`" if command else MAIN)
    told = re.compile(rf"(?<![\w-]){option}(?![\w-])")
    return any(
        told.search(part) and (option in ANY_COMMAND or named.search(part))
        for _, text in chapters()
        for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)
    )


def tables() -> tuple[tuple[Thing, tuple[str, ...]], ...]:
    """The tables for questions, with their columns."""
    return tuple(
        (
            Thing(
                table.name,
                (file_of(table.of.given_by), file_of(type(table.columns["year"]))),
                re.compile(rf"^### `{table.name}`$", re.MULTILINE),
                re.compile(rf"\bFROM {table.name}\b", re.IGNORECASE),
            ),
            tuple(table.columns),
        )
        for table in TABLES
    )


def columns_told(table: str) -> set[str]:
    """The words in the part of the handbook that is about a table of that name."""
    part = re.compile(rf"^### `{table}`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
    return {
        word
        for _, text in chapters()
        for found in part.finditer(text)
        for word in re.findall(r"`(\w+)`", found[1])
    }


@cache
def pages() -> tuple[Thing, ...]:
    """The pages in Fava, by the heading that readers see."""
    return tuple(
        Thing(
            page.report_title,
            (file_of(page),),
            re.compile(rf"\*\*{page.report_title}\*\*|\bpage {page.report_title}\b"),
            re.compile(f'"{name}"|extension/{name}\\b'),
        )
        for name in web.__all__
        for page in [getattr(web, name)]
    )


def fields() -> Iterator[str]:
    """Every field of agreements and profiles, and every word that one is chosen by."""
    for schema in (json_schema(), ProfileModel.model_json_schema()):
        for shape in (schema, *schema["$defs"].values()):
            for name, field in shape.get("properties", {}).items():
                yield name
                for way in (field, *field.get("anyOf", ())):
                    words = way.get("enum", ())
                    yield from (w for w in words if isinstance(w, str) and len(w) > 1)


def tells_field(field: str) -> bool:
    """Whether a chapter has a field, or a word for one, in an example or as code."""
    told = re.compile(rf"(?<!\w){re.escape(field)}(?!\w)")
    return any(
        told.search(code)
        for _, text in chapters()
        for code in (
            *re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL),
            *re.findall(r"`[^`\n]+`", text),
        )
    )


@cache
def metadata_words() -> tuple[Thing, ...]:
    """Every word of metadata that the programme reads, or writes in what it makes."""
    found: dict[str, dict[str, None]] = {}
    for path in modules():
        for key in _keys_read(parsed.nodes(HOUSE / path)):
            for word in _values_of(key, path):
                found.setdefault(word, {})[path] = None
    for word in (*OVERRIDES, *(getattr(vocabulary, name) for name in _OURS)):
        found.setdefault(word, {})[file_of(vocabulary.metadata)] = None
    read = found.keys() - NOT_WRITTEN
    for path in modules():
        for word in _written_beside(read, path):
            found.setdefault(word, {})[path] = None
    return tuple(
        Thing(
            word,
            tuple(paths),
            re.compile(rf"`{word}(?::? [^`\n]*|:)?`|^ +{word}: .+$", re.MULTILINE),
            _word(word),
        )
        for word, paths in sorted(found.items())
        if word not in NOT_WRITTEN and not word.startswith("__")
    )


def _written_beside(read: AbstractSet[str], path: str) -> Iterator[str]:
    """What a module writes in one line with words that are read, and nobody reads."""
    for node in parsed.nodes(HOUSE / path):
        if isinstance(node, ast.Dict):
            keys = [key for key in node.keys if isinstance(key, ast.Name)]
            words = {word for key in keys for word in _values_of(key, path)}
            yield from words if words & read else ()


_OURS = (
    "COOPERATION",
    "MUNICIPALITY",
    "HOST",
    "PERIOD",
    "KEY",
    "BASIS",
    "SHARE",
    "INTERNAL",
    "DUE",
    "ASSUMPTION",
    "RULES_LINE",
    "FINDING",
    "CORRECTS",
    "BEFORE",
    "AFTER",
    "REASON",
)
"""The words of metadata among those of generated entries."""


@cache
def directives() -> tuple[Thing, ...]:
    """Every kind of ``custom`` line that the programme reads."""
    found: dict[str, dict[str, None]] = {}
    for path in modules():
        for node in parsed.nodes(HOUSE / path):
            match node:
                case ast.Compare(
                    left=ast.Attribute(value=ast.Name(id="entry" | "e"), attr="type"),
                    ops=[ast.Eq() | ast.NotEq() | ast.In() | ast.NotIn()],
                    comparators=kinds,
                ):
                    pass
                case ast.Call(
                    func=ast.Name(id="declared" | "customs" | "is_custom"),
                    args=[_, *kinds],
                ):
                    pass
                case _:
                    continue
            for kind in kinds:
                for word in _values_of(kind, path):
                    found.setdefault(word, {})[path] = None
    return tuple(
        Thing(word, tuple(paths), re.compile(rf'\bcustom "{word}"'), _word(word))
        for word, paths in sorted(found.items())
    )


def _keys_read(nodes: tuple[ast.AST, ...]) -> Iterator[ast.expr]:
    """What stands for the key wherever metadata is asked for one.

    Where a function asks by what it is called with, that is what it asks for; where it
    asks by the names of a mapping that it makes, so are they.
    """
    yield from filter(None, map(_key, nodes))
    places: dict[str, int] = {}
    for function in nodes:
        if isinstance(function, ast.FunctionDef):
            names = {k.id for k in map(_key, ast.walk(function)) if _is_name(k)}
            parameters = [a.arg for a in function.args.args if a.arg != "self"]
            for place, name in enumerate(parameters):
                if name in names:
                    places[function.name] = place
            if any(name.islower() for name in names.difference(parameters)):
                yield from _keys_made(function)
    for call in nodes:
        if isinstance(call, ast.Call):
            called = ast.unparse(call.func).rpartition(".")[2]
            if called in places:
                yield from call.args[places[called] : places[called] + 1]


def _is_name(key: ast.expr | None) -> TypeGuard[ast.Name]:
    return isinstance(key, ast.Name)


def _keys_made(function: ast.AST) -> Iterator[ast.expr]:
    """The names that the mappings in a function have as keys."""
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            yield from filter(_is_name, node.keys)


def _key(node: ast.AST) -> ast.expr | None:
    """The key, where a node asks metadata for one."""
    match node:
        case ast.Call(func=ast.Attribute(value=asked, attr="get"), args=[key, *_]):
            return key if _is_metadata(asked) else None
        case ast.Subscript(value=asked, slice=key):
            return key if _is_metadata(asked) else None
        case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[asked]):
            return key if _is_metadata(asked) else None
    return None


def _is_metadata(asked: ast.expr) -> bool:
    match asked:
        case ast.Attribute(attr="meta" | "_meta"):
            return True
        case ast.Name(id="meta" | "metadata" | "reported"):
            return True
        case ast.BoolOp(values=[first, *_]):
            return _is_metadata(first)
    return False


def _values_of(said: ast.expr, path: str) -> Iterator[str]:
    """The texts that a name or a set of them stands for in a module, if it is known."""
    known = vars(importlib.import_module(name_of(path)))
    match said:
        case ast.Constant():
            value: object = said.value
        case ast.Name(id=name):
            value = known.get(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            value = getattr(known.get(name), attribute, None)
        case ast.Starred(value=several):
            yield from _values_of(several, path)
            return
        case ast.Set(elts=elements):
            for element in elements:
                yield from _values_of(element, path)
            return
        case _:
            return
    if isinstance(value, str):
        yield value
    elif isinstance(value, frozenset | set | dict | tuple):
        yield from (word for word in value if isinstance(word, str))
