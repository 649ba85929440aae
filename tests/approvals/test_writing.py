"""What is written when a voucher is attested, and when it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from approvals_by_hand import DAY
from approvals_by_hand import TERMS
from approvals_by_hand import voucher
from attested_books import CABLE
from attested_books import SERVER
from attested_books import books
from fellesbok.agreement.approval_terms import Approval
from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.writing import CannotApproveError
from fellesbok.approvals.writing import lacking_for
from fellesbok.approvals.writing import new_line
from fellesbok.approvals.writing import told

if TYPE_CHECKING:
    from pathlib import Path

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


# What lacks, and what it stops --------------------------------------------------------


def test_a_part_of_the_year_waits_for_its_own_vouchers_alone(tmp_path: Path) -> None:
    """The whole year rests on every voucher, whenever it is dated."""
    loaded = books(tmp_path, SERVER, CABLE).load()
    of = loaded.settled.agreement

    def lacking(step: Step, until: date) -> tuple[list[str], bool]:
        found, is_stopped = lacking_for(loaded.entries, of, step, "ikt", until)
        return [each.number for each in found], is_stopped

    first, last = (e.date for e in loaded.entries if e.meta.get("bilag"))
    assert first < last
    assert lacking(Step.CLAIM, date(2018, 12, 31))[0] == ["B-1", "B-2"]
    assert lacking(Step.CLAIM, first)[0] == ["B-1"]
    assert lacking(Step.CLAIM, date(2018, 1, 1)) == ([], False)


def test_what_lacks_is_told_voucher_by_voucher_and_then_what_waits() -> None:
    found = [voucher(), voucher("9999.99", number="")]
    said = [t.replace("\N{NO-BREAK SPACE}", " ") for t in told(found, is_stopped=True)]
    begins = "IKT: bilag 7 fra 01.05.2018 på 12 000,00 kr: ikke "
    assert said[:2] == [f"{begins}attestert.", f"{begins}anvist."]
    assert said[2].startswith("IKT: bilag – fra")
    assert said[3].startswith("IKT venter til bilagene er attestert")
    assert len(list(told(found, is_stopped=False))) == 3
    assert list(told([], is_stopped=True)) == []
