"""The shape of the answers that a region's first books are made of (*oppstart*)."""

from __future__ import annotations

from typing import Annotated
from typing import Literal

from pydantic import BeforeValidator
from pydantic import Field

from fellesbok.rules.key_schema import Model
from fellesbok.rules.scalars import BankAccount  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import Component  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import Days  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import OrganisationNumber  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import Words  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import Year  # noqa: TC001 -- read by pydantic


def _named(value: object) -> object:
    """A municipality may be its name alone."""
    return {"name": value} if isinstance(value, str) else value


class MunicipalityAnswer(Model):
    """En kommune, og det kommunelisten ikke vet om den."""

    name: Words = Field(description="Navn eller kommunenummer.")
    bank_account: BankAccount | None = Field(None, description="Dit krav betales.")
    organisation_number: OrganisationNumber | None = Field(
        None, description="Bare der kommunelisten ikke har det."
    )


class CooperationAnswer(Model):
    """Et samarbeid."""

    title: Words = Field(description="Det folk kaller det.")
    account: Component | None = Field(None, description="Leddet i kontonavn.")
    participants: list[Words] | None = Field(None, description="Ellers alle.")
    host: Words = Field(description="Vertskommunen, eller not_stated.")
    key: Words = Field(description="likt, folketall, eller slik: 40 % likt.")
    basis: Literal["net", "gross"] = Field(description="Om tilskudd trekkes fra først.")
    settlement: Literal["month", "quarter", "half_year", "year"] = "year"
    instalments: Literal["0", "1", "2", "4", "12"] = "0"
    due_days: Days | None = Field(None, description="Dager på å betale.")


class AnswersModel(Model):
    """Det en region begynner med."""

    region: Words
    year: Year
    municipalities: list[Annotated[MunicipalityAnswer, BeforeValidator(_named)]] = (
        Field(min_length=1)
    )
    cooperations: list[CooperationAnswer] = Field(min_length=1)
