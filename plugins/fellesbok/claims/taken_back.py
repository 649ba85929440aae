"""What credit notes took back and a claim would ask for again (*på nytt*).

A credit note changes no share.  As long as nothing else is put right, what it took back
has not been claimed, and the next claim has it: that is told.  Where an objection was
granted, in part or whole, it can be held back: the claim then asks for the rest, and
says how much it leaves.

The books say themselves that something was put right where the objection does
(``rettet``).  A correction of a closed year may give the same back once more, and may
be about something else: both amounts are told, and nothing is asked for because of it.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.corrected_since import corrected_since
from fellesbok.claims.movements import claim_days
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import credit_notes
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.objections import objections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.unclaimed import Unclaimed
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries

NOTHING = Decimal("0.00")


@frozen
class Asked:
    """What a claim asks for, in kroner without tax, and what must be known of it.

    Attributes:
        amount: What it is on.
        held_back: What it leaves.
        is_held_whole: Whether nothing is left of it, so that there is no claim.
        told: What was taken back before, and is asked for again or not.
        notes: The credit notes whose amounts are held back.
    """

    amount: Decimal
    held_back: Decimal
    is_held_whole: bool
    told: tuple[Text, ...]
    notes: tuple[Claim, ...] = ()


class TakenBack:
    """The credit notes of the books, and what they were made for."""

    def __init__(
        self,
        entries: Entries,
        agreement: Agreement,
        written: Sequence[Claim],
        today: date,
    ) -> None:
        """Read the books, seen from a day; ``written`` are their claims."""
        self._notes = credit_notes(written)
        if not self._notes:  # as in most books, and it is asked of every instalment
            written = ()
        self._days = claim_days(written)
        self._standing = {claim.id for claim in standing(written)}
        self._of: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
        self._last: dict[tuple[str, str, str, int], Claim] = {}
        for claim in written:
            payer, slug = claim.payer.slug, claim.cooperation.slug
            self._of[payer, slug, claim.host.slug].append(claim)
            number = claim.instalment_number
            if number is not None and claim.kind is not ClaimKind.CREDIT:
                self._last[payer, slug, claim.period, number] = claim
        made = objections(entries, agreement) if self._notes else []
        # Of several that have the same one, who waits for the books to be put right.
        made.sort(key=lambda each: (each.is_granted, each.put_right is None))
        self._objections = {each.credit_note: each for each in made}
        self._corrected = corrected_since(entries, agreement, written, today)

    def asked(
        self, cooperation: Cooperation, each: Unclaimed, *, is_held: bool
    ) -> Asked:
        """A settlement: all that is open, or without what was given back.

        What is held back is never more than is open, and nothing where the payer is to
        get money: it gets what the books say, and that it is less by what was given
        back is told.

        Args:
            cooperation: The cooperation.
            each: What is open of a payer's period.
            is_held: Whether what an objection gave back is held back.
        """
        amount = each.due - each.set_off
        notes = [*self._of_settlement(cooperation, each)] if amount else []
        held: dict[str, Decimal] = {}
        for note in notes if is_held else ():
            left = amount - sum(held.values(), NOTHING)
            held[note.id] = max(NOTHING, min(self._held(note), left))
        back = sum(held.values(), NOTHING)
        told: list[Text] = []
        for note in notes:
            mine = held.get(note.id, NOTHING)
            if amount < 0:
                told += self._told_less(note)
            else:
                again = min(-note.amount - mine, amount - back)
                told += self._told(note, mine, again)
        of = tuple(note for note in notes if held.get(note.id))
        return Asked(amount - back, back, bool(back) and back == amount, (*told,), of)

    def whole(self, row: Instalment, *, is_held: bool) -> Asked:
        """An instalment that was taken back whole, and would be claimed anew.

        It is claimed once, so that no part of it can be: it is held back whole or not.
        """
        amount = Decimal(row.amount_ore).scaleb(-2)
        of = row.payer, row.cooperation.slug, str(row.year), row.number
        last = self._last.get(of)
        notes = self._notes.get(last.id, ()) if last is not None else ()
        given = [note for note in notes if is_held and self._held(note)]
        back = amount if given else NOTHING
        told: list[Text] = []
        for note in given or notes:
            of_note = min(-note.amount, amount)
            held = of_note if given else NOTHING
            told += self._told(note, held, of_note - held)
        return Asked(amount - back, back, is_held_whole=bool(given), told=(*told,))

    def _held(self, note: Claim) -> Decimal:
        """What may be held back of a credit note: what nobody has put right."""
        objection = self._objections.get(note.id)
        if not note.granted or objection is None or objection.put_right is not None:
            return NOTHING
        return -note.amount

    def _of_settlement(
        self, cooperation: Cooperation, each: Unclaimed
    ) -> Iterator[Claim]:
        """The credit notes of a payer's period that nothing has asked for again."""
        same = [
            claim
            for claim in self._of.get((each.payer, cooperation.slug, each.host), ())
            if each.start < self._days[claim.id] <= each.end
        ]
        waiting: list[Claim] = []
        for claim in same:
            if claim.kind is not ClaimKind.CREDIT:
                left = self._left_by(claim, waiting)
                waiting = [n for n in waiting if n.id in left]
            elif claim.amount < 0:
                waiting.append(claim)
        yield from waiting

    def _left_by(self, claim: Claim, waiting: Sequence[Claim]) -> set[str]:
        """What a claim after credit notes has not asked for, by their numbers.

        A settlement leaves what it says that it holds back, of those that were granted
        first; and one that was taken back itself has asked for none that was granted.
        Of what an objection gave back of an instalment that stands no other instalment
        asks; one that was taken back whole is claimed anew alone.
        """
        if claim.instalment:
            return {note.id for note in waiting if not self._is_asked(claim, note)}
        granted = [note for note in waiting if note.granted]
        if claim.id not in self._standing:
            return {note.id for note in granted}
        left: set[str] = set()
        rest = claim.held_back
        for note in sorted(granted, key=self._decided):
            if rest > 0:
                left.add(note.id)
                rest += note.amount
        return left

    def _is_asked(self, claim: Claim, note: Claim) -> bool:
        """Whether an instalment has asked for what was taken back of another."""
        if note.granted and claim.id not in self._standing:
            return False
        if note.credits in self._standing:
            return not note.granted and bool(note.instalment)
        return claim.instalment_number == note.instalment_number

    def _decided(self, note: Claim) -> tuple[date, str]:
        """When it was granted, and its number."""
        decided = self._objections[note.id].decided
        return (note.day if decided is None else decided.day), note.id

    def _told(self, note: Claim, held: Decimal, again: Decimal) -> Iterator[Text]:
        """What is held back of what was given back, and what is asked for, if anything.

        And what corrections give back, unless the books say that they are right.
        """
        if held:
            yield self._told_held(note, held)
        if again:
            yield self._told_again(note, again)
        objection, corrected = self._objections.get(note.id), self._corrected
        is_right = objection is not None and objection.put_right is not None
        if (held or again) and not is_right and corrected.get(note.id, NOTHING) > 0:
            yield Text(
                "{cooperation}: Korreksjonen av {year}, som er avsluttet, gir {payer}"
                " {amount} kr tilbake. Er det for det samme som {note}, er det gitt"
                " tilbake to ganger til det kreves («fellesbok objections answer {id}"
                " --corrected»); er det for noe annet, skal det ikke kreves.",
                year=note.year,
                id=note.granted,
                **_values(note, corrected[note.id]),
            )

    def _told_held(self, note: Claim, amount: Decimal) -> Text:
        """That a claim leaves what was given back, and what to do about it."""
        return Text(
            "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
            " etter innsigelsen {id}, som fikk medhold. Kreditnotaen endrer"
            " ingen andel, så kravet ville tatt det med på nytt: det er holdt"
            " tilbake. Rett bilaget eller nøkkelen, og skriv at det er gjort"
            " («fellesbok objections answer {id} --corrected»); skal det likevel"
            " kreves, bruk --with-credited.",
            id=note.granted,
            **_values(note, amount),
        )

    def _told_again(self, note: Claim, amount: Decimal) -> Text:
        """That a claim asks for what was given back."""
        values = _values(note, amount)
        objection = self._objections.get(note.id)
        if objection is not None and objection.put_right is not None:
            return Text(
                "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
                " etter innsigelsen {id}. Innsigelsen sier at bøkene er rettet, så det"
                " som er åpent, kreves.",
                id=objection.id,
                **values,
            )
        if objection is not None:
            return Text(
                "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
                " etter innsigelsen {id}. Kreditnotaen endrer ingen andel: er ikke"
                " bilaget eller nøkkelen rettet, kreves det på nytt her.",
                id=objection.id,
                **values,
            )
        return Text(
            "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
            " («{reason}»). Kreditnotaen endrer ingen andel: er ikke bilaget eller"
            " nøkkelen rettet, kreves det på nytt her.",
            reason=note.reason,
            **values,
        )

    def _told_less(self, note: Claim) -> Iterator[Text]:
        """That money to the payer is less by what was given back, if it may be."""
        values = _values(note, -note.amount)
        objection = self._objections.get(note.id)
        if objection is None:
            yield Text(
                "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
                " («{reason}»). Kreditnotaen endrer ingen andel: er ikke bilaget eller"
                " nøkkelen rettet, får {payer} så mye mindre tilbake her.",
                reason=note.reason,
                **values,
            )
        elif objection.put_right is None:
            yield Text(
                "{cooperation}: {amount} kr ble tatt tilbake fra {payer} med {note}"
                " etter innsigelsen {id}. Kreditnotaen endrer ingen andel: er ikke"
                " bilaget eller nøkkelen rettet, får {payer} så mye mindre tilbake"
                " her.",
                id=objection.id,
                **values,
            )


def _values(note: Claim, amount: Decimal) -> dict[str, object]:
    """What is told of a credit note, whatever becomes of its amount."""
    return {
        "cooperation": note.cooperation.title,
        "amount": amount,
        "payer": note.payer.name,
        "note": note.id,
    }
