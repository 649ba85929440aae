"""An objection of Lyngen, to a claim, a share or a voucher, and what was said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.objections.records import About
from fellesbok.objections.records import Objection
from fellesbok.objections.records import Outcome
from fellesbok.objections.records import Said
from fellesbok.objections.writing import objection_line
from settled_years import agreement
from settled_years import version

VIKA = agreement(version(Equal(), ("kafjord", "lyngen"), host="kafjord"))
IKT = VIKA.cooperations["ikt"]
LYNGEN, KAFJORD = VIKA.municipalities["lyngen"], VIKA.municipalities["kafjord"]
MADE, ANSWERED, DECIDED = date(2018, 2, 1), date(2018, 2, 10), date(2018, 2, 20)


def to_claim(number: str = "kafjord-2018-0001", **more: Any) -> Objection:  # noqa: ANN401 -- fields of any type
    """To a claim."""
    line = objection_line("2018-lyngen-1", ("krav", number), LYNGEN, MADE, reason="")
    found = Objection(
        id="2018-lyngen-1",
        payer=LYNGEN,
        about=About.CLAIM,
        claim=number,
        cooperation=None,
        year=None,
        voucher="",
        amount=None,
        reason="Gjelder Kåfjord",
        day=MADE,
        deadline=None,
        entry=line,
    )
    return replace(found, **more)


def to_share(year: int = 2018, **more: Any) -> Objection:  # noqa: ANN401 -- likewise
    """To a share."""
    own = {"about": About.SHARE, "cooperation": IKT, "year": year}
    return to_claim("", **{**own, **more})


def to_voucher(year: int = 2018, **more: Any) -> Objection:  # noqa: ANN401 -- likewise
    """To a voucher."""
    return to_share(year, **{"about": About.VOUCHER, "voucher": "B-1", **more})


def decided(
    found: Objection, outcome: Outcome, text: str = "", note: str = ""
) -> Objection:
    """The same with an outcome."""
    said = Said(DECIDED, text, found.entry)
    return replace(found, outcome=outcome, decided=said, credit_note=note)


def claim(
    number: str = "kafjord-2018-0001",
    *,
    kind: ClaimKind = ClaimKind.SETTLEMENT,
    period: str = "2018",
    **more: Any,  # noqa: ANN401 -- likewise
) -> Claim:
    """A claim of 100 kr on Lyngen."""
    found = Claim(
        id=number,
        kind=kind,
        cooperation=IKT,
        payer=LYNGEN,
        host=KAFJORD,
        day=date(2019, 1, 31),
        due=date(2019, 3, 2),
        period=period,
        instalment="",
        amount=Decimal("100.00"),
    )
    return replace(found, **more)
