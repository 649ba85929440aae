"""Where a figure comes from: its vouchers once each, and what must be known of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from casebook import LEDGERS
from casebook import SOURCE
from fellesbok.books import load_books
from fellesbok.entries.records import Voucher
from fellesbok.entries.vocabulary import FILE
from fellesbok.report import build_report
from fellesbok.report.gather import Year
from fellesbok.report.gather import gather
from fellesbok.report.sources import MOST_SOURCES
from fellesbok.report.sources import Sources
from fellesbok.report.sources import quoted
from fellesbok.tables.targets import Basis

FOLDER = LEDGERS / "a-line-of-a-voucher-names-its-key"


@cache
def year() -> Year:
    books = load_books(FOLDER / SOURCE)
    return gather(books, books.settled, 2018)


def sources() -> Sources:
    """The sources of the only cooperation, before any is met."""
    (cooperation,) = year().agreement.cooperations.values()
    return Sources(year(), cooperation, [])


def voucher(line: int, amount: str, **meta: object) -> tuple[Voucher, Decimal, str]:
    """A voucher of a day in 2018, on a line of the main file, and what it adds."""
    written: dict[str, Any] = {**data.new_metadata(str(FOLDER / SOURCE), line), **meta}
    kroner = Amount(Decimal(amount), "NOK")
    entry = data.Transaction(
        written, date(2018, 3, 1), "*", None, f"Bilag {line}", data.EMPTY_SET,
        data.EMPTY_SET, [data.Posting("Expenses:IKT", kroner, None, None, None, None)],
    )  # fmt: skip
    return Voucher(entry), Decimal(amount), "NOK"


def test_a_voucher_with_two_lines_on_an_account_is_listed_once() -> None:
    """300 kr and 500 kr on one voucher: a source of 800 kr, which is the line."""
    books = load_books(FOLDER / SOURCE)
    made, _ = build_report(books, books.settled, 2018)
    (page,) = made.pages
    (costs,) = (group for group in page.sources if group.title == "Expenses:IKT")
    assert [source.amount for source in costs.sources] == [800]


def test_the_largest_are_listed_in_their_order_and_the_rest_are_counted() -> None:
    """Fourteen of 1–14 kr: the two smallest are left out, also with minus before."""
    parts = tuple(voucher(n, f"{-n if n % 2 else n}.00") for n in range(1, 15))
    found = sources()
    found.add_basis(Basis("Expenses:IKT", parts))
    (group,) = found.groups
    assert MOST_SOURCES == 12
    assert [abs(source.amount or 0) for source in group.sources] == [*range(3, 15)]
    assert group.more == 2


def test_groups_and_sources_are_numbered_as_they_are_met() -> None:
    found = sources()
    one = found.add_amounts("Krav", [voucher(1, "1.00")[:2], voucher(2, "2.00")[:2]])
    other = found.add_amounts("Betalt", [voucher(3, "3.00")[:2]], "timer")
    slug = found.cooperation.slug
    assert (one, other) == (f"linje-{slug}-1", f"linje-{slug}-2")
    every = [source for group in found.groups for source in group.sources]
    assert [source.anchor for source in every] == [
        f"kilde-{slug}-{number}" for number in (1, 2, 3)
    ]
    assert [source.unit for source in every] == ["", "", "timer"]


def test_what_must_be_known_of_a_voucher_stands_beside_it() -> None:
    read = {"sikkerhet": "rekkefølge", "mulig_kolonne": "budsjett", "merknad": "Uklart"}
    found = sources()
    found.add_amounts("Krav", [voucher(7, "1.00", **read)[:2]])
    (source,) = found.groups[0].sources
    assert [str(each) for each in source.remarks] == [
        "Kolonnen er lest av rekkefølgen.",
        "Mulig kolonne: budsjett.",
        "Uklart",
    ]
    assert source.kind == "Bilag"
    assert source.place is not None
    assert source.place[1] == 7


@pytest.mark.parametrize(
    ("quote", "line", "said"),
    [("ord", "12", "«ord» (linje 12)"), ("ord", "", "«ord»"), ("", "12", "")],
)
def test_the_words_of_the_source_stand_with_their_line(
    quote: str, line: str, said: str
) -> None:
    assert quoted(quote, line) == said


def test_a_voucher_that_is_generated_has_no_place() -> None:
    entry, amount, _ = voucher(1, "5.00")
    made: Any = entry.entry
    generated = made._replace(meta={**made.meta, "filename": FILE})
    found = sources()
    found.add_amounts("Krav", [(Voucher(generated), amount)])
    assert found.groups[0].sources[0].place is None
