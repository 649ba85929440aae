"""Small books written by hand, and a host that hands out others than those it proves.

Three municipalities share one cooperation from 2018; each test says what is its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from attacks import seal_vouchers
from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from proved import prove
from told_of_others import outcome
from told_of_others import sealed_as

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

Json = Any
CHECKERS = verify, verify_deep
MAIN = "main.beancount"
RULES = """region: Test
currency: NOK
{accounts}municipalities:
  nes: {{name: Nes, organisation_number: "910000004", numbers: [{{number: "1800"}}]}}
  vik: {{name: Vik, organisation_number: "910000012", numbers: [{{number: "1801"}}]}}
  dal: {{name: Dal, organisation_number: "910000020", numbers: [{{number: "1802"}}]}}
statistics:
  population:
    title: Folketall
    unit: innbyggere
    source: SSB
    file: population.csv
{keys}cooperations:
  x:
    title: X
    account: X
    kind: cooperation
    legal_form: not_stated
    cost_centres:
      20: {{account: C20, title: Annet}}
    versions:
      - from: 2017-01-01
        participants: [nes, vik, dal]
        host: nes
        key: {key}
        basis: net
        settlement: year
        surplus: {surplus}
{centres}        decision: not_stated
        source: test
"""
OPENED = ["Assets:Bank", "Equity:Start", "Expenses:X", "Expenses:X:C20"]
OPENED += ["Income:X:Tilskudd", "Income:X:Kostnadsreduksjon", "Liabilities:Uavklart:X"]
OPENED += ["Income:X:Overskudd", "Income:X:Fond", "Liabilities:Påløpt:X"]
OF_EACH = ["Assets:Fordringer:{}:X", "Assets:Krav:{}:X", "Liabilities:Utlegg:{}:X"]
OF_EACH += ["Income:X:Kommuner:{}", "Liabilities:Fond:X:{}"]
OPENED += [of.format(name) for of in OF_EACH for name in ("Nes", "Vik", "Dal")]
COST = """
2018-03-01 * "Drift"
  Expenses:X   1000.01 NOK
  Assets:Bank
"""
"""What every one of the books has, so that something is shared."""

FILLED = """
{day} * "Kjøp"
  Expenses:X
{others}"""
DROPPED = [
    ["Equity:Start  5.00 NOK", "Assets:Bank  -5.00 NOK"],
    ["Equity:Start  5.00NOK ; -3.00", "Assets:Bank  -5 NOK"],
    ["Expenses:X:C20  0.00 NOK"],
    ["Expenses:X:C20  2.50 + 2.50 NOK", "Assets:Bank  -5.00 NOK"],
    ["Equity:Start  50.00 NOK", "Assets:Bank  -5.00 EUR @ 10.00 NOK"],
]
"""The other lines of a voucher, which leave nothing to the one without an amount."""


def filled(*others: str, day: str = "2018-04-01") -> str:
    """A voucher whose cost is what the others leave over."""
    rows = "".join(f"  {other}\n" for other in others)
    return FILLED.format(day=day, others=rows)


def figures(*years: int) -> str:
    """The population of each municipality on 1 January of some years."""
    rows = [
        f"{payer},{year}-01-01,{count + year - 2017}"
        for year in years
        for payer, count in (("nes", 1003), ("vik", 2011), ("dal", 517))
    ]
    return "\n".join(["municipality,date,population", *rows, ""])


def hand_out(  # noqa: PLR0913 -- one for each part of the books
    folder: Path,
    more: str,
    *,
    key: str = "equal",
    keys: str = "",
    accounts: str = "",
    centres: str = "",
    surplus: str = "return_to_participants",
    population: str | None = None,
    opened: tuple[str, ...] = (),
) -> list[str]:
    """Write books with something more in them, and prove them in ``bevis`` there."""
    folder.mkdir()
    rules = RULES.format(
        key=key, keys=keys, accounts=accounts, centres=centres, surplus=surplus
    )
    (folder / "rules.yaml").write_text(rules, "utf-8")
    (folder / "population.csv").write_bytes(
        (figures(*range(2016, 2022)) if population is None else population).encode()
    )
    lines = [f"2017-01-01 open {account}\n" for account in (*OPENED, *opened)]
    plugin = 'plugin "fellesbok.plugin" "rules.yaml"\n'
    (folder / MAIN).write_text(plugin + "".join(lines) + COST + more, "utf-8")
    books = load_books(folder / MAIN)
    assert not books.errors, books.errors
    names = prove(folder / MAIN, folder / "bevis")
    (folder / "bevis" / "sjekkpunkt-0001.json").unlink()
    return names


def charged(folder: Path, year: int = 2018) -> list[int]:
    """What Dal, Nes and Vik bear of a year, in øre."""
    found = sorted((folder / "bevis").glob(f"x-{year}-*.json"))
    return [json.loads(path.read_bytes())["subject"]["ore"] for path in found]


def accepted(folder: Path) -> set[str]:
    """Both checkers take every certificate; gives what the large one lists."""
    unseen: set[str] = set()
    names = sorted(path.name for path in (folder / "bevis").glob("x-*.json"))
    assert names
    for name in names:
        assert verify.certificate(folder / "bevis", name, set())
        assert verify_deep.certificate(folder / "bevis", name, unseen)
    return unseen


def refuse_lie(
    right: Path, lie: Path, why: str, checker: ModuleType = verify_deep
) -> None:
    """Certificates of other books, sealed as of those that are handed out, are refused.

    Args:
        right: The books that are handed out.
        lie: Those that the certificates are of: somebody is charged something else.
        why: What the checker says of it.
        checker: Which of them.
    """
    moved = 0
    for path in sorted((lie / "bevis").glob("x-*.json")):
        own = right / "bevis" / path.name
        before = own.read_bytes()
        told, honest = json.loads(path.read_bytes()), json.loads(before)
        if outcome(told) == outcome(honest):
            continue
        moved += 1
        own.write_bytes(canonical(sealed_as(told, honest, right)))
        with pytest.raises(checker.DiffersError, match=why):
            checker.certificate(own.parent, own.name, set())
        own.write_bytes(before)
    assert moved


def sealed_again(proof: Path) -> None:
    """Every digest is that of files and lines as they lie beside them now."""
    for path in sorted(proof.glob("x-*.json")):
        found = json.loads(path.read_bytes())
        files = found["books"]["files"]
        for name in files:
            files[name] = digest(verify_deep.file_of(proof, name))
        found["books"]["revision"] = digest(canonical(files))
        found["agreement"]["digest"] = files[found["agreement"]["file"]]
        rows = (proof / f"bok~{MAIN}.txt").read_text("utf-8").split("\n")
        for line in (*found["vouchers"]["lines"], *found["claims"]):
            line["digest"] = digest(rows[line["line"] - 1].encode())
        seal_vouchers(found)
        path.write_bytes(canonical(found))
