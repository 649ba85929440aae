"""What each payer bears in one state of the books, and what that rests on (*bæring*).

Reads what the plugin has generated and kept; it shares nothing itself.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.agreement.titles import key_title
from fellesbok.budgets.shares import budgeted_shares
from fellesbok.compare.not_borne import NOTHING_LEFT
from fellesbok.compare.not_borne import not_borne
from fellesbok.compare.not_borne import told
from fellesbok.compare.records import NOTHING
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearOf
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.books import Books
    from fellesbok.compare.not_borne import NotBorne
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
    all, and what is charged: while sums wait, it does not follow from the others.  What
    of a surplus is given back is among it.
    """

    keys: str
    sums_ore: tuple[int, ...]


@frozen
class Bearing:
    """What each payer bears in one state of the books.

    Attributes:
        amounts: Kroner with two decimals.
        grounds: Of each cooperation's year that is shared.
        lacking: The cooperations' years that cannot be shared, with the reasons.
        cooperations: By slug, in the order of the agreement.
        names: The payers, in the order of the agreement.
        left: Of each year that is shared, what of it nobody bears.
        closed: The years that stand as they were fixed.
        tried: The years that something is tried on, shared or not; of the closed ones
            those whose corrections are asked for.
        terms: The terms by which something is shared: slug, and number from 0.
    """

    amounts: Mapping[Whose, Decimal]
    grounds: Mapping[YearOf, Ground]
    lacking: Mapping[YearOf, tuple[Text, ...]]
    cooperations: Mapping[str, Cooperation]
    names: Mapping[str, str]
    left: Mapping[YearOf, NotBorne] = field(default_factory=dict)
    closed: frozenset[YearOf] = frozenset()
    tried: frozenset[YearOf] = frozenset()
    terms: frozenset[tuple[str, int]] = frozenset()

    def unknown_beside(self, other: Bearing) -> dict[YearOf, tuple[Text, ...]]:
        """The years that cannot be held against another state, with the reasons.

        They cannot be shared, or leave more, less or something else than there; of a
        closed year it is the corrections that are not known.
        """
        unknown = {
            of: left.reasons
            for of, left in self.left.items()
            if not left.is_same(other.left.get(of, NOTHING_LEFT))
        }
        return {**self.lacking, **unknown}

    def unknown_between(self, other: Bearing) -> dict[YearOf, tuple[Text, ...]]:
        """The years that are not known in one of the two, the reasons of ours first."""
        ours, theirs = self.unknown_beside(other), other.unknown_beside(self)
        return {
            of: tuple(dict.fromkeys((*ours.get(of, ()), *theirs.get(of, ()))))
            for of in ours.keys() | theirs.keys()
        }

    def of(self, whose: Whose, unknown: Collection[YearOf]) -> Decimal | None:
        """What somebody bears: nothing where it takes no part, ``None`` if unknown."""
        ruling = whose.of_year
        if whose.corrects is not None:
            ruling = YearOf(whose.cooperation, whose.corrects)
        if whose.of_year not in self.closed and ruling in unknown:
            return None
        return self.amounts.get(whose, NOTHING)

    def payers_of(self, year: YearOf) -> set[str]:
        """Who takes part in a year, and who bears something of it."""
        found = {
            whose.payer
            for whose in self.amounts
            if year in {whose.of_year, YearOf(whose.cooperation, whose.corrects or 0)}
        }
        cooperation = self.cooperations.get(year.cooperation)
        for version in cooperation.versions_in(year.year) if cooperation else ():
            found.update(version.participants or ())
            for rule in version.cost_centre_rules.values():
                found.update(rule.participants or ())
        return found

    def shared(self, year: YearOf, unknown: Collection[YearOf]) -> Decimal | None:
        """What the payers bear together in a year, corrections of others left out."""
        if year in unknown and year not in self.closed:
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
    shared = books.settled
    agreement = shared.agreement
    is_budget = tried_on is not TriedOn.ACCOUNTS
    closed: set[YearOf] = set()
    if is_budget:
        results = dict(_by_year(shared.budget_results))
        amounts = dict(_budgeted(results))
    else:
        closed = {YearOf(c.cooperation.slug, c.year) for c in shared.closed}
        results = dict(_by_year(shared.results))
        amounts = dict(_shared(r for of, r in results.items() if of not in closed))
        amounts |= _fixed(books, agreement, closed)
    left_out = shared.budgets_left_out if is_budget else shared.left_out
    lacking = {
        YearOf(*of): () if fault is None else (told(fault),)
        for of, fault in left_out.items()
    }
    left = {
        of: found
        for of, result in results.items()
        if (found := not_borne(result, agreement, is_budget=is_budget)) is not None
    }
    carried_to = _first_open(closed)

    def is_asked(of: YearOf) -> bool:
        """Whether the year is asked for, or the one that its corrections stand in."""
        own = carried_to[of.cooperation] if of in closed else of.year
        return year in {None, of.year, own}

    return Bearing(
        {w: a for w, a in amounts.items() if year in {None, w.year}},
        {
            of: _ground(result, is_budget=is_budget)
            for of, result in results.items()
            if year in {None, of.year}
        },
        {of: why for of, why in lacking.items() if is_asked(of)},
        agreement.cooperations,
        {payer.slug: payer.name for payer in agreement.payers},
        {of: found for of, found in left.items() if is_asked(of)},
        frozenset(closed),
        frozenset(of for of in (*results, *lacking) if is_asked(of)),
        frozenset(_terms(result for of, result in results.items() if is_asked(of))),
    )


def _terms(results: Iterable[YearResult]) -> Iterator[tuple[str, int]]:
    """The terms by which something of some years is shared."""
    for result in results:
        for pot in result.periods[-1].pots:
            for of in (pot.pot, *(net for net, _ in pot.nets)):
                yield result.cooperation.slug, of.version


def _first_open(closed: Iterable[YearOf]) -> dict[str, int]:
    """The year that corrections of a cooperation's closed years stand in."""
    found: dict[str, int] = {}
    for of in closed:
        found[of.cooperation] = max(of.year + 1, found.get(of.cooperation, 0))
    return found


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


def _budgeted(
    results: Mapping[YearOf, YearResult],
) -> Iterator[tuple[Whose, Decimal]]:
    """What each payer is to bear of the budgets, of which nothing is given back."""
    for year in sorted({of.year for of in results}):
        for slug, amounts in budgeted_shares(results.values(), year).items():
            for payer, amount in amounts.items():
                yield Whose(slug, payer, year), amount


def _ground(result: YearResult, *, is_budget: bool) -> Ground:
    used = sorted({period.version for period in result.periods})
    versions = [result.cooperation.versions[number] for number in used]
    given_back = (sum(of.values()) for of in result.given_back_ore.values())
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
            result.charged_ore,
            0 if is_budget else sum(given_back),
        ),
    )


def _titles(version: Version) -> Iterator[Text]:
    yield key_title(version.key)
    for centre, rule in version.cost_centre_rules.items():
        if rule.key is not None:
            title = key_title(rule.key)
            yield Text("ansvar {centre}: {key}", centre=centre, key=title)
