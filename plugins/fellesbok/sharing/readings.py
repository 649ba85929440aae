"""What each would have paid if the source had been read otherwise (*andre lesemåter*).

An assumption in the rules may name other readings: another key, basis, or rule for a
surplus.  The year is settled once more under each of them, from the same vouchers, so
that the effect of the assumption is calculated and not typed.  Nothing here is posted.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fellesbok.agreement import Basis
from fellesbok.agreement import Surplus
from fellesbok.agreement import terms_of
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import inner_keys
from fellesbok.agreement.distribution_key import uses
from fellesbok.agreement.distribution_key import with_named
from fellesbok.frozen import frozen
from fellesbok.sharing.pots import YearOfVouchers
from fellesbok.sharing.pots import together
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import carried_after
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.shared_pots import CannotSettleError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.distribution_key import Reading
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.settlement import YearResult

Change = tuple["Callable[[Version], Version]", "Callable[[Pot], Pot]"]
"""What another reading makes of a version of the terms, and of a pot."""


@frozen
class OtherReading:
    """A cooperation's year, settled by another reading.  Amounts are whole øre.

    Attributes:
        cooperation: The slug.
        year: The accounting year.
        assumption: What the books rest on.
        reading: How else the source can be read.
        now_ore: What each payer is charged in the books, less a surplus that goes back.
        other_ore: The same by the other reading.
    """

    cooperation: str
    year: int
    assumption: Assumption
    reading: Reading
    now_ore: Mapping[str, int]
    other_ore: Mapping[str, int]

    @property
    def moved_ore(self) -> dict[str, int]:
        """What the other reading adds to each payer, and takes from it if negative."""
        return {
            payer: self.other_ore.get(payer, 0) - self.now_ore.get(payer, 0)
            for payer in sorted(self.now_ore.keys() | self.other_ore.keys())
        }


def other_readings(
    years: Mapping[tuple[str, int], YearOfVouchers],
    agreement: Agreement,
    before: Carried,
    result: YearResult,
) -> Iterator[OtherReading]:
    """The year by each other reading of what it rests on; none that cannot be used.

    Args:
        years: The pots that the years were settled from; they are not changed.
        agreement: For statistics.
        before: What the years before leave to the year, as it stands in the books.
        result: The year as it stands in the books.
    """
    vouchers = years[result.cooperation.slug, result.year]
    for assumption, change in _in_use(vouchers):
        for reading in assumption.readings:
            as_read = change(reading)
            changed = _read_otherwise(vouchers, *as_read)
            try:
                carried = _carried(years, agreement, before, vouchers, as_read)
                other = settle_year(changed, agreement, carried)
            except CannotSettleError:
                continue
            if not _can_be_used(changed, other):
                continue
            yield OtherReading(
                vouchers.cooperation.slug,
                vouchers.year,
                assumption,
                reading,
                _paid(result),
                _paid(other),
            )


def harmless(readings: Iterable[OtherReading]) -> set[tuple[str, int, str]]:
    """Assumptions (cooperation, year, text) that move nobody by any reading."""
    moved: dict[tuple[str, int, str], bool] = {}
    for reading in readings:
        place = reading.cooperation, reading.year, reading.assumption.text
        moved[place] = moved.get(place, False) or any(reading.moved_ore.values())
    return {place for place, moves in moved.items() if not moves}


def _can_be_used(vouchers: YearOfVouchers, other: YearResult) -> bool:
    """Whether all of a year is shared by a reading, and nothing had to be guessed.

    A threshold asks who paid and when, which is read off the vouchers only where the
    agreement asks for it.
    """
    asks = any(
        pot.days is None and uses(pot.key, Threshold) and sums.cost
        for pot, row in vouchers.pots.items()
        for sums in row.values()
    )
    return not asks and all(pot.refused is None for pot in other.periods[-1].pots)


def _carried(
    years: Mapping[tuple[str, int], YearOfVouchers],
    agreement: Agreement,
    before: Carried,
    vouchers: YearOfVouchers,
    change: Change,
) -> Carried:
    """What the years before leave, had their pots been read otherwise as well.

    It matters only where cost of another year of service is charged in this one, or
    cost of this year of service was charged before.
    """
    slug, year = vouchers.cooperation.slug, vouchers.year
    earlier = [years[key] for key in sorted(years) if key[0] == slug and key[1] < year]
    carried = Carried()
    if any(pot.year != year for pot in vouchers.pots) or any(
        pot.year == year for of in earlier for pot in of.pots
    ):
        for of in earlier:
            other = settle_year(_read_otherwise(of, *change), agreement, carried)
            carried = carried_after(other, carried)
    return replace(before, accounts=carried.accounts)


def _paid(result: YearResult) -> dict[str, int]:
    """What each is charged for the year, less its part of a surplus that goes back."""
    paid = dict(result.periods[-1].apportionment.amounts_ore)
    back = result.last_version.surplus is Surplus.RETURN_TO_PARTICIPANTS
    if back and result.surplus is not None:
        for payer, amount in result.surplus.amounts_ore.items():
            paid[payer] = paid.get(payer, 0) - amount
    return paid


def _in_use(
    vouchers: YearOfVouchers,
) -> Iterator[tuple[Assumption, Callable[[Reading], Change]]]:
    """Each assumption with readings, and what a reading of it changes."""
    named = {k.name: k for pot in vouchers.pots for k in _named_in(pot.key)}
    for key in named.values():
        for assumption in key.assumptions:
            yield assumption, partial(_of_key, key.name)
    for version in terms_of(vouchers.cooperation, vouchers.year):
        number = vouchers.cooperation.versions.index(version)
        for assumption in version.assumptions:
            yield assumption, partial(_of_version, number, version)


def _named_in(key: DistributionKey) -> Iterator[Named]:
    """Every key with a name that a key is or has inside it."""
    if isinstance(key, Named):
        yield key
    for inner in inner_keys(key):
        yield from _named_in(inner)


def _of_key(name: str, reading: Reading) -> Change:
    """A named key is something else wherever it is used; basis and surplus too."""

    def key(old: DistributionKey) -> DistributionKey:
        return old if reading.key is None else with_named(old, name, reading.key)

    def version(old: Version) -> Version:
        used = any(k.name == name for k in _named_in(old.key))
        changed = _terms(old, reading) if used else old
        rules = {
            code: rule if rule.key is None else replace(rule, key=key(rule.key))
            for code, rule in old.cost_centre_rules.items()
        }
        return replace(changed, key=key(old.key), cost_centre_rules=rules)

    return version, lambda pot: replace(pot, key=key(pot.key))


def _of_version(number: int, version: Version, reading: Reading) -> Change:
    """One version of the terms has another key, basis or rule for a surplus."""

    def changed(old: Version) -> Version:
        if old is not version:
            return old
        terms = _terms(old, reading)
        return terms if reading.key is None else replace(terms, key=reading.key)

    def pot(old: Pot) -> Pot:
        ours = old.version == number and old.key == version.key
        if reading.key is None or not ours:
            return old
        return replace(old, key=reading.key)

    return changed, pot


def _terms(version: Version, reading: Reading) -> Version:
    """Basis and surplus as another reading has them."""
    basis = version.basis if reading.basis is None else Basis(reading.basis)
    surplus = version.surplus if reading.surplus is None else Surplus(reading.surplus)
    return replace(version, basis=basis, surplus=surplus)


def _read_otherwise(
    vouchers: YearOfVouchers,
    version: Callable[[Version], Version],
    pot: Callable[[Pot], Pot],
) -> YearOfVouchers:
    """The same vouchers under other terms; pots that become alike are one."""
    cooperation: Cooperation = replace(
        vouchers.cooperation,
        versions=tuple(version(v) for v in vouchers.cooperation.versions),
    )
    year = YearOfVouchers(
        cooperation, vouchers.year, vouchers.period_ends, come_to=vouchers.come_to
    )
    for old, row in vouchers.pots.items():
        new = pot(old)
        year.pots[new] = together(year.pots.get(new, {}), row)
    return year
