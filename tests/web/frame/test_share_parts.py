"""What shares are put together of, of the year that is asked for or the newest."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from asked_pages import asked_by
from casebook import LEDGERS
from casebook import SOURCE
from fellesbok.books import load_books
from fellesbok.viewpoint import books_of
from fellesbok.web.frame.share_parts import parts_drawn
from fellesbok.web.frame.share_parts import parts_shown
from fellesbok.web.frame.share_parts import share_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.web.frame import Asked


@cache
def books() -> Books:
    """1 000 kr: 100 kr each, and the rest by one to three."""
    return load_books(LEDGERS / "a-base-amount-and-the-rest-by-a-key" / SOURCE)


@contextmanager
def asked_of(of: Books) -> Iterator[Asked]:
    with asked_by() as asked:
        yield replace(asked, all_entries=of.entries, shared=of.settled, worked_out={})


def test_the_newest_year_is_taken_where_none_is_asked_for() -> None:
    with asked_of(books()) as asked:
        ikt = asked.cooperation("ikt")
        newest = share_parts(asked, ikt, None)
        assert newest is not None
        assert newest == share_parts(asked, ikt, 2018)
        assert share_parts(asked, ikt, 2017) is None
        assert newest.year == 2018


def test_the_table_has_a_line_for_each_and_a_picture() -> None:
    with asked_of(books()) as asked:
        ikt = asked.cooperation("ikt")
        found = share_parts(asked, ikt, 2018)
        (table,), pictures = parts_shown(asked, ikt, found)
        assert [[str(cell.value) for cell in line.cells] for line in table.lines] == [
            ["Kåfjord", "200.00", "100.00", "0.00", "300.00"],
            ["Lyngen", "600.00", "100.00", "0.00", "700.00"],
            ["Sum", "800.00", "200.00", "0.00", "1000.00"],
        ]
        assert found is not None
        (drawn,) = pictures.values()
        assert drawn[1].said == parts_drawn(asked, ikt, found)[1].said
        assert "Lyngen" in drawn[1].said


def test_a_share_of_one_part_is_shown_as_no_table() -> None:
    with asked_by() as asked:
        ikt = asked.cooperation("ikt")
        assert parts_shown(asked, ikt, share_parts(asked, ikt, 2018)) == ([], {})
        assert parts_shown(asked, ikt, None) == ([], {})


def test_a_municipality_sees_the_parts_of_those_it_may_see() -> None:
    own = books_of(books(), "lyngen")
    with asked_of(own) as asked:
        ikt = asked.cooperation("ikt")
        (table,), _ = parts_shown(asked, ikt, share_parts(asked, ikt, 2018))
    seen = [p.name for p in own.settled.agreement.payers
            if own.settled.may_see(ikt, p.slug)]  # fmt: skip
    assert "Lyngen" in seen
    names = [str(line.cells[0].value) for line in table.lines]
    assert [name for name in names if name != "Sum"] == seen


def test_an_objection_is_told_below_the_shares_that_it_is_about(tmp_path: Path) -> None:
    """A municipality is told of its own alone."""
    shutil.copytree(LEDGERS / "a-base-amount-and-the-rest-by-a-key", tmp_path / "bok")
    source = tmp_path / "bok" / SOURCE
    with source.open("a", encoding="utf-8") as file:
        file.write(
            '\n2018-12-31 custom "innsigelse" "1" "andel" "IKT" 2018\n'
            '  kommune: "Lyngen"\n'
            '  aarsak: "Grunnbeløpet er for høyt"\n'
        )
    objected = load_books(source)
    for of, is_told in (
        (objected, True),
        (books_of(objected, "lyngen"), True),
        (books_of(objected, "kafjord"), False),
    ):
        with asked_of(of) as asked:
            ikt = asked.cooperation("ikt")
            tables, _ = parts_shown(asked, ikt, share_parts(asked, ikt, 2018))
        assert ("innsigelser" in {table.name for table in tables}) == is_told
