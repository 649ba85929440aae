"""What has become of Lyngen's share of 2018, movement by movement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.share_accounts import Movement
from fellesbok.claims.share_accounts import ShareAccount
from fellesbok.claims.share_accounts import Step
from fellesbok.entries import records
from fellesbok.entries.claim import ClaimKind
from items_by_hand import item
from objections_by_hand import IKT
from objections_by_hand import LYNGEN
from objections_by_hand import claim
from settled_years import Voucher
from settled_years import transaction

if TYPE_CHECKING:
    from fellesbok.entries.claim import Claim

ADVANCE = claim("kafjord-2018-0001", kind=ClaimKind.ADVANCE, instalment="1 av 4")
SETTLEMENT = claim("kafjord-2019-0001")
NOTE = claim(
    "kafjord-2019-0002",
    kind=ClaimKind.CREDIT,
    credits=ADVANCE.id,
    amount=Decimal("-10.00"),
    reason="Feil",
)


def moved(step: Step, amount: str, of: Claim | None = None, **meta: str) -> Movement:
    """A movement, on a voucher of May."""
    entry = transaction(3, Voucher(date(2018, 5, 1), 100, meta=meta))
    filed = records.Voucher(entry._replace(narration="Lisens"))
    return Movement(step, filed, Decimal(amount), of)


def account(
    *moves: Movement, brought: str | None = None, claims: tuple[Claim, ...] = ()
) -> ShareAccount:
    """Lyngen's account with its movements."""
    before = None if brought is None else Decimal(brought)
    items = tuple(item(each) for each in claims)
    return ShareAccount(IKT, LYNGEN, 2018, before, moves, items)


WHOLE = account(
    moved(Step.SHARE, "100.00", periode="2018"),
    moved(Step.GIVEN_BACK, "5.00"),
    moved(Step.ADVANCE, "60.00", ADVANCE),
    moved(Step.CREDIT, "10.00", NOTE),
    moved(Step.SETTLEMENT, "40.00", SETTLEMENT),
    moved(Step.SET_OFF, "12.00", SETTLEMENT),
    moved(Step.TAX, "25.00", SETTLEMENT),
    moved(Step.PAYMENT, "30.00", ADVANCE),
    brought="7.00",
    claims=(ADVANCE, SETTLEMENT),
)
"""102 kr are to be borne, 90 are claimed, and 73 of what is claimed are open."""
