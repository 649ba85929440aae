"""The grants of a page: on a day, as the filters leave them, and one by its name."""

from __future__ import annotations

from datetime import date

import pytest

from asked_pages import asked_by
from fellesbok.web.frame import CannotShowError
from fellesbok.web.grants.chosen import grant_rows
from fellesbok.web.grants.chosen import row_of

LAST = date(2018, 10, 31)


def slugs(day: date = LAST, who: str = "regnskap", **asks: str) -> list[str]:
    with asked_by(who, **asks) as asked:
        return [row.grant.slug for row in grant_rows(asked, day)]


def test_they_stand_in_the_order_of_the_agreements() -> None:
    assert slugs() == ["velferd-staten", "velferd-fylket"]


def test_a_filter_chooses_among_them_and_takes_no_part_of_one() -> None:
    assert slugs(account="Assets:Tilskudd:Velferd:Kurs") == ["velferd-fylket"]
    assert slugs(account="Expenses:IKT") == []
    with asked_by(account="Assets:Tilskudd:Velferd:Staten", filter="Første") as asked:
        (narrowed,) = grant_rows(asked, LAST)
    with asked_by() as asked:
        whole, _ = grant_rows(asked, LAST)
    assert narrowed.stand == whole.stand


def test_one_is_found_by_its_slug_or_its_title() -> None:
    with asked_by() as asked:
        rows = grant_rows(asked, LAST)
    assert row_of(rows, "velferd-fylket") == rows[1]
    assert row_of(rows, "TRYGG HJEMME") == rows[0]


def test_one_that_there_is_none_of_is_told_with_those_that_there_are() -> None:
    with asked_by() as asked:
        rows = grant_rows(asked, LAST)
    known = r"Kjente: velferd-staten, velferd-fylket\."
    with pytest.raises(CannotShowError, match=known) as told:
        row_of(rows, "kurs")
    assert told.value.wrong == "tilskudd"
    with pytest.raises(CannotShowError, match=r"Kjente: ingen\."):
        row_of([], "kurs")
