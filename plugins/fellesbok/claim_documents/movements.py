"""What stands on a payer's receivable before a claim: shares, earlier claims, the rest.

Reads entries and calculates no share.  A claim is recognised by its tag and its number;
what the plugin generated, by its file name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok import generated
from fellesbok.claim_documents.periods import period_days
from fellesbok.claims import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.claims import Claim

_TAG = "krav"
_NUMBER = "krav"
_KIND = "kravtype"
_INSTALMENT = "termin"


class What(Enum):
    """What a movement on a receivable is."""

    SHARE = "share"
    GIVEN_BACK = "given back"
    CLAIM = "claim"
    OTHER = "other"


@dataclass(frozen=True)
class Movement:
    """A posting on a receivable.

    Attributes:
        what: What it is.
        day: The date of the entry.
        first_day: Where what it is for begins.
        last_day: Where what it is for ends.
        period: The label of the period, of shares and of claims.
        amount: In kroner; a claim takes from the receivable, so it is negative.
        text: The narration.
        id: The number of a claim.
        kind: The kind of a claim.
        instalment: ``1 av 4``, of a claim.
        credits: The number of the claim that a credit note takes back.
    """

    what: What
    day: date
    first_day: date
    last_day: date
    period: str
    amount: Decimal
    text: str
    id: str = ""
    kind: ClaimKind | None = None
    instalment: str = ""
    credits: str = ""


def movements(
    entries: Sequence[Directive], agreement: Agreement, claim: Claim
) -> list[Movement]:
    """All movements on the receivable that a claim is about, by day and number.

    The claim itself is among them when it has been written.
    """
    payer, cooperation = claim.payer.account, claim.cooperation.account
    account = f"{agreement.accounts.receivables}:{payer}:{cooperation}"
    found = [
        movement
        for entry in entries
        if isinstance(entry, data.Transaction)
        for movement in _of_entry(entry, account, agreement.currency)
    ]
    return sorted(found, key=lambda m: (m.day, m.id))


def before(found: Sequence[Movement], claim: Claim) -> list[Movement]:
    """The movements that a claim builds on.

    Shares and vouchers count until the end of the claim's period.  Claims count when
    they were made before it and are not for a later period.
    """
    _, last = period_days(claim.period)
    return [
        m
        for m in found
        if (
            (m.day, m.id) < (claim.day, claim.id) and m.first_day <= last
            if m.what is What.CLAIM
            else m.day <= last
        )
    ]


def _of_entry(entry: Transaction, account: str, currency: str) -> Iterator[Movement]:
    for posting in entry.postings:
        units: Any = posting.units
        if posting.account == account and units.currency == currency:
            yield _movement(entry, units.number)


def _movement(entry: Transaction, amount: Decimal) -> Movement:
    meta: dict[str, Any] = entry.meta
    if _TAG in entry.tags and _NUMBER in meta:
        first, last = period_days(str(meta[generated.PERIOD]))
        return Movement(
            What.CLAIM,
            entry.date,
            first,
            last,
            str(meta[generated.PERIOD]),
            amount,
            entry.narration or "",
            str(meta[_NUMBER]),
            ClaimKind(str(meta[_KIND])),
            str(meta.get(_INSTALMENT, "")),
            str(meta.get("krediterer", "")),
        )
    is_ours = meta["filename"] == generated.FILE
    what = What.OTHER
    if is_ours and generated.CHARGE_TAG in entry.tags:
        what = What.SHARE
    elif is_ours and generated.SURPLUS_TAG in entry.tags:
        what = What.GIVEN_BACK
    return Movement(
        what,
        entry.date,
        entry.date,
        entry.date,
        str(meta.get(generated.PERIOD, "")),
        amount,
        entry.narration or entry.payee or "",
    )
