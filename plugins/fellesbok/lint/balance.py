"""Does the financing meet the cost, within each commodity and each column?

The accounts in kroner are met by what the keys charge; the budgets are, where a key
shares the rest.  Figures in commodities of their own are only held against each other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement import Surplus
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import unshared
from fellesbok.budgets import figures
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.units import REPORTED
from fellesbok.budgets.units import UNCLEAR
from fellesbok.entries.declared import COLUMNS
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_lines
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.budgets.figures import Line
    from fellesbok.lint.year import Year

FINANCING = (*figures.FINANCING, Kind.IN_KIND)
"""Also what covers a cost without money."""

NOTHING = Decimal(0)


def column_of(lines: Iterable[Line], column: str) -> Decimal | None:
    """The sum of one column; blank if all of it is."""
    return added(n.budget if column == "budsjett" else n.accounts for n in lines)


def financing(year: Year) -> Iterator[Remark]:
    """Financing that is not the cost and the change in funds."""
    unclear = {year.commodity(UNCLEAR), year.commodity(REPORTED)}
    for currency in sorted({line.currency for line in year.of(*COSTS)} - unclear):
        for column in COLUMNS:
            costs = year.of(*COSTS, currency=currency)
            sources = year.of(*FINANCING, currency=currency)
            cost = column_of(costs, column)
            covered = column_of(sources, column)
            if not cost:
                continue
            off = cost - (covered or NOTHING)
            if currency == year.currency:
                off -= _told_elsewhere(year, column, off)
            elif not covered:
                continue
            if off:
                yield _off(year, currency, column, cost, off)


def _off(year: Year, currency: str, column: str, cost: Decimal, off: Decimal) -> Remark:
    """The remark that cost and financing are not the same."""
    template = (
        "I {column}et er kostnaden {cost} og finansieringen {covered}: {off} mangler."
        if off > 0
        else "I {column}et er kostnaden {cost} og finansieringen {covered}:"
        " {off} for mye."
    )
    what = Text(
        template,
        column=Text("budsjett") if column == "budsjett" else Text("regnskap"),
        cost=money(cost, currency),
        covered=money(cost - off, currency),
        off=money(abs(off), currency),
    )
    lines = year.of(*FINANCING, *COSTS, currency=currency)
    lines.sort(key=lambda line: line.is_cost)
    place = place_of_lines(lines, budget=column == "budsjett")
    return remark("finansiering", what, abs(off), place, part=column)


def _told_elsewhere(year: Year, column: str, off: Decimal) -> Decimal:
    """What another rule tells of, or what a key covers of a budget in kroner."""
    if column == "regnskap":
        result = year.result
        if result is None or result.waiting_ore:
            return off
        left = kroner(result.unshared_ore + max(0, -result.surplus_ore))
        return left + _carried(year)
    support = year.of(Kind.MUNICIPAL_SUPPORT, currency=year.currency)
    key = year.versions[-1].key
    key = unshared(key) or key
    if column_of(support, column) is not None or isinstance(key, NothingShared):
        return NOTHING
    if key.shares_cost or isinstance(key, NotStated):
        return off
    # Fixed contributions may be more than the budget, and the rest a fund.
    planned = year.budget_result
    return off if planned is None else min(off, kroner(planned.charged_ore))


def _carried(year: Year) -> Decimal:
    """The financing that is carried to another year, less what is carried here."""
    total = NOTHING
    for correction in year.corrections:
        less = correction.debited("Income:")
        total += -less if correction.year == year.year else less
    return total


def nothing_stated(year: Year) -> Iterator[Remark]:
    """Cost whose financing is reported as zero, and that nobody is charged for."""
    if year.result is not None and year.result.charged_ore:
        return
    sources = year.of(*FINANCING)
    if any(n.accounts for n in sources) or not any(
        n.accounts is not None for n in sources
    ):
        return
    for currency in sorted({line.currency for line in year.of(*COSTS)}):
        costs = year.of(*COSTS, currency=currency)
        cost = column_of(costs, "regnskap")
        if cost:
            what = Text(
                "Kostnaden er {cost}, og all finansiering er oppgitt til 0.",
                cost=money(cost, currency),
            )
            place = place_of_lines(sources)
            yield remark("uten-finansiering", what, cost, place)


def deficit(year: Year) -> Iterator[Remark]:
    """Contributions and income below the cost."""
    if year.result is None or year.result.surplus_ore >= 0:
        return
    amount = kroner(-year.result.surplus_ore)
    what = Text(
        "Bidrag og inntekter er {amount} lavere enn kostnaden.",
        amount=money(amount, year.currency),
    )
    yield remark("underdekning", what, amount, year.home)


def surplus(year: Year) -> Iterator[Remark]:
    """A surplus that the agreement gives no owner, and where it comes from."""
    result = year.result
    if result is None or result.surplus_ore <= 0 or result.surplus is not None:
        return
    if result.last_version.surplus is Surplus.OWED_TO_GRANTOR:
        return
    amount = kroner(result.surplus_ore)
    income = year.of(Kind.GRANT, Kind.OWN_INCOME, currency=year.currency)
    costs = year.of(*COSTS, currency=year.currency)
    more, less = _variance(income), _variance(costs)
    if more is None or less is None:
        what = Text(
            "{amount} mer inntekt enn kostnad.", amount=money(amount, year.currency)
        )
    else:
        what = Text(
            "{amount} mer inntekt enn kostnad. Mot budsjettet er inntektene {more} kr"
            " høyere og kostnadene {less} kr lavere.",
            amount=money(amount, year.currency),
            more=more,
            less=less,
        )
    yield remark("overskudd-uten-eier", what, amount, place_of_lines(income))


def _variance(lines: Iterable[Line]) -> Decimal | None:
    """How much better than planned so far; ``None`` if one of the columns is blank."""
    return added(
        (line.budget - line.accounts) * (1 if line.is_cost else -1)
        for line in lines
        if line.budget is not None and line.accounts is not None
    )


def grant_as_remainder(year: Year) -> Iterator[Remark]:
    """A grant that is exactly what own income does not cover, which is above plan."""
    for currency in sorted({line.currency for line in year.of(*COSTS)}):
        own = year.of(Kind.OWN_INCOME, currency=currency)
        grants = year.of(Kind.GRANT, currency=currency)
        cost = column_of(year.of(*COSTS, currency=currency), "regnskap")
        better, fewer = _variance(own), _variance(grants)
        earned, granted = column_of(own, "regnskap"), column_of(grants, "regnskap")
        support = year.of(Kind.MUNICIPAL_SUPPORT, currency=currency)
        others = column_of(support, "regnskap")
        if cost is None or earned is None or granted is None or others:
            continue
        if granted == cost - earned and (better or 0) > 0 > (fewer or 0):
            what = Text(
                "Egeninntekten er {better} over kravet, og tilskuddet er ført som"
                " nøyaktig resten av kostnaden, {granted}.",
                better=money(better or NOTHING, currency),
                granted=money(granted, currency),
            )
            yield remark("tilskudd-som-rest", what, better, place_of_lines(grants))
