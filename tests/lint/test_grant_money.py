"""More or less of a grant used than there is, and work that stands as money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import GIVEN
from audited_books import GRANT
from audited_books import NOTHING_SHARED
from audited_books import SURPLUS
from audited_books import YEAR_IS_OVER
from audited_books import Books
from audited_books import Case
from audited_books import budget
from audited_books import each
from audited_books import memo
from audited_books import must_find

if TYPE_CHECKING:
    from pathlib import Path


COMMITTED = budget(GIVEN, "-500.25", "NOK.TILSAGN")
USED = memo("Tilskudd:Staten", "-410.50", "BRUKT")
PLANNED = budget("Equity:Memo:IKT:Egeninnsats:Alle", "-50.50", "NOK.EGENINNSATS")

CASES = [
    Case(
        ("over-tilsagn", "Staten", "0.5"),
        Books(CLEAN + COMMITTED + memo("Tilskudd:Staten", "-500.75", "BRUKT")),
        Books(CLEAN + COMMITTED + memo("Tilskudd:Staten", "-500.25", "BRUKT")),
    ),
    Case(
        ("ubrukt-tilskudd", "Staten", "89.75"),
        Books(CLEAN + COMMITTED + USED),
        Books(
            CLEAN + COMMITTED + USED + GRANT,
            NOTHING_SHARED | {SURPLUS: "surplus: owed_to_grantor"},
        ),
    ),
    Case(
        ("egeninnsats", "regnskap", "50.5"),
        Books(
            CLEAN
            + memo("Egeninnsats:Alle", "-50.50", "EGENINNSATS", 'rad: "driftsstøtte"')
        ),
        Books(CLEAN + memo("Egeninnsats:Alle", "-50.50", "EGENINNSATS")),
    ),
    Case(
        ("egeninnsats", "Equity:Memo:IKT:Driftsstøtte:Alle NOK.EGENINNSATS", "50.5"),
        Books(CLEAN + memo("Driftsstøtte:Alle", "-50.50", "EGENINNSATS")),
        Books(CLEAN + memo("Egeninnsats:Alle", "-50.50", "EGENINNSATS")),
    ),
    Case(
        ("egeninnsats", "Alle ikke rapportert", "50.5"),
        Books(CLEAN + PLANNED + YEAR_IS_OVER),
        Books(CLEAN + PLANNED + memo("Egeninnsats:Alle", "-50.00", "EGENINNSATS")),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
