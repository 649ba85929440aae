"""A year's payments on account (*a konto*): who is to pay what when (*betalingsplan*).

What each payer is to bear of the budget, exactly, is spread over the due dates of the
terms it belongs to, so that a member that enters or leaves in mid-year pays in its own
instalments only.  By each due date everybody has been asked for the whole øre of the
entitlement so far (``apportion``); an instalment is what that adds, so the instalments
are the year's share to the øre.

What has been claimed is a fact.  Where it differs from what the plan would be now (a
budget was revised), the coming instalments of the same host take the difference in
equal parts: what another host claimed is for that one's settlement.  A plan keeps every
step, so that ``explain_advance`` can show how an instalment came about.
"""

from __future__ import annotations

from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement import terms_at
from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.apportion import tie_order
from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.agreement.distribution_key import added
from fellesbok.agreement.instalments import Part
from fellesbok.agreement.instalments import with_facts
from fellesbok.agreement.year_gaps import missing_figures
from fellesbok.claims.known_instalments import GivenBack
from fellesbok.claims.known_instalments import claimed_instalments
from fellesbok.claims.known_instalments import given_back
from fellesbok.claims.movements import claim_day
from fellesbok.entries.claim import standing
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.sharing.agreed_sums import agreed_before
from fellesbok.sharing.agreed_sums import agreed_for_year
from fellesbok.sharing.agreed_sums import agreed_until
from fellesbok.sharing.host_times import dues_of
from fellesbok.sharing.host_times import instalment_day

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.apportion import Apportionment
    from fellesbok.entries.claim import Claim
    from fellesbok.shared import Shared
    from fellesbok.sharing.shared_pots import PotResult


Owner = tuple[str | None, date]
"""A host's slug, and the last day of the time that an instalment is settled with."""


@frozen
class Instalment:
    """What one payer pays on one due date (*termin*).

    Attributes:
        cooperation: The cooperation.
        payer: Slug of the payer.
        host: Slug of the host on the due date, or ``None`` where none is stated.
        year: The year that it is a part of.
        number: From 1.
        count: How many the year has.
        due: When it falls due by the agreement.
        amount_ore: What is claimed (less what is taken back of it), or is to be.
        claim: The claim in the books, or ``None``.
        is_settled: Whether the year is settled, so that it will not be claimed.
    """

    cooperation: Cooperation
    payer: str
    host: str | None
    year: int
    number: int
    count: int
    due: date
    amount_ore: int
    claim: Claim | None
    is_settled: bool

    @property
    def label(self) -> str:
        """As it stands in the books: ``1 av 4``."""
        return f"{self.number} av {self.count}"


@frozen
class Plan:
    """A cooperation's payments on account in a year (*betalingsplan*).

    Attributes:
        cooperation: The cooperation.
        year: The year.
        share_ore: Each payer's share of what is paid on account in the year.
        instalments: By due date and payer; none of nothing.
        lacks: What cannot be planned, and why.
        parts: What the year's share is made of, version by version.
        dues: The due dates of the year.
        reached: What is asked for by each due date, in all, exactly and in whole øre.
        claimed_ore: What of each payer's instalments, by their number, the others do
            not make up for: what is claimed, and what was given back for good.
        given_back: What credit notes have taken back of instalments.
        owners: Whose each of a payer's instalments is, by number: the host that claimed
            it, or is host on its due date, with the day at whose end it comes off.
    """

    cooperation: Cooperation
    year: int
    share_ore: Mapping[str, int]
    instalments: tuple[Instalment, ...]
    lacks: tuple[Text, ...]
    parts: tuple[Part, ...] = ()
    dues: tuple[date, ...] = ()
    reached: tuple[Apportionment, ...] = ()
    claimed_ore: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    given_back: tuple[GivenBack, ...] = ()
    owners: Mapping[str, Mapping[int, Owner]] = field(default_factory=dict)

    def planned_ore(self, payer: str) -> list[int]:
        """A payer's instalments as they would be if nothing had been claimed."""
        asked = [0, *(each.amounts_ore.get(payer, 0) for each in self.reached)]
        return [after - before for before, after in pairwise(asked)]

    def told(self, payers: Collection[str]) -> tuple[Text, ...]:
        """What was taken back of instalments of these, and who asks for it again.

        Only where others are left, which take it or would have.
        """
        open_ = {
            (row.payer, self.owners[row.payer][row.number])
            for row in self.instalments
            if row.claim is None and not row.is_settled
        }
        return tuple(
            each.told(self.cooperation)
            for each in self.given_back
            if each.ore
            and each.payer.slug in payers
            and (each.payer.slug, self.owners[each.payer.slug].get(each.number))
            in open_
        )


def payment_plans(
    shared: Shared, found: Iterable[Claim], year: int
) -> tuple[Plan, ...]:
    """The plan of every cooperation with payments on account in a year.

    Args:
        shared: The agreements, and the budgets shared.
        found: The claims of the books.
        year: The year.
    """
    made = tuple(found)
    plans = (
        plan_of(shared, slug, made, year)
        for slug in sorted(shared.agreement.cooperations)
    )
    return tuple(plan for plan in plans if plan is not None)


def plan_of(
    shared: Shared, slug: str, found: Iterable[Claim], year: int
) -> Plan | None:
    """The plan of one cooperation; ``None`` where it has no payments on account.

    Args:
        shared: The agreements, and the budgets shared.
        slug: The cooperation's.
        found: The claims of the books.
        year: The year.
    """
    cooperation = shared.agreement.cooperations[slug]
    if not any(version.claims.advance for version in cooperation.versions_in(year)):
        return None
    return _plan(shared, cooperation, tuple(found), year)


def _plan(
    shared: Shared, cooperation: Cooperation, made: Sequence[Claim], year: int
) -> Plan:
    parts, lacks = [], []
    for version in cooperation.versions_in(year):
        if version.claims.advance is not None:
            part = _part(shared, cooperation, version, year)
            if isinstance(part, Text):
                lacks.append(part)
            else:
                parts.append(part)
    dues = tuple(sorted({due for part in parts for due in part.dues}))
    claims, made_ore = claimed_instalments(cooperation, made, year)
    plan = Plan(
        cooperation,
        year,
        {},
        (),
        tuple(lacks),
        tuple(parts),
        dues,
        _reached(cooperation, parts, dues, year),
    )
    slugs = {payer for part in parts for payer in part.entitlements_ore}
    payers = sorted(slugs, key=lambda slug: shared.agreement.payer(slug).name)
    owners = {p: _owners(cooperation, p, dues, claims, year) for p in payers}
    amounts = {payer: plan.planned_ore(payer) for payer in payers}
    settled = _settled(cooperation, standing(made))
    back = given_back(claims.values(), made, amounts)
    claimed = {payer: dict(by_number) for payer, by_number in made_ore.items()}
    for each in back:
        if each.note.granted:
            claimed[each.payer.slug][each.number] += each.ore
    rows = []
    for payer, planned in amounts.items():
        now = with_facts(planned, claimed.get(payer, {}), owners[payer])
        for number, (due, wanted_ore) in enumerate(zip(dues, now, strict=True), 1):
            claim = claims.get((payer, number))
            amount_ore = made_ore.get(payer, {}).get(number, wanted_ore)
            if amount_ore or claim is not None:
                version = terms_at(cooperation, due)
                day = instalment_day(cooperation, version.host, number, year)
                rows.append(
                    Instalment(
                        cooperation,
                        payer,
                        version.host,
                        year,
                        number,
                        len(dues),
                        due,
                        amount_ore,
                        claim,
                        (payer, version.host, day) in settled,
                    )
                )
    rows.sort(key=lambda row: row.number)
    share = {payer: sum(planned) for payer, planned in amounts.items()}
    return replace(
        plan,
        share_ore=share,
        instalments=tuple(rows),
        claimed_ore=claimed,
        given_back=back,
        owners=owners,
    )


def _owners(
    cooperation: Cooperation,
    payer: str,
    dues: Sequence[date],
    claims: Mapping[tuple[str, int], Claim],
    year: int,
) -> dict[int, Owner]:
    """Whose each of a payer's instalments is; a claim is the host's that made it."""
    hosts = {
        number: terms_at(cooperation, due).host for number, due in enumerate(dues, 1)
    }
    hosts |= {n: claim.host.slug for (of, n), claim in claims.items() if of == payer}
    return {
        number: (host, instalment_day(cooperation, host, number, year))
        for number, host in hosts.items()
    }


def _part(
    shared: Shared, cooperation: Cooperation, version: Version, year: int
) -> Part | Text:
    """One version's part of the year, or why there is none."""
    advance = version.claims.advance
    dues = dues_of(version, year)
    if advance is None or not dues:
        return Text(
            "{cooperation}: ingen termin forfaller etter {day}, så det som gjelder"
            " derfra, kreves først i avregningen.",
            cooperation=cooperation.title,
            day=version.first_day,
        )
    part = Part(
        version,
        max(version.first_day, date(year, 1, 1)),
        min(version.last_day, date(year, 12, 31)),
        dues,
        {},
    )
    of_year = version.part_of_year(year)
    if advance.amounts_ore is not None:
        agreed = {payer: of_year * ore for payer, ore in advance.amounts_ore.items()}
        return replace(part, entitlements_ore=agreed)
    if advance.amount_ore is not None:
        return _of_sum(shared, cooperation, part, of_year * advance.amount_ore, year)
    return _of_budget(shared, cooperation, part, year)


def _of_budget(
    shared: Shared, cooperation: Cooperation, part: Part, year: int
) -> Part | Text:
    """What each payer is to bear of the budget under one version."""
    number = cooperation.versions.index(part.version)
    for result in shared.budget_results:
        if (result.cooperation.slug, result.year) == (cooperation.slug, year):
            entitled = result.by_version_ore.get(number, {})
            sum_ore = _of_version(result.periods[-1].pots, number)
            return replace(part, entitlements_ore=entitled, sum_ore=sum_ore)
    if missing := missing_figures(shared.agreement, year, cooperation):
        return Text(
            "{cooperation}: a konto for {year} kan ikke deles. {statistic}: {lacking}.",
            cooperation=cooperation.title,
            year=year,
            statistic=missing[0].title,
            lacking=missing[0].text,
        )
    return Text(
        "{cooperation} har ikke noe budsjett for {year} som nøkkelen kan dele, så a"
        " konto kan ikke kreves.",
        cooperation=cooperation.title,
        year=year,
    )


def _of_sum(
    shared: Shared, cooperation: Cooperation, part: Part, sum_ore: Fraction, year: int
) -> Part | Text:
    """A sum for the year, shared by the key of the version."""
    try:
        agreed_for_year(shared.agreement, cooperation, part.version, year)
        made = agreed_until(shared.agreement, cooperation, part.version, year)
        before = agreed_before(shared.agreement, cooperation, part.version, year)
    except CannotShareError as error:
        return Text(
            "{cooperation}: a konto for {year} kan ikke deles: {reason}",
            cooperation=cooperation.title,
            year=year,
            reason=Text(error.template, **shared.agreement.with_names(error.values)),
        )
    entitled = added((made.entitlements_ore, before))
    return replace(part, entitlements_ore=entitled, sum_ore=sum_ore, evaluation=made)


def _of_version(pots: Iterable[PotResult], number: int) -> Fraction:
    """What the keys share of the cost under one version of the terms."""
    return sum(
        (
            amount_ore
            for result in pots
            for pot, amount_ore in result.nets or [(result.pot, result.shared_ore)]
            if pot.version == number
        ),
        Fraction(0),
    )


def _reached(
    cooperation: Cooperation, parts: Sequence[Part], dues: Sequence[date], year: int
) -> tuple[Apportionment, ...]:
    """What everybody has been asked for by each due date, in whole øre.

    By each date the parts that have fallen due so far are apportioned together; an
    instalment is what that adds to the date before.
    """
    payers = {payer for part in parts for payer in part.entitlements_ore}
    order = tie_order(payers, owed_before={}, agreement=cooperation.slug, year=year)
    reached = []
    for due in dues:
        exact = dict.fromkeys(payers, Fraction(0))
        for part in parts:
            passed = Fraction(part.passed(due), len(part.dues))
            for payer, entitled in part.entitlements_ore.items():
                exact[payer] += entitled * passed
        total = floor(sum(exact.values(), Fraction(0)))
        reached.append(largest_remainder(exact, total, tie_order=order))
    return tuple(reached)


def _settled(
    cooperation: Cooperation, made: Sequence[Claim]
) -> set[tuple[str, str | None, date]]:
    """The payers whose year is settled, or what a host has of it; with its last day."""
    return {
        (claim.payer.slug, claim.host.slug, claim_day(claim))
        for claim in made
        if claim.cooperation.slug == cooperation.slug
        and claim.instalment_number is None
    }
