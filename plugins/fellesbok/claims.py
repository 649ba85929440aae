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
      beloep: 100.00 NOK
      Assets:Krav:Skjervøy:IKT            100.00 NOK
      Assets:Fordringer:Skjervøy:IKT     -100.00 NOK

Where the payer has laid out costs itself, its settlement sets them off: a third line
takes them from ``Liabilities:Utlegg:Skjervøy:IKT``, and ``motregnet`` says how much.
The room reads one claim at a time; ``claim_checks`` holds them against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import data
from beancount.core.amount import Amount

from fellesbok import generated
from fellesbok.errors import LedgerError
from fellesbok.kid import claim_number
from fellesbok.kid import number_of_kid
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Payer

TAG = "krav"
ID = "krav"
KIND = "kravtype"
HOST = "vert"
INSTALMENT = "termin"
KID = "kid"
CREDITS = "krediterer"
REASON = "grunn"
AMOUNT = "beloep"
SET_OFF = "motregnet"

_PERIODS = {
    re.compile(r"(?P<year>[12]\d{3})"): 12,
    re.compile(r"(?P<year>[12]\d{3})-H(?P<part>[12])"): 6,
    re.compile(r"(?P<year>[12]\d{3})-Q(?P<part>[1-4])"): 3,
    re.compile(r"(?P<year>[12]\d{3})-(?P<part>0[1-9]|1[0-2])"): 1,
}
_INSTALMENT = re.compile(r"(?P<number>[1-9]\d?) av (?P<count>[1-9]\d?)")


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
        due: When it falls due; of a credit note, its own date.
        period: What it is for: ``2018``, ``2018-Q1`` …
        instalment: ``1 av 4``, or nothing.
        amount: In kroner with two decimals; negative where the payer is to get money.
        set_off: What the payer had laid out and is set off against its share, in
            kroner; ``amount`` is what is left.
        kid: The reference that the payment is to bear (*KID*).
        credits: The id of the claim that a credit note takes back, or nothing.
        reason: Why a credit note, or a settlement after the settlement, was made, or
            nothing.
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

    @property
    def share(self) -> Decimal:
        """What it claims of the payer's share, in kroner: also what is set off."""
        return self.amount + self.set_off

    @property
    def instalment_number(self) -> int | None:
        """Which instalment it is, or ``None`` where it is none."""
        match = _INSTALMENT.fullmatch(self.instalment)
        return None if match is None else int(match["number"])


class Written(NamedTuple):
    """A claim, and the transaction that it was read from."""

    claim: Claim
    entry: Transaction


def period_end(label: str) -> date | None:
    """The last day of ``2018``, ``2018-H1``, ``2018-Q1`` or ``2018-01``."""
    for pattern, months in _PERIODS.items():
        match = pattern.fullmatch(label)
        if match is not None:
            part = int(match["part"]) if months < 12 else 1  # noqa: PLR2004 -- a year
            month = part * months
            year = int(match["year"]) + month // 12
            first_after = date(year, month % 12 + 1, 1)
            return date.fromordinal(first_after.toordinal() - 1)
    return None


def claims(entries: Sequence[Directive], agreement: Agreement) -> tuple[Claim, ...]:
    """Every claim that can be read, in the order of the books."""
    return tuple(written.claim for written in read_claims(entries, agreement)[0])


def claim_by_kid(found: Iterable[Claim], kid: str, host: str) -> Claim | None:
    """The claim of a host that a payment with a KID is for.

    Args:
        found: The claims of the books.
        kid: The reference of the payment.
        host: Slug of the municipality on whose bank account it was paid.
    """
    number = number_of_kid(kid, host)
    return next((c for c in found if number is not None and c.id == number.id), None)


def is_claim(entry: Directive) -> bool:
    """Whether an entry is a claim that somebody has written."""
    return (
        isinstance(entry, data.Transaction)
        and TAG in (entry.tags or ())
        and entry.meta["filename"] != generated.FILE
    )


def read_claims(
    entries: Iterable[Directive], agreement: Agreement
) -> tuple[list[Written], list[LedgerError]]:
    """Every claim that can be read, and an error for each thing wrong with the others.

    The books are gone through once; those without claims cost no more than that.
    """
    found: list[Written] = []
    errors: list[LedgerError] = []
    for entry in entries:
        if entry.__class__ is data.Transaction and is_claim(entry):
            reading = _Reading(entry, agreement)
            claim = reading.claim()
            errors.extend(reading.errors)
            if claim is not None and not reading.errors:
                found.append(Written(claim, entry))
    return found, errors


class _Reading:
    """One claim: its fields, and what is wrong with them."""

    def __init__(self, entry: Any, agreement: Agreement) -> None:  # noqa: ANN401 -- a transaction
        self._entry = entry
        self._meta: dict[str, Any] = entry.meta
        self._agreement = agreement
        self.errors: list[LedgerError] = []

    def claim(self) -> Claim | None:
        """The claim, or ``None``; what is wrong is noted."""
        cooperation = self._known(
            generated.COOPERATION, self._agreement.cooperation_by_account
        )
        slugs = self._agreement.slug_by_name
        payer = self._known(generated.MUNICIPALITY, slugs)
        municipalities = {m.name: m for m in self._agreement.municipalities.values()}
        host = self._known(HOST, municipalities)
        kind = self._known(KIND, {kind.value: kind for kind in ClaimKind})
        number, due = self._text(ID), self._due(kind)
        period = self._text(generated.PERIOD)
        if period and period_end(period) is None:
            self._fault(
                "«{found}» er ikke en periode: skriv 2018, 2018-H1, 2018-Q1 eller"
                " 2018-01.",
                found=period,
            )
        if cooperation is None or payer is None or host is None or kind is None:
            return None
        amount, set_off = self._amounts(self._agreement.payer(payer), cooperation)
        return Claim(
            id=number,
            kind=kind,
            cooperation=cooperation,
            payer=self._agreement.payer(payer),
            host=host,
            day=self._entry.date,
            due=due or self._entry.date,
            period=period,
            instalment=self._instalment(kind),
            amount=amount,
            set_off=set_off,
            kid=self._kid(kind, number),
            credits=str(self._meta.get(CREDITS, "")),
            reason=str(self._meta.get(REASON, "")),
        )

    def _text(self, field: str) -> str:
        """A field that must be there."""
        value = self._meta.get(field)
        if value is None:
            self._fault("Kravet mangler «{field}».", field=field)
        return "" if value is None else str(value)

    def _known(self, field: str, known: Any) -> Any:  # noqa: ANN401 -- any mapping
        """What a field names, or ``None``."""
        written = self._text(field)
        if written and written not in known:
            self._fault(
                "«{found}» er ikke kjent som {field}. Kjent: {known}.",
                found=written,
                field=field,
                known=", ".join(sorted(known)),
            )
        return known.get(written)

    def _due(self, kind: ClaimKind | None) -> date | None:
        """When it falls due; a credit note does not."""
        if kind is ClaimKind.CREDIT:
            return None
        due = self._meta.get(generated.DUE)
        if not isinstance(due, date):
            self._fault("Kravet mangler «{field}».", field=generated.DUE)
            return None
        if due < self._entry.date:
            self._fault(
                "Kravet forfaller {due}, før det er datert: {day}.",
                due=due,
                day=self._entry.date,
            )
        return due

    def _instalment(self, kind: ClaimKind) -> str:
        """Which instalment; a claim on account must say it."""
        written = str(self._meta.get(INSTALMENT, ""))
        if kind is ClaimKind.ADVANCE or written:
            match = _INSTALMENT.fullmatch(written)
            if match is None or int(match["number"]) > int(match["count"]):
                self._fault(
                    "«{found}» er ikke en termin: skriv «1 av 4».", found=written
                )
        return written

    def _kid(self, kind: ClaimKind, number: str) -> str:
        """The KID, which must be the one of the number; credit notes have none."""
        parts = claim_number(number)
        if parts is None or kind is ClaimKind.CREDIT:
            return str(self._meta.get(KID, ""))
        kid = self._text(KID)
        if kid and kid != parts.kid:
            self._fault(
                "KID {found} hører ikke til {id}: den skal være {expected}.",
                found=kid,
                id=number,
                expected=parts.kid,
            )
        return kid

    def _amounts(
        self, payer: Payer, cooperation: Cooperation
    ) -> tuple[Decimal, Decimal]:
        """What is claimed and what is set off; every line must be what they say."""
        words = self._agreement.accounts
        of = f"{payer.account}:{cooperation.account}"
        claimed, due = f"{words.claims}:{of}", f"{words.receivables}:{of}"
        laid_out = f"{words.outlays}:{of}"
        posted: dict[str, Decimal] = {}
        for posting in self._entry.postings:
            if posting.units.currency == self._agreement.currency:
                before = posted.get(posting.account, Decimal(0))
                posted[posting.account] = before + posting.units.number
        amount = self._amount(AMOUNT, posted.get(claimed, Decimal(0)))
        set_off = self._amount(SET_OFF, posted.get(laid_out, Decimal(0)))
        expected = {claimed: amount, due: -amount - set_off, laid_out: set_off}
        for account in sorted(expected.keys() | posted.keys()):
            found = posted.get(account, Decimal(0))
            right = expected.get(account, Decimal(0))
            if found != right:
                self._fault(
                    "{account} er ført med {found}, men kravet sier {expected}: {off}"
                    " i forskjell. Et sendt krav rettes med kreditnota og nytt krav.",
                    account=account,
                    found=found,
                    expected=right,
                    off=abs(found - right),
                )
        return amount, set_off

    def _amount(self, field: str, otherwise: Decimal) -> Decimal:
        """The amount of a field; one that is not there says nothing else."""
        match self._meta.get(field):
            case Amount(number=Decimal() as number, currency=currency) if (
                currency == self._agreement.currency
            ):
                return number
            case None:
                return otherwise
            case found:
                self._fault(
                    "«{field}» er {found}; skriv et beløp i {currency}.",
                    field=field,
                    found=str(found),
                    currency=self._agreement.currency,
                )
                return otherwise

    def _fault(self, template: str, /, **values: object) -> None:
        text = Text(template, **values)
        self.errors.append(LedgerError(self._meta, text, self._entry))
