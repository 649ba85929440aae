"""On which lines of the rules file something is written, so that others can read it.

A passage (*tekststed*) is the lines of a name and its value, and the value as it is
written: nothing is read into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from fellesbok.frozen import frozen
from fellesbok.rules.document import composed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.rules.document import Location

Written = str | list["Written"]
"""Text, a list, or a list of pairs of name and value, in the order of the file."""


@frozen
class Passage:
    """Where something is written.

    Attributes:
        first: The line of its name, from 1.
        last: The last line of its value.
        written: The value.
    """

    first: int
    last: int
    written: Written


def passages(text: str) -> dict[Location, Passage]:
    """Every passage of a rules file that has no faults, by the way to it."""
    node = composed(text)
    return {} if node is None else dict(_walk(node, (), 1))


def _walk(
    node: yaml.Node, way: Location, first: int
) -> Iterator[tuple[Location, Passage]]:
    yield way, Passage(first, _last(node), _written(node))
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            line = name.start_mark.line + 1
            yield from _walk(value, (*way, str(name.value)), line)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _walk(value, (*way, number), value.start_mark.line + 1)


def _last(node: yaml.Node) -> int:
    """The last line; where a block ends, YAML says, is where the next thing begins."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _last(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last(node.value[-1])
    end = node.end_mark
    return int(end.line + 1) if end.column else max(int(end.line), 1)


def _written(node: yaml.Node) -> Written:
    if isinstance(node, yaml.MappingNode):
        return [[str(name.value), _written(value)] for name, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_written(value) for value in node.value]
    return str(node.value)
