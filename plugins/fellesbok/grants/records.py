"""Grants on a day (*tilskudd*): what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import deadlines
from fellesbok.frozen import frozen
from fellesbok.grants.drawings import asset_account
from fellesbok.grants.own_shares import own_share
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.standing import grant_years
from fellesbok.grants.warnings import DAYS
from fellesbok.grants.warnings import grant_warnings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.deadlines import Due
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.entries.records import Entries
    from fellesbok.grants.own_shares import OwnShare
    from fellesbok.grants.standing import GrantStand
    from fellesbok.grants.standing import GrantYear
    from fellesbok.grants.warnings import GrantWarning


@frozen
class GrantOnDay:
    """One grant on a day.

    Attributes:
        stand: Where it stands at the end of the day.
        cooperation: Whose it is.
        grantor: The name of who gives it.
        account: Where its figures stand in the books.
        own: What the receiver puts in itself; ``None`` where none is asked for.
        years: Its years until then.
        warnings: What goes wrong with it.
        dues: Its deadlines, by day.
    """

    stand: GrantStand
    cooperation: Cooperation
    grantor: str
    account: str
    own: OwnShare | None
    years: tuple[GrantYear, ...]
    warnings: tuple[GrantWarning, ...]
    dues: tuple[Due, ...]

    @property
    def grant(self) -> Grant:
        """The terms."""
        return self.stand.grant

    @property
    def day(self) -> date:
        """The day."""
        return self.stand.day

    @property
    def next_due(self) -> Due | None:
        """The first deadline that is open and has not passed."""
        return next_due(self.dues, self.day)


def grants_on(
    entries: Entries, agreement: Agreement, day: date, days: int = DAYS
) -> list[GrantOnDay]:
    """Every grant on a day, in the order of the agreements.

    Args:
        entries: The books.
        agreement: For the grants.
        day: What is known at its end.
        days: How far ahead deadlines are warned of.
    """
    years = grant_years(entries, agreement, day)
    found = grant_warnings(entries, agreement, day, days)
    due = deadlines(agreement)
    return [
        GrantOnDay(
            stand=stand,
            cooperation=agreement.cooperations[stand.grant.cooperation],
            grantor=agreement.payer(stand.grant.grantor).name,
            account=account_of(stand.grant, agreement),
            own=own_share(entries, agreement, stand),
            years=tuple(y for y in years if y.grant is stand.grant),
            warnings=tuple(w for w in found if w.grant is stand.grant),
            dues=tuple(d for d in due if d.slug == stand.grant.slug),
        )
        for stand in grant_stands(entries, agreement, day)
    ]


def account_of(grant: Grant, agreement: Agreement) -> str:
    """Where the money of a grant stands; of memo figures, where they are told."""
    return grant.earned_on if grant.is_memo else asset_account(grant, agreement)


def next_due(dues: Iterable[Due], day: date) -> Due | None:
    """The first deadline that is open on a day and has not passed by it."""
    coming = [due for due in dues if due.is_open_on(day) and due.day >= day]
    return min(coming, key=lambda due: due.day, default=None)
