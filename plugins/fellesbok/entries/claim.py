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
      utgave: "sha256:…"
      Assets:Krav:Skjervøy:IKT            100.00 NOK
      Assets:Fordringer:Skjervøy:IKT     -100.00 NOK

Where the payer has laid out costs itself, its settlement sets them off: a third line
takes them from ``Liabilities:Utlegg:Skjervøy:IKT``, and ``motregnet`` says how much.
Where the payer has received money for the others (a refund that landed with it), it is
asked for that beside its share: the third line goes the other way, and ``mottatt`` says
how much.
What a credit note took back after an objection that was granted, and that the
claim does not ask for, is ``holdt_tilbake``; it moves nothing.
``utgave`` is the revision of the books that it was made from, and ``sertifikat`` the
digest of the certificate of the share that it settles.
The room knows what a claim is; ``claim_reading`` finds them in the books.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.entries.tax_lines import lines_left
from fellesbok.entries.tax_lines import part_of_lines
from fellesbok.entries.tax_lines import tax_of_lines
from fellesbok.entries.vocabulary import CLAIM_TAG
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Payer
    from fellesbok.entries.tax_lines import TaxLine

TAG = CLAIM_TAG
LINK = "krav-"
"""Payments of a claim have this and its number as link."""
ID = "krav"
KIND = "kravtype"
HOST = "vert"
INSTALMENT = "termin"
KID = "kid"
CREDITS = "krediterer"
REASON = "grunn"
AMOUNT = "beloep"
SET_OFF = "motregnet"
RECEIVED = "mottatt"
HELD_BACK = "holdt_tilbake"
TAX = "avgift"
REVISION = "utgave"
CERTIFICATE = "sertifikat"
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")

_PERIODS = {
    re.compile(r"(?P<year>[12]\d{3})"): 12,
    re.compile(r"(?P<year>[12]\d{3})-H(?P<part>[12])"): 6,
    re.compile(r"(?P<year>[12]\d{3})-Q(?P<part>[1-4])"): 3,
    re.compile(r"(?P<year>[12]\d{3})-(?P<part>0[1-9]|1[0-2])"): 1,
}
_DAYS = re.compile(r"([12]\d{3}-\d\d-\d\d)/([12]\d{3}-\d\d-\d\d)")
INSTALMENT_FORM = re.compile(r"(?P<number>[1-9]\d?) av (?P<count>[1-9]\d?)")


class ClaimKind(Enum):
    """What a claim is for; the value is what stands in the books (*kravtype*)."""

    ADVANCE = "akonto"
    SETTLEMENT = "avregning"
    CREDIT = "kreditnota"
    INTERNAL = "internt"


@frozen
class Claim:
    """One claim on one payer, for one cooperation.

    Attributes:
        id: ``<host>-<year>-<number>``; gapless for each host and year of ``day``.
        kind: What it is for.
        cooperation: The cooperation.
        payer: Who is to pay.
        host: Who is to be paid (*vertskommune*).
        day: The date of the claim.
        due: When it falls due; of a credit note that nobody is to pay, its own date.
        period: What it is for: ``2018``, ``2018-Q1``, ``2018-01-01/2018-04-15`` …
        instalment: ``1 av 4``, or nothing.
        amount: In kroner with two decimals; negative where the payer is to get money.
        set_off: What the payer had laid out and is set off against its share, in
            kroner; ``amount`` is what is left.  Negative is what the payer had received
            for the others and is asked for (``received``).
        kid: The reference that the payment is to bear (*KID*).
        credits: The id of the claim that a credit note takes back, or nothing.
        tax: What is added to ``amount`` as tax (*merverdiavgift*), in kroner, of the
            same sign.
        tax_lines: What falls in each tax category, where the agreement has several;
            their bases add up to ``amount`` and their taxes to ``tax``.
        reason: Why a credit note, or a settlement after the settlement, was made, or
            nothing.
        revision: The digest of the books that it was made from, or nothing.
        certificate: The digest of the certificate of the payer's year in those books,
            or nothing.
        held_back: What the books would have it ask for too, in kroner: it was taken
            back after an objection that was granted, and is not asked for.
        granted: Of a credit note, the objection that was granted and that it
            gives back for; or nothing.  It stands with the objection.
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
    set_off: Decimal = Decimal("0.00")
    kid: str = ""
    credits: str = ""
    reason: str = ""
    tax: Decimal = Decimal("0.00")
    tax_lines: tuple[TaxLine, ...] = ()
    revision: str = ""
    certificate: str = ""
    held_back: Decimal = Decimal("0.00")
    granted: str = ""

    @property
    def relation(self) -> tuple[str, str, str]:
        """Who pays whom for what: slugs of the payer, the cooperation and the host."""
        return self.payer.slug, self.cooperation.slug, self.host.slug

    @property
    def payable(self) -> Decimal:
        """What is to be paid, in kroner: with tax."""
        return self.amount + self.tax

    @property
    def share(self) -> Decimal:
        """What it claims of the payer's share, in kroner.

        With what is set off, and without what the payer had received for the others.
        """
        return self.amount + self.set_off

    @property
    def is_of_received(self) -> bool:
        """Whether what it has beside the share was received, and not laid out."""
        is_credit = self.kind is ClaimKind.CREDIT
        return self.set_off > 0 if is_credit else self.set_off < 0

    @property
    def received(self) -> Decimal:
        """What the payer had received for the others (*mottatt for samarbeidet*).

        In kroner; of a credit note negative: what it takes back.
        """
        return -self.set_off if self.is_of_received else Decimal("0.00")

    @property
    def laid_out(self) -> Decimal:
        """What the payer had laid out (*utlegg*) and is set off, in kroner.

        Of a credit note negative: what it takes back.
        """
        return Decimal("0.00") if self.is_of_received else self.set_off

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of its period; its own day where that is none."""
        return period_days(self.period) or (self.day, self.day)

    @property
    def end(self) -> date:
        """The last day of its period."""
        return self.days[1]

    @property
    def year(self) -> int:
        """The year of its period, whenever it was made."""
        return self.end.year

    @property
    def instalment_number(self) -> int | None:
        """Which instalment it is, or ``None`` where it is none."""
        match = INSTALMENT_FORM.fullmatch(self.instalment)
        return None if match is None else int(match["number"])


def period_days(label: str) -> tuple[date, date] | None:
    """The first and last day of a period, or ``None`` where it is none.

    A period is ``2018``, ``2018-H1``, ``2018-Q1`` or ``2018-01``; or its first and last
    day within a year, ``2018-01-01/2018-04-15``, where the host changed.
    """
    for pattern, months in _PERIODS.items():
        match = pattern.fullmatch(label)
        if match is not None:
            part = int(match["part"]) if months < 12 else 1  # noqa: PLR2004 -- a year
            month = part * months
            year = int(match["year"]) + month // 12
            first_after = date(year, month % 12 + 1, 1)
            first = date(int(match["year"]), month - months + 1, 1)
            return first, first_after - timedelta(days=1)
    match = _DAYS.fullmatch(label)
    if match is None:
        return None
    try:
        first, last = (date.fromisoformat(day) for day in match.groups())
    except ValueError:
        return None
    return (first, last) if first <= last and first.year == last.year else None


def period_end(label: str) -> date | None:
    """The last day of a period, or ``None`` where it is none."""
    days = period_days(label)
    return None if days is None else days[1]


def credit_notes(found: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The credit notes that take back each claim, by its number."""
    notes: dict[str, list[Claim]] = {}
    for claim in found:
        if claim.kind is ClaimKind.CREDIT:
            notes.setdefault(claim.credits, []).append(claim)
    return notes


def left_of(claim: Claim, notes: Iterable[Claim]) -> Claim:
    """A claim with what is left of it when credit notes have taken back their parts."""
    taken = tuple(notes)
    return replace(
        claim,
        amount=sum((note.amount for note in taken), claim.amount),
        set_off=sum((note.set_off for note in taken), claim.set_off),
        tax=sum((note.tax for note in taken), claim.tax),
        tax_lines=lines_left(
            claim.tax_lines, [line for note in taken for line in note.tax_lines]
        ),
    )


def remaining(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """What is left of the claims that are not taken back whole; no credit notes."""
    every = tuple(found)
    notes = credit_notes(every)
    left = (
        left_of(claim, notes.get(claim.id, ()))
        for claim in every
        if claim.kind is not ClaimKind.CREDIT
    )
    return tuple(
        claim
        for claim in left
        if claim.id not in notes or claim.amount or claim.set_off or claim.tax
    )


def standing(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that are not taken back whole, as written; no credit notes."""
    every = tuple(found)
    kept = {claim.id for claim in remaining(every)}
    return tuple(
        claim
        for claim in every
        if claim.kind is not ClaimKind.CREDIT and claim.id in kept
    )


def part_of(left: Claim, whole: Claim, amount: Decimal) -> Claim:
    """A part of what is left of a claim, its tax in proportion.

    All parts so far bear the tax of the whole in proportion to their amounts, in whole
    øre, half an øre away from zero; a part bears what it adds to those before it.  What
    uses the amount up takes all that is left, also what is set off.

    Args:
        left: The claim with what is left of it.
        whole: The claim as it was made.
        amount: The part of the amount, without tax, of the same sign.
    """
    if amount == left.amount:
        return left
    taken = whole.amount - left.amount + amount
    if whole.tax_lines:
        lines = part_of_lines(left.tax_lines, whole.tax_lines, taken)
        tax = tax_of_lines(lines)
        nothing = Decimal("0.00")
        return replace(left, amount=amount, set_off=nothing, tax=tax, tax_lines=lines)
    ore = _ore(whole.tax) * _ore(taken)
    shares = abs(_ore(whole.amount))
    size = (2 * abs(ore) + shares) // (2 * shares)
    tax = Decimal(size if whole.tax >= 0 else -size).scaleb(-2)
    borne = whole.tax - left.tax
    return replace(left, amount=amount, set_off=Decimal("0.00"), tax=tax - borne)


def _ore(amount: Decimal) -> int:
    """An amount in whole øre."""
    return int(amount.scaleb(2))
