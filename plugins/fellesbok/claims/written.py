"""Claims in the books → values, or what is wrong with each of them.

One claim is read at a time: its fields, and whether its lines are what they say.
``claim_checks`` holds claims against each other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount

from fellesbok.entries import vocabulary
from fellesbok.entries.claim import AMOUNT
from fellesbok.entries.claim import CERTIFICATE
from fellesbok.entries.claim import CREDITS
from fellesbok.entries.claim import DIGEST
from fellesbok.entries.claim import HELD_BACK
from fellesbok.entries.claim import HOST
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import INSTALMENT
from fellesbok.entries.claim import INSTALMENT_FORM
from fellesbok.entries.claim import KID
from fellesbok.entries.claim import KIND
from fellesbok.entries.claim import REASON
from fellesbok.entries.claim import RECEIVED
from fellesbok.entries.claim import REVISION
from fellesbok.entries.claim import SET_OFF
from fellesbok.entries.claim import TAG
from fellesbok.entries.claim import TAX
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import period_end
from fellesbok.entries.kid import claim_number
from fellesbok.entries.kinds import is_transaction
from fellesbok.entries.kinds import transactions
from fellesbok.entries.tax_lines import FIELD
from fellesbok.entries.tax_lines import read_line
from fellesbok.entries.tax_lines import tax_of_lines
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.objections import objections

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.entries.tax_lines import TaxLine


class Written(NamedTuple):
    """A claim, and the transaction that it was read from."""

    claim: Claim
    entry: Transaction


def claims(entries: Entries, agreement: Agreement) -> tuple[Claim, ...]:
    """Every claim that can be read, by date and number."""
    return tuple(written.claim for written in read_claims(entries, agreement)[0])


def is_claim(entry: Entry) -> bool:
    """Whether an entry is a claim that somebody has written."""
    return (
        is_transaction(entry)
        and TAG in (entry.tags or ())
        and entry.meta["filename"] != vocabulary.FILE
    )


def read_claims(
    entries: Iterable[Entry], agreement: Agreement
) -> tuple[list[Written], list[LedgerError]]:
    """Every claim that can be read, and an error for each thing wrong with the others.

    The books are gone through once; those without claims cost no more than that.
    A credit note knows the objection that was granted, if it stands with them.
    """
    found: list[Written] = []
    errors: list[LedgerError] = []
    every = entries if isinstance(entries, list) else [*entries]
    for entry in transactions(every):  # many, and few of them are claims
        if TAG in (entry.tags or ()) and is_claim(entry):
            reading = _Reading(entry, agreement)
            claim = reading.claim()
            errors.extend(reading.errors)
            if claim is not None and not reading.errors:
                found.append(Written(claim, entry))
    if any(each.claim.kind is ClaimKind.CREDIT for each in found):
        found = [*_with_objections(found, every, agreement)]
    found.sort(key=lambda each: (each.claim.day, each.claim.id))
    return found, errors


def _with_objections(
    found: Iterable[Written], entries: Entries, agreement: Agreement
) -> Iterator[Written]:
    """The claims; a credit note with the objection that it gives back for.

    Of several that have the same one, with who waits for the books to be put right.
    """
    made = objections(entries, agreement)
    right = [each for each in made if each.credit_note and each.is_granted]
    right.sort(key=lambda each: each.put_right is None)
    granted = {each.credit_note: each.id for each in right}
    for each in found:
        id_ = granted.get(each.claim.id, "")
        yield each._replace(claim=replace(each.claim, granted=id_)) if id_ else each


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
            vocabulary.COOPERATION, self._agreement.cooperation_by_account
        )
        slugs = self._agreement.slug_by_name
        payer = self._known(vocabulary.MUNICIPALITY, slugs)
        municipalities = {m.name: m for m in self._agreement.municipalities.values()}
        host = self._known(HOST, municipalities)
        kind = self._known(KIND, {kind.value: kind for kind in ClaimKind})
        number, due = self._text(ID), self._due(kind)
        period = self._text(vocabulary.PERIOD)
        if period and period_end(period) is None:
            self._fault(
                "«{found}» er ikke en periode: skriv 2018, 2018-H1, 2018-Q1, 2018-01"
                " eller 2018-01-01/2018-04-15.",
                found=period,
            )
        if cooperation is None or payer is None or host is None or kind is None:
            return None
        amounts = self._amounts(self._agreement.payer(payer), cooperation)
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
            amount=amounts[AMOUNT],
            set_off=amounts[SET_OFF],
            tax=amounts[TAX],
            tax_lines=self._tax_lines(amounts),
            kid=self._kid(kind, number),
            credits=str(self._meta.get(CREDITS, "")),
            reason=str(self._meta.get(REASON, "")),
            revision=self._digest(REVISION),
            certificate=self._digest(CERTIFICATE),
            held_back=self._held_back(),
        )

    def _text(self, field: str) -> str:
        """A field that must be there."""
        value = self._meta.get(field)
        written = "" if value is None else str(value).strip()
        if not written:
            self._fault("Kravet mangler «{field}».", field=field)
        return written

    def _digest(self, field: str) -> str:
        """A digest of what the claim was made of; nothing in claims of before."""
        written = str(self._meta.get(field, ""))
        if written and DIGEST.fullmatch(written) is None:
            self._fault(
                "«{field}: {found}» er ikke et avtrykk av bøkene: det er «sha256:» og"
                " 64 tegn 0-9 og a-f, og skrives av «fellesbok claim».",
                field=field,
                found=written,
            )
        return written

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
        """When it falls due; of credit notes, those that are to be paid do."""
        due = self._meta.get(vocabulary.DUE)
        if kind is ClaimKind.CREDIT and due is None:
            return None
        if not isinstance(due, date):
            self._fault("Kravet mangler «{field}».", field=vocabulary.DUE)
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
            match = INSTALMENT_FORM.fullmatch(written)
            if match is None or int(match["number"]) > int(match["count"]):
                self._fault(
                    "«{found}» er ikke en termin: skriv «1 av 4».", found=written
                )
        return written

    def _kid(self, kind: ClaimKind, number: str) -> str:
        """The KID, which must be the one of the number; a credit note may have none."""
        parts = claim_number(number)
        if parts is None or (kind is ClaimKind.CREDIT and KID not in self._meta):
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

    def _amounts(self, payer: Payer, cooperation: Cooperation) -> dict[str, Decimal]:
        """What is claimed, set off and taxed; every line must be what they say."""
        words, of = self._agreement.accounts, (payer, cooperation)
        claimed, due = words.claim(*of), words.receivable(*of)
        laid_out = words.outlay(*of)
        posted: dict[str, Decimal] = {}
        for posting in self._entry.postings:
            if posting.units.currency == self._agreement.currency:
                before = posted.get(posting.account, Decimal(0))
                posted[posting.account] = before + posting.units.number
        tax = self._amount(TAX, -posted.get(words.tax, Decimal(0)))
        amount = self._amount(AMOUNT, posted.get(claimed, Decimal(0)) - tax)
        set_off = self._set_off(posted.get(laid_out, Decimal(0)))
        expected = {
            claimed: amount + tax,
            due: -amount - set_off,
            laid_out: set_off,
            words.tax: -tax,
        }
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
        return {AMOUNT: amount, SET_OFF: set_off, TAX: tax}

    def _held_back(self) -> Decimal:
        """What is not asked for after an objection; never less than nothing."""
        amount = self._amount(HELD_BACK, Decimal("0.00"))
        if amount < 0:
            self._fault(
                "«{field}» er {found}: det som holdes tilbake, er over null.",
                field=HELD_BACK,
                found=amount,
            )
        return amount

    def _tax_lines(self, amounts: dict[str, Decimal]) -> tuple[TaxLine, ...]:
        """What falls in each tax category; the lines must be the claim."""
        fields = [field for field in self._meta if FIELD.fullmatch(field)]
        fields.sort(key=lambda field: int(field.removeprefix(TAX)))
        lines = []
        for field in fields:
            line = read_line(str(self._meta[field]))
            # A part of a claim has the tax that it adds to the parts before it, which
            # may be an øre off that of its own base; the claim is held against it.
            is_part = CREDITS in self._meta
            if line is None or not (is_part or line.is_right):
                self._fault(
                    "«{field}: {found}» er ingen avgiftslinje: skriv «S 25 % av 100.00"
                    " kr: 25.00 kr», med avgiften avrundet til hele øre.",
                    field=field,
                    found=str(self._meta[field]),
                )
                return ()
            lines.append(line)
        base = sum((line.base for line in lines), Decimal(0))
        found = base, tax_of_lines(lines)
        if lines and found != (amounts[AMOUNT], amounts[TAX]):
            self._fault(
                "Avgiftslinjene er på {base} med {tax} i avgift, men kravet er på"
                " {amount} med {expected}.",
                base=found[0],
                tax=found[1],
                amount=amounts[AMOUNT],
                expected=amounts[TAX],
            )
        return tuple(lines)

    def _set_off(self, posted: Decimal) -> Decimal:
        """What was laid out; negative where it was received for the others instead."""
        if RECEIVED not in self._meta:
            return self._amount(SET_OFF, posted)
        if SET_OFF in self._meta:
            self._fault(
                "Kravet har både «{set_off}» og «{received}»: skriv bare det ene.",
                set_off=SET_OFF,
                received=RECEIVED,
            )
            return posted
        return -self._amount(RECEIVED, -posted)

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
