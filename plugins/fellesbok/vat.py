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

from typing import TYPE_CHECKING

from fellesbok.overrides import VAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.overrides import Note

COMPENSATED = "kompensasjon"
DEDUCTED = "fradrag"
FINAL = "kostnad"
KINDS = (COMPENSATED, DEDUCTED, FINAL)
RECOVERABLE = frozenset({COMPENSATED, DEDUCTED})
ART = "art"
VAT_ART = "429"
"""KOSTRA: *merverdiavgift som gir rett til merverdiavgiftskompensasjon*."""

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
    components = posting.account.split(":")[1:]
    return art.startswith(VAT_ART) or agreement.accounts.vat in components


class VatReader:
    """Checks what vouchers say of their tax (*avgift*), each voucher once."""

    def __init__(self, agreement: Agreement, note: Note) -> None:
        """Send faults to ``note``."""
        self._agreement = agreement
        self._note = note
        self._read: Transaction | None = None

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
            root, component, *_ = posting.account.split(":")
            cooperation = self._agreement.cooperation_by_account.get(component)
            if (
                root in RESULT
                and recoverable
                and cooperation is not None
                and cooperation.is_contra(posting.account)
                and posting not in recoverable
                and (outside or component in ours)
            ):
                yield posting
