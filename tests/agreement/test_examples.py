"""An example made of what the books share always holds, and one øre astray never does.

Keys of every kind, inside each other, are drawn by seed (``random_agreements``); the
books of one year with one cost are shared by the plugin.  ``FELLESBOK_DEEP=1`` tries
more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import load
from deep import seeds
from drawn_books import MUNICIPALITIES
from drawn_books import PARTIES
from drawn_books import kroner
from drawn_books import payer_name
from drawn_changes import sets_amounts
from fellesbok.rules import examine_rules
from fellesbok.sharing.statement import shares
from oracle import Voucher
from oracle.nodes import has_threshold
from random_agreements import draw

if TYPE_CHECKING:
    from pathlib import Path

    from drawn_books import Draw

SLUGS = {payer_name(slug): slug for slug in (*MUNICIPALITIES, *PARTIES)}
YEAR_END = date(2020, 12, 31)
WHOLE_YEAR = {"from": "2020-01-01", "settlement": "year"}


def one_year(seed: int) -> Draw:
    """A drawn agreement as it first is, with one cost on the last day of a year."""
    drawn = draw(seed)
    drawn = drawn.with_versions([{**drawn.versions[0], **WHOLE_YEAR}])
    chance = Random(seed)  # noqa: S311 -- chance that can be repeated
    ore = chance.randint(1, 90_000_000)
    cost = Voucher(YEAR_END, ore, YEAR_END, YEAR_END)
    key = drawn.cooperation.versions[0].key
    if has_threshold(key) and not sets_amounts(key):  # else the host has paid
        payers = sorted(drawn.cooperation.versions[0].participants)
        cost = replace(cost, bearer=chance.choice(payers))
    return replace(drawn, vouchers=(cost,))


def shared(of: Draw, folder: Path) -> dict[str, int]:
    """What the books charge each payer, in øre; empty where bounds cannot be kept."""
    loaded = load(of.write(folder))
    found = {SLUGS[s.municipality]: int(s.amount * 100) for s in shares(loaded.entries)}
    assert found or "Minimum og tak kan ikke holdes" in str(loaded.errors)
    return found


def told(of: Draw, payers: dict[str, int], folder: Path) -> list[str]:
    """What is said of the agreement with an example of who bears what."""
    (cost,) = of.vouchers
    example: dict[str, Any] = {
        "cost": kroner(cost.ore),
        "year": "2020",
        "payers": {payer: kroner(ore) for payer, ore in payers.items()},
        "source": "test",
    }
    if cost.bearer is not None:
        example["bearer"] = cost.bearer
    of = of.with_versions([{**of.versions[0], "examples": [example]}])
    of.write(folder)
    return [str(f.message) for f in examine_rules(folder / "rules.yaml").faults]


@pytest.mark.parametrize("seed", seeds(60))
def test_what_the_books_share_is_an_example_that_holds(
    seed: int, tmp_path: Path
) -> None:
    of = one_year(seed)
    payers = shared(of, tmp_path)
    if not payers:
        (fault,) = told(of, {"aa": 1}, tmp_path)
        assert fault.startswith("Eksempelet kan ikke regnes ut: Minimum og tak")
        return
    assert told(of, payers, tmp_path) == []
    gives = [payer for payer, ore in payers.items() if ore]
    for giver in gives:
        taker = next(p for p in [*payers, *SLUGS.values()] if p != giver)
        astray = dict(payers)
        astray[giver] -= 1
        astray[taker] = astray.get(taker, 0) + 1
        faults = told(of, astray, tmp_path)
        assert len(faults) == 2
        assert all(fault.startswith("Eksempelet sier ") for fault in faults)


def test_most_of_what_is_drawn_can_be_shared(tmp_path: Path) -> None:
    """So that the property is not true of nothing."""
    tried = [shared(one_year(seed), tmp_path) for seed in range(60)]
    assert sum(map(bool, tried)) >= 40
