"""Two grants on the last day of 2018: of one nothing is known, of the other all is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import Due
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.grant_terms import Commitment
from fellesbok.agreement.grant_terms import OwnFinancing
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.grant_terms import PayoutCap
from fellesbok.agreement.grant_terms import Unused
from fellesbok.agreement.model import Payer
from fellesbok.entries import records
from fellesbok.grants.drawings import Drawing
from fellesbok.grants.own_shares import OwnShare
from fellesbok.grants.records import GrantOnDay
from fellesbok.grants.standing import GrantStand
from fellesbok.grants.standing import GrantYear
from fellesbok.grants.warnings import GrantWarning
from fellesbok.messages import Text
from grants_by_hand import grant
from settled_years import Voucher
from settled_years import agreement
from settled_years import transaction
from settled_years import version

DAY = date(2018, 12, 31)
UNKNOWN = grant("ukjent", title="Ukjent")
KNOWN = grant(
    purpose="Velferdsteknologi",
    commitments=(
        Commitment(Decimal("900.00"), date(2018, 1, 1), "brev 1"),
        Commitment(Decimal("100.00"), None, "brev 2"),
    ),
    cap=PayoutCap(Fraction(3, 4), Decimal("800.00")),
    own_financing=OwnFinancing(Decimal("50.00"), None, OwnKind.IN_KIND),
    unused=Unused.RESTRICTED_FUND,
)
VIKA = replace(
    agreement(version(Equal())),
    parties={"staten": Payer("staten", "Staten", "Staten")},
    grants={"velferd": KNOWN, "ukjent": UNKNOWN},
)
ENTRY = transaction(7, Voucher(date(2018, 3, 1), 100))
FILED = records.Voucher(ENTRY)
EARNED = Drawing("velferd", ENTRY.date, Decimal("740.00"), Decimal("0.00"), FILED)


def due(day: date, done: date | None = None) -> Due:
    """A deadline of the grant that is known."""
    kind = DeadlineKind.OTHER
    return Due(day, kind, "velferd", "Velferd", "ikt", "Rapport", done, "brev")


NO_STAND = GrantStand(UNKNOWN, DAY, *[None] * 12)
STAND = replace(
    NO_STAND,
    grant=KNOWN,
    committed=Decimal("1000.00"),
    available=Decimal("1000.00"),
    earned=Decimal("740.00"),
    received=Decimal("400.00"),
    receivable=Decimal("340.00"),
    unused=Decimal("0.00"),
    left=Decimal("260.00"),
    cap=Decimal("800.00"),
    cap_by_rate=Decimal("750.00"),
)
YEAR = GrantYear(
    KNOWN,
    2018,
    None,
    Decimal("1000.00"),
    Decimal("1000.00"),
    Decimal("740.00"),
    Decimal("400.00"),
    STAND,
    (EARNED,),
)
WARNING = GrantWarning(
    "tilskudd-tak",
    KNOWN,
    Text("Taket er nær"),
    Decimal("60.00"),
    None,
    ("rules.yaml", 7),
)
IKT = VIKA.cooperations["ikt"]
NOT_STATED = GrantOnDay(NO_STAND, IKT, "Staten", "A", None, (), (), ())
ON_DAY = GrantOnDay(
    STAND,
    IKT,
    "Staten",
    "Assets:Tilskudd:IKT:Staten",
    OwnShare(Decimal("20.00"), Decimal("50.00")),
    (YEAR,),
    (WARNING,),
    (),
)
