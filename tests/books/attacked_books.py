"""Certificates that attacks have something to be aimed at in.

Random agreements have every kind of key, but no claims, closed years, included files or
words that are pushed; so books that have are proved beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook import LEDGERS
from casebook import SOURCE
from named_otherwise import prove_pushed
from places import MADE
from proved import prove
from proved import prove_draws

if TYPE_CHECKING:
    from pathlib import Path

BOOKS = ("clean_books", "ordinary_books", "settled_books", "three_years")
CASES = (
    "a-base-amount-is-once-a-year-when-the-host-changes",
    "a-changed-voucher-of-a-closed-year-is-a-correction",
    "a-cost-centre-has-another-key-and-other-participants",
    "a-credit-note-may-take-back-a-part",
    "a-fund-covers-a-part-of-the-cost",
    "a-late-voucher-finds-the-threshold-of-its-year-used",
    "a-late-voucher-for-a-closed-year-is-a-correction",
    "a-price-per-unit-is-times-the-units",
    "changed-terms-of-a-closed-year-are-a-correction",
    "fixed-amounts-a-quarter-are-charged-for-the-quarters-that-are-over",
    "fixed-amounts-for-the-agreement-period-are-spread-by-days",
    "fixed-amounts-wait-until-the-books-have-come-to-them",
    "many-changes-in-a-closed-year-are-counted",
    "the-difference-of-an-accrual-is-above-the-threshold",
)
"""Ledgers of the tests: running accounts, agreed sums, funds, claims, closed years."""


def prove_random(count: int, folder: Path) -> dict[Path, list[str]]:
    """Certificates of random agreements, with every kind of key, by their folders."""
    return {of: names for _, of, names in prove_draws(count, folder)}


def prove_more(folder: Path) -> dict[Path, list[str]]:
    """Certificates of claims, closed years, includes and pushed words, by folder."""
    found = {}
    for name in BOOKS:
        into = folder / name
        main = MADE / name / "ledger" / "main.beancount"
        found[into] = prove(main, into)
    for name in CASES:
        into = folder / name
        found[into] = prove(LEDGERS / name / SOURCE, into)
    (folder / "pushed").mkdir()
    names = prove_pushed(folder / "pushed")
    return {**found, folder / "pushed" / "bevis": names}
