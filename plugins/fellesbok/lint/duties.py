"""What must be there: a report in time, a host, a key, a budget, a cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import days_between
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.units import UNCLEAR
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.lint.parties import centre_of
from fellesbok.lint.parties import groups_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import in_kroner
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_lines
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.sharing.findings import not_shared
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.budgets.figures import Line
    from fellesbok.lint.year import Year

ACCOUNTS_DUE = ((2018, 2, 15), (2019, 2, 17))
"""Month and day in the year after by which accounts up to a year are due.

The municipal act of 1992, and for 2019 the first working day after; then the act of
2018, section 14-6.
"""
ACCOUNTS_DUE_NOW = (2, 22)
ANNUAL_REPORT_DUE = (3, 31)
NUMBERS = "kommunenummer"
"""Metadata of a ``rapportering`` line: the numbers that the report calls parties by."""


def accounts_due(year: int) -> date:
    """The day the accounts of a year are due (*frist for å avlegge årsregnskapet*)."""
    for last, month, day in ACCOUNTS_DUE:
        if year <= last:
            return date(year + 1, month, day)
    return date(year + 1, *ACCOUNTS_DUE_NOW)


def report_missing(year: Year) -> Iterator[Remark]:
    """Nothing reported, or reported as missing."""
    if not (year.unreported and year.has_terms):
        return
    said = year.declared[REPORTING]
    place = said[-1].place if said else year.home
    what = Text("Ingen rapport for {year}.", year=year.year)
    yield remark("mangler-rapport", what, None, place)


def report_date(year: Year) -> Iterator[Remark]:
    """Reported before the accounts are due, or after the annual report is."""
    for told in year.declared[REPORTING]:
        day = told.meta.get("dato")
        if not isinstance(day, date):
            continue
        due, late = accounts_due(year.year), date(year.year + 1, *ANNUAL_REPORT_DUE)
        if day < due:
            what = Text(
                "Rapporten er datert {day}, før årsregnskapet skulle være avlagt"
                " {due}. Tallene kan være foreløpige.",
                day=day,
                due=due,
            )
        elif day > late:
            what = Text(
                "Rapporten er datert {day}, etter fristen for årsberetningen {due}.",
                day=day,
                due=late,
            )
        else:
            continue
        yield remark("rapportdato", what, None, told.place)


def host_missing(year: Year) -> Iterator[Remark]:
    """No host, in a cooperation that reports or has costs to charge for."""
    cost = added(n.accounts for n in year.of(*COSTS, currency=year.currency))
    if year.unreported or not (cost or year.cooperation.kind == "cooperation"):
        return
    for version in year.versions:
        if version.host is None and year.has_terms:
            first = max(version.first_day, date(year.year, 1, 1))
            last = min(version.last_day, year.last_day)
            what = Text(
                "Det er ikke oppgitt hvilken kommune som er vert fra {first} til"
                " {last}.",
                first=first,
                last=last,
            )
            place = version.place.path, version.place.line
            alone = len(year.versions) == 1
            part = "" if alone else first.isoformat()
            amount = cost if alone else _cost_between(year, first, last)
            yield remark("mangler-vert", what, amount, place, part=part)


def _cost_between(year: Year, first: date, last: date) -> Decimal:
    """The cost of some days of the year, in whole øre; the rest of one is cut off.

    A voucher for a period is split by days.
    """
    total = Fraction(0)
    for line in year.of(*COSTS, currency=year.currency):
        for voucher, amount in line.posted:
            begins, ends = voucher.service_days or (voucher.day, voucher.day)
            inside = days_between(max(begins, first), min(ends, last))
            part = Fraction(max(inside, 0), days_between(begins, ends))
            total += Fraction(amount) * part
    return kroner(int(total * 100))


def key_missing(year: Year) -> Iterator[Remark]:
    """Cost that no key shares, or that stands on all municipalities as one."""
    result = year.result
    if result is None:
        return
    lacking = not_shared(result)
    if lacking:
        told = [
            Text(
                "{amount} er ikke fordelt: {reason}",
                amount=money(kroner(ore), year.currency),
                reason=reason,
            )
            for reason, ore in lacking.items()
        ]
        amount = kroner(abs(sum(lacking.values())))
        yield remark("uten-noekkel", joined(told, " "), amount, year.home)
    charged = result.periods[-1].apportionment.amounts_ore
    for group in groups_of(result.last_version.key):
        ore = charged.get(group.collective or "", 0)
        if isinstance(group.key, NotStated) and ore:
            amount = kroner(ore)
            what = Text(
                "{amount} står på «{payer}» under ett. {reason}",
                amount=money(amount, year.currency),
                payer=year.agreement.payer(group.collective).name,
                reason=group.key.reason,
            )
            yield remark("uten-noekkel", what, amount, year.home, part=group.collective)


def budget_missing(year: Year) -> Iterator[Remark]:
    """Cost in the accounts without a budget, in all or on a cost centre."""
    if not year.has_terms:
        return
    for currency in sorted({line.currency for line in year.of(Kind.COST)}):
        rows = year.of(Kind.COST, currency=currency)
        without = [n for n in rows if n.accounts and n.budget is None]
        if not without:
            continue
        if len(without) == len(rows):
            amount = sum((n.accounts or Decimal(0) for n in without), Decimal(0))
            what = Text(
                "Kostnaden er {amount}, og det finnes ikke noe budsjett.",
                amount=money(amount, currency),
            )
            place = place_of_lines(without)
            yield remark("mangler-budsjett", what, amount, place)
            continue
        for line in without:
            code, title = centre_of(year, line)
            what = Text(
                "{centre}: kostnaden er {amount}, uten budsjett.",
                centre=title or line.account,
                amount=money(line.accounts or Decimal(0), currency),
            )
            place = place_of_lines([line])
            yield remark("mangler-budsjett", what, line.accounts, place, part=code)


def cost_missing(year: Year) -> Iterator[Remark]:
    """Grants or work reported, but no cost that they have paid for.

    A figure that may as well be a budget says nothing of what is used.
    """
    if any(n.accounts is not None or n.budget is not None for n in year.of(Kind.COST)):
        return
    rows = [
        line
        for line in year.of(Kind.GRANT, Kind.OWN_INCOME, Kind.IN_KIND)
        if line.accounts
    ]
    if not rows:
        return
    unclear = year.commodity(UNCLEAR)
    known_rows = [n for n in rows if n.currency != unclear]
    money_rows = [n for n in known_rows if n.kind is not Kind.IN_KIND] or known_rows
    amount = None
    if money_rows:
        (currency, *_) = (n.currency for n in money_rows)
        amount = added(n.accounts for n in known_rows if n.currency == currency)
        what = Text(
            "Kostnaden står blank, enda det er rapportert {amounts}.",
            amounts=_by_commodity(known_rows),
        )
    else:
        what = Text(
            "Kostnaden står blank. Det er oppgitt {amounts}, men ikke hva som er"
            " brukt.",
            amounts=_by_commodity(rows),
        )
    place = place_of_lines(money_rows or rows)
    if money_rows:
        amount = in_kroner(amount, money_rows[0].currency)
    yield remark("mangler-kostnad", what, amount, place)


def _by_commodity(rows: Sequence[Line]) -> Text:
    """The accounts of some lines, summed in each commodity."""
    currencies = sorted({line.currency for line in rows})
    sums = {c: added(n.accounts for n in rows if n.currency == c) for c in currencies}
    return joined([money(a or Decimal(0), c) for c, a in sums.items()], "; ")


def replaced_numbers(year: Year) -> Iterator[Remark]:
    """Municipality numbers in the report that have been replaced since, or never were.

    ``kommunenummer: "1942, 1943"`` on the ``rapportering`` line says that the report
    names the parties by them.
    """
    municipalities = year.agreement.municipalities.values()
    now = {m.number_on(year.last_day): m for m in municipalities if m.numbers}
    for told in year.declared[REPORTING]:
        said = str(told.meta.get(NUMBERS, "")).replace(",", " ").split()
        old = [n for n in said if n in now and n != now[n].numbers[-1].number]
        if old:
            what = Text(
                "Deltakerne er oppgitt med kommunenummer som er erstattet: {numbers}.",
                numbers=joined(
                    [
                        Text(
                            "{number} ({name}, nå {newest})",
                            number=number,
                            name=now[number].name,
                            newest=now[number].numbers[-1].number,
                        )
                        for number in old
                    ]
                ),
            )
            yield remark("kommunenummer", what, None, told.place)
        unknown = [number for number in said if number not in now]
        if unknown:
            what = Text(
                "Deltakerne er oppgitt med kommunenummer som ingen kommune i avtalene"
                " hadde i {year}: {numbers}.",
                year=year.year,
                numbers=", ".join(unknown),
            )
            yield remark("kommunenummer", what, None, told.place, part="ukjent")
