"""The shape of claims in the rules file, and of what an invoice must know of a payer.

The descriptions are what an editor shows, so they are in Norwegian.
"""

from __future__ import annotations

from typing import Annotated
from typing import Literal

from pydantic import Discriminator
from pydantic import Field
from pydantic import Tag

from fellesbok.rules.key_schema import Model
from fellesbok.rules.key_schema import NotStatedWord
from fellesbok.rules.scalars import AmountOre
from fellesbok.rules.scalars import BankAccount
from fellesbok.rules.scalars import DayOfYear
from fellesbok.rules.scalars import Days
from fellesbok.rules.scalars import OrganisationNumber
from fellesbok.rules.scalars import Share
from fellesbok.rules.scalars import Words
from fellesbok.rules.scalars import YesOrNo

Amounts = dict[str, AmountOre]


class AdvanceModel(Model):
    """A konto: hva som kreves inn i løpet av året, og når."""

    basis: Literal["budget"] | None = Field(
        None, description="budget: årets budsjett deles med nøkkelen."
    )
    amount: AmountOre | None = Field(
        None, description="Et beløp for året, delt med nøkkelen."
    )
    amounts: Amounts | None = Field(
        None, description="Det hver betaler i året, etter kortnavn."
    )
    due: list[DayOfYear] = Field(
        description="Forfall for hver termin, måned-dag: 1, 2, 4 eller 12 terminer."
    )


class VatModel(Model):
    """Merverdiavgift på kravene: en avgjørelse som avtalen tar."""

    category: Literal["O", "E", "Z", "S"] = Field(
        description="O: utenfor avgiftsområdet. E: unntatt. Z: nullsats. S: med avgift."
    )
    rate: Share | None = Field(None, description="Satsen, bare for S: «25 %».")
    reason: Words | None = Field(None, description="Hvorfor det ikke er avgift.")


class ClaimsModel(Model):
    """Hvordan deltakerne kreves."""

    advance: AdvanceModel | None = Field(None, description="A konto.")
    due_days: Days | None = Field(None, description="Betalingsfrist i dager.")
    vat: Annotated[
        Annotated[NotStatedWord, Tag("word")] | Annotated[VatModel, Tag("model")],
        Discriminator(lambda v: "word" if isinstance(v, str) else "model"),
    ] = Field("not_stated", description="Merverdiavgift, eller not_stated.")
    vat_by_cost_centre: dict[str, VatModel] = Field(
        default_factory=dict,
        description="Merverdiavgift på ansvar som har en annen enn «vat», etter kode.",
    )


class AddressModel(Model):
    """En postadresse."""

    street: Words = Field(description="Gate eller postboks.")
    postcode: Words = Field(description="Postnummer i anførselstegn.")
    city: Words = Field(description="Poststed.")


class InvoicingModel(Model):
    """Det en faktura til eller fra kommunen må vite."""

    address: AddressModel | None = Field(None, description="Postadressen.")
    endpoint: OrganisationNumber | None = Field(
        None, description="Mottaker av e-faktura (0192): organisasjonsnummer."
    )
    endpoint_of: Words | None = Field(
        None,
        description="Hvem som tar imot e-fakturaene, når flere kommuner har samme"
        " mottaker.",
    )
    bank_account: BankAccount | None = Field(
        None, description="Kontonummeret kommunen får betalt på."
    )
    buyer_reference: Words | None = Field(None, description="Deres referanse.")
    accounting_cost: Words | None = Field(None, description="Konteringsstreng.")
    in_vat_register: YesOrNo = Field(
        default=False, description="Om nummeret ender på MVA."
    )
