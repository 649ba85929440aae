"""A year's payments on account (*a konto*): who is to pay what when (*betalingsplan*).

What each payer is to bear of the budget, exactly, is spread over the due dates of the
terms it belongs to, so that a member that enters or leaves in mid-year pays in its own
instalments only.  By each due date everybody has been asked for the whole øre of the
entitlement so far (``apportion``); an instalment is what that adds, so the instalments
are the year's share to the øre.

What has been claimed is a fact.  Where it differs from what the plan would be now (a
budget was revised), the coming instalments take the difference in equal parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from fellesbok.apportion import largest_remainder
from fellesbok.apportion import tie_order
from fellesbok.claims import standing
from fellesbok.contradictions import must_equal
from fellesbok.distribution_key import CannotShareError
from fellesbok.distribution_key import Circumstances
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.claims import Claim
    from fellesbok.plugin import Shared


@dataclass(frozen=True)
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
        amount_ore: What is claimed, or is to be.
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


@dataclass(frozen=True)
class Plan:
    """A cooperation's payments on account in a year (*betalingsplan*).

    Attributes:
        cooperation: The cooperation.
        year: The year.
        share_ore: Each payer's share of what is paid on account in the year.
        instalments: By due date and payer; none of nothing.
        lacks: What cannot be planned, and why.
    """

    cooperation: Cooperation
    year: int
    share_ore: Mapping[str, int]
    instalments: tuple[Instalment, ...]
    lacks: tuple[Text, ...]


@dataclass(frozen=True)
class _Part:
    """What a version's payers are to bear, and the days on which they are asked."""

    entitlements_ore: Mapping[str, Fraction]
    dues: tuple[date, ...]


def payment_plans(
    shared: Shared, found: Iterable[Claim], year: int
) -> tuple[Plan, ...]:
    """The plan of every cooperation with payments on account in a year.

    Args:
        shared: The agreements, and the budgets shared.
        found: The claims of the books.
        year: The year.
    """
    made = standing(found)
    return tuple(
        _plan(shared, cooperation, made, year)
        for _, cooperation in sorted(shared.agreement.cooperations.items())
        if any(version.claims.advance for version in cooperation.versions_in(year))
    )


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
    dues = sorted({due for part in parts for due in part.dues})
    amounts = _spread(cooperation, parts, dues, year)
    claimed = _claimed(cooperation, made, year)
    settled = _settled(cooperation, made, year)
    rows = []
    for payer, planned in sorted(amounts.items()):
        known = {n: claim for (p, n), claim in claimed.items() if p == payer}
        now = _with_facts(planned, known)
        for number, (due, amount_ore) in enumerate(zip(dues, now, strict=True), 1):
            if amount_ore or number in known:
                version = cooperation.version_on(due) or cooperation.versions[-1]
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
                        known.get(number),
                        payer in settled,
                    )
                )
    rows.sort(key=lambda row: (row.number, row.payer))
    share = {payer: sum(planned) for payer, planned in sorted(amounts.items())}
    return Plan(cooperation, year, share, tuple(rows), tuple(lacks))


def _part(
    shared: Shared, cooperation: Cooperation, version: Version, year: int
) -> _Part | Text:
    """One version's part of the year, or why there is none."""
    dues = _dues(version, year)
    if not dues:
        return Text(
            "{cooperation}: ingen termin forfaller etter {day}, så det som gjelder"
            " derfra, kreves først i avregningen.",
            cooperation=cooperation.title,
            day=version.first_day,
        )
    entitled = _entitlements(shared, cooperation, version, year)
    return entitled if isinstance(entitled, Text) else _Part(entitled, dues)


def agreed_due(cooperation: Cooperation, year: int, number: int) -> date | None:
    """The agreed due date of an instalment, or ``None`` where the year has no such."""
    with_advance = [v for v in cooperation.versions_in(year) if v.claims.advance]
    dues = sorted({due for version in with_advance for due in _dues(version, year)})
    return dues[number - 1] if number <= len(dues) else None


def _dues(version: Version, year: int) -> tuple[date, ...]:
    """The due dates within the terms; else the first one after they began to hold."""
    advance = version.claims.advance
    if advance is None:
        return ()
    days = [date(year, month, day) for month, day in advance.due]
    own = [day for day in days if version.holds_on(day)]
    return tuple(own or [day for day in days if day >= version.first_day][:1])


def _entitlements(
    shared: Shared, cooperation: Cooperation, version: Version, year: int
) -> Mapping[str, Fraction] | Text:
    """What each payer is to pay on account under one version, in øre."""
    advance = version.claims.advance
    if advance is None:
        return {}
    part = version.part_of_year(year)
    if advance.amounts_ore is not None:
        return {payer: part * ore for payer, ore in advance.amounts_ore.items()}
    if advance.amount_ore is not None:
        return _of_sum(shared, cooperation, version, part * advance.amount_ore, year)
    number = cooperation.versions.index(version)
    for result in shared.budget_results:
        if (result.cooperation.slug, result.year) == (cooperation.slug, year):
            entitled: dict[str, Fraction] = {}
            for pot in result.periods[-1].pots:
                if pot.pot.version == number:
                    for payer, exact in pot.evaluation.entitlements_ore.items():
                        entitled[payer] = entitled.get(payer, Fraction(0)) + exact
            return entitled
    return Text(
        "{cooperation} har ikke noe budsjett for {year} som nøkkelen kan dele, så a"
        " konto kan ikke kreves.",
        cooperation=cooperation.title,
        year=year,
    )


def _of_sum(
    shared: Shared,
    cooperation: Cooperation,
    version: Version,
    sum_ore: Fraction,
    year: int,
) -> Mapping[str, Fraction] | Text:
    """A sum for the year, shared by the key of the version."""
    now = Circumstances(
        version.participants or (),
        year,
        shared.agreement.statistics,
        bearer=version.host,
    )
    try:
        return version.key.evaluate(sum_ore, now).entitlements_ore
    except CannotShareError as error:
        return Text(
            "{cooperation}: a konto for {year} kan ikke deles: {reason}",
            cooperation=cooperation.title,
            year=year,
            reason=Text(error.template, **shared.agreement.with_names(error.values)),
        )


def _spread(
    cooperation: Cooperation, parts: Sequence[_Part], dues: Sequence[date], year: int
) -> dict[str, list[int]]:
    """Each payer's instalments in øre, one for each due date.

    By each date the parts that have fallen due so far are apportioned together; an
    instalment is what that adds to the date before.
    """
    payers = {payer for part in parts for payer in part.entitlements_ore}
    order = tie_order(payers, owed_before={}, agreement=cooperation.slug, year=year)
    asked = [dict.fromkeys(payers, 0)]
    for due in dues:
        exact = dict.fromkeys(payers, Fraction(0))
        for part in parts:
            passed = Fraction(sum(d <= due for d in part.dues), len(part.dues))
            for payer, entitled in part.entitlements_ore.items():
                exact[payer] += entitled * passed
        total = floor(sum(exact.values(), Fraction(0)))
        now = largest_remainder(exact, total, tie_order=order).amounts_ore
        asked.append(dict(now))
    rows = {p: [b[p] - a[p] for a, b in pairwise(asked)] for p in sorted(payers)}
    what = "Terminene til en betaler og andelen"
    for payer, row in rows.items():
        must_equal(what, Fraction(sum(row), 100), Fraction(asked[-1][payer], 100))
    return rows


def _with_facts(planned: Sequence[int], claimed: Mapping[int, Claim]) -> list[int]:
    """One payer's instalments: what is claimed as it was, the rest of the share after.

    What was claimed too little or too much is spread over those that are left, by whole
    øre of the difference so far; where none are left, it is for the settlement.
    """
    now = list(planned)
    for number, claim in claimed.items():
        if number <= len(now):
            now[number - 1] = int(claim.share * 100)
    rest_ore = sum(planned) - sum(now)
    left = [n for n in range(len(now)) if n + 1 not in claimed]
    for place, n in enumerate(left):
        now[n] += rest_ore * (place + 1) // len(left) - rest_ore * place // len(left)
    if left:
        what = "Terminene til en betaler og andelen"
        must_equal(what, Fraction(sum(now), 100), Fraction(sum(planned), 100))
    return now


def _claimed(
    cooperation: Cooperation, made: Sequence[Claim], year: int
) -> dict[tuple[str, int], Claim]:
    """The instalments of the year that are claimed, by payer and number."""
    return {
        (claim.payer.slug, claim.instalment_number): claim
        for claim in made
        if claim.cooperation.slug == cooperation.slug
        and claim.period == str(year)
        and claim.instalment_number is not None
    }


def _settled(cooperation: Cooperation, made: Sequence[Claim], year: int) -> set[str]:
    """The payers whose year is settled."""
    return {
        claim.payer.slug
        for claim in made
        if claim.cooperation.slug == cooperation.slug
        and claim.period == str(year)
        and claim.instalment_number is None
    }
