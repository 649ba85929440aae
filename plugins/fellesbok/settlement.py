"""A year's pots → what each payer is charged, period by period, to the øre.

Grants and other outside income come off first where the agreement says net.  The
exact entitlements are added over the pots and over the periods so far; each period
charges what has been apportioned by its end less what was charged before, so that the
periods add up to the year (``apportion``).  The room knows no Beancount entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from math import floor
from typing import TYPE_CHECKING

from fellesbok.agreement import Surplus
from fellesbok.agreement import period_label
from fellesbok.apportion import Apportionment
from fellesbok.apportion import largest_remainder
from fellesbok.apportion import tie_order
from fellesbok.distribution_key import Circumstances
from fellesbok.distribution_key import sets_amounts
from fellesbok.distribution_key import unshared
from fellesbok.pots import Pot
from fellesbok.shared_pots import PotResult
from fellesbok.shared_pots import pots_until
from fellesbok.shared_pots import under
from fellesbok.shared_pots import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.pots import YearOfVouchers


@dataclass(frozen=True)
class PeriodResult:
    """What is charged for one period.

    ``apportionment`` is for the year so far; ``charged_ore`` is what this period adds.
    """

    end: date
    label: str
    version: int
    pots: tuple[PotResult, ...]
    apportionment: Apportionment
    charged_ore: Mapping[str, int]


@dataclass(frozen=True)
class YearResult:
    """A cooperation's accounting year, shared.  All amounts are whole øre.

    ``unshared_ore`` is cost that nothing says how to share; ``surplus_ore`` is what is
    left over when it is set aside (negative: lacking), and ``surplus`` its owners.
    ``waiting_ore`` is agreed for the year and not charged, because the books have only
    come to the day ``come_to``; what is left over or lacks is not known then, and 0.
    """

    cooperation: Cooperation
    year: int
    link: str
    periods: tuple[PeriodResult, ...]
    cost_ore: int
    income_ore: int
    charged_ore: int
    unshared_ore: int
    surplus_ore: int
    surplus: Apportionment | None
    waiting_ore: int = 0
    come_to: date = date.max

    def waits_on(self, day: date) -> bool:
        """Whether fixed sums until a day may not be charged, as the books lack it."""
        return bool(self.waiting_ore) and self.come_to < day

    @property
    def last_version(self) -> Version:
        """The terms at the end of the year."""
        return self.cooperation.versions[self.periods[-1].version]


def settle_year(
    vouchers: YearOfVouchers,
    agreement: Agreement,
    owed_before: Mapping[str, Fraction],
) -> YearResult:
    """Share a year of vouchers.

    Args:
        vouchers: The year's pots; those that fixed amounts need are added.
        agreement: For statistics.
        owed_before: Entitlement less charge in øre over the earlier years, for ties.

    Raises:
        CannotSettleError: A key cannot be used; nothing of the year is settled.
    """
    _add_pots_of_fixed_amounts(vouchers)
    periods: list[PeriodResult] = []
    charged: dict[str, int] = {}
    for number, end in enumerate(vouchers.period_ends):
        pots = pots_until(vouchers, agreement, number)
        apportionment = _apportion(vouchers, pots, owed_before)
        version = _version_at(vouchers.cooperation, vouchers.year, end)
        now = apportionment.amounts_ore
        periods.append(
            PeriodResult(
                end=end,
                label=period_label(
                    vouchers.cooperation.versions[version].settlement, end
                ),
                version=version,
                pots=pots,
                apportionment=apportionment,
                charged_ore={
                    payer: now[payer] - charged.get(payer, 0) for payer in sorted(now)
                },
            )
        )
        charged = dict(now)
    return _year_result(vouchers, agreement, tuple(periods), owed_before)


def owed_after(
    result: YearResult, before: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Entitlement less charge in øre, with this year added."""
    last = result.periods[-1].apportionment
    owed = dict(before)
    for payer, exact in last.entitlements_ore.items():
        owed[payer] = owed.get(payer, Fraction(0)) + exact - last.amounts_ore[payer]
    return owed


def _year_result(
    vouchers: YearOfVouchers,
    agreement: Agreement,
    periods: tuple[PeriodResult, ...],
    owed_before: Mapping[str, Fraction],
) -> YearResult:
    """Add the year up: what is shared, not shared, and left over."""
    rows = [sums for row in vouchers.pots.values() for sums in row]
    cost = _whole(sum((s.cost_ore() for s in rows), Fraction(0)))
    income = _whole(sum((s.income_ore() for s in rows), Fraction(0)))
    last = periods[-1]
    charged = sum(last.apportionment.amounts_ore.values())
    unshared_ore = ceil(
        sum(
            (p.shared_ore for p in last.pots if unshared(p.pot.key)),
            Fraction(0),
        )
    )
    waits_for = ceil(waiting(vouchers, agreement))
    surplus = 0 if waits_for else income + charged - (cost - unshared_ore)
    version = vouchers.cooperation.versions[last.version]
    owners = None
    if surplus > 0 and version.surplus in {
        Surplus.FUND,
        Surplus.RETURN_TO_PARTICIPANTS,
    }:
        owners = _owners(vouchers, agreement, last, surplus, owed_before)
    return YearResult(
        vouchers.cooperation,
        vouchers.year,
        vouchers.link,
        periods,
        cost,
        income,
        charged,
        unshared_ore,
        surplus,
        owners,
        waits_for,
        vouchers.come_to,
    )


def _owners(
    vouchers: YearOfVouchers,
    agreement: Agreement,
    last: PeriodResult,
    surplus_ore: int,
    owed_before: Mapping[str, Fraction],
) -> Apportionment | None:
    """Who owns a surplus: in proportion to the year's entitlement, else by the key.

    ``None`` where no key says it.
    """
    entitled = {p: e for p, e in last.apportionment.entitlements_ore.items() if e > 0}
    total = sum(entitled.values(), Fraction(0))
    if total:
        owned = {payer: surplus_ore * e / total for payer, e in entitled.items()}
    else:
        version = vouchers.cooperation.versions[last.version]
        if not version.key.shares_cost or not version.participants:
            return None
        now = Circumstances(
            version.participants,
            vouchers.year,
            agreement.statistics,
            bearer=version.host,
        )
        with under(version):
            evaluation = version.key.evaluate(Fraction(surplus_ore), now)
        owned = dict(evaluation.entitlements_ore)
    order = tie_order(
        owned,
        owed_before=owed_before,
        agreement=vouchers.cooperation.slug,
        year=vouchers.year,
    )
    return largest_remainder(owned, surplus_ore, tie_order=order)


def _apportion(
    vouchers: YearOfVouchers,
    pots: Sequence[PotResult],
    owed_before: Mapping[str, Fraction],
) -> Apportionment:
    """The year so far in whole øre, all pots together."""
    entitlements: dict[str, Fraction] = {}
    for pot in pots:
        for payer, exact in pot.evaluation.entitlements_ore.items():
            entitlements[payer] = entitlements.get(payer, Fraction(0)) + exact
    order = tie_order(
        entitlements,
        owed_before=owed_before,
        agreement=vouchers.cooperation.slug,
        year=vouchers.year,
    )
    total = floor(sum(entitlements.values(), Fraction(0)))
    return largest_remainder(entitlements, total, tie_order=order)


def _add_pots_of_fixed_amounts(vouchers: YearOfVouchers) -> None:
    """Fixed amounts are due whether there are costs or not: give them a pot."""
    cooperation, year = vouchers.cooperation, vouchers.year
    for version in cooperation.versions_in(year):
        number = cooperation.versions.index(version)
        day = max(version.first_day, date(year, 1, 1))
        for centre in ("", *version.cost_centre_rules):
            rule, key = version.rule_and_key(centre)
            if not sets_amounts(key):
                continue
            members = (rule.participants if rule else None) or version.participants
            pot = Pot(
                version=number,
                year=year,
                cost_centre=centre if rule else "",
                key=key,
                participants=members or (),
                bearer=version.host,
                tied=rule is not None,
            )
            vouchers.sums(pot, day)


def _version_at(cooperation: Cooperation, year: int, day: date) -> int:
    """Which version a period that ends on a day is settled under: the last one held."""
    held = [v for v in cooperation.versions_in(year) if v.first_day <= day]
    return cooperation.versions.index((held or cooperation.versions_in(year))[-1])


def _whole(amount_ore: Fraction) -> int:
    """Whole øre; what is not has been reported as a fault of the books."""
    return floor(amount_ore)
