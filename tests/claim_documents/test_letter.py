"""The letter of a reconciliation: what agrees is a sum, and what does not is a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from claimed_papers import text_of
from fellesbok.agreement.claim_terms import Address
from fellesbok.claim_documents.content import Party
from fellesbok.claim_documents.letter import Letter
from fellesbok.claim_documents.letter import letter_page
from fellesbok.reconciling import Reconciliation
from fellesbok.reconciling.records import Basis
from fellesbok.reconciling.records import Item
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Side
from held_by_hand import ours
from held_by_hand import theirs
from objections_by_hand import to_claim

NORD = Party("Nord kommune", "940363586", Address("Torget 1", "9000", "Nord"))
SOR = Party("Sør <b>kommune</b>", None, None)
SAME = ours("100.00"), theirs("100.00")
LESS = ours("50.00", claim="nord-2018-0002"), theirs("49.99", voucher="77")
AGREED = Item(Outcome.AGREED, Basis.NUMBER, 2018, (SAME[0],), (SAME[1],))
AMOUNT = Item(
    Outcome.AMOUNT, Basis.KID, 2018, (LESS[0],), (LESS[1],), "Se faktura <i>2</i>."
)


def told(*items: Item, ours_in_all: str, theirs_in_all: str) -> str:
    """The letter as a person reads it, a piece a line."""
    sums = Decimal(ours_in_all), Decimal(theirs_in_all)
    found = Reconciliation(Side.CLAIMS, 2018, items, *sums)
    letter = Letter((NORD,), SOR, date(2019, 2, 1), "hovedbok.csv", (found,))
    return text_of(letter_page(letter).encode()).replace("\xa0", " ")


def test_where_all_agrees_nobody_needs_do_anything() -> None:
    text = told(AGREED, ours_in_all="100.00", theirs_in_all="100.00")
    assert "Alt stemmer. Dere trenger ikke gjøre noe." in text
    assert "Det som ikke stemmer" not in text
    assert "nord-2018-0001" not in text


def test_what_does_not_agree_stands_line_by_line_with_its_remark() -> None:
    text = told(AGREED, AMOUNT, ours_in_all="150.00", theirs_in_all="149.99")
    assert "Alt stemmer." not in text
    pieces = text.splitlines()
    for piece in ("nord-2018-0002", "50,00", "49,99", "77"):
        assert piece in pieces
    assert "nord-2018-0001" not in pieces


def test_an_objection_is_told_below_its_line_in_one_sentence() -> None:
    objected = replace(LESS[0], objection=to_claim(deadline=date(2019, 3, 1)).mark)
    item = replace(AMOUNT, ours=(objected,))
    text = told(AGREED, item, ours_in_all="150.00", theirs_in_all="149.99")
    assert (
        "Se faktura <i>2</i>. Dere har innsigelse mot kravet (2018-lyngen-1: åpen,"
        " frist 01.03.2019)."
    ) in text


def test_it_says_from_whom_to_whom_and_of_which_file() -> None:
    text = told(AGREED, ours_in_all="100.00", theirs_in_all="100.00")
    for piece in ("Nord kommune", "940 363 586", "Torget 1", "01.02.2019"):
        assert piece in text
    assert "hovedbok.csv" in text


def test_what_others_write_is_text_and_nothing_that_runs() -> None:
    text = told(AGREED, AMOUNT, ours_in_all="150.00", theirs_in_all="149.99")
    assert "Sør <b>kommune</b>" in text
    assert "Se faktura <i>2</i>." in text
