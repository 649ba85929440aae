"""A part of the rules put into the rules, by the way to each value (*fletting*).

What has a name is found by its name: fields of a thing are put beside and over those
that it has.  A key, a list and a value take the place of what was there, whole, as half
of one key and half of another is no key.  The terms of a cooperation are found by the
day they hold from, so that a part of the rules gives new terms, or fields of old ones.
Everything keeps the line that it was written on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from fellesbok.errors import FileFault
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = "key"
"""What is a thing of its own wherever it stands."""

VERSIONS, FROM = "versions", "from"

ANY = "*"
NAMES = (
    ("currency",),
    ("accounts", ANY),
    ("municipalities", ANY, "name"),
    ("municipalities", ANY, "account"),
    ("parties", ANY, "name"),
    ("parties", ANY, "account"),
    ("cooperations", ANY, "account"),
    ("cooperations", ANY, "cost_centres", ANY, "account"),
)
"""The ways to what the books call things by: accounts are made of it."""


def merge(rules: yaml.MappingNode, part: yaml.MappingNode) -> None:
    """Put the fields of one mapping into another.

    Args:
        rules: Is changed.
        part: Of a name that stands twice here, the first; the other is a fault that is
            told by who reads the part.
    """
    places = {_name(name): n for n, (name, _) in reversed([*enumerate(rules.value)])}
    seen = set[str | None]()
    for name, value in part.value:
        word = _name(name)
        place = places.get(word)
        if word in seen:
            continue
        seen.add(word)
        if word is None or place is None:
            rules.value.append((name, value))
            continue
        _, known = rules.value[place]
        if word == VERSIONS and _are(yaml.SequenceNode, known, value):
            _merge_versions(known, value)
        elif word != WHOLE and _are(yaml.MappingNode, known, value):
            merge(known, value)
        else:
            rules.value[place] = (name, value)


def merge_tried(
    rules: yaml.MappingNode, part: yaml.MappingNode, path: str
) -> list[FileFault]:
    """Put what somebody tries into the rules; gives what of it cannot be tried.

    Args:
        rules: Is changed.
        part: What is tried.
        path: The file that it stands in.
    """
    faults = [*renamed(rules, part, path)]
    merge(rules, part)
    return faults


def nodes_of(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all that is in it, each once, whatever leads to it."""
    waiting, seen = [node], {id(node)}
    while waiting:
        node = waiting.pop()
        yield node
        inside = node.value if isinstance(node, yaml.CollectionNode) else []
        for each in inside:
            for found in each if isinstance(each, tuple) else (each,):
                if id(found) not in seen:
                    seen.add(id(found))
                    waiting.append(found)


def terms_twice(part: yaml.Node, path: str) -> Iterator[FileFault]:
    """A fault for terms of a part that hold from the same day as others of it.

    One of them would take the place of the other without a word.
    """
    for node in nodes_of(part):
        fields = node.value if isinstance(node, yaml.MappingNode) else []
        for name, value in fields:
            if _name(name) != VERSIONS or not isinstance(value, yaml.SequenceNode):
                continue
            lines: dict[str, int] = {}
            for version in value.value:
                line, day = version.start_mark.line + 1, _first_day(version)
                if day is not None and lines.setdefault(day, line) != line:
                    text = Text(
                        "Vilkårene fra {day} står to ganger: her og på linje {first}.",
                        day=day,
                        first=lines[day],
                    )
                    yield FileFault(path, line, text)


def renamed(
    rules: yaml.MappingNode, part: yaml.MappingNode, path: str
) -> Iterator[FileFault]:
    """A fault for what the books call things by, where a part calls it otherwise.

    By another name the books hold nothing of it: what is booked, and fixed of closed
    years, would be gone, and who pays less by that pays as before.
    """
    for way in NAMES:
        yield from _renamed(rules, part, way, path)


def _renamed(
    rules: yaml.Node | None, part: yaml.Node, way: tuple[str, ...], path: str
) -> Iterator[FileFault]:
    """The same below one way; what the rules do not have yet has no other name."""
    first, *rest = way
    for name, value in part.value if isinstance(part, yaml.MappingNode) else ():
        word = _name(name)
        if first not in {ANY, word}:
            continue
        known = _field(rules, word)
        if rest and (known is not None or first != ANY):
            yield from _renamed(known, value, tuple(rest), path)
        elif not rest and (known is None or known.value != value.value):
            text = Text(
                "«{field}» kan ikke prøves: bøkene er ført med det som står i avtalene"
                " nå, og ville ikke hatt noe under et annet navn.",
                field=word or "",
            )
            yield FileFault(path, name.start_mark.line + 1, text)


def _field(node: yaml.Node | None, word: str | None) -> yaml.Node | None:
    """The value of a field, or nothing."""
    fields = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in fields if _name(name) == word), None)


def _merge_versions(rules: yaml.SequenceNode, part: yaml.SequenceNode) -> None:
    """Terms that hold from the same day are the same; others are put in their order."""
    for version in part.value:
        day = _first_day(version)
        days = [_first_day(known) for known in rules.value]
        if day is not None and day in days:
            merge(rules.value[days.index(day)], version)
            continue
        later = [n for n, known in enumerate(days) if day and known and known > day]
        rules.value.insert(later[0] if later else len(days), version)


def _first_day(version: yaml.Node) -> str | None:
    """The day that terms hold from, as it is written: year-month-day."""
    if not isinstance(version, yaml.MappingNode):
        return None
    for name, value in version.value:
        if _name(name) == FROM and isinstance(value, yaml.ScalarNode):
            day: str = value.value
            return day
    return None


def _name(node: yaml.Node) -> str | None:
    """The name of a field; ``None`` of what can be none."""
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _are(kind: type[yaml.Node], *nodes: yaml.Node) -> bool:
    return all(isinstance(node, kind) for node in nodes)
