"""Checks certificates (*sertifikater*) of shared costs: ``python verify_deep.py FOLDER``.

It believes nobody in what it can work out: it reads the lines of books and agreement
that lie beside, and shares the cost anew, in øre and fractions.  ``certificate`` is the
order.  It says one line, or the first difference; and what it could not see.
"""

from __future__ import annotations

import csv
import fnmatch
import hashlib
import io
import json
import posixpath
import re
import sys
from collections import Counter
from collections import defaultdict
from datetime import date
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

Exact = dict[str, Fraction]
Lots = dict[tuple[str, tuple[str, ...]], dict[int, Fraction]]
"""By who bears the first part and who takes part: the cost of each day, in øre."""
NONE = Fraction(0)
MADE = {"contributions": "Kommuner", "to_fund": "Fond", "surplus": "Overskudd"}
"""Income that the programme posts itself, as it is called where the agreement has no other words."""
HEAD = re.compile(r"0*([0-9]{4})[-/]0*([1-9][0-9]?)[-/]0*([1-9][0-9]?)[ \t\r]*(?:(txn\b|[^\w\s\"]|[A-Z]\b)|\w)")
ENTRY = re.compile(HEAD.pattern.partition("(?:(")[0] + r"(?:txn\b|balance\b|[*#!&?%]|[A-Z]\b)")
"""A voucher or an asserted balance: so far the books have come."""
PART = r"[^\x00-,./:-@\[-`{-\x7f]"  # a letter of an account, as Beancount has them
POSTING = re.compile(
    rf"[ \t\r]+(?:[^\s;][ \t\r]+|[^\w\s\";])?([A-Z]{PART}*(?::{PART}+)+)(?:[ \t\r]+([-+0-9.,]+)[ \t\r]+[A-Z])?.*"
)
IN_TWO_WAYS = "beløpet kan leses på to måter: skriv tallet, et mellomrom og valutaen"
UNREAD = "på bilaget kan ikke leses her: skriv det i anførselstegn, på én linje"
OURS = {"ansvar", "deltakere", "noekkel", "periode", "betaler", "erstatter", "avgift", "art"}
META = re.compile(r"[ \t\r]+([a-z][\w-]*):(.*)")
PUSHED = re.compile(r"(push|pop)meta[ \t\r]+([a-z][\w-]*):(.*)")
"""What is said of every voucher until it is taken off, and what was said before then holds again; of no directive."""
PUSHED_TAG = re.compile(r"(push|pop)tag[ \t\r]+#([A-Za-z0-9/._-]+)")
TAG = re.compile(r"#([A-Za-z0-9/._-]+)")
CURRENCY = r"[A-Z](?:[A-Z0-9'._-]*[A-Z0-9])?"
AMOUNT = re.compile(rf"([-+*/()0-9., \t]+?)[ \t]*({CURRENCY})")
"""A number, or what is to be worked out, and its currency."""
WRITTEN = re.compile(rf"(?:{AMOUNT.pattern}|[-+*/()0-9., \t]+|[A-Z][A-Z0-9'._-]*|)[ \t]*(?:[{{@].*)?")
"""What may stand after an account: an amount or a part of one, and then a cost or a price."""
FIGURE = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![0-9,])(?:\.[0-9]*)?")
SLASHED = re.compile(r"/[A-Z0-9'._-]*[A-Z]")
"""A currency to Beancount (``/5NOK`` in ``100/5NOK``), which somebody else reads as what to divide by."""
DASHED = re.compile(r"[0-9]{4}[-/][0-9]+[-/][0-9]")
"""A day to Beancount, and not a sum (``1000-200-300``)."""
CLOSED = re.compile(r"[*:#!&?%].*|(?:[^\";]|\"(?:\\.|[^\"\\])*\")*(?:;.*)?")
"""A line after which no text in quotation marks goes on."""
NUMBER = re.compile(r"[-+]?[0-9]{1,99}(\.[0-9]{0,99}|/[0-9]{1,99})?%?")
WORTH = re.compile(r"\s*(?:\"((?:\\.|[^\"\\])*)\"|([^\s;\"]*))\s*(?:;.*)?")
"""What is said by a word: a text, or a number, a day or a name that stands alone."""
BARE = re.compile(r"(?!(?:TRUE|FALSE|NULL)$)[A-Z].*|")
A_NUMBER = re.compile(r"([0-9]+(?:,[0-9]+)*)(?:\.([0-9]{0,6}))?")
A_DAY = re.compile(r"0*([0-9]{4})[-/]0*([1-9][0-9]?)[-/]0*([1-9][0-9]?)")
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
CUSTOM = re.compile(r"[^\"]*?custom[ \t\r]*\"((?:\\.|[^\"\\])*)\"((?:[^\";]|\"(?:\\.|[^\"\\])*\")*).*")
NUMERAL = r"[-+( \t\r]*[0-9][0-9,]*(?:\.[0-9]*)?[) \t\r]*"
VALUE = re.compile(
    rf"\"((?:\\.|[^\"\\])*)\"|([0-9]{{4,}}[-/][0-9]+[-/][0-9]+|[A-Z]{PART}*(?::{PART}+)+"
    rf"|(?=\S){NUMERAL}(?:[-+*/]{NUMERAL})*|[^\s\"]+)"
)
"""A text; or a day, an account, a number that may be worked out (``50.00 + 50.00``), or a currency."""
OF_CLAIM = {"krav", "kravtype", "samarbeid", "kommune"}
GIVEN_BACK = {"kompensasjon", "fradrag"}
"""Tax that is no cost of anybody's, as a voucher says."""


FIELDS = {"from", "to", "participants", "host", "basis", "settlement", "key"}
"""What counts of a version of the terms."""
OF_CENTRE = {"participants", "key"}
"""What counts of a cost centre's own rule."""
INCLUDE = re.compile(r"include[ \t\r]*\"([^\"]*)\".*")
PLUGIN = re.compile(r"plugin[ \t\r]*\"fellesbok\.plugin\"(?:[ \t\r]*\"([^\"]*)\")?.*")
SETTING = re.compile(r"(plugin|option)[ \t\r]*\"([^\"\\]*)\"")
HARMLESS = re.compile(
    r"plugin (fellesbok\.plugin|beancount\.plugins\.(auto_accounts|check_commodity|check_drained|coherent_cost|"
    r"commodity_attr|implicit_prices|leafonly|noduplicates|nounused|onecommodity|pedantic|sellgains|unique_prices))|"
    r"option (title|operating_currency|render_commas|documents)"
)
"""Plugins and options that move no amount and make no voucher."""
OTHER_PLUGIN = re.compile(r"plugin[ \t\r]*\"(?!fellesbok\.plugin\").*")
"""It can make vouchers that stand in no file."""
WITHIN = {"key", "above", "rest", "bounded"}
"""Where a key stands in another one; a statistic or a payer may be called as a key is."""
FORMS = [
    *(["parts"], ["groups"], ["threshold", "above"], ["bounded", "minimum", "maximum"], ["base", "rest"]),
    *(["amounts", "per", "from", "to"], ["price", "statistic", "date"], ["steps", "statistic", "date"]),
    *(["weights"], ["shares"], ["statistic", "date"], ["not_stated"], ["nothing_shared"]),
]
"""What a key of each kind says, the kind first."""
RESERVED = {word for form in FORMS for word in form} | WITHIN | {"own", "none", "equal", "payers", "collective"}
RESERVED |= {"share", "weight", "year", "day", "amount", "up_to"}
"""What says how something is shared is the name of no key and no payer: it could be read as either."""
YEARLY = {"threshold", "bounded", "base"}
"""Keys that are used on all the cost of a year of service at once."""
MOST_FIGURES = 16
UNSHARED = {"not_stated", "nothing_shared"}
HAS = {"accounts", "agreement", "books", "charged", "claims", "closed", "corrections", "owed", "payers", "periods"}
HAS |= {"pots", "statistics", "subject", "version", "vouchers"}
MAY_HAVE = {"earlier_proofs", "salt"}
SUBJECT = {"books", "cooperation", "ore", "payer", "year"}
"""What a certificate has, and nothing else: no prose."""
TRUTHS = {"closed", "contra", "income", "made", "tied"}
SIGNED = {"amounts", "charged", "corrections", "ore"}
RESERVED |= TRUTHS | SIGNED
FAULTS = (Exception,)
"""What a certificate can lead to that lacks something, or has something else than it should."""


class DiffersError(Exception):
    """The first thing that is not as it is said to be."""


def need(holds: object, where: object, what: str) -> None:
    if not holds:
        raise DiffersError(f"{where}: {what}")


def sha(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content(path: Path) -> bytes:
    need(path.is_file(), path.name, "mangler, eller er ikke en fil")
    return path.read_bytes()


def read(path: Path) -> Any:
    """A file in its one spelling: UTF-8, keys sorted, no spaces, whole numbers."""

    def refuse(found: str) -> None:
        raise ValueError(found)

    try:
        raw = content(path)
        value = json.loads(raw, parse_float=refuse, parse_constant=refuse)
        need(canonical(value) == raw, path.name, "er ikke skrevet på den ene måten")
    except (OSError, ValueError, TypeError, RecursionError):
        raise DiffersError(f"{path.name}: er ikke JSON av hele tall") from None
    return value


def exact(text: str) -> Fraction:
    is_number = len(text) < 1000 and re.fullmatch("-?[0-9]+(/[1-9][0-9]*)?", text)
    need(is_number and str(Fraction(text)) == text, text[:99], "er ikke skrevet på den ene måten")
    return Fraction(text)


def number(text: str) -> Fraction:
    """A number, percent or fraction as an agreement has it."""
    value = re.sub("[ \u00a0]", "", text).replace(",", ".")
    need(NUMBER.fullmatch(value), text[:99], "er ikke et tall")
    return Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)


def day_of(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def added(parts: Any) -> Exact:
    total: Exact = defaultdict(Fraction)
    for part in parts:
        for payer, amount in part.items():
            total[payer] += amount
    return {payer: amount for payer, amount in total.items() if amount}


# Keys: what each payer bears of the lots of a year ``y`` ------------------------------


def share(key: Any, lots: Lots, y: Any) -> Exact:
    while isinstance(key, str) and key in y["keys"]:
        key = y["keys"][key]
    kinds = {key} if isinstance(key, str) else set(key)
    if "parts" in kinds:
        parts = [(part["key"], number(part["weight"])) for part in key["parts"]]
        return added(share(inner, times(lots, w), y) for inner, w in parts)
    if "groups" in kinds:
        return added(group(of, times(lots, number(of["share"])), y) for of in key["groups"])
    if "threshold" in kinds:
        own, rest = below(ore_of(key["threshold"]) * y["held"], lots)
        return added([own, share(key["above"], rest, y)])
    if "bounded" in kinds:
        return within(key, lots, y)
    if "base" in kinds:
        return base(key, lots, y)
    if kinds & UNSHARED:
        return {}
    if kinds & {"amounts", "price", "steps"}:
        return added({m: fixed(key, m, y)} for _, members in lots for m in members)
    return added(leaf(key, m, of, y) for m, of in by_members(lots).items())


def leaf(key: Any, members: tuple[str, ...], ore: Fraction, y: Any) -> Exact:
    weights = dict.fromkeys(members, Fraction(1))
    if key != "equal":
        told = key.get("shares") or key.get("weights") or figures(key, y)
        weights = {m: number(told[m]) for m in members}
    return {m: ore * weight / sum(weights.values()) for m, weight in weights.items()}


def series_of(key: Any, y: Any) -> str:
    """The statistic, and the day that a key asks for."""
    rule = key["date"] if isinstance(key["date"], dict) else {"year": key["date"], "day": "01-01"}
    year = {"accounting_year": y["year"], "year_before": y["year"] - 1}.get(rule["year"])
    return f"{key['statistic']}@" + (f"{year}-{rule['day']}" if year else key["date"])


def figures(key: Any, y: Any) -> Any:
    return y["figures"][series_of(key, y)]


def fixed(key: Any, payer: str, y: Any) -> Fraction:
    """A sum that the agreement sets, the part of it that is due."""
    due, before, after = map(exact, y["due"])
    if key.get("per") == "agreement_period":
        whole = ore_of(key["amounts"][payer])
        return Fraction(floor(whole * after) - floor(whole * before))
    if "amounts" in key:
        return ore_of(key["amounts"][payer]) * due
    count = number(figures(key, y)[payer])
    steps = [(s.get("up_to", "9" * 30), s["amount"]) for s in key.get("steps", ())]
    fits = [ore_of(amount) for top, amount in steps if count <= number(top)]
    return due * (fits[0] if fits else count * ore_of(key["price"]))


def ore_of(said: Any, payer: str = "") -> Fraction:
    """Kroner of an agreement in øre: one sum for all, or each its own."""
    return number(said[payer] if isinstance(said, dict) else said) * 100


def times(lots: Lots, part: Fraction) -> Lots:
    return {of: {d: ore * part for d, ore in days.items()} for of, days in lots.items()}


def by_members(lots: Lots) -> dict[tuple[str, ...], Fraction]:
    total: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    for (_, members), days in sorted(lots.items()):
        total[members] += sum(days.values())
    return {members: ore for members, ore in sorted(total.items()) if ore}


def group(of: Any, lots: Lots, y: Any) -> Exact:
    if "not_stated" in of["key"]:
        return {of["collective"]: sum(by_members(lots).values(), NONE)}
    return share(of["key"], *inside(of, lots, y))


def inside(of: Any, lots: Lots, y: Any) -> tuple[Lots, Any]:
    """The lots and the year of a group: who is named pays as long as the key holds."""
    if isinstance(of["payers"], str):
        return lots, y
    found: Lots = {}
    for (bearer, _), days in lots.items():
        one = found.setdefault((bearer, tuple(sorted(of["payers"]))), defaultdict(Fraction))
        for day, ore in days.items():
            one[day] += ore
    return found, y | {"takes": {}, "so_far": {}}


def below(limit: Fraction, lots: Lots) -> tuple[Exact, Lots]:
    """What each bearer bears of the first costs in the order of days, and the rest."""
    rest = {of: dict(days) for of, days in lots.items()}
    costs = {of: days for of, days in rest.items() if sum(days.values()) > 0}
    own: Exact = defaultdict(Fraction)
    for days in costs.values():  # refunds come off the last days
        back = -sum((ore for ore in days.values() if ore < 0), NONE)
        for day in sorted(days, reverse=True):
            off = min(back, days[day]) if days[day] > 0 else days[day]
            back, days[day] = back - max(off, NONE), days[day] - off
    for bearer in {bearer for bearer, _ in costs}:
        mine = [days for of, days in costs.items() if of[0] == bearer]
        for day in sorted({day for days in mine for day in days}):
            cost = sum((days.get(day, NONE) for days in mine), NONE)
            part = min(Fraction(1), (limit - own[bearer]) / cost) if cost else NONE
            own[bearer] += cost * part
            for days in mine:
                days[day] = days.get(day, NONE) * (1 - part)
    return own, rest


def within(key: Any, lots: Lots, y: Any) -> Exact:
    """Bounds: levels and shifts are put in; only the split that is right has such."""
    shared = [(ore, share(key["bounded"], {("", m): {0: ore}}, y)) for m, ore in by_members(lots).items()]
    given, parts = added(e for ore, e in shared if ore <= 0), [e for ore, e in shared if ore > 0]
    low, high = bounds(key, parts, given, y)
    without = not_kept_yet(parts, low, high)
    need(not (y["over"] and without), y["year"], "minimum og tak kan ikke holdes, og året er omme")
    low, high = ({} if name in without else of for name, of in (("minimum", low), ("maximum", high)))
    proofs = [proof for proof in y["proofs"] if proof["without"] == without]
    found = [moved for proof in proofs if (moved := proven(proof, parts, low, high))]
    need(found or not parts, y["year"], "ingen deling som er vist, holder minimum og tak")
    return added([given, *(found[0] if found else ())])


def bounds(key: Any, parts: list[Exact], given: Exact, y: Any) -> tuple[Exact, Exact]:
    """The least and the most that each may bear of what is shared, where it has one."""
    named, found = str(key["bounded"]), (dict[str, Fraction](), dict[str, Fraction]())
    for payer in {p for of in parts for p, u in of.items() if u}:
        takes = {} if f"'{payer}'" in "".join(re.findall(r"'payers': \[[^]]*", named)) else y
        days = takes.get("so_far", {}).get(payer, y["held_so_far"]), takes.get("takes", {}).get(payer, y["held"])
        for of, name, part in zip(found, ("minimum", "maximum"), days, strict=True):
            said = key.get(name) or {}
            if isinstance(said, str) or payer in said:
                of[payer] = ore_of(said, payer) * part - given.get(payer, NONE)
    return found


def not_kept_yet(parts: list[Exact], low: Exact, high: Exact) -> list[str]:
    """Which bounds no split can keep before the year is over: the least sums, or they and the greatest."""
    total, payers = sum((sum(of.values(), NONE) for of in parts), NONE), {p for of in parts for p, u in of.items() if u}
    least = {p: max(NONE, low.get(p, NONE)) for p in payers}
    if most_placed(parts, {p: max(NONE, high.get(p, total)) for p in payers}) < total:
        return ["maximum", "minimum"]
    return ["minimum"] if most_placed(parts, least) < sum(least.values()) else []


def most_placed(parts: list[Exact], room: Exact) -> Fraction:
    """The most of the lots that can be placed, each on those with a part of it, within the room that each has."""
    placed = [dict.fromkeys((p for p, u in of.items() if u), NONE) for of in parts]
    free = dict(room)

    def place(lot: int, ore: Fraction, tried: set[str]) -> Fraction:
        for payer in placed[lot].keys() - tried:
            tried.add(payer)
            more = min(ore, free[payer])
            free[payer] -= more
            for other in () if more else range(len(placed)):  # what is placed there already may have room elsewhere
                if (there := placed[other].get(payer, NONE)) and (more := place(other, min(ore, there), tried)):
                    placed[other][payer] -= more
                    break
            placed[lot][payer] += more
            if more:
                return more
        return NONE

    for lot, of in enumerate(parts):
        left = sum(of.values(), NONE)
        while left and (more := place(lot, left, set())):
            left -= more
    return sum((sum(of.values(), NONE) for of in placed), NONE)


def proven(proof: Any, parts: list[Exact], low: Exact, high: Exact) -> list[Exact]:
    """What is borne of each lot by a proof; nothing where it proves something else."""
    shifts = {p: exact(s) for p, s in proof["shifts"].items()}
    moved = [
        {p: u * max(NONE, exact(level) + shifts.get(p, NONE)) for p, u in of.items()}
        for of, level in zip(parts, proof["levels"], strict=False)
    ]
    if [sum(of.values()) for of in moved] != [sum(of.values()) for of in parts]:
        return []
    sums = added(moved)
    for payer in {p for of in parts for p, u in of.items() if u}:
        has, shift, least, most = sums.get(payer, NONE), shifts.get(payer, NONE), low.get(payer), high.get(payer)
        if (least is not None and has < least) or (most is not None and has > most):
            return []
        if shift and has != (least if shift > 0 else most):
            return []
    return moved


def base(key: Any, lots: Lots, y: Any) -> Exact:
    own, rest = base_and_rest(key, lots, y)
    return added([own, share(key["rest"], rest, y)])


def base_and_rest(key: Any, lots: Lots, y: Any) -> tuple[Exact, Lots]:
    """Base amounts, and the rest of what is above zero, for the other key."""
    payers = {*y["takes"], *(m for _, members in lots for m in members)}
    own = {p: ore_of(key["base"], p) * y["so_far"].get(p, y["held_so_far"]) for p in payers}
    total = by_members(lots)
    cost = sum(ore for ore in total.values() if ore > 0)
    left = max(NONE, cost - sum(own.values())) / (cost or 1)
    parts = {of: left if total.get(of[1], NONE) > 0 else Fraction(1) for of in lots}
    return own, {of: times({of: days}, parts[of])[of] for of, days in lots.items()}


# The steps, as they are told -----------------------------------------------------------

KINDS = (
    *("not_stated", "nothing_shared", "equal", "parts", "groups", "threshold", "bounded", "base"),
    *("amounts", "price", "steps", "weights", "shares", "statistic"),
)


def step(node: Any, key: Any, lots: Lots, y: Any) -> None:
    """A step is told as the key makes it: its kind, on what, what each bears, and every number in it."""
    while isinstance(key, str) and key in y["keys"]:
        key = y["keys"][key]
    kind, ore = next(k for k in KINDS if k == key or k in key), sum(by_members(lots).values(), NONE)
    borne, each, of = y["as_one"] or share(key, lots, y), together(lots), node["of"]
    y = {**y, "as_one": {}}
    is_linear = not kinds(key, [y]) & YEARLY
    kind = "lots" if is_linear and len(each) > 1 and kind != "not_stated" else kind
    where = f"trinnet {node['op']} på {node['ore']} øre"
    need(node["op"] == kind, where, f"avtalen har {kind}")
    need(exact(node["ore"]) == ore, where, f"det er {ore} øre")
    need(node["value"] == {p: str(amount) for p, amount in borne.items() if amount}, where, "andelene er andre")
    if node["at"] is not None:
        need(node["at"][0] == y["c"]["agreement"]["file"] and written_at(y, node["at"]) == kind, where, "står ikke der")
    if kind in {"lots", "bounded"}:
        within_it = key["bounded"] if kind == "bounded" else key
        for child, (members, amount) in zip(of, each.items(), strict=True):
            step(child, within_it, {("", members): {0: amount}}, y)
    elif kind == "parts":
        of_parts(node, [(part["weight"], part["key"], lots, y, {}, []) for part in key["parts"]])
    elif kind == "groups":
        groups = []
        for of_it in key["groups"]:
            part = times(lots, number(of_it["share"]))
            as_one = group(of_it, part, y) if "not_stated" in of_it["key"] else {}
            named = [] if isinstance(of_it["payers"], str) else of_it["payers"]
            groups.append((of_it["share"], of_it["key"], *inside(of_it, lots, y), as_one, named))
        of_parts(node, groups)
    elif kind in {"threshold", "base"}:
        own, rest = base_and_rest(key, lots, y) if kind == "base" else below(ore_of(key[kind]) * y["held"], lots)
        need(node["own"] == {p: str(amount) for p, amount in own.items() if amount}, where, "det egne er et annet")
        need(own.keys() <= node["numbers"].keys(), where, "tall mangler")
        (child,) = of
        some = {at: days for at, days in rest.items() if kind == "base" or sum(lots[at].values(), NONE)}
        some = some or dict(sorted(rest.items(), key=lambda at: at[0][::-1])[:1])
        step(child, key["rest" if kind == "base" else "above"], some, y)
    else:
        need(not of and (kind in UNSHARED or len(each) == 1), where, "har noe inni seg")
    numbers_of(node, key, y, where)
    if kind == "bounded":
        moved = added([borne, *({p: -exact(a) for p, a in child["value"].items()} for child in of)])
        need(node["own"] == {p: str(amount) for p, amount in moved.items()}, where, "det som er flyttet, er et annet")
    if "members" in node:
        need([*map(tuple, [node["members"]])] == [*each], where, "andre deltar")


def of_parts(node: Any, parts: list[Any]) -> None:
    """The parts of a step, in whatever order: nobody's order counts."""
    left, whose = list(parts), node.get("payers", [[]] * len(parts))
    need(len(node["of"]) == len(parts), node["op"], "har et annet antall deler")
    for child, weight, payers in zip(node["of"], node["weights"], whose, strict=True):
        share_of, faults = number(written_at(parts[0][3], weight)), []
        for n, (part, key, lots, y, as_one, named) in enumerate(left):
            try:
                need(number(part) == share_of, child["op"], "delen er en annen")
                need(sorted(written_at(y, place) for place in payers) == sorted(named), child["op"], "andre deltar")
                need(not as_one or {written_at(y, child["collective"])} == {*as_one}, child["op"], "andre bærer")
                step(child, key, times(lots, share_of), {**y, "as_one": as_one})
            except DiffersError as error:
                faults.append(error)
            else:
                del left[n]
                break
        else:
            raise faults[-1]


def numbers_of(node: Any, key: Any, y: Any, where: str) -> None:
    """Every number of a step is that of the agreement or the statistic, on the line that is named."""
    kind, said = node["op"], node.get("numbers", {})
    sums = kind in {"amounts", "price", "steps"}
    if kind in {"statistic", "price", "steps"}:
        of_series = {p: y["c"]["statistics"][series_of(key, y)][p] for p in node["members"]}
        need(node["counts" if sums else "numbers"] == of_series, where, "tallene er andre")
    for payer, place in said.items() if kind != "statistic" else ():
        value = number(written_at(y, place))
        right = key.get("maximum" if kind == "bounded" else kind)
        if kind == "steps":
            count = number(y["c"]["statistics"][series_of(key, y)][payer][3])
            fits = [s["amount"] for s in right if count <= number(s.get("up_to", "9" * 30))]
            right = fits[0]
        need(value * 100 == ore_of(right, payer), where, f"{payer} har et annet tall i avtalen")
    if kind in {"weights", "shares", "amounts", "price", "steps"}:
        need([*said] == node["members"], where, "tallene er andres")
    if "sum" in node:
        counted = [number(place[3]) * (100 if kind == "amounts" else 1) for place in node.get("counts", said).values()]
        need(node["sum"] == str(sum(counted) if said else len(node["members"])), where, "summen er en annen")
    if sums:
        now, before, after = y["due"]
        right = [after, before] if key.get("per") == "agreement_period" else [now, "0"]
        need([node["due"], node["per"]] == [right, key.get("per", "year")], where, "en annen del er forfalt")


def written_at(y: Any, place: Any) -> str:
    """The word of a place [file, first line, last line, word], which stands there."""
    file, first, last, word = place
    text = "\n".join(y["c"]["texts"][file][first - 1 : last])
    form = rf"(?<![\w.,])(?<!\d[ \u00a0]){re.escape(word)}(?![\w%]|[.,]\d|[ \u00a0][\d%])"
    is_there = re.search(form, text)
    need(is_there, f"{file}:{first}", f"«{word}» står ikke der")
    return str(word)


def together(lots: Lots) -> dict[tuple[str, ...], Fraction]:
    """Lots with the same participants as one; one of nothing, where there is no other."""
    return by_members(lots) or dict.fromkeys(sorted(members for _, members in lots)[:1], NONE)


# YAML, as agreements are written in it --------------------------------------------------------------------------------


class Mapping(dict[str, Any]):
    """Names and values, and the first and last line of each."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[str, tuple[int, int]] = {}

    def put(self, name: str, value: Any, first: int, last: int) -> None:
        """A name and its value; each name once."""
        need(name not in self, f"avtalen, linje {first}", f"«{name}» står to ganger")
        need(name != "<<", f"avtalen, linje {first}", NOT_READ)
        self[name], self.at[name] = value, (first, last)


class Listing(list[Any]):
    """Values, and the first and last line of each."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[tuple[int, int]] = []

    def put(self, value: Any, first: int, last: int) -> None:
        """One value more."""
        self.append(value)
        self.at.append((first, last))


NOT_READ = "er skrevet på en måte som ikke kan leses her: skriv det ut"
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
NAME = re.compile(r"((?![?\-:]\s|[\[\]{}\"'#&*!|>%@`,?])\S(?:(?![ \t]#|:[ \t]|:$).)*?)[ \t]*:(?=[ \t]|$)")
NAMED = re.compile(rf"({QUOTED.pattern})[ \t]*:(?=[ \t]|$)")
IN_FLOW = re.compile(
    r"(?![:-](?:[ \t\n,\[\]{}]|$)|[?\[\]{}\"'#&*!|>%@`,])(?:(?![ \t\n]#|:[ \t\n,\[\]{}]|:$)[^,\[\]{}])+"
)
BETWEEN = re.compile(r"(?:[ \t\n]|(?:^|(?<=[ \t\n]))#[^\n]*)*", re.MULTILINE)
BLANK = " \t\n"
"""What stands between things; any other space is a part of a text, also where nobody sees it."""
MEANT = ESCAPED | {"0": "\0", "a": "\a", "e": "\x1b", "v": "\v", "_": "\xa0", "N": "\x85"} | {c: c for c in ' "/\\'}


@cache
def tree_of(rows: tuple[str, ...]) -> Any:
    """What an agreement says: mappings, lists and texts; what cannot be read two ways alone."""
    for n, row in enumerate(rows, 1):  # what may begin a line for another reader, or a document
        is_plain = not re.search("[\r\x85\u2028\u2029]|^ *\t *[^ \t]|^%|^[.]{3}", row)
        need(is_plain, f"avtalen, linje {n}", NOT_READ)
    rows = rows[:-1] if rows[-1:] == ("",) else rows  # after the last line
    first = next_row(rows, 0)
    first = next_row(rows, first + 1) if rows[first : first + 1] == ("---",) else first
    need(first < len(rows), "avtalen", "er tom")
    value, _, after = block(rows, first, column(rows, first), -1)
    need(after == len(rows), f"avtalen, linje {after + 1}", NOT_READ)
    return value


def next_row(rows: Any, n: int) -> int:
    """The next row that says something."""
    return next((k for k in range(n, len(rows)) if rows[k].strip(BLANK) and rows[k].lstrip(BLANK)[0] != "#"), len(rows))


def column(rows: Any, n: int) -> int:
    return len(rows[n]) - len(rows[n].lstrip(" ")) if n < len(rows) else -1


def block(rows: Any, n: int, c: int, least: int) -> tuple[Any, int, int]:
    """What stands on a row from a column, its last row, and the next that says something."""
    said = rows[n][c:]
    if f"{said} "[:2] == "- ":
        return listed(rows, n, c)
    if NAME.match(said) or NAMED.match(said):
        return mapped(rows, n, c)
    value, last = inline(rows, n, c, least)
    return value, last, next_row(rows, last + 1)


def mapped(rows: Any, n: int, c: int) -> tuple[Mapping, int, int]:
    found, last = Mapping(), n
    while column(rows, n) == c or not found:
        head = NAME.match(rows[n][c:]) or NAMED.match(rows[n][c:])
        if head is None:
            raise DiffersError(f"avtalen, linje {n + 1}: {NOT_READ}")
        name = unquoted(head[1])
        value, last, after = after_name(rows, n, c + head.end(), c)
        found.put(name, value, n + 1, last + 1)
        n = after
    need(column(rows, n) < c, f"avtalen, linje {n + 1}", NOT_READ)
    return found, last, n


def listed(rows: Any, n: int, c: int) -> tuple[Listing, int, int]:
    found, last = Listing(), n
    while (column(rows, n) == c and f"{rows[n][c:]} "[:2] == "- ") or not found:
        said = rows[n][c + 1 :]
        first, at = n, c + 1 + len(said) - len(said.lstrip(" "))
        if said.strip(BLANK)[:1] in {"", "#"}:
            first = next_row(rows, n + 1)
            at = column(rows, first)
            need(at > c, f"avtalen, linje {n + 1}", NOT_READ)
        value, last, n = block(rows, first, at, c)
        found.put(value, first + 1, last + 1)
    return found, last, n


def after_name(rows: Any, n: int, c: int, least: int) -> tuple[Any, int, int]:
    """The value after a name: on its row or below; its last row, and the next that says something."""
    rest = rows[n][c:].strip(BLANK)
    if rest and rest[0] != "#":
        at = c + len(rows[n][c:]) - len(rows[n][c:].lstrip(" "))
        value, last = inline(rows, n, at, least)
        return value, last, next_row(rows, last + 1)
    below = next_row(rows, n + 1)
    is_list = column(rows, below) == least and (rows[below][least:] + " ").startswith("- ")
    if column(rows, below) > least or is_list:
        return block(rows, below, column(rows, below), least)
    return "", n, below


def inline(rows: Any, n: int, c: int, least: int) -> tuple[Any, int]:
    """A value that begins in a row, and its last row."""
    said, where = rows[n][c:], f"avtalen, linje {n + 1}"
    if said[0] in "|>":
        need(re.fullmatch(r"[|>][-+]?[ \t]*(?:(?<=[ \t])#.*)?", said), where, NOT_READ)
        return in_block(said, rows, n, least)
    if said[0] in "[{\"'":
        text = "\n".join((said, *rows[n + 1 :]))
        value, end = in_flow(text, 0, n)
        need(not BETWEEN.sub("", text[end:].split("\n", 1)[0]), where, NOT_READ)
        return value, n + text[:end].count("\n")
    need(said[0] not in "&*!%@`,]}?", where, NOT_READ)
    found, last, whole_row = [plain(said)], n, said.strip(BLANK)
    while found[-1] == whole_row:  # a note ends it
        after = next((k for k in range(last + 1, len(rows)) if rows[k].strip(BLANK)), len(rows))
        if column(rows, after) <= least or rows[after].lstrip(BLANK)[0] == "#":
            break
        whole_row = rows[after].strip(BLANK)
        found += [*[""] * (after - last - 1), plain(whole_row)]
        last = after
    need(not any(re.search(r":(\s|$)", one) for one in found), where, NOT_READ)
    return folded("\n".join(found)), last


def in_block(said: str, rows: Any, n: int, least: int) -> tuple[str, int]:
    """A text in the rows below, each for itself (``|``) or all one (``>``), and its last row."""
    first = next((k for k in range(n + 1, len(rows)) if rows[k].strip(" ")), len(rows))
    margin = max(column(rows, first), least + 1)
    last = n
    while last + 1 < len(rows) and (not rows[last + 1].strip(" ") or column(rows, last + 1) >= margin):
        last += 1
    found = "\n".join(row[margin:] for row in rows[n + 1 : last + 1])
    text = found.rstrip("\n")
    if said[0] == ">" and not re.search(r"^[ \t]", text, re.MULTILINE):  # what stands farther in is not folded
        blank = re.match("\n*", text)
        begin = blank.end() if blank else 0
        text = text[:begin] + folded(text[begin:])
    after = found[len(found.rstrip("\n")) :] + "\n"
    return text + {"-": "", "+": after}.get(said[1:2], "\n" if text else ""), last


def plain(said: str) -> str:
    """A text without marks: until a note."""
    return re.split(r"[ \t]#", said, maxsplit=1)[0].strip(BLANK)


def folded(text: str) -> str:
    """Rows of one text as YAML reads them: a space between, or a new line for each that is blank."""
    return re.sub(r"[ \t]*\n[ \t\n]*", lambda of: "\n" * (of[0].count("\n") - 1) or " ", text)


def skipped(text: str, k: int) -> int:
    """Where something stands after spaces, new lines and notes."""
    found = BETWEEN.match(text, k)
    return found.end() if found else k


def in_flow(text: str, k: int, n: int) -> tuple[Any, int]:
    """A text in quotation marks, a list or a mapping within brackets; and where it ends."""
    where = f"avtalen, linje {n + 1 + text[:k].count(chr(10))}"
    if quoted := QUOTED.match(text, k):
        return unquoted(quoted[0]), quoted.end()
    if text[k : k + 1] not in {"[", "{"}:
        bare = IN_FLOW.match(text, k)
        if bare is None:
            raise DiffersError(f"{where}: {NOT_READ}")
        return folded(bare[0].strip(BLANK)), bare.end()
    found: Any = Listing() if text[k] == "[" else Mapping()
    closing, k = {"[": "]", "{": "}"}[text[k]], skipped(text, k + 1)
    while text[k : k + 1] != closing:
        first = n + 1 + text[:k].count("\n")
        value, k = in_flow(text, k, n)
        k = skipped(text, k)
        if isinstance(found, Mapping):
            name, value = value, ""
            need(isinstance(name, str) and text[k : k + 1] in {":", ",", "}"}, where, NOT_READ)
            if text[k] == ":":
                k = skipped(text, k + 1)
                if text[k : k + 1] not in {",", "}"}:
                    value, k = in_flow(text, k, n)
            found.put(name, value, first, n + 1 + text[:k].count("\n"))
        else:
            found.put(value, first, n + 1 + text[:k].count("\n"))
        k = skipped(text, k)
        need(text[k : k + 1] in {",", closing}, where, NOT_READ)
        k = skipped(text, k + (text[k] == ","))
    return found, k + 1


def unquoted(said: str) -> str:
    """A text as it is meant, with or without quotation marks."""
    if said[:1] not in {'"', "'"}:
        return said
    inside = folded(said[1:-1])
    if said[0] == "'":
        return inside.replace("''", "'")
    return re.sub(r"\\(x..|u.{4}|U.{8}|.)", meant, inside)


def meant(of: re.Match[str]) -> str:
    """What a letter after a backslash stands for."""
    need(of[1][0] in {*MEANT, "x", "u", "U"}, of[0], NOT_READ)
    return MEANT[of[1]] if len(of[1]) == 1 else chr(int(of[1][1:], 16))


# The agreement and the books, as they are written ------------------------------------------------------------------


def said_as(value: Any) -> Any:
    """A value of the agreement as a certificate has it: mappings as lists of pairs."""
    if isinstance(value, dict):
        return [[name, said_as(of)] for name, of in value.items()]
    return [*map(said_as, value)] if isinstance(value, list) else value


def terms(c: Any, rows: list[str]) -> list[Any]:
    """The versions of the terms in force, as the agreement has them; the certificate tells them so, every one."""
    said, slug, tree = c["agreement"], c["subject"]["cooperation"], tree_of((*rows,))
    own, where = tree["cooperations"][slug], f"avtalen, linje {said['lines'][0]}"
    need((*said["lines"],) == tree["cooperations"].at[slug], where, "samarbeidet er et annet, eller ikke helt")
    of_all = {"account": own, "region": tree}
    told = {name: [*of.at[name], of[name]] for name, of in of_all.items()}
    need(told == {name: said[name] for name in of_all}, where, "regionen eller kontoen er en annen")
    centres = own.get("cost_centres") or Mapping()
    told = {code: [*centres.at[code], of["account"]] for code, of in centres.items()}
    need(told == said["centres"], where, "ansvarene er andre")
    named = tree.get("keys") or Mapping()
    told = {name: [*of.at["key"], said_as(of["key"])] for name, of in named.items()}
    need(told == said["keys"], said["file"], "nøklene er andre, eller ikke hele")
    for name in named:
        is_name = re.fullmatch("[a-z][a-z0-9-]*", name) and name not in RESERVED
        need(is_name, said["file"], f"en nøkkel heter {name}: gi den et annet navn")
    groups = [tree.get(name) or Mapping() for name in ("municipalities", "parties")]
    told = {
        slug: [*group.at[slug], of["name"], *([of["account"]] if "account" in of else [])]
        for group in groups
        for slug, of in group.items()
    }
    need(told == c["payers"], said["file"], "betalerne er andre")
    for name in told:
        need(name not in RESERVED, said["file"], f"en betaler heter {name}: gi den et annet navn")
    told_apart(tree, own, said["file"])
    need(len(own["versions"]) == len(said["versions"]), where, "avtalen har et annet antall versjoner")
    keys = {name: of["key"] for name, of in named.items()}
    for key in [*keys.values(), *(v["key"] for v in own["versions"])]:
        one_kind(key)
    found = []
    for version, (first, _), of in zip(own["versions"], own["versions"].at, said["versions"], strict=True):
        right = {name: (version, name) for name in FIELDS & version.keys()}
        for code, rule in (version.get("cost_centre_rules") or {}).items():
            one_kind(rule.get("key", ""))
            right |= {f"{name} {code}": (rule, name) for name in OF_CENTRE & rule.keys()}
        told = {field: [*at.at[name], said_as(at[name])] for field, (at, name) in right.items()}
        need(told == of, f"avtalen, linje {first}", "vilkårene er andre, eller ikke alle")
        found.append({field: at[name] for field, (at, name) in right.items()} | {"keys": keys})
    firsts = [day_of(v["from"]) for v in found]
    for v, first, after in zip(found, firsts, [*firsts[1:], date.max.toordinal() + 1], strict=True):
        v["days"] = first, min(after - 1, day_of(v.get("to", "9999-12-31")))
    return found


def told_apart(tree: Any, own: Any, file: str) -> None:
    """Cooperations have accounts of their own, payers names and accounts, and cost centres with a rule accounts."""
    groups = [tree.get(name) or {} for name in ("municipalities", "parties")]
    words = Counter(
        word
        for group in groups
        for slug, of in group.items()
        for word in {name.casefold() for name in (slug, of["name"], of.get("account") or "-".join(of["name"].split()))}
    )
    for word, times_said in words.items():
        need(times_said == 1, file, f"{word} er to betalere: det kan leses på to måter")
    accounts = Counter(of.get("account") for of in tree["cooperations"].values())
    need(accounts[own["account"]] == 1, file, f"to samarbeid har kontoen {own['account']}: det kan leses på to måter")
    ruled = {code for version in own["versions"] for code in version.get("cost_centre_rules") or ()}
    centres = own.get("cost_centres") or {}
    accounts = Counter(of["account"] for of in centres.values())
    for code in ruled & centres.keys():
        word = centres[code]["account"]
        need(accounts[word] == 1, file, f"to ansvar har kontoen {word}: det kan leses på to måter")


def one_kind(key: Any) -> None:
    """A key is of one kind, and has nothing that another kind has: it could be read two ways."""
    if isinstance(key, str):
        return
    is_one = any(form[0] in key and key.keys() <= {*form} for form in FORMS)
    need(is_one, "avtalen", f"nøkkelen {[*key]} er av flere slag")
    inner = [key[name] for name in WITHIN & key.keys()]
    for one in inner + [part["key"] for name in ("parts", "groups") for part in key.get(name, ())]:
        one_kind(one)


def outside_texts(rows: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines of a file, each with its number, but those that begin inside a text: they are no directives."""
    is_text = False
    for n, row in enumerate(rows, 1):
        was_text, is_text = is_text, not CLOSED.fullmatch('"' * is_text + row)
        if not was_text:
            yield n, row


@cache
def postings(rows: tuple[str, ...]) -> dict[int, Any]:
    """Every posting that is written in a file, by its line, with its voucher; worked out once."""
    found: dict[int, Any] = {}
    voucher: Any = None
    pushed: dict[str, list[Any]] = defaultdict(list)
    tagged: list[str] = []
    for n, row in outside_texts(rows):
        if of_all := PUSHED.fullmatch(row):
            push(pushed, of_all)
        elif tag := PUSHED_TAG.match(row):
            tagged = [*tagged, tag[2]] if tag[1] == "push" else [other for other in tagged if other != tag[2]]
        elif head := HEAD.match(row):
            day = f"{head[1]}-{head[2]:0>2}-{head[3]:0>2}"
            said, claim = ({n: of[-1] for n, of in pushed.items() if of and n in names} for names in (OURS, OF_CLAIM))
            claim = {n: (said_of_it or "").strip() or None for n, said_of_it in claim.items()}
            tags = {*tagged, *tags_in(row)}
            voucher = {"day": day, "said": said, "rows": [], "claim": claim, "tags": tags} if head[4] else None
        elif voucher and re.match(r"[ \t\r]+[#^][^ \t\r]", row):
            voucher["tags"] |= tags_in(row)
        elif voucher and (at := POSTING.fullmatch(row)):
            after = row[at.end(1) :].partition(";")[0].strip(" \t\r")
            number_of = AMOUNT.fullmatch(after)
            ore = worked_out(number_of[1] if number_of else at[2] or "")
            found[n] = {"account": at[1], "ore": ore, "of": voucher, "said": {}, "after": after}
            found[n]["currency"] = number_of[2] if number_of else ""
            unit = AMOUNT.match(after)
            found[n]["odd"] = not WRITTEN.fullmatch(after) or in_two_ways(after, (unit or [""])[0])
            found[n]["unit"] = unit[2] if unit else after
            voucher["rows"].append(found[n])
        elif voucher and (of := META.fullmatch(row)) and of[1] in OURS:
            (voucher["rows"][-1] if voucher["rows"] else voucher)["said"][of[1]] = worth(of[2])
        elif voucher and not voucher["rows"] and of and of[1] in OF_CLAIM:
            voucher["claim"][of[1]] = (worth(of[2]) or "").strip() or None
    for n, at in [*found.items()]:
        at["ore"] = filled_in(at) if is_blank(at) else at["ore"]
        if is_blank(at) and at["ore"] == 0:  # Beancount drops it
            at["of"]["rows"] = [row for row in at["of"]["rows"] if row is not at]
            del found[n]
    return found


def in_two_ways(text: str, amount: str) -> bool:
    """Whether Beancount reads something else than it says: a currency with ``/``, a day, or a comma between figures."""
    is_slashed = SLASHED.search(re.sub(r"\"(?:\\.|[^\"\\])*\"?", " ", text))
    return bool(is_slashed or DASHED.search(amount) or "," in FIGURE.sub("", amount))


def tags_in(row: str) -> set[str]:
    """The tags of a line, outside its texts and notes."""
    return {*TAG.findall(re.sub(r"\"(?:\\.|[^\"\\])*\"?|;.*", " ", row))}


def worth(text: str) -> str | None:
    """What a word is given, as Beancount reads it; nothing where it is more than can be read here."""
    if (of := WORTH.fullmatch(text)) is None:
        return None
    if of[1] is not None:
        return unescaped(of[1])
    if number_of := A_NUMBER.fullmatch(of[2]):
        whole_part, decimals = number_of[1].replace(",", ""), number_of[2]
        return f"{int(whole_part)}.{decimals}" if decimals else str(int(whole_part))
    if day := A_DAY.fullmatch(of[2]):
        return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"
    return of[2] if BARE.fullmatch(of[2]) else None


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda at: ESCAPED.get(at[1], at[1]), text)


def push(pushed: dict[str, list[Any]], of: re.Match[str]) -> None:
    """What is pushed lies above what was pushed before, until it is taken off."""
    if of[1] == "push":
        pushed[of[2]].append(worth(of[3]))
    elif pushed[of[2]]:
        pushed[of[2]].pop()


def is_blank(at: Any) -> bool:
    """Whether a posting has no number, price or cost: Beancount fills in what lacks of the voucher."""
    return bool(re.fullmatch(rf"({CURRENCY})?", at["after"]))


def filled_in(at: Any) -> Fraction | None:
    """The amount of the one posting without any: what the others leave over.

    Nothing where one of them has a price, a cost or another currency, and where Beancount
    may round what it fills in: to as few decimals as any of them has.
    """
    others = [row for row in at["of"]["rows"] if row is not at]
    is_plain = len({row["currency"] for row in others} | {at["after"]} - {""}) == 1
    if not is_plain or any(row["ore"] is None or not row["currency"] for row in others):
        return None
    decimals = [len(of) for row in others for of in re.findall(r"\.([0-9]+)", row["after"])]
    fewest = min([*decimals, *(1 for row in others if "/" in row["after"]), 99])
    ore = -sum((row["ore"] for row in others), NONE)
    return ore if ore % Fraction(100, 10**fewest) == 0 else None


def may_be_dropped(at: Any) -> bool:
    """Whether Beancount alone can tell that a posting without a number comes to something."""
    return at["ore"] is None and [is_blank(row) for row in at["of"]["rows"]].count(True) == 1 == is_blank(at)


def worked_out(text: str) -> Fraction | None:
    """A number, or a sum of them (``50.00 + 50.00``), in øre; nothing where it is none."""
    tokens = re.findall(rf"{FIGURE.pattern}|[-+*/()]", text)
    is_read = "".join(tokens) == re.sub(r"\s", "", text)
    is_read &= not in_two_ways(text, text) and all(
        len(token) < MOST_FIGURES for token in tokens
    )  # Beancount keeps 28 of them

    def factor() -> Fraction:
        first = tokens.pop(0)
        if first in {"+", "-"}:
            return factor() if first == "+" else -factor()
        if first != "(":
            return Fraction(first.replace(",", ""))
        inner = total()
        need(tokens.pop(0) == ")", text, "er ikke et tall")
        return inner

    def product() -> Fraction:
        value = factor()
        while tokens and tokens[0] in {"*", "/"}:
            value = value * factor() if tokens.pop(0) == "*" else value / factor()
        return value

    def total() -> Fraction:
        value = product()
        while tokens and tokens[0] in {"+", "-"}:
            value += product() if tokens.pop(0) == "+" else -product()
        return value

    try:
        value = total() * 100
    except (ArithmeticError, IndexError, ValueError, DiffersError):
        return None
    return value if is_read and not tokens else None


@cache
def directives(rows: tuple[str, ...]) -> list[Any]:
    """Every directive of our own in a file: kind, line, day, values and what is said of it."""
    found: list[Any] = []
    for n, row in outside_texts(rows):
        if head := HEAD.match(row):
            kind, values = (unescaped(of[1]), of[2]) if (of := CUSTOM.fullmatch(row)) else ("", "")
            day = f"{head[1]}-{head[2]:0>2}-{head[3]:0>2}"
            words = [unescaped(one) or other.strip() for one, other in VALUE.findall(values)]
            found.append({"kind": kind, "line": n, "day": day, "values": words, "said": {}, "twice": set()})
            found[-1]["odd"] = in_two_ways(values, "")
        elif found and (said := META.fullmatch(row)):
            found[-1]["twice"] |= {said[1]} & found[-1]["said"].keys()
            found[-1]["said"][said[1]] = worth(said[2])
    return [of for of in found if of["kind"]]


def ours(c: Any, texts: dict[str, list[str]], *kinds: str) -> list[Any]:
    """The directives of some kinds that are about the cooperation, each with its file."""
    slug = c["subject"]["cooperation"]
    every = [of | {"file": file} for file, rows in texts.items() for of in directives(tuple(rows))]
    for of in every:
        need(not of["twice"], f"{of['file']}:{of['line']}", f"«{', '.join(sorted(of['twice']))}» er sagt to ganger")
    found = [of for of in every if of["kind"] in kinds]
    for of in found:
        need({*of["values"][:1]} <= c["slugs"], f"{of['file']}:{of['line']}", "samarbeidet er ikke i avtalen")
        need(not of["odd"], f"{of['file']}:{of['line']}", IN_TWO_WAYS)
    return [of for of in found if of["values"][:1] == [slug]]


def in_ore(said: str, where: str) -> Fraction:
    ore = worked_out(said)
    need(ore is not None, where, f"«{said}» er ikke et beløp")
    return NONE if ore is None else ore


def kroner_in(c: Any, of: Any) -> Fraction:
    """The amount of a directive, in the currency of the agreement."""
    where = f"{of['file']}:{of['line']}"
    need(of["values"][3:] == [c["currency"]], where, "beløpet er ikke i avtalens valuta")
    return in_ore(of["values"][2], where)


@cache
def last_day(rows: tuple[str, ...]) -> str:
    """The last day of a file that has a voucher, an asserted balance or an accrued cost; blank where none has."""
    heads = [at for _, row in outside_texts(rows) if (at := ENTRY.match(row))]
    made = [of["day"] for of in directives(rows) if of["kind"] == "paaloept" and len(of["values"]) > 2]
    return max([f"{at[1]}-{at[2]:0>2}-{at[3]:0>2}" for at in heads] + made, default="")


def years_of(c: Any, texts: dict[str, list[str]], written: Any) -> set[int]:
    """The years that the books are about: what is set for others is not due.

    From the first line of any cooperation's on; a year without any is one too, if the year
    before is and something is written of it or of the next.
    """
    every = [of for rows in texts.values() for of in directives(tuple(rows)) if len(of["values"]) > 2]
    days = [of["day"] for of in every if of["kind"] == "paaloept"]
    days += [
        of["day"] for of in every if of["kind"] == "fond" and of["values"][1] == "bruk"
    ]  # what comes in is no cost
    days += [at["of"]["day"] for at in written.values() if is_anybodys(c, at)]
    lines = {int(day[:4]) for day in days}
    heads = [at for rows in texts.values() for _, row in outside_texts(rows) if (at := ENTRY.match(row))]
    told = {int(at[1]) - (at[0].endswith("balance") and int(at[2]) == int(at[3]) == 1) for at in heads}
    found: set[int] = set()
    for year in range(min(lines, default=0), max(lines | told, default=0) + 1) if lines else ():
        if year in lines or (year - 1 in found and {year, year + 1} & (lines | told)):
            found.add(year)
    return found


def come_to(c: Any, texts: dict[str, list[str]], versions: Any) -> list[str]:
    """The day that the books have come to; who closes a year says that it is over.

    With another plugin than ours, which may make vouchers, it can also be the end of any period or terms.
    """
    if is_closed(c, texts):
        return ["9999-12-31"]
    of_files = max(last_day(tuple(rows)) for rows in texts.values())
    every = (row for rows in texts.values() for _, row in outside_texts(rows))
    others = any(OTHER_PLUGIN.fullmatch(row) for row in every)
    ends = ["", *(p["end"] for p in c["periods"]), *(date.fromordinal(v["days"][1]).isoformat() for v in versions)]
    return [of_files, *(ends if others else [])]


def is_closed(c: Any, texts: dict[str, list[str]]) -> bool:
    """Whether the books close the year."""
    return any(worked_out(line["values"][1]) == c["subject"]["year"] * 100 for line in ours(c, texts, "avsluttet"))


def charged_when(c: Any, texts: dict[str, list[str]]) -> list[int] | None:
    """What a closed year charged the payer on each day, as the books fix it; nothing where it is open."""
    of, account, slugs = c["subject"], c["agreement"]["account"][2], on_accounts(c)
    if not is_closed(c, texts):
        return None
    days = [p["end"] for p in c["periods"]]
    by_day = dict.fromkeys(days, NONE)
    for line in ours(c, texts, "fastsatt"):
        _, on, _, kroner, *_ = line["values"]
        *_, whose, where = on.split(":")
        is_charge = "#fordeling" in line["said"].get("merker", "").split() and where == account
        if is_charge and slugs.get(whose) == of["payer"] and line["day"][:4] == str(of["year"]):
            day = line["day"]
            by_day[day] = by_day.get(day, NONE) + in_ore(kroner, f"{line['file']}:{line['line']}")
    return [int(by_day[day]) for day in [*days, *sorted(by_day.keys() - {*days})]]


def made_lines(c: Any, texts: dict[str, list[str]], written: Any) -> dict[Any, Any]:
    """What comes of a directive: use of a fund, and accrued cost and what takes it back, by place, day and øre."""
    found: dict[Any, Any] = {}
    account = c["agreement"]["account"][2]
    vouchers_of = [(place, at["of"]) for place, at in written.items() if "erstatter" in at["of"]["said"]]
    for (file, n), real in vouchers_of:
        need(real["said"]["erstatter"] is not None, f"{file}:{n}", f"«erstatter» {UNREAD}")
    replaced = {real["said"]["erstatter"]: real for _, real in vouchers_of}
    for of in ours(c, texts, "fond", "paaloept"):
        file, n, day, values = of["file"], of["line"], of["day"], of["values"]
        if of["kind"] == "fond" and values[1] == "bruk":
            ore = kroner_in(c, of)
            voucher: Any = {"day": day, "said": {}, "rows": []}
            at = {"account": f"Income:{account}", "ore": -ore, "of": voucher, "said": {}}
            found[file, n, day, -ore] = at
        elif of["kind"] == "paaloept" and len(values) > 2:
            ore, of_accrual = kroner_in(c, of), {k: v for k, v in of["said"].items() if k != "art"}
            is_cost = of_accrual.get("avgift") not in GIVEN_BACK
            need(is_cost, f"{file}:{n}", "avgift som er gitt tilbake, er ikke påløpt")
            served, real = of_accrual.get("periode", day), replaced.get(of["said"]["id"])
            on = account_word(c, "accrued", "Liabilities:Påløpt")
            found[file, n, day, ore] = accrued(values[1], on, day, ore, of_accrual)
            need(is_ours(c, found[file, n, day, ore]), f"{file}:{n}", "er påløpt på en konto som ikke er samarbeidets")
            if real:
                again = of_accrual | {"periode": served}
                found[file, n, real["day"], -ore] = accrued(values[1], on, real["day"], -ore, again)
    return found


def accrued(account: str, on: str, day: str, ore: Fraction, said: Any) -> Any:
    rows = [{"account": account, "ore": ore, "said": {}}, {"account": on, "ore": -ore, "said": {}}]
    return {**rows[0], "of": {"day": day, "said": said, "rows": rows}}


def account_word(c: Any, name: str, usual: str) -> str:
    """What the agreement calls an account (``accounts:``), if not what it is usually called."""
    return str(c["words"].get(name, usual))


def made_here(c: Any) -> list[str]:
    return [account_word(c, name, usual) for name, usual in MADE.items()]


def reduces_cost(c: Any, account: str) -> bool:
    """Whether what is posted on an account comes off the cost (*kostnadsreduksjon*)."""
    parts = account.split(":")[2:]
    return any(f"{account}:".startswith(f"{of}:") if ":" in of else of in parts for of in c["reductions"])


def reductions(c: Any, rows: list[str]) -> dict[str, Any]:
    """The words of the agreement for accounts that come off the cost, for tax, and for claims."""
    tree = tree_of((*rows,))
    named, own = tree.get("accounts") or {}, tree["cooperations"][c["subject"]["cooperation"]].get("contra") or []
    found = [named.get("contra", "Kostnadsreduksjon"), *([own] if isinstance(own, str) else own)]
    claimed_on, tax = named.get("claims", "Assets:Krav"), named.get("vat", "Merverdiavgift")
    of_all = {"words": named, "currency": tree["currency"], "slugs": tree["cooperations"].keys()}
    of_all["everybodys"] = {of.get("account") for of in tree["cooperations"].values()}
    return {"claimed": claimed_on, "reductions": found, "tax": tax, **of_all}


def is_given_back(c: Any, at: Any) -> bool:
    """Whether a line is tax, or its compensation, that is no cost of anybody's."""
    if "avgift" in at["said"]:
        return at["said"]["avgift"] in GIVEN_BACK
    is_tax = at["said"].get("art", "").startswith("429") or c["tax"] in at["account"].split(":")[1:]
    return is_tax and at["of"]["said"].get("avgift") in GIVEN_BACK


def shared_as(c: Any, at: Any) -> Any:
    """The cost that what comes off it goes with, where all the cost of the voucher is shared alike; else itself."""
    centres = {name for _, _, name in c["agreement"]["centres"].values()}
    own = at["said"].keys() - {"art"} or centres & {*at["account"].split(":")[2:]}
    if own or not reduces_cost(c, at["account"]):
        return at
    prefix = f"Expenses:{c['agreement']['account'][2]}:"
    costs = [
        {**row, "of": at["of"]}
        for row in at["of"]["rows"]
        if f"{row['account']}:".startswith(prefix) and not reduces_cost(c, row["account"])
    ]
    costs = [row for row in costs if not is_given_back(c, row)]
    ways = set()
    for row in costs:
        said = {k: v for k, v in {**at["of"]["said"], **row["said"]}.items() if k != "art"}
        of_account = next((name for name in row["account"].split(":")[2:] if name in centres), "")
        ways.add(canonical([said.get("ansvar", of_account), said]))
    return costs[0] if len(ways) == 1 else at


def served_by_accrual(texts: dict[str, list[str]]) -> dict[str, str]:
    """When each accrued cost is of: so is what replaces it, unless it says itself."""
    every = [(file, of) for file, rows in texts.items() for of in directives(tuple(rows)) if of["kind"] == "paaloept"]
    found = [(file, of) for file, of in every if len(of["values"]) > 2]
    for file, of in found:
        is_read = (of["said"].get("id") or "").strip()
        need(is_read, f"{file}:{of['line']}", "id på det påløpte mangler, eller kan ikke leses her")
    return {of["said"]["id"]: of["said"].get("periode", of["day"]) for _, of in found}


def placed(c: Any, versions: Any, at: Any) -> list[Any] | None:
    """Where the agreement and the voucher put a line: pots, each with its part; None: it is not told there."""
    said, day, slugs = {**at["of"]["said"], **at["said"]}, day_of(at["of"]["day"]), names(c)
    for word in sorted(OURS & said.keys()):
        need(said[word] is not None, at["of"]["day"], f"«{word}» {UNREAD}")
    if at["ore"] is None:
        return None
    usual = c["served"].get(at["of"]["said"].get("erstatter", ""), at["of"]["day"])
    first, _, last = (said.get("periode", usual) or at["of"]["day"]).partition("/")
    served = range(day_of(first), day_of(last or first) + 1)
    terms_on = [next((n for n, v in enumerate(versions) if v["days"][0] <= d <= v["days"][1]), -1) for d in served]
    stretches = Counter((v, date.fromordinal(d).year) for v, d in zip(terms_on, served, strict=True))
    components = at["account"].split(":")[2:]
    named = {name: code for code, (_, _, name) in c["agreement"]["centres"].items()}
    codes = [named[name] for name in components if name in named]
    need(
        said.get("ansvar", "") in {"", *c["agreement"]["centres"]},
        at["of"]["day"],
        "ansvaret er ikke blant samarbeidets",
    )
    start, found = served[0], []
    for (version, of_year), count in stretches.items():
        v, year = version, of_year
        centre = said.get("ansvar", codes[0] if codes else "")
        sets = is_sum(terms_of(versions[v], centre, "key"), versions)
        if sets:  # used once a year, on the terms of the voucher's day
            now = next((n for n, w in enumerate(versions) if w["days"][0] <= day <= w["days"][1]), None)
            if now is not None:
                v = now if is_sum(terms_of(versions[now], centre, "key"), versions) else v
                year = date.fromordinal(day).year
        members = members_of(versions[v], "" if sets else centre)  # of the centre, also where it has no pot of its own
        centre = centre if has_rule(versions[v], centre, versions) else ""
        pot: Any = {"version": v, "year": year, "centre": centre, "days": None, "key": "own"}
        pot |= {"members": members, "bearer": host_of(versions[v])}
        asked = said.get("noekkel", "own")
        if asked not in ("own", terms_of(versions[v], centre, "key")):
            if sets and not is_sum(asked, versions):  # then the terms of the day of service hold
                pot |= {"version": version, "year": of_year}
                pot |= {"members": members_of(versions[version], ""), "bearer": host_of(versions[version])}
            pot["key"] = asked
        usual, key = (pot["members"], pot["bearer"]), key_of(pot, versions)
        if "deltakere" in said and not is_sum(key, versions):
            pot["members"] = sorted({slugs[n.strip()] for n in said["deltakere"].split(",")})
        if "betaler" in said and not is_sum(key, versions):
            pot["bearer"] = slugs[said["betaler"].strip()]
        pot["tied"] = bool(centre) or pot["key"] != "own" or (pot["members"], pot["bearer"]) != usual
        is_cost = at["account"].startswith("Expenses") or reduces_cost(c, at["account"])
        if "threshold" in kinds(key, versions) and is_cost:
            pot["days"] = [start, start + count - 1]
            if "betaler" not in said and at["ore"]:
                if any(row["ore"] is None for row in at["of"]["rows"]):
                    return None  # it cannot be seen which of them are paid from
                pot["bearer"] = paid_by(c, at, versions)
            if pot["bearer"] is None:
                pot["key"] = "none"
        if pot["year"] > date.fromordinal(day).year and lacks_figures(c, key, pot["members"], pot["year"], versions):
            pot |= {"key": "none", "days": None}
        start += count
        found.append([pot, Fraction(count, len(served))])
    return found


def lacks_figures(c: Any, key: Any, members: list[str], year: int, versions: Any) -> bool:
    """Whether a key cannot be used for a later year yet, for want of a figure of any of those who take part."""
    asked = by_statistic(whole(key, versions), members)
    return not all({*who} <= c["figures"][series_of(of, {"year": year})].keys() for of, who in asked)


def by_statistic(key: Any, who: list[str]) -> Iterator[tuple[Any, list[str]]]:
    """The keys in a key that go by a statistic, and whose figures each asks for."""
    if isinstance(key, dict):
        who = key["payers"] if isinstance(key.get("payers"), list) else who
        if "statistic" in key:
            yield key, who
        for inner in key.values():
            yield from by_statistic(inner, who)
    for inner in key if isinstance(key, list) else ():
        yield from by_statistic(inner, who)


def paid_by(c: Any, at: Any, versions: Any) -> str | None:
    """Who paid: whose outlay it is, or the host of the day where it is of the host's own money."""
    prefix, slugs, day = f"Expenses:{c['agreement']['account'][2]}:", on_accounts(c), day_of(at["of"]["day"])
    rows = at["of"]["rows"]
    is_cost = [f"{r['account']}:".startswith(prefix) or reduces_cost(c, r["account"]) for r in rows]
    cost = sum(r["ore"] for r, is_its in zip(rows, is_cost, strict=True) if is_its) or at["ore"]
    others = [r["account"] for r in rows if r["ore"] * cost < 0]
    outlays = account_word(c, "outlays", "Liabilities:Utlegg") + ":"
    host = next((v["host"] for v in reversed(versions) if v["days"][0] <= day), versions[0]["host"])
    found = {slugs.get(a.removeprefix(outlays).split(":")[0]) for a in others if a.startswith(outlays)}
    found |= {host for a in others if a.startswith("Assets:") and not a.startswith(outlays)}
    return found.pop() if len(found) == 1 else None


def names(c: Any) -> dict[str, str]:
    """The payers by slug and by name, as people write them on a voucher."""
    return {name: slug for slug, (_, _, name, *_) in c["payers"].items()} | {slug: slug for slug in c["payers"]}


def on_accounts(c: Any) -> dict[str, str]:
    """The payers by what they are called in accounts: as the agreement says, or by name."""
    own = {slug: called for slug, (_, _, *called) in c["payers"].items()}
    return {called[1] if called[1:] else "-".join(called[0].split()): slug for slug, called in own.items()}


def terms_of(version: Any, centre: str, what: str) -> Any:
    """Key or participants: of the cost centre, if it has a rule of its own, else of the version."""
    said = version.get(f"{what} {centre}") or version[what]
    return [] if what == "participants" and isinstance(said, str) else said


def members_of(version: Any, centre: str) -> list[str]:
    return sorted(terms_of(version, centre, "participants"))


def host_of(version: Any) -> str | None:
    return None if version["host"] == "not_stated" else version["host"]


def kinds(key: Any, versions: Any) -> set[str]:
    """The kinds of key that a key is, or has in it."""
    return set(re.findall(r'"(\w+)":', canonical(whole(key, versions)).decode()))


def is_sum(key: Any, versions: Any) -> bool:
    """Whether a key sets sums, whatever the cost."""
    return bool(kinds(key, versions) & {"amounts", "price", "steps"})


def has_rule(version: Any, centre: str, versions: Any) -> bool:
    """Whether a cost centre has a rule; who takes part makes a sum that is set once a year no other."""
    sets = kinds(version["key"], versions) & {"amounts", "price", "steps", "base"}
    return f"key {centre}" in version or (f"participants {centre}" in version and not sets)


def whole(key: Any, versions: Any, *, is_key: bool = True) -> Any:
    """A key with the name of every key in it replaced, and no order between its parts."""
    if isinstance(key, list):
        return sorted((whole(part, versions, is_key=False) for part in key), key=canonical)
    if isinstance(key, dict):
        return {name: whole(value, versions, is_key=name in WITHIN) for name, value in key.items()}
    return whole(versions[0]["keys"][key], versions) if is_key and key in versions[0]["keys"] else key


def as_value(key: Any, versions: Any) -> bytes:
    """A key by what it says: two that say the same are equal, however they are written."""
    return canonical(said_of(whole(key, versions), frozenset(p for v in versions for p in everybody(v))))


def everybody(version: Any) -> Iterator[str]:
    """Who takes part under some terms, of a cost centre too."""
    for field, said in version.items():
        if field.partition(" ")[0] == "participants" and not isinstance(said, str):
            yield from said


def said_of(key: Any, who: frozenset[str]) -> Any:
    """Numbers in one form, each payer's by name, and what says nothing left out; ``who`` can take part."""
    if isinstance(key, list):
        return sorted((said_of(part, who) for part in key), key=canonical)
    if isinstance(key, str):
        value = re.sub("[ \u00a0]", "", key).replace(",", ".")
        return {key: ""} if key in UNSHARED else str(number(key)) if NUMBER.fullmatch(value) else key
    if UNSHARED & key.keys():
        return dict.fromkeys(key, "")
    who = frozenset(key["payers"]) if isinstance(key.get("payers"), list) else who
    of = {name: said_of(value, who) for name, value in key.items()}
    for name in {"base", "minimum", "maximum"} & of.keys():
        some = who | {p for group in groups_in(key.get("bounded")) for p in group}
        each = of[name] if isinstance(of[name], dict) else dict.fromkeys(some, of[name])
        of[name] = {p: ore for p, ore in each.items() if p in some and (name, ore) != ("minimum", "0")}
    if "weights" in of:
        total = sum(map(Fraction, of["weights"].values())) or 1
        of["weights"] = {p: str(Fraction(weight) / total) for p, weight in of["weights"].items()}
    if isinstance(of.get("date"), dict):
        of["date"] = {"day": "01-01", **of["date"]}
    elif of.get("date") in {"accounting_year", "year_before"}:
        of["date"] = {"day": "01-01", "year": of["date"]}
    usual = {"per": "year"} if "amounts" in of else {}
    said = usual | {name: value for name, value in of.items() if value or name == "base"}
    return said["parts"][0]["key"] if len(said.get("parts", ())) == 1 else said


def groups_in(key: Any) -> Iterator[Any]:
    """The payers of the groups of a key that name them."""
    if isinstance(key, (dict, list)):
        for part in key.values() if isinstance(key, dict) else key:
            yield from groups_in(part)
    if isinstance(key, dict) and isinstance(key.get("payers"), list):
        yield key["payers"]


def vouchers(c: Any, texts: dict[str, list[str]], versions: Any, unseen: set[str]) -> Any:
    """Every line of the selection is in the set once, and where the agreement puts it."""
    written = {(f, n): at for f, rows in texts.items() for n, at in postings(tuple(rows)).items()}
    for (file, n), at in written.items():
        need(not at["odd"], f"{file}:{n}", IN_TWO_WAYS)
    year, account = str(c["subject"]["year"]), c["agreement"]["account"][2]
    selected = [p for p, at in written.items() if at["of"]["day"][:4] == year and is_ours(c, at)]
    named = c["vouchers"]["lines"] + c["vouchers"]["left_out"]
    times_named = Counter((line["file"], line["line"]) for line in named if not line["made"])
    dropped = [place for place in selected if not times_named[place] and may_be_dropped(written[place])]
    unseen |= {f"{file}:{n}: om Beancount lar linjen falle bort, som det regner ut" for file, n in dropped}
    selected = [place for place in selected if place not in dropped]
    for file, n in selected:
        need(times_named[file, n] == 1, f"{file}:{n}", "bilagslinjen er ikke med én gang")
    need(len(times_named) == len(selected), "bilagene", "en linje er med som ikke hører til utvalget")
    made = {at: of for at, of in made_lines(c, texts, written).items() if at[2][:4] == year}
    told_made = Counter((line["file"], line["line"], line["day"], line["ore"]) for line in named if line["made"])
    others = [*(told_made - Counter(made.keys())), *(Counter(made.keys()) - told_made)]
    need(not others, "bilagene", f"{others}: det er noe annet enn linjen fører til")
    for line in named:
        place = line["file"], line["line"]
        where = f"{place[0]}:{place[1]}"
        need(sha(texts[place[0]][place[1] - 1].encode()) == line["digest"], where, "linjen er en annen")
        need(line["made"] == (place not in written), where, "det er ikke en bilagslinje")
        at = made[*place, line["day"], line["ore"]] if line["made"] else written[place]
        is_out = is_given_back(c, at)
        need(is_out == ("why" in line) == (line in c["vouchers"]["left_out"]), where, "er utelatt, eller skal være det")
        need(line["day"] == at["of"]["day"], where, "dagen er en annen")
        need(at["ore"] in {None, line["ore"]}, where, "beløpet er et annet")
        need(at.get("unit") in {None, "", c["currency"]}, where, "beløpet er ikke i avtalens valuta")
        need(line["contra"] == reduces_cost(c, at["account"]), where, "om det trekkes fra kostnaden, er noe annet")
        need(line["income"] == (at["account"][0] == "I" and not line["contra"]), where, "kostnad er gjort til inntekt")
        right = [] if is_out else placed(c, versions, shared_as(c, at))
        if right is None or at["ore"] is None:
            unseen.add(f"{where}: {line['ore']} øre, som Beancount regner ut: les hvordan det skal deles")
            continue
        is_found = len(right) == len(line["in"])
        for (pot, part), (n, said) in zip(right, line["in"], strict=False):
            mine = c["pots"][n]
            is_found &= exact(said) == part and all(
                mine[k] == v for k, v in pot.items() if k != "bearer" or mine["days"]
            )
        need(is_found, where, "linjen er delt på annen måte enn avtalen og bilaget sier")
    marks = [[file, n, sha(texts[file][n - 1].encode())] for file, n in selected]
    rule = f"Expenses:{account} Income:{account} -Income:{account}:{'|'.join(made_here(c))} {year}-01-01/{year}-12-31"
    need(c["vouchers"]["selector"] == rule, "utvalget", f"er ikke «{rule}»")
    need(c["vouchers"]["count"] == len(marks), "utvalget", f"har {len(marks)} linjer i bøkene")
    need(c["vouchers"]["selector_digest"] == sha(canonical([rule, marks])), "utvalget", "er andre linjer i bøkene")
    return written


def has_earlier_years(c: Any, written: Any, versions: Any) -> bool:
    """Whether anything can be left of an earlier accounting year: terms that held then, or lines."""
    new_year = f"{c['subject']['year']}-01-01"
    days = [at["of"]["day"] for at in written.values() if is_ours(c, at)]
    return bool(min([*days, *(str(v["from"]) for v in versions)]) < new_year)


def is_ours(c: Any, at: Any) -> bool:
    """Whether a line is on the cooperation's accounts of cost and outside income."""
    return bool(is_anybodys(c, at) and at["account"].split(":")[1] == c["agreement"]["account"][2])


def is_anybodys(c: Any, at: Any) -> bool:
    """Whether a line is on any cooperation's accounts of cost and outside income."""
    parts = [*at["account"].split(":"), ""]
    is_root = parts[0] == "Expenses" or (parts[0] == "Income" and parts[2] not in made_here(c))
    return is_root and parts[1] in c["everybodys"]


def stood_before(c: Any, texts: dict[str, list[str]], versions: Any, written: Any, unseen: set[str]) -> None:
    """What stands on the accounts from earlier years is what the vouchers of those years left there."""
    this = str(c["subject"]["year"])
    keys = [key for v in versions for field, key in v.items() if field.split(" ")[0] == "key"]
    is_yearly = c["accounts"] or any(kinds(key, versions) & YEARLY for key in (*keys, *versions[0]["keys"].values()))
    every = [*written.values(), *made_lines(c, texts, written).values()] if is_yearly else []
    lines = [at for at in every if at["of"]["day"][:4] < this and is_ours(c, at) and not is_given_back(c, at)]
    found: dict[bytes, Fraction] = defaultdict(Fraction)
    ways = [(at, placed(c, versions, shared_as(c, at))) for at in lines]
    if any(way is None for _, way in ways):
        unseen.add("det som sto på kontoer fra tidligere år: der er beløp som Beancount regner ut")
        return
    for year in sorted({at["of"]["day"][:4] for at in lines}):
        pots: dict[bytes, Any] = {}
        sums: dict[bytes, list[Fraction]] = defaultdict(lambda: [NONE, NONE])
        for at, way in ((at, way) for at, way in ways if at["of"]["day"][:4] == year):
            is_income = at["account"][0] == "I" and not reduces_cost(c, at["account"])
            for pot, part in way or ():
                of = canonical(pot | {"bearer": pot["bearer"] if pot["days"] else ""})
                pots[of] = pot
                sums[of][is_income] += at["ore"] * part * (-1 if is_income else 1)
        costs, incomes = ([sums[of][n] for of in pots] for n in (0, 1))
        left = net({**c, "pots": [*pots.values()]}, versions, costs, incomes)
        for of, ore in zip(pots, left, strict=True):
            found[of] += ore
    told = [[*at["before"], *(p for p in c["pots"] if p["account"] == k)] for k, at in enumerate(c["accounts"])]
    of_account = {account_of(pot, versions): k for k, pots in enumerate(told) for pot in pots}
    right: list[dict[bytes, Fraction]] = [{} for _ in told]
    for of, ore in found.items():
        pot = json.loads(of)
        if ore and kinds(key_of(pot, versions), versions) & YEARLY:
            k = of_account.get(account_of(pot, versions))
            need(k is not None or pot["year"] != int(this), f"kontoen for {pot['year']}", "mangler, og noe sto på den")
            if k is not None:
                right[k][of] = ore
    stood: list[dict[bytes, Fraction]] = []
    for at, from_books in zip(c["accounts"], right, strict=True):
        said: dict[bytes, Fraction] = defaultdict(Fraction)
        for pot in at["before"]:
            own = {name: value for name, value in pot.items() if name not in {"ore", "account", "alike"}}
            said[canonical(own | {"bearer": pot["bearer"] if pot["days"] else ""})] += exact(pot["ore"])
        stood.append(said)
        is_so = {of: ore for of, ore in said.items() if ore} == from_books
        need(is_so, f"kontoen for {at['year']}", "det som sto der fra tidligere år, er noe annet")
    for at, on_it, of_said in zip(c["accounts"], told, stood, strict=True):
        if on_it and at["year"] < int(this) and "base" in kinds(key := key_of(on_it[-1], versions), versions):
            due = {canonical(pot) for pot in base_pots(at, key, versions)} if at["year"] in c["years"] else set()
            blank = {of for of, ore in of_said.items() if not ore}
            is_due = due <= of_said.keys() and blank <= due | found.keys()
            need(is_due, f"kontoen for {at['year']}", "grunnbeløpene som sto der fra tidligere år, er noe annet")


def base_pots(account: Any, key: Any, versions: Any) -> Iterator[Any]:
    """What stands on the account of a year for base amounts alone, whether there was a cost or not."""
    on_it = canonical([account["year"], account["centre"], as_value(key, versions).decode()])
    for v, centre in with_sums(account["year"], {"base"}, versions):
        pot = usual_pot(v, centre, account["year"], versions)
        if account_of(pot, versions) == on_it:
            yield pot


def usual_pot(v: int, centre: str, year: int, versions: Any) -> Any:
    """The pot of terms, as they say themselves."""
    own = {"version": v, "centre": centre, "year": year, "key": "own", "tied": bool(centre)}
    return own | {"members": members_of(versions[v], centre), "bearer": "", "days": None}


def with_sums(year: int, sets: set[str], versions: Any) -> Iterator[tuple[int, str]]:
    """The terms in force in a year, of cost centres too, whose key has a kind that is due without a cost."""
    for v, version in enumerate(versions):
        named = {field.split(" ", 1)[1] for field in version if " " in field}
        for centre in ["", *(name for name in named if has_rule(version, name, versions))]:
            if kinds(terms_of(version, centre, "key"), versions) & sets and holds(
                version, {"year": year}, None, versions
            ):
                yield v, centre


def account_of(pot: Any, versions: Any) -> bytes:
    """The account that a pot stands on: its year of service, cost centre and key."""
    return canonical([pot["year"], pot["centre"], as_value(key_of(pot, versions), versions).decode()])


def without_lines(c: Any, versions: Any) -> None:
    """Sums and base amounts are due whether there is a cost or not: each has a pot, as its terms say."""
    year, used = c["subject"]["year"], {n for line in c["vouchers"]["lines"] for n, _ in line["in"]}
    every = with_sums(year, {"amounts", "price", "steps", "base"}, versions)
    due, found = {*every} if year in c["years"] else set(), set()
    for n, pot in enumerate(c["pots"]):
        v, centre = pot["version"], pot["centre"]
        found.add((v, centre))
        usual = [year, members_of(versions[v], centre), "own", bool(centre), host_of(versions[v])]
        is_usual = [pot[name] for name in ("year", "members", "key", "tied", "bearer")] == usual
        need(
            n in used or (is_usual and (v, centre) in due),
            f"potte {n}",
            "har ingen bilag, og er en annen enn vilkårene sier",
        )
    for v, centre in due:
        need((v, centre) in found, f"versjon {v}", "mangler beløpene for året")


def has_key(pot: Any, versions: Any) -> bool:
    """Whether the agreement says how a pot is shared."""
    key = key_of(pot, versions)
    return not UNSHARED & ({key} if isinstance(key, str) else key.keys())


def statistics(c: Any, texts: dict[str, list[str]]) -> dict[str, dict[str, str]]:
    """The figures, each in the row and column, or in the observation, that it is read from."""
    for series, rows in c["statistics"].items():
        name, _, day = series.rpartition("@")
        found = observations(c, name, texts)
        for payer, place in rows.items():
            is_its = found.get((payer, day)) == (*place,)
            need(is_its, "{}:{}".format(*place), f"er ikke {payer} sitt tall {day}")
    return {series: {p: at[3] for p, at in rows.items()} for series, rows in c["statistics"].items()}


def observations(c: Any, name: str, texts: dict[str, list[str]]) -> dict[tuple[str, str], tuple[str, int, int, str]]:
    """Where each figure of a statistic stands, and what it is, by payer and day: one of each."""
    rules, slugs = c["agreement"]["file"], names(c)
    of = tree_of((*texts[rules],))["statistics"][name]
    if "file" in of:
        file = next_to(rules, of["file"])
        written = [(row, (file, line, line)) for line, row in table(file, name, (*texts[file],)).items()]
    else:
        written = [(one, (rules, *at)) for one, at in zip(of["values"], of["values"].at, strict=True)]
    found: dict[tuple[str, str], tuple[str, int, int, str]] = {}
    for row, place in written:
        whose, day = row["municipality"].strip(), row["date"].strip()
        need((slugs.get(whose, whose), day) not in found, "{}:{}".format(*place), f"er enda et tall for {whose} {day}")
        found[slugs.get(whose, whose), day] = (*place, row["value"].strip())
    return found


@cache
def table(file: str, name: str, rows: tuple[str, ...]) -> dict[int, dict[str, str]]:
    """The rows of a file of figures by the line that each ends on, the figure as ``value``; made once."""
    found = csv.DictReader(io.StringIO("\n".join(rows), newline=""))
    columns = list(found.fieldnames or [])
    need(len({*columns}) == len(columns), file, "har to kolonner av samme navn")
    by_line: Any = dict((found.line_num, row) for row in found)  # noqa: C402 -- the line is that of each row
    need(not any(None in row for row in by_line.values()), file, "har en rad med flere felt enn kolonner")
    return {line: row | {"value": row[name if name in columns else "value"]} for line, row in by_line.items()}


# The year -----------------------------------------------------------------------------


def key_of(pot: Any, versions: Any) -> Any:
    """The key of a pot: of its terms, or of that name; and nothing behind a name."""
    v = versions[pot["version"]]
    own = terms_of(v, pot["centre"], "key")
    key = {"own": own, "none": {"not_stated": ""}}.get(pot["key"], pot["key"])
    while isinstance(key, str) and key in v["keys"]:
        key = v["keys"][key]
    return key


def due_of(c: Any, version: Any, key: Any, until: str, come: str) -> list[str]:
    """The parts of a year's sums that are due at the end of a period, as far as the books have come."""
    year, (first, last) = c["subject"]["year"], version["days"]
    begin, end = day_of(f"{year}-01-01"), day_of(f"{year}-12-31")
    stops = [day_of(p["end"]) for p in c["periods"]]
    own = [b for a, b in zip([begin - 1, *stops], stops, strict=False) if first <= b and last > a]
    held = Fraction(max(0, min(last, end) - max(first, begin) + 1), end - begin + 1)
    a, b = (day_of(key["from"]), day_of(key["to"])) if "from" in key else (first, last)
    passed = [Fraction(max(0, min(max(day, first - 1), last, b) - a + 1), b - a + 1) for day in (begin - 1, end)]
    passed = [NONE, NONE] if b == date.max.toordinal() else passed
    over = [stop for stop in own if date.fromordinal(min(stop, last)).isoformat() <= come]  # its terms, or the period
    done = Fraction(sum(stop <= day_of(until) for stop in over), len(own) or 1)
    return [str(held * done), str(passed[0]), str(passed[0] + (passed[1] - passed[0]) * done)]


def due_by(c: Any, versions: Any, end: str, left: list[Fraction], day: str) -> tuple[Any, Any]:
    """What is due of sums that are set, by pot, and until when base amounts are, by account: what the books came to."""
    due = {}
    for n, pot in enumerate(c["pots"]):
        key = whole(key_of(pot, versions), versions)
        if is_sum(key, versions):
            due[str(n)] = due_of(c, versions[pot["version"]], key, end, day)
    stops, seen = [f"{c['subject']['year'] - 1}-12-31", *(p["end"] for p in c["periods"])], {}
    for k, account in enumerate(c["accounts"]):
        on_it = [(pot, exact(pot["ore"])) for pot in account["before"]]
        on_it += [(pot, left[n]) for n, pot in enumerate(c["pots"]) if pot["account"] == k]
        waits = on_it and "base" in key_of(on_it[-1][0], versions) and not any(ore for _, ore in on_it)
        if on_it:
            seen[k] = min(end, max(stop for stop in stops if stop <= max(day, stops[0]))) if waits else end
    return due, seen


def due_so_far(c: Any, versions: Any, period: Any, left: list[Fraction], unseen: set[str]) -> None:
    """Of sums that are set, and base amounts without a cost, what the books have come to is due: no more, no less."""
    end = period["end"]
    right = [due_by(c, versions, end, left, day) for day in c["come_to"]]
    for n, told in [(n, period["due"].get(n)) for n in right[0][0]]:
        other_day(told, [due[n] for due, _ in right], f"{end}: potte {n}", unseen)
    for k in right[0][1]:
        where = f"{end}: kontoen for {c['accounts'][k]['year']}"
        other_day(period["seen"][k], [seen[k] for _, seen in right], where, unseen)


def other_day(told: Any, right: list[Any], where: str, unseen: set[str]) -> None:
    need(told in right, where, f"det er forfalt så mye som bøkene er kommet til: {right[0]}")
    if told != right[0]:
        unseen.add(f"{where}: hvor langt bøkene er kommet, som et annet tillegg enn vårt kan ha flyttet")


def alike_with(pot: Any, versions: Any) -> bytes:
    """What two pots have in common that are shared alike."""
    basis = versions[pot["version"]]["basis"]
    key = as_value(key_of(pot, versions), versions).decode() if has_key(pot, versions) else "none"
    return canonical([pot["year"], pot["centre"], pot["members"], pot["tied"], basis, key])


def net(c: Any, versions: Any, costs: list[Fraction], incomes: list[Fraction]) -> list[Fraction]:
    """What is left of each pot when outside income has come off, by the basis."""
    alike: dict[Any, list[int]] = defaultdict(list)
    for n, pot in enumerate(c["pots"]):
        alike[alike_with(pot, versions)].append(n)
    left = [NONE] * len(costs)
    for basis in ("net", "gross"):
        of = {a: ns for a, ns in alike.items() if versions[c["pots"][ns[0]]["version"]]["basis"] == basis}
        cost = {a: sum((costs[n] for n in ns), NONE) for a, ns in of.items()}
        income = {a: sum((incomes[n] for n in ns), NONE) for a, ns in of.items()}
        tied = {a: income[a] if c["pots"][ns[0]]["tied"] and basis == "net" else NONE for a, ns in of.items()}
        free = {a: income[a] - tied[a] for a in of}
        if basis == "gross" and sum(income.values()) >= 0:
            free = dict.fromkeys(of, NONE)
        owed = {a: cost[a] - min(tied[a], NONE) for a in of}
        rest = {a: max(NONE, o - max(tied[a], NONE)) if o > 0 else o for a, o in owed.items()}
        pool, come = sum((r for r in rest.values() if r > 0), NONE), sum(free.values(), NONE)
        back = sum((f for f in free.values() if f < 0), NONE)
        for a, ns in of.items():
            if pool:
                rest[a] *= 1 - min(come, pool) / pool if rest[a] > 0 else 1
            elif come < 0:
                rest[a] -= come * min(free[a], NONE) / back
            paid = sum((max(NONE, -incomes[n]) for n in ns), NONE)
            for n in ns:
                more = rest[a] * max(NONE, -incomes[n]) / paid if paid else NONE
                left[n] = costs[n] * rest[a] / cost[a] if cost[a] else costs[n] + more
    return left


def left_until(c: Any, versions: Any, end: str) -> list[Fraction]:
    """What is left of each pot from 1 January to the end of a period, in øre."""
    costs, incomes = [NONE] * len(c["pots"]), [NONE] * len(c["pots"])
    for line in c["vouchers"]["lines"]:
        for n, part in line["in"] if line["day"] <= end else ():
            into, sign = (incomes, -1) if line["income"] else (costs, 1)
            into[n] += sign * line["ore"] * exact(part)
    return net(c, versions, costs, incomes)


def entitlements(c: Any, versions: Any, period: Any, told: Any) -> tuple[Exact, list[Fraction], Any]:
    """What each payer is to bear from 1 January to the end of a period, exactly; of what, and what is shared how."""
    left = left_until(c, versions, period["end"])
    uses: dict[Any, Any] = {}
    y = {"figures": told, "due": None, "keys": versions[0]["keys"]}
    linear: dict[str, Any] = {"held": None, "over": True, "proofs": [], "takes": {}, "so_far": {}}
    parts = []
    stands: dict[bytes, Any] = {}
    for n, pot in enumerate(c["pots"]):
        key = whole(key_of(pot, versions), versions)
        is_yearly = bool(kinds(key, versions) & YEARLY)
        need((pot["account"] in range(len(c["accounts"]))) == is_yearly, f"potte {n}", "står på feil konto")
        on = stands.setdefault(account_of(pot, versions), pot["account"])
        need(on == pot["account"], f"potte {n}", "står på feil konto")
        if is_sum(key, versions):
            version = versions[pot["version"]]
            right = [members_of(version, "" if pot["key"] == "own" else pot["centre"]), c["subject"]["year"]]
            need([pot["members"], pot["year"]] == right, f"potte {n}", "gjelder andre enn avtalen sier")
            once = [(p["version"], p["centre"]) for p in c["pots"] if is_sum(key_of(p, versions), versions)]
            need(len({*once}) == len(once), f"potte {n}", "beløpene for året er med to ganger")
        if not is_yearly:
            need(pot["account"] is None, f"potte {n}", "står på feil konto")
            lots = {("", tuple(pot["members"])): {0: left[n]}}
            due = period["due"].get(str(n))
            now = {**y, **linear, "year": pot["year"], "due": due}
            parts.append(share(key_of(pot, versions), lots, now))
            uses[None, n] = key_of(pot, versions), lots, now, {}
    for k, account in enumerate(c["accounts"]):
        pots = [(pot, left[n]) for n, pot in enumerate(c["pots"]) if pot["account"] == k]
        before = [(pot, exact(pot["ore"])) for pot in account["before"]]
        if not pots and not before:
            continue
        key, where = key_of((before + pots)[-1][0], versions), f"kontoen for {account['year']}"
        on = canonical([account["year"], account["centre"], as_value(key, versions).decode()])
        need({account_of(pot, versions) for pot, _ in before + pots} == {on}, where, "har annet på seg")
        need(account["held"] == held_by(account, key, versions), where, "nøkkelen gjelder en annen tid")
        now = {**y, **served(account, versions, period["seen"][k]), "proofs": period["proofs"]}
        parts.append(share(key, lots_of(before + pots), now))
        borne: Exact = {}
        if before:
            then = served(account, versions, f"{c['subject']['year'] - 1}-12-31")
            borne = share(key, lots_of(before), {**y, **then, "proofs": account["proofs"]})
            parts.append({payer: -ore for payer, ore in borne.items()})
        numbers = [n for n, pot in enumerate(c["pots"]) if pot["account"] == k]
        uses[k, *numbers] = key, lots_of(before + pots), now, borne
    return added(parts), left, uses


def used(c: Any, period: Any, left: list[Fraction], uses: Any) -> None:
    """Each pot and account is shared once, as told, less what was borne of it in earlier years."""
    need(period["left"] == [*map(str, left)], period["end"], f"det som er igjen, er {[*map(str, left)]} øre")
    told = [(use["account"], *use["pots"]) for use in period["uses"]]
    need(sorted(told, key=str) == sorted(uses, key=str), period["end"], "en potte er ikke delt én gang")
    for use, of in zip(period["uses"], told, strict=True):
        key, lots, y, less = uses[of]
        where = f"{period['end']}: potte {', '.join(map(str, use['pots']))}"
        need(use["less"] == {p: str(ore) for p, ore in less.items() if ore}, where, "fra tidligere år er noe annet")
        step(use["tree"], key, lots, {**y, "c": c, "as_one": {}})


def holds(v: Any, account: Any, key: Any, versions: Any) -> bool:
    """Whether a version is in force in the year of an account, and has its key (None: whatever key)."""
    is_in = v["days"][0] <= day_of(f"{account['year']}-12-31") and v["days"][1] >= day_of(f"{account['year']}-01-01")
    if key is None or not is_in:
        return bool(is_in)
    is_its = not account["centre"] or has_rule(v, account["centre"], versions)
    return is_its and as_value(terms_of(v, account["centre"], "key"), versions) == as_value(key, versions)


def held_by(account: Any, key: Any, versions: Any) -> list[int]:
    """The versions by which the key of an account holds in its year; all, where only a voucher asks for it."""
    in_year = [n for n, v in enumerate(versions) if holds(v, account, None, versions)]
    return [n for n in in_year if holds(versions[n], account, key, versions)] or in_year


def lots_of(pots: Any) -> Lots:
    lots: Lots = {}
    for pot, ore in pots:
        first, last = pot["days"] or (0, 0)
        days = lots.setdefault((pot["bearer"] or "", tuple(pot["members"])), defaultdict(Fraction))
        for day in range(first, last + 1):
            days[day] += Fraction(ore) / (last - first + 1)
    return lots


def served(account: Any, versions: Any, seen: str) -> dict[str, Any]:
    """The parts of a year of service, whole and until a day, by who takes part."""
    first, last = day_of(f"{account['year']}-01-01"), day_of(f"{account['year']}-12-31")
    found = {"year": account["year"], "over": day_of(seen) >= last}
    for name, until in (("takes", last), ("so_far", day_of(seen))):
        parts: Exact = defaultdict(Fraction)
        for v in (versions[n] for n in account["held"]):
            days = max(0, min(v["days"][1], last, until) - max(v["days"][0], first) + 1)
            for payer in [
                "",
                *terms_of(v, account["centre"] if has_rule(v, account["centre"], versions) else "", "participants"),
            ]:
                parts[payer] += Fraction(days, last - first + 1)
        found["held" if name == "takes" else "held_so_far"] = parts.pop("", NONE)
        found[name] = dict(parts)
    return found


def shared_out(exactly: Exact, c: Any, payers: Any) -> dict[str, int]:
    """Rounded down, and what is left to the largest parts; ties by an order that nobody chooses."""
    of, sums = c["subject"], {p: floor(exactly.get(p, NONE)) for p in {*exactly, *payers}}
    draw = {p: sha(f"{of['cooperation']}|{of['year']}|{p}".encode()) for p in sums}
    rank = sorted(draw, key=lambda p: (-(exactly.get(p, NONE) % 1), -exact(c["owed"].get(p, "0")), draw[p]))
    for payer in rank[: floor(sum(exactly.values())) - sum(sums.values())]:
        sums[payer] += 1
    return sums


# The øre of earlier years ---------------------------------------------------------------------------------------------


def is_by_what_is_owed(exactly: Exact, sums: dict[str, int]) -> bool:
    """Whether some and not all of those whose parts of an øre are alike bear one of those left over."""
    parts: dict[Fraction, set[bool]] = defaultdict(set)
    for payer, ore in sums.items():
        parts[exactly.get(payer, NONE) % 1].add(ore > exactly.get(payer, NONE))
    return any(len(ups) > 1 for ups in parts.values())


def owed_before(c: Any, texts: dict[str, list[str]], versions: Any, written: Any) -> dict[str, str] | None:
    """The parts of an øre that each has coming from earlier years; nothing where Beancount works out one of the lines.

    It is what each was to bear in them, less what it was charged in whole øre.
    """
    this = c["subject"]["year"]
    every = [*written.values(), *made_lines(c, texts, written).values()]
    lines = [at for at in every if is_ours(c, at) and not is_given_back(c, at)]
    lines = [at for at in lines if at["of"]["day"] < f"{this}-01-01"]
    firsts = [*(at["of"]["day"] for at in lines), *(v["from"] for v in versions)]
    owed, stands = dict[str, str](), dict[bytes, list[Any]]()
    for year in range(int(min(firsts)[:4]), this):
        now = year_before(c, versions, [at for at in lines if at["of"]["day"][:4] == str(year)], year, stands)
        if now is None:
            return None
        now["owed"], (come, *_) = owed, come_to(now, texts, versions)
        end = now["periods"][-1]["end"]
        left = left_until(now, versions, end)
        due, seen = due_by(now, versions, end, left, come)
        seen = [seen.get(k, end) for k in range(len(now["accounts"]))]
        period = {"end": end, "due": due, "seen": seen, "proofs": c.get("earlier_proofs", ())}
        exactly, _, _ = entitlements(now, versions, period, c["figures"])
        sums = {p: Fraction(-ore) for p, ore in shared_out(exactly, now, ()).items()}
        owed = {p: str(ore) for p, ore in added([{p: exact(o) for p, o in owed.items()}, exactly, sums]).items()}
        for pot, ore in zip(now["pots"], left, strict=True):
            if pot["account"] is not None:
                stands.setdefault(account_of(pot, versions), []).append({**pot, "ore": str(ore)})
    return owed


def year_before(c: Any, versions: Any, lines: list[Any], year: int, stands: dict[bytes, list[Any]]) -> Any:
    """An earlier year as its certificate has it: the lines, the pots, and the accounts with what stood on them.

    Nothing where it cannot be seen how a line of it is shared.
    """
    pots: dict[bytes, Any] = {}
    named = [line_of(c, versions, at, pots) for at in lines]
    if None in named:
        return None
    for v, centre in with_sums(year, {"amounts", "price", "steps", "base"}, versions) if year in c["years"] else ():
        pots.setdefault(canonical(pot := usual_pot(v, centre, year, versions)), pot)
    accounts: dict[bytes, Any] = {}
    on_it = {of: pots_on[-1] for of, pots_on in stands.items() if pots_on[-1]["year"] == year}
    for pot in [*on_it.values(), *pots.values()]:
        key, pot["account"] = key_of(pot, versions), None
        if kinds(key, versions) & YEARLY:
            of = account_of(pot, versions)
            own = {"year": pot["year"], "centre": pot["centre"], "before": stands.get(of, [])}
            accounts.setdefault(of, {**own, "held": held_by(own, key, versions), "proofs": c.get("earlier_proofs", ())})
            pot["account"] = [*accounts].index(of)
    subject, periods = {**c["subject"], "year": year}, [{"end": end} for end in ends(year, versions)]
    now = {"subject": subject, "periods": periods, "accounts": [*accounts.values()], "pots": [*pots.values()]}
    return {**c, **now, "vouchers": {"lines": named}}


def line_of(c: Any, versions: Any, at: Any, pots: dict[bytes, Any]) -> Any:
    """A line of the books as a certificate of its year has it; the pots that it goes to are put among the others."""
    way, found = placed(c, versions, shared_as(c, at)), []
    if way is None:
        return None
    for pot, part in way:
        of = canonical(pot | {"bearer": pot["bearer"] if pot["days"] else ""})
        pots.setdefault(of, pot)
        found.append([[*pots].index(of), str(part)])
    is_income = at["account"][0] == "I" and not reduces_cost(c, at["account"])
    return {"day": at["of"]["day"], "in": found, "income": is_income, "ore": at["ore"]}


class Figures(dict[str, dict[str, str]]):
    """The figures of every series, by payer, read from the books when they are asked for."""

    def __init__(self, c: Any, texts: dict[str, list[str]]) -> None:
        super().__init__()
        self.c, self.texts = c, texts

    def __missing__(self, series: str) -> dict[str, str]:
        name, _, day = series.rpartition("@")
        found = observations(self.c, name, self.texts)
        self[series] = {payer: value for (payer, at), (*_, value) in found.items() if at == day}
        return self[series]


# Certificates and checkpoints -----------------------------------------------------------------------------------------


def file_of(folder: Path, name: str) -> bytes:
    """A file of the books, as it lies beside the certificates."""
    need(re.fullmatch(r"[^/~\\][^~\\]*", name) and ".." not in name, name, "er ikke et filnavn")
    return content(folder / f"bok~{name.replace('/', '~')}.txt")


def rows_of(name: str, raw: bytes) -> list[str]:
    """The lines of a file; a CR in the midst of one is a blank to Beancount, and the end of one to others."""
    rows = raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    for n, row in enumerate(rows, 1):
        need(not re.search("\r[^\r]", row), f"{name}:{n}", "har en vognretur (CR) inni linjen: skriv den uten")
    return rows


def certificate(folder: Path, name: str, unseen: set[str]) -> Any:
    """One certificate, checked in the order of what rests on what."""
    c = read(folder / name)
    of, files = c["subject"], c["books"]["files"]
    need(c["version"] in (3, 4), name, f"er av utgave {c['version']}: kontroller det med kontrollen som fulgte med det")
    need("extract" not in c, name, "er en kommunes eget: kontroller det med verify.py, i en mappe for seg")
    need(c.keys() >= HAS and of.keys() == SUBJECT, name, "mangler noe, eller har noe som ingen sertifikater har")
    need(
        c.keys() <= HAS | MAY_HAVE, name, f"har noe som ingen sertifikater har: {', '.join(c.keys() - HAS - MAY_HAVE)}"
    )
    hold_forms(c, name)
    need(name == f"{of['cooperation']}-{of['year']}-{of['payer']}.json", name, "heter noe annet enn det er")
    named = {of["payer"], *c["owed"], *(p for period in c["periods"] for p in period["amounts"])}
    need(named <= c["payers"].keys(), name, "noen som er nevnt, er ingen av betalerne")
    raw = {file: file_of(folder, file) for file in files}
    for file, digest in files.items():
        need(sha(raw[file]) == digest, file, "filen er en annen enn sertifikatet bygger på")
    need(c["books"]["revision"] == sha(canonical(files)), name, "utgaven av bøkene er en annen")
    texts = {f: rows_of(f, r) for f, r in raw.items()}
    need(c["agreement"]["digest"] == files[c["agreement"]["file"]], name, "avtalen er en annen")
    need(c["vouchers"]["set_digest"] == sha(canonical(c["vouchers"]["lines"])), name, "settet av bilag er et annet")
    rules = texts[c["agreement"]["file"]]
    versions, told = terms(c, rules), statistics(c, texts)
    need(c["agreement"]["region"][2] == of["books"], name, "er av andre bøker")
    books = included(texts, c["agreement"]["file"], unseen)
    known = {**c, **reductions(c, rules), "served": served_by_accrual(books), "figures": Figures(c, texts)}
    written = vouchers(known, books, versions, unseen)
    known["years"] = years_of(known, books, written)
    without_lines(known, versions)
    stood_before(known, books, versions, written, unseen)
    need(len(c["charged"]) >= len(c["periods"]), name, "en periode mangler")
    if c["owed"]:
        is_later = has_earlier_years(known, written, versions)
        need(is_later, name, "ingen har ører til gode fra før samarbeidets første år")
    fixed = charged_when(known, books)
    is_so = "åpent" if fixed is None else "lukket"
    need(c["closed"] == (fixed is not None), name, f"bøkene sier at året er {is_so}")
    need(fixed in (None, c["charged"]), name, f"da året ble lukket, ble {fixed} øre fastsatt")
    need(c["closed"] or not c["corrections"], name, "året er åpent, og kan ikke være rettet")
    if c["corrections"]:
        unseen.add("når det som er rettet av et lukket år, er belastet")
    known["come_to"] = come_to(known, books, versions)
    before, decides, sums = 0, False, [p["amounts"].get(of["payer"], 0) for p in c["periods"]]
    for period, charged, now in zip(c["periods"], c["charged"], sums, strict=not c["closed"]):
        where = f"{name}: {period['end']}"
        exactly, left, uses = entitlements(c, versions, period, told)
        need(
            {p: str(e) for p, e in exactly.items()} == period["entitlements"], where, "det hver skal bære, er et annet"
        )
        due_so_far(known, versions, period, left, unseen)
        used({**c, "texts": texts}, period, left, uses)
        right = shared_out(exactly, c, period["amounts"])
        need(right == period["amounts"], where, "ørene er ikke gitt som de skal")
        decides |= is_by_what_is_owed(exactly, right)
        need(c["closed"] or charged == now - before, where, "det som er belastet, er noe annet")
        before = now
    owed = owed_before(known, books, versions, written) if c["owed"] or decides else {}
    need(owed in (None, c["owed"]), name, "det er noe annet hver har til gode av ører fra tidligere år")
    if owed is None:
        unseen.add(
            f"{name}: hvem som bærer øren til overs: det går etter tidligere år, med beløp som Beancount regner ut"
        )
    need([p["end"] for p in c["periods"]] == ends(of["year"], versions), name, "periodene er andre enn avtalens")
    need(of["ore"] == sums[-1] == sum(c["charged"]) + sum(c["corrections"]), name, "beløpet er et annet")
    claimed(known, books, written, unseen)
    return c


def hold_forms(value: Any, name: str) -> None:
    """True and false, and numbers below zero, stand by their names alone: elsewhere they could be read in two ways."""
    if isinstance(value, dict):
        for at, of in value.items():
            hold_forms(of, name if name in {"amounts", "keys", "series", "statistics"} else at)
    elif isinstance(value, list):
        for of in value:
            hold_forms(of, name)
    else:
        is_number = type(value) is int
        need(
            isinstance(value, bool) == (name in TRUTHS),
            name,
            "er skrevet feil: sant og usant står der de hører hjemme, og ikke ellers",
        )
        need(not is_number or value >= 0 or name in SIGNED, name, "er skrevet feil: tallet kan ikke være under null")
        need(is_number or name not in {"year", "line"}, name, "er skrevet feil: det skal være et tall")


def included(texts: dict[str, list[str]], rules: str, unseen: set[str]) -> dict[str, list[str]]:
    """The books: the main file, which names the agreement, and what it includes; nothing else is read as such.

    Every file that is included is there, but for what a pattern finds, which nobody can see.
    """
    named = {
        file: [of for _, row in outside_texts(rows) if (of := PLUGIN.fullmatch(row))] for file, rows in texts.items()
    }
    told: dict[str, set[str]] = {file: set() for file, of in named.items() if of}
    books = {file: taken_in(file, texts, of) for file, of in told.items()}
    mains = [file for file in books if not any(file in books[other] for other in books if other != file)]
    need(mains, "bøkene", "hovedfilen mangler")
    need(len(mains) == 1, "bøkene", "hvilken fil som er hovedfilen, kan leses på to måter")
    beside = next_to(mains[0], (named[mains[0]][0][1] or "").strip())
    need(beside == rules, rules, "er ikke avtalen som hovedfilen navngir")
    unseen |= told[mains[0]]
    return {file: rows for file, rows in texts.items() if file in books[mains[0]]}


def next_to(file: str, name: str) -> str:
    """What a file that another one names is called among those of the books."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), name))


def taken_in(main: str, texts: dict[str, list[str]], unseen: set[str]) -> set[str]:
    """A file and all that it includes; what else decides how they are read is told."""
    found, waiting = {main}, [main]
    while waiting:
        file = waiting.pop()
        for n, row in outside_texts(texts[file]):
            where, at = f"{file}:{n}", INCLUDE.fullmatch(row)
            need(at or not re.match(r"include\b", row), where, "en fil som tas inn, kan ikke leses her")
            if (of := SETTING.match(row)) and not HARMLESS.fullmatch(f"{of[1]} {of[2]}"):
                unseen.add(f"{where}: hva «{of[2]}» gjør med bøkene")
            is_read = of and of[2] != "include"
            need(is_read or not re.match(r"(plugin|option)\b", row), where, "en innstilling kan ikke leses her")
            if at is None:
                continue
            beside = next_to(file, at[1])
            more = [beside]
            is_below = not beside.startswith("..") and not re.search(r"^/|\\|[*?\[].*/\.\.(/|$)", at[1])
            need(is_below, where, f"«{at[1]}» er ikke blant filene")
            if re.search(r"[*?\[]", at[1]):
                unseen.add(f"{where}: om «{at[1]}» er flere filer enn de som er her")
                more = [name for name in texts if is_found(name.split("/"), beside.split("/"))]
            need(all(name in texts for name in more), where, f"«{at[1]}» er ikke blant filene")
            waiting += [name for name in more if name not in found]
            found |= {*more}
    return found


def is_found(name: list[str], pattern: list[str]) -> bool:
    """Whether a pattern finds a file, folder by folder: nothing hidden, and ``**`` any folders or none."""
    if not name or not pattern:
        return name == pattern
    if pattern[0] == "**":
        return is_found(name, pattern[1:]) or (name[0][:1] != "." and is_found(name[1:], pattern))
    is_seen = name[0][:1] != "." or pattern[0][:1] == "."
    return is_seen and fnmatch.fnmatchcase(name[0], pattern[0]) and is_found(name[1:], pattern[1:])


def claimed(c: Any, texts: dict[str, list[str]], written: Any, unseen: set[str]) -> None:
    """Every claim and credit note on the payer for a period of the year is named once, with its number and amount."""
    of, account, slugs = c["subject"], c["agreement"]["account"][2], names(c)
    right = {}
    for place, at in written.items():
        said, period = at["of"].get("claim", {}), (at["of"]["said"].get("periode") or "").strip()
        need(None not in said.values(), "{}:{}".format(*place), "et ord på kravet kan ikke leses her")
        is_on_payer = [said.get("samarbeid"), slugs.get(said.get("kommune"))] == [account, of["payer"]]
        is_claim = "kravtype" in said and at["account"].startswith(f"{c['claimed']}:")
        if is_claim and is_on_payer and period[:4] == str(of["year"]):
            need("krav" in at["of"]["tags"], "{}:{}".format(*place), "kravet mangler #krav, og er da ikke et krav")
            right[place] = [said.get("krav"), said["kravtype"]]
    for claim in c["claims"]:
        file, n = place = claim["file"], claim["line"]
        need(right.pop(place, None) == [claim["id"], claim["kind"]], f"{file}:{n}", "kravet er et annet")
        need(sha(texts[file][n - 1].encode()) == claim["digest"], f"{file}:{n}", "kravet er et annet")
        need(written[place]["ore"] in {None, claim["ore"]}, f"{file}:{n}", "kravets beløp er et annet")
        need(written[place]["unit"] in {"", c["currency"]}, f"{file}:{n}", "kravet er ikke i avtalens valuta")
        if written[place]["ore"] is None:
            unseen.add(f"{file}:{n}: {claim['ore']} øre, som Beancount regner ut, i kravet")
    need(not right, "{}:{}".format(*next(iter(right), ("", 0))), "et krav eller en kreditnota er ikke med")


def ends(year: int, versions: Any) -> list[str]:
    """The last days of the settlement periods: each version's own, and of each host."""
    found = {date(year, 12, 31)}
    for n, v in enumerate(versions):
        first, last = v["days"]
        months = {"month": 1, "quarter": 3, "half_year": 6}.get(v["settlement"], 12)
        days = [date(year, m + 1, 1).toordinal() - 1 for m in range(months, 12, months)]
        found.update(date.fromordinal(day) for day in days if first <= day <= last)
        after = versions[n + 1]["host"] if n + 1 < len(versions) else v["host"]
        if v["host"] not in {"not_stated", after} and date.fromordinal(last).year == year:
            found.add(date.fromordinal(last))
    return [day.isoformat() for day in sorted(found)]


def root(leaves: list[bytes]) -> bytes:
    """The Merkle root (RFC 9162): leaves and nodes are told apart by a byte before them."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def checkpoints(folder: Path, found: dict[str, Any], unseen: set[str]) -> None:
    """The chain of checkpoints: each has the root of the one before, the last these certificates."""
    before: Any = None
    for path in sorted(folder.glob("sjekkpunkt-*.json")):
        now = read(path)
        told = [f"{name} {digest}" for name, digest in sorted(now["certificates"].items())]
        leaves = [leaf.encode() for leaf in (now["previous"], *told)]
        called = f"sjekkpunkt-{now['number']:04d}.json"
        need(path.name == called, path.name, f"er nummer {now['number']}, og heter noe annet")
        need(now["root"] == "sha256:" + root(leaves).hex(), path.name, "roten er en annen")
        if before is None and now["number"] > 1:
            need(now["previous"], path.name, "kjeden er brutt")
            unseen.add("sjekkpunktene før " + path.name)
        else:
            need(now["previous"] == (before["root"] if before else ""), path.name, "kjeden er brutt")
        need(before is None or now["origin"] == before["origin"], path.name, "er av andre bøker")
        need(before is None or now["number"] == before["number"] + 1, path.name, "et sjekkpunkt mangler")
        before = now
    if before is None:
        unseen.add("om andre har fått de samme sertifikatene: mappen har ikke noe sjekkpunkt")
        return
    for name, c in found.items():
        need(before["certificates"].get(name) == sha(canonical(c)), name, "er et annet enn i sjekkpunktet")
    need(all(c["subject"]["books"] == before["origin"] for c in found.values()), "sjekkpunktet", "er av andre bøker")
    if missing := len(before["certificates"]) - len(found):
        unseen.add(f"{missing} sertifikater som sjekkpunktet har, og mappen ikke har")


def say(*lines: str) -> None:
    """What is written in a file may be made to look like another answer: only letters and marks are shown."""
    text, code = "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in lines), sys.stdout.encoding
    try:
        print(text.encode(code or "utf-8", "replace").decode(code or "utf-8"), flush=True)
    except BrokenPipeError:  # who listens has heard enough; the code that it ends with tells too
        sys.stdout = None


def main(folder: Path) -> int:
    unseen: set[str] = set()
    try:
        names = sorted(p.name for p in folder.glob("*.json") if not p.name.startswith("sjekkpunkt-"))
        need(names, str(folder), "mappen har ingen sertifikater")
        found = {name: certificate(folder, name, unseen) for name in names}
        need(len({c["subject"]["books"] for c in found.values()}) == 1, str(folder), "sertifikatene er av flere bøker")
        checkpoints(folder, found, unseen)
    except DiffersError as error:
        say(f"STEMMER IKKE. {error}")
        return 1
    except FAULTS as error:
        say(f"STEMMER IKKE. Et sertifikat mangler noe, eller har noe annet enn det skal: {error!r}")
        return 1
    first = f"{len(found)} sertifikater stemmer" + (", så langt det kan ses. Ikke kontrollert:" if unseen else ".")
    say(first, *(f"- {what}" for what in sorted(unseen)))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
