"""What is agreed on a grant (*tilskudd*): commitments, period, conditions.

This room knows nothing of YAML or of Beancount, and uses the standard library alone.
What is drawn and what has come of a grant stands in the books (``grants``).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.account_names import GRANTS
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from fractions import Fraction

    from fellesbok.agreement.distribution_key import Assumption


class GrantPlace(NamedTuple):
    """What an account of grants says: whose it is, and what stands after ``Tilskudd``.

    ``giver`` is blank where nothing does.
    """

    cooperation: str
    giver: str

    @property
    def account(self) -> str:
        """The account as it is without the cost centre in it."""
        plain = f"Income:{self.cooperation}:{GRANTS}"
        return f"{plain}:{self.giver}" if self.giver else plain


def grant_place(account: str) -> GrantPlace | None:
    """What an account says, if it is one of grants (*tilskuddskonto*).

    It is where ``Tilskudd`` stands anywhere below the cooperation, so also below a cost
    centre: ``Income:<cooperation>:<cost centre>:Tilskudd:<grantor>``.
    """
    root, *below = account.split(":")
    if root != "Income" or GRANTS not in below[1:]:
        return None
    return GrantPlace(below[0], ":".join(below[below.index(GRANTS, 1) + 1 :]))


class Unused(Enum):
    """Where money goes that has come and is not earned (*ubrukte midler*)."""

    RESTRICTED_FUND = "restricted_fund"
    OWED_TO_GRANTOR = "owed_to_grantor"
    NOT_STATED = "not_stated"


class OwnKind(Enum):
    """What counts as the own share of a grant's receiver (*egenfinansiering*)."""

    CASH = "cash"
    IN_KIND = "in_kind"
    EITHER = "either"


@frozen
class Commitment:
    """A promise of money (*tilsagn*), in kroner; ``day`` is ``None`` if not stated."""

    amount: Decimal
    day: date | None
    source: str


@frozen
class PayoutCap:
    """What is paid out at most before the final report (*tak før sluttrapport*).

    The rate and the amount are kept as they are stated, also where they disagree.

    Attributes:
        rate: A share of what is committed, or ``None``.
        stated: An amount in kroner, or ``None``.
    """

    rate: Fraction | None
    stated: Decimal | None

    def by_rate(self, committed: Decimal) -> Decimal | None:
        """The cap by the rate, in kroner, cut down to whole øre."""
        if self.rate is None:
            return None
        return Decimal(
            int(committed * 100 * self.rate.numerator) // self.rate.denominator
        ).scaleb(-2)

    def holds(self, committed: Decimal) -> Decimal | None:
        """The cap that is used: the amount where one is stated, else by the rate."""
        return self.by_rate(committed) if self.stated is None else self.stated

    def contradiction(self, committed: Decimal) -> Decimal:
        """How much the stated amount is above the rate; 0 where they agree."""
        by_rate = self.by_rate(committed)
        if by_rate is None or self.stated is None:
            return Decimal(0)
        return self.stated - by_rate


@frozen
class Deadline:
    """A day by which something is done (*frist*); ``done`` is when it was."""

    day: date
    text: str
    done: date | None = None


@frozen
class OwnFinancing:
    """What the receiver puts in itself (*krav til egenfinansiering*).

    Attributes:
        amount: In kroner, or ``None`` where a rate is stated.
        rate: A share of the whole cost, or ``None`` where an amount is stated.
        kind: What counts; ``None`` where the source does not state it.
    """

    amount: Decimal | None
    rate: Fraction | None
    kind: OwnKind | None

    @property
    def counts_work(self) -> bool:
        """Whether what is put in without money counts."""
        return self.kind in {OwnKind.IN_KIND, OwnKind.EITHER}


@frozen
class Grant:
    """A grant (*tilskudd*) to a cooperation; ``None`` is what is not stated.

    Attributes:
        slug: Short name, which vouchers refer to.
        title: What people call it.
        grantor: Slug of the payer that gives it.
        cooperation: Slug of the cooperation.
        purpose: What it is for.
        account: Its component in ``Assets:Tilskudd:<cooperation>:<this>`` and, where no
            other account is stated, in ``Income:<cooperation>:Tilskudd:<this>``.
        earned_on: The account on which it is earned, whole.
        shared_accounts: The grantor's own account, on which it may be earned too; none
            where it is the same or another account is stated.
        commodity: What it is counted in there: kroner, or a memo commodity.
        commitments: Oldest first; empty where none is stated.
        first_day: Of the period that costs must fall in.
        last_day: Of that period.
        cap: Payout before the final report.
        final_report: When the final report is due (*sluttrapport*).
        own_financing: The own share.
        deadlines: Other deadlines.
        unused: Where unused money goes.
        source: Where the terms stand.
        assumptions: What the source does not say.
        place: Path and line.
    """

    slug: str
    title: str
    grantor: str
    cooperation: str
    purpose: str | None
    account: str
    earned_on: str
    commodity: str
    commitments: tuple[Commitment, ...]
    first_day: date | None
    last_day: date | None
    cap: PayoutCap | None
    final_report: Deadline | None
    own_financing: OwnFinancing | None
    deadlines: tuple[Deadline, ...]
    unused: Unused
    source: str
    assumptions: tuple[Assumption, ...]
    place: tuple[str, int]
    shared_accounts: tuple[str, ...] = ()

    @property
    def earned_accounts(self) -> tuple[str, ...]:
        """Every account on which it is earned."""
        return self.earned_on, *self.shared_accounts

    @property
    def is_memo(self) -> bool:
        """Whether its figures stand in memo accounts, beside the money of the year."""
        return self.earned_on.startswith("Equity:")

    def committed_on(self, day: date) -> Decimal | None:
        """What has been committed by the end of a day; ``None``: not stated."""
        known = [c.amount for c in self.commitments if c.day is None or c.day <= day]
        return sum(known, Decimal(0)) if known else None

    def is_capped_on(self, day: date) -> bool:
        """Whether no final report has been delivered by the end of a day."""
        report = self.final_report
        return report is None or report.done is None or report.done > day

    def covers(self, first: date, last: date) -> bool:
        """Whether days lie in the period; what is not stated sets no limit."""
        begins, ends = self.first_day or date.min, self.last_day or date.max
        return begins <= first and last <= ends
