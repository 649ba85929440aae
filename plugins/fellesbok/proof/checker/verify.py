"""Checks certificates (*sertifikater*) of shared costs: ``python verify.py FOLDER``.

Each number stands on its line, no voucher is left out, each step is worked out anew; what it cannot see, it says.
"""

# fmt: off
import collections, csv, functools, hashlib, itertools, json, pathlib, posixpath, re, sys
from fractions import Fraction
from typing import Any
NONE = Fraction(0)
MADE = {"contributions": "Kommuner", "to_fund": "Fond", "surplus": "Overskudd"}  # income that the programme posts
FOR_ALL, SUMS = ["minimum", "maximum", "base", "threshold", "price", "amount"], {"amounts", "price", "steps"}
FORM = re.compile(r'"(?:(closed|contra|income|made|tied)":(true|false)|ore":-?\d+|(charged|corrections)":\[[-\d,]*\]'
    r'|amounts":\{("[^"]*":(-?\d+|"[^"]*"),?)*\}|(?!(closed|contra|income|made|tied)":)(\\.|[^"\\])*")|[][{}:,\d]|null')
OURS = re.compile(r"(?:[ \t\r]+|((?:push|pop)meta)[ \t]+)(ansvar|deltakere|noekkel|periode|betaler|erstatter|avgift):")
HEAD = re.compile(r"0*([0-9]{4})[-/]0*([1-9][0-9]?)[-/]0*([1-9][0-9]?)[ \t\r]*(?:(txn\b|[^\w\s\"]|[A-Z]\b)|\w)")
PART, FIGURE = r"[^\x00-,./;-@\[-`{-\x7f]", r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"  # a letter of an account; a number
AMOUNT = rf"(?:([-+]?{FIGURE}(?:\.[0-9]*)?)(?=[ \t\r]*[A-Z]))?[ \t\r]*([A-Z][A-Z0-9'._-]*)?[ \t\r]*(?:;.*)?(.*)"
POSTING = re.compile(rf"[ \t\r]+(?:[^\s;][ \t\r]+|[^\w\s\";])?([A-Z]{PART}+)[ \t\r]*{AMOUNT}")
INCLUDE = re.compile(r"(?:include|option[ \t\r]*\"(?:include|[^\"]*\\[^\"]*)\")[ \t\r]*\"([^\"]*)\"")
CLOSED = re.compile(r"[*:#!&?%].*|(?:[^\";]|\"(?:\\.|[^\"\\])*\")*(?:;.*)?")  # no text goes on in the next line
class DiffersError(ValueError):
    """The first thing that is not as it is said to be."""
FAULTS = (Exception,)  # what a certificate can lead to that lacks something, or has something else than it should
def need(holds: object, where: object, what: str) -> None:
    if not holds:
        raise DiffersError(f"{where}: {what}")
def doubt(c: Any, holds: object, what: str) -> None:  # what cannot be seen here is listed
    c["unseen"] |= {what} if holds else set()
def sha(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()
def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def read(path: pathlib.Path) -> Any:  # a file in its one spelling: UTF-8, keys sorted, no spaces, whole numbers
    value = json.loads(raw := path.read_bytes(), parse_float=exact, parse_constant=exact)
    need(canonical(value) == raw, path.name, "er ikke skrevet på den ene måten")
    return value
def exact(text: str) -> Fraction:
    is_number = len(text) < 1000 and re.fullmatch("-?[0-9]+(/[1-9][0-9]*)?", text)
    need(is_number and str(Fraction(text)) == text, text[:99], "er ikke skrevet på den ene måten")
    return Fraction(text)
def number(text: str) -> Fraction:  # a number, percent or fraction as an agreement has it
    value = re.sub("[ \u00a0]", "", text).replace(",", ".")
    need(re.fullmatch(r"[-+]?[0-9]{1,99}(\.[0-9]{0,99}|/[0-9]{1,99})?%?", value), text[:99], "er ikke et tall")
    return Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)
def added(parts: Any) -> Any:
    payers = dict.fromkeys(payer for part in parts for payer in part)
    return {p: total for p in payers if (total := sum(part.get(p, NONE) for part in parts))}
def shown(values: Any) -> Any:  # the rest are commitments (salted digests) that the accountant can open
    return {payer: value for payer, value in values.items() if not str(value).startswith("skjult:")}
def lines_at(c: Any, place: Any) -> str:  # the lines of a place
    return "\n".join(c["rows"][place[0]][place[1] - 1 : place[2]])
def stands(c: Any, place: Any, *names: str) -> str:  # the word of a place; it stands there, after one of the names
    file, first, _, word = place
    after = f"(?<![\\w-])(?:{'|'.join(map(re.escape, names))})[\"']?:(?:\\s|#.*)*[\"']?" if names else ""
    form = rf"{after}(?<![\w.,/])(?<!\d[ \u00a0]){re.escape(word)}(?![\w/%]|[.,]\d|[ \u00a0][\d%])"
    need(re.search(form, lines_at(c, place)), f"{file}:{first}", f"«{word}» står ikke der")
    return str(word)
def figure(c: Any, place: Any, *whose: str) -> str:  # of statistics: in one row, of whose it is and of the key's day
    (file, first, last, word), key, rows, is_csv = place, c["key"], c["rows"][place[0]], place[0].endswith(".csv")
    years = {c["year"] - (of == "year_before") for of in re.findall("accounting_year|year_before", key)}
    days = {f"{year}-{day}" for year in years for day in ["01-01", *re.findall(r"day:\W*(\d\d-\d\d)", key)]}
    cells = ([*zip(*csv.reader([f"{rows[0]},date", rows[first - 1]]), strict=False)] * (first == last) if is_csv
             else re.findall(r"([\w-]+): *[\"']?([^\n,}\"'#]+)", lines_at(c, place)))  # of one observation
    row = {column: cell.strip() for column, cell in cells}  # a cell too many is a second date
    is_its = row.get("municipality") in whose and not re.search(r"\n\s*-|}[^{]*{", lines_at(c, place))  # no next one
    is_its &= len(row) == len(cells) and row.get("date") in days | {*re.findall(r"\d{4}-\d\d-\d\d", key)}
    is_its &= not is_csv or word in {row.get(name) for name in ["value", *re.findall(r"[\w-]+", key)]}
    need(is_its, f"{file}:{first}", f"«{word}» er ikke et tall for {whose[0]} på dagen som nøkkelen sier")
    return str(word) if is_csv else stands(c, place, "value")
def told(c: Any, places: Any, of: Any, *names: str) -> Any:  # the number of each payer, on the line of whose it is
    return {p: number(of(c, at, *names, p, *c["payers"][p][2:])) for p, at in shown(places).items()}
@functools.cache
def postings(rows: tuple[str, ...]) -> Any:  # of a file by line: account, øre, day, our words, currency and price
    found, files, day, words, pushed, is_text = {}, {}, "", set[str](), set[str](), False
    for n, row in enumerate(rows, 1):  # inside a text is nothing
        head, at, said, file = (of.match("" if is_text else row) for of in (HEAD, POSTING, OURS, INCLUDE))
        is_text = not CLOSED.fullmatch('"' * is_text + row)
        if head:
            day, words = f"{head[1]}-{head[2]:0>2}-{head[3]:0>2}" if head[4] else "", {*pushed}
        elif day and at:
            found[n] = (at[1], Fraction(at[2].replace(",", "")) * 100 if at[2] else None, day, words, at[3], at[4])
        elif said:  # what is pushed is said of every voucher after it
            (pushed if said[1] else words).add(said[2])
        elif file:
            files[n] = file[1]
    return found, files
def included(c: Any) -> None:  # every file that another one includes is here; what a pattern takes in, nobody can see
    for file, n, name in [(f, n, name) for f, rows in c["rows"].items() for n, name in postings(rows)[1].items()]:
        beside, where = posixpath.normpath(f"{file}/../{name}"), f"{file}:{n}"
        is_far, is_seen = beside[:2] == ".." or re.search(r"^/|\\", name), not re.search("[*?[]", name)
        need(not is_far and (beside in c["books"]["files"] or not is_seen), where, f"«{name}» er ikke blant filene")
        doubt(c, not is_seen, f"{where}: om «{name}» er flere filer enn de som er her")
def vouchers(c: Any) -> Any:  # every line of the selection is in the set once, with its amount, and goes as agreed
    written = {(f, n): at for f, rows in c["rows"].items() for n, at in postings(rows)[0].items()}
    year, account, made = str(c["subject"]["year"]), account_of(c), "|".join(made_here(c))
    ours = re.compile(rf"(?:Expenses:{re.escape(account)}|Income:{re.escape(account)}(?!:(?:{made})(?::|$)))(?::|$)")
    selected = [place for place, at in written.items() if at[2][:4] == year and ours.match(at[0])]
    named = c["vouchers"]["lines"] + c["vouchers"]["left_out"]
    need([line for line in named if "why" in line] == c["vouchers"]["left_out"], "bilagene", "en er utelatt")
    times = collections.Counter((of["file"], of["line"], *[of["day"], of["ore"]] * of["made"]) for of in named)
    selected = [place for place in selected if place in times or not is_dropped(c, *place)]
    for file, n in selected:
        need(times.pop((file, n), 0) == 1, f"{file}:{n}", "bilagslinjen er ikke med én gang")
    need(all(len(at) > 2 and n == 1 for at, n in times.items()), "bilagene", "en linje er en for mye, eller to ganger")
    for line in named:
        file, n = place = line["file"], line["line"]
        (of, ore, day, words, *_), where = written.get(place, ("", None, line["day"], set())), f"{file}:{n}"
        need(sha(c["rows"][file][n - 1].encode()) == line["digest"], where, "linjen er en annen")
        is_income = line["income"] if line["made"] else of.startswith("Income") and not line["contra"]
        is_so = [line["made"], line["day"], line["income"]] == [place not in written, day, is_income]
        need(is_so and ore in {None, line["ore"]}, where, "beløpet, dagen eller hva det er, er noe annet")
        need("avgift" in words if "why" in line else sum(exact(p) for _, p in line["in"]) == 1, where, "er utelatt")
        of_centre = {name for *_, name in c["agreement"]["centres"].values()} & {*of.split(":")[2:]}
        is_more = ore is None or words or line["contra"] or of_centre
        doubt(c, is_more, f"{where}: {line['ore']} øre: les hva som er sagt der, og hvordan det er delt")
        need(is_more or all(is_usual(c, c["pots"][n], day) for n, _ in line["in"]), where, "er delt på annen måte")
    rule = f"Expenses:{account} Income:{account} -Income:{account}:{made} {year}-01-01/{year}-12-31"
    found = [[f, n, sha(c["rows"][f][n - 1].encode())] for f, n in selected]
    right = {"selector": rule, "count": len(found), "selector_digest": sha(canonical([rule, found]))}
    right["set_digest"] = sha(canonical(c["vouchers"]["lines"]))
    need(c["vouchers"] | right == c["vouchers"], "utvalget", "er et annet enn det bøkene har")
    return written
def is_dropped(c: Any, file: str, n: int) -> bool:  # a line without a number, and the others of its voucher leavenone
    _, ore, _, words, _, price = (found := postings(c["rows"][file])[0])[n]
    others = [at for m, at in found.items() if at[3] is words and m != n]
    is_blank = ore is None and not price and all(at[1] is not None or at[5] for at in others)
    is_seen = len({at[4] for at in others}) == 1 and not any(at[5] for at in others)
    doubt(c, is_blank and not is_seen, f"{file}:{n}: om Beancount lar linjen falle bort, som det regner ut")
    return is_blank and (not is_seen or sum(at[1] for at in others) == 0)
def account_of(c: Any) -> str:  # by the cooperation's block of the agreement: it is whole, and each version in it
    said, slug = c["agreement"], c["subject"]["cooperation"]
    rows, (top, end) = c["rows"][said["file"]], said["lines"]
    column = {n: len(row) - len(row.lstrip(" ")) for n, row in enumerate(rows, 1) if re.match(r"\s*[^#\s]", row)}
    inside, after = [n for n in column if top < n <= end], [n for n in column if n > end and "extract" not in c]
    least, begun = min(column[n] for n in inside), [n for n in inside if re.match(r"\s*-\s+from:", rows[n - 1])]
    is_whole = column[top] < least and all(column[n] <= column[top] for n in after[:1])
    is_whole &= bool(re.match(rf"\W*{re.escape(slug)}\W*:", rows[top - 1])) and len(begun) == len(said["versions"])
    need(is_whole, f"{said['file']}:{top}", "avtalen har et annet antall versjoner, eller er ikke hel")
    for version, low, high in zip(said["versions"], begun, [*begun[1:], end + 1], strict=True):
        is_inside = all(low <= a <= b < high for a, b, _ in version.values()) and version["from"][:2] == [low, low]
        need(is_inside, f"{said['file']}:{low}", "versjonen er en annen")
    form = r"\s*[\"']?account[\"']?\s*:\s*[\"']?([^\s\"'#]+)"
    return next((at[1] for n in inside if column[n] == least and (at := re.match(form, rows[n - 1]))), "")
def made_here(c: Any) -> list[str]:  # the components of that income, as the agreement calls them (accounts)
    text = "\n".join(c["rows"][c["agreement"]["file"]])
    said = re.search(r"(?m)^[\"']?accounts[\"']?:(.*(?:\n(?:[ #\r].*)?)*)", text) or ["", ""]
    found = dict(re.findall(r"([\w-]+)[\"']?:\s*[\"']?([\w-]+)", re.sub("#.*", "", said[1])))
    return [found.get(name, usual) for name, usual in MADE.items()]
def is_usual(c: Any, pot: Any, day: str) -> bool:  # that of the terms in force, between those who take part
    file, versions = c["agreement"]["file"], c["agreement"]["versions"]
    in_force = max(n for n, v in enumerate(versions) if stands(c, [file, *v["from"]], "from") <= day)
    what, *names = re.findall(r"\w[\w-]*", re.sub("#.*", "", lines_at(c, [file, *versions[in_force]["participants"]])))
    key = "none" if pot["key"] == "none" and has_threshold(c, versions[in_force]["key"]) else "own"  # nobody has paid
    right = ["participants", in_force, int(day[:4]), key, "", sorted(names)]
    return right == [what, pot["version"], pot["year"], pot["key"], pot["centre"], pot["members"]]
def has_threshold(c: Any, clause: Any, above: tuple[str, ...] = ()) -> bool:  # it is borne by who paid
    text, keys = re.sub("#.*", "", lines_at(c, [c["agreement"]["file"], *clause])), c["agreement"]["keys"]
    names = {*re.findall(r"[\w-]+", text)} & {*keys} - {*above}
    return "threshold" in text or any(has_threshold(c, keys[name], (*above, name)) for name in names)
def nets(c: Any, period: Any) -> Any:  # what is left of each pot when outside income has come off
    lines, pots = [line for line in c["vouchers"]["lines"] if line["day"] <= period["end"]], range(len(c["pots"]))
    moved = [((pots[n], -1 if at["income"] else 1), at["ore"] * exact(part)) for at in lines for n, part in at["in"]]
    costs, incomes = ([sign * sum(ore for at, ore in moved if at == (n, sign)) for n in pots] for sign in (1, -1))
    left, off = [exact(text) for text in period["left"]], sum(incomes, NONE)
    less = off > 0 and min(costs) >= 0 and sum(costs) - off <= sum(left) <= sum(costs)
    need(left == costs or less or (any(incomes) and min(costs + incomes) < 0), period["end"], "kostnaden er en annen")
    doubt(c, any(incomes), f"{period['end']}: hvordan {off} øre i inntekt er trukket fra")
    return left
def step(c: Any, node: Any, members: Any, where: str) -> Any:  # what each bears by it and those inside it
    op, ore, of, where = node["op"], exact(node["ore"]), node["of"], f"{where} > {node['op']}"
    c = {**c, "key": lines_at(c, node["at"]) if node["at"] else ""}
    need(not node["at"] or stands(c, node["at"]) == op, where, "avtalen sier noe annet")
    need(node.get("members", members[0]) in members, where, "andre deltar")
    named = [[sorted(stands(c, name) for name in names)] for names in node.get("payers", [[]] * len(of))]
    inner = [step(c, child, some if some != [[]] else members, where) for child, some in zip(of, named, strict=True)]
    parts, total = [exact(child["ore"]) for child in of], added(inner)
    weights = [number(stands(c, place, "weight", "share")) for place in node.get("weights", ())]
    numbers = told(c, node.get("numbers", {}), *([figure] if op == "statistic" else [stands, *FOR_ALL]))
    if op in {"parts", "groups", "lots"}:
        is_so = sum(weights) == 1 and parts == [ore * weight for weight in weights]
        need(sum(parts) == ore if op == "lots" else is_so, where, "delene er noe annet enn det hele")
    elif op in {"equal", "shares", "weights", "statistic"}:
        numbers = dict.fromkeys(node["members"], Fraction(1)) if op == "equal" else numbers
        is_all = [*numbers] == node["members"] and sum(numbers.values()) == exact(node["sum"])
        need(is_all or c["hidden"], where, "tallene er ikke alle deltakernes")
        total = {p: ore * n / exact(node["sum"]) for p, n in numbers.items()}
    elif op in SUMS:
        (now, before), times = map(exact, node["due"]), told(c, node.get("counts", {}), figure)
        need(0 <= before <= now <= 1 and (c["hidden"] or [*numbers] == node["members"]), where, "andre deltar")
        total = {p: n * 100 * now * (times[p] if op == "price" else 1) for p, n in numbers.items()}
        if node["per"] == "agreement_period":  # the years add up to the whole, in whole øre
            total = {p: Fraction(n * 100 * now // 1 - n * 100 * before // 1) for p, n in numbers.items()}
        doubt(c, op == "steps" or node["due"] != ["1", "0"], f"{where}: at {now - before} er forfalt, på rett trinn")
    elif op in {"threshold", "base", "bounded"}:  # what the amounts of a year give, verify_deep.py works out
        total = added([own := {p: exact(amount) for p, amount in shown(node["own"]).items()}, total])
        need(c["hidden"] or op == "base" or sum(total.values()) == ore, where, "det er ikke det hele som er delt")
        most = total if op == "bounded" else own
        need(all(most.get(p, NONE) <= n * 100 for p, n in numbers.items()), where, "mer enn avtalen sier")
        c["unseen"] |= {f"{where}: hva grensen gjør for {p}: {n} øre" for p, n in shown(node["own"]).items()}
    else:
        need(op in {"not_stated", "nothing_shared"} and not of, where, "er ikke et trinn")
        total = {stands(c, node["collective"]): ore} if node.get("collective") else {}
        doubt(c, ore and not total, f"{where}: at {ore} øre ikke skal deles")
    right, said = {p: str(amount) for p, amount in total.items() if amount}, shown(node["value"])
    need(said == ({p: right.get(p) for p in said} if c["hidden"] else right), where, "andelene er andre")
    return {p: exact(amount) for p, amount in said.items()}
def shared_out(c: Any, exactly: Any, amounts: Any, where: str) -> None:  # down, and the rest to the largest parts
    of, down = c["subject"], {p: exactly.get(p, NONE) // 1 for p in shown(amounts) if p in c["payers"]}
    draw = {p: sha(f"{of['cooperation']}|{of['year']}|{p}".encode()) for p in down}
    rank = sorted(down, key=lambda p: (down[p] - exactly.get(p, 0), -exact(shown(c["owed"]).get(p, "0")), draw[p]))
    up = set(rank[: sum(exactly.values()) // 1 - sum(down.values())])
    right = {p: ore + (p in up if not c["hidden"] else amounts[p] > ore) for p, ore in down.items()}
    need(right == shown(amounts) and exactly.keys() <= amounts.keys(), where, "ørene er ikke gitt som de skal")
def certificate(folder: pathlib.Path, name: str, unseen: set[str]) -> tuple[str, str]:  # its digest, and whose books
    c = read(folder / name)
    digest, of, said, files = sha(canonical(c)), c["subject"], c["agreement"], c["books"]["files"]
    right = f"{of['cooperation']}-{of['year']:d}-{of['payer']}{'-medlem' if 'extract' in c else ''}.json"
    need(c["version"] in (3, 4), name, f"er av utgave {c['version']}: kontroller det med kontrollen som fulgte med det")
    need(name == right and of["payer"] in c["payers"], name, "heter noe annet enn det er")
    need(not FORM.sub("", canonical(c).decode()) and c["closed"] >= bool(c["corrections"]), name, "er skrevet feil")
    need("extract" in c or '"skjult:' not in canonical(c).decode(), name, "skjuler noe, og er ikke en kommunes eget")
    c |= {"hidden": '"skjult:' in canonical(c | {"books": 0, "agreement": 0}).decode(), "unseen": unseen, "rows": {}}
    for file in files:
        need(re.fullmatch(r"[^/~\\][^~\\]*", file) and ".." not in file, file, "er ikke et filnavn")
        if lines := c.get("extract", {}).get(file, {}):  # a member's: the lines that its figures rest on
            c["rows"][file] = tuple(lines.get(str(n), "") for n in range(1, min(max(map(int, lines)), 10**6) + 1))
        elif "extract" not in c:
            raw = (folder / f"bok~{file.replace('/', '~')}.txt").read_bytes()
            need(sha(raw) == files[file], file, "filen er en annen enn sertifikatet bygger på")
            c["rows"][file] = (*raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n"),)
        for n, row in enumerate(c["rows"].get(file, ()), 1):  # Beancount takes CR for a blank, also first on a line
            need(not re.search("\r[^\r]", row), f"{file}:{n}", "har en vognretur (CR) inni linjen: skriv den uten")
    unseen |= {f"{name}: om utdragene er av bøkene og hele, og det som er skjult"} if "extract" in c else set()
    need(shown({0: c["books"]["revision"]}) in ({}, {0: sha(canonical(files))}), name, "utgaven av bøkene er en annen")
    need(said["digest"] == files[said["file"]], name, "avtalen er en annen")
    ends, n = [*(period["end"] for period in c["periods"]), f"{of['year']}-12-31"], len(c["periods"])
    need(ends[:-1] == sorted({*ends}) and len(c["charged"]) >= n, name, "periodene er ikke hele året")
    unseen |= {f"{name}: det som er fra tidligere år, og når det er belastet"} if c["owed"] or c["closed"] else set()
    for one, other in itertools.pairwise(sorted(place[:2] for place in c["payers"].values())):
        need(one[1] < other[0] or one == other == [one[0]] * 2, name, "to betalere er den samme")
    for payer, (first, end, *words) in c["payers"].items() if "extract" not in c else ():
        need(all(w and stands(c, [said["file"], first, end, w]) for w in (payer, *words)), payer, "er en annen")
    included(c)
    written, sums = vouchers(c), [0, *(period["amounts"].get(of["payer"], 0) for period in c["periods"])]
    for period, charged, was, now in zip(c["periods"], c["charged"], sums[:-1], sums[1:], strict=not c["closed"]):
        where, left, borne = f"{name}: {period['end']}", nets(c, period), []
        need(sorted(n for use in period["uses"] for n in use["pots"]) == [*range(len(left))], where, "en potte mangler")
        for use in period["uses"]:
            earlier = c["accounts"][use["account"]]["before"] if use["account"] is not None else []
            pots = [*(c["pots"][n] for n in use["pots"]), *earlier]
            ore = sum([left[n] for n in use["pots"]] + [exact(pot["ore"]) for pot in earlier], NONE)
            need(ore == exact(use["tree"]["ore"]), where, "det er delt noe annet enn det som er igjen")
            borne += [step({**c, "year": pots[0]["year"]}, use["tree"], [pot["members"] for pot in pots], where)]
            borne += [{p: -exact(amount) for p, amount in shown(use["less"]).items()}]
            unseen |= {f"{where}: det som er fra tidligere år"} if earlier or use["less"] else set()
        is_so = (exactly := added(borne)) == {p: exact(e) for p, e in shown(period["entitlements"]).items()}
        need(is_so, where, "hver skal bære noe annet")
        shared_out(c, exactly, period["amounts"], where)
        need(c["closed"] or charged == now - was, where, "det som er belastet, er noe annet")
        agreed = [c["pots"][n] for use in period["uses"] if use["tree"]["op"] in SUMS for n in use["pots"]]
        once = {(v := p["version"], p["centre"] * (f"key {p['centre']}" in said["versions"][v])) for p in agreed}
        need(len(once) == len(agreed), where, "beløp er med to ganger")
    need(of["ore"] == sums[-1] == sum(c["charged"]) + sum(c["corrections"]), name, "beløpet er et annet")
    for claim in c["claims"]:
        need(written[claim["file"], claim["line"]][1] in {None, claim["ore"]}, claim["id"], "kravets beløp er et annet")
    return digest, of["books"]
def root(leaves: list[bytes]) -> bytes:  # of Merkle (RFC 9162): a byte before them tells leaves and nodes apart
    half = (1 << (len(leaves) - 1).bit_length()) // 2
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:]) if half else b"\0" + leaves[0]).digest()
def checkpoints(folder: pathlib.Path, found: dict[str, tuple[str, str]], unseen: set[str]) -> None:  # a chain by roots
    chain = [(path.name, read(path)) for path in sorted(folder.glob("sjekkpunkt-*.json"))]
    for before, (where, now) in zip([None, *(at for _, at in chain)], chain, strict=False):
        need(where == f"sjekkpunkt-{now['number']:04d}.json", where, f"er nummer {now['number']}, og heter noe annet")
        leaves = [now["previous"].encode(), *(f"{n} {of}".encode() for n, of in sorted(now["certificates"].items()))]
        need(now["root"] == "sha256:" + root(leaves).hex(), where, "roten er en annen")
        follows = before and [before["root"], before["origin"], before["number"] + 1]
        need(not before or follows == [now["previous"], now["origin"], now["number"]], where, "kjeden er brutt")
    last, origin = (chain[-1][1]["certificates"], chain[-1][1]["origin"]) if chain else ({}, "")
    for name, of in found.items():
        need(not chain or (last.get(name), origin) == of, name, "er et annet enn i sjekkpunktet")
    unseen |= {"sertifikater som mappen ikke har"} if last.keys() - found else set()
    unseen |= {"sjekkpunkter som mappen ikke har"} if not chain or chain[0][1]["number"] > 1 else set()
def main(folder: pathlib.Path) -> int:
    unseen = {"at trinn, vilkår, perioder, krav, fond, påløpt og hovedfil er bøkenes: les, eller kjør verify_deep.py"}
    try:
        names = sorted(p.name for p in folder.glob("*.json") if not p.name.startswith("sjekkpunkt-"))
        need(names and all(p.is_file() or p.is_dir() for p in folder.iterdir()), folder, "har ingen, eller ikke filer")
        checkpoints(folder, {name: certificate(folder, name, unseen) for name in names}, unseen)
        said = [f"{len(names)} sertifikater stemmer, så langt det kan ses. Ikke kontrollert:", *sorted(unseen)]
    except FAULTS as error:
        said = [f"STEMMER IKKE. {'' if isinstance(error, DiffersError) else 'Et sertifikat kan ikke leses: '}{error}"]
    try:  # only letters and marks are shown: what is written in a file may be made to look like another answer
        text, code = "\n- ".join("".join(c if c.isprintable() else "?" for c in s) for s in said), sys.stdout.encoding
        print(text.encode(code or "utf-8", "replace").decode(code or "utf-8"), flush=True)
    except BrokenPipeError:  # who listens has heard enough; the code that it ends with tells too
        sys.stdout = None
    return int(said[0].startswith("STEMMER"))
if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
