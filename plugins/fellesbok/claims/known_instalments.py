"""What is claimed of a year's instalments, and what credit notes took back of it.

A credit note changes neither budget nor share.  So the instalments that are left ask
for what it took back, as they do for all that is claimed too little; that is told.
What was taken back after an objection that was granted they do not ask for:
whether it is to be borne, the accounts decide when the year is settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.claim import credit_notes
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.claim import Claim


@frozen
class GivenBack:
    """What a credit note took back of an instalment that still stands for the rest.

    Attributes:
        payer: Whose instalment it is.
        number: Which, from 1.
        note: The credit note.
        ore: What of it the plan would have the payer pay, in øre: less than the note
            where the budget was revised with it.
    """

    payer: Payer
    number: int
    note: Claim
    ore: int

    def told(self, cooperation: Cooperation) -> Text:
        """How much was taken back, why, and what the instalments left make of it."""
        values = {
            "cooperation": cooperation.title,
            "amount": kroner(self.ore),
            "number": self.number,
            "payer": self.payer.name,
            "note": self.note.id,
        }
        if self.note.granted:
            return Text(
                "{cooperation}: {amount} kr av termin {number} ble tatt tilbake fra"
                " {payer} med {note} etter innsigelsen {id}, som fikk medhold."
                " Terminene som er igjen, tar det ikke med; det avgjøres av regnskapet"
                " i avregningen.",
                id=self.note.granted,
                **values,
            )
        return Text(
            "{cooperation}: {amount} kr av termin {number} ble tatt tilbake fra {payer}"
            " med {note} («{reason}»). Kreditnotaen endrer ikke budsjettet, så"
            " terminene som er igjen, tar det med. Er det budsjettet som er feil,"
            " endres det først.",
            reason=self.note.reason,
            **values,
        )


def claimed_instalments(
    cooperation: Cooperation, made: Sequence[Claim], year: int
) -> tuple[dict[tuple[str, int], Claim], dict[str, dict[int, int]]]:
    """The instalments of a year that are claimed: the claims, and their øre.

    By payer and number.  What a credit note has taken back of a claim that stands is
    not claimed.
    """
    notes = credit_notes(made)
    found: dict[tuple[str, int], Claim] = {}
    claimed: dict[str, dict[int, int]] = {}
    for claim in standing(made):
        number = claim.instalment_number
        of = claim.cooperation.slug, claim.period
        if number is not None and of == (cooperation.slug, str(year)):
            payer = claim.payer.slug
            found[payer, number] = claim
            left = claim.share + sum(note.share for note in notes.get(claim.id, ()))
            claimed.setdefault(payer, {})[number] = int(left * 100)
    return found, claimed


def given_back(
    claims: Iterable[Claim],
    made: Sequence[Claim],
    planned: Mapping[str, Sequence[int]],
) -> tuple[GivenBack, ...]:
    """What was taken back of instalments that stand.

    Args:
        claims: Those instalments.
        made: All claims.
        planned: Each payer's instalments by the plan, in øre.
    """
    notes = credit_notes(made)
    found = []
    for claim in claims:
        own = planned.get(claim.payer.slug, ())
        number = claim.instalment_number or 0
        wanted_ore = own[number - 1] if number <= len(own) else 0
        taken = notes.get(claim.id, ())
        lacking = int((claim.share + sum(note.share for note in taken)) * 100)
        # What was taken back last is what the plan would have asked for first.
        for note in reversed(taken):
            ore = max(0, min(int(-note.share * 100), wanted_ore - lacking))
            lacking += ore
            found.append(GivenBack(claim.payer, number, note, ore))
    return tuple(sorted(found, key=lambda e: (e.number, e.payer.slug, e.note.id)))
