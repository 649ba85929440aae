"""A frozen value is what the standard library's frozen dataclass is, made later."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from dataclasses import asdict
from dataclasses import astuple
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import is_dataclass
from dataclasses import replace
from functools import cached_property
from inspect import signature
from threading import Barrier
from typing import Any

import pytest

from fellesbok.frozen import frozen


@frozen
class Share:
    """Something that has been shared."""

    amount_ore: int
    payer: str = "lyngen"
    parts: tuple[int, ...] = ()
    notes: dict[str, int] = field(default_factory=dict, hash=False)
    is_told: bool = field(default=True, repr=False)
    steps: list[str] = field(default_factory=list, compare=False)
    kind: str = field(default="share", init=False)
    seen: set[int] = field(default_factory=set, init=False, compare=False)

    @cached_property
    def doubled(self) -> int:
        return self.amount_ore * 2


@frozen
class Late(Share):
    """One that has more."""

    day: int = 0


def twins(cls: type) -> tuple[Any, Any]:
    """The class of a value made anew, by us and by the standard library."""
    stands = dict(vars(cls)) | {each.name: each for each in fields(cls)}
    kept = ("__module__", "__qualname__", "__doc__", "__annotations__")
    inside = {n: v for n, v in stands.items() if n in kept or not n.startswith("__")}

    def again() -> type:
        return type(cls.__name__, (), {n: copy.copy(v) for n, v in inside.items()})

    return frozen(again()), dataclass(frozen=True)(again())


GIVEN: tuple[tuple[tuple[object, ...], dict[str, object]], ...] = (
    ((1,), {}),
    ((2, "kåfjord"), {"notes": {"a": 1}}),
    ((3,), {"parts": (1, 2), "is_told": False, "steps": ["x"]}),
    ((1,), {"notes": {"a": 1}}),
)
REFUSED: tuple[tuple[tuple[object, ...], dict[str, object]], ...] = (
    ((), {}),
    ((1,), {"kind": "other"}),
    ((1,), {"unknown": 1}),
    ((1,), {"amount_ore": 1}),
)


def test_a_value_holds_and_tells_the_same() -> None:
    ours, theirs = twins(Share)
    for positional, named in GIVEN:
        one, other = ours(*positional, **named), theirs(*positional, **named)
        assert astuple(one) == astuple(other)
        assert asdict(one) == asdict(other)
        assert repr(one) == repr(other)
        assert hash(one) == hash(other)
        assert vars(one) == vars(other)
    asked, as_asked = (list(signature(c).parameters.values()) for c in (ours, theirs))
    assert [(p.name, p.annotation) for p in asked] == [
        (p.name, p.annotation) for p in as_asked
    ]
    assert ours.__match_args__ == theirs.__match_args__
    assert [each.name for each in fields(ours)] == [f.name for f in fields(theirs)]


@pytest.mark.parametrize(("positional", "named"), REFUSED)
def test_what_cannot_be_made_is_refused(
    positional: tuple[object, ...], named: dict[str, object]
) -> None:
    told = []
    for cls in twins(Share):
        with pytest.raises(TypeError) as refused:
            cls(*positional, **named)
        told.append(str(refused.value).removeprefix("Share."))
    assert told[0] == told[1]


def test_equal_are_those_that_the_standard_library_finds_equal() -> None:
    for other_class in (Late, int):
        assert Share(1) != other_class(1)
    made = [[cls(*p, **n) for p, n in GIVEN] for cls in twins(Share)]
    ours, theirs = ([[a == b for a in some] for b in some] for some in made)
    assert ours == theirs
    assert len({*made[0], *made[0]}) == len({*made[1], *made[1]})


def test_what_a_value_holds_is_neither_set_nor_deleted() -> None:
    value = Share(1)
    for name in ("amount_ore", "kind", "unknown"):
        with pytest.raises(
            FrozenInstanceError, match=f"cannot assign to field '{name}'"
        ):
            setattr(value, name, 2)
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(value, name)
    assert value.doubled == 2


def test_each_has_its_own_of_what_is_made_for_it() -> None:
    assert Share(1).notes is not Share(1).notes
    assert Share(1).seen is not Share(1).seen


def test_one_that_has_more_is_told_from_what_it_rests_on() -> None:
    late = Late(1, day=4)
    assert (late.amount_ore, late.day, late.payer) == (1, 4, "lyngen")
    assert Late(1) != Late(1, day=1)
    assert [each.name for each in fields(Late)][-1] == "day"
    assert repr(late).startswith("Late(amount_ore=1, ")


def test_a_value_is_replaced_and_matched() -> None:
    match replace(Share(1), payer="kåfjord"):
        case Share(amount, payer):
            assert (amount, payer) == (1, "kåfjord")
    assert is_dataclass(Share)


UNPICKLED = """
import pickle, sys
value = pickle.loads(bytes.fromhex(sys.argv[1]))
assert hash(value) == hash(pickle.loads(bytes.fromhex(sys.argv[1])))
try:
    value.path = "other"
except AttributeError:
    print(value, value == pickle.loads(bytes.fromhex(sys.argv[1])))
"""


def test_a_value_that_is_read_back_is_whole() -> None:
    """As it comes out of Beancount's cache, where nobody has made one before."""
    from fellesbok.agreement.model import Place  # noqa: PLC0415 -- any class of ours

    value = Place("rules.yaml", 4)
    assert copy.copy(value) == value == pickle.loads(pickle.dumps(value))  # noqa: S301 -- our own
    told = subprocess.run(
        [sys.executable, "-c", UNPICKLED, pickle.dumps(value).hex()],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout == "Place(path='rules.yaml', line=4) True\n"


KINDS = """
import pickle, sys
print([key.shares_cost for key in pickle.loads(bytes.fromhex(sys.argv[1]))])
"""


def test_what_a_class_says_of_all_its_values_is_read_back_too() -> None:
    from fellesbok.agreement.distribution_key.cost_sharing import Equal  # noqa: PLC0415 -- any classes of ours
    from fellesbok.agreement.distribution_key.unshared import NothingShared  # noqa: PLC0415 -- likewise

    keys = pickle.dumps([NothingShared("gratis"), Equal()])
    told = subprocess.run(
        [sys.executable, "-c", KINDS, keys.hex()],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout == "[False, True]\n"


def test_threads_that_make_the_first_at_once_get_the_same() -> None:
    threads = 8
    for _ in range(50):
        ours, _ = twins(Share)
        start = Barrier(threads)

        def make(number: int, cls: Any = ours, start: Barrier = start) -> Any:  # noqa: ANN401 -- a class made now
            start.wait()
            return cls(number, parts=(number,))

        with ThreadPoolExecutor(threads) as pool:
            values = list(pool.map(make, range(threads)))
        assert [value.amount_ore for value in values] == list(range(threads))
        assert len(set(values)) == threads


MADE_AT_ONCE = """
import sys, fellesbok.plugin
for name, module in sorted(sys.modules.items()):
    for cls in vars(module).values() if name.startswith("fellesbok.") else ():
        made = vars(cls).get("__dataclass_params__") if isinstance(cls, type) else None
        if cls.__class__ is type and cls.__module__ == name and made and made.frozen:
            print(f"{name}.{cls.__name__}")
"""


def test_a_load_makes_no_functions_of_values_that_it_may_not_use() -> None:
    """It is what most of the programme's own start was spent on."""
    done = subprocess.run(
        [sys.executable, "-c", MADE_AT_ONCE], check=True, capture_output=True, text=True
    )
    assert done.stdout == ""
