"""Which accounts each kind of entry uses, and in which currencies."""

from __future__ import annotations

from beancount.parser.parser import parse_string

from fellesbok.entries.account_use import accounts_used
from fellesbok.entries.account_use import may_come_after_closing
from fellesbok.entries.account_use import opened_and_closed

ENTRIES, ERRORS, _ = parse_string(
    """
2018-01-01 open Assets:Bank NOK
2018-01-01 open Expenses:IKT
2018-03-01 * "Lisenser"
  Expenses:IKT   10.00 EUR @@ 100.00 NOK
  Expenses:IKT    5.00 NOK
  Assets:Bank  -105.00 NOK
2018-03-02 * "Resten"
  Expenses:IKT   20.00 NOK
  Assets:Bank
2018-04-01 balance Assets:Bank -125.00 NOK
2018-04-02 note Assets:Bank "Avstemt"
2018-04-03 custom "budget" Expenses:IKT "yearly" 1.00 NOK
2018-04-04 document Assets:Bank "/bok/a.pdf"
2018-12-31 close Assets:Bank
""",
    "bok",
    dedent=True,
)
BANK, IKT = "Assets:Bank", "Expenses:IKT"
(OPENS, _, VOUCHER, REST, BALANCE, NOTE, BUDGET, DOCUMENT, CLOSES) = sorted(
    ENTRIES, key=lambda entry: int(entry.meta["lineno"])
)


def test_a_voucher_uses_its_accounts_in_the_currencies_that_stand_there() -> None:
    """What a price is in is no currency of the account; a blank amount has none."""
    assert not ERRORS
    assert accounts_used(VOUCHER) == {IKT: {"EUR", "NOK"}, BANK: {"NOK"}}
    assert accounts_used(REST) == {IKT: {"NOK"}, BANK: frozenset()}


def test_balances_notes_and_documents_use_the_account_that_they_name() -> None:
    assert accounts_used(BALANCE) == {BANK: {"NOK"}}
    assert accounts_used(NOTE) == {BANK: frozenset()}
    assert accounts_used(DOCUMENT) == {BANK: frozenset()}


def test_who_opens_closes_or_budgets_an_account_does_not_use_it() -> None:
    assert accounts_used(OPENS) == accounts_used(CLOSES) == {}
    assert accounts_used(BUDGET) == {}
    opened, closed = opened_and_closed(ENTRIES)
    assert opened == {BANK: ("bok", 2), IKT: ("bok", 3)}
    assert closed == {BANK: ("bok", 15)}


def test_a_note_may_come_when_the_account_is_closed_and_a_voucher_may_not() -> None:
    may = [may_come_after_closing(each) for each in (BALANCE, NOTE, VOUCHER, BUDGET)]
    assert may == [True, True, False, False]
