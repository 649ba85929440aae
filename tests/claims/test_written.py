"""Claims as the books hold them: what is read of one, and how it is found again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core import data

from casebook import LEDGERS
from casebook import load_case
from fellesbok.claims.items import named_by
from fellesbok.claims.written import claims
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.records import Voucher
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement


CASE = LEDGERS / "claims-are-facts-of-the-books"


def found() -> tuple[Claim, ...]:
    """The claims of the case."""
    loaded = load_case(CASE)
    assert not loaded.errors
    agreement: Agreement = loaded.options[OPTION].agreement
    return claims(loaded.entries, agreement)


def test_every_claim_is_read_whole() -> None:
    advance, own, note, settlement = found()
    assert (advance.id, advance.kind) == ("kafjord-2018-0001", ClaimKind.ADVANCE)
    assert (advance.cooperation.slug, advance.payer.slug) == ("ikt", "lyngen")
    assert (advance.day, advance.due) == (date(2018, 3, 1), date(2018, 3, 31))
    assert (advance.period, advance.instalment) == ("2018", "1 av 1")
    assert advance.instalment_number == 1
    assert advance.amount == Decimal("100.00")
    assert own.kind is ClaimKind.INTERNAL
    assert own.payer == own.host
    assert (note.credits, note.reason) == (advance.id, "Feil budsjett")
    assert note.amount == -advance.amount
    assert (settlement.kind, settlement.id) == (
        ClaimKind.SETTLEMENT,
        "kafjord-2019-0001",
    )


def test_what_was_laid_out_is_a_part_of_the_share() -> None:
    *_, settlement = found()
    assert settlement.amount == Decimal("470.00")
    assert settlement.set_off == Decimal("30.00")
    assert settlement.share == Decimal("500.00")


def payment(
    links: set[str], of_voucher: str = "", of_line: str = ""
) -> tuple[str, ...]:
    """The claims that a line of a payment names."""
    posting = data.Posting(
        "Assets:Krav:Midvik:IKT",
        None,
        None,
        None,
        None,
        {ID: of_line} if of_line else {},
    )
    meta = data.new_metadata("bank", 1, {ID: of_voucher} if of_voucher else {})
    entry = data.Transaction(
        meta, date(2018, 2, 1), "*", None, "", frozenset(), frozenset(links), [posting]
    )
    return named_by(Voucher(entry), posting.meta or {})


def test_a_payment_names_claims_by_links_and_by_words() -> None:
    numbers = [f"nordvik-2018-{number:04d}" for number in range(1, 8)]
    links = {f"krav-{number}" for number in reversed(numbers)}
    assert payment(links) == tuple(numbers), "sorted, so that nothing rests on chance"
    assert payment(set(), "nordvik-2018-0001") == ("nordvik-2018-0001",)
    assert payment(set(), "", "nordvik-2018-0002") == ("nordvik-2018-0002",)
    assert payment({"krav-a"}, "a", "b") == ("a", "b")


def test_other_links_of_a_payment_are_no_claims() -> None:
    assert payment({"fordeling-2018-ikt", "bilag-7", "krav-a"}) == ("a",)
    assert payment({"fordeling-2018-ikt"}) == ()
