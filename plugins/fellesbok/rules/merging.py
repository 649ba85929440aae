"""A part of the rules put into the rules, by the way to each value (*fletting*).

What has a name is found by its name: fields of a thing are put beside and over those
that it has.  A key, a list and a value take the place of what was there, whole, as half
of one key and half of another is no key.  The terms of a cooperation are found by the
day they hold from, so that a part of the rules gives new terms, or fields of old ones,
and the figures of a statistic by municipality and day.
Everything keeps the line that it was written on.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from fellesbok.errors import FileFault
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

Replaced = Callable[[yaml.Node, yaml.Node, yaml.Node], None]
"""Is told of a value that gives way, and of the name and value that take its place."""

WHOLE = "key"
"""What is a thing of its own wherever it stands."""

VERSIONS, FROM = "versions", "from"
VALUES = "values"
MUNICIPALITIES = "municipalities"

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


def merge(
    rules: yaml.MappingNode,
    part: yaml.MappingNode,
    replaced: Replaced = lambda _known, _name, _value: None,
    slugs: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Put the fields of one mapping into another.

    Args:
        rules: Is changed.
        part: Of a name that stands twice here, the first; the other is a fault that is
            told by who reads the part.
        replaced: Called with each value that gives way, and the name and value that
            come in its place.
        slugs: Of municipalities, by name: a figure may be of either.
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
            _merge_versions(known, value, replaced, slugs)
        elif word == VALUES and _are(yaml.SequenceNode, known, value):
            _merge_values(known, value, replaced, slugs)
        elif word != WHOLE and _are(yaml.MappingNode, known, value):
            merge(known, value, replaced, slugs)
        else:
            replaced(known, name, value)
            rules.value[place] = (name, value)


def merge_tried(
    rules: yaml.MappingNode,
    part: yaml.MappingNode,
    path: str,
    paths: Mapping[int, str],
) -> list[FileFault]:
    """Put what somebody tries into the rules; gives what of it cannot be tried.

    Args:
        rules: Is changed.
        part: What is tried.
        path: The file that it stands in.
        paths: The files of what is tried, by the identity of each node.
    """
    faults = [*renamed(rules, part, path)]

    def replaced(known: yaml.Node, name: yaml.Node, value: yaml.Node) -> None:
        other = paths.get(id(known), path)
        if other != path and not _say_the_same(known, value):
            text = Text(
                "«{field}» prøves som noe annet i {file}, linje {line}, og bare én av"
                " dem kan gjelde. Prøv dem hver for seg.",
                field=_name(name) or VALUES,
                file=PurePath(other).name,
                line=known.start_mark.line + 1,
            )
            faults.append(FileFault(path, name.start_mark.line + 1, text))

    merge(rules, part, replaced, _slugs(rules) | _slugs(part))
    return faults


def _say_the_same(one: yaml.Node, other: yaml.Node) -> bool:
    """Whether two values are the same, wherever they stand."""
    waiting, seen = [(one, other)], set[tuple[int, int]]()
    while waiting:
        pair = waiting.pop()
        ids = id(pair[0]), id(pair[1])
        if ids in seen:
            continue
        seen.add(ids)
        inside = [_inside(node) for node in pair]
        if inside[0] is None or inside[1] is None:
            if inside[0] is not inside[1] or pair[0].value != pair[1].value:
                return False
            continue
        if type(pair[0]) is not type(pair[1]) or len(inside[0]) != len(inside[1]):
            return False
        waiting += zip(*inside, strict=True)
    return True


def _inside(node: yaml.Node) -> list[yaml.Node] | None:
    """What a collection holds, names and values; ``None`` of a single value."""
    if not isinstance(node, yaml.CollectionNode):
        return None
    return [
        found
        for each in node.value
        for found in (each if isinstance(each, tuple) else (each,))
    ]


def nodes_of(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all that is in it, each once, whatever leads to it."""
    waiting, seen = [node], {id(node)}
    while waiting:
        node = waiting.pop()
        yield node
        for found in _inside(node) or ():
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


def _slugs(rules: yaml.Node) -> dict[str, str]:
    """The slugs of the municipalities, by name."""
    known = _field(rules, MUNICIPALITIES)
    found = {}
    for slug, of in known.value if isinstance(known, yaml.MappingNode) else ():
        name = _field(of, "name")
        if isinstance(name, yaml.ScalarNode) and isinstance(slug, yaml.ScalarNode):
            found[str(name.value)] = str(slug.value)
    return found


def _merge_values(
    rules: yaml.SequenceNode,
    part: yaml.SequenceNode,
    replaced: Replaced,
    slugs: Mapping[str, str],
) -> None:
    """Figures of one municipality and day are the same; others are put beside them.

    One that stands twice in the part does so in what is made of it, and is a fault.
    """
    places = {_whose(known, slugs): n for n, known in enumerate(rules.value)}
    for figure in part.value:
        place = places.pop(_whose(figure, slugs), None)
        if place is None:
            rules.value.append(figure)
        else:
            replaced(rules.value[place], figure, figure)
            rules.value[place] = figure


def _whose(figure: yaml.Node, slugs: Mapping[str, str]) -> tuple[str, ...] | None:
    """The slug of the municipality and the day of a figure, as they are written."""
    found = [_field(figure, word) for word in ("municipality", "date")]
    words = [_name(each) or "" for each in found if each is not None]
    if len(words) != len(found):
        return None
    return slugs.get(words[0], words[0]), words[1]


def _merge_versions(
    rules: yaml.SequenceNode,
    part: yaml.SequenceNode,
    replaced: Replaced,
    slugs: Mapping[str, str],
) -> None:
    """Terms that hold from the same day are the same; others are put in their order."""
    for version in part.value:
        day = _first_day(version)
        days = [_first_day(known) for known in rules.value]
        if day is not None and day in days:
            merge(rules.value[days.index(day)], version, replaced, slugs)
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
