"""A host that proves other books than those that it hands out, and seals it all again.

One line of the books is told otherwise: who is host and since when, use of a fund, what
comes off the cost, tax, accrued cost, an amount, a word of a voucher, a number of a
key, a figure, a clause, when it is settled, a file that is included, or a claim.  The
programme itself makes certificates of those books, so every step and sum is right for
them; then every digest is made that of the books that are handed out.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from attacks import seal_vouchers
from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from proved import prove
from proved import prove_books

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

Json = Any
KINDS = {
    "host": r"(?<=host: )[a-z][\w-]*",
    "since": r"(?<=- from: )[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "fund": r'(?<=custom "fond" ).*"bruk" +[0-9.]+',
    "fund day": r'^[0-9]{4}-[0-9]{2}-[0-9]{2}(?= custom "fond" .*"bruk")',
    "gone": r'^(?=[0-9-]{10} custom "(?:fond|paaloept)")',
    "accrued": r'(?<=custom "paaloept" ).*[0-9]+\.[0-9]{2}',
    "reduction": r"(?<=contra: ).+",
    "income": r"(?<=^  )Income:[^:\s]+:[^\s]+",
    "cost": r"(?<=^  )Expenses:[^:\s]+(?::[^\s]+)?(?=.*[0-9])",
    "amount": r"(?<=  )-?[0-9]+\.[0-9]{2}(?= NOK)",
    "day": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?= [*!])",
    "word": r'(?<=(?:vgift|taler|ekkel|nsvar|riode|akere): ")[^"]+',
    "number": r"[0-9]+(?:[.,][0-9]+)?(?= ?%)|(?<=: )[0-9]+(?=[,}]|$)",
    "figure": r"(?<=,)[0-9]+$|(?<=value: )[0-9]+",
    "clause": r"^(?= +(?:minimum|maximum|cost_centre_rules|to): )",
    "basis": r"(?<=basis: )(?:net|gross)",
    "settled": r"(?<=settlement: )\w+",
    "include": r'^(?=include *")',
    "claim": r'(?<=kravtype: ")\w+',
    "claimed on": r'(?<=  kommune: ")[^"]+',
}
NAMES = {
    "reduction": ["[Ukjent]"],
    "gone": [";"],
    "include": [";"],
    "clause": ["#"],
    "basis": ["net", "gross"],
    "settled": ["year", "half_year", "quarter", "month"],
    "claim": ["akonto", "avregning", "internt", "kreditnota"],
}
"""What can stand in the place of another, whatever the books are."""
MORE = (-1, 1, 3, 100)
REDUCTION = "Kostnadsreduksjon"
OPENED = "\n1900-01-01 open {account}\n"
"""A year of service before the books: a host may open what accounts it likes."""


@dataclass(frozen=True)
class Told:
    """One lie: what is told otherwise, of which payer's certificate, and the file."""

    what: str
    path: Path
    certificate: Json


def _other(kind: str, found: str, line: str, text: str, chance: Random) -> str:
    """Another value of the same kind."""
    root, cooperation, *rest = [*found.split(":"), ""]
    match kind:
        case _ if kind in NAMES:
            names = NAMES[kind]
        case "host":
            names = re.findall(r"(?<=host: )[a-z][\w-]*|(?<=participants: \[)\w+", text)
        case "since" | "day" | "fund day":
            year, month, day = found.split("-")
            names = [f"{year}-{int(month) % 12 + 1:02}-{min(int(day), 28):02}"]
        case "income":
            reduces = "Kostnadsreduksjon" in rest
            names = [f"{root}:{cooperation}:{'Annet' if reduces else REDUCTION}"]
        case "cost":
            names = [f"{root}:{cooperation}:{'Annet' if any(rest) else REDUCTION}"]
        case "claimed on":
            names = re.findall(r'  kommune: "([^"]+)"', text)
        case "word":
            word = line.partition(":")[0].strip()
            names = re.findall(rf'{word}: "([^"]+)"', text)
            names += ["kostnad", "kompensasjon"] if word == "avgift" else []
        case _:
            number = re.findall(r"[0-9]+(?:[.,][0-9]+)?", found)[-1]
            more = -1 if kind == "fund" else chance.choice(MORE)
            names = [found.replace(number, _next(number, more))]
    return str(chance.choice([name for name in names if name != found] or [found]))


def _next(number: str, more: int) -> str:
    """A number that is so much more, with as many decimals."""
    whole = re.match(r"[0-9]+", number)
    assert whole is not None
    return f"{abs(int(whole[0]) + more)}{number[whole.end() :]}"


def _voucher_with(text: str, found: re.Match[str], other: str) -> str:
    """A text with an amount told otherwise on both sides of its voucher."""
    begin, end = text.rfind("\n\n", 0, found.start()), text.find("\n\n", found.end())
    end = len(text) if end < 0 else end
    one, another = found[0].removeprefix("-"), other.removeprefix("-")
    return text[:begin] + text[begin:end].replace(one, another) + text[end:]


def other_lines(
    files: list[Path], most: int, chance: Random
) -> Iterator[tuple[str, Path, str]]:
    """Lines told otherwise: what it is, its file, and the file's text then."""
    texts = {path: path.read_text("utf-8") for path in files}
    for kind, form in KINDS.items():
        places = [
            (path, found)
            for path, text in texts.items()
            for found in re.finditer(form, text, re.MULTILINE)
        ]
        for path, found in chance.sample(places, min(most, len(places))):
            text = texts[path]
            line = text[text.rfind("\n", 0, found.start()) + 1 : found.end()]
            other = _other(kind, found[0], line, "\n".join(texts.values()), chance)
            told = text[: found.start()] + other + text[found.end() :]
            if kind == "amount":
                told = _voucher_with(text, found, other)
            if kind in {"income", "cost"}:
                told += OPENED.format(account=other)
            number = text.count("\n", 0, found.start()) + 1
            yield f"{kind} {path.name}:{number}: {found[0]} → {other}", path, told


def lies(main: Path, proof: Path, most: int, chance: Random) -> Iterator[Told]:
    """Lies about some books, each of which moves an øre, if it can be told at all.

    Args:
        main: The books; their files are put right again.
        proof: The folder that proves them, without a checkpoint.
        most: How many lines of each kind are told otherwise.
        chance: Which.
    """
    right = {p.name: json.loads(p.read_bytes()) for p in proof.glob("*-*-*.json")}
    if not right:
        return
    one = next(iter(right.values()))
    root = _root(main, one["books"]["files"])
    files = [root / name for name in one["books"]["files"]]
    for what, path, text in other_lines(files, most, chance):
        before = path.read_bytes()
        path.write_text(text, "utf-8")
        try:
            books = load_books(main)
            made = {} if books.shared is None or books.errors else prove_books(books)
        finally:
            path.write_bytes(before)
        for name in sorted(made.keys() & right.keys()):
            told = json.loads(made[name])
            if outcome(told) != outcome(right[name]):
                yield Told(what, proof / name, sealed_as(told, right[name], root))
                break


def outcome(certificate: Json) -> Json:
    """What a certificate says that its payer bears, is charged when, and claimed."""
    of = certificate
    claims = [(claim["id"], claim["kind"], claim["ore"]) for claim in of["claims"]]
    return of["subject"]["ore"], of["charged"], of["closed"], claims


def _root(main: Path, names: dict[str, str]) -> Path:
    return next(
        folder
        for folder in [main.parent, *main.parents]
        if all((folder / name).is_file() for name in names)
    )


def sealed_as(told: Json, right: Json, root: Path) -> Json:
    """Every digest is that of the books that are handed out."""
    rows = {
        name: (root / name).read_text("utf-8-sig").split("\n")
        for name in right["books"]["files"]
    }
    told["books"] = right["books"]
    told["agreement"]["digest"] = right["agreement"]["digest"]
    of = told["vouchers"]
    for line in [*of["lines"], *of["left_out"], *told["claims"]]:
        line["digest"] = digest(rows[line["file"]][line["line"] - 1].encode())
    seal_vouchers(told)
    return told


def copied(main: Path, root: Path, into: Path) -> tuple[Path, Path]:
    """Books of their own, and the folder that proves them, without a checkpoint."""
    shutil.copytree(root, into / "bok", ignore=shutil.ignore_patterns(".git", ".venv"))
    for path in (into / "bok").rglob("*.beancount"):  # else it is seen before the proof
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^(?=\S+ balance )", ";", text), "utf-8")
    own = into / "bok" / main.relative_to(root)
    prove(own, into / "bevis")
    (into / "bevis" / "sjekkpunkt-0001.json").unlink(missing_ok=True)
    return own, into / "bevis"


def told(path: Path, certificate: Json) -> bytes:
    """Put a lie in the place of a certificate; gives what was there."""
    before = path.read_bytes()
    path.write_bytes(canonical(certificate))
    return before
