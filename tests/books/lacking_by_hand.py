"""One thing that a year lacks, as a bookkeeper would note it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.accruals.cutoff import Awaited
from fellesbok.accruals.cutoff import Lacking
from fellesbok.agreement.distribution_key import Equal
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from decimal import Decimal

IKT = agreement(version(Equal())).cooperations["ikt"]
INVOICE = Lacking(
    cooperation=IKT,
    awaited=Awaited.INVOICE,
    sender="Halti",
    text="Arbeid i 2018",
    since=date(2018, 12, 31),
    days=31,
    amount=None,
    source="",
    quote="",
    place=("/srv/ledger/main.beancount", 7),
)


def lacking(amount: Decimal | None, **other: object) -> Lacking:
    """An invoice that has not come, of an amount or of none that is stated."""
    return replace(INVOICE, amount=amount, **other)  # type: ignore[arg-type]
