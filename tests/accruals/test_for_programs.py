"""What is incurred and what has not come, as programs read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount

from fellesbok.accruals.for_programs import accruals
from fellesbok.accruals.for_programs import not_come
from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.custom_values import custom
from lacking_by_hand import lacking
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from beancount.core import data

DAY = date(2018, 12, 31)
VIKA = agreement(version(Equal()))


def test_an_accrual_tells_when_it_was_replaced_and_blank_is_not_stated() -> None:
    cost = ["ikt", "Expenses:IKT", Amount(Decimal("10.00"), "NOK")]
    entries: list[data.Directive] = [
        custom("paaloept", DAY, cost, {"id": "a", "venter": "faktura"}),
        custom("paaloept", DAY, cost, {"id": "b", "venter": "faktura"}),
        custom("paaloept", DAY, ["ikt", "lyngen"], {"venter": "refusjonskrav"}),
        transaction(1, Voucher(date(2019, 2, 1), 1, meta={"erstatter": "a"})),
    ]
    one, two, three = accruals(entries, VIKA)
    assert (one.year, one.date, one.cooperation, one.id) == (2018, DAY, "IKT", "a")
    assert (one.account, one.amount) == ("Expenses:IKT", Decimal("10.00"))
    assert (one.replaced, two.replaced) == (date(2019, 2, 1), None)
    assert (one.sender, one.text, one.awaits) == (None, None, "faktura")
    assert (three.id, three.account, three.amount) == (None, None, None)
    assert (three.sender, three.since, three.replaced) == ("Lyngen", DAY, None)


def test_what_has_not_come_has_its_place_and_no_blank_words() -> None:
    told = not_come(lacking(Decimal("127.00")))
    assert (told.cooperation, told.awaited, told.sender) == ("IKT", "invoice", "Halti")
    assert (told.amount, told.days) == (Decimal("127.00"), 31)
    assert (told.file, told.line) == ("/srv/ledger/main.beancount", 7)
    assert (told.source_line, told.quote) == (None, None)
    quoted = not_come(lacking(None, source="949", quote="trege", sender=""))
    assert (quoted.source_line, quoted.quote) == ("949", "trege")
    assert (quoted.sender, quoted.amount) == (None, None)
