"""How many vouchers of a year lack something, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from approvals_by_hand import voucher
from fellesbok.approvals.in_short import COMPLETE
from fellesbok.approvals.in_short import INCOMPLETE
from fellesbok.approvals.in_short import approvals_in_short
from fellesbok.approvals.in_short import counted_as
from fellesbok.messages import say

if TYPE_CHECKING:
    from fellesbok.approvals.records import VoucherApproval

WHOLE, LACKS = voucher(attested="Leder", approved="Rådmann"), voucher()


@pytest.mark.parametrize(
    ("found", "told", "is_urgent"),
    [
        ([WHOLE, WHOLE], "Alle 2 bilag for 2018 har det de skal ha.", False),
        (
            [WHOLE, LACKS],
            "1 av 2 bilag for 2018 mangler attestasjon eller anvisning.",
            True,
        ),
        ([], "Alle 0 bilag for 2018 har det de skal ha.", False),
    ],
)
def test_what_lacks_is_counted(
    found: list[VoucherApproval], told: str, *, is_urgent: bool
) -> None:
    short = approvals_in_short(found, 2018)
    assert say(short.sentence, "nb") == told
    assert [figure.value for figure in short.figures] == [int(is_urgent), len(found)]
    assert short.figures[0].is_urgent is is_urgent


def test_a_voucher_is_one_of_the_two() -> None:
    assert (counted_as(WHOLE), counted_as(LACKS)) == (COMPLETE, INCOMPLETE)
