"""Faults of shape mended for the moment, so that the rest of the file can be checked.

What is wrong has been noted already; it is replaced by something that is right in shape
and gives no fault of its own, and the result is only used to find more faults.  What
was put in stands in no file, so that nothing else may be held against it.
"""

from __future__ import annotations

import copy
from itertools import zip_longest
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.rules.document import Location

STAND_INS: Mapping[str, Any] = {
    "basis": "net",
    "decision": "not_stated",
    "host": "not_stated",
    "kind": "cooperation",
    "legal_form": "not_stated",
    "number": "0000",
    "organisation_number": "974760673",
    "settlement": "year",
    "source": "x",
    "surplus": "not_stated",
    "text": "x",
    "title": "x",
    "unit": "x",
    "value": "1",
}
"""What can stand for a value of a field without giving rise to another fault."""

WHOLE_STAND_INS: Mapping[str, Mapping[str, Any]] = {
    "keys": {"title": "x", "key": "equal"},
    "municipalities": {"organisation_number": "974760673", "numbers": []},
    "parties": {},
    "statistics": {"title": "x", "unit": "x", "source": "x", "values": []},
}
"""What can stand for a whole thing that others refer to by name."""

BESIDE_THE_TERMS = frozenset({"clauses", "examples", "notice", "expires", "reviews"})
"""What a version has beside its terms, which hold without it."""

_CAN_BE_LEFT_OUT = {"assumptions", "effect", "partners", "period", "collective"}


def mend(tree: dict[str, Any], faults: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A copy of the tree in which each fault of shape is replaced or left out.

    What cannot be replaced is left out with the smallest whole thing around it: an
    item of a list, a key, or a cooperation.
    """
    mended = copy.deepcopy(tree)
    for fault in faults:
        way = _written_way(tree, fault["loc"])
        if _written_way(mended, way) != way:  # left out with something around it
            continue
        if fault["type"] == "missing":
            way = [*way, fault["loc"][-1]]
        _mend_at(mended, way, left_out=fault["type"] == "extra_forbidden")
    return mended


def stand_ins(written: Any, mended: Any, way: Location = ()) -> Iterator[Location]:  # noqa: ANN401 -- any YAML value
    """The ways to the values of a mended tree that do not stand in the written one."""
    if isinstance(mended, dict):
        there = written if isinstance(written, dict) else {}
        for name, value in mended.items():
            yield from stand_ins(there.get(name), value, (*way, name))
    elif isinstance(mended, list):
        items = written if isinstance(written, list) else []
        for number, (item, value) in enumerate(zip_longest(items, mended)):
            yield from stand_ins(item, value, (*way, number))
    elif mended != written:
        yield way


def _written_way(tree: Any, location: Sequence[str | int]) -> list[str | int]:  # noqa: ANN401 -- any YAML value
    """The part of a location that is in the tree: names of kinds are not."""
    way: list[str | int] = []
    for step in location:
        inside = isinstance(tree, dict) and step in tree
        if inside or (
            isinstance(tree, list) and isinstance(step, int) and step < len(tree)
        ):
            tree = tree[step]
            way.append(step)
    return way


def _mend_at(tree: dict[str, Any], way: list[str | int], *, left_out: bool) -> None:
    if not way:
        return
    if way[0] == "cooperations" and BESIDE_THE_TERMS.intersection(way[4:5]):
        _mend_beside_the_terms(tree, way)
    elif "key" in way and way[0] == "cooperations":
        way = way[: way.index("key") + 1]
        _parent(tree, way)[way[-1]] = "not_stated"
    elif left_out or way[-1] in _CAN_BE_LEFT_OUT or isinstance(way[-1], int):
        _drop(tree, way)
    elif way[-1] in STAND_INS:
        parent = _parent(tree, way)
        if isinstance(parent, dict):
            parent[way[-1]] = STAND_INS[str(way[-1])]
    elif way[-1] in {"name", "account"} and len(way) > 1:
        _parent(tree, way)[way[-1]] = f"X-{way[1]}"
    elif way[0] in WHOLE_STAND_INS and len(way) > 1:
        whole = dict(WHOLE_STAND_INS[str(way[0])])
        named = {} if way[0] in {"keys", "statistics"} else {"name": f"X-{way[1]}"}
        tree[str(way[0])][way[1]] = whole | named
    else:
        _drop(tree, way[:2] if len(way) > 1 else way)


def _mend_beside_the_terms(tree: dict[str, Any], way: list[str | int]) -> None:
    """One clause or example gets a stand-in, so that the others are still looked at."""
    known = tree.get("municipalities")
    payer = next(iter(known), "x") if isinstance(known, dict) else "x"
    clause = {"number": "x", "text": "x", "source": "x", "of": ["from"]}
    example = {"payers": {payer: "0"}, "source": "x"}
    stand_in = {"clauses": clause, "examples": example}.get(str(way[4]))
    if stand_in is None or not way[5:]:
        _drop(tree, way[:5])
    else:
        _parent(tree, way[:6])[way[5]] = stand_in


def _drop(tree: dict[str, Any], way: Sequence[str | int]) -> None:
    """Leave something out; its place in a list is kept, so others keep theirs."""
    parent = _parent(tree, way)
    if isinstance(parent, dict):
        parent.pop(way[-1], None)
    elif isinstance(parent, list) and len(way) > 2:  # noqa: PLR2004 -- inside something named
        _drop(tree, way[:-1])


def _parent(tree: Any, way: Sequence[str | int]) -> Any:  # noqa: ANN401 -- as above
    for step in way[:-1]:
        tree = tree.get(step, {}) if isinstance(tree, dict) else tree[step]
    return tree
