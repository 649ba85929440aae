"""A year's pots, each less its income and put through its key (*fordelt potte*).

What is left of a cost when outside income has come off, the circumstances a key is used
in, and the exact result.  Pots of a key that is not linear stand together on the
account of their year of service (``service_accounts``).  Nothing is rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.agreement.agreed_period import agreed_period
from fellesbok.agreement.agreed_period import part_passed
from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.agreement.distribution_key import Circumstances
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.agreement.distribution_key import unshared
from fellesbok.contradictions import must_equal
from fellesbok.frozen import frozen
from fellesbok.sharing.net_pots import net_pots
from fellesbok.sharing.service_accounts import Account
from fellesbok.sharing.service_accounts import Standing
from fellesbok.sharing.service_accounts import service_year
from fellesbok.sharing.service_accounts import share_account
from fellesbok.sharing.service_accounts import within

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import CannotKeepBoundsError
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.agreement.distribution_key import ServiceYear
    from fellesbok.sharing.net_pots import NetPot
    from fellesbok.sharing.net_pots import YearPot
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.service_accounts import Carried
    from fellesbok.sharing.service_accounts import Limit
    from fellesbok.sharing.service_accounts import Net


@frozen
class PotResult:
    """A pot, or an account of many, from 1 January to the end of a period, in øre.

    Attributes:
        pot: What it is; of an account, its newest pot.
        cost_ore: The cost, exactly.
        income_ore: Outside income that came off the cost.
        shared_ore: What is left for the key: cost less income.
        evaluation: The key used on it; of an account on all that stands on it, also
            from the accounting years before.
        nets: Of an account: each pot with what is left of its cost.
        borne_before_ore: Of an account: what each payer was charged in earlier years.
        refused: Of an account: why what is new on it is not shared.
    """

    pot: Pot
    cost_ore: Fraction
    income_ore: Fraction
    shared_ore: Fraction
    evaluation: Evaluation
    nets: tuple[Net, ...] = ()
    borne_before_ore: Mapping[str, Fraction] = field(default_factory=dict)
    refused: CannotKeepBoundsError | None = None

    @property
    def entitlements_ore(self) -> dict[str, Fraction]:
        """What each payer is to bear of it in the accounting year so far, exactly."""
        now, before = self.evaluation.entitlements_ore, self.borne_before_ore
        if not before:
            return dict(now)
        return {
            payer: now.get(payer, Fraction(0)) - before.get(payer, Fraction(0))
            for payer in [*now, *(p for p in before if p not in now)]
        }

    @property
    def placed_ore(self) -> Fraction:
        """What of the cost somebody bears; all of it, of a key that sets amounts."""
        if not self.pot.key.shares_cost and self.refused is None:
            return self.shared_ore
        return exact_sum(self.entitlements_ore.values())

    @property
    def unplaced_ore(self) -> Fraction:
        """What of the cost no bounds let anybody bear; less than 0 if it is placed now.

        An earlier year may have left a cost that the bounds had no room for.
        """
        return self.shared_ore - self.placed_ore

    @property
    def unshared_ore(self) -> Fraction:
        """Cost that nothing says how to share, or no bounds let anybody bear."""
        return self.shared_ore if unshared(self.pot.key) else self.unplaced_ore


class CannotSettleError(Exception):
    """A cooperation's year cannot be settled under one of its versions."""

    def __init__(self, version: Version, reason: CannotShareError) -> None:
        """Keep where and why."""
        self.version = version
        self.reason = reason
        super().__init__(str(reason))


class under:  # noqa: N801 -- used as a statement: with _under(version)
    """Says under which version a key could not be used."""

    def __init__(self, version: Version) -> None:
        self._version = version

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: object, error: BaseException | None, trace: object
    ) -> None:
        """Turn a key's refusal into the year's."""
        if isinstance(error, CannotShareError):
            raise CannotSettleError(self._version, error) from error


@frozen
class Settling:
    """A cooperation's accounting year that is being settled.

    Attributes:
        vouchers: The year's pots.
        agreement: For statistics.
        before: What the years before leave to it.
        pots: The year's pots, with what stands in each by the end of each period.
    """

    vouchers: YearOfVouchers
    agreement: Agreement
    before: Carried
    pots: Sequence[YearPot]


def pots_until(
    year: Settling,
    period: int,
    limit: Limit | None = None,
    refused: Collection[Account] = (),
) -> tuple[PotResult, ...]:
    """Every pot from 1 January to the end of a period, its key used on what is left.

    Args:
        year: The accounting year.
        period: Which period, from 0.
        limit: Only what was served under the first versions of the terms.
        refused: Accounts that are left out: the year cannot share what is on them.
    """
    vouchers, agreement = year.vouchers, year.agreement
    standing = year.before.accounts
    results = []
    nets: dict[Account, list[NetPot]] = defaultdict(list)
    # The account of days that follow each other is nearly always the same one.
    known: Account | None = None
    of_known: list[NetPot] = []
    for net in net_pots(year.pots, period, limit):
        pot, cost, rest, account = net
        if account is not known and not pot.key.is_linear:
            known, of_known = account, nets[account]
        if account is known:
            of_known.append(net)
            continue
        version = vouchers.cooperation.versions[pot.version]
        now = Circumstances(
            pot.participants, pot.year, agreement.statistics, bearer=pot.bearer
        )
        if sets_amounts(pot.key):  # others ask not how much of the year has passed
            now = circumstances(
                vouchers, agreement, pot, version, period, vouchers.come_to
            )
        with under(version):
            evaluation = pot.key.evaluate(rest, now)
        if pot.key.shares_cost:
            shared = exact_sum(evaluation.entitlements_ore.values())
            if shared != rest:
                what = "Det en nøkkel deler ut, og det som er igjen å fordele,"
                must_equal(what, shared / 100, rest / 100)
        results.append(PotResult(pot, cost, cost - rest, rest, evaluation))
    for account, before in standing.items():
        if account.year == vouchers.year and within(before, limit).nets:
            nets.setdefault(account, [])
    of = _Accounts(vouchers, agreement, standing, period, limit)
    results += [
        of.result(account, new)
        for account, new in nets.items()
        if account not in refused
    ]
    return tuple(results)


@frozen
class _Accounts:
    """The accounts of an accounting year, seen at the end of a period."""

    vouchers: YearOfVouchers
    agreement: Agreement
    standing: Mapping[Account, Standing]
    period: int
    limit: Limit | None

    def result(self, account: Account, new: Sequence[NetPot]) -> PotResult:
        """What each bears of an account; ``new`` is what has come to it in the year."""
        nets: list[Net] = [(net.pot, net.left_ore) for net in new]
        cost = exact_sum(net.cost_ore for net in new)
        before = self._before(account)
        every = [*before.nets, *nets]
        day = seen_from(self.vouchers, self.period, account, every)
        last_pot = every[-1][0]
        with under(self.vouchers.cooperation.versions[last_pot.version]):
            shared = share_account(nets, before, self._service(account, day))
        rest = exact_sum(amount for _, amount in nets)
        return PotResult(
            last_pot,
            cost,
            cost - rest,
            rest,
            shared.evaluation,
            tuple(nets),
            shared.borne_before_ore,
            shared.refused,
        )

    def _before(self, account: Account) -> Standing:
        """How the account stood when the year began, of the versions that count."""
        before = self.standing.get(account, Standing())
        if self.limit is None:
            return before
        known = within(before, self.limit)
        if known.nets == before.nets and not self._is_seen_earlier(account):
            return before
        if not known.nets:
            return Standing()
        day = date(self.vouchers.year - 1, 12, 31)
        service = self._service(account, day)
        shared = share_account(known.nets, Standing(), service)
        return Standing(known.nets, shared.evaluation.entitlements_ore)

    def _is_seen_earlier(self, account: Account) -> bool:
        """Whether the limit is before the day that the account was last seen on."""
        day = date(self.vouchers.year - 1, 12, 31)
        return self._service(account, day) != service_year(
            self.vouchers.cooperation, self.agreement, account, day
        )

    def _service(self, account: Account, day: date) -> ServiceYear:
        """The year of service, seen at the end of a day or of the limit."""
        if self.limit is not None:
            day = min(day, self.limit.last_day)
        return service_year(self.vouchers.cooperation, self.agreement, account, day)


def seen_from(
    vouchers: YearOfVouchers, period: int, account: Account, nets: Sequence[Net]
) -> date:
    """The end of the period; a base that no cost comes with waits for the books.

    It is charged for the periods that the books have come to the end of.
    """
    day = vouchers.period_ends[period]
    if account.key.shares_cost or any(amount for _, amount in nets):
        return day
    ends = [e for e in vouchers.period_ends if e <= vouchers.come_to]
    return min(day, max(ends, default=date(vouchers.year - 1, 12, 31)))


def waiting(year: Settling) -> Fraction:
    """What is agreed for the year in øre and not charged yet; the books wait for it."""
    vouchers = year.vouchers
    last = len(vouchers.period_ends) - 1
    is_over = vouchers.come_to >= vouchers.period_ends[last]
    if is_over or not any(sets_amounts(pot.key) for pot in vouchers.pots):
        return Fraction(0)
    agreed = replace(year, vouchers=replace(vouchers, come_to=date.max))
    sums = [
        exact_sum(
            exact
            for result in pots_until(of, last)
            if sets_amounts(result.pot.key)
            for exact in result.entitlements_ore.values()
        )
        for of in (agreed, year)
    ]
    return sums[0] - sums[1]


def circumstances(  # noqa: PLR0913, PLR0917 -- the year, the pot and how far they are
    vouchers: YearOfVouchers,
    agreement: Agreement,
    pot: Pot,
    version: Version,
    period: int,
    come_to: date,
) -> Circumstances:
    """What the pot's key must know at the end of a period."""
    ends = _settlements(vouchers, version)
    # What the terms give is earned when they end, also before the period does.
    done = sum(
        end <= vouchers.period_ends[period] and min(end, version.last_day) <= come_to
        for end in ends
    )
    passed = Fraction(done, len(ends)) if ends else Fraction(0)
    agreement_part = None
    days = agreed_period(pot.key, version)
    if days[1] < date.max:
        before = part_passed(days, version, date(vouchers.year - 1, 12, 31))
        after = part_passed(days, version, date(vouchers.year, 12, 31))
        agreement_part = before, before + (after - before) * passed
    return Circumstances(
        members=pot.participants,
        year=pot.year,
        statistics=agreement.statistics,
        year_part=version.part_of_year(vouchers.year) * passed,
        agreement_part=agreement_part,
        bearer=pot.bearer,
    )


def _settlements(vouchers: YearOfVouchers, version: Version) -> list[date]:
    """The period ends of the year by which something of the version has passed."""
    ends = (date(vouchers.year - 1, 12, 31), *vouchers.period_ends)
    return [
        end
        for before, end in pairwise(ends)
        if version.first_day <= end and version.last_day > before
    ]
