"""The shape of who attests and approves vouchers, in the rules file.

The descriptions are what an editor shows, so they are in Norwegian.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from fellesbok.rules.key_schema import Model
from fellesbok.rules.scalars import AmountOre
from fellesbok.rules.scalars import Words

Names = list[Words]


class RolesModel(Model):
    """Hvem som kan attestere og anvise."""

    attest: Names = Field(default=[], description="De som kan attestere.")
    approve: Names = Field(default=[], description="De som kan anvise.")


class ApprovalModel(Model):
    """Attestasjon og anvisning av bilagene."""

    attested_from: AmountOre | None = Field(
        None, description="Bilag på så mange kroner eller mer skal attesteres."
    )
    approved_from: AmountOre | None = Field(
        None, description="Bilag på så mange kroner eller mer skal anvises."
    )
    required_by: list[Literal["claim", "close"]] = Field(
        default=[],
        description="Det som stoppes mens et bilag mangler noe: claim, close. Ellers"
        " vises det bare.",
    )
    roles: RolesModel = Field(description="Hvem som kan gjøre det.")
