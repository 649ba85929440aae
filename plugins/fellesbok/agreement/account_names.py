"""The words in account names; a region may choose its own."""

from __future__ import annotations

from fellesbok.frozen import frozen

GRANTS = "Tilskudd"
"""The component before the grantor in ``Income:<cooperation>:Tilskudd:<grantor>``."""


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
