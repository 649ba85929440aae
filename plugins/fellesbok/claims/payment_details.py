"""What is missing for a claim to be paid (*betalingsopplysninger*): told in time.

- A claim for money needs the bank account of its host.  Its KID is made of its number.
- One that goes as an e-invoice - the payer has an endpoint, and the agreement says the
  tax - needs the addresses of both and the endpoint of the host too.
- A host's internal note needs nothing, since nobody pays it; nor does a claim for
  nothing, where all is set off.
- A claim that gives money back is numbered without the payer's account: it is a credit
  note, which the next claim may use up, and the payer can be asked.  It is told.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import Municipality
from fellesbok.agreement import terms_of
from fellesbok.entries.claim import ClaimKind
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.entries.claim import Claim

EXAMPLES = {
    "bank_account": 'bank_account: "12345678903"',
    "address": 'address: {street: …, postcode: "9990", city: …}',
    "endpoint": 'endpoint: "310000019"',
}
"""What to write under ``invoicing``, by field."""


@frozen
class Lack:
    """Something that is missing, and the claims that it is missing for."""

    text: Text
    claims: tuple[Claim, ...]

    @property
    def cooperations(self) -> set[str]:
        """Slugs of the cooperations that are not claimed before it is there."""
        return {claim.cooperation.slug for claim in self.claims}


def lacks(claims: Sequence[Claim]) -> list[Lack]:
    """All that is missing for claims to be paid, once for each who is to state it."""
    fields: dict[str, set[str]] = defaultdict(set)
    stopped: dict[str, list[Claim]] = defaultdict(list)
    known: dict[str, Municipality] = {}
    for claim in claims:
        is_own = claim.kind is ClaimKind.INTERNAL or claim.payer.slug == claim.host.slug
        if is_own or claim.payable <= 0:
            continue
        for who, field in _needed(claim):
            if getattr(who.invoicing, field) is None:
                known[who.slug] = who
                fields[who.slug].add(field)
                if claim not in stopped[who.slug]:
                    stopped[who.slug].append(claim)
    return [
        Lack(
            _text(known[slug], sorted(fields[slug], key=[*EXAMPLES].index), found),
            tuple(found),
        )
        for slug, found in sorted(stopped.items())
    ]


def _needed(claim: Claim) -> Iterator[tuple[Municipality, str]]:
    """Whose what a claim that is to be paid cannot do without."""
    yield claim.host, "bank_account"
    payer = claim.payer
    if isinstance(payer, Municipality) and _is_e_invoice(claim, payer):
        yield claim.host, "address"
        yield claim.host, "endpoint"
        yield payer, "address"


def _is_e_invoice(claim: Claim, payer: Municipality) -> bool:
    """Whether it is to go as an e-invoice, once all is there."""
    terms = terms_of(claim.cooperation, claim.year)
    has_tax = any(version.claims.vat is not None for version in terms)
    return payer.invoicing.endpoint is not None and has_tax


def _text(who: Municipality, fields: Sequence[str], claims: Sequence[Claim]) -> Text:
    """What is missing, what it stops, and what to write where."""
    names = {
        "bank_account": Text("kontonummer"),
        "address": Text("adresse"),
        "endpoint": Text("adresse for e-faktura"),
    }
    return Text(
        "{name} mangler {what}, som {count} krav på til sammen {amount} kr trenger for"
        " å bli betalt ({cooperations}). Skriv «invoicing: {{{examples}}}» på {name}"
        " (linje {line}).",
        name=who.name,
        what=_and([names[field] for field in fields]),
        count=len(claims),
        amount=sum((claim.payable for claim in claims), Decimal(0)),
        cooperations=", ".join(sorted({claim.cooperation.title for claim in claims})),
        examples=", ".join(EXAMPLES[field] for field in fields),
        line=0 if who.place is None else who.place.line,
    )


def _and(words: Sequence[Text]) -> Text:
    """``a``, ``a og b``, ``a, b og c``."""
    *before, last = words
    if not before:
        return last
    return Text("{first} og {rest}", first=joined(before), rest=last)


def to_be_paid_out(claims: Sequence[Claim]) -> Iterator[Text]:
    """Payers that are to get money, and whose account is not known."""
    owed: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    of: dict[tuple[str, str], tuple[Payer, Municipality]] = {}
    for claim in claims:
        if claim.kind is not ClaimKind.INTERNAL and claim.payable < 0:
            key = claim.payer.slug, claim.host.slug
            of[key] = claim.payer, claim.host
            owed[key] -= claim.payable
    for key in sorted(owed):
        payer, host = of[key]
        if not isinstance(payer, Municipality):
            yield Text(
                "{payer} skal ha {amount} kr av {host}, og er ingen kommune i avtalene:"
                " spør om kontonummeret.",
                payer=payer.name,
                amount=owed[key],
                host=host.name,
            )
        elif payer.invoicing.bank_account is None:
            yield Text(
                "{payer} skal ha {amount} kr av {host}, og kontonummeret er ikke"
                " oppgitt. Skriv «invoicing: bank_account» på {payer} (linje {line}),"
                " eller spør: kravet får nummer likevel.",
                payer=payer.name,
                amount=owed[key],
                host=host.name,
                line=0 if payer.place is None else payer.place.line,
            )
