"""What of the whole agreement a cooperation uses: its members are told no more.

Keys with names, files of figures and payers are the agreement's own, for all its
cooperations; a member of one is not to read sums of another in them (*innsyn*).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.proof.checker.verify import OURS
from fellesbok.proof.checker.verify_deep import WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

Json = Any
_INSIDE = WITHIN - {"key"}
_SEVERAL = {"parts", "groups"}


def only_own(
    found: dict[str, Json], spoken: Mapping[str, Mapping[int, str]]
) -> set[int]:
    """Leave of a member's certificate what its own cooperation uses.

    Gives the lines of the agreement that the keys of others stand on.

    Args:
        found: The certificate.
        spoken: The lines of the books that it quotes, where a voucher may name a key.
    """
    said = found["agreement"]
    written = [*_keys(found), *_said_on_vouchers(spoken)]
    used = _used(written, said["keys"])
    keys = {name: said["keys"][name] for name in said["keys"] if name in used}
    figures = {
        inner
        for key in (*written, *(clause[2] for clause in keys.values()))
        for step in _steps(key)
        if not isinstance(step, str)
        for name, inner in step
        if name == "statistic"
    }
    others = [at for name, at in said["keys"].items() if name not in used]
    said["keys"] = keys
    said["series"] = {n: at for n, at in said["series"].items() if n in figures}
    told = {name: of for name, of in found.items() if name not in {"payers", "books"}}
    named = {*_words(told)}
    found["payers"] = {p: at for p, at in found["payers"].items() if p in named}
    return {n for first, last, _ in others for n in range(first, last + 1)}


def _keys(found: Mapping[str, Json]) -> Iterator[Json]:
    """The keys of every version, and those of the pots, as they are written."""
    for version in found["agreement"]["versions"]:
        for name, clause in version.items():
            if name.partition(" ")[0] == "key":
                yield clause[2]
    before = (pot for account in found["accounts"] for pot in account["before"])
    yield from (pot["key"] for pot in (*found["pots"], *before))


def _said_on_vouchers(spoken: Mapping[str, Mapping[int, str]]) -> list[str]:
    rows = (row for of in spoken.values() for row in of.values())
    return [
        row.partition(":")[2].strip(' \t\r"')
        for row in rows
        if (at := OURS.match(row)) and at[2] == "noekkel"
    ]


def _used(written: Iterable[Json], keys: Mapping[str, Json]) -> set[str]:
    """The names of the keys that some are made of, and those are made of again."""
    found: set[str] = set()
    left = [*written]
    while left:
        for step in _steps(left.pop()):
            if isinstance(step, str) and step in keys and step not in found:
                found.add(step)
                left.append(keys[step][2])
    return found


def _steps(key: Json) -> Iterator[Json]:
    """A key as it is written, and those inside it; a name is one."""
    yield key
    for name, inner in () if isinstance(key, str) else key:
        if name in _INSIDE:
            yield from _steps(inner)
        elif name in _SEVERAL:
            for part in inner:
                yield from _steps(dict(part)["key"])


def _words(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        if isinstance(value, dict):
            yield from value
            value = value.values()
        for inner in value:
            yield from _words(inner)
