"""Each reader is asked what it can answer: all of the accountant, its own of others."""

from __future__ import annotations

from dataclasses import replace

from asked_pages import asked_by
from fellesbok.lint import lint
from fellesbok.lint.seen_by_one import seen_by_reader
from fellesbok.web.findings.sight import questions


def test_who_keeps_the_books_is_asked_everything() -> None:
    with asked_by() as asked:
        found = questions(asked, 2018)
        assert found == lint(asked.all_entries, asked.shared, 2018)
    assert {each.cooperation for each in found} == {"velferd"}


def test_a_municipality_is_asked_of_what_it_takes_part_in() -> None:
    """Sørvik takes no part in Velferd."""
    with asked_by("sorvik") as asked:
        found = questions(asked, 2018)
        every = lint(asked.all_entries, asked.shared, 2018)
        seen = seen_by_reader(every, asked.all_entries, asked.shared, 2018)
    assert found == seen
    assert "velferd" not in {each.cooperation for each in found}


def test_each_year_has_its_own() -> None:
    with asked_by() as asked:
        assert questions(asked, 2018)
        assert {each.year for each in questions(asked, 2017)} <= {2017}


def test_they_are_asked_once_in_whatever_language_they_are_read() -> None:
    with asked_by() as asked:
        in_norwegian = questions(asked, 2018)
        assert questions(replace(asked, language="en"), 2018) is in_norwegian
