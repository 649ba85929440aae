"""Attestations in short (*kort sagt*): how many vouchers lack something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.approvals.records import VoucherApproval

COMPLETE = Text("Har det avtalen krever")
INCOMPLETE = Text("Mangler noe")
"""What a voucher is counted as: whether it has what the agreement asks for."""


def counted_as(each: VoucherApproval) -> Text:
    """Which of the two a voucher is."""
    return INCOMPLETE if each.lacking else COMPLETE


def approvals_in_short(found: Sequence[VoucherApproval], year: int) -> InShort:
    """How many vouchers of a year lack an attestation or an approval."""
    lacking = sum(1 for each in found if each.lacking)
    told = Text(
        "Alle {count} bilag for {year} har det de skal ha.", count=len(found), year=year
    )
    if lacking:
        told = Text(
            "{lacking} av {count} bilag for {year} mangler attestasjon eller"
            " anvisning.",
            lacking=lacking,
            count=len(found),
            year=year,
        )
    figures = (
        Figure(INCOMPLETE, lacking, is_urgent=bool(lacking)),
        Figure(Text("Bilag"), len(found)),
    )
    return InShort(told, figures)
