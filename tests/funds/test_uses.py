"""What is used of a fund is judged by its day, and covers its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data

from casebook import LEDGERS
from casebook import errors_text
from casebook import generated_entries
from casebook import load
from casebook import load_case

if TYPE_CHECKING:
    from pathlib import Path

BELOW = LEDGERS / "a-fund-is-not-below-zero-on-any-day"


def test_what_is_used_of_a_fund_is_not_shared() -> None:
    """70 kroner of cost and 50 of the fund: 20 are shared, and the year is zero."""
    loaded = load_case(LEDGERS / "a-fund-covers-a-part-of-the-cost")
    assert not loaded.errors
    year: list[Any] = [e for e in loaded.entries if e.date.year == 2019]
    result = sum(
        posting.units.number
        for entry in year
        for posting in getattr(entry, "postings", ())
        if posting.account.startswith(("Income:IKT", "Expenses:IKT"))
    )
    assert result == 0


@pytest.mark.parametrize(("used", "too_much"), [("60.00", True), ("40.00", False)])
def test_a_use_is_judged_by_the_terms_of_its_day(
    tmp_path: Path, used: str, *, too_much: bool
) -> None:
    """Gross until June: 30 in May come off no cost.  Net after: 50 can be covered."""
    case = LEDGERS / "a-fund-is-not-used-under-gross"
    rules = (case / "rules.yaml").read_text(encoding="utf-8")
    terms = rules[rules.index("      - from:") :]
    later = terms.replace("2018-01-01", "2019-07-01").replace("gross", "net")
    (tmp_path / "rules.yaml").write_text(rules + later, encoding="utf-8")
    source = (case / "source.beancount").read_text(encoding="utf-8")
    path = tmp_path / "source.beancount"
    path.write_text(
        f"{source}\n"
        '2019-08-01 * "Lisenser"\n  Expenses:IKT  50.00 NOK\n  Assets:Bank\n\n'
        f'2019-09-01 custom "fond" "ikt" "bruk" {used} NOK\n',
        encoding="utf-8",
    )
    gross = (
        "source.beancount:23: Bruk av fondet til IKT-samarbeidet har ingen virkning"
        " under brutto: det trekkes ikke fra kostnaden som deles. Stryk linjen, eller"
        " betal ut det eierne skal ha.\n"
    )
    net = (
        "source.beancount:29: Bruk av fondet til IKT-samarbeidet i 2019 er 60,00 kr,"
        " men kostnaden som kan dekkes, er 50,00 kr.\n"
    )
    told = gross + net if too_much else gross
    assert errors_text(load(path).errors, tmp_path) == told


def test_a_use_after_other_decisions_covers_its_cost(tmp_path: Path) -> None:
    """10 are paid out and then 10 used of a cost of 20: 10 are left to share."""
    for path in BELOW.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ledger = tmp_path / "source.beancount"
    source = ledger.read_text(encoding="utf-8")
    begins, ends = source.index("2019-02-01"), source.index("2019-03-01 custom")
    source = source[:begins] + source[ends:]
    for line in source.splitlines():
        if line.endswith('"utbetaling" "Lyngen"') or "2019-05-01" in line:
            source = source.replace(f"{line}\n", "")
    ledger.write_text(source, encoding="utf-8")
    loaded = load(ledger)
    assert not loaded.errors
    charged = {
        e.narration: str(e.postings[0].units)
        for e in generated_entries(loaded)
        if isinstance(e, data.Transaction) and str(e.date) == "2019-12-31"
    }
    assert charged == {
        "IKT 2019 – Kåfjord": "6.67 NOK",
        "IKT 2019 – Lyngen": "3.33 NOK",
    }
