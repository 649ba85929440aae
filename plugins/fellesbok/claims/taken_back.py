"""What credit notes took back and a claim would ask for again (*på nytt*).

A credit note changes no share.  As long as nothing else is put right, what it took back
has not been claimed, and the next claim has it: that is told.  Where an objection was
granted in part it can be held back: the claim then asks for the rest, and says how much
it leaves.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.movements import claim_days
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import credit_notes
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.objections.raised import objections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.unclaimed import Unclaimed
    from fellesbok.entries.claim import Claim

NOTHING = Decimal("0.00")


@frozen
class Asked:
    """What a claim asks for, in kroner without tax, and what must be known of it.

    Attributes:
        amount: What it is on.
        held_back: What it leaves.
        is_held_whole: Whether nothing is left of it, so that there is no claim.
        told: What was taken back before, and is asked for again or not.
    """

    amount: Decimal
    held_back: Decimal
    is_held_whole: bool
    told: tuple[Text, ...]


class TakenBack:
    """The credit notes of the books, and what they were made for."""

    def __init__(
        self,
        entries: Sequence[Directive],
        agreement: Agreement,
        written: Sequence[Claim],
    ) -> None:
        """Read the books; ``written`` are their claims, by date and number."""
        self._written = written
        self._days = claim_days(written)
        self._notes = credit_notes(written)
        self._standing = {claim.id for claim in standing(written)}
        self._objections = (
            {e.credit_note: e.id for e in objections(entries, agreement)}
            if self._notes
            else {}
        )

    def asked(
        self, cooperation: Cooperation, each: Unclaimed, *, is_held: bool
    ) -> Asked:
        """A settlement: all that is open, or without what was given back.

        Args:
            cooperation: The cooperation.
            each: What is open of a payer's period.
            is_held: Whether what an objection gave back is held back.
        """
        amount = each.due - each.set_off
        notes = [*self._of_settlement(cooperation, each)] if amount > 0 else []
        return self._asked(amount, notes, is_held=is_held)

    def whole(self, row: Instalment, *, is_held: bool) -> Asked:
        """An instalment that was taken back whole, and would be claimed anew."""
        amount = Decimal(row.amount_ore).scaleb(-2)
        of = row.payer, row.cooperation.slug, str(row.year), row.number
        last = [
            claim
            for claim in self._written
            if claim.kind is not ClaimKind.CREDIT
            and of
            == (
                claim.payer.slug,
                claim.cooperation.slug,
                claim.period,
                claim.instalment_number,
            )
        ][-1:]
        notes = [n for claim in last for n in self._notes.get(claim.id, ())]
        granted = is_held and any(note.granted for note in notes)
        asked = self._asked(amount, notes, is_held=granted)
        # An instalment is claimed once, so that no part of it can be.
        return Asked(amount, NOTHING, granted, asked.told)

    def _asked(
        self, amount: Decimal, notes: Sequence[Claim], *, is_held: bool
    ) -> Asked:
        given = [note for note in notes if note.granted and is_held]
        back = sum((-note.amount for note in given), NOTHING)
        told = tuple(
            self._told(note, min(-note.amount, amount), is_held=note in given)
            for note in notes
        )
        return Asked(amount - back, back, bool(given) and back >= amount, told)

    def _of_settlement(
        self, cooperation: Cooperation, each: Unclaimed
    ) -> Iterator[Claim]:
        """The credit notes of a payer's period that nothing has asked for again."""
        of = each.payer, cooperation.slug, each.host
        same = [
            claim
            for claim in self._written
            if of == (claim.payer.slug, claim.cooperation.slug, claim.host.slug)
            and each.start < self._days[claim.id] <= each.end
        ]
        for place, note in enumerate(same):
            if note.kind is ClaimKind.CREDIT and note.amount < 0:
                later = [c for c in same[place + 1 :] if c.kind is not ClaimKind.CREDIT]
                if not any(self._asks_again(claim, note) for claim in later):
                    yield note

    def _asks_again(self, claim: Claim, note: Claim) -> bool:
        """Whether a claim after a credit note has asked for what it took back.

        What was held back no settlement has asked for that says so; and of what an
        objection gave back of an instalment that stands, no other instalment does.
        """
        if claim.instalment:
            is_stood = note.credits in self._standing
            return not (note.granted and is_stood) and bool(note.instalment)
        return not (note.granted and claim.held_back)

    def _told(self, note: Claim, amount: Decimal, *, is_held: bool) -> Text:
        """That a claim asks for what was given back, or leaves it."""
        values = {
            "cooperation": note.cooperation.title,
            "amount": amount,
            "payer": note.payer.name,
            "note": note.id,
        }
        id_ = self._objections.get(note.id, "")
        if is_held:
            return Text(
                "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
                " etter innsigelsen {id}, som fikk delvis medhold. Kreditnotaen endrer"
                " ingen andel, så kravet ville tatt det med på nytt: det er holdt"
                " tilbake. Rett bilaget eller nøkkelen; skal det likevel kreves, bruk"
                " --with-credited.",
                id=id_,
                **values,
            )
        if id_:
            return Text(
                "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
                " etter innsigelsen {id}. Kreditnotaen endrer ingen andel: er ikke"
                " bilaget eller nøkkelen rettet, kreves det på nytt her.",
                id=id_,
                **values,
            )
        return Text(
            "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
            " («{reason}»). Kreditnotaen endrer ingen andel: er ikke bilaget eller"
            " nøkkelen rettet, kreves det på nytt her.",
            reason=note.reason,
            **values,
        )
