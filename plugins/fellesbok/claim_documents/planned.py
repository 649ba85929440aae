"""The payment plan that gave an instalment, as it was when the instalment was claimed.

A budget that is revised afterwards changes the coming instalments only.  So the plan is
made of the budget as it stood on the day of the claim; where that does not give the
claim, of the budget as it stands, or as it was before each revision.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.budgets.adopted import budget_days
from fellesbok.budgets.adopted import budgets
from fellesbok.budgets.adopted import with_budget_of
from fellesbok.budgets.shares import share_budgets
from fellesbok.claim_documents.reckoning import YearAdvance
from fellesbok.claim_documents.reckoning import earlier
from fellesbok.claims.payment_plan import plan_of
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation import Section
from fellesbok.explanation.advance import instalment_sections
from fellesbok.explanation.key import Row
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Version
    from fellesbok.agreement.claim_terms import Advance
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult


@frozen
class Planned:
    """A plan, and what it says of the claim.

    Attributes:
        advance: What stands on the first page.
        shared: What the plugin kept, with the budget that the plan is made of.
        budget: That budget, shared; ``None`` where a sum is agreed.
        budget_lines: Its lines, account by account.
        sections: How the instalment came about.
        remarks: What must be known to read them.
    """

    advance: YearAdvance
    shared: Shared
    budget: YearResult | None
    budget_lines: Section
    sections: tuple[Section, ...]
    remarks: tuple[Text, ...]


def planned(
    claim: Claim,
    version: Version,
    entries: Entries,
    shared: Shared,
    known: Sequence[Claim],
) -> Planned | None:
    """The plan of an instalment; ``None`` where the agreement has none for the payer.

    Args:
        claim: The claim.
        version: The terms that it is made under.
        entries: The loaded books.
        shared: What the plugin kept.
        known: All claims on the payer for the cooperation, by date and number.
    """
    advance = version.claims.advance
    if advance is None or not claim.instalment or claim.kind is ClaimKind.CREDIT:
        return None
    own = replace(shared, reader=claim.payer.slug)
    wanted_ore = int(claim.share * 100)
    now = None
    for state in _states(claim, entries, own):
        for claims in _as_known(known):
            plan = _plan(claim, state.shared, claims)
            if plan is not None and _gives(claim, plan) == wanted_ore:
                return _planned(claim, advance, state, plan)
            if plan is not None and (now is None or state.day is None):
                now = state, plan
    return None if now is None else _planned(claim, advance, *now)


def _as_known(known: Sequence[Claim]) -> Iterator[Sequence[Claim]]:
    """The claims, and as they were while no objection had its outcome."""
    yield known
    if any(claim.granted for claim in known):
        yield [replace(claim, granted="") for claim in known]


@frozen
class _State:
    """The books with the budget as it stood on a day; ``None`` is as it stands."""

    day: date | None
    entries: Entries
    shared: Shared


def _states(claim: Claim, entries: Entries, shared: Shared) -> Iterator[_State]:
    """The budget on the day of the claim, as it stands, and before each revision."""
    year = claim.year
    days = budget_days(entries, claim.cooperation.account, year)
    before = [day for day in days if day <= claim.day]
    then = before[-1] if before else None
    now = _State(None, entries, shared)
    if then is None or then == days[-1]:
        yield now
    else:
        yield _state(then, claim, year, entries, shared)
        yield now
    for day in reversed(days[:-1]):
        if day != then:
            yield _state(day, claim, year, entries, shared)


def _state(
    day: date, claim: Claim, year: int, entries: Entries, shared: Shared
) -> _State:
    kept = with_budget_of(day, entries, claim.cooperation.account, year)
    results, *_ = share_budgets(kept, shared.agreement)
    return _State(day, kept, replace(shared, budget_results=tuple(results)))


def _plan(claim: Claim, shared: Shared, known: Sequence[Claim]) -> Plan | None:
    """The plan as it was before the claim, if the payer is in it."""
    year, payer = claim.year, claim.payer.slug
    plan = plan_of(shared, claim.cooperation.slug, earlier(claim, known), year)
    return plan if plan is not None and payer in plan.share_ore else None


def _row(claim: Claim, plan: Plan) -> Instalment | None:
    for row in plan.instalments:
        if (row.payer, row.label) == (claim.payer.slug, claim.instalment):
            return row
    return None


def _gives(claim: Claim, plan: Plan) -> int | None:
    """What the plan says that the claim is to be, in øre."""
    row = _row(claim, plan)
    return None if row is None or row.claim is not None else row.amount_ore


def _planned(claim: Claim, advance: Advance, state: _State, plan: Plan) -> Planned:
    slug, gives = claim.payer.slug, _gives(claim, plan)
    number = claim.instalment_number or 0
    owners = plan.owners.get(slug, {})
    rows = [
        row
        for row in plan.instalments
        if (row.payer, row.claim) == (slug, None)
        and owners.get(row.number) == owners.get(number)
    ]
    is_last = [row.label for row in rows] == [claim.instalment]
    has_number = 1 <= number <= len(plan.dues)
    year = claim.year
    budget = None
    if advance.amount_ore is None and advance.amounts_ore is None:
        wanted = claim.cooperation.slug, year
        budget = next(
            (
                result
                for result in state.shared.budget_results
                if (result.cooperation.slug, result.year) == wanted
                and slug in result.periods[-1].apportionment.amounts_ore
            ),
            None,
        )
    sections: tuple[Section, ...] = ()
    if has_number:
        sections = instalment_sections(state.shared, plan, claim.payer, number)
    return Planned(
        YearAdvance(
            _label(claim, advance, plan),
            kroner(plan.share_ore[slug]),
            kroner(gives or 0),
            is_last=is_last,
            given_back=kroner(
                sum(
                    each.ore
                    for each in plan.given_back
                    if each.note.granted and each.payer.slug == slug
                )
            ),
        ),
        state.shared,
        budget,
        _budget_lines(claim, state, year),
        tuple(section for section in sections if section.rows),
        tuple(_remarks(claim, gives, plan)),
    )


def _label(claim: Claim, advance: Advance, plan: Plan) -> Text:
    if advance.amounts_ore is not None:
        return Text("Avtalt a konto for {period}", period=claim.period)
    if advance.amount_ore is not None:
        return Text("Andel av avtalt a konto for {period}", period=claim.period)
    if plan.lacks:
        template = "Andel av budsjettet for {period}, det som kreves a konto"
        return Text(template, period=claim.period)
    return Text("Andel av budsjettet for {period}", period=claim.period)


def _remarks(claim: Claim, gives: int | None, plan: Plan) -> Iterator[Text]:
    """What the plan does not give, and what it does not hold."""
    yield from plan.lacks
    expected = kroner(gives or 0)
    if expected != claim.share:
        yield Text(
            "Slik planen er nå, gir den {planned} kr for terminen, mens {claimed} kr er"
            " krevd. Forskjellen på {difference} kr tas i terminene som er igjen,"
            " ellers i avregningen.",
            planned=expected,
            claimed=claim.share,
            difference=expected - claim.share,
        )


def _budget_lines(claim: Claim, state: _State, year: int) -> Section:
    """The adopted budget, account by account, and what has been revised."""
    rows: list[Row] = []
    for budget in budgets(state.entries)[0]:
        of = budget.account.split(":")[1]
        if budget.year != year or of != claim.cooperation.account:
            continue
        rows.append(Row(_account(claim, budget.account), Fraction(budget.amount) * 100))
        if budget.original is not None:
            label = Text(
                "opprinnelig {amount} kr, endret {day}",
                amount=budget.original,
                day=budget.line.day,
            )
            rows.append(Row(label, depth=1))
    if state.day is not None:
        label = Text("Budsjettet som det var {day}; det er endret siden", day=state.day)
        rows.append(Row(label))
    return Section(Text("Budsjett {year}", year=year), tuple(rows))


def _account(claim: Claim, account: str) -> Text:
    """What a budget line is for: cost or income, and the cost centre if it has one."""
    root, _, *parts = account.split(":")
    centres = {c.account: c.title for c in claim.cooperation.cost_centres.values()}
    words = [f"{part} {centres[part]}" if part in centres else part for part in parts]
    what = ", ".join(words) or claim.cooperation.title
    if root == "Income":
        return Text("Inntekt: {what}", what=what)
    return Text("Kostnad: {what}", what=what)
