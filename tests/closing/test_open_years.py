"""Years as they are now: one that contradicts itself stops no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fellesbok.agreement.distribution_key import Equal
from fellesbok.closing.open_years import open_years
from fellesbok.closing.open_years import years_now
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

HALVES = agreement(version(Equal(), ("kafjord", "lyngen")))
FIRST = settle(HALVES, [Voucher(date(2018, 5, 1), 100_00)])
SECOND = settle(HALVES, [Voucher(date(2019, 5, 1), 300_00)], year=2019)
BROKEN = replace(FIRST, charged_ore=1)


def test_each_year_has_its_lines_in_the_order_of_the_years() -> None:
    found = open_years(HALVES, [SECOND, FIRST])
    amounts = [[line.amount_ore for line in lines] for _, lines in found.years]
    assert amounts == [[50_00, 50_00], [150_00, 150_00]]
    assert (found.errors, found.refused, found.findings) == ((), frozenset(), ())


def test_a_year_that_contradicts_itself_is_told_and_the_other_stands() -> None:
    found = open_years(HALVES, [BROKEN, SECOND])
    assert [len(lines) for _, lines in found.years] == [2]
    assert found.refused == frozenset({("ikt", 2018)})
    (error,) = found.errors
    assert error.of == ("ikt", 2018)
    place = error.source["filename"], error.source["lineno"]
    assert place == ("allocation_rules.yaml", 1)


def test_a_year_is_known_with_what_it_was_settled_as() -> None:
    now, errors = years_now(HALVES, [FIRST])
    assert errors == []
    assert now["ikt", 2018].result is FIRST
