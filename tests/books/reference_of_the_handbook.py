"""The handbook's reference, made of what the programme says of itself: ``make map``.

Written to ``docs/nb/oppslag``: commands with their options, fields of agreements, words
of vouchers, tables for questions and rules of the audit.  Nothing in these pages is
written by hand, so that they cannot tell of a programme that has changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

import click

import inventory
from fellesbok.anywhere import BOOKS
from fellesbok.anywhere import LANGUAGE
from fellesbok.cli import main
from fellesbok.lint.catalogue import RULES
from fellesbok.messages import say
from fellesbok.questions.query_tables import TABLES as QUERY_TABLES
from fellesbok.rules import json_schema
from handbook_words import COLUMNS
from handbook_words import DIRECTIVES
from handbook_words import METADATA
from handbook_words import TABLES
from inventory import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

REFERENCE = HOUSE / "docs" / "nb" / "oppslag"
MADE = "Laget av programmet selv; rett det der, og kjør `make map`."


LACKING = "mangler"
"""Stands for a meaning that nobody has written yet, which a test tells of."""
NAMES = ("kommandoer", "felter", "ord-i-boekene", "tabeller", "revisjonsregler")


def reference() -> dict[Path, str]:
    """Every page that is made, by where it stands."""
    pages = (_commands(), _fields(), _words(), _tables(), _rules())
    return {
        REFERENCE / f"{name}.md": "\n".join(lines).rstrip("\n") + "\n"
        for name, lines in zip(NAMES, pages, strict=True)
    }


# Commands -----------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield "# Kommandoer\n"
    yield f"{MADE}\n"
    yield "`fellesbok KOMMANDO --help` viser det samme i terminalen."
    yield "Disse valgene har alle kommandoer som leser bøkene:\n"
    yield from _rows(("Valg", ""), map(_option, _common()))
    yield "Disse står alene, uten noen kommando:\n"
    yield from _rows(("Valg", ""), map(_option, _not_common(main)))
    for name, command in inventory.every_command():
        yield f"## `fellesbok {name}`\n"
        yield f"{_paragraphs(command.help or '')}\n"
        pieces = " ".join(command.collect_usage_pieces(click.Context(command)))
        pieces = pieces.replace("[OPTIONS]", "[VALG]")
        yield f"```text\nfellesbok {name} {pieces}\n```\n"
        if own := _not_common(command):
            yield from _rows(("Valg", ""), map(_option, own))


def _common() -> list[click.Option]:
    """The options that nearly every command has, told once."""

    @click.command()
    @BOOKS
    @LANGUAGE
    def none() -> None:
        """Nothing: it carries the options."""

    return _options(none)


def _options(command: click.Command) -> list[click.Option]:
    return [p for p in command.params if isinstance(p, click.Option)]


def _not_common(command: click.Command) -> list[click.Option]:
    """The options that a command has besides those."""
    return [p for p in _options(command) if f"--{p.name}" not in _named(_common())]


def _named(options: Iterable[click.Option]) -> set[str]:
    return {name for option in options for name in option.opts}


def _option(option: click.Option) -> tuple[str, str]:
    """How an option is written, and what it is for."""
    record = option.get_help_record(click.Context(main))
    written = ", ".join((*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {_value(option)}"
    text = option.help or (record[1] if record else "")
    if option.required:
        text += " Må være med."
    default = option.default
    if isinstance(default, str | int) and not isinstance(default, bool) and default:
        text += f" Ellers `{default}`."
    return _cell(f"`{written}{value}`"), _cell(text)


def _value(option: click.Option) -> str:
    """What stands after an option."""
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    if isinstance(option.type, click.Path):
        return option.metavar or "STI"
    return option.metavar or ("TEKST" if option.type is click.STRING else "TALL")


def _paragraphs(text: str) -> str:
    """A help text, with the lines of each paragraph joined."""
    parts = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(part.split()) for part in parts)


# Fields of the agreements -------------------------------------------------------------


def _fields() -> Iterator[str]:
    schema = json_schema()
    shapes = schema["$defs"]
    yield "# Felter i avtalefilen\n"
    yield f"{MADE}\n"
    yield "Feltene er de i JSON-skjemaet (`fellesbok schema`), som en editor bruker."
    yield "Ord som kan stå i et felt, står i kode.\n"
    yield "## Øverst i filen\n"
    yield from _shape(schema, shapes)
    for name in dict.fromkeys(_used(schema, shapes)):
        title, text = _title(shapes[name]), str(shapes[name]["description"])
        yield f"## {title}\n"
        if text != f"{title}.":
            yield f"{text}\n"
        yield from _shape(shapes[name], shapes)


def _used(
    part: object, shapes: Mapping[str, Any], above: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The parts of the file, each after the one that first asks for it."""
    if isinstance(part, list):
        for each in part:
            yield from _used(each, shapes, above)
    elif isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in above:
            if "properties" in shapes[name]:
                yield name
            yield from _used(shapes[name], shapes, above | {name})
        inner = {key: value for key, value in part.items() if key != "$defs"}
        yield from _used(list(inner.values()), shapes, above)


def _shape(shape: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    needed = set(shape.get("required", ()))
    yield from _rows(
        ("Felt", "Må være med", "Hva det er", "Hva som kan stå der"),
        (
            (
                f"`{name}`",
                "ja" if name in needed else "",
                _cell(field.get("description", "")),
                _cell(_joined(_allowed(field, shapes))),
            )
            for name, field in shape["properties"].items()
        ),
    )


def _allowed(field: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    """Each thing that a field may hold, in words; nothing is told twice."""
    for way in (field, *field.get("anyOf", ()), *field.get("oneOf", ())):
        if "$ref" in way:
            name = way["$ref"].rpartition("/")[2]
            if "properties" in shapes.get(name, {}):
                title = _title(shapes[name])
                yield f"[{title}](#{_anchor(title)})"
            else:
                yield from _allowed(shapes.get(name, {}), shapes)
        if "const" in way:
            yield f"`{way['const']}`"
        yield from (f"`{word}`" for word in way.get("enum", ()))
        if way.get("type") == "array":
            yield from (f"liste: {each}" for each in _allowed(way["items"], shapes))
        named = [
            way.get("additionalProperties"),
            *way.get("patternProperties", {}).values(),
        ]
        for inner in named:
            if isinstance(inner, dict):
                yield from (f"etter navn: {each}" for each in _allowed(inner, shapes))
        if way is not field and ("anyOf" in way or "oneOf" in way):
            yield from _allowed(way, shapes)


def _title(shape: Mapping[str, Any]) -> str:
    """What a part of the file is called: the beginning of what it says of itself."""
    return re.split(r"[.;:,]", str(shape["description"]))[0]


def _anchor(title: str) -> str:
    """The address of a heading, as GitHub and the site make it."""
    return re.sub(r"[^\w\s-]", "", title.lower()).replace(" ", "-")


# Words, tables and rules --------------------------------------------------------------


def _words() -> Iterator[str]:
    yield "# Ord i bøkene\n"
    yield f"{MADE}\n"
    yield "## Linjer\n"
    yield (
        "Linjer som ikke er bilag, begynner med dato, `custom` og ordet. Et ord som"
        " nesten er et av disse, er en feil med linje; andre ord er andre"
        " programmers.\n"
    )
    yield from _rows(
        ("Ord", "Hva linjen sier"),
        (
            (f"`{thing.name}`", DIRECTIVES.get(thing.name, LACKING))
            for thing in inventory.directives()
        ),
    )
    yield "## Metadata\n"
    yield "Ordene står under et bilag, en postering eller en linje, med kolon etter.\n"
    yield from _rows(
        ("Ord", "Hva det sier"),
        (
            (f"`{thing.name}`", METADATA.get(thing.name, LACKING))
            for thing in inventory.metadata_words()
        ),
    )


def _tables() -> Iterator[str]:
    yield "# Tabeller til spørringer\n"
    yield f"{MADE}\n"
    yield "Beløp er i kroner. En tom rute sier at det ikke er noe; 0,00 er et tall.\n"
    for table in QUERY_TABLES:
        yield f"## `{table.name}`\n"
        yield f"{TABLES.get(table.name, LACKING)}\n"
        yield from _rows(
            ("Kolonne", "Hva den viser"),
            ((f"`{column}`", COLUMNS.get(column, LACKING)) for column in table.columns),
        )


def _rules() -> Iterator[str]:
    yield "# Regler i `fellesbok lint`\n"
    yield f"{MADE}\n"
    yield from _rows(
        ("Regel", "Tittel", "Hvorfor det spørres"),
        (
            (f"`{name}`", _cell(say(rule.title, "nb")), _cell(say(rule.why, "nb")))
            for name, rule in RULES.items()
        ),
    )


def _rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, and the blank line after it."""
    for line in (headings, ["---"] * len(headings), *rows):
        yield f"| {' | '.join(line)} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(parts))


def write() -> None:
    """Write every page anew."""
    for path, text in reference().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
