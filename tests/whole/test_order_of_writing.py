"""The same books give the same text, in whatever order they are written.

What is generated does not depend on which of a day's vouchers stands first, on the
order of files, or on that of lists and maps in the agreements.  Left in order are
versions, steps, instalments and readings: there the order says something, or is
required.  Where a line stands is told by its number, which is left out here.
"""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from casebook import LEDGERS
from casebook import SOURCE
from casebook import entries_text
from casebook import generated_entries
from casebook import load
from deep import seeds
from places import MADE
from random_agreements import draw
from two_municipalities import BOTH
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded

ORDERED = {"versions", "steps", "due", "alternatives", "numbers"}
REGIONS = ("settled_books", "three_years")
CASES = [
    path.parent
    for path in sorted(LEDGERS.glob(f"*/{SOURCE}"))
    # Which of two lines that exclude each other is the one too many is told by order.
    if not (path.parent / "expected.errors").exists()
]
SEEDS = seeds(15)


def said(loaded: Loaded) -> str:
    """All that is generated, in its order, without the numbers of lines."""
    text = entries_text(generated_entries(loaded))
    errors = sorted(str(error.message) for error in loaded.errors)
    return re.sub(r"\.(beancount|yaml):\d+", r".\1", "\n".join([text, *errors]))


def shuffle_books(path: Path, chance: random.Random) -> None:
    """The directives and includes of a file in another order."""
    blocks: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith((" ", "\t", "}")) or not line.strip():
            blocks[-1:] = [[*block, line] for block in blocks[-1:]]
        else:
            blocks.append([line])
    first = [b for b in blocks if b[0].startswith(("option", "plugin"))]
    rest = [b for b in blocks if b not in first and not b[0].startswith(";")]
    chance.shuffle(rest)
    text = "\n\n".join("\n".join(block).rstrip() for block in [*first, *rest])
    path.write_text(f"{text}\n", encoding="utf-8")


def shuffle_rules(path: Path, chance: random.Random) -> None:
    """The agreements with every map, and every list without an order, shuffled."""

    def shuffle(node: yaml.Node | None, name: str) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                shuffle(value, key.value)
            chance.shuffle(node.value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                shuffle(value, "")
            if name not in ORDERED:
                chance.shuffle(node.value)

    tree = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    shuffle(tree, "")
    text = yaml.serialize(tree, Dumper=yaml.SafeDumper, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def shuffled(folder: Path, to: Path, chance: random.Random) -> Path:
    """A copy of books in another order; gives its folder."""
    shutil.copytree(folder, to)
    for path in sorted(to.rglob("*.beancount")):
        shuffle_books(path, chance)
    for path in sorted(to.rglob("*.yaml")):
        shuffle_rules(path, chance)
    return to


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_ledger_in_another_order_is_the_same(case: Path, tmp_path: Path) -> None:
    expected = said(load(case / SOURCE))
    for seed in seeds(1):
        chance = random.Random(f"{case.name} {seed}")  # noqa: S311 -- can be repeated
        folder = shuffled(case, tmp_path / str(seed), chance)
        assert said(load(folder / SOURCE)) == expected, seed


@pytest.mark.parametrize("region", REGIONS)
def test_the_books_of_a_region_in_another_order_are_the_same(
    region: str, tmp_path: Path
) -> None:
    """With claims, closed years, funds and grants, in many files."""
    books = MADE / region
    expected = said(load(books / "ledger" / "main.beancount"))
    assert expected.count("#fordeling") > 3
    for seed in seeds(2):
        chance = random.Random(seed)  # noqa: S311 -- can be repeated
        folder = shuffled(books, tmp_path / str(seed), chance)
        assert said(load(folder / "ledger" / "main.beancount")) == expected, seed


def test_drawn_books_in_another_order_are_the_same(tmp_path: Path) -> None:
    """Vouchers with keys and payers of their own, many of them on one day."""
    several = 0
    for seed in SEEDS:
        drawn = draw(seed)
        same_day = tuple(replace(v, day=v.day.replace(day=1)) for v in drawn.vouchers)
        folder = tmp_path / str(seed)
        folder.mkdir()
        expected = said(load(replace(drawn, vouchers=same_day).write(folder)))
        several += bool(re.search(r'noekkel: "[^"]*; ', expected))
        chance = random.Random(seed)  # noqa: S311 -- can be repeated
        other = shuffled(folder, tmp_path / f"{seed}-b", chance)
        assert said(load(other / SOURCE)) == expected, seed
    assert several * 15 >= len(SEEDS) * 2, "books with several keys in a period"


SEVERAL_KEYS = f"""\
plugin "fellesbok.plugin" "rules.yaml"
2018-01-01 open Expenses:IKT
2018-01-01 open Assets:Bank
{BOTH}"""
KEYS = """\
keys:
  a: {title: A-nøkkelen, key: {weights: {kafjord: 1, lyngen: 3}}, source: Avtalen}
  b: {title: B-nøkkelen, key: {weights: {kafjord: 3, lyngen: 1}}, source: Avtalen}
"""


def test_the_keys_of_a_day_are_told_in_one_order(tmp_path: Path) -> None:
    """1 000 kr by each of three keys on one day: 250 + 750 + 500 for Kåfjord."""
    vouchers = [
        f'2018-03-01 * "Bilag"\n{key}  Expenses:IKT  1000.00 NOK\n  Assets:Bank\n'
        for key in ("", '  noekkel: "a"\n', '  noekkel: "b"\n')
    ]
    (tmp_path / "rules.yaml").write_text(rules(more=KEYS), encoding="utf-8")
    found = set()
    for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        text = SEVERAL_KEYS + "\n".join(vouchers[n] for n in order)
        (tmp_path / SOURCE).write_text(text, encoding="utf-8")
        found.add(said(load(tmp_path / SOURCE)))
    (one,) = found
    assert one.count('noekkel: "likt; A-nøkkelen; B-nøkkelen"') == 2
    assert "Assets:Fordringer:Kåfjord:IKT   1500.00 NOK" in one
