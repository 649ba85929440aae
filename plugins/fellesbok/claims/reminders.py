"""Whom to remind (*purring*), and of how much: what is overdue less what it has back.

Nobody is reminded of more than it owes one host in all.  What a payer has to its credit
(*til gode*) with a host - claims that give money back, claims that were credited or
paid twice, payments that belong to no claim or stand straight on the receivable, and
what is claimed too much and not given back yet - counts for all cooperations that the
host claims for, and comes off what is overdue, the oldest first.  A host's internal
notes are no debt, and its own money is no credit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from fellesbok.claims.items import AGES
from fellesbok.claims.items import open_claims
from fellesbok.claims.loose_money import astray
from fellesbok.claims.loose_money import loose_money
from fellesbok.claims.not_reminded import is_held_back
from fellesbok.claims.not_reminded import not_reminded
from fellesbok.claims.not_reminded import part_told
from fellesbok.claims.unclaimed_credit import unclaimed_credit
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.records import until
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Payer
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.items import OpenClaims
    from fellesbok.claims.loose_money import Loose
    from fellesbok.claims.unclaimed_credit import Unasked
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection

NOTHING = Decimal("0.00")


@frozen
class Reminder:
    """A claim that is overdue, and what of the payer's credit comes off it.

    ``objected`` is what an objection holds back, and is waited with; in kroner.
    """

    item: ClaimItem
    credit: Decimal
    objected: Decimal = NOTHING

    @property
    def amount(self) -> Decimal:
        """What the payer is reminded of, in kroner."""
        return self.item.remaining - self.objected - self.credit


@frozen
class Credit:
    """Something a payer has to its credit with a host, in kroner.

    ``item`` is the claim, ``loose`` the money that belongs to none, or ``unasked`` what
    stands on the receivable.  Negative is money that the payer has got and has no claim
    on.
    """

    amount: Decimal
    item: ClaimItem | None = None
    loose: Loose | None = None
    unasked: Unasked | None = None

    @property
    def account(self) -> str | None:
        """The account that it stands on; ``None`` where it is a claim's."""
        of = self.loose or self.unasked
        return None if of is None else of.account

    @property
    def cooperation(self) -> str:
        """The account component of the cooperation that it is from."""
        if self.item is not None:
            return self.item.claim.cooperation.account
        if self.loose is not None:
            return self.loose.cooperation
        return "" if self.account is None else self.account.split(":")[-1]

    @property
    def what(self) -> Text:
        """What it is, in a few words."""
        if self.unasked is not None:
            return Text(
                "{account}: betalt uten krav eller krevd for mye",
                account=self.unasked.account,
            )
        if self.item is None:
            if self.loose is None:
                raise ContradictionError("Det en betaler har til gode", {})
            words = "{day}: {account}, uten krav"
            return Text(words, day=self.loose.day, account=self.loose.account)
        claim = self.item.claim
        if self.item.credited:
            return Text("{claim}, kreditert og betalt", claim=claim.id)
        if claim.payable > 0:
            return Text("{claim}, betalt for mye", claim=claim.id)
        return Text("{claim}, til utbetaling", claim=claim.id)


@frozen
class Dues:
    """What is between one payer and one host on a day (*mellomværende*), in kroner.

    Attributes:
        payer: The payer.
        host: The host.
        reminders: What is overdue, the oldest first; of what is objected to nothing, or
            what is not disputed of it.
        credits: What the payer has to its credit.
    """

    payer: Payer
    host: Municipality
    reminders: tuple[Reminder, ...]
    credits: tuple[Credit, ...]

    @property
    def overdue(self) -> Decimal:
        """What is overdue, and not objected to."""
        of_each = (r.item.remaining - r.objected for r in self.reminders)
        return sum(of_each, NOTHING)

    @property
    def credit(self) -> Decimal:
        """What the payer has to its credit; never below nothing."""
        return max(NOTHING, sum((c.amount for c in self.credits), NOTHING))

    @property
    def amount(self) -> Decimal:
        """What the payer is to be reminded of; never below nothing."""
        return sum((r.amount for r in self.reminders), NOTHING)

    @property
    def why_not_reminded(self) -> Text | None:
        """Why nobody is reminded of what is overdue; ``None`` where somebody is."""
        if not self.reminders or self.amount:
            return None
        return Text(
            "{payer} har {overdue} kr forfalt hos {host}, men {credit} kr til gode der."
            " Det purres ikke.",
            payer=self.payer.name,
            overdue=self.overdue,
            host=self.host.name,
            credit=self.credit,
        )


@frozen
class Ages:
    """What stands on the accounts of claims, by what it is, in kroner.

    Attributes:
        overdue: What is owed by how long it is overdue, as ``AGES``; first what is not.
        credit: What payers have to their credit; positive.
        internal: What hosts owe themselves, which is no debt.
    """

    overdue: tuple[Decimal, ...]
    credit: Decimal
    internal: Decimal

    @property
    def total(self) -> Decimal:
        """What the accounts say."""
        return sum(self.overdue, NOTHING) - self.credit + self.internal


@frozen
class Outstanding:
    """Everything that is open on a day.

    Attributes:
        on: The day it is seen from.
        claims: Every claim, also those that are paid, and what could not be placed.
        loose: What belongs to no claim.
        dues: What is between each payer and host, where there is anything.
        notes: What must be told.
        of_undisputed: Whether what is not disputed of a claim is reminded of.
    """

    on: date
    claims: OpenClaims
    loose: tuple[Loose, ...]
    dues: tuple[Dues, ...]
    notes: tuple[Text, ...]
    of_undisputed: bool = False

    @property
    def open(self) -> tuple[ClaimItem, ...]:
        """The claims of which something is left, by due date."""
        return tuple(item for item in self.claims.items if item.remaining)

    @cached_property
    def _reminders(self) -> dict[str, Reminder]:
        return {r.item.claim.id: r for dues in self.dues for r in dues.reminders}

    def reminder(self, item: ClaimItem) -> Reminder | None:
        """How a claim that is overdue is reminded of; ``None`` where it is not."""
        return self._reminders.get(item.claim.id)

    @property
    def to_remind(self) -> tuple[Dues, ...]:
        """Those who owe more that is overdue than they have to their credit."""
        return tuple(dues for dues in self.dues if dues.amount)

    @property
    def covered(self) -> tuple[Text, ...]:
        """Who is not reminded of what is overdue, and why."""
        return tuple(text for dues in self.dues if (text := dues.why_not_reminded))

    @property
    def objected(self) -> tuple[Text, ...]:
        """What is overdue and not reminded of, as its payer objects to it."""
        held = filter(is_held_back, self.open)
        if self.of_undisputed:
            return tuple(part_told(item) for item in held if item.disputed)
        return tuple(map(not_reminded, held))

    @property
    def could_remind(self) -> tuple[Text, ...]:
        """What is not disputed of what is held back, where it is; none or one."""
        held = [i for i in self.open if is_held_back(i) and i.undisputed]
        if self.of_undisputed or not held:
            return ()
        return (
            Text(
                "{amount} kr av det er ikke omtvistet, og purres med --undisputed.",
                amount=sum((item.undisputed for item in held), NOTHING),
            ),
        )

    def of_year(self, year: int | None) -> Outstanding:
        """The claims of a year's periods; credit is counted from all years."""
        if year is None:
            return self
        items = [i for i in self.claims.items if i.claim.year == year]
        dues = [
            replace(
                each,
                reminders=tuple(r for r in each.reminders if r.item.claim.year == year),
            )
            for each in self.dues
        ]
        claims = replace(self.claims, items=tuple(items))
        return replace(self, claims=claims, loose=(), dues=tuple(dues))


def outstanding(  # noqa: PLR0913 -- what is optional is asked for by name
    entries: Entries,
    agreement: Agreement,
    on: date,
    *,
    of_undisputed: bool = False,
    waiting: Iterable[Objection] = (),
    unknown: Mapping[str, int] = MappingProxyType({}),
) -> Outstanding:
    """Everything that is open on a day, and whom to remind of how much of it.

    Args:
        entries: The books.
        agreement: The agreements.
        on: The day that it is seen from.
        of_undisputed: Whether what is not disputed of a claim is reminded of, while an
            objection is not settled; else the whole claim waits.
        waiting: What is objected to and lies in the inbox.
        unknown: By cooperation (slug), the first year whose shares are not known.
    """
    found = open_claims(entries, agreement, on, waiting)
    loose = tuple(loose_money(found, agreement))
    asked = [text for each in loose if (text := each.asked)]
    known = until(on, entries)
    is_overdue = any(item.days_overdue for item in found.items)
    unasked = unclaimed_credit(known, agreement, on, unknown) if is_overdue else ()
    dues = tuple(_dues(found, loose, unasked, of_undisputed=of_undisputed))
    told = _not_known(found, unknown)
    notes = (*found.notes, *asked, *astray(known, found, agreement), *told)
    return Outstanding(on, found, loose, dues, notes, of_undisputed)


def _not_known(found: OpenClaims, unknown: Mapping[str, int]) -> Iterator[Text]:
    """Of which years that are claimed nobody knows whether it is too much."""
    claimed = [item.claim for item in found.items]
    for slug, first in sorted(unknown.items()):
        titles = {
            claim.cooperation.title
            for claim in claimed
            if claim.cooperation.slug == slug and claim.year >= first
        }
        for title in titles:
            yield Text(
                "{cooperation}: andelene fra {year} er ikke kjent før feilene i bøkene"
                " er rettet. Det som kan være krevd for mye, er ikke regnet som til"
                " gode.",
                cooperation=title,
                year=first,
            )


def ages(items: Iterable[ClaimItem], loose: Iterable[Loose] = ()) -> Ages:
    """What is open, by what it is and how long it is overdue."""
    overdue = [NOTHING] * (len(AGES) + 1)
    credit = internal = NOTHING
    for item in items:
        if item.is_internal:
            internal += item.remaining
        elif item.remaining < 0:
            credit -= item.remaining
        else:
            overdue[item.age] += item.remaining
    for each in loose:
        if each.is_internal:
            internal -= each.amount
        else:
            credit += each.amount
    return Ages(tuple(overdue), credit, internal)


def _dues(
    found: OpenClaims,
    loose: Sequence[Loose],
    unasked: Iterable[Unasked],
    *,
    of_undisputed: bool,
) -> Iterator[Dues]:
    """Payer by payer and host by host, by their names.

    What stands on the receivable is told of where something is overdue: without a claim
    that is, it is no credit yet, but waits for the settlement.
    """
    overdue: dict[tuple[str, str], list[ClaimItem]] = defaultdict(list)
    credits_: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    of: dict[tuple[str, str], tuple[Payer, Municipality]] = {}
    for item in found.items:
        claim = item.claim
        key = claim.payer.slug, claim.host.slug
        of[key] = claim.payer, claim.host
        if item.remaining < 0:
            credits_[key].append(Credit(-item.remaining, item=item))
        elif item.days_overdue and (
            not item.is_objected or (of_undisputed and item.undisputed)
        ):
            overdue[key].append(item)
    for each in loose:
        if each.payer is not None and each.host is not None:
            key = each.payer.slug, each.host.slug
            of[key] = each.payer, each.host
            credits_[key].append(Credit(each.amount, loose=each))
    for one in unasked:
        key = one.payer.slug, one.host.slug
        if overdue[key]:
            credits_[key].append(Credit(one.amount, unasked=one))
    for key in sorted(of, key=lambda key: (of[key][0].name, of[key][1].name)):
        payer, host = of[key]
        if payer.slug != host.slug and (overdue[key] or credits_[key]):
            backed = tuple(credits_[key])
            yield Dues(payer, host, tuple(_reminders(overdue[key], backed)), backed)


def _reminders(
    overdue: Sequence[ClaimItem], credits_: Sequence[Credit]
) -> Iterator[Reminder]:
    """What is overdue, the oldest first, with the credit that covers it."""
    left = max(NOTHING, sum((credit.amount for credit in credits_), NOTHING))
    for item in overdue:
        part = min(left, item.undisputed)
        left -= part
        yield Reminder(item, part, item.disputed)
