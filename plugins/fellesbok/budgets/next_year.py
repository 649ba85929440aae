"""The budget of the year before, as a budget to begin a year with (*budsjettforslag*).

Each line of the year before gives one, a yearly amount as it was last revised.  Where a
percentage is added, an amount is rounded to whole øre, half an øre away from zero.
Grants and what is used of funds are what somebody has decided, and no percentage makes
them more: they stand as they were, and that is told.  What cannot be carried on as it
stands is told of, and left out.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.budgets.adopted import CARRIED
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import owner_of
from fellesbok.budgets.figures import place_of
from fellesbok.budgets.periods import budget_period
from fellesbok.budgets.periods import is_of_year
from fellesbok.entries import drafting
from fellesbok.entries.custom_values import AccountName
from fellesbok.entries.custom_values import custom
from fellesbok.entries.days import open_days
from fellesbok.entries.declared import declared
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.entries.vocabulary import YEARLY
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import rounded

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry

_HUNDRED = 100
_DECIDED = {
    Kind.GRANT: (
        "Prosenten er ikke lagt på tilskudd, som står med beløpet fra året før:"
        " {accounts}."
    ),
    Kind.FUND: (
        "Prosenten er ikke lagt på bruk av fond, som står med beløpet fra året før:"
        " {accounts}."
    ),
}
"""What others decide the amount of, and what is said of it."""


@frozen
class Carried:
    """A budget line of the year before, and the one that it gives (*videreført linje*).

    Attributes:
        account: The account.
        component: That of its cooperation, or blank.
        before: The amount of the year before.
        line: The new line.
        amount: Its amount.
        off: What was rounded away, in kroner; negative where it was rounded down.
        is_decided: Whether it is a grant or a fund, which no percentage is added to.
    """

    account: str
    component: str
    before: Decimal
    line: Entry
    amount: Decimal
    off: Fraction
    is_decided: bool


@frozen
class Proposal:
    """What a year's budget begins as.

    ``told`` says what does not come along, and what no percentage is added to.
    """

    lines: tuple[Carried, ...]
    told: tuple[Text, ...]


def carried_on(
    entries: Entries,
    agreement: Agreement,
    year: int,
    index: Decimal | None = None,
    closed: Collection[str] = (),
) -> Proposal:
    """The lines that a year lacks, after those of the year before.

    A cooperation that has any budget in the year keeps that alone: who wrote it may
    have meant it to be whole.

    Args:
        entries: The books.
        agreement: Which cooperations have terms in the year.
        year: The year.
        index: Percent that is added to each amount that nobody else decides; ``None``
            for none.
        closed: The components of cooperations whose year is closed.
    """
    before: dict[tuple[str, str], list[Declared]] = defaultdict(list)
    has: set[tuple[str, str]] = set()
    for line in declared(entries, BUDGET):
        account, _, amount = line.values
        if line.day.year == year:
            has.add((account, amount.currency))
        elif line.day.year == year - 1:
            before[account, amount.currency].append(line)
    begun = {owner_of(account) for account, _ in has}
    opened = open_days(entries)
    made: list[Carried] = []
    told: list[tuple[str, int, Text]] = []
    kept: dict[str, list[str]] = defaultdict(list)
    for (account, currency), rows in sorted(before.items()):
        component = owner_of(account)
        rows.sort(key=_written)
        if component in begun:
            if (account, currency) not in has:
                kept[component].append(account)
            continue
        why = _why_not(rows, agreement, year, opened, closed)
        if why is not None:
            told.append((*rows[-1].place, _left_out(rows[-1], account, why)))
            continue
        place = place_of(account, agreement)
        decided = place is not None and place[1] in _DECIDED
        made += [
            _carried(row, year, index, is_decided=decided) for row in _standing(rows)
        ]
    left_out = [text for _, _, text in sorted(told)]
    left_out += [_kept(component, kept[component], year) for component in sorted(kept)]
    if index:
        left_out += _as_they_were(made, agreement)
    return Proposal(tuple(made), tuple(left_out))


def _as_they_were(made: Sequence[Carried], agreement: Agreement) -> Iterator[Text]:
    """What no percentage was added to, in one sentence for each kind."""
    kinds: dict[Kind, list[str]] = defaultdict(list)
    for each in made:
        place = place_of(each.account, agreement)
        if each.is_decided and place is not None:
            kinds[place[1]].append(each.account)
    for kind, names in kinds.items():
        yield Text(_DECIDED[kind], accounts=", ".join(dict.fromkeys(names)))


def _why_not(
    rows: Sequence[Declared],
    agreement: Agreement,
    year: int,
    opened: dict[str, tuple[date, date]],
    closed: Collection[str],
) -> Text | None:
    """Why lines of an account do not come along; ``None`` where they do."""
    account, _, amount = rows[-1].values
    component = owner_of(account)
    cooperation = agreement.cooperation_by_account.get(component)
    if component in closed:
        return Text("{year} er avsluttet", year=year)
    if cooperation is not None and not cooperation.versions_in(year):
        return Text("avtalen har ingen vilkår for {year}", year=year)
    if opened.get(account, (date.max, date.min))[1] <= date(year, 1, 1):
        return Text("kontoen er stengt")
    if amount.currency != agreement.currency:
        return Text("det er ført i {currency}", currency=amount.currency)
    return _of_that_year(rows)


def _of_that_year(rows: Sequence[Declared]) -> Text | None:
    """What of the lines was for their own year alone; ``None`` where nothing was."""
    if any(not _is_yearly(row) for row in rows):
        return Text("linjen sier en egen periode")
    if any(CARRIED in row.meta for row in rows):
        return Text("en del av beløpet er overført fra året før det")
    return None


def _is_yearly(row: Declared) -> bool:
    return budget_period(row.meta) is None or is_of_year(row.meta, row.day.year)


def _standing(rows: Sequence[Declared]) -> Iterator[Declared]:
    """Of yearly lines the last one; of others the last one of each month."""
    if rows[-1].values[1] == YEARLY:
        yield rows[-1]
        return
    yield from {row.day.month: row for row in rows}.values()


def _carried(
    row: Declared, year: int, index: Decimal | None, *, is_decided: bool
) -> Carried:
    account, interval, amount = row.values
    number, off = raised(amount.number, None if is_decided else index)
    month = 1 if interval == YEARLY else row.day.month
    values = AccountName(account), interval, drafting.amount(number, amount.currency)
    line = custom(BUDGET, date(year, month, 1), values, {})
    component = owner_of(account)
    return Carried(account, component, amount.number, line, number, off, is_decided)


def raised(amount: Decimal, index: Decimal | None) -> tuple[Decimal, Fraction]:
    """An amount with some percent more, in whole øre, and what was rounded away.

    Half an øre is rounded away from zero.  Without a percentage it stands as it is.
    """
    if index is None:
        return amount, Fraction(0)
    exact = Fraction(amount) * (_HUNDRED + Fraction(index)) / _HUNDRED
    number = rounded(exact)
    return number, Fraction(number) - exact


def _left_out(row: Declared, account: str, why: Text) -> Text:
    path, line = row.place
    return Text(
        "{file}:{line}: budsjettet for {account} er ikke ført videre: {why}.",
        file=Path(path).name,
        line=line,
        account=account,
        why=why,
    )


def _kept(component: str, names: Sequence[str], year: int) -> Text:
    """That a cooperation's own budget stands, though it has fewer accounts."""
    return Text(
        "{component} har et budsjett for {year} fra før, og det står som det er. Disse"
        " hadde budsjett året før, men ikke nå: {accounts}.",
        component=component,
        year=year,
        accounts=", ".join(names),
    )


def _written(row: Declared) -> tuple[date, str, int]:
    return row.day, *row.place
