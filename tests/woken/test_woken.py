"""Rooms that the books do not need are not imported, and asleep they say the same."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = """\
option "title" "Prøve"
plugin "fellesbok.plugin" "../rules.yaml"
2018-01-01 open Assets:Bank NOK
2018-01-01 open Expenses:IKT NOK
"""
RULES = LEDGERS / "forty-sixty-of-the-ikt-accounts-2018" / "rules.yaml"
LOADED = """
import sys
from beancount import loader
loader.load_file(sys.argv[1])
print(*(name for name in sys.modules if name.startswith("fellesbok.")))
"""
WAKES = {
    '2018-12-31 custom "paaloept" "ikt"': "accruals.incurred",
    '2018-12-31 custom "fond" "ikt" "bruk"': "funds.orders",
    '2018-12-31 custom "avsluttet" "ikt"': "entries.closed_years",
    '2018-12-31 custom "fastsatt" "ikt"': "entries.closed_years",
    '2018-12-31 custom "innsigelse" "ikt"': "objections.checks",
    '2018-12-31 custom "attestasjon" "1"': "approvals.checks",
    '2018-12-31 custom "godkjent" "1"': "approvals.checks",
    '2018-12-31 custom "budget" Expenses:IKT': "budgets.shares",
    '2018-12-31 custom "rapportering" "ikt"': "sharing.findings",
    "2018-01-01 open Liabilities:Fond:IKT:Lyngen NOK": "funds.below_zero",
    "2018-01-01 open Assets:Tilskudd:IKT:Helse NOK": "grants.lost_sight",
    "2018-01-01 open Income:IKT:Tilskudd:Staten NOK": "grants.lost_sight",
    '2018-01-01 * "Krav" #krav\n  Expenses:IKT 1 NOK\n  Assets:Bank': "claims.checks",
    '2018-01-01 * "A"\n  vert: "B"\n  Expenses:IKT 1 NOK\n  Assets:Bank': (
        "claims.checks"
    ),
}
ROOMS = sorted(set(WAKES.values()))


def rooms_of(folder: Path, line: str) -> set[str]:
    """The rooms that are imported when plain books with one more line are loaded."""
    ledger = folder / "ledger" / "main.beancount"
    ledger.parent.mkdir()
    ledger.write_text(f"{PLAIN}{line}\n", encoding="utf-8")
    (folder / "rules.yaml").write_bytes(RULES.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(ledger)],
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.removeprefix("fellesbok.") for name in done.stdout.split()}


def test_plain_books_wake_no_room(tmp_path: Path) -> None:
    assert rooms_of(tmp_path, "") & set(ROOMS) == set()


@pytest.mark.parametrize("line", WAKES)
def test_a_line_wakes_the_room_that_knows_it(tmp_path: Path, line: str) -> None:
    assert WAKES[line] in rooms_of(tmp_path, line)
