"""What was booked last, the newest first."""

from __future__ import annotations

from typing import Any

from beancount.parser.parser import parse_string

from fellesbok.entries.latest_tables import MOST
from fellesbok.entries.latest_tables import latest_table
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.vocabulary import FILE
from settled_years import agreement

TEXT = """
2018-03-01 * "Datahuset" "Lisenser"
  bilag: "7"
  Expenses:IKT:A   300.00 NOK
  Expenses:IKT:B   500.00 NOK
  Assets:Bank     -800.00 NOK
2018-03-02 * "Timer"
  Expenses:IKT   8 TIMER
  Assets:Timer  -8 TIMER
2018-03-03 * "Krav" #krav
  krav: "lyngen-2018-0001"
  Assets:Krav:Lyngen:IKT            75.00 NOK
  Liabilities:Utlegg:Lyngen         25.00 NOK
  Assets:Fordringer:Lyngen:IKT    -100.00 NOK
"""
PARSED: Any = parse_string(TEXT, dedent=True)
ENTRIES, ERRORS, _ = PARSED


def shown(entries: list[Any]) -> list[list[Any]]:
    (table,) = latest_table(entries, agreement())
    return [[cell.value for cell in line.cells] for line in table.lines]


def test_a_voucher_is_told_by_what_goes_through_it_and_a_claim_by_what_it_asks() -> (
    None
):
    """300 + 500; hours are no kroner; of the claim 75, and not the 25 it sets off."""
    assert not ERRORS
    rows = shown(ENTRIES)
    assert [row[0].day for row in rows] == [3, 2, 1]
    assert [None if row[3] is None else str(row[3]) for row in rows] == [
        "75.00",
        None,
        "800.00",
    ]
    assert [row[1] for row in rows][1:] == [None, "7"]


def test_a_claim_is_known_by_the_number_that_its_payer_has() -> None:
    names = {entry.meta.get("krav") for entry in ENTRIES}
    assert shown(ENTRIES)[0][1] in names


def test_of_what_is_shown_in_part_no_amount_is_said() -> None:
    voucher = ENTRIES[0]
    hidden = voucher._replace(meta={**voucher.meta, "filename": SHIELDED_FILE})
    assert shown([hidden])[0][3] is None


def test_what_is_generated_is_left_out_and_of_many_the_last_are_told() -> None:
    voucher = ENTRIES[0]
    made = voucher._replace(meta={**voucher.meta, "filename": FILE})
    assert latest_table([made], agreement()) == []
    assert len(shown([voucher] * (MOST + 3))) == MOST
