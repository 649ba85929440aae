"""Can figures be used as they are: a whole year, one year, a column, exact, billed?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import days_between
from fellesbok.agreement.account_names import MEMO
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import place_of
from fellesbok.budgets.periods import budget_period
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import UNCLEAR
from fellesbok.budgets.units import USED
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_line
from fellesbok.lint.remark import place_of_lines
from fellesbok.lint.remark import remark
from fellesbok.lint.year import is_rounded
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.budgets.figures import Line
    from fellesbok.lint.year import Year

POSSIBLE_COLUMN = "mulig_kolonne"
ROUND = Decimal(1000)
SHORTEST_GAP = 28
"""Days without any service before a year counts as part of one: a whole month."""
FINANCING = (Kind.MUNICIPAL_SUPPORT, Kind.GRANT, Kind.OWN_INCOME)


def part_of_year(year: Year) -> Iterator[Remark]:
    """Costs that all have a period of service, and leave out months of the year."""
    costs = year.of(Kind.COST, currency=year.currency)
    vouchers = [v for line in costs for v in line.vouchers]
    spans = [span for v in vouchers if (span := v.service_days) is not None]
    if not vouchers or len(spans) < len(vouchers):
        return
    first = max(year.versions[0].first_day, date(year.year, 1, 1))
    last = min(year.versions[-1].last_day, year.last_day)
    missing = list(_missing(spans, first, last))
    if not missing:
        return
    cost = column_of(costs, "regnskap") or Decimal(0)
    gaps = [
        Text("{first}–{last}", first=gap_first, last=gap_last)
        for gap_first, gap_last in missing
    ]
    what = Text(
        "Kostnaden på {cost} gjelder ikke hele året; {gaps} mangler.",
        cost=money(cost, year.currency),
        gaps=joined(gaps),
    )
    yield remark("del-av-aar", what, cost, place_of_lines(costs))


def _missing(
    spans: Iterable[tuple[date, date]], first: date, last: date
) -> Iterator[tuple[date, date]]:
    """The stretches of days, a month or longer, that no span covers."""
    one = timedelta(days=1)
    for begins, ends in sorted(spans):
        if begins > first and days_between(first, begins - one) >= SHORTEST_GAP:
            yield first, min(begins - one, last)
        first = max(first, ends + one)
        if first > last:
            return
    if days_between(first, last) >= SHORTEST_GAP:
        yield first, last


def several_years(year: Year) -> Iterator[Remark]:
    """Figures for several years, or for another year, in the report of one."""
    currency = year.commodity(PROJECT)
    project = [n for n in year.lines if n.currency == currency]
    of_kind = [n for n in project if n.kind is Kind.COST and n.accounts] or [
        n for n in project if n.accounts
    ]
    if project:
        amount = column_of(of_kind, "regnskap")
        what = Text(
            "Tallene gjelder flere år ({period}): {amount}.",
            period=year.cooperation.period or Text("perioden er ikke oppgitt"),
            amount=money(amount or Decimal(0), currency),
        )
        place = place_of_lines(of_kind or project)
        yield remark("flere-aar", what, amount, place)
    yield from _budgets_without_days(year)
    for voucher in year.vouchers:
        span = voucher.service_days
        if span is None or span[0].year == span[1].year == year.year:
            continue
        for line in voucher.lines:
            told = line.currency == currency or not line.amount
            # What is kroner of the year is split by days, and nothing is to be asked.
            told = told or not line.account.startswith(f"{MEMO}:")
            if told or place_of(line.account, year.agreement) is None:
                continue
            what = Text(
                "{amount} gjelder {first}–{last}, men står i {year}.",
                amount=money(abs(line.amount), line.currency),
                first=span[0],
                last=span[1],
                year=year.year,
            )
            place, part = voucher.place, voucher.number
            yield remark("flere-aar", what, abs(line.amount), place, part=part)


def _budgets_without_days(year: Year) -> Iterator[Remark]:
    """Budgets of kroner whose line says that nobody has told the days they are for."""
    for line in year.lines:
        if line.budget_line is None or line.currency == year.commodity(PROJECT):
            continue
        days = budget_period(line.budget_line.line.meta)
        if days is None or days.last is not None or not line.budget:
            continue
        what = Text(
            "{budget} i budsjettet: det er ikke oppgitt hvilket tidsrom det gjelder,"
            " og det kan ikke måles mot regnskapet for {year}.",
            budget=money(line.budget, line.currency),
            year=year.year,
        )
        place = place_of_line(line, budget=True)
        part = f"budsjett {line.account}"
        yield remark("flere-aar", what, line.budget, place, part=part)


def unclear_column(year: Year) -> Iterator[Remark]:
    """Figures that are neither budget nor accounts, and what they would come to."""
    currency = year.commodity(UNCLEAR)
    lines = [n for n in year.lines if n.currency == currency]
    if not lines:
        return
    total = added(amount for n in lines for amount in (n.accounts, n.budget))
    what = Text(
        "Det går ikke fram om {amounts} er budsjett eller regnskap.",
        amounts=joined([money(n.accounts or Decimal(0), year.currency) for n in lines]),
    )
    yield remark("kolonne-uavklart", what, total, place_of_lines(lines))
    costs = year.of(*COSTS, currency=year.currency)
    financing = [n for n in lines if n.kind in FINANCING]
    everything = column_of(financing, "regnskap") or Decimal(0)
    groups = {"regnskap": everything}
    for line in financing:
        possible = {str(v.meta.get(POSSIBLE_COLUMN, "")) for v in line.vouchers}
        if possible == {"budsjett"}:
            before = groups.get("budsjett", Decimal(0))
            groups["budsjett"] = before + (line.accounts or Decimal(0))
    for column, amount in sorted(groups.items()):
        cost = column_of(costs, column)
        others = column_of(year.of(*FINANCING, currency=year.currency), column)
        if cost is None or not amount:
            continue
        off = amount + (others or Decimal(0)) - cost
        if not off:
            continue
        template = {
            "budsjett": "Det som kan være budsjett, er {amount} mot en budsjettert"
            " kostnad på {cost}: {off} i forskjell.",
            "regnskap": "Er alt regnskap, er finansieringen {amount} mot en kostnad på"
            " {cost}: {off} i forskjell.",
        }[column]
        what = Text(
            template,
            amount=money(amount, year.currency),
            cost=money(cost, year.currency),
            off=money(abs(off), year.currency),
        )
        place = place_of_lines(financing)
        yield remark("kolonne-uavklart", what, abs(off), place, part=column)


def rounded(year: Year) -> Iterator[Remark]:
    """Totals of costs and used grants in round thousands, or said to be rounded."""
    by_currency: dict[str, list[Line]] = defaultdict(list)
    for line in year.of(Kind.COST, Kind.GRANT):
        used = line.currency == year.commodity(USED)
        if (line.kind is Kind.COST or used) and line.accounts and _is_round(year, line):
            by_currency[line.currency].append(line)
    for currency, lines in sorted(by_currency.items()):
        amount = column_of(lines, "regnskap") or Decimal(0)
        roundest = max(lines, key=_roundness)
        template = (
            "{amount} er oppgitt i avrundede tall, grovest til nærmeste {unit} kr, og"
            " {charged} er fordelt."
            if year.result is not None and year.result.charged_ore
            else "{amount} er oppgitt i avrundede tall, grovest til nærmeste {unit} kr."
        )
        result = year.result
        charged = Decimal(result.charged_ore if result else 0).scaleb(-2)
        what = Text(
            template,
            amount=money(amount, currency),
            unit=Fraction(_roundness(roundest)),
            charged=money(charged, year.currency),
        )
        place = place_of_line(roundest)
        part = "" if currency == year.currency else currency
        yield remark("avrundet", what, amount, place, part=part)


def _is_round(year: Year, line: Line) -> bool:
    """Said to be rounded, or one total in whole thousands: it hardly ever is so."""
    return year.is_total(line) and (
        (line.accounts or Decimal(1)) % ROUND == 0 or is_rounded(line)
    )


def _roundness(line: Line) -> int:
    """The power of ten a line seems rounded to, at least one krone."""
    amount, unit = int(abs(line.accounts or Decimal(0))), 1
    while amount and amount % (unit * 10) == 0:
        unit *= 10
    return unit
