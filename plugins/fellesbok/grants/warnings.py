"""What goes wrong with a grant before it does: caps, deadlines, own share, period.

Every warning holds on a day, and is told to those who can still do something.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import deadlines
from fellesbok.agreement.grant_terms import Unused
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import USED
from fellesbok.budgets.units import has_ending
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import vouchers_in
from fellesbok.frozen import frozen
from fellesbok.grants.drawings import GRANT
from fellesbok.grants.drawings import drawings
from fellesbok.grants.own_shares import own_share
from fellesbok.grants.standing import GrantStand
from fellesbok.grants.standing import grant_stands
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.entries.records import Entries

CAP, TERMS, DEADLINE = "tilskudd-tak", "tilskudd-vilkaar", "tilskudd-frist"
OWN_SHARE, OUTSIDE = "tilskudd-egenandel", "tilskudd-periode"
COMMITMENT, UNUSED = "tilskudd-tilsagn", "tilskudd-ubrukt"
PAID_BACK = "tilskudd-tilbake"
DAYS = 90
"""How many days ahead deadlines are told of, if nothing else is asked for."""

NEARLY = Decimal(90)
"""Per cent of a cap from which it is nearly reached."""


@frozen
class GrantWarning:
    """One warning (*varsel*).

    Attributes:
        rule: What it is about; the name of a rule of the audit.
        grant: The grant.
        text: What is found, and by how much it is off.
        amount: In kroner, or ``None`` where it is not about an amount.
        day: The deadline, or ``None`` where it is not about one.
        place: Path and line: the voucher, or the terms.
    """

    rule: str
    grant: Grant
    text: Text
    amount: Decimal | None
    day: date | None
    place: tuple[str, int]


def grant_warnings(
    entries: Entries,
    agreement: Agreement,
    day: date,
    days: int = DAYS,
) -> list[GrantWarning]:
    """Every warning on a day, grant by grant in the order of the agreements.

    Args:
        entries: The books.
        agreement: For the grants.
        day: What is known at its end.
        days: How far ahead deadlines are told of.
    """
    outside = _outside(entries, agreement, day)
    found: list[GrantWarning] = []
    for stand in grant_stands(entries, agreement, day):
        found.extend(_of_cap(stand))
        found.extend(_of_money(stand))
        found.extend(_of_what_went_back(stand))
        found.extend(_of_own_share(entries, agreement, stand))
        found.extend(w for w in outside if w.grant is stand.grant)
        found.extend(_of_deadlines(agreement, stand.grant, day, days))
    return found


def _of_cap(stand: GrantStand) -> Iterator[GrantWarning]:
    """The cap is reached or nearly, or its rate and its amount disagree."""
    grant, earned, cap = stand.grant, stand.earned or Decimal(0), stand.cap
    if cap is not None and stand.not_payable:
        text = Text(
            "{earned} kr er opptjent, og {cap} kr kan utbetales før sluttrapporten."
            " {off} kr må vente.",
            earned=earned,
            cap=cap,
            off=stand.not_payable,
        )
        yield _warning(CAP, grant, text, stand.not_payable)
    elif cap is not None and earned * 100 >= cap * NEARLY:
        text = Text(
            "{earned} kr er opptjent. {left} kr er igjen til taket på {cap} kr før"
            " sluttrapporten.",
            earned=earned,
            cap=cap,
            left=cap - earned,
        )
        yield _warning(CAP, grant, text, cap - earned)
    if grant.cap is None or stand.committed is None:
        return
    off = grant.cap.contradiction(stand.committed)
    if off:
        text = Text(
            "Taket før sluttrapporten er oppgitt til {cap} kr, men satsen gir"
            " {by_rate} kr av {committed} kr: {off} kr i forskjell. Med satsen må"
            " {not_payable} kr vente.",
            cap=grant.cap.stated,
            by_rate=grant.cap.by_rate(stand.committed),
            committed=stand.committed,
            off=abs(off),
            not_payable=stand.not_payable_by_rate or Decimal("0.00"),
        )
        yield _warning(TERMS, grant, text, abs(off))


def _of_money(stand: GrantStand) -> Iterator[GrantWarning]:
    """More earned than committed, or more come than earned when it should be used."""
    grant, earned = stand.grant, stand.earned or Decimal(0)
    if stand.committed is not None and earned > stand.committed:
        text = Text(
            "{earned} kr er opptjent av et tilsagn på {committed} kr, {off} kr for"
            " mye.",
            earned=earned,
            committed=stand.committed,
            off=earned - stand.committed,
        )
        yield _warning(COMMITMENT, grant, text, earned - stand.committed)
    if stand.received is None and has_ending(grant.commodity, USED) and stand.left:
        if grant.unused is Unused.NOT_STATED:
            text = Text(
                "{left} kr er igjen av det som er til rådighet. Det er ikke oppgitt hva"
                " som er kommet, eller hvor det som er igjen, skal stå.",
                left=stand.left,
            )
            yield _warning(UNUSED, grant, text, stand.left)
        return
    if not stand.unused:
        return
    if grant.last_day is not None and grant.last_day <= stand.day:
        text = Text(
            "Perioden er over, og {unused} kr mer er mottatt enn opptjent.",
            unused=stand.unused,
        )
        yield _warning(UNUSED, grant, text, stand.unused)
    elif grant.unused is Unused.NOT_STATED:
        text = Text(
            "{unused} kr er ubrukt, og det er ikke oppgitt hvor ubrukte midler skal"
            " stå.",
            unused=stand.unused,
        )
        yield _warning(UNUSED, grant, text, stand.unused)


def _of_what_went_back(stand: GrantStand) -> Iterator[GrantWarning]:
    """Less than nothing has come, or what is earned has been paid back."""
    received, earned = stand.received, stand.earned or Decimal(0)
    if received is None:
        return
    if received < 0:
        text = Text(
            "{amount} kr er mottatt, altså mindre enn ingenting: det er betalt tilbake"
            " mer enn det som har kommet.",
            amount=received,
        )
        yield _warning(PAID_BACK, stand.grant, text, received)
        return
    if stand.paid_back is not None and earned > received:
        text = Text(
            "{back} kr er betalt tilbake, men {earned} kr er opptjent og {received} kr"
            " er beholdt: {off} kr av det opptjente er ikke hos samarbeidet.",
            back=stand.paid_back,
            earned=earned,
            received=received,
            off=earned - received,
        )
        off = min(earned - received, stand.paid_back)
        yield _warning(PAID_BACK, stand.grant, text, off)


def _of_own_share(
    entries: Entries, agreement: Agreement, stand: GrantStand
) -> Iterator[GrantWarning]:
    """Less put in than the terms ask for by now."""
    own = own_share(entries, agreement, stand)
    if own is not None and own.lacking:
        text = Text(
            "Egenfinansieringen er {put_in} kr, og den skal nå være {required} kr:"
            " {off} kr mangler.",
            put_in=own.put_in,
            required=own.required,
            off=own.lacking,
        )
        yield _warning(OWN_SHARE, stand.grant, text, own.lacking)


def _of_deadlines(
    agreement: Agreement, grant: Grant, day: date, days: int
) -> Iterator[GrantWarning]:
    """Deadlines that come soon, and those that have passed with nothing done."""
    for due in deadlines(agreement):
        if due.slug != grant.slug or not due.is_open_on(day):
            continue
        if day <= due.day <= day + timedelta(days=days):
            text = Text(
                "{what}: fristen er {due}, om {count} dager.",
                what=due.text,
                due=due.day,
                count=(due.day - day).days,
            )
        elif due.day < day and due.kind is not DeadlineKind.PERIOD_END:
            text = Text(
                "{what}: fristen {due} er gått ut for {count} dager siden.",
                what=due.text,
                due=due.day,
                count=(day - due.day).days,
            )
        else:
            continue
        yield GrantWarning(DEADLINE, grant, text, None, due.day, grant.place)


def _outside(entries: Entries, agreement: Agreement, day: date) -> list[GrantWarning]:
    """Vouchers that charge a grant for something outside its period."""
    limited = {
        slug: grant
        for slug, grant in agreement.grants.items()
        if not has_ending(grant.commodity, PROJECT)
    }
    if not limited:
        return []
    earned: dict[int, dict[str, Decimal]] = {}
    for drawing in drawings(entries, agreement)[0]:
        if drawing.earned is not None:
            earned.setdefault(id(drawing.voucher.entry), {})[drawing.grant] = (
                drawing.earned
            )
    found: list[GrantWarning] = []
    for voucher in vouchers_in(entries, generated=False):
        if voucher.day <= day:
            mine = earned.get(id(voucher.entry), {})
            found.extend(_outside_of(voucher, limited, mine))
    return found


def _outside_of(
    voucher: Voucher, limited: dict[str, Grant], earned: dict[str, Decimal]
) -> Iterator[GrantWarning]:
    """What one voucher earns of, or costs, a grant outside its period.

    What it costs and what that earns are the same money, so the most of them is told.
    """
    costs: dict[str, Decimal] = {}
    for line in voucher.lines:
        told = line.meta.get(GRANT, voucher.meta.get(GRANT))
        if told is not None and line.account.startswith("Expenses:"):
            costs[str(told)] = costs.get(str(told), Decimal(0)) + line.amount
    first, last = voucher.service_days or (voucher.day, voucher.day)
    for slug in [s for s in limited if s in costs or s in earned]:
        amount = max(sums[slug] for sums in (costs, earned) if slug in sums)
        if amount > 0 and not limited[slug].covers(first, last):
            text = Text(
                "{amount} kr gjelder {first}–{last}, utenfor perioden {begins}–{ends}.",
                amount=amount,
                first=first,
                last=last,
                begins=limited[slug].first_day or "…",
                ends=limited[slug].last_day or "…",
            )
            yield GrantWarning(
                OUTSIDE, limited[slug], text, amount, None, voucher.place
            )


def _warning(rule: str, grant: Grant, text: Text, amount: Decimal) -> GrantWarning:
    return GrantWarning(rule, grant, text, amount, None, grant.place)
