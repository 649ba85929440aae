"""An objection stands beside what it is about, and what asks for that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.objections.concerned import of_years
from fellesbok.objections.concerned import to_claim
from fellesbok.objections.concerned import to_share
from fellesbok.objections.concerned import unsettled
from fellesbok.objections.records import Outcome
from objections_by_hand import KAFJORD
from objections_by_hand import claim
from objections_by_hand import decided
from objections_by_hand import to_claim as objected_claim
from objections_by_hand import to_share as objected_share
from objections_by_hand import to_voucher as objected_voucher

if TYPE_CHECKING:
    from fellesbok.objections.records import Objection

ADVANCE = claim(kind=ClaimKind.ADVANCE)
CLAIM, SHARE, VOUCHER = objected_claim(), objected_share(), objected_voucher()


@pytest.mark.parametrize(
    ("of", "objection", "is_beside"),
    [
        (claim(), CLAIM, True),
        (claim("kafjord-2018-0002"), CLAIM, False),
        # A settlement asks for the share and for its vouchers; an instalment does not.
        (claim(), SHARE, True),
        (claim(), VOUCHER, True),
        (ADVANCE, SHARE, False),
        (ADVANCE, CLAIM, True),
        (claim(period="2018-Q1"), SHARE, True),
        (claim(period="2017"), SHARE, False),
        # Another has objected to its own share.
        (claim(), replace(SHARE, payer=KAFJORD), False),
    ],
)
def test_what_stands_beside_a_claim(
    of: Claim, objection: Objection, *, is_beside: bool
) -> None:
    found = to_claim(of, [objection], {of.year})
    assert found == ((objection,) if is_beside else ())


def test_a_settlement_asks_for_the_years_that_it_takes_along() -> None:
    older = objected_share(2017)
    assert to_claim(claim(), [older], {2017, 2018}) == (older,)
    assert to_claim(claim(), [older], {2018}) == ()
    assert to_claim(ADVANCE, [older], {2017, 2018}) == ()
    assert of_years("ikt", {2017, 2018}, [older], ()) == (older,)


def test_a_share_has_objections_to_itself_and_to_vouchers_of_its_year() -> None:
    every = [CLAIM, SHARE, VOUCHER, objected_share(2017)]
    assert to_share("ikt", "lyngen", 2018, every) == (SHARE, VOUCHER)
    assert to_share("ikt", "kafjord", 2018, every) == ()
    assert to_share("vann", "lyngen", 2018, every) == ()


def test_a_year_has_those_to_its_claims_too() -> None:
    every = [CLAIM, SHARE, VOUCHER, objected_share(2017)]
    assert of_years("ikt", {2018}, every, {ADVANCE.id}) == (CLAIM, SHARE, VOUCHER)
    assert of_years("ikt", {2018}, every, ()) == (SHARE, VOUCHER)
    assert of_years("vann", {2018}, every, ()) == ()


def test_what_is_not_settled_is_open_or_granted_and_not_put_right() -> None:
    open_, granted, upheld = (
        replace(objected_share(), id=name) for name in ("open", "granted", "upheld")
    )
    found = (
        open_,
        decided(granted, Outcome.CORRECTED),
        decided(upheld, Outcome.UPHELD),
    )
    assert unsettled(found) == ("open", "granted")
