"""Checks certificates (*sertifikater*) of shared costs: ``python verify.py FOLDER``.

It believes nobody in what it can see: every number stands on its line of vouchers, agreement or statistics, no
voucher is left out, and each step of the sharing is worked out anew, in øre and exact fractions.  ``certificate``
is the order.  It says one line, or the first difference; and what it could not check: see ``verify_deep.py``.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

NONE = Fraction(0)
MADE = r":(?:Kommuner|Fond|Overskudd)(?::|$)"  # income that the programme posts itself
FOR_ALL = ["minimum", "maximum", "base", "threshold", "price", "amount"]  # one number for everybody
OURS = re.compile(r"\s+(ansvar|deltakere|noekkel|periode|betaler|erstatter|avgift):")
HEAD = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)\s+(?:(txn\b|[^\w\s\"]|[A-Z]\b)|\w)")
POSTING = re.compile(r"\s+(?:\S\s+)?([A-Z]\w+(?::[^\s:;]+)+)(?:\s+([-+\d.,]+)\s+[A-Z].*)?")


class DiffersError(Exception):
    """The first thing that is not as it is said to be."""


FAULTS = (DiffersError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


def need(holds: object, where: object, what: str) -> None:
    if not holds:
        raise DiffersError(f"{where}: {what}")


def sha(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(path: Path) -> Any:
    """A file in its one spelling: UTF-8, keys sorted, no spaces, whole numbers."""
    value = json.loads(raw := path.read_bytes(), parse_float=exact, parse_constant=exact)
    need(canonical(value) == raw, path.name, "er ikke skrevet på den ene måten")
    return value


def exact(text: str) -> Fraction:
    need(str(Fraction(text)) == text, text, "er ikke skrevet på den ene måten")
    return Fraction(text)


def number(text: str) -> Fraction:
    """A number, percent or fraction as an agreement has it."""
    value = re.sub("[ \u00a0]", "", text).replace(",", ".")
    return Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)


def added(parts: Any) -> Any:
    total: Any = Counter()
    for part in parts:
        total.update(part)
    return {payer: amount for payer, amount in total.items() if amount}


def shown(values: Any) -> Any:
    """What the reader may see: the rest are commitments (salted digests) that the accountant can open."""
    return {payer: value for payer, value in values.items() if not str(value).startswith("skjult:")}


def stands(c: Any, place: Any, *words: str) -> str:
    """The word of a place [file, first line, last line, word]; it stands there, with one of some other words."""
    file, first, last, word = place
    text = "\n".join(c["rows"][file][first - 1 : last]).replace(",", ", " if file.endswith(".csv") else ",")
    is_there = re.search(rf"(?<![\w.,/]){re.escape(word)}(?![\w/%]|[.,]\d)", text)
    need(is_there and any(each in text for each in words or [word]), f"{file}:{first}", f"«{word}» står ikke der")
    return str(word)


def told(c: Any, places: Any) -> Any:
    """The number of each payer, which stands on a line with whose it is, or what is for all; hidden ones left out."""
    return {p: number(stands(c, at, *FOR_ALL, p, *c["payers"][p][2:])) for p, at in shown(places).items()}


@cache
def postings(rows: tuple[str, ...]) -> Any:
    """Every posting of a file by its line: account, øre, day, and our words beside it; worked out once."""
    found, day, words = {}, "", set[str]()
    for n, row in enumerate(rows, 1):
        if head := HEAD.match(row):
            day, words = "-".join(head.groups()[:3]) if head[4] else "", set()
        elif day and (at := POSTING.fullmatch(row)):
            is_plain = at[2] and re.fullmatch(r"[-+]?[\d,]+(\.\d*)?", at[2])
            found[n] = (at[1], Fraction(at[2].replace(",", "")) * 100 if is_plain else None, day, words)
        elif day and (said := OURS.match(row)):
            words.add(said[1])
    return found


def vouchers(c: Any) -> Any:
    """Every line of the selection is in the set once, with its amount, and goes where the terms say."""
    written = {(f, n): at for f in c["rows"] if f.endswith(".beancount") for n, at in postings(c["rows"][f]).items()}
    year, account = str(c["subject"]["year"]), stands(c, [c["agreement"]["file"], *c["agreement"]["account"]])
    ours = re.compile(rf"(?:Expenses:{account}|Income:{account}(?!{MADE}))(?::|$)")
    selected = [place for place, at in written.items() if at[2][:4] == year and ours.match(at[0])]
    named = c["vouchers"]["lines"] + c["vouchers"]["left_out"]
    times = Counter((line["file"], line["line"]) for line in named if not line["made"])
    for file, n in selected:
        need(times[file, n] == 1, f"{file}:{n}", "bilagslinjen er ikke med én gang")
    need(len(times) == len(selected), "bilagene", "en linje er med som ikke hører til utvalget")
    for line in named:
        file, n = place = line["file"], line["line"]
        (of, ore, day, words), where = written.get(place, ("", None, line["day"], set())), f"{file}:{n}"
        need(sha(c["rows"][file][n - 1].encode()) == line["digest"], where, "linjen er en annen")
        is_income = line["income"] if line["made"] else of.startswith("Income") and not line["contra"]
        is_so = [line["made"], line["day"], line["income"]] == [place not in written, day, is_income]
        need(is_so and ore in {None, line["ore"]}, where, "beløpet, dagen eller hva det er, er noe annet")
        need("avgift" in words if "why" in line else sum(exact(p) for _, p in line["in"]) == 1, where, "er utelatt")
        if ore is None or words or line["contra"]:
            c["unseen"].add(f"{where}: {line['ore']} øre: les hva som er sagt der, og hvordan det er delt")
        else:
            need(all(is_usual(c, c["pots"][n], day, of) for n, _ in line["in"]), where, "er delt på annen måte")
    rule = f"Expenses:{account} Income:{account} -Income:{account}:Kommuner|Fond|Overskudd {year}-01-01/{year}-12-31"
    of, found = c["vouchers"], [[f, n, sha(c["rows"][f][n - 1].encode())] for f, n in selected]
    right = [rule, len(found), sha(canonical([rule, found]))]
    need([of["selector"], of["count"], of["selector_digest"]] == right, "utvalget", "er et annet enn det bøkene har")
    return written


def is_usual(c: Any, pot: Any, day: str, account: str) -> bool:
    """Whether a pot is that of the terms in force on a day, between those who take part."""
    file, versions = c["agreement"]["file"], c["agreement"]["versions"]
    in_force = max(n for n, v in enumerate(versions) if stands(c, [file, *v["from"]], "from") <= day)
    first, last, _ = versions[in_force]["participants"]
    names = re.findall(r"\w[\w-]*", re.sub("#.*", "", "\n".join(c["rows"][file][first - 1 : last])))[1:]
    if any(f":{name}" in account for *_, name in c["agreement"]["centres"].values()):
        return bool(pot["version"] == in_force)  # a cost centre may have a rule of its own
    right = [in_force, int(day[:4]), "own", "", sorted(names)]
    return right == [pot["version"], pot["year"], pot["key"], pot["centre"], pot["members"]]


def nets(c: Any, period: Any) -> Any:
    """What is left of each pot when outside income has come off."""
    costs, incomes = [NONE] * len(c["pots"]), [NONE] * len(c["pots"])
    for line in c["vouchers"]["lines"]:
        for n, part in line["in"] if line["day"] <= period["end"] else ():
            into, sign = (incomes, -1) if line["income"] else (costs, 1)
            into[n] += sign * line["ore"] * exact(part)
    left, off = [exact(text) for text in period["left"]], sum(incomes, NONE)
    is_less = off > 0 and min(costs) >= 0 and sum(costs) - off <= sum(left) <= sum(costs)
    is_back = any(incomes) and min(costs + incomes) < 0  # something is paid back
    need(left == costs or is_less or is_back, period["end"], "kostnaden er en annen")
    c["unseen"] |= {f"{period['end']}: hvordan {off} øre i inntekt er trukket fra"} if any(incomes) else set()
    return left


def step(c: Any, node: Any, members: Any, where: str) -> Any:
    """What each bears by a step and those inside it; every number in it stands on its line."""
    op, ore, of, where = node["op"], exact(node["ore"]), node["of"], f"{where} > {node['op']}"
    need(not node["at"] or stands(c, node["at"]) == op, where, "avtalen sier noe annet")
    need(node.get("members", members[0]) in members, where, "andre deltar")
    named = [[sorted(stands(c, name) for name in names)] for names in node.get("payers", [[]] * len(of))]
    inner = [step(c, child, some if some != [[]] else members, where) for child, some in zip(of, named, strict=True)]
    parts, total = [exact(child["ore"]) for child in of], added(inner)
    weights = [number(stands(c, place)) for place in node.get("weights", ())]
    numbers = told(c, node.get("numbers", {}))
    if op in {"parts", "groups"}:
        need(sum(weights) == 1 and parts == [ore * weight for weight in weights], where, "delene er noe annet")
    elif op == "lots":
        need(sum(parts) == ore, where, "delene er noe annet enn det hele")
    elif op in {"equal", "shares", "weights", "statistic"}:
        numbers = dict.fromkeys(node["members"], Fraction(1)) if op == "equal" else numbers
        is_all = [*numbers] == node["members"] and sum(numbers.values()) == exact(node["sum"])
        need(is_all or c["hidden"], where, "tallene er ikke alle deltakernes")
        total = {p: ore * n / exact(node["sum"]) for p, n in numbers.items()}
    elif op in {"amounts", "price", "steps"}:
        (now, before), times = map(exact, node["due"]), told(c, node.get("counts", {}))
        total = {p: n * 100 * now * (times[p] if op == "price" else 1) for p, n in numbers.items()}
        if node["per"] == "agreement_period":  # the years add up to the whole, in whole øre
            total = {p: Fraction(floor(n * 100 * now) - floor(n * 100 * before)) for p, n in numbers.items()}
        if op == "steps" or node["due"] != ["1", "0"]:
            c["unseen"].add(f"{where}: at {now - before} av beløpene er forfalt, og hver på sitt trinn {times}")
    elif op in {"threshold", "base", "bounded"}:  # what the amounts of a year give, verify_deep.py works out
        own = {p: exact(amount) for p, amount in shown(node["own"]).items()}
        total = added([own, total])
        need(c["hidden"] or op == "base" or sum(total.values()) == ore, where, "det er ikke det hele som er delt")
        most = total if op == "bounded" else own
        need(all(most.get(p, NONE) <= n * 100 for p, n in numbers.items()), where, "mer enn avtalen sier")
        c["unseen"].add(f"{where}: hva grensen gjør for hver: {node['own']}")
    elif node.get("collective"):
        total = {stands(c, node["collective"]): ore}
    right, said = {p: str(amount) for p, amount in total.items() if amount}, shown(node["value"])
    need(said == ({p: right.get(p) for p in said} if c["hidden"] else right), where, "andelene er andre")
    return {p: exact(amount) for p, amount in said.items()}


def shared_out(c: Any, exactly: Any, amounts: Any, where: str) -> None:
    """Whole øre: rounded down, and those left over to the largest parts, by the order of ties."""
    of, down = c["subject"], {p: floor(exactly.get(p, NONE)) for p in shown(amounts)}
    draw = {p: sha(f"{of['cooperation']}|{of['year']}|{p}".encode()) for p in down}
    rank = sorted(down, key=lambda p: (down[p] - exactly.get(p, 0), -exact(shown(c["owed"]).get(p, "0")), draw[p]))
    up = set(rank[: floor(sum(exactly.values())) - sum(down.values())])
    right = {p: ore + (p in up if not c["hidden"] else amounts[p] > ore) for p, ore in down.items()}
    need(right == shown(amounts) and exactly.keys() <= amounts.keys(), where, "ørene er ikke gitt som de skal")


def certificate(folder: Path, name: str, unseen: set[str]) -> tuple[str, str]:
    """One certificate, checked in the order of what rests on what; gives its digest, and whose books it is of."""
    c = read(folder / name)
    digest, of, said, files = sha(canonical(c)), c["subject"], c["agreement"], c["books"]["files"]
    right = f"{of['cooperation']}-{of['year']}-{of['payer']}{'-medlem' if 'extract' in c else ''}.json"
    need([name, c["version"]] == [right, 3], name, "heter noe annet enn det er, eller er av en annen utgave")
    c |= {"unseen": unseen, "hidden": '"skjult:' in canonical(c).decode(), "rows": {}}
    for file in files:
        need(re.fullmatch(r"[^/~\\][^~\\]*", file) and ".." not in file, file, "er ikke et filnavn")
        if lines := c.get("extract", {}).get(file, {}):  # a member's: the lines that its figures rest on
            c["rows"][file] = tuple(lines.get(str(n), "") for n in range(1, max(map(int, lines)) + 1))
        elif "extract" not in c:
            raw = (folder / f"bok~{file.replace('/', '~')}.txt").read_bytes()
            need(sha(raw) == files[file], file, "filen er en annen enn sertifikatet bygger på")
            c["rows"][file] = (*raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n"),)
    unseen |= {f"{name}: om utdragene er av bøkene og hele, og det som er skjult"} if "extract" in c else set()
    need(c["books"]["revision"] == sha(canonical(files)), name, "utgaven av bøkene er en annen")
    need(said["digest"] == files[said["file"]], name, "avtalen er en annen")
    need(c["vouchers"]["set_digest"] == sha(canonical(c["vouchers"]["lines"])), name, "settet er et annet")
    begun = [n for n in range(*said["lines"]) if re.match(r"\s*-\s+from:", c["rows"][said["file"]][n])]
    need(len(begun) == len(said["versions"]), name, "avtalen har et annet antall versjoner")
    written, before, sums = vouchers(c), 0, [period["amounts"].get(of["payer"], 0) for period in c["periods"]]
    for period, charged, now in zip(c["periods"], c["charged"], sums, strict=not c["closed"]):
        where, left, borne = f"{name}: {period['end']}", nets(c, period), []
        used = sorted(n for use in period["uses"] for n in use["pots"])
        need(used == list(range(len(left))), where, "en potte er ikke delt én gang")
        for use in period["uses"]:
            earlier = c["accounts"][use["account"]]["before"] if use["account"] is not None else []
            pots = [*(c["pots"][n] for n in use["pots"]), *earlier]
            ore = sum([left[n] for n in use["pots"]] + [exact(pot["ore"]) for pot in earlier], NONE)
            need(ore == exact(use["tree"]["ore"]), where, "det er delt noe annet enn det som er igjen")
            borne += [step(c, use["tree"], [pot["members"] for pot in pots], where)]
            borne += [{p: -exact(amount) for p, amount in shown(use["less"]).items()}]
            unseen |= {f"{where}: det som er fra tidligere år"} if earlier or use["less"] else set()
        exactly = added(borne)
        is_so = {p: str(amount) for p, amount in exactly.items()} == shown(period["entitlements"])
        need(is_so, where, "hver skal bære noe annet")
        shared_out(c, exactly, period["amounts"], where)
        need(c["closed"] or charged == now - before, where, "det som er belastet, er noe annet")
        before = now
    need(of["ore"] == sums[-1] == sum(c["charged"]) + sum(c["corrections"]), name, "beløpet er et annet")
    for claim in c["claims"]:
        need(written[claim["file"], claim["line"]][1] == claim["ore"], claim["id"], "kravets beløp er et annet")
    return digest, of["books"]


def root(leaves: list[bytes]) -> bytes:
    """The Merkle root (RFC 9162): leaves and nodes are told apart by a byte before them."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def checkpoints(folder: Path, found: dict[str, tuple[str, str]], unseen: set[str]) -> None:
    """The chain of checkpoints: each has the root of the one before, the last these certificates."""
    chain = [read(path) for path in sorted(folder.glob("sjekkpunkt-*.json"))]
    for before, now in zip([None, *chain], chain, strict=False):
        where, names = f"sjekkpunkt-{now['number']:04d}.json", now["certificates"]
        leaves = [f"{name} {names[name]}".encode() for name in sorted(names)]
        need(now["root"] == "sha256:" + root(leaves).hex(), where, "roten er en annen")
        follows = before and [before["root"], before["origin"], before["number"] + 1]
        need(not before or follows == [now["previous"], now["origin"], now["number"]], where, "kjeden er brutt")
    last = chain[-1] if chain else {"certificates": {}}
    for name, (digest, books) in found.items():
        is_it = [last["certificates"].get(name), last.get("origin")] == [digest, books]
        need(not chain or is_it, name, "er et annet enn i sjekkpunktet")
    unseen |= {"sertifikater som mappen ikke har"} if last["certificates"].keys() - found else set()
    unseen |= {"sjekkpunkter som mappen ikke har"} if not chain or chain[0]["previous"] else set()


def main(folder: Path) -> int:
    unseen = {"at trinnene er de som avtalen og bilagene sier: les dem i sertifikatet, eller kjør verify_deep.py"}
    try:
        names = sorted(p.name for p in folder.glob("*.json") if not p.name.startswith("sjekkpunkt-"))
        need(names, folder, "mappen har ingen sertifikater")
        checkpoints(folder, {name: certificate(folder, name, unseen) for name in names}, unseen)
    except FAULTS as error:
        print(f"STEMMER IKKE. {error if isinstance(error, DiffersError) else f'Et sertifikat kan ikke leses: {error}'}")
        return 1
    print(f"{len(names)} sertifikater stemmer, så langt det kan ses. Ikke kontrollert:", *sorted(unseen), sep="\n- ")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
