"""Files of vouchers that nothing takes in."""

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
        ("ikke-med", "2018/juni.beancount", ""),
        Books(beside="2018/juni.beancount"),
        Books(f'{CLEAN}include "2018/juni.beancount"\n', beside="2018/juni.beancount"),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
