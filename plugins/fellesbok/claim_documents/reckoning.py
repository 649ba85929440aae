"""How a claim's amount comes about, read from the books and held against the claim.

A settlement is the shares of the period, less what has been claimed before for that
time and what the payer has laid out.  An instalment is a part of the year's payment on
account, and a credit note is what it takes back.  Nothing is shared here: what does not
add up is refused.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claim_documents.content import CannotDocumentError
from fellesbok.claim_documents.content import Line
from fellesbok.claim_documents.content import Reckoning
from fellesbok.claim_documents.content import Reference
from fellesbok.claim_documents.preceding import Movement
from fellesbok.claim_documents.preceding import What
from fellesbok.claim_documents.preceding import is_before
from fellesbok.claims.movements import claim_day
from fellesbok.claims.movements import claim_days
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.entries.claim import Claim

ZERO = Decimal(0)
BROUGHT_FORWARD = Text("Ikke gjort opp fra tidligere perioder")


@frozen
class YearAdvance:
    """What a payer pays on account in a year, in kroner, and what it is called.

    ``gives`` is what the plan says of the instalment; ``is_last`` that no other is left
    to be claimed, so that it must be just that.  ``given_back`` is what credit notes
    took back of instalments and no other asks for.
    """

    label: Text
    amount: Decimal
    gives: Decimal
    is_last: bool
    given_back: Decimal = ZERO


def reckoning(
    claim: Claim,
    found: Sequence[Movement],
    known: Sequence[Claim],
    advance: YearAdvance | None,
) -> Reckoning:
    """The lines that add up to a claim.

    Args:
        claim: The claim.
        found: What has moved its receivable, claims apart.
        known: All claims on the payer for the cooperation, by date and number.
        advance: The year's payment on account, where the agreement has one.

    Raises:
        CannotDocumentError: The lines do not add up to the claim.
    """
    _assert_as_written(claim, known)
    if claim.kind is ClaimKind.CREDIT:
        made = _credit(claim, known)
    elif claim.instalment:
        made = _instalment(claim, known, advance)
    else:
        made = _settlement(claim, found, known)
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


def earlier(claim: Claim, known: Sequence[Claim]) -> list[Claim]:
    """The claims that were made before one, credit notes among them."""
    return [c for c in known if is_before(c, claim)]


def _assert_as_written(claim: Claim, known: Sequence[Claim]) -> None:
    """A claim that stands in the books stands there with the same amount."""
    for written in known:
        if written.id == claim.id and written.share != claim.share:
            text = Text(
                "Kravet {number} står i bøkene med {written} kr, men skulle tatt"
                " {amount} kr av fordringen (differanse {difference} kr).",
                number=claim.id,
                written=written.share,
                amount=claim.share,
                difference=claim.share - written.share,
            )
            raise CannotDocumentError(text)


@frozen
class Counted:
    """What a settlement counts.

    Attributes:
        before: The last day of what stands in other claims.
        found: What has moved its receivable, claims apart, and was there when it was
            made.
        forward: What was open of the time before, where it is in the claim.
    """

    before: date
    found: tuple[Movement, ...]
    forward: Decimal


def counted(claim: Claim, found: Sequence[Movement], known: Sequence[Claim]) -> Counted:
    """What a settlement counts: all since the last period before that is claimed.

    What was open of the periods before is in the claim only where it does not add up
    without.  So it is with what came later, as a correction of a closed year does, and
    with what came to an earlier period that the host has claimed afterwards: they have
    claims of their own.  A period that something was given back of after an objection
    stands for itself too, from when that was decided.
    """
    of = earlier(claim, known)
    since = _settled_until(claim, known, of)
    ends = [_settled_until(claim, known, of, with_granted=True), since]
    ends += [_settled_until(claim, known, known)]
    states = (
        tuple(found),
        tuple(m for m in found if m.day <= claim.day),
        tuple(m for m in found if m.what is not What.CORRECTION),
    )
    for before in dict.fromkeys(ends):
        for state in dict.fromkeys(states):
            own, forward = _sums(claim, state, known, before)
            for taken in dict.fromkeys((ZERO, forward)):
                if own + taken == claim.share + claim.held_back:
                    return Counted(before, state, taken)
    return Counted(since, states[0], _sums(claim, found, known, since)[1])


def _settled_until(
    claim: Claim,
    known: Sequence[Claim],
    among: Sequence[Claim],
    *,
    with_granted: bool = False,
) -> date:
    """The end of the last period before a claim's that its host has claimed.

    Such a period stands for itself, also where its claim has been taken back since; and
    ``with_granted`` so does one that was given back of.
    """
    days = claim_days(known)
    end = claim_day(claim)
    ends = [
        days[c.id]
        for c in among
        if (not c.instalment or (with_granted and c.granted))
        and c.host.slug == claim.host.slug
    ]
    return max((day for day in ends if day < end), default=date.min)


def asked_before(claim: Claim, known: Sequence[Claim]) -> list[Claim]:
    """What the host of a claim asked for before."""
    return [c for c in earlier(claim, known) if c.host.slug == claim.host.slug]


def _sums(
    claim: Claim, found: Sequence[Movement], known: Sequence[Claim], before: date
) -> tuple[Decimal, Decimal]:
    """What is open after a day, and what was until then."""
    days, end = claim_days(known), claim_day(claim)
    own = [c for c in asked_before(claim, known) if days[c.id] <= end]
    moved = [(m.counts, m.amount) for m in found]
    moved += [(days[c.id], -c.share) for c in own]
    return (
        sum((amount for day, amount in moved if day > before), ZERO),
        sum((amount for day, amount in moved if day <= before), ZERO),
    )


def _settlement(
    claim: Claim, found: Sequence[Movement], known: Sequence[Claim]
) -> Reckoning:
    """Everything since the last period that was claimed.

    Claims come off at the end of the period that they are for: a year's instalments
    come off when the year is settled, and not in its first month.
    """
    count, days = counted(claim, found, known), claim_days(known)
    before, end = count.before, claim_day(claim)
    now = [c for c in asked_before(claim, known) if before < days[c.id] <= end]
    lines = [Line(moved_label(m), m.amount) for m in count.found if m.counts > before]
    lines += [Line(claimed_label(c, known), -c.share) for c in now]
    lines += _set_off(claim)
    if claim.held_back:
        label = Text("Ikke krevd: tatt tilbake etter en innsigelse som fikk medhold")
        lines.append(Line(label, -claim.held_back))
    if count.forward:
        lines.insert(0, Line(BROUGHT_FORWARD, count.forward))
    if not lines:
        lines.append(Line(Text("Ingenting er ført i perioden"), ZERO))
    references = tuple(Reference(c.id, c.day) for c in standing(now))
    return Reckoning(tuple(lines), (), references)


def _set_off(claim: Claim) -> list[Line]:
    """What the payer has laid out, or received; nothing where there is none."""
    label = Text("{payer} har lagt ut, og det motregnes", payer=claim.payer.name)
    if claim.is_of_received:
        label = Text("{payer} har mottatt for samarbeidet", payer=claim.payer.name)
    return [Line(label, -claim.set_off)] if claim.set_off else []


def _instalment(
    claim: Claim, known: Sequence[Claim], advance: YearAdvance | None
) -> Reckoning:
    number, count = instalment_numbers(claim.instalment)
    label = Text(
        "A konto {period}, termin {number} av {count}",
        period=claim.period,
        number=number,
        count=count,
    )
    lines = (Line(label, claim.share), *_set_off(claim))
    if advance is None:
        return Reckoning(lines, (), ())
    if advance.is_last and advance.gives != claim.share:
        text = Text(
            "Kravet {number} er på {amount} kr, men {expected} kr er det som er igjen å"
            " kreve a konto for {period} (differanse {difference} kr).",
            number=claim.id,
            amount=claim.share,
            expected=advance.gives,
            period=claim.period,
            difference=claim.share - advance.gives,
        )
        raise CannotDocumentError(text)
    before = [
        c for c in earlier(claim, known) if c.instalment and c.period == claim.period
    ]
    plan = [
        Line(advance.label, advance.amount),
        *(Line(claimed_label(c, known), -c.share) for c in before),
        Line(Text("Dette kravet"), -claim.share),
    ]
    if advance.given_back:
        label = Text("Tatt tilbake etter innsigelse, og ikke krevd a konto")
        plan.append(Line(label, -advance.given_back))
    rest = sum((line.amount for line in plan), ZERO)
    plan.append(Line(Text("Igjen å kreve a konto"), rest))
    return Reckoning(lines, tuple(plan), ())


def _credit(claim: Claim, known: Sequence[Claim]) -> Reckoning:
    """What is taken back of a claim: the whole of it, or a part.

    Both are what was asked for: what is set off may be more than the share.
    """
    originals = [c for c in known if c.id == claim.credits]
    if not originals:
        text = Text(
            "Kreditnotaen {number} tar tilbake kravet «{credited}», som ikke står i"
            " bøkene.",
            number=claim.id,
            credited=claim.credits,
        )
        raise CannotDocumentError(text)
    (original,) = originals
    template = (
        "Delvis kreditering av krav {number} av {day}: {what}"
        if is_part(claim, known)
        else "Kreditering av krav {number} av {day}: {what}"
    )
    label = Text(
        template, number=original.id, day=original.day, what=_what(original, known)
    )
    before = [
        c
        for c in earlier(claim, known)
        if c.kind is ClaimKind.CREDIT and c.credits == original.id
    ]
    background = [
        Line(Text("Krav {number}", number=original.id), original.amount),
        *(
            Line(Text("Kreditnota {number} av {day}", number=c.id, day=c.day), c.amount)
            for c in before
        ),
    ]
    left = sum((line.amount for line in background), ZERO)
    rest = left + claim.amount
    if rest * left < 0 or abs(rest) > abs(left):
        text = Text(
            "Kreditnotaen {number} er på {amount} kr, men av kravet {credited} er det"
            " bare {expected} kr igjen å ta tilbake (differanse {difference} kr).",
            number=claim.id,
            amount=claim.amount,
            credited=original.id,
            expected=left,
            difference=abs(rest),
        )
        raise CannotDocumentError(text)
    background += [
        Line(Text("Denne kreditnotaen"), claim.amount),
        Line(Text("Står igjen av kravet"), rest),
    ]
    return Reckoning(
        (Line(label, claim.share), *_set_off(claim)),
        tuple(background),
        (Reference(original.id, original.day),),
    )


def is_part(note: Claim, known: Sequence[Claim]) -> bool:
    """Whether a credit note takes back a part of its claim, not the whole."""
    return any(c.id == note.credits and c.amount != -note.amount for c in known)


def moved_label(movement: Movement) -> Text:
    """What a movement is called in a reckoning."""
    match movement.what:
        case What.SHARE:
            return Text("Andel av regnskapet {period}", period=movement.period)
        case What.GIVEN_BACK:
            return Text("Overskudd tilbake {period}", period=movement.period)
        case What.BETWEEN_HOSTS:
            return Text(
                "Oppgjør mellom vertene {period}: det én vert har til overs og en"
                " annen mangler",
                period=movement.period,
            )
        case What.CORRECTION:
            return Text(
                "Korreksjon for {year}: {reason}",
                year=movement.period,
                reason=movement.text,
            )
        case _ if movement.text:
            return Text("{day}: {text}", day=movement.day, text=movement.text)
        case _:
            return Text("{day}", day=movement.day)


def claimed_label(claim: Claim, known: Sequence[Claim]) -> Text:
    """What an earlier claim is called in a reckoning."""
    template = (
        "Kreditnota {number} av {day}: {what}"
        if claim.kind is ClaimKind.CREDIT
        else "Krav {number} av {day}: {what}"
    )
    what = _what(claim, known)
    return Text(template, number=claim.id, day=claim.day, what=what)


def _what(claim: Claim, known: Sequence[Claim]) -> Text:
    """What an earlier claim was for."""
    if claim.kind is ClaimKind.CREDIT:
        template = (
            "delvis kreditering av krav {number}"
            if is_part(claim, known)
            else "kreditering av krav {number}"
        )
        return Text(template, number=claim.credits)
    if claim.instalment:
        number, count = instalment_numbers(claim.instalment)
        return Text(
            "a konto {period}, termin {number} av {count}",
            period=claim.period,
            number=number,
            count=count,
        )
    return Text("avregning {period}", period=claim.period)
