"""Numbers of a series that are lacking, and that are used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import must_find
from audited_books import with_words

if TYPE_CHECKING:
    from pathlib import Path


def held(day: str, numbers: str, *words: str) -> str:
    """What a document held of a voucher series, with metadata."""
    line = f'{day} custom "bilagsserie" "nordvik/3/2018" "{numbers}"'
    return with_words(line, *words)


def numbered(number: str, *words: str) -> str:
    """A voucher of nothing, with its number in these books and where it comes from."""
    said = (f'bilag: "{number}"', 'kilde: "nordvik/3/2018/7"', *words)
    return with_words('2018-06-01 * "Bilag"', *said)


FIRST_HALF = held("2018-03-31", "1-4") + held("2018-06-30", "7, 9")
TAKEN_BACK = numbered("a-7-reversert", 'reverserer: "a-7"')

CASES = [
    Case(
        ("bilagsserie", "nordvik/3/2018", ""),
        Books(CLEAN + FIRST_HALF),
        Books(CLEAN + FIRST_HALF + held("2018-12-31", "5-6, 8", 'grunn: "makulert"')),
    ),
    Case(
        ("bilagsserie", "nordvik/3/2018", ""),
        Books(CLEAN + held("2018-03-31", "1–4")),
        Books(CLEAN + held("2018-03-31", "1-4, 5")),
    ),
    Case(
        ("bilagsserie", "nordvik/3/2018/7", ""),
        Books(CLEAN + numbered("a-7") + numbered("b-7")),
        Books(CLEAN + numbered("a-7") + numbered("b-7") + TAKEN_BACK),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
