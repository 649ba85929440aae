"""How an instalment came about, step by step, so that its payer can calculate it.

A version's part of the year, spread over its own due dates; what has been asked for by
each date, exactly and in whole øre; and what was claimed too little or too much before.
Reads the steps that the plan kept, and asserts that they end at the instalment.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import days_between
from fellesbok.agreement.instalments import difference_ore
from fellesbok.agreement.instalments import with_facts
from fellesbok.agreement.model import days_in_year
from fellesbok.agreement.titles import key_title
from fellesbok.explanation.key import Row
from fellesbok.explanation.key import figures_used
from fellesbok.explanation.key import key_rows
from fellesbok.explanation.of_one_payer import Explanation
from fellesbok.explanation.of_one_payer import Section
from fellesbok.explanation.rounding import rounded_rows
from fellesbok.messages import Text
from fellesbok.messages import exact_kroner
from fellesbok.messages import joined
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.agreement.instalments import Part
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.shared import Shared

_GIVEN_BACK = Text("Tatt tilbake etter innsigelse, og ikke krevd a konto")


def plan_explanations(
    shared: Shared, plans: Sequence[Plan], payer: Payer
) -> Iterator[Explanation]:
    """Every instalment of a payer, explained, by cooperation and due date."""
    for plan in plans:
        for row in plan.instalments:
            if row.payer == payer.slug:
                title = Text(
                    "{cooperation}: {payer} betaler {amount} kr {due}",
                    cooperation=plan.cooperation.title,
                    payer=payer.name,
                    amount=kroner(row.amount_ore),
                    due=row.due,
                )
                sections = instalment_sections(shared, plan, payer, row.number)
                kept = tuple(section for section in sections if section.rows)
                yield Explanation(title, kept, row.amount_ore)


def instalment_sections(
    shared: Shared, plan: Plan, payer: Payer, number: int
) -> tuple[Section, ...]:
    """The steps from a payer's share of the year to one instalment.

    Args:
        shared: What the plugin kept.
        plan: The plan; an instalment that is claimed in it is told of as it would be
            now, and as it was claimed.
        payer: Who pays.
        number: Which instalment, from 1.
    """
    due = plan.dues[number - 1]
    title = Text(
        "Termin {number} av {count}, forfall {due}",
        number=number,
        count=len(plan.dues),
        due=due,
    )
    return (
        *(
            Section(
                _part_title(part, plan), tuple(_part_rows(shared, plan, part, payer))
            )
            for part in plan.parts
            if payer.slug in part.entitlements_ore
        ),
        Section(title, tuple(_planned(shared, plan, payer, number))),
        Section(
            Text("Det som er krevd a konto før"), tuple(_facts(plan, payer, number))
        ),
    )


def _part_title(part: Part, plan: Plan) -> Text:
    if len(plan.parts) == 1:
        return Text("A konto {year}", year=plan.year)
    return Text("A konto {first}–{last}", first=part.first, last=part.last)


def _part_rows(shared: Shared, plan: Plan, part: Part, payer: Payer) -> Iterator[Row]:
    """What the payer is to bear in one version's part of the year, and when."""
    exact = part.entitlements_ore[payer.slug]
    advance = part.version.claims.advance
    if advance is None:
        return
    if advance.amounts_ore is not None:
        label = Text("Avtalt for {payer} i året", payer=payer.name)
        yield Row(label, Fraction(advance.amounts_ore[payer.slug]))
        yield from _days_of_year(part, plan.year, exact)
    elif part.evaluation is not None and advance.amount_ore is not None:
        yield Row(Text("Sum for året"), Fraction(advance.amount_ore))
        yield from _days_of_year(part, plan.year, part.sum_ore or Fraction(0))
        key = key_title(part.evaluation.key)
        yield Row(Text("Deles med nøkkelen {key}", key=key))
        yield from key_rows(part.evaluation, payer.slug, shared.agreement, 1)
        given = part.evaluation.entitlements_ore.get(payer.slug, Fraction(0))
        if given != exact:  # a key that holds for the year, under several terms
            yield Row(Text("Av dette under vilkårene før"), exact - given, depth=1)
        for text in dict.fromkeys(figures_used(part.evaluation, shared.agreement)):
            yield Row(text)
    elif part.sum_ore is not None:
        yield Row(_of_budget(plan, part), part.sum_ore)
    label = Text("{payer} skal bære", payer=payer.name)
    yield Row(label, exact, total=True)
    label = Text(
        "Delt likt på {count} forfall: {days}",
        count=len(part.dues),
        days=joined([Text("{day}", day=day) for day in part.dues]),
    )
    yield Row(label, exact / len(part.dues))


def _days_of_year(part: Part, year: int, amount_ore: Fraction) -> Iterator[Row]:
    """The part of a year's amount that falls on these days, if it is not the whole."""
    days, of = days_between(part.first, part.last), days_in_year(year)
    if days != of:
        label = Text("× {days} av {of} dager i året", days=days, of=of)
        yield Row(label, amount_ore)


def _of_budget(plan: Plan, part: Part) -> Text:
    """What a part of the budget is: by days, where that is what it is."""
    whole = sum((p.sum_ore or Fraction(0) for p in plan.parts), Fraction(0))
    days = [days_between(p.first, p.last) for p in plan.parts]
    own, of = days_between(part.first, part.last), sum(days)
    if len(plan.parts) > 1 and part.sum_ore == whole * own / of:
        return Text(
            "Av budsjettet som deles, {whole} kr, faller {days} av {of} dager her",
            whole=exact_kroner(whole),
            days=own,
            of=of,
        )
    return Text("Av budsjettet deles her")


def _planned(shared: Shared, plan: Plan, payer: Payer, number: int) -> Iterator[Row]:
    """What has been asked for by the due date, less what was by the one before."""
    planned = plan.planned_ore(payer.slug)
    if number > 1:
        yield from _asked_for(shared, plan, payer, number - 1)
    yield from _asked_for(shared, plan, payer, number)
    if number > 1:
        before = plan.reached[number - 2].amounts_ore[payer.slug]
        label = Text("minus det som er forfalt til og med termin {n}", n=number - 1)
        yield Row(label, -Fraction(before))
    label = Text("Termin {number} etter planen", number=number)
    yield Row(label, Fraction(planned[number - 1]), total=True)


def _asked_for(shared: Shared, plan: Plan, payer: Payer, number: int) -> Iterator[Row]:
    """What the payer has been asked for by one due date, exactly and in whole øre."""
    due, reached = plan.dues[number - 1], plan.reached[number - 1]
    label = Text("Forfalt til og med termin {number} ({due}):", number=number, due=due)
    yield Row(label)
    for part in plan.parts:
        passed = part.passed(due)
        if passed and payer.slug in part.entitlements_ore:
            exact = part.entitlements_ore[payer.slug] * passed / len(part.dues)
            label = Text(
                "{first}–{last}: {passed} av {count} forfall",
                first=part.first,
                last=part.last,
                passed=passed,
                count=len(part.dues),
            )
            yield Row(label, exact, depth=1)
    exact = reached.entitlements_ore[payer.slug]
    yield Row(Text("Til sammen, nøyaktig"), exact, depth=1)
    if any(each.denominator != 1 for each in reached.entitlements_ore.values()):
        for row in rounded_rows(shared, plan, reached, payer):
            yield Row(row.label, row.amount_ore, depth=2)
    whole = Fraction(reached.amounts_ore[payer.slug])
    yield Row(Text("I hele øre"), whole, depth=1, total=True)


def _facts(plan: Plan, payer: Payer, number: int) -> Iterator[Row]:
    """What was claimed too little or too much before, and who takes it now."""
    planned = plan.planned_ore(payer.slug)
    known = plan.claimed_ore.get(payer.slug, {})
    owners = plan.owners.get(payer.slug, {})
    claimed = {
        n: ore
        for n, ore in known.items()
        if n != number and owners.get(n) == owners.get(number)
    }
    for_good_ore = _for_good_ore(plan, payer)
    if number in known:
        given_ore = for_good_ore[number]
        yield Row(Text("Krevd"), Fraction(known[number] - given_ore))
        if given_ore:
            yield Row(_GIVEN_BACK, Fraction(given_ore))
        label = Text("Forskjell fra planen, som terminene som er igjen, tar")
        yield Row(label, Fraction(planned[number - 1] - known[number]), total=True)
        return
    if not claimed:
        return
    yield from _differences(planned, claimed, for_good_ore)
    difference = Fraction(difference_ore(planned, claimed))
    if not difference:
        yield Row(Text("Det som er krevd før, er som planen"))
        return
    yield Row(Text("Krevd for lite (minus: for mye)"), difference, total=True)
    own = [n for n in range(1, len(planned) + 1) if owners.get(n) == owners.get(number)]
    left = [n for n in own if n not in claimed]
    now = with_facts(planned, known, owners)
    yield from _taken(planned, now, left, number)


def _for_good_ore(plan: Plan, payer: Payer) -> Counter[int]:
    """What a payer has been given back for good of each instalment."""
    found: Counter[int] = Counter()
    for each in plan.given_back:
        if each.payer.slug == payer.slug and each.note.granted:
            found[each.number] += each.ore
    return found


def _differences(
    planned: Sequence[int], claimed: Mapping[int, int], for_good_ore: Mapping[int, int]
) -> Iterator[Row]:
    """Each instalment that is claimed: as it would be now, less what was claimed.

    What was given back for good is not claimed, and not made up for either.
    """
    for number, known in sorted(claimed.items()):
        given_ore = for_good_ore[number]
        ore = known - given_ore
        now = planned[number - 1] if number <= len(planned) else 0
        label = Text(
            "Termin {number}: {planned} kr etter planen nå, {claimed} kr er krevd",
            number=number,
            planned=kroner(now),
            claimed=kroner(ore),
        )
        yield Row(label, Fraction(now - ore), depth=1)
        if given_ore:
            yield Row(_GIVEN_BACK, Fraction(-given_ore), depth=1)


def _taken(
    planned: Sequence[int], now: Sequence[int], left: Sequence[int], number: int
) -> Iterator[Row]:
    """Which part of the difference one instalment takes, and what it comes to."""
    for before in left[: left.index(number)]:
        label = Text(
            "Termin {number}, som ikke er krevd ennå, tar sin del før denne",
            number=before,
        )
        yield Row(label, -Fraction(now[before - 1] - planned[before - 1]), depth=1)
    own = now[number - 1] - planned[number - 1]
    count = len(left) - left.index(number)
    label = (
        Text("Tas i denne terminen, den siste som er igjen")
        if count == 1
        else Text(
            "Delt på {count} terminer som er igjen, rundet ned til hele øre",
            count=count,
        )
    )
    yield Row(label, Fraction(own))
    label = Text("Termin {number} etter planen", number=number)
    yield Row(label, Fraction(planned[number - 1]))
    label = Text("Termin {number} med det", number=number)
    yield Row(label, Fraction(now[number - 1]), total=True)
