"""What the shares of a page are put together of, where they are of several parts."""

from __future__ import annotations

from functools import cache

import pytest

from casebook import LEDGERS
from casebook import SOURCE
from fellesbok.books import load_books
from fellesbok.contradictions import ContradictionError
from fellesbok.report import share_parts
from fellesbok.report.gather import Year
from fellesbok.report.gather import gather
from fellesbok.report.share_parts import in_parts
from fellesbok.report.share_parts import parts_panel
from fellesbok.report.share_parts import shown_in_parts
from fellesbok.report.sources import Sources
from loaded_books import books_in
from report_panels import REGION


@cache
def year() -> Year:
    """1 000 kr: 100 kr each, and the rest by one to three."""
    books = load_books(LEDGERS / "a-base-amount-and-the-rest-by-a-key" / SOURCE)
    return gather(books, books.settled, 2018)


def test_each_share_is_its_parts_and_leads_to_what_explains_it() -> None:
    ikt = year().agreement.cooperations["ikt"]
    panel = parts_panel(year(), ikt, Sources(year(), ikt, []))
    assert panel is not None
    assert panel.anchor == "deler-ikt"
    assert [[str(cell.value) for cell in row.cells] for row in panel.rows] == [
        ["200.00", "100.00", "0.00", "300.00"],
        ["600.00", "100.00", "0.00", "700.00"],
        ["800.00", "200.00", "0.00", "1000.00"],
    ]
    assert [row.cells[-1].href for row in panel.rows] == [
        "andel-ikt-kafjord",
        "andel-ikt-lyngen",
        "metode",
    ]


def test_a_share_of_one_part_has_no_table() -> None:
    """Legevakten is shared by weights alone."""
    books = books_in(REGION)
    of = gather(books, books.settled, 2024)
    legevakt = of.agreement.cooperations["legevakt"]
    assert in_parts(of, legevakt) is None
    assert parts_panel(of, legevakt, Sources(of, legevakt, [])) is None


def test_parts_that_are_not_what_is_borne_are_told_by_the_table_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def contradicts(*_: object) -> None:
        raise ContradictionError("Delene, og andelene,", {})

    monkeypatch.setattr(share_parts, "parts_as_charged", contradicts)
    ikt = year().agreement.cooperations["ikt"]
    assert shown_in_parts(year(), ikt) is None
    with pytest.raises(ContradictionError):
        in_parts(year(), ikt)
