"""An entry of a camt document (*Ntry*) → its payments.

Each payment of a batch is one of its own, and knows the batch; so is each part of a
payment that says how much it pays of what.  What cannot be told apart with certainty
stays one payment, as the bank booked it, and a remark says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.camt_charges import charges_of
from fellesbok_importers.documents.camt_charges import has_charges
from fellesbok_importers.documents.camt_remittance import Part
from fellesbok_importers.documents.camt_remittance import kids_of
from fellesbok_importers.documents.camt_remittance import parts_of
from fellesbok_importers.documents.camt_remittance import said_of
from fellesbok_importers.documents.camt_values import account_number
from fellesbok_importers.documents.camt_values import amount_of
from fellesbok_importers.documents.camt_values import currency_of
from fellesbok_importers.documents.camt_values import day_of
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.statements import Payment
from fellesbok_importers.documents.statements import one_word
from fellesbok_importers.documents.statements import short_digest
from fellesbok_importers.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

BOOKED = "BOOK"
PENDING = {"PDNG", "INFO", "FUTR"}
TRUE = {"true", "1"}
_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt")
_BY_VALUE = Text("valuteringsdatoen")
_BY_BALANCE = Text("dagen for utgående saldo")
CHARGE = "Gebyr"


class Entries:
    """Reads the entries of one statement, and remembers what is to be told of them."""

    def __init__(self, path: str, faults: list[Fault], last: date | None) -> None:
        """Know the document, where faults go, and the day of the closing balance."""
        self._path = path
        self._faults = faults
        self._last = last
        self._pending: list[Decimal] = []
        self._undated: dict[Text, list[int]] = {}
        self._unsplit: list[Text] = []

    def payments(self, entry: Any) -> Iterator[Payment]:  # noqa: ANN401 -- lxml
        """The payments of an entry: one, or each of a batch if they add up to it."""
        status = text_of(entry, "Sts/Cd") or text_of(entry, "Sts")
        whole = amount_of(entry, self._path, self._faults)
        if status in PENDING:
            self._pending += [] if whole is None else [whole[0]]
            return
        if status != BOOKED:
            text = Text("Statusen skal være BOOK, PDNG, INFO eller FUTR.")
            self._reject(entry, "Sts", status, text)
            return
        day = self._day(entry)
        if day is None or whole is None:
            return
        found = _Entry(entry, day, *whole, one_word(text_of(entry, "AcctSvcrRef")))
        details = list(find_all(entry, "NtryDtls/TxDtls"))
        if len(details) > 1 or (details and self._is_charged(found, details[0])):
            yield from self._batch(found, details)
        elif details and self._is_off(found, details[0]):
            yield replace(
                found.payment(details[0], found.value, found.reference),
                is_unsplit=True,
            )
        else:
            yield from found.single(details[0] if details else entry)

    def _is_off(self, found: _Entry, detail: Any) -> bool:  # noqa: ANN401 -- lxml
        """Whether the one payment of an entry is on another amount than the entry.

        What the rest is of, nobody says: the bank may tell of one payment of several.
        Where it has kept charges, the claim is paid with what came.
        """
        value = self._part(found, detail, [])
        is_even = value is None or value == found.value
        if is_even or has_charges(found.entry, [detail]):
            return False
        self._unsplit.append(
            Text(
                "Posten på linje {row} er på {amount} kr, men betalingen som er nevnt i"
                " den, på {part} kr. Den føres samlet, slik banken har gjort.",
                row=found.entry.sourceline,
                amount=found.value,
                part=value,
            )
        )
        return True

    def remarks(self) -> Iterator[Text]:
        """What the statement says and is not used, or has another reading."""
        if self._pending:
            yield Text(
                "{count} poster er ikke bokført i banken ennå ({amount} kr) og føres"
                " ikke.",
                count=len(self._pending),
                amount=sum(self._pending, ZERO),
            )
        for instead, rows in self._undated.items():
            yield Text(
                "{count} poster har ingen bokføringsdato; {instead} er brukt (linje"
                " {rows}).",
                count=len(rows),
                instead=instead,
                rows=", ".join(map(str, rows)),
            )
        yield from self._unsplit

    def _day(self, entry: Any) -> date | None:  # noqa: ANN401 -- lxml
        """The day an entry is booked; one that is not said is the value day.

        It is never after the balance that it is a part of.
        """
        if find(entry, "BookgDt") is not None:
            return day_of(entry, "BookgDt", self._path, self._faults)
        row = entry.sourceline
        if find(entry, "ValDt") is not None:
            day = day_of(entry, "ValDt", self._path, self._faults)
            if day is None or self._last is None or day <= self._last:
                self._undated.setdefault(_BY_VALUE, []).append(row)
                return day
        if self._last is None:
            text = Text("Posten har verken bokføringsdato eller valuteringsdato.")
            self._reject(entry, "BookgDt", "", text)
            return None
        self._undated.setdefault(_BY_BALANCE, []).append(row)
        return self._last

    def _batch(self, found: _Entry, details: Sequence[Any]) -> Iterator[Payment]:
        """The payments of a batch, or the batch as one where they cannot be told."""
        amounts = [self._part(found, detail, self._faults) for detail in details]
        known = [amount for amount in amounts if amount is not None]
        total = sum(known, ZERO)
        if len(known) == len(details) and total == found.value:
            yield from found.parts(details, known)
            return
        off = found.value - total
        if len(known) == len(details) and off in charges_of(
            found.entry, found.currency, details
        ):
            yield from found.parts(details, known)
            yield found.charge(details, off)
            return
        if len(known) == len(details) and not has_charges(found.entry, details):
            text = Text("Postene i bunken skal til sammen bli beløpet.")
            value = str(found.value)
            self._reject(found.entry, "TxDtls", value, text, total - found.value)
            return
        kids = tuple(dict.fromkeys(k for detail in details for k in kids_of(detail)))
        text = Text(
            "Bunken på linje {row}, {amount} kr, har {count} betalinger som ikke kan"
            " deles opp på øret (gebyr, annen valuta eller uten beløp). Den føres"
            " samlet, slik banken har gjort.",
            row=found.entry.sourceline,
            amount=found.value,
            count=len(details),
        )
        self._unsplit.append(text)
        whole = found.payment(found.entry, found.value, found.reference)
        yield replace(whole, kids=kids, is_unsplit=True)

    def _is_charged(self, found: _Entry, detail: Any) -> bool:  # noqa: ANN401 -- lxml
        """Whether the bank has kept a charge of the one payment of an entry."""
        if find(detail, "Chrgs") is None and find(found.entry, "Chrgs") is None:
            return False
        value = self._part(found, detail, [])
        off = None if value is None else found.value - value
        return bool(off) and off in charges_of(found.entry, found.currency, [detail])

    def _part(
        self,
        found: _Entry,
        detail: Any,  # noqa: ANN401 -- lxml
        faults: list[Fault],
    ) -> Decimal | None:
        """The amount of one payment of a batch in the currency of the account."""
        for way in _AMOUNTS:
            holder = detail if way == "Amt" else find(detail, way.removesuffix("/Amt"))
            if holder is not None and currency_of(holder) == found.currency:
                amount = amount_of(holder, self._path, faults, sign_of=detail)
                return None if amount is None else amount[0]
        return None

    def _reject(
        self,
        entry: Any,  # noqa: ANN401 -- lxml
        column: str,
        written: str,
        text: Text,
        off: Decimal | None = None,
    ) -> None:
        row = entry.sourceline
        self._faults.append(Fault(self._path, row, column, written, text, off))


class _Entry:
    """An entry that is booked: its day, value, currency and reference."""

    def __init__(
        self,
        entry: Any,  # noqa: ANN401 -- lxml
        day: date,
        value: Decimal,
        currency: str,
        reference: str,
    ) -> None:
        self.entry = entry
        self.day = day
        self.value = value
        self.currency = currency
        self.reference = reference

    def single(self, detail: Any) -> Iterator[Payment]:  # noqa: ANN401 -- lxml
        """The one payment of an entry, or the parts of it."""
        own = self.reference or one_word(text_of(detail, "Refs/AcctSvcrRef"))
        yield from self._in_parts(detail, self.value, own, "")

    def parts(
        self, details: Sequence[Any], amounts: Sequence[Decimal]
    ) -> Iterator[Payment]:
        """The payments of a batch.

        A reference that is the batch's own, or that several of them have, is no
        payment's: they are numbered below the batch then.
        """
        owns = _owns(details)
        times = Counter(owns)
        batch = self.batch(details)
        for number, (detail, amount) in enumerate(zip(details, amounts, strict=True)):
            own = owns[number]
            if not own or own == batch or times[own] > 1:
                own = f"{batch}-{number + 1}"
            yield from self._in_parts(detail, amount, own, batch)

    def batch(self, details: Sequence[Any]) -> str:
        """What the payments are known to be parts of."""
        owns = set(_owns(details))
        one = self.reference or (owns.pop() if len(owns) == 1 else "")
        return one or f"{self.day}-{short_digest('bunke', self.day, self.value)}"

    def charge(self, details: Sequence[Any], value: Decimal) -> Payment:
        """What the bank has kept of a batch, or of a payment (*gebyr*)."""
        batch = self.batch(details)
        whole = self.payment(self.entry, value, f"{batch}-gebyr", batch)
        return replace(whole, payee="", payee_account="", text=CHARGE, kids=())

    def _in_parts(
        self,
        detail: Any,  # noqa: ANN401 -- lxml
        value: Decimal,
        reference: str,
        batch: str,
    ) -> Iterator[Payment]:
        """A payment, or one for each of the claims that it says how much it pays of."""
        payment = self.payment(detail, value, reference, batch)
        parts = parts_of(detail, self.currency, value)
        if not parts:
            yield payment
            return
        batch = batch or reference
        batch = batch or f"{self.day}-{short_digest('deler', self.day, value)}"
        for number, part in enumerate(parts, 1):
            yield replace(
                payment,
                amount=part.amount,
                reference=f"{reference or batch}-{number}",
                batch=batch,
                kids=(part.kid,) if part.kid else (),
                text=_text_of(payment, part),
            )

    def payment(
        self,
        detail: Any,  # noqa: ANN401 -- lxml
        value: Decimal,
        reference: str,
        batch: str = "",
    ) -> Payment:
        """What is said of one payment, by the entry and by its own detail."""
        party = "Dbtr" if value > 0 else "Cdtr"
        payee = text_of(detail, f"RltdPties/{party}/Nm") or text_of(
            detail, f"RltdPties/{party}/Pty/Nm"
        )
        account = find(detail, f"RltdPties/{party}Acct")
        text = said_of(detail) or text_of(self.entry, "AddtlNtryInf")
        returned = {text_of(self.entry, "RvslInd"), text_of(detail, "RvslInd")}
        return Payment(
            day=self.day,
            amount=value,
            currency=self.currency,
            reference=reference,
            batch=batch,
            payee=payee,
            payee_account="" if account is None else account_number(account),
            text=text or text_of(detail, "AddtlTxInf"),
            kids=kids_of(detail),
            is_returned=bool(TRUE & returned),
            row=self.entry.sourceline,
        )


def _text_of(payment: Payment, part: Part) -> str:
    """What is said of a part: its own document before that of the whole."""
    return " ".join(filter(None, (part.document, payment.text))) or payment.text


def _owns(details: Sequence[Any]) -> list[str]:
    return [one_word(text_of(detail, "Refs/AcctSvcrRef")) for detail in details]
