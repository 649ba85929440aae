"""What can be claimed now: instalments that are not claimed, and periods to settle.

A settlement (*avregning*) is what stands on the payer's receivable at the end of the
period: shares and corrections, less what is given back, what was claimed before for
that time, and what was paid without a claim.  What the payer has laid out itself is set
off against it, and what it has received for the others is asked for.  Nothing is
claimed twice: a claim that stands in the books is taken off, and one that is taken back
can be claimed again.

There is no clock: what is over is told by the date asked for, or by the last day that
something is written in the books.  A claim that is to be has no number yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import Settlement
from fellesbok.agreement import terms_at
from fellesbok.agreement.settlement_periods import period_label
from fellesbok.claims import told_when_made
from fellesbok.claims.categories import taxed_claims
from fellesbok.claims.issue_dates import chosen_day
from fellesbok.claims.issue_dates import closed_years
from fellesbok.claims.issue_dates import open_day
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.settled_years import awaits
from fellesbok.claims.settled_years import ends_at_nothing
from fellesbok.claims.settled_years import nobody_bears
from fellesbok.claims.settled_years import result_of
from fellesbok.claims.settled_years import waits_for
from fellesbok.claims.taken_back import TakenBack
from fellesbok.claims.tax_alone import TaxAlone
from fellesbok.claims.unclaimed import Accounts
from fellesbok.claims.unclaimed import periods_over
from fellesbok.claims.written import claims
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.days import last_day
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.host_times import instalment_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Version
    from fellesbok.claims.movements import Movement
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.unclaimed import Unclaimed
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


@frozen
class Wanted:
    """What is asked for; ``None`` is all that can be claimed.

    Attributes:
        year: The year that it is for.
        cooperation: One cooperation.
        payer: Slug of one payer.
        instalment: The number of one instalment.
        settlement: Whether only settlements are.
        day: The date of the claims.
        holds_back: Whether what was taken back after an objection that was granted in
            part is not asked for again.
        waits: By cooperation (slug), the first year of which nothing is asked for.
    """

    year: int
    cooperation: Cooperation | None = None
    payer: str | None = None
    instalment: int | None = None
    settlement: bool = False
    day: date | None = None
    holds_back: bool = False
    waits: Mapping[str, int] = field(default_factory=dict)

    def asks_for(self, cooperation: Cooperation, year: int) -> bool:
        """Whether a year of a cooperation waits for nothing."""
        return year < self.waits.get(cooperation.slug, year + 1)

    @property
    def is_narrowed(self) -> bool:
        """Whether more may be claimable for the year than what is asked for."""
        chosen = (self.cooperation, self.payer, self.instalment)
        return self.settlement or any(each is not None for each in chosen)


@frozen
class Draft:
    """A claim without its number.

    Attributes:
        claim: The claim.
        links: What it shall be linked to.
        moved: What moved the account in the time that a settlement is for, with what
            was never claimed before it.
    """

    claim: Claim
    links: frozenset[str] = frozenset()
    moved: tuple[Movement, ...] = ()


@dataclass
class Claimable:
    """What can be claimed, what cannot and why, and what else must be known.

    A cooperation with a fault has no drafts.  ``today`` is the day it is seen from;
    ``waiting`` says what the settlements that cannot be yet wait for, and ``again``
    what credit notes have taken back and is asked for, or held back.
    """

    today: date
    drafts: list[Draft] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    waiting: list[Text] = field(default_factory=list)
    again: list[Text] = field(default_factory=list)


def claimable(entries: Entries, shared: Shared, wanted: Wanted) -> Claimable:
    """Everything that is asked for and can be claimed."""
    finder = _Finder(entries, shared, wanted)
    found = Claimable(finder.today)
    for slug, cooperation in sorted(shared.agreement.cooperations.items()):
        if wanted.cooperation is None or wanted.cooperation.slug == slug:
            one = finder.of(cooperation)
            retaxed = [] if one.faults else finder.of_tax_alone(cooperation, one.drafts)
            drafts = [*one.drafts, *retaxed]
            claims_of = [draft.claim for draft in drafts]
            made, faults = taxed_claims(claims_of, finder.written, entries, shared)
            found.notes.extend(one.notes)
            found.waiting.extend(one.waiting)
            found.again.extend(one.again)
            found.faults.extend(one.faults or faults)
            if not one.faults and not faults:
                pairs = zip(drafts, made, strict=True)
                found.drafts.extend(
                    replace(draft, claim=claim)
                    for draft, claim in pairs
                    if draft not in retaxed or claim.tax
                )
    return found


class _Finder:
    """Looks for what can be claimed in one loading of the books."""

    def __init__(self, entries: Entries, shared: Shared, wanted: Wanted) -> None:
        self._entries = entries
        self._shared = shared
        self._wanted = wanted
        self.written = claims(entries, shared.agreement)
        self.today = wanted.day or last_day(entries)
        self._accounts = Accounts(entries, shared.agreement, self.written, self.today)
        self._taken_back = TakenBack(
            entries, shared.agreement, self.written, self.today
        )

    def of(self, cooperation: Cooperation) -> Claimable:
        """What can be claimed for one cooperation."""
        found = Claimable(self.today)
        over = list(periods_over(cooperation, self._wanted.year, self.today))
        if self._wanted.instalment is None:
            for each in self._accounts.of_year(
                cooperation, self._wanted.year, self.today
            ):
                asks = self._wanted.asks_for(cooperation, each.end.year)
                if asks and self._wanted.payer in {None, each.payer}:
                    self._settle(cooperation, each, found)
            self._tell_of_result(cooperation, found)
            self._refuse_without_payer(cooperation, over, found)
        if not self._wanted.asks_for(cooperation, self._wanted.year):
            return found
        found.faults += waits_for(self._shared.results, cooperation, over)
        if self._wanted.instalment is None:
            year, results = self._wanted.year, self._shared.results
            found.waiting += awaits(results, cooperation, year, over, self.today)
        if self._wanted.instalment is not None or not self._wanted.settlement:
            self._advance(cooperation, over, found)
        return found

    def of_tax_alone(
        self, cooperation: Cooperation, drafts: Sequence[Draft]
    ) -> list[Draft]:
        """Settlements of 0.00 beside the drafts, whose tax may be something else."""
        wanted = self._wanted
        asks = wanted.asks_for(cooperation, wanted.year)
        if wanted.instalment is not None or not asks:
            return []
        of = TaxAlone(cooperation, wanted.year, wanted.payer, wanted.day, self.today)
        made = [draft.claim for draft in drafts if not draft.claim.instalment]
        found = of.settlements(made, self._accounts, self._shared)
        return [Draft(claim, links) for claim, links in found]

    def _settle(
        self, cooperation: Cooperation, each: Unclaimed, found: Claimable
    ) -> None:
        """One payer's settlement of one period."""
        version = each.version
        host = self._host(version, cooperation, found)
        if version.claims.due_days is None:
            _note(found.faults, told_when_made.no_due_days(cooperation, version))
        if host is None or version.claims.due_days is None:
            return
        day = self._settlement_day(cooperation, each)
        if isinstance(day, Text):
            _note(found.faults, day)
            return
        self._tell_of_payments(cooperation, each, day, found)
        self._tell_of_carried(cooperation, each, found)
        before = ", ".join(claim.id for claim in each.follows)
        asked = self._taken_back.asked(
            cooperation, each, is_held=self._wanted.holds_back
        )
        found.again.extend(asked.told)
        if asked.is_held_whole:
            return
        claim = Claim(
            id="",
            kind=_kind(ClaimKind.SETTLEMENT, each.payer, host),
            cooperation=cooperation,
            payer=self._shared.agreement.payer(each.payer),
            host=host,
            day=day,
            due=day + timedelta(days=version.claims.due_days),
            period=period_label(cooperation, each.end),
            instalment="",
            amount=asked.amount,
            set_off=each.set_off,
            reason=f"Endring etter krav {before}" if before else "",
            held_back=asked.held_back,
        )
        links = frozenset().union(*(m.links for m in each.moved))
        links |= {f"{LINK}{claim.id}" for claim in each.follows}
        found.drafts.append(Draft(claim, links, each.moved))

    def _settlement_day(self, cooperation: Cooperation, each: Unclaimed) -> date | Text:
        """When a settlement is dated: the day after the period, or when it is made.

        What came to a period that was claimed, over or closed is claimed as it comes.
        """
        closed = closed_years(self._shared.closed, cooperation)
        if self._wanted.day is not None:
            return chosen_day(self._wanted.day, cooperation, closed)
        after = each.end + timedelta(days=1)
        return open_day(max(after, self.today) if each.is_late else after, closed)

    def _advance(
        self, cooperation: Cooperation, over: Sequence[date], found: Claimable
    ) -> None:
        """Every instalment that is to be claimed; none of what is settled instead."""
        wanted = self._wanted
        for plan in payment_plans(self._shared, self.written, wanted.year):
            if plan.cooperation.slug != cooperation.slug:
                continue
            found.notes.extend(plan.lacks)
            already = len(found.drafts)
            for row in plan.instalments:
                is_open = row.claim is None and not row.is_settled and row.amount_ore
                is_wanted = wanted.payer in {None, row.payer} and (
                    wanted.instalment in {None, row.number}
                )
                day = instalment_day(cooperation, row.host, row.number, row.year)
                is_over = wanted.instalment is None and day in over
                before = len(found.drafts)
                if is_open and is_wanted and not is_over:
                    self._claim_instalment(row, found)
                if len(found.drafts) > before:
                    whole = self._taken_back.whole(row, is_held=self._wanted.holds_back)
                    found.again.extend(whole.told)
                    if whole.is_held_whole:
                        found.drafts.pop()
            asked = {draft.claim.payer.slug for draft in found.drafts[already:]}
            found.again.extend(plan.told(asked))

    def _claim_instalment(self, row: Instalment, found: Claimable) -> None:
        """One instalment, if its day has come or it was asked for by its number."""
        cooperation = row.cooperation
        version = terms_at(cooperation, row.due)
        days = version.claims.due_days
        closed = closed_years(self._shared.closed, cooperation)
        comes, chosen = row.due - timedelta(days=days or 0), self._wanted.day
        if chosen is None:
            comes = open_day(comes, closed)
        if self._wanted.instalment is None and comes > self.today:
            return
        day = comes if chosen is None else chosen_day(chosen, cooperation, closed)
        if isinstance(day, Text):
            _note(found.faults, day)
            return
        host = self._host(version, cooperation, found)
        if host is None:
            return
        found.drafts.append(
            Draft(
                Claim(
                    id="",
                    kind=_kind(ClaimKind.ADVANCE, row.payer, host),
                    cooperation=cooperation,
                    payer=self._shared.agreement.payer(row.payer),
                    host=host,
                    day=day,
                    due=row.due,
                    period=str(row.year),
                    instalment=row.label,
                    amount=kroner(row.amount_ore),
                )
            )
        )

    def _tell_of_carried(
        self, cooperation: Cooperation, each: Unclaimed, found: Claimable
    ) -> None:
        """What stood open from years before, and is claimed with this one."""
        if each.version.settlement is Settlement.PROJECT_END:
            return
        before = date(each.end.year - 1, 12, 31)
        carried = sum((m.due for m in each.moved if m.day <= before), Decimal(0))
        if carried:
            payer = self._shared.agreement.payer(each.payer)
            text = told_when_made.carried(cooperation, payer, carried, each.end.year)
            _note(found.notes, text)

    def _tell_of_result(self, cooperation: Cooperation, found: Claimable) -> None:
        """What is left of a year that is to end at nothing, when it is settled."""
        year = self._wanted.year
        last = date(year, 12, 31)
        is_settled = any(d.claim.end == last for d in found.drafts)
        if not is_settled or not ends_at_nothing(cooperation, year):
            return
        agreement = self._shared.agreement
        result = result_of(self._entries, agreement, cooperation, year)
        if result:
            found.notes.append(told_when_made.result_left(cooperation, year, result))

    def _refuse_without_payer(
        self, cooperation: Cooperation, over: Sequence[date], found: Claimable
    ) -> None:
        """No settlement of periods with a cost that nobody is known to have paid.

        Who bears the first part decides what the others bear of the rest.
        """
        if not over or not any(not d.claim.instalment for d in found.drafts):
            return
        for result in self._shared.results:
            if result.cooperation.slug == cooperation.slug and (
                result.year <= self._wanted.year
            ):
                for text in nobody_bears(result.until(max(over))):
                    _note(found.faults, text)

    def _host(
        self, version: Version, cooperation: Cooperation, found: Claimable
    ) -> Municipality | None:
        """Who claims; without a host nobody does."""
        if version.host is not None:
            return self._shared.agreement.municipalities[version.host]
        _note(found.faults, told_when_made.no_host(cooperation, version))
        return None

    def _tell_of_payments(
        self, cooperation: Cooperation, each: Unclaimed, day: date, found: Claimable
    ) -> None:
        """What was paid without a claim after the period, and is not taken off."""
        paid = self._accounts.paid_directly(each.payer, cooperation, each.end, day)
        if paid:
            payer = self._shared.agreement.payer(each.payer)
            text = told_when_made.paid_directly(cooperation, payer, paid, each.end)
            _note(found.notes, text)


def _kind(kind: ClaimKind, payer: str, host: Municipality) -> ClaimKind:
    """The host sends itself no claim."""
    return ClaimKind.INTERNAL if payer == host.slug else kind


def _note(texts: list[Text], text: Text) -> None:
    """Say a thing once."""
    if text not in texts:
        texts.append(text)
