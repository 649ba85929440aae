"""What each payer bears in one state of the books, and what that rests on (*bæring*).

Reads what the plugin has generated and kept; it shares nothing itself.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.agreement.titles import key_title
from fellesbok.budgets.adopted import budgets
from fellesbok.compare.records import NOTHING
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearOf
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.books import Books
    from fellesbok.sharing.settlement import YearResult


class TriedOn(Enum):
    """Which costs a change is tried on; the value is what the option is called."""

    ACCOUNTS = "accounts"
    BUDGET = "budget"
    COMING = "coming"

    @property
    def text(self) -> Text:
        """In words."""
        return _COSTS[self]


_COSTS = {
    TriedOn.ACCOUNTS: Text("regnskapet"),
    TriedOn.BUDGET: Text("budsjettet"),
    TriedOn.COMING: Text("budsjettet for året som kommer"),
}


@frozen
class Ground:
    """What is shared in a cooperation's year, and by which keys.

    ``sums_ore`` are cost, income and all else that decides how much is to be borne in
    all: what of a surplus is given back is among it.
    """

    keys: str
    sums_ore: tuple[int, ...]


@frozen
class Bearing:
    """What each payer bears in one state of the books.

    Attributes:
        amounts: Kroner with two decimals.
        grounds: Of each cooperation's year that is shared.
        lacking: The cooperations' years that cannot be shared.
        cooperations: By slug, in the order of the agreement.
        names: The payers, in the order of the agreement.
    """

    amounts: Mapping[Whose, Decimal]
    grounds: Mapping[YearOf, Ground]
    lacking: frozenset[YearOf]
    cooperations: Mapping[str, Cooperation]
    names: Mapping[str, str]

    def of(self, whose: Whose) -> Decimal | None:
        """What somebody bears: nothing where it takes no part, ``None`` if unknown."""
        if whose.of_year in self.lacking:
            return None
        return self.amounts.get(whose, NOTHING)

    def shared(self, year: YearOf) -> Decimal | None:
        """What the payers bear together in a year, corrections of others left out."""
        if year in self.lacking:
            return None
        found = (
            amount
            for whose, amount in self.amounts.items()
            if whose.of_year == year and whose.corrects is None
        )
        return sum(found, NOTHING)


def bearing(books: Books, tried_on: TriedOn, year: int | None = None) -> Bearing:
    """What each payer bears.

    Args:
        books: Loaded, and shared.
        tried_on: Of the accounts, or of the budgets.
        year: That one alone; otherwise every year.
    """
    agreement = books.settled.agreement
    if tried_on is TriedOn.ACCOUNTS:
        closed = {YearOf(c.cooperation.slug, c.year) for c in books.settled.closed}
        results = dict(_by_year(books.settled.results))
        amounts = dict(_shared(r for of, r in results.items() if of not in closed))
        amounts |= _fixed(books, agreement, closed)
        lacking = {YearOf(*of) for of in books.of_one.values()}
        lacking -= results.keys() | closed
    else:
        results = dict(_by_year(books.settled.budget_results))
        amounts = dict(_shared(results.values()))
        lacking = _budgeted(books, agreement) - results.keys()
    grounds = {of: _ground(result) for of, result in results.items()}
    return Bearing(
        {w: a for w, a in amounts.items() if year in {None, w.year}},
        {of: ground for of, ground in grounds.items() if year in {None, of.year}},
        frozenset(of for of in lacking if year in {None, of.year}),
        agreement.cooperations,
        {payer.slug: payer.name for payer in agreement.payers},
    )


def _by_year(results: Iterable[YearResult]) -> Iterator[tuple[YearOf, YearResult]]:
    for result in results:
        yield YearOf(result.cooperation.slug, result.year), result


def _fixed(
    books: Books, agreement: Agreement, closed: AbstractSet[YearOf]
) -> dict[Whose, Decimal]:
    """What closed years were fixed as, and each correction of them, added up."""
    slugs = {a: c.slug for a, c in agreement.cooperation_by_account.items()}
    sums: dict[Whose, Decimal] = {}
    for moved in statement.on_receivables(books.entries, agreement.accounts):
        payer = agreement.slug_by_name[moved.municipality]
        year = moved.day.year
        whose = Whose(slugs[moved.cooperation], payer, year, moved.corrects)
        if moved.corrects is not None or whose.of_year in closed:
            sums[whose] = sums.get(whose, NOTHING) + moved.amount
    return sums


def _shared(results: Iterable[YearResult]) -> Iterator[tuple[Whose, Decimal]]:
    """What each payer bears of the years that are shared and can change.

    It is what the receivables are made of, also where an account for one of them is not
    open yet and nothing can be posted: what is charged, less what is given back.
    """
    for result in results:
        sums_ore = dict(result.periods[-1].apportionment.amounts_ore)
        for of_host in result.given_back_ore.values():
            for payer, amount_ore in of_host.items():
                sums_ore[payer] = sums_ore.get(payer, 0) - amount_ore
        for payer, amount_ore in sums_ore.items():
            whose = Whose(result.cooperation.slug, payer, result.year)
            yield whose, kroner(amount_ore)


def _budgeted(books: Books, agreement: Agreement) -> set[YearOf]:
    """The cooperations' years that have a budget and terms to share it by."""
    found = set()
    for budget in budgets(books.entries)[0]:
        _, component, *_ = budget.account.split(":")
        cooperation = agreement.cooperation_by_account.get(component)
        if cooperation and cooperation.versions_in(budget.year):
            found.add(YearOf(cooperation.slug, budget.year))
    return found


def _ground(result: YearResult) -> Ground:
    used = sorted({period.version for period in result.periods})
    versions = [result.cooperation.versions[number] for number in used]
    titles = dict.fromkeys(t for version in versions for t in _titles(version))
    return Ground(
        joined(tuple(titles), "; "),
        (
            result.cost_ore,
            result.income_ore,
            result.contra_ore,
            result.unshared_ore,
            result.surplus_ore,
            result.waiting_ore,
            sum(sum(of.values()) for of in result.given_back_ore.values()),
        ),
    )


def _titles(version: Version) -> Iterator[Text]:
    yield key_title(version.key)
    for centre, rule in version.cost_centre_rules.items():
        if rule.key is not None:
            title = key_title(rule.key)
            yield Text("ansvar {centre}: {key}", centre=centre, key=title)
