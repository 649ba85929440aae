"""Value added tax on a voucher: given back, deducted, or a cost (*merverdiavgift*).

    2021-03-01 * "Datahuset AS" "Lisenser"
      Expenses:IKT:Ansvar-155            1000.00 NOK
      Expenses:IKT:Ansvar-155             250.00 NOK
        avgift: "kompensasjon"
      Liabilities:Utlegg:Nordreisa      -1250.00 NOK

Tax that is given back (*kompensasjon*) or deducted (*fradrag*) is no cost of anybody's
and is not shared, nor is the compensation when it is marked likewise.  The word stands
on the line of the tax; on the voucher it is for the lines whose account says that they
are tax, or whose art is 429.  Tax that is not marked is a cost as it stands, from which
the compensation comes off as contra-cost: one way or the other, never both.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.overrides import VAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.overrides import Note

COMPENSATED = "kompensasjon"
DEDUCTED = "fradrag"
FINAL = "kostnad"
KINDS = (COMPENSATED, DEDUCTED, FINAL)
RECOVERABLE = frozenset({COMPENSATED, DEDUCTED})
ART = "art"
VAT_ART = "429"
"""KOSTRA: *merverdiavgift som gir rett til merverdiavgiftskompensasjon*."""

HIGHEST_RATE = Decimal("0.25")
ROUNDING = Decimal(1)
"""What tax may be above its rate, in kroner: bills round, line by line."""

RESULT = frozenset({"Income", "Expenses"})


def is_recoverable(entry: Transaction, posting: Posting, agreement: Agreement) -> bool:
    """Whether a line is tax, or its compensation, that is no cost of anybody's."""
    meta = posting.meta or {}
    if VAT in meta:
        return meta[VAT] in RECOVERABLE
    return entry.meta.get(VAT) in RECOVERABLE and _is_tax(posting, agreement)


def is_left_out(entry: Transaction, posting: Posting, agreement: Agreement) -> bool:
    """Whether a line is tax that is no cost, marked or by its place in the balance."""
    root = posting.account.split(":")[0]
    outside = root not in RESULT and _is_tax(posting, agreement)
    return outside or is_recoverable(entry, posting, agreement)


def _is_tax(posting: Posting, agreement: Agreement) -> bool:
    """Whether the account or the art of a line says that it is tax."""
    art = str((posting.meta or {}).get(ART, ""))
    return art.startswith(VAT_ART) or is_tax_account(posting.account, agreement)


def is_tax_account(account: str, agreement: Agreement) -> bool:
    """Whether a component of an account says that it is tax."""
    return agreement.accounts.vat in account.split(":")[1:]


def _number(posting: Posting) -> Decimal:
    units: Any = posting.units
    return Decimal(units.number)


class VatReader:
    """Checks what vouchers say of their tax (*avgift*), each voucher once."""

    def __init__(self, agreement: Agreement, note: Note) -> None:
        """Send faults to ``note``."""
        self._agreement = agreement
        self._note = note
        self.reduces = cache(self._reduced_by)
        self._read: Transaction | None = None
        self._outside: Transaction | None = None

    def check(self, entry: Transaction) -> None:
        """Note what contradicts itself in a voucher that says something of its tax."""
        if entry is self._read:
            return
        self._read = entry
        lines = [p.meta for p in entry.postings if p.meta and VAT in p.meta]
        for meta in [m for m in (entry.meta, *lines) if VAT in m]:
            if meta[VAT] not in KINDS:
                self._note(
                    entry,
                    "Ukjent avgift «{found}» på bilaget. Skriv {known}.",
                    found=str(meta[VAT] or ""),
                    known=", ".join(KINDS),
                )
        recoverable = [
            posting
            for posting in entry.postings
            if is_recoverable(entry, posting, self._agreement)
        ]
        if entry.meta.get(VAT) in RECOVERABLE and not recoverable:
            self._note(
                entry,
                "Bilaget sier «avgift: {found}», men ingen linje er merverdiavgift. Før"
                " avgiften på en linje for seg og sett «avgift» på den.",
                found=entry.meta[VAT],
            )
        for posting in self._paid_by_nobody(entry):
            self._note(
                entry,
                "{account}: avgift som er kostnad, skal stå på en konto under Expenses;"
                " her blir den ikke delt med noen.",
                account=posting.account,
            )
        for posting in self._twice(entry, recoverable):
            self._note(
                entry,
                "Bilaget har både avgift som ikke er kostnad («avgift»), og"
                " kostnadsreduksjon på {account}: da kommer avgiften bort to ganger."
                " Sett «avgift» også på linjen for kompensasjonen, eller ta den bort.",
                account=posting.account,
            )
        for posting, beside in self._too_much(entry, recoverable):
            self._note(
                entry,
                "{account}: {amount} kr er merket som avgift, mot {beside} kr i alt"
                " annet på bilaget. Merk bare linjen for avgiften; er alt avgift, før"
                " den på en konto som heter {word}.",
                account=posting.account,
                amount=_number(posting),
                beside=beside,
                word=self._agreement.accounts.vat,
            )

    def check_outside(self, entry: Transaction) -> None:
        """Note a voucher with tax in the balance that also comes off as contra-cost."""
        if entry is self._outside:
            return
        self._outside = entry
        for posting in entry.postings:  # few vouchers have what reduces a cost
            if self.reduces(posting.account) is not None:
                break
        else:
            return
        for posting, tax in self._kept_outside(entry):
            self._note(
                entry,
                "Bilaget har avgift på {tax}, utenfor kostnaden, og kostnadsreduksjon"
                " på {account}: da kommer avgiften bort to ganger. Ta den siste bort;"
                " er avgiften også i kostnaden, før kompensasjonen på et bilag for"
                " seg.",
                tax=tax.account,
                account=posting.account,
            )

    def _too_much(
        self, entry: Transaction, recoverable: list[Posting]
    ) -> Iterator[tuple[Posting, Decimal]]:
        """Costs marked as tax that are more than any tax of what stands beside them.

        An account of tax says itself that it is: import tax may be above the cost.
        """
        marked = [
            posting
            for posting in recoverable
            if posting.account.startswith("Expenses:")
            and not _is_tax(posting, self._agreement)
        ]
        total = sum((_number(posting) for posting in marked), Decimal(0))
        beside = sum(
            (
                _number(posting)
                for posting in entry.postings
                if posting not in recoverable and _number(posting) * total > 0
            ),
            Decimal(0),
        )
        if abs(total) > abs(beside) * HIGHEST_RATE + ROUNDING:
            yield marked[0], beside

    def _kept_outside(self, entry: Transaction) -> Iterator[tuple[Posting, Posting]]:
        """What reduces a cost on a voucher whose tax stands in the balance already.

        Without a cost it is the compensation, booked as owed by the state.
        """
        taxes = [
            posting
            for posting in entry.postings
            if posting.account.split(":")[0] not in RESULT
            and _is_tax(posting, self._agreement)
            and VAT not in {*entry.meta, *(posting.meta or {})}
        ]
        tax = sum((_number(posting) for posting in taxes), Decimal(0))
        for posting in entry.postings if tax else ():
            cooperation = self.reduces(posting.account)
            if cooperation is None:
                continue
            off = _number(posting)
            has_cost = any(
                p.account.split(":")[:2] == ["Expenses", cooperation.account]
                and self.reduces(p.account) is None
                for p in entry.postings
            )
            if has_cost and off * tax < 0 and abs(off) <= abs(tax):
                yield posting, taxes[0]

    def _paid_by_nobody(self, entry: Transaction) -> Iterator[Posting]:
        """Tax that is said to be a cost, and stands where nothing is shared."""
        for posting in entry.postings:
            own = (posting.meta or {}).get(VAT)
            said = own or (_is_tax(posting, self._agreement) and entry.meta.get(VAT))
            if said == FINAL and posting.account.split(":")[0] not in RESULT:
                yield posting

    def _twice(
        self, entry: Transaction, recoverable: list[Posting]
    ) -> Iterator[Posting]:
        """What reduces the cost of a cooperation whose tax is left out already."""
        outside = any(p.account.split(":")[0] not in RESULT for p in recoverable)
        ours = {p.account.split(":")[1] for p in recoverable}
        for posting in entry.postings:
            cooperation = self.reduces(posting.account)
            if (
                posting.account.split(":")[0] in RESULT
                and recoverable
                and cooperation is not None
                and posting not in recoverable
                and (outside or cooperation.account in ours)
            ):
                yield posting

    def _reduced_by(self, account: str) -> Cooperation | None:
        """The cooperation whose cost is reduced by what is posted on an account."""
        component = account.split(":")[1]
        cooperation = self._agreement.cooperation_by_account.get(component)
        if cooperation is None or not cooperation.is_contra(account):
            return None
        return cooperation
