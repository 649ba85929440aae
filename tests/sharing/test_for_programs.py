"""Terms, shares and what is told of a year as programs read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from beancount.core import data

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.model import Settlement
from fellesbok.entries import vocabulary
from fellesbok.sharing.for_programs import allocations
from fellesbok.sharing.for_programs import settlement_notes
from fellesbok.sharing.for_programs import terms
from settled_years import COSTS
from settled_years import Voucher
from settled_years import agreement
from settled_years import generated
from settled_years import settle
from settled_years import transaction
from settled_years import version

PAIR = ("kafjord", "lyngen")
FIRST = version(
    Equal(),
    PAIR,
    days=(date(2017, 1, 1), date(2018, 3, 31)),
    host="lyngen",
    settlement=Settlement.HALF_YEAR,
)
LAST = replace(
    FIRST,
    first_day=date(2018, 4, 1),
    last_day=date.max,
    participants=None,
    host=None,
    key=NotStated("Ingen vet"),
)
COST = Voucher(date(2018, 2, 1), 100_00)


def test_terms_are_told_for_each_year_of_the_books_that_they_hold_in() -> None:
    of = agreement(FIRST, LAST)
    days = [date(2019, 1, 1), date(2018, 1, 1)]
    books = [transaction(n, Voucher(day, 1)) for n, day in enumerate(days)]
    found = [
        (t.year, t.first_day, t.last_day, t.host, t.participants, t.key, t.key_stated)
        for t in terms(books, of)
    ]
    first = (FIRST.first_day, FIRST.last_day, "Lyngen", ("Kafjord", "Lyngen"))
    last = (LAST.first_day, None, None, (), "ikke oppgitt", False)
    assert found == [
        (2018, *first, "likt", True),
        (2018, *last),
        (2019, *last),
    ]
    assert list(terms([], of)) == []


def test_a_share_is_exact_and_as_text_and_added_up_so_far() -> None:
    of = agreement(replace(FIRST, last_day=date.max))
    vouchers = [COST, Voucher(date(2018, 8, 1), 60_00)]
    books = generated(of, settle(of, vouchers))
    found = [
        (a.period, a.municipality, a.basis, a.amount, a.so_far, a.internal)
        for a in allocations(books, of)
    ]
    half, one, both = Decimal("50.00"), Decimal("100.00"), Decimal("160.00")
    assert found == [
        ("2018-H1", "Kafjord", one, half, half, False),
        ("2018-H1", "Lyngen", one, half, half, True),
        ("2018-H2", "Kafjord", both, Decimal(30), Decimal(80), False),
        ("2018-H2", "Lyngen", both, Decimal(30), Decimal(80), True),
    ]
    first = next(allocations(books, of, 2018))
    assert (first.share, first.share_text) == (Fraction(1, 2), "1/2")
    assert str(first.share_percent) == "50.00"
    assert (first.due, first.link) == (None, "fordeling-2018-ikt")
    assert list(allocations(books, of, 2019)) == []


def test_an_amount_has_no_share_and_says_why() -> None:
    of = agreement(version(FixedAmounts({"lyngen": Fraction(5_00)}), ("lyngen",)))
    (told,) = allocations(generated(of, settle(of, [COST])), of)
    assert (told.share, told.share_percent) == (None, None)
    assert (told.share_text, told.amount) == ("fast beløp", Decimal("5.00"))


def test_a_finding_is_told_by_year_cooperation_and_kind() -> None:
    values = {vocabulary.COOPERATION: "IKT", vocabulary.FINDING: "antakelse"}
    note = data.Note(
        vocabulary.metadata(1, values),
        date(2018, 12, 31),
        COSTS,
        "Antakelse: likt",
        frozenset({vocabulary.FINDING_TAG}),
        frozenset(),
    )
    (told,) = settlement_notes([note, note._replace(tags=frozenset())])
    assert (told.year, told.cooperation, told.kind, told.text) == (
        2018,
        "IKT",
        "antakelse",
        "Antakelse: likt",
    )
