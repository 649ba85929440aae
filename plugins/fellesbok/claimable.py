"""What can be claimed now: instalments that are not claimed, and periods to settle.

A settlement (*avregning*) is what stands on the payer's receivable at the end of the
period: shares and corrections, less what is given back, what was claimed before for
that time, and what was paid without a claim.  What the payer has laid out itself is set
off against it.  Nothing is claimed twice: a claim that stands in the books is taken
off, and one that is taken back can be claimed again.

There is no clock: what is over is told by the date asked for, or by the last day that
something is written in the books.  A claim that is to be has no number yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.advance import payment_plans
from fellesbok.agreement import Settlement
from fellesbok.agreement import period_ends
from fellesbok.agreement import period_label
from fellesbok.claim_movements import movements
from fellesbok.claim_reading import claims
from fellesbok.claims import Claim
from fellesbok.claims import ClaimKind
from fellesbok.claims import period_end
from fellesbok.claims import standing
from fellesbok.generated import last_day
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.settled_years import ends_at_nothing
from fellesbok.settled_years import result_of
from fellesbok.settled_years import waits_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.advance import Instalment
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Version
    from fellesbok.claim_movements import Movement
    from fellesbok.plugin import Shared


@dataclass(frozen=True)
class Wanted:
    """What is asked for; ``None`` is all that can be claimed.

    Attributes:
        year: The year that it is for.
        cooperation: One cooperation.
        payer: Slug of one payer.
        instalment: The number of one instalment.
        settlement: Whether only settlements are.
        day: The date of the claims.
    """

    year: int
    cooperation: Cooperation | None = None
    payer: str | None = None
    instalment: int | None = None
    settlement: bool = False
    day: date | None = None


@dataclass(frozen=True)
class Draft:
    """A claim without its number, and what it shall be linked to."""

    claim: Claim
    links: frozenset[str] = frozenset()


@dataclass
class Claimable:
    """What can be claimed, what cannot and why, and what else must be known.

    A cooperation with a fault has no drafts.  ``today`` is the day it is seen from.
    """

    today: date
    drafts: list[Draft] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def claimable(
    entries: Sequence[Directive], shared: Shared, wanted: Wanted
) -> Claimable:
    """Everything that is asked for and can be claimed."""
    finder = _Finder(entries, shared, wanted)
    found = Claimable(finder.today)
    for slug, cooperation in sorted(shared.agreement.cooperations.items()):
        if wanted.cooperation is None or wanted.cooperation.slug == slug:
            one = finder.of(cooperation)
            found.notes.extend(one.notes)
            found.faults.extend(one.faults)
            found.drafts.extend([] if one.faults else one.drafts)
    return found


class _Finder:
    """Looks for what can be claimed in one loading of the books."""

    def __init__(
        self, entries: Sequence[Directive], shared: Shared, wanted: Wanted
    ) -> None:
        self._entries = entries
        self._shared = shared
        self._wanted = wanted
        self._written = claims(entries, shared.agreement)
        self._standing = standing(self._written)
        self._movements = movements(entries, shared.agreement, self._written)
        self.today = wanted.day or last_day(entries)

    def of(self, cooperation: Cooperation) -> Claimable:
        """What can be claimed for one cooperation."""
        found = Claimable(self.today)
        over = self._over(cooperation)
        if self._wanted.instalment is None:
            for end, version in over:
                self._settle(cooperation, version, end, found)
            self._tell_of_result(cooperation, found)
        ends = [end for end, _ in over]
        found.faults += waits_for(self._shared.results, cooperation, ends)
        no_advance = date(self._wanted.year, 12, 31) in ends or self._wanted.settlement
        if self._wanted.instalment is not None or not no_advance:
            self._advance(cooperation, found)
        return found

    def _over(self, cooperation: Cooperation) -> list[tuple[date, Version]]:
        """The periods of the year that are over, with the terms they are settled by."""
        year = self._wanted.year
        versions = cooperation.versions_in(year)
        if not versions:
            return []
        found = []
        for end in period_ends(cooperation, year):
            held = [v for v in versions if v.first_day <= end]
            version = (held or list(versions))[-1]
            at_end = version.settlement is Settlement.PROJECT_END
            ends_now = cooperation.versions[-1].last_day.year == year
            if end <= self.today and (ends_now or not at_end):
                found.append((end, version))
        return found

    def _settle(
        self, cooperation: Cooperation, version: Version, end: date, found: Claimable
    ) -> None:
        """Every payer's settlement of one period."""
        label = period_label(version.settlement, end)
        for slug in self._payers(cooperation):
            if self._is_settled_later(cooperation, slug, end):
                continue
            moved = [m for m in self._movements[slug, cooperation.slug] if m.day <= end]
            drafted = [d.claim for d in found.drafts if d.claim.payer.slug == slug]
            due = sum((m.due for m in moved), Decimal(0))
            due -= sum((claim.share for claim in drafted), Decimal(0))
            laid_out = sum((m.laid_out for m in moved), Decimal(0))
            laid_out -= sum((claim.set_off for claim in drafted), Decimal(0))
            set_off = max(Decimal(0), laid_out)
            if not due and not set_off:
                continue
            host = self._host(version, cooperation, found)
            if version.claims.due_days is None:
                _note(found.faults, _no_due_days(cooperation, version))
            if host is None or version.claims.due_days is None:
                continue
            day = self._wanted.day or end + timedelta(days=1)
            self._tell_of_payments(cooperation, slug, (end, day), found)
            self._tell_of_carried(cooperation, version, slug, found)
            before = self._settled(cooperation, slug, label)
            claim = Claim(
                id="",
                kind=_kind(ClaimKind.SETTLEMENT, slug, host),
                cooperation=cooperation,
                payer=self._shared.agreement.payer(slug),
                host=host,
                day=day,
                due=day + timedelta(days=version.claims.due_days),
                period=label,
                instalment="",
                amount=due - set_off,
                set_off=set_off,
                tax=_tax(version, slug, host, due - set_off),
                kid="",
                credits="",
                reason=f"Endring etter krav {before.id}" if before else "",
            )
            links = frozenset().union(*(m.links for m in moved if _in(m, claim)))
            if before:
                links |= {f"krav-{before.id}"}
            found.drafts.append(Draft(claim, links))

    def _advance(self, cooperation: Cooperation, found: Claimable) -> None:
        """Every instalment that is to be claimed."""
        wanted = self._wanted
        for plan in payment_plans(self._shared, self._written, wanted.year):
            if plan.cooperation.slug != cooperation.slug:
                continue
            found.notes.extend(plan.lacks)
            for row in plan.instalments:
                is_open = row.claim is None and not row.is_settled and row.amount_ore
                is_wanted = wanted.payer in {None, row.payer} and (
                    wanted.instalment in {None, row.number}
                )
                if is_open and is_wanted:
                    self._claim_instalment(row, found)

    def _claim_instalment(self, row: Instalment, found: Claimable) -> None:
        """One instalment, if its day has come or it was asked for by its number."""
        cooperation = row.cooperation
        version = _terms(cooperation, row.due)
        days = version.claims.due_days
        day = self._wanted.day or row.due - timedelta(days=days or 0)
        if self._wanted.instalment is None and day > self.today:
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
                    set_off=Decimal(0),
                    tax=_tax(version, row.payer, host, kroner(row.amount_ore)),
                    kid="",
                    credits="",
                    reason="",
                )
            )
        )

    def _tell_of_carried(
        self, cooperation: Cooperation, version: Version, slug: str, found: Claimable
    ) -> None:
        """What stood open from years before, and is claimed with this one."""
        if version.settlement is Settlement.PROJECT_END:
            return
        before = date(self._wanted.year - 1, 12, 31)
        moved = self._movements[slug, cooperation.slug]
        carried = sum((m.due for m in moved if m.day <= before), Decimal(0))
        if carried:
            text = Text(
                "{cooperation}: {payer} har {amount} kr som ikke er gjort opp fra før"
                " {year}. Det er tatt med.",
                cooperation=cooperation.title,
                payer=self._shared.agreement.payer(slug).name,
                amount=carried,
                year=self._wanted.year,
            )
            _note(found.notes, text)

    def _tell_of_result(self, cooperation: Cooperation, found: Claimable) -> None:
        """What is left of a year that is to end at nothing, when it is settled."""
        year = self._wanted.year
        is_settled = any(d.claim.period == str(year) for d in found.drafts)
        if not is_settled or not ends_at_nothing(cooperation, year):
            return
        agreement = self._shared.agreement
        result = result_of(self._entries, agreement, cooperation, year)
        if result:
            text = Text(
                "{cooperation}: resultatet for {year} er {amount} kr og ikke 0,00 når"
                " alt er krevd.",
                cooperation=cooperation.title,
                year=year,
                amount=result,
            )
            found.notes.append(text)

    def _payers(self, cooperation: Cooperation) -> list[str]:
        """Slugs of those with something on their account with the cooperation."""
        return sorted(
            payer
            for payer, of in self._movements
            if of == cooperation.slug and self._wanted.payer in {None, payer}
        )

    def _is_settled_later(self, cooperation: Cooperation, slug: str, end: date) -> bool:
        """Whether a later settlement has taken with it all that stood open then."""
        return any(
            claim.cooperation.slug == cooperation.slug
            and claim.payer.slug == slug
            and not claim.instalment
            and (period_end(claim.period) or end) > end
            for claim in self._standing
        )

    def _settled(self, cooperation: Cooperation, slug: str, label: str) -> Claim | None:
        """The last settlement of the same period, or ``None``."""
        same = [
            claim
            for claim in self._standing
            if claim.cooperation.slug == cooperation.slug
            and (claim.payer.slug, claim.period) == (slug, label)
            and not claim.instalment
        ]
        return same[-1] if same else None

    def _host(
        self, version: Version, cooperation: Cooperation, found: Claimable
    ) -> Municipality | None:
        """Who claims; without a host nobody does."""
        if version.host is not None:
            return self._shared.agreement.municipalities[version.host]
        text = Text(
            "{cooperation}: avtalen sier ikke hvem som er vert. Skriv «host» på"
            " versjonen fra {day} (linje {line}).",
            cooperation=cooperation.title,
            day=version.first_day,
            line=version.place.line,
        )
        _note(found.faults, text)
        return None

    def _tell_of_payments(
        self,
        cooperation: Cooperation,
        slug: str,
        days: tuple[date, date],
        found: Claimable,
    ) -> None:
        """What was paid without a claim after the period, and is not taken off."""
        end, day = days
        paid = sum(
            (
                -m.due
                for m in self._movements[slug, cooperation.slug]
                if m.is_direct and end < m.day <= day
            ),
            Decimal(0),
        )
        if paid:
            _note(
                found.notes,
                Text(
                    "{cooperation}: {payer} har betalt {amount} kr rett på fordringen"
                    " etter {end}. Det er ikke trukket fra kravet.",
                    cooperation=cooperation.title,
                    payer=self._shared.agreement.payer(slug).name,
                    amount=paid,
                    end=end,
                ),
            )


def _in(movement: Movement, claim: Claim) -> bool:
    """Whether something moved in the year of a claim's period."""
    return str(movement.day.year) == claim.period[:4]


def _terms(cooperation: Cooperation, day: date) -> Version:
    """The terms in force on a day, or the last ones."""
    return cooperation.version_on(day) or cooperation.versions[-1]


def _kind(kind: ClaimKind, payer: str, host: Municipality) -> ClaimKind:
    """The host sends itself no claim."""
    return ClaimKind.INTERNAL if payer == host.slug else kind


def _tax(version: Version, payer: str, host: Municipality, amount: Decimal) -> Decimal:
    """The tax in kroner that the agreement adds; none on the host's own note."""
    vat = version.claims.vat
    if vat is None or payer == host.slug:
        return Decimal("0.00")
    return kroner(vat.tax_ore(int(amount.scaleb(2))))


def _no_due_days(cooperation: Cooperation, version: Version) -> Text:
    return Text(
        "{cooperation}: avtalen sier ikke når et krav forfaller. Skriv «claims:"
        " due_days: 30» på versjonen fra {day} (linje {line}).",
        cooperation=cooperation.title,
        day=version.first_day,
        line=version.place.line,
    )


def _note(texts: list[Text], text: Text) -> None:
    """Say a thing once."""
    if text not in texts:
        texts.append(text)
