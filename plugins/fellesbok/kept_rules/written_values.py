"""The values of an agreement → JSON, and the same values read back, class by class.

It knows dataclasses and enumerations of ``agreement`` and the numbers and days in them;
it makes nothing else, whatever a file asks for.
"""

from __future__ import annotations

from dataclasses import fields
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from fellesbok.messages import Text

OURS = "fellesbok.agreement."
_PLAIN = (str, int, bool, type(None))


class NotKeptError(Exception):
    """A value is of a kind that is not kept."""


def written(value: object) -> dict[str, Any]:
    """A value as JSON has it.

    A list is a value that JSON does not know, its kind first: a word for what Python
    has, a number for a class of ours.  What stands in several places is written once.

    Raises:
        NotKeptError: There is something in it that cannot be read back the same.
    """
    classes: dict[str, int] = {}
    seen: dict[int, int] = {}
    tree = _tree(value, classes, seen)
    return {"classes": list(classes), "tree": tree}


def _tree(value: Any, classes: dict[str, int], seen: dict[int, int]) -> Any:  # noqa: ANN401, C901, PLR0911 -- any value of an agreement, one line a kind
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return ["t", *(_tree(each, classes, seen) for each in value)]
    if kind is frozenset:
        return ["s", *(_tree(each, classes, seen) for each in sorted(value, key=repr))]
    if kind is dict:
        pairs = (part for pair in value.items() for part in pair)
        return ["m", *(_tree(each, classes, seen) for each in pairs)]
    if kind is date:
        return ["d", value.isoformat()]
    if kind is Fraction:
        return ["q", value.numerator, value.denominator]
    if kind is Decimal:
        return ["n", str(value)]
    if kind is Text:
        return ["x", value.template, _tree(value.values, classes, seen)]
    if not kind.__module__.startswith(OURS):
        raise NotKeptError(kind.__name__)
    number = classes.setdefault(f"{kind.__module__}:{kind.__qualname__}", len(classes))
    if isinstance(value, Enum):
        return [number, value.name]
    if not is_dataclass(value):
        raise NotKeptError(kind.__name__)
    if id(value) in seen:
        return ["r", seen[id(value)]]
    parts = [getattr(value, each.name) for each in fields(value) if each.init]
    tree = [number, *(_tree(part, classes, seen) for part in parts)]
    seen[id(value)] = len(seen)
    return tree


def read(told: dict[str, Any]) -> Any:  # noqa: ANN401 -- what was written
    """The value that was written.

    Raises:
        LookupError, TypeError, ValueError, ImportError: It was not written by us.
    """
    return _Reader([_class(name) for name in told["classes"]]).value(told["tree"])


@cache
def _class(name: str) -> tuple[Any, tuple[str, ...] | None]:
    """A class of ours by its name, and its fields; ``None`` of an enumeration."""
    module, _, inside = name.partition(":")
    if not module.startswith(OURS) or not inside.isidentifier():
        raise ValueError(name)
    found = vars(import_module(module))[inside]
    is_enumeration = issubclass(found, Enum)
    if found.__module__ != module or not (is_enumeration or is_dataclass(found)):
        raise ValueError(name)
    if is_enumeration:
        return found, None
    return found, tuple(each.name for each in fields(found) if each.init)


class _Reader:
    """What is read in one go: the classes that it has, and what was read before."""

    def __init__(self, classes: list[tuple[Any, tuple[str, ...] | None]]) -> None:
        self.classes = classes
        self.seen: list[object] = []

    def value(self, tree: Any) -> Any:  # noqa: ANN401 -- as it was written
        """One value."""
        if type(tree) in _PLAIN:
            return tree
        if type(tree) is not list:
            raise TypeError(tree)
        kind, *parts = tree
        if type(kind) is not int:
            return self._of_python(kind, parts)
        made, names = self.classes[kind]
        if names is None:
            return made[parts[0]]
        # What was made once is filled in as it was: a function that makes values of a
        # class takes longer to compile than a load has use for.
        found = made.__new__(made)
        vars(found).update(zip(names, map(self.value, parts), strict=True))
        self.seen.append(found)
        return found

    def _of_python(self, kind: str, parts: list[Any]) -> Any:  # noqa: ANN401, PLR0911 -- likewise
        match kind:
            case "t":
                return tuple(map(self.value, parts))
            case "s":
                return frozenset(map(self.value, parts))
            case "m":
                found = iter(map(self.value, parts))
                return dict(zip(found, found, strict=True))
            case "d":
                return date.fromisoformat(parts[0])
            case "q":
                return Fraction(parts[0], parts[1])
            case "n":
                return Decimal(parts[0])
            case "r":
                return self.seen[parts[0]]
            case "x":
                return Text.__new__(Text, parts[0], **self.value(parts[1]))
            case _:
                raise ValueError(kind)
