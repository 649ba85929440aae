"""The words in account names; a region may choose its own."""

from __future__ import annotations

from typing import Protocol

from fellesbok.frozen import frozen

GRANTS = "Tilskudd"
"""The component before the grantor in ``Income:<cooperation>:Tilskudd:<grantor>``."""


class Named(Protocol):
    """A payer or a cooperation, as accounts are named by it."""

    @property
    def account(self) -> str:
        """Its component."""


MEMO = "Equity:Memo"
"""Below it stands what a source tells and no sum holds (*til orientering*)."""


@frozen
class AccountNames:
    """The words in account names that are not a payer or a cooperation.

    ``contributions``, ``to_fund`` and ``surplus`` are the component after
    ``Income:<cooperation>``, ``contra`` and ``vat`` are any component after it; the
    others are whole accounts.  A share stands on ``receivables`` until it is claimed,
    and then on ``claims`` until it is paid.
    """

    receivables: str = "Assets:Fordringer"
    claims: str = "Assets:Krav"
    outlays: str = "Liabilities:Utlegg"
    accrued: str = "Liabilities:Påløpt"
    tax: str = "Liabilities:Merverdiavgift"
    grants: str = "Assets:Tilskudd"
    restricted_funds: str = "Liabilities:Bundet-fond"
    funds: str = "Liabilities:Fond"
    undecided: str = "Liabilities:Uavklart"
    owed_to_grantor: str = "Liabilities:Tilskudd"
    contributions: str = "Kommuner"
    to_fund: str = "Fond"
    surplus: str = "Overskudd"
    contra: str = "Kostnadsreduksjon"
    vat: str = "Merverdiavgift"

    @property
    def made_here(self) -> frozenset[str]:
        """Components of income on which the programme itself posts shares and funds."""
        return frozenset({self.contributions, self.to_fund, self.surplus})

    def receivable(self, payer: Named, cooperation: Named) -> str:
        """What a payer owes a cooperation and is not claimed."""
        return f"{self.receivables}:{payer.account}:{cooperation.account}"

    def claim(self, payer: Named, cooperation: Named) -> str:
        """What is claimed of a payer for a cooperation."""
        return f"{self.claims}:{payer.account}:{cooperation.account}"

    def outlay(self, payer: Named, cooperation: Named) -> str:
        """What a payer has laid out for a cooperation."""
        return f"{self.outlays}:{payer.account}:{cooperation.account}"

    def fund(self, payer: Named, cooperation: Named) -> str:
        """What a payer owns of a cooperation's fund."""
        return f"{self.funds}:{cooperation.account}:{payer.account}"

    def is_shared(self, account: str, cooperation: str) -> bool:
        """Whether an account is of cost or outside income of a cooperation.

        Args:
            account: The account.
            cooperation: The cooperation's component.
        """
        root, component, *rest = account.split(":")
        if root not in {"Expenses", "Income"} or component != cooperation:
            return False
        return root == "Expenses" or self.made_here.isdisjoint(rest[:1])
