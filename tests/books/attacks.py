"""Attacks on certificates: small changes, and what a lying host would do after them.

An attacker who *seals again* works out anew all that follows from the change: digests,
roots, what is left, steps, entitlements, øre, charges and sums, by the checker's own
arithmetic.  Half of the changes are of anything, half are aimed (``aimed_attacks``).
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

from aimed_attacks import AS_TOLD
from aimed_attacks import aimed_at
from aimed_attacks import copied
from aimed_attacks import versions_of
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

Way = tuple[Any, ...]
Json: TypeAlias = Any
FRACTION = re.compile(r"-?\d+(/\d+)?")
NOT_WORKED_OUT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    verify_deep.DiffersError,
)


def leaves(value: Json, way: Way = ()) -> Iterator[tuple[Way, Json]]:
    """Every single value of a certificate, with the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*way, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*way, number))
    else:
        yield way, value


def _at(value: Json, way: Way) -> Json:
    for step in way:
        value = value[step]
    return value


def other_value(value: Json, random: Random) -> Json:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + random.choice((-100, -1, 1, 100))
    if value is None:
        return 1
    if FRACTION.fullmatch(value):
        top, _, below = value.partition("/")
        top = str(int(top) + random.choice((-1, 1)))
        return str(Fraction(int(top), int(below or 1)))
    if not value:
        return "x"
    place = random.randrange(len(value))
    letter = random.choice([c for c in "0123456789abcdefx" if c != value[place]])
    return value[:place] + letter + value[place + 1 :]


def changed(certificate: Json, folder: Path, random: Random) -> tuple[str, Json]:
    """A certificate with one thing changed, and what it was."""
    found = copied(certificate)
    if random.randrange(2) and (what := aimed_at(found, folder, random)):
        return what, found
    return _anything(found, random)


def _anything(found: Json, random: Random) -> tuple[str, Json]:
    """One thing of a certificate changed, whatever it is."""
    lines = found["vouchers"]["lines"]
    kind = random.choice(
        ("value", "value", "order", "swapped", "missing", "doubled", "gone", "moved")
    )
    if kind in {"missing", "doubled"} and lines:
        line = random.choice(lines)
        lines.remove(line) if kind == "missing" else lines.append(dict(line))
        return f"{kind} line {line['line']}", found
    if kind == "moved" and len(found["pots"]) > 1 and lines:
        line = random.choice(lines)
        if line["in"]:
            line["in"][0][0] = (line["in"][0][0] + 1) % len(found["pots"])
            return f"moved line {line['line']}", found
    if kind == "order":
        lists = [w[:-1] for w, _ in leaves(found) if isinstance(w[-1], int)]
        lists = [way for way in lists if len(_at(found, way)) > 1]
        if lists:
            way = random.choice(lists)
            whole = _at(found, way)
            one, other = random.sample(range(len(whole)), 2)
            whole[one], whole[other] = whole[other], whole[one]
            return f"order {way}", found
    if kind == "swapped":
        ways = {way[:n] for way, _ in leaves(found) for n in range(1, len(way))}
        maps = [w for w in sorted(ways, key=str) if isinstance(_at(found, w), dict)]
        maps = [way for way in maps if len(_at(found, way)) > 1]
        way = random.choice(maps)
        whole = _at(found, way)
        one, other = random.sample(sorted(whole), 2)
        whole[one], whole[other] = whole[other], whole[one]
        return f"swapped {way}: {one}, {other}", found
    way, value = random.choice(list(leaves(found)))
    if kind == "gone" and isinstance(way[-1], str):
        del _at(found, way[:-1])[way[-1]]
        return f"gone {way}", found
    other = other_value(value, random)
    _at(found, way[:-1])[way[-1]] = other
    return f"{way}: {value!r} → {other!r}", found


def sealed(certificate: Json, folder: Path, what: str = "") -> Json:
    """What a lying host makes of a changed certificate: all that follows from it.

    ``what`` says what was changed: what each is to bear follows from the steps where it
    is one of them, and else from the terms.
    """
    found = copied(certificate)
    try:
        found["books"]["revision"] = digest(canonical(found["books"]["files"]))
        found["agreement"]["digest"] = found["books"]["files"][
            found["agreement"]["file"]
        ]
        for line in found["vouchers"]["lines"]:
            rows = verify_deep.file_of(folder, line["file"]).decode().split("\n")
            line["digest"] = digest(rows[line["line"] - 1].encode())
        seal_vouchers(found)
        if AS_TOLD not in what:
            _worked_out(found, by_steps="'uses'" in what or "'left'" in what)
    except NOT_WORKED_OUT:
        pass  # it stands as it was changed
    return found


def seal_vouchers(found: Json) -> None:
    """Work out the digests of the set and of the selection anew, of what is named."""
    of = found["vouchers"]
    of["set_digest"] = digest(canonical(of["lines"]))
    named = sorted(
        [line["file"], line["line"], line["digest"]]
        for line in [*of["lines"], *of["left_out"]]
        if not line["made"]
    )
    of["count"] = len(named)
    of["selector_digest"] = digest(canonical([of["selector"], named]))


def _worked_out(found: Json, *, by_steps: bool) -> None:
    """Entitlements, øre, charges and the amount, of what the certificate says now."""
    versions = versions_of(found)
    told = {
        s: {p: r[3] for p, r in of.items()} for s, of in found["statistics"].items()
    }
    payer, charged, before = found["subject"]["payer"], [], 0
    for period in found["periods"]:
        borne, exactly = [], dict[str, Fraction]()
        if not by_steps:
            exactly, left, _ = verify_deep.entitlements(found, versions, period, told)
            period["left"] = [*map(str, left)]
        for use in period["uses"]:
            ore = sum((Fraction(period["left"][n]) for n in use["pots"]), Fraction(0))
            if use["account"] is not None:
                of = found["accounts"][use["account"]]["before"]
                ore += sum((Fraction(pot["ore"]) for pot in of), Fraction(0))
            borne.append(_stepped(use["tree"], ore))
            borne.append({p: -Fraction(x) for p, x in use["less"].items()})
        exactly = verify.added(borne) if by_steps else exactly
        period["entitlements"] = {str(p): str(e) for p, e in exactly.items()}
        sums = dict.fromkeys(period["amounts"], 0)
        right = verify_deep.shared_out(exactly, found, sums)
        period["amounts"] = {str(p): ore for p, ore in {**sums, **right}.items()}
        now = period["amounts"].get(payer, 0)
        charged.append(now - before)
        before = now
    found["subject"]["ore"] = before
    more = before - sum(found["charged"]) - sum(found["corrections"])
    if not found["closed"]:
        found["charged"] = charged
    elif more:
        found["corrections"].append(more)


def _stepped(node: Json, ore: Fraction) -> dict[str, Fraction]:
    """What each bears by a step, worked out anew of the numbers that it has."""
    was, node["ore"] = Fraction(node["ore"]), str(ore)
    weights = [verify.number(place[3]) for place in node.get("weights", ())]
    own = {p: Fraction(amount) for p, amount in node.get("own", {}).items()}
    inner = []
    for number, child in enumerate(node["of"]):
        part = Fraction(child["ore"])
        if weights:
            part = ore * weights[number]
        elif node["op"] in {"threshold", "base"}:
            part = ore - sum(own.values())
            if node["op"] == "base":  # what the base amounts are more is a surplus
                part = max(Fraction(0), part) if ore > 0 else ore
        elif was:
            part = part * ore / was
        inner.append(_stepped(child, part))
    total: dict[str, Fraction] = verify.added([own, *inner])
    numbers = {p: verify.number(x[3]) for p, x in node.get("numbers", {}).items()}
    if node["op"] in {"equal", "shares", "weights", "statistic"}:
        numbers = numbers or dict.fromkeys(node["members"], Fraction(1))
        node["sum"] = str(sum(numbers.values(), Fraction(0)))
        total = {p: ore * n / Fraction(node["sum"]) for p, n in numbers.items()}
    elif node["op"] == "amounts" and node["per"] == "year":
        total = {p: n * 100 * Fraction(node["due"][0]) for p, n in numbers.items()}
    elif not node["of"]:
        total = {p: Fraction(x) for p, x in node["value"].items()}
    node["value"] = {str(p): str(x) for p, x in total.items() if x}
    return total
