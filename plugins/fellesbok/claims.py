"""Claims (*krav*) as the books hold them: written facts, never calculated anew.

A claim moves what a payer owes from the account of what is not yet claimed to that of
what is::

    2018-01-15 * "Krav" "IKT 2018 – Skjervøy: a konto 1 av 4" #krav ^krav-…
      krav: "nordreisa-2018-0001"
      kravtype: "akonto"
      samarbeid: "IKT"
      kommune: "Skjervøy"
      vert: "Nordreisa"
      periode: "2018"
      termin: "1 av 4"
      forfall: 2018-02-14
      kid: "201800018"
      Assets:Krav:Skjervøy:IKT            100.00 NOK
      Assets:Fordringer:Skjervøy:IKT     -100.00 NOK
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Payer


class ClaimKind(Enum):
    """What a claim is for; the value is what stands in the books (*kravtype*)."""

    ADVANCE = "akonto"
    SETTLEMENT = "avregning"
    CREDIT = "kreditnota"
    INTERNAL = "internt"


@dataclass(frozen=True)
class Claim:
    """One claim on one payer, for one cooperation.

    Attributes:
        id: ``<host>-<year>-<number>``; gapless for each host and year of ``day``.
        kind: What it is for.
        cooperation: The cooperation.
        payer: Who is to pay.
        host: Who is to be paid (*vertskommune*).
        day: The date of the claim.
        due: When it falls due.
        period: What it is for: ``2018``, ``2018-Q1`` …
        instalment: ``1 av 4``, or nothing.
        amount: In kroner with two decimals; negative where the payer is to get money.
        set_off: What the payer had laid out and is set off against its share, in
            kroner; ``amount`` is what is left.
        kid: The reference that the payment is to bear (*KID*).
        credits: The id of the claim that a credit note takes back, or nothing.
        reason: Why a credit note was made, or nothing.
    """

    id: str
    kind: ClaimKind
    cooperation: Cooperation
    payer: Payer
    host: Municipality
    day: date
    due: date
    period: str
    instalment: str
    amount: Decimal
    set_off: Decimal
    kid: str
    credits: str
    reason: str
