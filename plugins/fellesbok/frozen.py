"""Values that never change: frozen dataclasses whose functions are made when used.

``dataclass(frozen=True)`` writes and compiles six functions for each class as soon as
it is imported, 0.3 ms of the processor's time, and a load meets a hundred and fifty
classes of which its books use some.  ``frozen`` gives the same class for 0.002 ms, and
makes each of the six when somebody first asks for it: most are never asked for.

The room uses the standard library alone, so that the arithmetic can use it.
"""

from __future__ import annotations

from dataclasses import MISSING
from dataclasses import Field
from dataclasses import FrozenInstanceError
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from reprlib import recursive_repr
from threading import RLock
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn
from typing import TypeVar
from typing import dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from types import FunctionType

Value = TypeVar("Value")

_MAKING = RLock()
"""One thread makes a part of a class, and those that it rests on; others wait."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Value]) -> type[Value]:
    """The class as ``dataclass(frozen=True)`` would make it, each part when it is used.

    Two values are equal if they are of the same class and hold the same; what they hold
    cannot be set or deleted.  ``fields``, ``replace``, ``match`` and pickle know them
    as any dataclass.  No field is for keywords alone.
    """
    for name, make in _PARTS.items():
        setattr(cls, name, _NotMade(cls, name, make))
    if any(_says_of_all(each) for each in vars(cls).values()):
        # Whoever reads a value back makes none, and would find the field itself there.
        cls.__dataclass_fields__  # type: ignore[attr-defined]  # noqa: B018 -- made by asking
    return cls


def _says_of_all(stated: object) -> bool:
    """Whether it is a field that every value of the class has the same of."""
    return isinstance(stated, Field) and stated.default is not MISSING


class _NotMade:
    """Stands for one part of a class until somebody asks for it."""

    def __init__(self, cls: type, name: str, make: Callable[[Any], object]) -> None:
        self.cls = cls
        self.name = name
        self.make = make

    def __get__(self, value: object, cls: type | None = None) -> Any:  # noqa: ANN401 -- any part of a class
        """The part itself, as Python finds it in a class that has it."""
        with _MAKING:
            if vars(self.cls)[self.name] is self:
                setattr(self.cls, self.name, self.make(self.cls))
        found = vars(self.cls)[self.name]
        return found.__get__(value, cls) if hasattr(found, "__get__") else found


def _fields(cls: Any) -> object:  # noqa: ANN401 -- a class of any values
    """The fields, as the standard library finds them."""
    dataclass(init=False, repr=False, eq=False, match_args=False)(cls)
    return cls.__dataclass_fields__


def _match_args(cls: Any) -> tuple[str, ...]:  # noqa: ANN401 -- likewise
    return tuple(each.name for each in fields(cls) if each.init)


def _repr(cls: Any) -> Callable[[object], str]:  # noqa: ANN401 -- likewise
    shown = [each.name for each in fields(cls) if each.repr]

    @recursive_repr()
    def told(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({values})"

    return told


def _eq(cls: Any) -> object:  # noqa: ANN401 -- likewise
    names = [each.name for each in fields(cls) if each.compare]
    return _compiled(
        "__eq__(self, other)",
        "if other.__class__ is self.__class__:",
        f" return {_tuple('self', names)} == {_tuple('other', names)}",
        "return NotImplemented",
    )


def _hash(cls: Any) -> object:  # noqa: ANN401 -- likewise
    counts = {f.name: f.compare if f.hash is None else f.hash for f in fields(cls)}
    names = [name for name, is_counted in counts.items() if is_counted]
    return _compiled("__hash__(self)", f"return hash({_tuple('self', names)})")


def _init(cls: Any) -> object:  # noqa: ANN401 -- likewise
    known: dict[str, object] = {"_set": object.__setattr__, "_not_given": MISSING}
    taken, lines = ["self"], []
    for each in fields(cls):
        name, default = each.name, f"_default_{each.name}"
        is_made = each.default_factory is not MISSING
        known[default] = each.default_factory if is_made else each.default
        if not each.init:
            lines += [f"_set(self, {name!r}, {default}())"] if is_made else []
        elif is_made:
            taken.append(f"{name}=_not_given")
            given = f"{default}() if {name} is _not_given else {name}"
            lines.append(f"_set(self, {name!r}, {given})")
        else:
            has_default = each.default is not MISSING
            taken.append(f"{name}={default}" if has_default else name)
            lines.append(f"_set(self, {name!r}, {name})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    made = _compiled(f"__init__({', '.join(taken)})", *lines or ["pass"], **known)
    made.__annotations__ = {f.name: f.type for f in fields(cls) if f.init}
    return made


def _tuple(of: str, names: Iterable[str]) -> str:
    """The values of some fields, as Python writes a tuple."""
    return f"({''.join(f'{of}.{name},' for name in names)})"


def _compiled(head: str, *lines: str, **known: object) -> FunctionType:
    """A function, as Python compiles it: the fastest there is."""
    made: dict[str, FunctionType] = {}
    body = "\n ".join(lines)
    exec(f"def {head}:\n {body}", known, made)  # noqa: S102 -- the names of fields alone
    (function,) = made.values()
    return function


def _refuse_to_set(_value: object, name: str, _new: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_value: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_PARTS: dict[str, Callable[[Any], object]] = {
    "__dataclass_fields__": _fields,
    "__match_args__": _match_args,
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": lambda _cls: _refuse_to_set,
    "__delattr__": lambda _cls: _refuse_to_delete,
}
"""What a frozen dataclass has, and what makes it."""
