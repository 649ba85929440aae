"""The shape of ``allocation_rules.yaml``: every field, what it means, what it may hold.

The descriptions are what an editor shows, so they are in Norwegian.  Whether names that
are used also exist, and whether figures fit each other, is checked in ``build``.
"""

from __future__ import annotations

from typing import Any
from typing import Literal

from pydantic import Field

from fellesbok.rules.approval_schema import ApprovalModel  # noqa: TC001 -- read by pydantic
from fellesbok.rules.claim_schema import ClaimsModel
from fellesbok.rules.claim_schema import InvoicingModel
from fellesbok.rules.clause_schema import ClauseModel
from fellesbok.rules.clause_schema import ExampleModel
from fellesbok.rules.clause_schema import Reviews
from fellesbok.rules.grant_schema import GrantModel
from fellesbok.rules.key_schema import AssumptionModel
from fellesbok.rules.key_schema import BasisWord
from fellesbok.rules.key_schema import KeyModel
from fellesbok.rules.key_schema import Model
from fellesbok.rules.key_schema import NamedKeyModel
from fellesbok.rules.key_schema import NotStatedOr
from fellesbok.rules.key_schema import SurplusWord
from fellesbok.rules.scalars import AccountName
from fellesbok.rules.scalars import Component
from fellesbok.rules.scalars import Currency
from fellesbok.rules.scalars import Day
from fellesbok.rules.scalars import Figure
from fellesbok.rules.scalars import MunicipalityNumber
from fellesbok.rules.scalars import Name
from fellesbok.rules.scalars import NoticeTime
from fellesbok.rules.scalars import OrganisationNumber
from fellesbok.rules.scalars import Slug
from fellesbok.rules.scalars import StatedDay
from fellesbok.rules.scalars import Words

Participants = NotStatedOr[list[Slug]]
Clauses = list[ClauseModel]
Grants = dict[Slug, GrantModel]


class NumberModel(Model):
    """Et kommunenummer og når det gjaldt."""

    number: MunicipalityNumber = Field(description="Fire siffer i anførselstegn.")
    from_: Day | None = Field(None, alias="from", description="Første dag.")
    to: Day | None = Field(None, description="Siste dag.")


class PayerModel(Model):
    """Det som er felles for alle som kan betale."""

    name: Name = Field(description="Navnet slik folk skriver det.")
    account: Component | None = Field(
        None, description="Leddet i kontonavn; ellers navnet."
    )


class MunicipalityModel(PayerModel):
    """En kommune."""

    organisation_number: OrganisationNumber = Field(
        description="Ni siffer; kontrollsifferet prøves (modulus 11)."
    )
    numbers: list[NumberModel] = Field(description="Kommunenummer etter dato.")
    invoicing: InvoicingModel = Field(
        InvoicingModel.model_construct(), description="Det en faktura må vite."
    )


class PartyModel(PayerModel):
    """En betaler eller tilskuddsgiver som ikke er en kommune."""


class ObservationModel(Model):
    """Ett tall i en statistikk."""

    municipality: Name = Field(description="Kommunens kortnavn eller navn.")
    date: Day = Field(description="Datoen tallet gjelder.")
    value: Figure = Field(description="Tallet, ikke negativt.")
    source: Words | None = Field(None, description="Kilden til dette tallet.")


class StatisticModel(Model):
    """En datert tallrekke per kommune; tallene i en fil eller her."""

    title: Words = Field(description="Hva som telles.")
    unit: Words = Field(description="Enheten: innbyggere, mannskap, saker …")
    source: Words = Field(description="Kilden: tabell og utgiver.")
    file: Name | None = Field(None, description="CSV-fil i bokmappen.")
    values: list[ObservationModel] | None = Field(None, description="Tallene selv.")


class CostCentreModel(Model):
    """Et ansvar."""

    account: Component = Field(description="Leddet i kontonavnet.")
    title: Words = Field(description="Hva ansvaret gjelder.")


class CostCentreRuleModel(Model):
    """Egen nøkkel eller egne deltakere for ett ansvar."""

    key: KeyModel | None = Field(None, description="Nøkkelen for dette ansvaret.")
    participants: list[Slug] | None = Field(
        None, description="De som deltar i dette ansvaret."
    )


class VersionModel(Model):
    """Vilkårene i et tidsrom."""

    from_: Day = Field(alias="from", description="Første dag vilkårene gjelder.")
    to: Day | None = Field(None, description="Siste dag; ellers til neste versjon.")
    participants: Participants = Field(
        description="Deltakernes kortnavn, eller not_stated."
    )
    host: Name = Field(description="Vertskommunens kortnavn, eller not_stated.")
    key: KeyModel = Field(description="Fordelingsnøkkelen.")
    basis: BasisWord = Field(
        description="net: etter tilskudd og andre inntekter. gross: før."
    )
    settlement: Literal["month", "quarter", "half_year", "year", "project_end"] = Field(
        description="Hvor ofte det avregnes."
    )
    surplus: SurplusWord = Field(description="Hva som skjer med et overskudd.")
    cost_centre_rules: dict[Name, CostCentreRuleModel] = Field(
        default={}, description="Egne regler for enkelte ansvar."
    )
    claims: ClaimsModel = Field(
        ClaimsModel.model_construct(), description="Krav: a konto, frist og avgift."
    )
    approval: ApprovalModel | None = Field(
        None, description="Attestasjon og anvisning av bilagene."
    )
    decision: Words = Field(description="Vedtak (saksnummer), eller not_stated.")
    notice: NoticeTime | None = Field(
        None, description="Oppsigelsestid: 6 months, 1 year …, eller not_stated."
    )
    expires: StatedDay | None = Field(
        None, description="Dagen avtalen selv sier at den utløper, eller not_stated."
    )
    reviews: Reviews | None = Field(
        None, description="Når avtalen skal evalueres, eller not_stated."
    )
    clauses: Clauses = Field(
        default=[], description="Avtalens egne ord, og hva som bygger på dem."
    )
    examples: list[ExampleModel] = Field(
        default=[], description="Avtalens egne eksempler; nøkkelen må gi det samme."
    )
    source: Words = Field(description="Hvor vilkårene står.")
    assumptions: list[AssumptionModel] = Field(
        default=[], description="Det kilden ikke sier."
    )


class CooperationModel(Model):
    """Et samarbeid eller prosjekt."""

    title: Words = Field(description="Navnet.")
    account: Component = Field(description="Leddet i kontonavn.")
    kind: Literal["cooperation", "project"] = Field(description="Hva slags tiltak.")
    legal_form: Words = Field(description="Organisasjonsform, eller not_stated.")
    partners: list[Words] = Field(
        default=[], description="Parter som ikke er kommuner, som tekst."
    )
    period: Words | None = Field(None, description="Prosjektperioden, som tekst.")
    cost_centres: dict[Name, CostCentreModel] = Field(
        default={}, description="Ansvar, etter nummer eller navn."
    )
    contra: list[Name] = Field(
        default=[],
        description="Konti som reduserer kostnaden og ikke er inntekt: kompensasjon for"
        " merverdiavgift, refusjon av lønn, interne overføringer. En hel konto, og da"
        " alt under den, eller ett ledd i kontonavnet.",
    )
    innsyn: Literal["egen", "felles"] = Field(
        "egen",
        description="Hva en deltaker kan se av de andres andeler: bare sin egen, eller"
        " alles.",
    )
    versions: list[VersionModel] = Field(
        description="Vilkårene, eldst først.", min_length=1
    )


class AccountsModel(Model):
    """Ord i kontonavn; bare for bøker som bruker andre enn de vanlige."""

    receivables: AccountName | None = Field(None, description="Fordringer.")
    claims: AccountName | None = Field(None, description="Krav som er sendt.")
    outlays: AccountName | None = Field(None, description="Det noen har lagt ut.")
    accrued: AccountName | None = Field(None, description="Påløpt, ikke fakturert.")
    tax: AccountName | None = Field(None, description="Merverdiavgift på krav.")
    grants: AccountName | None = Field(None, description="Tilskudd til gode.")
    restricted_funds: AccountName | None = Field(None, description="Bundne fond.")
    funds: AccountName | None = Field(None, description="Fond.")
    undecided: AccountName | None = Field(None, description="Uavklart overskudd.")
    owed_to_grantor: AccountName | None = Field(None, description="Skyldig tilskudd.")
    contributions: Component | None = Field(None, description="Andeler som inntekt.")
    to_fund: Component | None = Field(None, description="Avsatt til fond.")
    surplus: Component | None = Field(None, description="Overskudd ført bort.")
    contra: Component | None = Field(None, description="Det som reduserer kostnaden.")
    vat: Component | None = Field(None, description="Merverdiavgift på kjøp.")


class RulesModel(Model):
    """Avtalene om kostnader som flere kommuner deler."""

    region: Name = Field(description="Navnet på regionen.")
    currency: Currency = Field(description="Valutaen, vanligvis NOK.")
    municipalities: dict[Slug, MunicipalityModel] = Field(
        description="Kommunene, etter kortnavn.", min_length=1
    )
    parties: dict[Slug, PartyModel] = Field(
        default={}, description="Andre betalere og tilskuddsgivere."
    )
    statistics: dict[Slug, StatisticModel] = Field(
        default={}, description="Tall å fordele etter."
    )
    keys: dict[Slug, NamedKeyModel] = Field(
        default={}, description="Navngitte fordelingsnøkler."
    )
    cooperations: dict[Slug, CooperationModel] = Field(
        description="Samarbeid og prosjekter, etter kortnavn."
    )
    grants: Grants = Field(
        default={}, description="Tilskudd til samarbeidene, etter kortnavn."
    )
    accounts: AccountsModel = Field(
        AccountsModel.model_construct(), description="Ord i kontonavn."
    )


RulesModel.model_rebuild()


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of the rules file."""
    schema = RulesModel.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
