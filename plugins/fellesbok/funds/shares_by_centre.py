"""What each payer is to bear of each cost centre, by host and period, exactly.

The books are shared once more, by the same terms, with a pot for each cost centre that
something is posted on: who takes part, the key, what is given back as tax and what
outside income covers is as where the pots were one, so the parts add up to what is
shared.  A key that sets amounts has one pot; its cost centres have of it what they have
of its cost.  Of an account of a key that is not linear each has what it has of its net
cost that the payer takes part in.  Nothing is rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import ignores_cost
from fellesbok.entries import vocabulary
from fellesbok.entries.days import last_day
from fellesbok.entries.kinds import is_transaction
from fellesbok.entries.kinds import others
from fellesbok.frozen import frozen
from fellesbok.funds.orders import fund_orders
from fellesbok.funds.uses import count_uses
from fellesbok.sharing.net_pots import pots_of_year
from fellesbok.sharing.parts_of_year import pots_by_host
from fellesbok.sharing.pots import together
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import carried_after
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.shared_pots import Settling
from fellesbok.sharing.voucher_pots import collect_vouchers

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.shared_pots import PotResult

Exact = dict[str, Fraction]

NOTHING = Fraction(0)


@frozen
class HostShares:
    """What is owed one host of an accounting year until the end of a period, in øre.

    Attributes:
        year: The accounting year.
        end: The last day of the period.
        host: Slug of the host, or ``None``: not stated.
        shares: What each payer bears of each cost centre, by its code.
    """

    year: int
    end: date
    host: str | None
    shares: Mapping[str, Exact]


def shares_by_centre(
    entries: Entries,
    agreement: Agreement,
    cooperation: Cooperation,
    *,
    over: Collection[int] = (),
    is_budget: bool = False,
) -> tuple[HostShares, ...]:
    """Every accounting year of a cooperation, shared by cost centre.

    Args:
        entries: The loaded books, or a budget as costs.
        agreement: The agreements.
        cooperation: Whose costs.
        over: The years that are closed, and so over whatever the books have come to.
        is_budget: Whether it is a budget.
    """
    own = [e for e in entries if not _is_made(e)]
    vouchers = collect_vouchers(own, agreement, is_budget=is_budget, by_centre=True)
    if not is_budget:
        count_uses(fund_orders(others(own), agreement)[0], vouchers)
    day = last_day(own)
    found: list[HostShares] = []
    before = Carried()
    for slug, number in sorted(vouchers.years):
        if slug != cooperation.slug:
            continue
        year, weights = _together(vouchers.years[slug, number])
        if not is_budget and number not in over:
            year.come_to = day
        try:
            result = settle_year(year, agreement, before)
        except Exception:  # noqa: BLE001, S112 -- told where it was shared; not claimed
            continue
        settling = Settling(year, agreement, before, pots_of_year(year))
        for at, period in enumerate(result.periods):
            so_far: dict[tuple[str, str], Fraction] = {}
            for of, pots in pots_by_host(settling, at, period.pots):
                now = _by_centre(pots, weights[at])
                part = {
                    key: now.get(key, NOTHING) - so_far.get(key, NOTHING)
                    for key in {**now, **so_far}
                }
                version = cooperation.versions[cooperation.host_terms.index(of)]
                found.append(
                    HostShares(number, period.end, version.host, _by_payer(part))
                )
                so_far = now
        before = Carried() if is_budget else carried_after(result, before)
    return tuple(found)


def _is_made(entry: Entry) -> bool:
    """Whether a transaction was generated from the shares."""
    return entry.meta["filename"] == vocabulary.FILE and is_transaction(entry)


Weights = dict["Pot", Exact]
"""The cost of each cost centre in the pots of keys that set amounts, until a day."""


def _together(year: YearOfVouchers) -> tuple[YearOfVouchers, list[Weights]]:
    """The year with one pot where a key sets amounts, and its cost by cost centre."""
    made = replace(year, pots={})
    weights: list[Weights] = [defaultdict(dict) for _ in year.period_ends]
    for pot, row in year.pots.items():
        if not ignores_cost(pot.key):
            made.pots[pot] = row
            continue
        one, so_far = replace(pot, posted=""), NOTHING
        made.pots[one] = together(made.pots.get(one, {}), row)
        for number, of_period in enumerate(weights):
            if number in row:
                so_far += row[number].cost_ore()
            of_period[one][pot.posted] = so_far
    return made, weights


def _by_centre(
    pots: Sequence[PotResult], weights: Weights
) -> dict[tuple[str, str], Fraction]:
    """What each payer is to bear of each cost centre."""
    made: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for pot in pots:
        for payer, exact in pot.entitlements_ore.items():
            for centre, part in _centres(pot, payer, weights):
                made[payer, centre] += exact * part
    return dict(made)


def _centres(
    of: PotResult, payer: str, weights: Weights
) -> Iterator[tuple[str, Fraction]]:
    """The cost centres of a pot or an account, and the part that each has."""
    pot = of.pot
    if pot.cost_centre or not (of.nets or ignores_cost(pot.key)):
        yield pot.cost_centre or pot.posted, Fraction(1)
        return
    costs: Exact = defaultdict(Fraction)
    if of.nets:
        for each, rest in of.nets:
            if payer in each.participants or payer == each.bearer:
                costs[each.posted] += rest
    else:
        costs = dict(weights.get(pot, {}))
        if not sum(costs.values(), NOTHING):  # amounts without a cost: as the year
            costs = defaultdict(Fraction)
            for row in weights.values():
                for centre, cost in row.items():
                    costs[centre] += cost
    total = sum(costs.values(), NOTHING)
    if not total:
        yield "", Fraction(1)
    for centre, cost in costs.items() if total else ():
        yield centre, cost / total


def _by_payer(parts: Mapping[tuple[str, str], Fraction]) -> dict[str, Exact]:
    found: dict[str, Exact] = defaultdict(dict)
    for (payer, centre), exact in sorted(parts.items()):
        if exact:
            found[payer][centre] = exact
    return dict(found)
