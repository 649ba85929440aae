"""How a claim's amount comes about, read from the books and held against the claim.

A settlement is the shares of the period, less what has been claimed before and what the
payer has laid out.  An instalment is a part of the year's advance payment, and a credit
note is what it takes back.  Nothing is shared here: what does not add up is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claim_documents.model import CannotDocumentError
from fellesbok.claim_documents.model import Line
from fellesbok.claim_documents.model import Reckoning
from fellesbok.claim_documents.model import Reference
from fellesbok.claim_documents.movements import What
from fellesbok.claim_documents.movements import before
from fellesbok.claim_documents.periods import period_days
from fellesbok.claims import ClaimKind
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.claim_documents.movements import Movement
    from fellesbok.claims import Claim

ZERO = Decimal(0)


@dataclass(frozen=True)
class YearAdvance:
    """What a payer pays on account in a year, in kroner, and what it is called."""

    label: Text
    amount: Decimal


def reckoning(
    claim: Claim, found: Sequence[Movement], advance: YearAdvance | None
) -> Reckoning:
    """The lines that add up to a claim.

    Args:
        claim: The claim.
        found: All movements on its receivable.
        advance: The year's advance payment, where the books know it.

    Raises:
        CannotDocumentError: The lines do not add up to the claim.
    """
    _assert_as_written(claim, found)
    if claim.kind is ClaimKind.CREDIT:
        made = _credit(claim, found)
    elif claim.instalment:
        made = _instalment(claim, before(found, claim), advance)
    else:
        made = _settlement(claim, before(found, claim))
    if made.amount != claim.amount:
        text = Text(
            "Kravet {number} er på {amount} kr, men bøkene gir {expected} kr"
            " (differanse {difference} kr). Et krav som er sendt, rettes med"
            " kreditnota og nytt krav.",
            number=claim.id,
            amount=claim.amount,
            expected=made.amount,
            difference=claim.amount - made.amount,
        )
        raise CannotDocumentError(text)
    return made


def instalment_numbers(instalment: str) -> tuple[int, int]:
    """``1 av 4`` as two numbers."""
    number, _, count = instalment.partition(" av ")
    return int(number), int(count)


def _assert_as_written(claim: Claim, found: Sequence[Movement]) -> None:
    """A claim that stands in the books stands there with the same amount."""
    written = [m.amount for m in found if m.id == claim.id]
    if written and -sum(written, ZERO) != claim.amount + claim.set_off:
        text = Text(
            "Kravet {number} står i bøkene med {written} kr, men skulle tatt {amount}"
            " kr av fordringen (differanse {difference} kr).",
            number=claim.id,
            written=-sum(written, ZERO),
            amount=claim.amount + claim.set_off,
            difference=claim.amount + claim.set_off + sum(written, ZERO),
        )
        raise CannotDocumentError(text)


def _settlement(claim: Claim, earlier: Sequence[Movement]) -> Reckoning:
    first, _ = period_days(claim.period)
    forward = [m for m in earlier if m.last_day < first]
    now = [m for m in earlier if m.last_day >= first]
    lines = []
    if forward and (carried := sum((m.amount for m in forward), ZERO)):
        label = Text("Ikke gjort opp fra tidligere perioder")
        lines.append(Line(label, carried))
    lines += [Line(_label(m), m.amount) for m in now if m.what is not What.CLAIM]
    claims = [m for m in now if m.what is What.CLAIM]
    lines += [Line(_label(m), m.amount) for m in claims]
    if claim.set_off:
        lines.append(_set_off(claim))
    if not lines:
        lines.append(Line(Text("Ingenting er ført i perioden"), ZERO))
    references = tuple(Reference(m.id, m.day) for m in _not_taken_back(claims))
    return Reckoning(tuple(lines), (), references)


def _not_taken_back(claims: Sequence[Movement]) -> Iterator[Movement]:
    """Claims that no credit note has taken back, and no credit notes."""
    credited = {m.credits for m in claims}
    for movement in claims:
        if movement.kind is not ClaimKind.CREDIT and movement.id not in credited:
            yield movement


def _set_off(claim: Claim) -> Line:
    label = Text("{payer} har lagt ut, og det motregnes", payer=claim.payer.name)
    return Line(label, -claim.set_off)


def _instalment(
    claim: Claim, earlier: Sequence[Movement], advance: YearAdvance | None
) -> Reckoning:
    number, count = instalment_numbers(claim.instalment)
    label = Text(
        "A konto {period}, termin {number} av {count}",
        period=claim.period,
        number=number,
        count=count,
    )
    lines = [Line(label, claim.amount + claim.set_off)]
    if claim.set_off:
        lines.append(_set_off(claim))
    instalments = {m.id for m in earlier if m.instalment and m.period == claim.period}
    before_this = [
        m for m in earlier if m.id in instalments or m.credits in instalments
    ]
    plan = [Line(_label(m), m.amount) for m in before_this]
    plan.append(Line(Text("Dette kravet"), -(claim.amount + claim.set_off)))
    if advance is None:
        claimed = [Line(line.label, -line.amount) for line in plan]
        total = sum((line.amount for line in claimed), ZERO)
        claimed.append(Line(Text("Krevd a konto til nå"), total))
        return Reckoning(tuple(lines), tuple(claimed), ())
    plan.insert(0, Line(advance.label, advance.amount))
    rest = sum((line.amount for line in plan), ZERO)
    if rest * advance.amount < 0 or (rest and number == count):
        text = Text(
            "Kravet {number}: a konto for {period} er {year} kr, men terminene til og"
            " med denne blir {claimed} kr (differanse {difference} kr).",
            number=claim.id,
            period=claim.period,
            year=advance.amount,
            claimed=advance.amount - rest,
            difference=-rest,
        )
        raise CannotDocumentError(text)
    plan.append(Line(Text("Igjen å kreve a konto"), rest))
    return Reckoning(tuple(lines), tuple(plan), ())


def _credit(claim: Claim, found: Sequence[Movement]) -> Reckoning:
    originals = [m for m in found if m.id == claim.credits]
    if not originals:
        text = Text(
            "Kreditnotaen {number} tar tilbake kravet «{credited}», som ikke står i"
            " bøkene.",
            number=claim.id,
            credited=claim.credits,
        )
        raise CannotDocumentError(text)
    (original, *_) = originals
    label = Text(
        "Kreditering av krav {number} av {day}: {what}",
        number=original.id,
        day=original.day,
        what=_what(original),
    )
    lines = [Line(label, claim.amount + claim.set_off)]
    if claim.set_off:
        lines.append(_set_off(claim))
    others = [
        m for m in before(found, claim) if m.credits == original.id and m.id != claim.id
    ]
    background = [
        Line(Text("Krav {number}", number=original.id), -original.amount),
        *(Line(_label(m), -m.amount) for m in others),
        Line(Text("Denne kreditnotaen"), claim.amount + claim.set_off),
    ]
    rest = sum((line.amount for line in background), ZERO)
    if rest * original.amount > 0:
        text = Text(
            "Kreditnotaen {number} tar tilbake {difference} kr mer enn det som står"
            " igjen av kravet {credited}.",
            number=claim.id,
            difference=abs(rest),
            credited=original.id,
        )
        raise CannotDocumentError(text)
    background.append(Line(Text("Står igjen av kravet"), rest))
    references = (Reference(original.id, original.day),)
    return Reckoning(tuple(lines), tuple(background), references)


def _label(movement: Movement) -> Text:
    """What a movement is called in a reckoning."""
    match movement.what:
        case What.SHARE:
            return Text("Andel av regnskapet {period}", period=movement.period)
        case What.GIVEN_BACK:
            return Text("Overskudd tilbake {period}", period=movement.period)
        case What.OTHER:
            return Text("{day}: {text}", day=movement.day, text=movement.text)
    template = (
        "Kreditnota {number} av {day}: {what}"
        if movement.kind is ClaimKind.CREDIT
        else "Krav {number} av {day}: {what}"
    )
    return Text(template, number=movement.id, day=movement.day, what=_what(movement))


def _what(movement: Movement) -> Text:
    """What an earlier claim was for."""
    if movement.instalment:
        number, count = instalment_numbers(movement.instalment)
        return Text(
            "a konto {period}, termin {number} av {count}",
            period=movement.period,
            number=number,
            count=count,
        )
    if movement.kind is ClaimKind.CREDIT:
        return Text("kreditering av krav {number}", number=movement.credits)
    return Text("avregning {period}", period=movement.period)
