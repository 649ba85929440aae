"""From the share to what is to be claimed, and from that to what is open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.claims.share_accounts import Step
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation.afterwards import claim_title
from fellesbok.explanation.afterwards import fund_rows
from fellesbok.explanation.afterwards import paying_rows
from fellesbok.explanation.afterwards import settling_rows
from fellesbok.funds.history import FundYear
from objections_by_hand import claim
from share_accounts_by_hand import WHOLE
from share_accounts_by_hand import account
from share_accounts_by_hand import moved

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from fellesbok.entries.claim import Claim
    from fellesbok.explanation.key import Row


def told(rows: Iterable[Row]) -> list[tuple[str, Fraction | None]]:
    """What each row says, in kroner."""
    return [
        (str(row.label), None if row.amount_ore is None else row.amount_ore / 100)
        for row in rows
    ]


def test_what_is_claimed_and_credited_comes_off_what_is_to_be_borne() -> None:
    """7 + 100 - 5 are to be borne; 60 and 40 are claimed, and 10 are taken back."""
    labels, amounts = zip(*told(settling_rows(WHOLE)), strict=True)
    assert [int(a) for a in amounts if a is not None] == [7, 100, -5, -60, 10, -40, 12]
    assert labels[1] == "Andel av regnskapet 2018"
    assert labels[3] == "01.05.2018 krav kafjord-2018-0001: a konto 1 av 4"
    assert labels[4] == (
        "01.05.2018 kreditnota kafjord-2019-0002 for krav kafjord-2018-0001: Feil"
    )


def test_what_is_paid_and_set_off_comes_off_what_is_claimed() -> None:
    labels, amounts = zip(*told(paying_rows(WHOLE)), strict=True)
    assert [int(a) for a in amounts if a is not None] == [90, -12, 25, -30, 73]
    assert labels[1] == "01.05.2018 motregnet i utlegg med krav kafjord-2019-0001"
    assert labels[2] == "01.05.2018 merverdiavgift på krav kafjord-2019-0001"
    assert labels[3] == "01.05.2018 betalt av krav kafjord-2018-0001"


def test_where_nothing_is_claimed_there_is_nothing_to_pay() -> None:
    share = account(moved(Step.SHARE, "100.00"))
    assert list(paying_rows(share)) == []
    assert [ore for _, ore in told(settling_rows(share))] == [100, 100]


def test_a_row_leads_to_a_voucher_that_somebody_wrote() -> None:
    first = next(iter(settling_rows(account(moved(Step.SHARE, "1.00")))))
    assert first.place == ("ledger.beancount", 3)


@pytest.mark.parametrize(
    ("of", "title"),
    [
        (claim(), "avregning"),
        (claim(instalment="2 av 4"), "a konto 2 av 4"),
        (claim(kind=ClaimKind.INTERNAL), "intern nota, avregning"),
        (
            claim(kind=ClaimKind.INTERNAL, instalment="2 av 4"),
            "intern nota, a konto 2 av 4",
        ),
    ],
)
def test_what_a_claim_is_for(of: Claim, title: str) -> None:
    assert claim_title(of) == title


NOTHING = Decimal("0.00")
OWNER = FundYear(
    cooperation="IKT",
    payer="Lyngen",
    municipality="Lyngen",
    year=2018,
    opening=Decimal("50.00"),
    set_aside=Decimal("10.00"),
    paid_in=NOTHING,
    used=Decimal("20.00"),
    transferred=NOTHING,
    paid_out=NOTHING,
    booked=NOTHING,
    closing=Decimal("40.00"),
)


def test_what_the_year_did_to_a_part_of_a_fund_adds_up() -> None:
    assert [amount for _, amount in told(fund_rows(OWNER))] == [50, 10, -20, 40]
    with pytest.raises(ContradictionError):
        list(fund_rows(replace(OWNER, closing=Decimal("40.01"))))


def test_a_surplus_that_is_set_aside_alone_is_told_elsewhere() -> None:
    alone = replace(OWNER, opening=NOTHING, used=NOTHING, closing=Decimal("10.00"))
    assert list(fund_rows(alone)) == []
