"""Which vouchers must be attested and approved, and by whom."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fellesbok.agreement.approval_terms import Approval
from fellesbok.agreement.approval_terms import ApprovalTerms
from fellesbok.agreement.approval_terms import Step

TERMS = ApprovalTerms(
    attested_from=Decimal("0.00"),
    approved_from=Decimal("10000.00"),
    required_by=frozenset({Step.CLAIM}),
    may_attest=("Leder", "Nestleder"),
    may_approve=("Rådmann",),
)
BOTH = (Approval.ATTESTED, Approval.APPROVED)


@pytest.mark.parametrize(
    ("amount", "needed"),
    [
        ("-0.01", ()),
        ("0.00", (Approval.ATTESTED,)),
        ("9999.99", (Approval.ATTESTED,)),
        ("10000.00", BOTH),
        ("250000.00", BOTH),
    ],
)
def test_a_limit_holds_from_its_own_amount(
    amount: str, needed: tuple[Approval, ...]
) -> None:
    assert TERMS.needed(Decimal(amount)) == needed


def test_what_has_no_limit_is_never_needed() -> None:
    """A limit of zero is every voucher; none stated is no voucher."""
    neither = ApprovalTerms(None, None, frozenset(), (), ())
    assert neither.needed(Decimal("1000000.00")) == ()


def test_who_attests_is_not_who_approves() -> None:
    assert TERMS.who_may(Approval.ATTESTED) == ("Leder", "Nestleder")
    assert TERMS.who_may(Approval.APPROVED) == ("Rådmann",)
