"""A voucher that nothing is agreed for is told where it stands."""

from __future__ import annotations

from datetime import date

from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.voucher_pots import collect_vouchers
from settled_years import BEFORE
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version


def test_service_after_the_agreement_has_ended_is_told() -> None:
    rules = agreement(version(Equal(), days=(BEFORE, date(2018, 6, 30))))
    service = (date(2018, 6, 30), date(2018, 7, 1))
    entry = transaction(1, Voucher(date(2018, 6, 30), 1_00, service=service))
    (error,) = collect_vouchers([entry], rules).errors
    assert error.message == "IKT har ingen avtale som gjelder 01.07.2018."
    assert (error.source["filename"], error.source["lineno"]) == ("ledger.beancount", 1)
