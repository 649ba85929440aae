"""Attacks that are aimed at one part of a certificate, as a host that lies would be.

Each changes the certificate that it gets, and says what it did; nothing where the
certificate has not what it is aimed at.  ``'uses'`` in what it says means that the
steps are changed, and that what each bears follows from them.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

Json = Any
SUMS = {"amounts", "price", "steps"}
LIMITED = SUMS | {"base", "threshold", "bounded"}
HIDDEN = "skjult:" + "0" * 64
AS_TOLD = "as it is told: "
"""Begins what is told of a lie that no arithmetic of a host would put right again."""


def copied(value: Json) -> Json:
    """The same once more: JSON, which needs nothing of what ``deepcopy`` remembers."""
    if isinstance(value, dict):
        return {name: copied(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [copied(inner) for inner in value]
    return value


def nodes(found: Json) -> Iterator[Json]:
    """Every step of a certificate."""
    waiting = [use["tree"] for period in found["periods"] for use in period["uses"]]
    while waiting:
        node = waiting.pop()
        waiting += node["of"]
        yield node


def _rows(folder: Path, file: str) -> list[str]:
    beside = folder / f"bok~{file.replace('/', '~')}.txt"
    return beside.read_text("utf-8-sig").replace("\r\n", "\n").split("\n")


# Rows of statistics -------------------------------------------------------------------


def _other_figure(found: Json, before: Json, after: Json, payer: str) -> None:
    """Tell a payer's figure otherwise wherever it is told."""
    told = [
        node.get(name, {}) for node in nodes(found) for name in ("numbers", "counts")
    ]
    for of in [*found["statistics"].values(), *told]:
        if of.get(payer) == before:
            of[payer] = after


def row_of_another_day(found: Json, folder: Path, random: Random) -> str:
    """The figure that the payer has of another year."""
    series = [(p, at) for of in found["statistics"].values() for p, at in of.items()]
    if not series:
        return ""
    payer, before = random.choice(series)
    file, first, last, word = before
    rows, names = _rows(folder, file), [payer, *found["payers"][payer][2:]]
    others = []
    for n in range(1, len(rows) + first - last + 1):
        text = "\n".join(rows[n - 1 : n + last - first])
        form = r",(\d+)$" if file.endswith(".csv") else r"value: *(\d+)"
        is_its = any(re.search(rf"(?<!\w){re.escape(of)}(?!\w)", text) for of in names)
        if is_its and (at := re.search(form, text)) and at[1] != word:
            others.append([file, n, n + last - first, at[1]])
    if not others:
        return ""
    _other_figure(found, before, random.choice(others), payer)
    return f"'uses': {payer} has the row of another day than {before}"


def row_of_another_payer(found: Json, _: Path, random: Random) -> str:
    """Two payers have each other's rows."""
    series = [of for of in found["statistics"].values() if len(of) > 1]
    if not series:
        return ""
    of = random.choice(series)
    one, other = random.sample(sorted(of), 2)
    places = of[one], of[other]
    _other_figure(found, places[0], places[1], one)
    _other_figure(found, places[1], places[0], other)
    return f"'uses': {one} and {other} have each other's rows"


# Sums that the agreement sets ---------------------------------------------------------


def sum_of_another(found: Json, _: Path, random: Random) -> str:
    """Two payers have each other's sums, bounds or base amounts."""
    some = [
        node["numbers"]
        for node in nodes(found)
        if node["op"] in LIMITED
        and len({str(place) for place in node.get("numbers", {}).values()}) > 1
    ]
    if not some:
        return ""
    of = random.choice(some)
    one, other = random.sample(sorted(of), 2)
    of[one], of[other] = of[other], of[one]
    return f"'uses': {one} and {other} have each other's sums"


def sums_twice(found: Json, _: Path, random: Random) -> str:
    """A pot of the same terms, and no line, has the sums of the year once more."""
    of_sums = {
        use["pots"][0]
        for period in found["periods"]
        for use in period["uses"]
        if use["tree"]["op"] in SUMS and use["pots"]
    }
    if not of_sums:
        return ""
    pot = random.choice(sorted(of_sums))
    found["pots"].append(copied(found["pots"][pot]))
    for period in found["periods"]:
        period["left"].append("0")
        for use in list(period["uses"]):
            if use["pots"] == [pot]:
                again = copied(use)
                again["pots"] = [len(found["pots"]) - 1]
                again["tree"]["ore"] = "0"
                period["uses"].append(again)
                if str(pot) in period["due"]:
                    period["due"][str(again["pots"][0])] = period["due"][str(pot)]
    return f"'uses': the sums of pot {pot} twice"


def come_otherwise(found: Json, _: Path, random: Random) -> str:
    """The books are said to have come to an earlier day than they have, or a later."""
    year, payer = found["subject"]["year"], found["subject"]["payer"]
    ends = [period["end"] for period in found["periods"]]
    day = random.choice((f"{year - 1}-12-31", *ends))
    versions = versions_of(found)
    for period in found["periods"]:
        for n in period["due"]:
            pot = found["pots"][int(n)]
            key = verify_deep.key_of(pot, versions)
            version = versions[pot["version"]]
            due = verify_deep.due_of(found, version, key, period["end"], day)
            period["due"][n] = due
        for use in period["uses"]:
            k, tree = use["account"], use["tree"]
            if k is None and tree["op"] in SUMS:
                _due_now(tree, *period["due"][str(use["pots"][0])])
            elif k is not None and tree["op"] == "base" and tree["ore"] == "0":
                account, seen = found["accounts"][k], min(day, period["end"])
                period["seen"][k] = seen
                _base_now(tree, verify_deep.served(account, versions, seen))
    how = "'uses': " if random.randrange(2) else ""
    return f"{how}{payer} is told that the books have come to {day}"


def _due_now(tree: Json, now: str, before: str, after: str) -> None:
    """A step of sums that are set, when another part of them is due."""
    whole = {p: verify.number(place[3]) for p, place in tree["numbers"].items()}
    if tree["op"] == "price":
        whole = {p: n * verify.number(tree["counts"][p][3]) for p, n in whole.items()}
    sums = {p: n * 100 * Fraction(now) for p, n in whole.items()}
    tree["due"] = [now, "0"]
    if tree["per"] == "agreement_period":
        tree["due"] = [after, before]
        parts = Fraction(before), Fraction(after)
        of = {p: [floor(n * 100 * part) for part in parts] for p, n in whole.items()}
        sums = {p: Fraction(then - first) for p, (first, then) in of.items()}
    tree["value"] = {p: str(ore) for p, ore in sums.items() if ore}


def _base_now(tree: Json, now: Json) -> None:
    """A step of base amounts without any cost, seen from another day."""
    own = {
        p: verify.number(place[3]) * 100 * now["so_far"].get(p, now["held_so_far"])
        for p, place in tree["numbers"].items()
    }
    tree["own"] = tree["value"] = {p: str(ore) for p, ore in own.items() if ore}


def plain(says: Json) -> Json:
    """Lists of pairs as mappings: [["weight", "40 %"], ["key", "equal"]]."""
    if isinstance(says, str):
        return says
    pairs = all(
        isinstance(i, list) and len(i) == 2 and isinstance(i[0], str) for i in says
    )
    if pairs:
        return {name: plain(value) for name, value in says}
    return [plain(value) for value in says]


def versions_of(found: Json) -> list[Json]:
    """The versions of the terms that a certificate tells, with their keys and days."""
    said, day_of = found["agreement"], verify_deep.day_of
    keys = {name: plain(of[2]) for name, of in said["keys"].items()}
    versions = [
        {name: plain(of[2]) for name, of in v.items()} | {"keys": keys}
        for v in said["versions"]
    ]
    firsts = [day_of(v["from"]) for v in versions]
    for v, first, after in zip(versions, firsts, [*firsts[1:], 3652060], strict=True):
        v["days"] = first, min(after - 1, day_of(v.get("to", "9999-12-31")))
    return versions


def bounds_not_yet(found: Json, _: Path, __: Random) -> str:
    """Bounds are said to be such that they cannot be kept before the year is over."""
    changed = []
    for period in found["periods"][:-1]:
        trees = [use["tree"] for use in period["uses"]]
        trees = [tree for tree in trees if tree["op"] == "bounded"]
        if any(tree["own"] for tree in trees):
            changed.append(period["end"])
            levels = ["1"] * max(len(tree["of"]) for tree in trees)
            without = ["maximum", "minimum"]
            proof = {"levels": levels, "shifts": {}, "without": without}
            period["proofs"] = [proof]
            for tree in trees:
                tree.update(own={}, numbers={})
    return f"'uses': bounds are not kept yet: {changed}" if changed else ""


# Clauses ------------------------------------------------------------------------------


def clause_left_out(found: Json, _: Path, random: Random) -> str:
    """A clause that a version could be without."""
    some = [
        (version, name)
        for version in found["agreement"]["versions"]
        for name in version
        if " " in name or name in {"to", "basis", "settlement", "host"}
    ]
    if not some:
        return ""
    version, name = random.choice(some)
    del version[name]
    return f"the clause «{name}» is left out"


def clause_of_another_version(found: Json, _: Path, random: Random) -> str:
    """What one version says is said to be in another."""
    versions = found["agreement"]["versions"]
    if len(versions) < 2:
        return ""
    one, other = random.sample(versions, 2)
    some = [name for name in one.keys() & other.keys() if one[name] != other[name]]
    name = random.choice(sorted({*some} - {"from"} or some))
    one[name] = other[name]
    return f"the clause «{name}» is another version's"


def key_of_another_name(found: Json, _: Path, random: Random) -> str:
    """One named key of the agreement is used in the place of another."""
    keys = found["agreement"]["keys"]
    if len(keys) < 2:
        return ""
    one, other = random.sample(sorted(keys), 2)
    keys[one], keys[other] = keys[other], keys[one]
    return f"the keys {one} and {other} have each other's words"


# Files --------------------------------------------------------------------------------


def _file_that_can_go(found: Json, random: Random) -> str:
    names = sorted(
        f for f in found["books"]["files"] if f != found["agreement"]["file"]
    )
    return random.choice(names) if len(names) > 1 else ""


def file_left_out(found: Json, _: Path, random: Random) -> str:
    """A file is left out, with every line in it."""
    file = _file_that_can_go(found, random)
    if not file:
        return ""
    del found["books"]["files"][file]
    for name in ("lines", "left_out"):
        of = found["vouchers"][name]
        of[:] = [line for line in of if line["file"] != file]
    found["claims"] = [claim for claim in found["claims"] if claim["file"] != file]
    return f"the file {file} is left out"


def file_not_handed_out(found: Json, _: Path, random: Random) -> str:
    """A file is left out of those that are named, and its lines are not."""
    file = _file_that_can_go(found, random)
    found["books"]["files"].pop(file, None)
    return f"the file {file} is not handed out" if file else ""


# What is said of every voucher --------------------------------------------------------


def goes_with_another(found: Json, _: Path, random: Random) -> str:
    """A line goes where another one does: a pushed word is not heard, or reaches on."""
    lines = [line for line in found["vouchers"]["lines"] if not line["income"]]
    some = [(a, b) for a in lines for b in lines if a["in"] != b["in"]]
    if not some:
        return ""
    one, other = random.choice(some)
    one["in"] = copied(other["in"])
    return f"line {one['line']} goes with line {other['line']}"


def for_others(found: Json, _: Path, random: Random) -> str:
    """A pot is for one less than the voucher or the agreement says."""
    some = [pot for pot in found["pots"] if len(pot["members"]) > 1]
    if not some:
        return ""
    pot = random.choice(some)
    pot["members"].remove(random.choice(pot["members"]))
    return "a pot is for one less"


# Closed years, and what is corrected in them ------------------------------------------


def correction_gone(found: Json, _: Path, random: Random) -> str:
    """A correction is told of nowhere."""
    if not found["corrections"]:
        return ""
    ore = found["corrections"].pop(random.randrange(len(found["corrections"])))
    found["subject"]["ore"] -= ore
    found["periods"][-1]["amounts"][found["subject"]["payer"]] -= ore
    return f"{AS_TOLD}a correction of {ore} is gone"


def correction_again(found: Json, _: Path, random: Random) -> str:
    """A correction is charged twice."""
    if not found["corrections"]:
        return ""
    ore = random.choice(found["corrections"])
    found["corrections"].append(ore)
    found["subject"]["ore"] += ore
    found["periods"][-1]["amounts"][found["subject"]["payer"]] += ore
    return f"{AS_TOLD}a correction of {ore} is charged again"


def correction_taken(found: Json, _: Path, random: Random) -> str:
    """What was given back is taken, and the other way."""
    if not found["corrections"]:
        return ""
    n = random.randrange(len(found["corrections"]))
    ore = found["corrections"][n]
    found["corrections"][n] = -ore
    found["subject"]["ore"] -= 2 * ore
    found["periods"][-1]["amounts"][found["subject"]["payer"]] -= 2 * ore
    return f"{AS_TOLD}a correction of {ore} is taken"


def charged_otherwise(found: Json, _: Path, random: Random) -> str:
    """What was fixed is another sum, and the rest is said to be a correction."""
    if not found["closed"]:
        return ""
    n, ore = random.randrange(len(found["charged"])), random.choice((-100, -1, 1, 100))
    found["charged"][n] += ore
    found["corrections"].append(-ore)
    return f"{AS_TOLD}a closed year charged {ore} more"


def closed_or_not(found: Json, _: Path, __: Random) -> str:
    """An open year is said to be closed, or a closed one open."""
    found["closed"] = not found["closed"]
    return f"{AS_TOLD}closed: {found['closed']}"


# Claims and credit notes --------------------------------------------------------------


def credit_note_gone(found: Json, _: Path, random: Random) -> str:
    """A claim or a credit note is told of nowhere."""
    if not found["claims"]:
        return ""
    gone = found["claims"].pop(random.randrange(len(found["claims"])))
    return f"{AS_TOLD}{gone['id']} is gone"


def credit_note_is_a_claim(found: Json, _: Path, random: Random) -> str:
    """A credit note is said to be a claim of another kind, or the other way."""
    if not found["claims"]:
        return ""
    claim = random.choice(found["claims"])
    kinds = {"akonto", "avregning", "internt", "kreditnota"} - {claim["kind"]}
    claim["kind"] = random.choice(sorted(kinds))
    return f"{AS_TOLD}{claim['id']} is {claim['kind']}"


def credit_note_of_another_sum(found: Json, _: Path, random: Random) -> str:
    """A claim has the sum of another, or the other sign."""
    if not found["claims"]:
        return ""
    claim = random.choice(found["claims"])
    claim["ore"] = -claim["ore"]
    return f"{AS_TOLD}{claim['id']} is of {claim['ore']}"


# Running accounts of keys that are not linear -----------------------------------------


def stood_otherwise(found: Json, _: Path, random: Random) -> str:
    """Less stood on an account from earlier years, or more."""
    some = [pot for account in found["accounts"] for pot in account["before"]]
    if not some:
        return ""
    pot = random.choice(some)
    top, _slash, below = pot["ore"].partition("/")
    pot["ore"] = str(int(top) + random.choice((-10000, -100, 100, 10000)))
    pot["ore"] += f"/{below}" if below else ""
    return "another sum stood on an account"


def account_begun_anew(found: Json, _: Path, random: Random) -> str:
    """Nothing stood on an account, and nothing was borne of it."""
    some = [n for n, account in enumerate(found["accounts"]) if account["before"]]
    if not some:
        return ""
    k = random.choice(some)
    found["accounts"][k]["before"] = []
    for period in found["periods"]:
        for use in period["uses"]:
            if use["account"] == k:
                use["less"] = {}
    return f"account {k} is begun anew"


def borne_before(found: Json, _: Path, random: Random) -> str:
    """The payer bore more of an account in earlier years than it did."""
    payer = found["subject"]["payer"]
    some = [
        use["less"]
        for period in found["periods"]
        for use in period["uses"]
        if use["account"] is not None and found["accounts"][use["account"]]["before"]
    ]
    if not some:
        return ""
    less = random.choice(some)
    less[payer] = str(random.choice((1000, 100000)))
    return f"'uses': {payer} has borne {less[payer]} before"


def held_otherwise(found: Json, _: Path, random: Random) -> str:
    """A key holds for more or fewer versions of a year, or is seen from another day."""
    if not found["accounts"]:
        return ""
    k = random.randrange(len(found["accounts"]))
    versions = len(found["agreement"]["versions"])
    held = found["accounts"][k]["held"]
    if versions > 1 and random.randrange(2):
        held[:] = sorted({*held} ^ {random.randrange(versions)})
        return f"account {k} holds in versions {held}"
    period = random.choice(found["periods"])
    year = found["subject"]["year"]
    period["seen"][k] = random.choice((f"{year}-03-31", f"{year - 1}-12-31"))
    return f"account {k} is seen from {period['seen'][k]}"


# The øre of earlier years -------------------------------------------------------------


def _alike(period: Json) -> tuple[str, str] | None:
    """One who bears an øre left over, and one who is alike and does not."""
    exactly = {p: Fraction(e) for p, e in period["entitlements"].items()}
    ups = [p for p, ore in period["amounts"].items() if ore > exactly.get(p, 0)]
    for up in ups:
        for other in period["amounts"].keys() - {*ups}:
            if (exactly.get(up, 0) - exactly.get(other, 0)) % 1 == 0:
                return up, other
    return None


def owed_otherwise(found: Json, _: Path, random: Random) -> str:
    """Who has an øre coming from earlier years is another, so that another bears it."""
    alike = _alike(random.choice(found["periods"]))
    if alike is None:
        return ""
    up, other = alike
    found["owed"] = {**found["owed"], up: "-1/2", other: "1/2"}
    if random.randrange(2):
        found.pop("earlier_proofs", None)
    return f"{other} has half an øre coming, {up} not"


# Commitments --------------------------------------------------------------------------


def one_is_hidden(found: Json, _: Path, random: Random) -> str:
    """What somebody else bears is a commitment, in a certificate that has none."""
    period = random.choice(found["periods"])
    others = sorted(period["amounts"].keys() - {found["subject"]["payer"]})
    if not others:
        return ""
    payer = random.choice(others)
    for name in ("amounts", "entitlements"):
        period[name][payer] = HIDDEN
    return f"{AS_TOLD}what {payer} bears is hidden"


def figures_are_hidden(found: Json, _: Path, random: Random) -> str:
    """The others' figures are commitments, so that the sum can be said to be less."""
    me = found["subject"]["payer"]
    some = [node for node in nodes(found) if me in node.get("numbers", {})]
    some = [node for node in some if len(node["numbers"]) > 1 and "sum" in node]
    if not some:
        return ""
    node = random.choice(some)
    for payer in node["numbers"]:
        node["numbers"][payer] = node["numbers"][payer] if payer == me else HIDDEN
    return "'uses': the others' figures are hidden"


OUTSIDE_THE_SMALL = {
    row_of_another_day,
    come_otherwise,
    bounds_not_yet,
    clause_left_out,
    goes_with_another,
    for_others,
    charged_otherwise,
    closed_or_not,
    credit_note_gone,
    credit_note_is_a_claim,
    stood_otherwise,
    account_begun_anew,
    borne_before,
    held_otherwise,
    owed_otherwise,
}
AIMED: tuple[Callable[[Json, Path, Random], str], ...] = (
    *(row_of_another_day, row_of_another_payer, sum_of_another, sums_twice),
    *(come_otherwise, bounds_not_yet),
    *(clause_left_out, clause_of_another_version, key_of_another_name),
    *(file_left_out, file_not_handed_out, goes_with_another, for_others),
    *(correction_gone, correction_again, correction_taken),
    *(charged_otherwise, closed_or_not),
    *(credit_note_gone, credit_note_is_a_claim, credit_note_of_another_sum),
    *(stood_otherwise, account_begun_anew, borne_before, held_otherwise),
    owed_otherwise,
    *(one_is_hidden, figures_are_hidden),
)


COMMON = {clause_left_out, closed_or_not, for_others, one_is_hidden, held_otherwise}
"""Nearly every certificate has something for these."""


def aimed_at(found: Json, folder: Path, random: Random) -> str:
    """Change a certificate by an attack that it has something for; says what."""
    some = random.sample(AIMED, len(AIMED))
    if random.randrange(2):
        some.sort(key=COMMON.__contains__)
    for attack in some:
        before = copied(found)
        if (what := attack(found, folder, random)) and found != before:
            return f"{attack.__name__}: {what}"
    return ""
