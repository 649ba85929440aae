"""What a voucher asks for, has and lacks, and why what was done does not count."""

from __future__ import annotations

import pytest

from approvals_by_hand import DAY
from approvals_by_hand import ENTRY
from approvals_by_hand import done
from approvals_by_hand import voucher
from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.records import VoucherApproval
from fellesbok.approvals.records import approval_row
from fellesbok.approvals.records import unnumbered
from fellesbok.entries import records
from fellesbok.messages import Text

ATTESTED, APPROVED = Approval.ATTESTED, Approval.APPROVED


@pytest.mark.parametrize(
    ("of", "lacking"),
    [
        (voucher(), (ATTESTED, APPROVED)),
        (voucher(attested="Leder"), (APPROVED,)),
        (voucher(approved="Rådmann"), (ATTESTED,)),
        (voucher(attested="Leder", approved="Rådmann"), ()),
        (voucher("9999.99"), (ATTESTED,)),
        (voucher("9999.99", attested="Leder"), ()),
        (voucher("-1.00"), ()),
    ],
)
def test_what_it_lacks_is_what_it_asks_for_and_has_not(
    of: VoucherApproval, lacking: tuple[Approval, ...]
) -> None:
    assert of.lacking == lacking
    assert of.reasons == tuple(f"ikke {a.value}" for a in lacking)


def test_what_was_done_in_vain_is_the_reason_of_its_own_kind_alone() -> None:
    why = Text("bilaget er endret etter 01.05.2018")
    of = voucher(refused=((done(ATTESTED, "Leder"), why),))
    assert of.reasons == (why, "ikke anvist")
    whole = voucher(attested="Leder", refused=((done(ATTESTED, "Andre"), why),))
    assert whole.reasons == ("ikke anvist",)


def test_a_voucher_without_a_number_has_that_reason_alone() -> None:
    """But not where nothing is asked of it."""
    (told,) = voucher(number="").reasons
    assert "har ikke bilagsnummer" in told
    assert "ledger.beancount:7" in told
    assert voucher("-1.00", number="").reasons == ()


def test_an_accrual_gets_its_number_where_it_is_written() -> None:
    accrued = ENTRY._replace(meta={**ENTRY.meta, "paaloept": "id"})
    assert "rett under linjen «paaloept»" in unnumbered(records.Voucher(accrued))


def test_an_attestation_stands_where_its_line_does() -> None:
    assert done(ATTESTED, "Leder").place == ("<attestasjon>", 0)


def test_programs_read_words_days_and_blanks() -> None:
    row = approval_row(voucher(attested="Leder"))
    assert (row.cooperation, row.year, row.voucher, row.date) == (
        "IKT",
        2018,
        "7",
        DAY,
    )
    assert (row.payee, row.text) == ("Firma", "Server")
    assert (row.needed, row.lacking) == (("attestert", "anvist"), ("anvist",))
    assert (row.attested_by, row.attested) == ("Leder", DAY)
    assert (row.approved_by, row.approved) == (None, None)
    assert row.reasons == ("ikke anvist",)
