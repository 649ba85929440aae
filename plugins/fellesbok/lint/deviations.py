"""Budget against accounts: what deviates, and what does not deviate.

A deviation is asked about until somebody answers for it in the ledger (``answers``);
what the cooperation writes in its report is read by people, not here.  What is left of
the year's budget is no deviation before the books have come to the year's end; what is
above it is.  A budget for several years is held against the accounts when its last day
has come; before that, and where the last day is not stated, what is left of it is no
deviation.  A project's budget that tells no days is for days that nobody has stated.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import Basis
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.lint.parties import centre_of
from fellesbok.lint.parties import name_of_part
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import in_kroner
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_line
from fellesbok.lint.remark import place_of_lines
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.budgets.figures import Line
    from fellesbok.lint.year import Year

WHAT = {
    Kind.COST: Text("Kostnaden"),
    Kind.CONTRA: Text("Kostnadsreduksjonen"),
    Kind.MUNICIPAL_SUPPORT: Text("Driftsstøtten"),
    Kind.GRANT: Text("Tilskuddet"),
    Kind.OWN_INCOME: Text("Egeninntekten"),
    Kind.IN_KIND: Text("Egeninnsatsen"),
}


def deviations(year: Year) -> Iterator[Remark]:
    """Deviations above the limit."""
    for currency in sorted({line.currency for line in year.lines}):
        costs = year.of(*COSTS, currency=currency)
        for found in _deviation(year, costs, Text("Kostnaden i alt"), ""):
            yield _with_net(year, currency, found)
        if len(costs) > 1:
            for line in year.of(Kind.COST, currency=currency):
                code, title = centre_of(year, line)
                name = Text("Kostnaden på {code}", code=code)
                if title.casefold() not in {code.casefold(), ""}:
                    name = Text("Kostnaden på {code} {title}", code=code, title=title)
                yield from _deviation(year, [line], name, code)
        for kind in (Kind.CONTRA, Kind.GRANT, Kind.OWN_INCOME, Kind.IN_KIND):
            for line in year.of(kind, currency=currency):
                name = WHAT[kind]
                if line.part:
                    who = name_of_part(year, line)
                    name = (
                        Text("{what} på {who}", what=name, who=who)
                        if kind is Kind.CONTRA
                        else Text("{what} fra {who}", what=name, who=who)
                    )
                _, _, part = line.account.partition(f":{line.cooperation}:")
                yield from _deviation(year, [line], name, part)


def _with_net(year: Year, currency: str, found: Remark) -> Remark:
    """The same remark, with the deviation of what is left when income has come off."""
    income = year.of(Kind.GRANT, Kind.OWN_INCOME, currency=currency)
    better = added(line.variance for line in income)
    costs = added(line.variance for line in year.of(*COSTS, currency=currency))
    if not better or costs is None or year.versions[-1].basis is not Basis.NET:
        return found
    net = -(costs + better)
    template = (
        "{text} Etter inntektene er avviket {net} kr over."
        if net > 0
        else "{text} Etter inntektene er avviket {net} kr under."
    )
    return replace(found, text=Text(template, text=found.text, net=abs(net)))


def _deviation(
    year: Year,
    lines: Sequence[Line],
    name: Text,
    part: str,
) -> Iterator[Remark]:
    """The remark about some lines together, if there is one to make."""
    if not all(line.is_comparable for line in lines):
        return
    budget = added(line.budget for line in lines)
    accounts = added(line.accounts for line in lines)
    if budget is None or accounts is None or budget == accounts:
        return
    off = abs(accounts - budget)
    if budget and off * 100 <= abs(budget) * year.limit_percent:
        return
    above = accounts > budget
    if not above and not year.is_over and lines[0].currency == year.currency:
        return
    values: dict[str, object] = {
        "name": name,
        "accounts": money(accounts, lines[0].currency),
        "budget": money(budget, lines[0].currency),
        "off": money(off, lines[0].currency),
    }
    if not budget:
        what = Text("{name} er {accounts}, mens budsjettet er 0.", **values)
    else:
        values["limit"] = Fraction(year.limit_percent)
        values["percent"] = percent_of(off, abs(budget))
        template = (
            "{name} er {accounts} mot {budget} i budsjettet: {off} over"
            " ({percent} %, grensen er {limit} %)."
            if above
            else "{name} er {accounts} mot {budget} i budsjettet: {off} under"
            " ({percent} %, grensen er {limit} %)."
        )
        what = Text(template, **values)
    place = place_of_lines(lines)
    amount = in_kroner(off, lines[0].currency)
    yield remark("avvik", what, amount, place, part=part)


def same_as_budget(year: Year) -> Iterator[Remark]:
    """A total that is its budget to the øre; vouchers that add up to it are no copy."""
    for line in year.of(Kind.COST):
        if line.accounts and line.accounts == line.budget and year.is_total(line):
            what = Text(
                "{account}: regnskapet er nøyaktig lik budsjettet, {amount}.",
                account=line.account,
                amount=money(line.accounts, line.currency),
            )
            place = place_of_line(line)
            yield remark("likt-budsjett", what, line.accounts, place, part=line.part)
