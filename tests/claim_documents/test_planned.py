"""The payment plan on a claim: each instalment is a part of the year's share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claim_books import claim
from claim_books import instalments
from claim_books import make_claim_books
from claim_books import settlement
from claim_books import written
from claimed_papers import background
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from claimed_papers import lines
from claimed_papers import refusal
from claimed_papers import text_of
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.planned import planned
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_an_instalment_is_a_part_of_the_share_of_the_budget(books: Books) -> None:
    """1 200 000 kr: 40 % in three, 60 % by 1 997 of 6 500, is 381 206,15 kr."""
    second = instalments(books)[1]
    made = documents(second, books)
    assert lines(made) == [("A konto 2018, termin 2 av 4", Decimal("95301.54"))]
    assert background(made) == [
        ("Andel av budsjettet for 2018", Decimal("381206.15")),
        (
            "Krav ytrefjord-2018-0001 av 15.01.2018: a konto 2018, termin 1 av 4",
            Decimal("-95301.54"),
        ),
        ("Dette kravet", Decimal("-95301.54")),
        ("Igjen å kreve a konto", Decimal("190603.07")),
    ]
    assert made.paper.heading == "Krav"
    assert made.pdf_name == "krav-ytrefjord-2018-0002.pdf"
    assert made.ehf_name == "krav-ytrefjord-2018-0002.xml"


def test_agreed_amounts_are_the_year_s_plan(tmp_path: Path) -> None:
    amounts = (
        "{amounts: {midtfjord: 200000, innfjord: 0, ytrefjord: 0}, due: [03-01, 09-01]}"
    )
    after = make_claim_books(tmp_path, advance=amounts)
    first = claim(after, 1, ClaimKind.ADVANCE, "100000.00", instalment="1 av 2")
    made = documents(first, after)
    assert background(made) == [
        ("Avtalt a konto for 2018", Decimal("200000.00")),
        ("Dette kravet", Decimal("-100000.00")),
        ("Igjen å kreve a konto", Decimal("100000.00")),
    ]
    assert [str(section.title) for section in made.paper.attachment.sections] == [
        "Avtalen"
    ]


def test_a_sum_that_the_key_shares_is_told(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path, advance="{amount: 600000, due: [03-01]}")
    only = claim(after, 1, ClaimKind.ADVANCE, "190603.08", instalment="1 av 1")
    made = documents(only, after)
    assert background(made) == [
        ("Andel av avtalt a konto for 2018", Decimal("190603.08")),
        ("Dette kravet", Decimal("-190603.08")),
        ("Igjen å kreve a konto", Decimal("0.00")),
    ]
    text = text_of(made.html)
    assert "Sum for året\n600 000,00" in text.replace("\xa0", " ")
    assert "Deles med nøkkelen 40/60" in text


def test_an_agreement_without_a_plan_shows_none(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path, advance=None)
    only = claim(after, 1, ClaimKind.ADVANCE, "5.00", instalment="1 av 1")
    assert background(documents(only, after)) == []


def test_instalments_are_the_year_s_share(tmp_path: Path, books: Books) -> None:
    """The last instalment is an øre short, or an øre too much."""
    text = "".join(map(written, instalments(books)[:3]))
    after = make_claim_books(tmp_path, claims=text)
    day = date(2018, 10, 15)
    short = claim(after, 4, ClaimKind.ADVANCE, "95301.53", day=day, instalment="4 av 4")
    assert "(differanse -0,01 kr)" in refusal(short, after)
    much = claim(after, 4, ClaimKind.ADVANCE, "95301.55", day=day, instalment="4 av 4")
    assert "(differanse 0,01 kr)" in refusal(much, after)


def test_a_settlement_has_no_plan(books: Books) -> None:
    shared = books.settled
    made = instalments(books)
    version = made[0].cooperation.versions[-1]
    assert planned(made[0], version, books.entries, shared, made) is not None
    assert planned(settlement(books), version, books.entries, shared, made) is None
