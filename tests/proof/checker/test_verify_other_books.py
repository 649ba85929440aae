"""A host that proves other books than it hands out is refused by the large checker."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from casebook import PROGRAMME
from deep import FIRST
from deep import TIMES
from deep import seeds
from fellesbok.books import load_books
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from random_agreements import draw
from told_of_others import copied
from told_of_others import lies
from told_of_others import told

if TYPE_CHECKING:
    from pathlib import Path

HOUSE = PROGRAMME.parents[1]
LEDGERS = {
    "a-fund-covers-a-part-of-the-cost": {"fund", "gone"},
    "a-cost-centre-has-another-key-and-other-participants": {"number"},
    "contra-cost-comes-off-the-cost-also-under-gross": {"income"},
    "what-reduces-a-cost-goes-where-the-cost-of-the-voucher-is": {"cost"},
    "a-base-amount-is-once-a-year-when-the-host-changes": {"amount", "number"},
    "each-host-bears-a-threshold-of-its-own": {"host", "since"},
    "the-difference-of-an-accrual-is-above-the-threshold": {"accrued", "since"},
}
"""Books of the tests, each with kinds of lies that there must be about it."""
DRAWS = 3
MOST = 1 if TIMES == 1 else 3
AT_LEAST = 300
ERRORS = (*verify.FAULTS, *verify_deep.FAULTS, verify_deep.DiffersError)


def is_accepted(path: Path) -> bool:
    """Whether the large checker, that leans on no other, says that it is right."""
    try:
        verify_deep.certificate(path.parent, path.name, set())
    except ERRORS:
        return False
    return True


def can_be_quoted(proof: Path, name: str) -> bool:
    """Whether each version stands on lines of its own: else there is no proof."""
    try:
        verify_deep.certificate(proof, name, set())
    except verify_deep.DiffersError as error:
        if not re.search("annet antall versjoner|under «155»", str(error)):
            raise
        return False
    return True


def refused(main: Path, root: Path, into: Path) -> Counter[str]:
    """How many lies of each kind are refused; every one is."""
    into.mkdir()
    own, proof = copied(main, root, into)
    found: Counter[str] = Counter()
    names = sorted(path.name for path in proof.glob("*-*-*.json"))
    if not names or not can_be_quoted(proof, names[0]):
        return found
    for lie in lies(own, proof, MOST, random.Random(FIRST)):  # noqa: S311 -- can be repeated
        before = told(lie.path, lie.certificate)
        assert not is_accepted(lie.path), f"{root.name}: {lie.what}"
        lie.path.write_bytes(before)
        assert is_accepted(lie.path), lie.path.name
        found[lie.what.split()[0]] += 1
    return found


@pytest.mark.parametrize("ledger", LEDGERS)
def test_another_host_fund_or_reduction_is_refused(ledger: str, tmp_path: Path) -> None:
    root = HOUSE / "tests" / "ledgers" / ledger
    found = refused(root / "source.beancount", root, tmp_path / "x")
    assert found.keys() >= LEDGERS[ledger], found


def test_other_random_books_are_refused(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for seed in seeds(DRAWS):
        root = tmp_path / str(seed)
        root.mkdir()
        main = draw(seed).write(root)
        books = load_books(main)
        if books.shared is not None and not books.errors:
            found += refused(main, root, tmp_path / f"{seed}-x")
    assert found.total() >= len(seeds(DRAWS)) // 2


def test_books_of_every_test_are_refused_as_others(tmp_path: Path) -> None:
    """A few of them in the suite; all, and the books of 2018, with ``make deep``."""
    every = sorted(HOUSE.glob("tests/ledgers/*/rules.yaml"))
    found: Counter[str] = Counter()
    for number, rules in enumerate(every if TIMES > 1 else every[FIRST::60]):
        main = rules.parent / "source.beancount"
        if main.is_file() and (books := load_books(main)).shared and not books.errors:
            found += refused(main, main.parent, tmp_path / str(number))
    if TIMES > 1:
        main = HOUSE / "ledger" / "main.beancount"
        found += refused(main, HOUSE, tmp_path / "2018")
    assert found.total() >= (AT_LEAST if TIMES > 1 else 1), found
