"""What a voucher can be posted on (*kontovalg*): costs, and who paid.

Only accounts that are open are offered, and beside them the account of a payer's
outlays that has none: what is refused then says how it is opened.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.entries.days import open_days
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries

_BANK = "Bank"


@frozen
class Choice:
    """An account that can be chosen, and what people call it."""

    account: str
    title: Text


@frozen
class Choices:
    """What can be chosen.

    Attributes:
        costs: The accounts of each cooperation's costs, by its title.
        paid_by: The hosts' bank accounts, and each payer's outlays.
    """

    costs: dict[str, tuple[Choice, ...]]
    paid_by: tuple[Choice, ...]

    def is_cost(self, account: str) -> bool:
        """Whether it is one of the accounts of costs."""
        return any(account == c.account for of in self.costs.values() for c in of)

    def is_payer(self, account: str) -> bool:
        """Whether it is one of the accounts that something is paid from."""
        return any(account == choice.account for choice in self.paid_by)


def choices(entries: Entries, agreement: Agreement) -> Choices:
    """Every account that a voucher can be posted on, in the order of the agreements."""
    days = open_days(entries)
    accounts = sorted(a for a, (_, closed) in days.items() if closed == date.max)
    costs = {
        cooperation.title: tuple(_costs(cooperation, accounts))
        for cooperation in agreement.cooperations.values()
    }
    return Choices(
        {title: found for title, found in costs.items() if found},
        (*_banks(agreement, accounts), *_outlays(agreement, accounts)),
    )


def _costs(cooperation: Cooperation, accounts: list[str]) -> Iterator[Choice]:
    whole = f"Expenses:{cooperation.account}"
    for account in accounts:
        if account == whole:
            yield Choice(account, Text("uten ansvar"))
        elif account.startswith(f"{whole}:"):
            first, *rest = account.removeprefix(f"{whole}:").split(":")
            code = cooperation.cost_centre_by_account.get(first)
            centre = cooperation.cost_centres[code].title if code else first
            yield Choice(account, Text("{name}", name=" – ".join([centre, *rest])))


def _banks(agreement: Agreement, accounts: list[str]) -> Iterator[Choice]:
    names = agreement.name_by_account
    for account in accounts:
        root, *rest = account.split(":")
        if root == "Assets" and any(part.startswith(_BANK) for part in rest):
            told = " – ".join(names.get(part, part) for part in rest)
            yield Choice(account, Text("{name}", name=told))


def _outlays(agreement: Agreement, accounts: list[str]) -> Iterator[Choice]:
    known = agreement.cooperation_by_account
    for payer in agreement.payers:
        prefix = f"{agreement.accounts.outlays}:{payer.account}"
        own = [a for a in accounts if f"{a}:".startswith(f"{prefix}:")]
        for account in own or [prefix]:
            component = account.removeprefix(prefix).strip(":")
            title = Text("Utlegg av {payer}", payer=payer.name)
            if component:
                of = known[component].title if component in known else component
                title = Text("Utlegg av {payer} for {what}", payer=payer.name, what=of)
            yield Choice(account, title)
