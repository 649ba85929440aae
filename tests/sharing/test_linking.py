"""A late voucher leads to the correction that it became, and keeps what it had."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.sharing.linking import link_to_corrections
from fellesbok.sharing.linking import reasons_of_corrections
from fellesbok.sharing.pots import Vouchers
from settled_years import LAST
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

if TYPE_CHECKING:
    from beancount.core import data

IKT = agreement(version(Equal())).cooperations["ikt"]
CLOSED = ClosedYear(IKT, 2018, (), Path("basis.csv"), {}, LAST, ("main.beancount", 9))


def test_only_the_late_vouchers_of_closed_years_are_linked() -> None:
    first = transaction(1, Voucher(date(2018, 5, 1), 100))
    second = first._replace(links=frozenset({"fordeling-2018-ikt"}))
    entries: list[data.Directive] = [first, second, first]
    late = {CLOSED.correction_link: [1], "korreksjon-2017-ikt": [2]}
    link_to_corrections(entries, Vouchers(links=late), [CLOSED])
    assert [getattr(entry, "links", None) for entry in entries] == [
        frozenset(),
        {"fordeling-2018-ikt", CLOSED.correction_link},
        frozenset(),
    ]
    assert second.links == {"fordeling-2018-ikt"}


def test_a_closed_year_without_late_vouchers_links_nothing() -> None:
    entries: list[data.Directive] = [transaction(1, Voucher(LAST, 100))]
    before = list(entries)
    link_to_corrections(entries, Vouchers(), [CLOSED])
    assert entries == before


def test_what_led_to_a_correction_is_the_last_late_voucher_or_the_closing() -> None:
    entries: list[data.Directive] = [
        transaction(number, Voucher(LAST, 100)) for number in (1, 2, 3)
    ]
    late = Vouchers(links={CLOSED.correction_link: [0, 2]})
    last = entries[2].meta["filename"], entries[2].meta["lineno"]
    assert reasons_of_corrections(entries, late, [CLOSED]) == {
        CLOSED.correction_link: last
    }
    assert reasons_of_corrections(entries, Vouchers(), [CLOSED]) == {
        CLOSED.correction_link: ("main.beancount", 9)
    }
