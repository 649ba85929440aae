"""Who paid a cost is read off the other lines of its voucher, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import ContraCost
from fellesbok.sharing.paid_by import PaidBy
from fellesbok.sharing.paid_by import not_told_who_paid
from settled_years import agreement
from settled_years import version

LINES = list[tuple[str, str]]
SPRING = version(Equal(), days=(date(2018, 1, 1), date(2018, 6, 30)), host="storfjord")
AUTUMN = version(Equal(), days=(date(2018, 7, 1), date.max), host="nordreisa")
VIKA = agreement(SPRING, AUTUMN)
IKT = VIKA.cooperations["ikt"]
COST, BANK = "Expenses:IKT", "Assets:Bank"
LYNGEN, KAFJORD = "Liabilities:Utlegg:Lyngen:IKT", "Liabilities:Utlegg:Kafjord:IKT"


def voucher(lines: LINES, day: date = date(2018, 3, 1)) -> data.Transaction:
    """A voucher with those lines."""
    postings = [
        data.Posting(account, Amount(Decimal(amount), "NOK"), None, None, None, {})
        for account, amount in lines
    ]
    meta = data.new_metadata("/srv/ledger/2018.beancount", 12)
    nothing = data.EMPTY_SET
    return data.Transaction(meta, day, "*", None, "", nothing, nothing, postings)


def payer(lines: LINES, day: date = date(2018, 3, 1)) -> str | None:
    """Who paid the cost on the first line."""
    entry = voucher(lines, day)
    return PaidBy(VIKA).read(IKT, entry, entry.postings[0])


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        ([(COST, "100"), (LYNGEN, "-100")], "lyngen"),
        ([(COST, "100"), (BANK, "-100")], "storfjord"),
        # Two have paid, and nobody can tell who paid what.
        ([(COST, "100"), (LYNGEN, "-50"), (KAFJORD, "-50")], None),
        ([(COST, "100"), (LYNGEN, "-50"), (BANK, "-50")], None),
        # A refund is received by whoever is on the other side of it.
        ([(COST, "-100"), (LYNGEN, "100")], "lyngen"),
        # What Kåfjord gets back on the voucher has paid nothing.
        ([(COST, "100"), (LYNGEN, "-120"), (KAFJORD, "20")], "lyngen"),
        # A line of zero names nobody.
        ([(COST, "100"), (LYNGEN, "-100"), (BANK, "0")], "lyngen"),
        # A discount on the same voucher was paid by the same.
        ([(COST, "-20"), (COST, "120"), (LYNGEN, "-100")], "lyngen"),
        ([(COST, "100"), ("Liabilities:Utlegg:Ukjent:IKT", "-100")], None),
        ([(COST, "100"), ("Liabilities:Gjeld", "-100")], None),
    ],
)
def test_who_paid(lines: LINES, who: str | None) -> None:
    assert payer(lines) == who


def test_the_host_is_that_of_the_vouchers_day() -> None:
    paid: LINES = [(COST, "100"), (BANK, "-100")]
    assert payer(paid, date(2018, 6, 30)) == "storfjord"
    assert payer(paid, date(2018, 7, 1)) == "nordreisa"


def test_the_host_that_laid_it_out_is_the_same_as_its_bank() -> None:
    outlay = "Liabilities:Utlegg:Storfjord:IKT"
    assert payer([(COST, "100"), (outlay, "-40"), (BANK, "-60")]) == "storfjord"


def test_what_reduces_the_cost_counts_as_a_cost() -> None:
    """100 kr less a discount of 120: money comes back, and Lyngen has received it."""
    reduction = "Income:IKT:Rabatt"
    lines: LINES = [(COST, "100"), (reduction, "-120"), (LYNGEN, "20")]
    entry = voucher(lines)
    reduced = replace(IKT, contra=(ContraCost("Rabatt", None),))
    of = replace(VIKA, cooperations={"ikt": reduced})
    assert PaidBy(of).read(reduced, entry, entry.postings[0]) == "lyngen"
    assert payer(lines) is None


def test_it_is_told_which_voucher_does_not_say_it() -> None:
    told = not_told_who_paid(voucher([(COST, "100")]))
    assert "bilaget fra 01.03.2018 (2018.beancount:12) sier ikke hvem det er" in told
