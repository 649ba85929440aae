"""What is written when a voucher is attested, and when it is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from approvals_by_hand import DAY
from approvals_by_hand import TERMS
from approvals_by_hand import voucher
from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.writing import CannotApproveError
from fellesbok.approvals.writing import new_line

if TYPE_CHECKING:
    from fellesbok.approvals.records import VoucherApproval

SHOWN = "sha256:1"


def test_the_line_says_what_is_done_by_whom_with_which_voucher() -> None:
    line = new_line([voucher()], SHOWN, Approval.ATTESTED, "Leder", DAY)
    assert (line.kind, line.day) == ("attestasjon", DAY)
    assert line.values == ["7", "attestert"]
    said = {k: v for k, v in line.meta.items() if k not in {"filename", "lineno"}}
    assert sorted(said.values()) == sorted(["Leder", SHOWN])


@pytest.mark.parametrize(
    ("found", "digest", "person", "why"),
    [
        ([voucher()], "sha256:2", "Leder", "Bøkene er endret siden bilaget ble vist"),
        ([], SHOWN, "Leder", "Bøkene er endret siden bilaget ble vist"),
        ([voucher(number="")], SHOWN, "Leder", "det har ikke bilagsnummer"),
        ([voucher(attested="Nestleder")], SHOWN, "Leder", "gjort ferdig fra før"),
        ([voucher()], SHOWN, "Rådmann", "De som kan: Leder, Nestleder."),
        ([voucher()], SHOWN, "", "– kan ikke gjøre dette for IKT."),
        (
            [voucher(terms=replace(TERMS, may_attest=()))],
            SHOWN,
            "Leder",
            "De som kan: ingen.",
        ),
        ([voucher(approved="Leder")], SHOWN, "Leder", "Det skal være to forskjellige."),
    ],
)
def test_what_cannot_be_attested_is_refused_with_why(
    found: list[VoucherApproval], digest: str, person: str, why: str
) -> None:
    with pytest.raises(CannotApproveError) as refused:
        new_line(found, digest, Approval.ATTESTED, person, DAY)
    assert why in refused.value.text


def test_a_voucher_of_two_cooperations_is_done_when_it_is_done_in_both() -> None:
    """One has it already; the other still needs it, and may ask for other people."""
    one, other = voucher(attested="Leder"), voucher()
    line = new_line([one, other], SHOWN, Approval.ATTESTED, "Leder", DAY)
    assert line.values == ["7", "attestert"]
    strict = voucher(terms=replace(TERMS, may_attest=("Nestleder",)))
    with pytest.raises(CannotApproveError):
        new_line([one, strict], SHOWN, Approval.ATTESTED, "Leder", DAY)


def test_what_must_be_attested_is_not_approved_before_it() -> None:
    """Once approved, a voucher attested on a later day would be one that is wrong."""
    with pytest.raises(CannotApproveError) as refused:
        new_line([voucher()], SHOWN, Approval.APPROVED, "Rådmann", DAY)
    assert "Bilag 7 er ikke attestert ennå." in refused.value.text
    free = replace(TERMS, attested_from=None)
    line = new_line([voucher(terms=free)], SHOWN, Approval.APPROVED, "Rådmann", DAY)
    assert line.values == ["7", "anvist"]
