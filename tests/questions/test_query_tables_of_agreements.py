"""What the agreements say can be asked for: the terms of each year, and inhabitants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from datasets import NORD_TROMS
from datasets import SETTLED
from datasets import made_of
from fellesbok.questions.queries import Query
from fellesbok.questions.queries import ask
from fellesbok.rules import read_rules
from loaded_books import books_in


def asked(text: str) -> list[tuple[Any, ...]]:
    """What the books of 2018 answer."""
    return list(ask(books_in(NORD_TROMS), Query("test", "", text)).rows)


def test_inhabitants_are_those_of_the_statistic_with_day_number_and_source() -> None:
    found = asked("SELECT * FROM inhabitants WHERE municipality = 'Lyngen'")
    series = read_rules(NORD_TROMS / "allocation_rules.yaml").statistics["population"]
    told = {
        day: (seen.value, seen.source or series.source)
        for (slug, day), seen in series.observations.items()
        if slug == "lyngen"
    }
    assert {row[1]: (row[4], row[5]) for row in found} == told
    assert [row[0] for row in found] == [day.year for day in sorted(told)]
    numbers = {row[1].year: row[3] for row in found}
    assert numbers[2018] == "1938"


def test_a_figure_of_inhabitants_is_exact_in_what_engines_read() -> None:
    (table,) = [t for t in made_of(NORD_TROMS).tables if t.name == "inhabitants"]
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    (row,) = [
        row
        for row in rows
        if (row["municipality_slug"], row["date"]) == ("lyngen", date(2018, 1, 1))
    ]
    assert row["inhabitants"] == Decimal(2877)


def test_terms_tell_who_takes_part_and_whether_there_is_a_key() -> None:
    found = asked("SELECT cooperation, key_stated, key FROM terms WHERE year = 2018")
    without = {row[0] for row in found if not row[1]}
    rules = read_rules(NORD_TROMS / "allocation_rules.yaml")
    held = {
        c.account for c in rules.cooperations.values() if c.version_on(date(2018, 1, 1))
    }
    assert held <= {row[0] for row in found}
    assert without
    assert without < {row[0] for row in found}
    assert all(row[2] for row in found)


def test_terms_are_told_for_each_year_of_the_books_and_no_other() -> None:
    found = ask(books_in(SETTLED), Query("test", "", "SELECT year, host FROM terms"))
    written = ask(
        books_in(SETTLED), Query("test", "", "SELECT DISTINCT year ORDER BY year")
    )
    years = [row[0] for row in written.rows]
    assert sorted({row[0] for row in found.rows}) == years
