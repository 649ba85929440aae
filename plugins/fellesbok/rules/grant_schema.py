"""The shape of grants in the rules file.

The descriptions are what an editor shows, so they are in Norwegian.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from fellesbok.rules.key_schema import AssumptionModel
from fellesbok.rules.key_schema import Model
from fellesbok.rules.key_schema import NotStatedOr
from fellesbok.rules.scalars import AmountOre
from fellesbok.rules.scalars import Commodity
from fellesbok.rules.scalars import Component
from fellesbok.rules.scalars import Day
from fellesbok.rules.scalars import GrantAccount
from fellesbok.rules.scalars import Share
from fellesbok.rules.scalars import Slug
from fellesbok.rules.scalars import Words

MaybeDay = Day | None


class CommitmentModel(Model):
    """Et tilsagn."""

    amount: AmountOre = Field(description="Beløpet i kroner.")
    date: MaybeDay = Field(None, description="Datoen for tilsagnet, om den er kjent.")
    source: Words = Field(description="Tilsagnsbrevet, eller der tallet står.")


class GrantPeriodModel(Model):
    """Tidsrommet kostnadene skal falle i."""

    from_: MaybeDay = Field(None, alias="from", description="Første dag.")
    to: MaybeDay = Field(None, description="Siste dag.")


class PayoutCapModel(Model):
    """Det som utbetales før sluttrapporten er godkjent."""

    rate: Share | None = Field(None, description="Høyst denne delen av tilsagnet.")
    amount: AmountOre | None = Field(
        None, description="Høyst dette beløpet, om det er oppgitt."
    )


class FinalReportModel(Model):
    """Sluttrapporten."""

    due: Day = Field(description="Fristen.")
    delivered: MaybeDay = Field(None, description="Dagen den ble levert.")


class OwnFinancingModel(Model):
    """Krav til egenfinansiering."""

    amount: AmountOre | None = Field(None, description="Et beløp i kroner.")
    rate: Share | None = Field(None, description="En del av hele kostnaden.")
    kind: Literal["cash", "in_kind", "either", "not_stated"] = Field(
        description="Hva som teller: penger, egeninnsats eller begge."
    )


class DeadlineModel(Model):
    """En frist."""

    date: Day = Field(description="Fristen.")
    text: Words = Field(description="Hva som skal gjøres.")
    done: MaybeDay = Field(None, description="Dagen det ble gjort.")


class ConditionsModel(Model):
    """Vilkårene for tilskuddet."""

    paid_before_final_report: PayoutCapModel | None = Field(
        None, description="Tak for utbetaling før sluttrapporten."
    )
    final_report: FinalReportModel | None = Field(None, description="Sluttrapporten.")
    own_financing: OwnFinancingModel | None = Field(
        None, description="Krav til egenfinansiering."
    )
    deadlines: list[DeadlineModel] = Field(default=[], description="Andre frister.")


class GrantModel(Model):
    """Et tilskudd til et samarbeid."""

    title: Words = Field(description="Navnet.")
    grantor: Slug = Field(description="Giverens kortnavn.")
    cooperation: Slug = Field(description="Samarbeidets kortnavn.")
    purpose: Words = Field(description="Formålet, eller not_stated.")
    account: Component | None = Field(
        None,
        description="Leddet i Assets:Tilskudd:<samarbeid> og"
        " Income:<samarbeid>:Tilskudd; ellers giverens.",
    )
    earned_on: GrantAccount | None = Field(
        None,
        description="Kontoen det opptjenes på; ellers Income:<samarbeid>:Tilskudd:"
        " og leddet.",
    )
    commodity: Commodity | None = Field(
        None, description="Enheten det føres i; ellers valutaen."
    )
    commitments: NotStatedOr[list[CommitmentModel]] = Field(
        description="Tilsagnene, eldst først, eller not_stated."
    )
    period: GrantPeriodModel | None = Field(
        None, description="Tidsrommet kostnadene skal falle i."
    )
    conditions: ConditionsModel = Field(
        ConditionsModel.model_construct(), description="Vilkårene."
    )
    unused: Literal["restricted_fund", "owed_to_grantor", "not_stated"] = Field(
        description="Hvor ubrukte midler står ved årets slutt."
    )
    source: Words = Field(description="Hvor vilkårene står.")
    assumptions: list[AssumptionModel] = Field(
        default=[], description="Det kilden ikke sier."
    )
