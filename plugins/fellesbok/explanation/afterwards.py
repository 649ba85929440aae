"""What became of a share after it was charged: claimed, set off, paid, and the fund.

Each step is a row with its place in the books; the rows of a section add up to its last
one, which is asserted to be what the accounts hold.  Nothing is shared or claimed here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.claims.share_accounts import Step
from fellesbok.claims.step_tables import CLAIMED
from fellesbok.claims.step_tables import CLAIMED_IN_ALL
from fellesbok.claims.step_tables import DUE
from fellesbok.claims.step_tables import PAYING
from fellesbok.claims.step_tables import STEPS
from fellesbok.claims.tables import BROUGHT_FORWARD
from fellesbok.claims.tables import OUTSTANDING
from fellesbok.claims.tables import TO_SETTLE
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation.key import Row
from fellesbok.funds.tables import AMOUNTS
from fellesbok.funds.tables import amount_across
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.claims.share_accounts import Movement
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.entries.claim import Claim
    from fellesbok.funds.history import FundYear


def claim_title(claim: Claim) -> Text:
    """What a claim is for."""
    internal = claim.kind is ClaimKind.INTERNAL
    if claim.instalment:
        template = "intern nota, a konto {number}" if internal else "a konto {number}"
        return Text(template, number=claim.instalment)
    return Text("intern nota, avregning") if internal else Text("avregning")


def settling_rows(account: ShareAccount) -> Iterator[Row]:
    """From the share to what is still to be claimed."""
    rows = []
    if account.brought_forward:
        label = Text("{title}", title=BROUGHT_FORWARD.title)
        rows.append(Row(label, _ore(account.brought_forward)))
    for step, sign in DUE:
        rows.extend(_row(m, sign) for m in account.of(step))
    signs = dict(CLAIMED)
    rows += [_row(m, -signs[m.step]) for m in account.movements if m.step in signs]
    yield from rows
    yield _total(Text("{title}", title=TO_SETTLE.title), rows, account.to_settle)


def paying_rows(account: ShareAccount) -> Iterator[Row]:
    """From what is claimed to what is open; nothing where nothing is claimed."""
    if not account.claims:
        return
    rows = [Row(Text("{title}", title=CLAIMED_IN_ALL.title), _ore(account.claimed))]
    for step, sign in PAYING:
        rows.extend(_row(m, sign) for m in account.of(step))
    yield from rows
    yield _total(Text("{title}", title=OUTSTANDING.title), rows, account.outstanding)


def fund_rows(owner: FundYear) -> Iterator[Row]:
    """What the year did to the payer's part of the fund.

    Nothing where a surplus was set aside and that is all: its own section tells it.
    """
    moves = [name for name in AMOUNTS if name != "closing"]
    told = [name for name in moves if getattr(owner, name)]
    if set(told) <= {"set_aside"}:
        return
    rows = [
        Row(
            Text("{title}", title=AMOUNTS[name].title), _ore(amount_across(owner, name))
        )
        for name in told
    ]
    yield from rows
    title = Text("{title}", title=AMOUNTS["closing"].title)
    yield _total(title, rows, owner.closing)


def _total(label: Text, rows: Sequence[Row], expected: Decimal) -> Row:
    """The sum of the rows, which is what the accounts hold."""
    total = sum((row.amount_ore or Fraction(0) for row in rows), Fraction(0))
    must_equal(
        "{label}: summen av linjene og kontoen", total / 100, expected, label=label
    )
    return Row(label, total, total=True)


def _row(movement: Movement, sign: int) -> Row:
    voucher = movement.voucher
    place = None if voucher.is_generated else voucher.place
    return Row(_label(movement), _ore(sign * movement.amount), place)


def _label(movement: Movement) -> Text:
    """What a movement is, by whom and when."""
    voucher = movement.voucher
    if movement.claim is not None:
        return _claim_label(movement, movement.claim)
    match movement.step:
        case Step.SHARE:
            period = voucher.meta.get(vocabulary.PERIOD, "")
            return Text("Andel av regnskapet {period}", period=period)
        case Step.CORRECTION:
            return Text(
                "Korreksjon for {year}: {reason}",
                year=voucher.meta[vocabulary.CORRECTS],
                reason=voucher.meta[vocabulary.REASON],
            )
        case _:
            what, text = STEPS[movement.step].title, voucher.text
            template = "{day} {what}: {text}" if text else "{day} {what}"
            return Text(template, day=voucher.day, what=what, text=text)


def _claim_label(movement: Movement, claim: Claim) -> Text:
    """What a claim, a credit note or a payment of one is."""
    known = {"day": movement.voucher.day, "number": claim.id}
    match movement.step:
        case Step.CREDIT:
            return Text(
                "{day} kreditnota {number} for krav {credited}: {reason}",
                **known,
                credited=claim.credits,
                reason=claim.reason or Text("grunn ikke oppgitt"),
            )
        case Step.PAYMENT:
            return Text("{day} betalt av krav {number}", **known)
        case Step.SET_OFF:
            return Text("{day} motregnet i utlegg med krav {number}", **known)
        case Step.RECEIVED:
            return Text(
                "{day} mottatt for samarbeidet, krevd med krav {number}", **known
            )
        case Step.TAX:
            return Text("{day} merverdiavgift på krav {number}", **known)
        case _:
            what = claim_title(claim)
            return Text("{day} krav {number}: {what}", **known, what=what)


def _ore(amount: Decimal) -> Fraction:
    return Fraction(amount) * 100
