"""Decisions about a fund are carried out whole, in the order of their numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core import data

from casebook import LEDGERS
from casebook import errors_text
from casebook import generated_entries
from casebook import load
from casebook import load_case
from fellesbok.claims.open_items import open_items
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from pathlib import Path

BELOW = LEDGERS / "a-fund-is-not-below-zero-on-any-day"


def test_a_payout_comes_in_the_settlement() -> None:
    loaded = load_case(LEDGERS / "a-member-that-leaves-takes-its-part-of-the-fund")
    items = open_items(loaded.entries, loaded.options[OPTION].agreement)
    assert {(i.payer, i.given_back, i.paid, i.outstanding) for i in items} == {
        ("Lyngen", Decimal("33.33"), None, Decimal("-33.33")),
        ("Kåfjord", Decimal("10.00"), None, Decimal("-10.00")),
    }


def test_a_decision_without_its_accounts_is_told_and_not_half_carried_out(
    tmp_path: Path,
) -> None:
    """Lyngen pays into a fund whose receivable from Lyngen is not open."""
    for path in BELOW.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ledger = tmp_path / "source.beancount"
    source = ledger.read_text(encoding="utf-8")
    begins, ends = source.index("2019-02-01"), source.index("2019-06-01")
    last = source.index("2019-07-01")
    source = source[:begins] + source[ends:last]
    lacking = "2018-01-01 open Assets:Fordringer:Lyngen:IKT NOK\n"
    assert lacking in source
    ledger.write_text(source.replace(lacking, ""), encoding="utf-8")
    loaded = load(ledger)
    assert "Assets:Fordringer:Lyngen:IKT" in errors_text(loaded.errors, tmp_path)
    made = [e for e in generated_entries(loaded) if isinstance(e, data.Transaction)]
    assert [e.narration for e in made] == [
        "IKT 2018 – Kåfjord: avsatt til fond",
        "IKT 2018 – Lyngen: avsatt til fond",
    ]


def test_decisions_of_a_day_stand_in_the_order_of_their_numbers(
    tmp_path: Path,
) -> None:
    """Kåfjord pays in 10, 5 and 2 on 1 March; the smallest is taken first."""
    case = LEDGERS / "an-owner-pays-into-a-fund"
    (tmp_path / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    source = (case / "source.beancount").read_text(encoding="utf-8")
    paid = (
        f'2019-03-01 custom "fond" "ikt" "innbetaling" "Kåfjord" {amount} NOK\n'
        for amount in ("10.00", "5.00", "2.00")
    )
    ledger = tmp_path / "source.beancount"
    ledger.write_text("\n".join([source, *paid]), encoding="utf-8")
    loaded = load(ledger)
    assert not loaded.errors
    made = [e for e in generated_entries(loaded) if isinstance(e, data.Transaction)]
    numbers = [e.meta["lineno"] for e in made]
    assert len(set(numbers)) == len(numbers)
    assert [str(e.postings[0].units) for e in made if str(e.date) == "2019-03-01"] == [
        "2.00 NOK",
        "5.00 NOK",
        "10.00 NOK",
    ]
