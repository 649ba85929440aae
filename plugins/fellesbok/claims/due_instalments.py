"""Instalments on account (*terminer a konto*) that have fallen due and are not claimed.

Of a year that is not over, each is told as it stands in the plan.  Where the year is
over, the settlement asks for it: it is told as long as that has something to claim of
the payer.  There is no clock: who asks says which day it is seen from.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.taken_back import TakenBack
from fellesbok.claims.unclaimed import Accounts
from fellesbok.claims.unclaimed import periods_over
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.host_times import instalment_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


@frozen
class Missed:
    """What one host has not claimed of a payer's instalments of a year.

    Attributes:
        instalments: Those that have fallen due, in order; at least one.
        is_over: Whether the year is over, so that the settlement asks for it.
        is_held: Whether they were claimed, and taken back whole after an objection that
            was granted, so that they are held back.
    """

    instalments: tuple[Instalment, ...]
    is_over: bool
    is_held: bool = False

    @property
    def first(self) -> Instalment:
        """The one that fell due first; payer, host and year are those of all."""
        return self.instalments[0]

    @property
    def amount(self) -> Decimal:
        """What they are together, in kroner."""
        return kroner(sum(row.amount_ore for row in self.instalments))

    def told(self, agreement: Agreement) -> Text:
        """How much has fallen due, since when, and who is to claim it."""
        values = {
            "payer": agreement.payer(self.first.payer).name,
            "amount": self.amount,
            "year": self.first.year,
            "due": self.first.due,
            "host": agreement.payer(self.first.host).name if self.first.host else "–",
        }
        if self.is_held:
            return Text(
                "{payer}: {amount} kr a konto for {year}, det første med forfall {due},"
                " ble tatt tilbake etter en innsigelse som fikk medhold, og er"
                " holdt tilbake. Skal det kreves, krever {host} det med «fellesbok"
                " claim {year} --with-credited».",
                **values,
            )
        if self.is_over:
            return Text(
                "{payer}: {amount} kr a konto for {year} har forfalt uten å være krevd,"
                " det første {due}. {host} krever det i avregningen, med «fellesbok"
                " claim {year}».",
                **values,
            )
        return Text(
            "{payer}: {amount} kr a konto for {year} har forfalt uten å være krevd, det"
            " første {due}. {host} krever det med «fellesbok claim {year}».",
            **values,
        )


def missed_instalments(
    entries: Entries,
    shared: Shared,
    written: Sequence[Claim],
    today: date,
    years: Iterable[int] | None = None,
) -> list[Missed]:
    """What has fallen due by a day and is not claimed, by year and cooperation.

    Args:
        entries: The books, with what is generated.
        shared: The agreements, and the budgets shared.
        written: The claims of the books.
        today: The day it is seen from.
        years: Years that are looked at; else each that the cooperation has cost or
            claims in, and that of the day.
    """
    looked_at = _years(shared, written, today)
    accounts: list[Accounts] = []
    taken_back = TakenBack(entries, shared.agreement, written, today)
    found: list[Missed] = []
    for year in sorted({y for y, _ in looked_at} if years is None else {*years}):
        for plan in payment_plans(shared, written, year):
            if years is None and (year, plan.cooperation.slug) not in looked_at:
                continue
            late = [row for row in plan.instalments if _is_late(row, today)]
            over = {*periods_over(plan.cooperation, year, today)} if late else set()
            if over and not accounts:
                accounts.append(Accounts(entries, shared.agreement, written, today))
            late.sort(
                key=lambda row: (
                    shared.agreement.payer(row.payer).name,
                    str(row.host),
                    row.number,
                )
            )
            for _, group in groupby(late, key=lambda row: (row.payer, row.host)):
                own = tuple(group)
                now = [row for row in own if _day(row) not in over]
                held = tuple(
                    row
                    for row in now
                    if taken_back.whole(row, is_held=True).is_held_whole
                )
                left = tuple(row for row in now if row not in held)
                rest = tuple(row for row in own if _day(row) in over)
                if left:
                    found.append(Missed(left, is_over=False))
                if held:
                    found.append(Missed(held, is_over=False, is_held=True))
                if rest and _is_to_settle(accounts[0], taken_back, rest[0], today):
                    found.append(Missed(rest, is_over=True))
    return found


def _years(
    shared: Shared, written: Sequence[Claim], today: date
) -> set[tuple[int, str]]:
    """The years that the books are about, cooperation by cooperation."""
    found = {(today.year, slug) for slug in shared.agreement.cooperations}
    found |= {(r.year, r.cooperation.slug) for r in shared.results}
    found |= {(c.year, c.cooperation.slug) for c in written}
    return {(year, slug) for year, slug in found if year <= today.year}


def _is_late(row: Instalment, today: date) -> bool:
    """Whether it should have been claimed, and is not."""
    open_ore = row.claim is None and not row.is_settled and row.amount_ore > 0
    return open_ore and row.due <= today


def _day(row: Instalment) -> date:
    return instalment_day(row.cooperation, row.host, row.number, row.year)


def _is_to_settle(
    accounts: Accounts, taken_back: TakenBack, row: Instalment, today: date
) -> bool:
    """Whether the settlement of the year has something to claim of the payer."""
    due = [
        each.due - taken_back.asked(row.cooperation, each, is_held=True).held_back
        for each in accounts.of_year(row.cooperation, row.year, today)
        if (each.payer, each.host) == (row.payer, row.host)
    ]
    return sum(due, Decimal(0)) > 0
