"""Which pot a posting goes in: the terms of the day, and what the voucher says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import ignores_cost
from fellesbok.agreement.distribution_key import uses
from fellesbok.entries.overrides import BEARER
from fellesbok.entries.overrides import KEY
from fellesbok.entries.overrides import PARTICIPANTS
from fellesbok.frozen import frozen
from fellesbok.sharing.paid_by import PaidBy
from fellesbok.sharing.paid_by import not_told_who_paid
from fellesbok.sharing.pots import Pot

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.entries.overrides import Note
    from fellesbok.entries.overrides import OverrideReader
    from fellesbok.entries.overrides import Wishes


@frozen
class Served:
    """Under which terms of a cooperation something was served, and in which year."""

    cooperation: Cooperation
    version: Version
    year: int


class PotFinder:
    """Finds the pot of a posting, and notes what is wrong with a voucher."""

    def __init__(
        self,
        agreement: Agreement,
        read: OverrideReader,
        note: Note,
        *,
        is_budget: bool,
        by_centre: bool = False,
    ) -> None:
        """Know the agreements; a budget is taken as paid by the host.

        With ``by_centre`` each cost centre has its own pots, whatever its rule.
        """
        self._by_centre = by_centre
        self._paid_by = PaidBy(agreement)
        self._read = read
        self._note = note
        self._is_budget = is_budget
        self._thresholds: dict[int, tuple[DistributionKey, bool]] = {}
        self._pots: dict[tuple[int, int, str], Pot] = {}

    def asks_who_paid(
        self, pot: Pot, cooperation: Cooperation, posting: Posting
    ) -> bool:
        """Whether the key has a threshold, and the posting is a cost or reduces one."""
        account, key = posting.account, pot.key
        if not (account.startswith("Expenses") or cooperation.is_contra(account)):
            return False
        if id(key) not in self._thresholds:
            # The key is kept, so that no other gets its id.
            self._thresholds[id(key)] = key, uses(key, Threshold)
        return self._thresholds[id(key)][1]

    def pot(
        self,
        cooperation: Cooperation,
        version: Version,
        day: date,
        year: int,
        centre: str,
    ) -> Pot:
        """The pot of a cost of ``year`` and cost centre under a version.

        A key that ignores the cost is used once a year on everything, so its pot does
        not depend on when the service was given: the terms of the voucher's day decide.
        """
        # Terms live as long as the agreements do, so no other gets the id of one.
        asked = id(version), year, centre
        if asked in self._pots:
            return self._pots[asked]
        rule, key = version.rule_and_key(centre)
        depends_on_day = ignores_cost(key)
        now = cooperation.version_on(day) if depends_on_day else None
        if now is not None:
            year = day.year
            # What fixed amounts have paid for is not shared by a key that came later.
            if ignores_cost(now.rule_and_key(centre)[1]):
                version = now
                rule, key = version.rule_and_key(centre)
        own = None if ignores_cost(key) else version.cost_centre_rules.get(centre)
        members = (own.participants if own else None) or version.participants or ()
        pot = Pot(
            cooperation.versions.index(version),
            year,
            centre if rule else "",
            key,
            members,
            version.host,
            tied=rule is not None,
            posted=centre if self._by_centre else "",
        )
        if not depends_on_day:
            self._pots[asked] = pot
        return pot

    def as_wished(
        self,
        entry: Transaction,
        pot: Pot,
        served: Served,
        wishes: Wishes,
    ) -> Pot:
        """The pot with the participants, key and bearer that the voucher names.

        A key that shares the cost is used in the year of service, also where the
        agreement's own key ignores the cost.
        """
        version = served.version
        key = pot.key
        if KEY in wishes:
            key = self._read.key(entry, wishes[KEY], instead_of=key)
        if ignores_cost(pot.key) and not ignores_cost(key):
            pot = replace(
                pot,
                version=served.cooperation.versions.index(version),
                year=served.year,
                participants=version.participants or (),
                bearer=version.host,
            )
        members, bearer = pot.participants, pot.bearer
        if PARTICIPANTS in wishes:
            members = (
                self._read.members(entry, wishes[PARTICIPANTS], version) or members
            )
        if members != pot.participants and ignores_cost(key):
            self._note(
                entry,
                "«deltakere» kan ikke brukes der nøkkelen setter beløp for året. Oppgi"
                " en nøkkel som deler kostnaden med «noekkel».",
            )
            return pot
        if BEARER in wishes and not ignores_cost(key):
            bearer = self._read.bearer(entry, wishes[BEARER], served.cooperation)
        if (members, key, bearer) == (pot.participants, pot.key, pot.bearer):
            return pot
        return pot.changed(key=key, participants=members, bearer=bearer, tied=True)

    def bearer(
        self, entry: Transaction, posting: Posting, cooperation: Cooperation, pot: Pot
    ) -> str | None:
        """Who paid a cost, and bears the first part of it; ``None`` if nobody can tell.

        A budget, and a cost of nothing, is as if the host had paid.
        """
        units: Any = posting.units
        if self._is_budget or not units.number:
            return pot.bearer
        return self._paid_by.read(cooperation, entry, posting)

    def paid(
        self,
        entry: Transaction,
        pot: Pot,
        bearer: str | None,
        days: tuple[date, date],
    ) -> Pot:
        """The pot with who bears the first part of the cost, and the days of service.

        Where nobody can tell who paid, the cost is not shared, and a finding says so.
        """
        first, last = days
        pot = pot.changed(bearer=bearer, days=(first.toordinal(), last.toordinal()))
        return pot if bearer else pot.changed(key=NotStated(not_told_who_paid(entry)))
