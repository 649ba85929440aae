"""Rooms that the books do not need are not imported, and asleep they say the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data

from casebook import LEDGERS
from casebook import SOURCE
from casebook import load
from fellesbok.accruals.incurred import accruals
from fellesbok.approvals.checks import signing_faults
from fellesbok.budgets.shares import share_budgets
from fellesbok.claims.checks import claim_faults
from fellesbok.claims.told_in_books import findings_about_claims
from fellesbok.closing.closed_orders import in_open_years
from fellesbok.closing.closed_orders import without_late
from fellesbok.closing.corrections import settled
from fellesbok.entries.closed_years import closings
from fellesbok.funds.below_zero import fund_levels
from fellesbok.funds.moves import fund_moves
from fellesbok.funds.orders import fund_orders
from fellesbok.funds.uses import useless_uses
from fellesbok.funds.uses import without_told
from fellesbok.funds.uses import years_used_in
from fellesbok.grants.drawings import drawings
from fellesbok.grants.lost_sight import grant_findings
from fellesbok.grants.unused import unused_grants
from fellesbok.objections.checks import objection_faults
from fellesbok.shared import OPTION
from fellesbok.sharing.findings import findings
from fellesbok.sharing.findings import nothing_written
from fellesbok.sharing.pots import Vouchers
from fellesbok.sharing.pots import YearOfVouchers
from fellesbok.sharing.readings import harmless
from fellesbok.sharing.service_accounts import Carried
from fellesbok.woken import custom_lines
from fellesbok.woken import other_signs

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


def test_a_room_that_sleeps_has_nothing_to_say() -> None:
    """What is answered for it is what it says itself of books without such things."""
    books = load(LEDGERS / "forty-sixty-of-the-ikt-accounts-2018" / SOURCE)
    shared = books.options[OPTION]
    agreement, (result,) = shared.agreement, shared.results
    plain = [
        entry
        for entry in books.entries
        if not isinstance(entry, data.Transaction | data.Custom)
    ]
    year = YearOfVouchers(result.cooperation, result.year, ())
    lines, signs = custom_lines, other_signs
    asked: tuple[tuple[Any, Any, tuple[Any, ...]], ...] = (
        (lines.accruals, accruals, (plain, agreement)),
        (lines.fund_orders, fund_orders, (plain, agreement)),
        (lines.years_used_in, years_used_in, ([],)),
        (lines.without_told, without_told, ([], [])),
        (lines.without_late, without_late, ([], [])),
        (lines.in_open_years, in_open_years, ([], [])),
        (lines.closings, closings, (plain, agreement, ())),
        (lines.settled, settled, ([], agreement, Vouchers(), [result], [])),
        (lines.objection_faults, objection_faults, ([], [], plain, agreement, list)),
        (lines.signing_faults, signing_faults, (plain, plain, agreement, [result])),
        (lines.share_budgets, share_budgets, (plain, agreement)),
        (lines.useless_uses, useless_uses, ([], year, agreement, Carried(), result)),
        (signs.claim_faults, claim_faults, ([], agreement)),
        (signs.findings_about_claims, findings_about_claims, (plain, [], shared, ())),
        (signs.drawings, drawings, (plain, agreement)),
        (signs.unused_grants, unused_grants, (plain, agreement, [])),
        (signs.grant_findings, grant_findings, (plain, plain, [], agreement)),
        (signs.fund_levels, fund_levels, (plain, [], [], agreement, {}, ())),
        (signs.nothing_written, nothing_written, ([],)),
        (signs.findings, findings, ([], agreement, [])),
    )
    for asleep, room, given in asked:
        told, said = asleep(*given), room(*given)
        if isinstance(said, Iterator):
            told, said = [*told], [*said]
        assert told == said, room
    moves = fund_moves(plain, agreement, [], [])
    none = lines.fund_moves(plain, agreement, [], [])
    assert [*map(set, none)] == [
        *map(set, (moves.transactions, moves.errors, moves.refused))
    ]
    assert set(signs.harmless([])) == harmless([])
