"""Pots: what is shared by one key between the same participants, summed by period.

All costs of a cooperation and accounting year that are shared alike stand in one pot,
so that the arithmetic is done per pot and period, not per voucher.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.distribution_key import as_text
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.distribution_key import unshared
from fellesbok.entries.vocabulary import shared_link
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.errors import LedgerError

NOTHING = Fraction(0)

CostAndIncome = tuple[Fraction, Fraction]
NOTHING_YET: CostAndIncome = (NOTHING, NOTHING)
"""Of a pot that comes to nothing by the end of a period: always this very one."""


@frozen
class Pot:
    """What is shared by one key between the same participants.

    ``version`` counts the cooperation's versions from 0; ``year`` is the year the cost
    belongs to, which decides the date of a statistic.  ``tied`` says that income here
    is meant for just these costs.  ``days`` are the first and last day of service, as
    ordinals, where the key asks for them: where it has a threshold.  ``posted`` is the
    cost centre it is posted on, where the pots are asked for by cost centre.
    """

    version: int
    year: int
    cost_centre: str
    key: DistributionKey = field(hash=False)  # compared, but too rich to be hashed
    participants: tuple[str, ...]
    bearer: str | None
    tied: bool
    days: tuple[int, int] | None = None
    posted: str = ""

    def changed(self, **to: object) -> Pot:
        """The same with something else in it, made quicker than ``replace`` does."""
        values: dict[str, Any] = vars(self) | to
        return Pot(**values)


@dataclass(slots=True)
class Sums:
    """Cost and outside income of a pot within one settlement period, in kroner.

    ``cost_part`` and ``income_part`` are what falls here of vouchers that are split by
    days, as exact fractions of kroner.  ``contra`` is what comes off the cost without
    being income: it is a part of the cost, kept apart so that it can be told.
    """

    cost: Decimal = Decimal(0)
    income: Decimal = Decimal(0)
    cost_part: Fraction = NOTHING
    income_part: Fraction = NOTHING
    contra: Sums | None = None

    def cost_ore(self) -> Fraction:
        """Cost in øre, exactly, with what comes off it."""
        ore = _ore(self.cost, self.cost_part)
        return ore if self.contra is None else ore + self.contra.cost_ore()

    def contra_ore(self) -> Fraction:
        """What comes off the cost in øre, exactly; below zero, as it is posted."""
        return NOTHING if self.contra is None else self.contra.cost_ore()

    def of_contra(self) -> Sums:
        """The sums that what comes off the cost is added to, as a cost."""
        if self.contra is None:
            self.contra = Sums()
        return self.contra

    def income_ore(self) -> Fraction:
        """Outside income in øre, exactly; income is positive here."""
        if not self.income and not self.income_part:
            return NOTHING
        return -_ore(self.income, self.income_part)

    @classmethod
    def of_all(cls, every: Sequence[Sums]) -> Sums:
        """What stands in all of them together."""
        contra = [sums.contra for sums in every if sums.contra is not None]
        return cls(
            sum((sums.cost for sums in every), Decimal(0)),
            sum((sums.income for sums in every), Decimal(0)),
            _sum_of_parts([sums.cost_part for sums in every]),
            _sum_of_parts([sums.income_part for sums in every]),
            cls.of_all(contra) if contra else None,
        )

    def add(self, amount: Decimal, part: Fraction, *, is_cost: bool) -> None:
        """Add a part of an amount; a whole one stays a decimal, which is quicker."""
        if part == 1:
            if is_cost:
                self.cost += amount
            else:
                self.income += amount
        elif is_cost:
            self.cost_part += Fraction(amount) * part
        else:
            self.income_part += Fraction(amount) * part


Row = dict[int, Sums]
"""The sums of a pot by the number of the settlement period; those it has."""


def together(one: Row, other: Row) -> Row:
    """Two pots that have become alike."""
    every = sorted(one.keys() | other.keys())
    return {n: Sums.of_all([row[n] for row in (one, other) if n in row]) for n in every}


def _ore(amount: Decimal, part: Fraction = NOTHING) -> Fraction:
    """A sum in øre, exactly; few sums have parts, and fractions are slow to add."""
    whole, of = amount.scaleb(2).as_integer_ratio()
    ore = Fraction(whole) if of == 1 else Fraction(whole, of)
    return ore if part is NOTHING else ore + part * 100


def _sum_of_parts(parts: Sequence[Fraction]) -> Fraction:
    """The sum of parts of kroner; nearly all sums have none."""
    some = [part for part in parts if part is not NOTHING]
    return exact_sum(some) if some else NOTHING


def _plus(so_far: Fraction, more: Fraction) -> Fraction:
    """The sum; most pots have something in one period, or no income at all."""
    if so_far is NOTHING:
        return more
    return so_far if more is NOTHING else so_far + more


@frozen
class Booked:
    """What is booked from 1 January to the end of a period, exactly, in øre.

    ``cost_ore`` has the contra-cost in it, which is below zero and stands apart as
    well; ``recoverable_ore`` is in no other sum.
    """

    cost_ore: Fraction
    income_ore: Fraction
    contra_ore: Fraction
    recoverable_ore: Fraction


@dataclass
class YearOfVouchers:
    """One cooperation's accounting year: its pots, period by period.

    ``recoverable`` is tax in kroner that is given back or deducted, in no pot, by the
    number of its settlement period.
    ``come_to`` is the last day that the books have come to; fixed sums are charged for
    the settlement periods that have ended by then.
    """

    cooperation: Cooperation
    year: int
    period_ends: tuple[date, ...]
    pots: dict[Pot, Row] = field(default_factory=dict)
    recoverable: dict[int, Decimal] = field(default_factory=dict)
    come_to: date = date.max

    def put_in_order(self) -> None:
        """Let the pots stand by what they are, and not by which voucher came first."""
        if len(self.pots) <= 1:
            return
        texts: dict[int, str] = {}

        def what(pot: Pot) -> tuple[object, ...]:
            key = texts.get(id(pot.key))
            if key is None:
                key = texts[id(pot.key)] = as_text(pot.key)
            # Why nothing is stated may name a line, which tells nothing of the pot.
            says = "" if unshared(pot.key) else key
            sums = (
                [cost for cost, _ in self._so_far(self.pots[pot])] if not says else []
            )
            days = pot.days or (0, 0)
            whose = pot.cost_centre, pot.posted, pot.participants, pot.bearer or ""
            return (pot.version, pot.year, days, whose, says, pot.tied, sums, key)

        self.pots = {pot: self.pots[pot] for pot in sorted(self.pots, key=what)}

    def sums(self, pot: Pot, day: date) -> Sums:
        """The sums of a pot in the settlement period of a day."""
        row = self.pots.setdefault(pot, {})
        number = bisect_left(self.period_ends, day)
        sums = row.get(number)
        if sums is None:
            sums = row[number] = Sums()
        return sums

    def add_recoverable(self, amount: Decimal, day: date) -> None:
        """Add tax that is given back or deducted to the settlement period of a day."""
        number = bisect_left(self.period_ends, day)
        self.recoverable[number] = self.recoverable.get(number, Decimal(0)) + amount

    def so_far_ore(self) -> dict[Pot, tuple[CostAndIncome, ...]]:
        """Cost and outside income of each pot by the end of each period, in øre."""
        return {pot: self._so_far(row) for pot, row in self.pots.items()}

    def _so_far(self, row: Row) -> tuple[CostAndIncome, ...]:
        """The sums of the periods so far; most periods have nothing to add."""
        found: list[CostAndIncome] = []
        now = NOTHING_YET
        for number in sorted(row):
            found += [now] * (number - len(found))
            cost = _plus(now[0], row[number].cost_ore())
            income = _plus(now[1], row[number].income_ore())
            now = (cost, income) if cost or income else NOTHING_YET
        periods = len(self.period_ends)
        return tuple(found + [now] * (periods - len(found)))[:periods]

    def booked(self) -> Iterator[Booked]:
        """What all pots have by the end of each period."""
        now = Booked(NOTHING, NOTHING, NOTHING, NOTHING)
        of_period: dict[int, list[Sums]] = defaultdict(list)
        for row in self.pots.values():
            for number, sums in row.items():
                of_period[number].append(sums)
        for number in range(len(self.period_ends)):
            here = Sums.of_all(of_period[number])
            tax = self.recoverable.get(number)
            now = Booked(
                _plus(now.cost_ore, here.cost_ore()),
                _plus(now.income_ore, here.income_ore()),
                _plus(now.contra_ore, here.contra_ore()),
                _plus(now.recoverable_ore, NOTHING if tax is None else _ore(tax)),
            )
            yield now

    def period(self, day: date) -> tuple[date, date]:
        """First and last day of the settlement period of a day."""
        number = bisect_left(self.period_ends, day)
        if not number:
            return date(self.year, 1, 1), self.period_ends[0]
        before = self.period_ends[number - 1]
        return before + timedelta(days=1), self.period_ends[number]

    @cached_property
    def link(self) -> str:
        """What joins the vouchers to what became of them."""
        return shared_link(self.year, self.cooperation.slug)


@frozen
class Gap:
    """Two years or more, in a row, that the books have nothing of.

    Attributes:
        first: The first of the years.
        last: The last of them.
        day: The date of what is written next.
        place: Where that stands.
    """

    first: int
    last: int
    day: date
    place: tuple[str, int]


@dataclass
class Vouchers:
    """Everything one walk over the books found.

    ``links`` gives, for each link, the indexes of the entries that it stands on;
    ``faulty`` holds the years that a voucher with an error belongs to, and ``gaps`` the
    years that nothing is written in, by a cooperation that has agreed sums for them;
    ``accounts`` are all that something is posted on, and ``marked`` the transactions
    that have tags or say more of themselves than their number.  ``last_day`` is how far
    the books have come.
    """

    years: dict[tuple[str, int], YearOfVouchers] = field(default_factory=dict)
    links: dict[str, list[int]] = field(default_factory=dict)
    errors: list[LedgerError] = field(default_factory=list)
    faulty: set[tuple[str, int]] = field(default_factory=set)
    accounts: frozenset[str] = frozenset()
    gaps: list[tuple[Cooperation, Gap]] = field(default_factory=list)
    marked: list[Transaction] = field(default_factory=list)
    last_day: date = date.min
