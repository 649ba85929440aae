"""Characters that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


CASES = [
    Case(
        ("usynlig-tegn", "U+00AD", ""),
        Books(f'{CLEAN}2018-05-02 note Expenses:IKT "Felles\u00adkostnad"\n'),
        Books(f'{CLEAN}2018-05-02 note Expenses:IKT "Felleskostnad"\n'),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
