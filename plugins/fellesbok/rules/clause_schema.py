"""The shape of what the paper says beside the terms: clauses, examples, how long.

The descriptions are what an editor shows, so they are in Norwegian.
"""

from __future__ import annotations

from typing import Annotated
from typing import Literal

from pydantic import Field

from fellesbok.rules.key_schema import Model
from fellesbok.rules.key_schema import NotStatedOr
from fellesbok.rules.scalars import AmountOre
from fellesbok.rules.scalars import Day
from fellesbok.rules.scalars import Slug
from fellesbok.rules.scalars import Words
from fellesbok.rules.scalars import Year

MaybeWords = Words | None
Term = Literal[
    "from",
    "to",
    "participants",
    "host",
    "key",
    "basis",
    "settlement",
    "surplus",
    "cost_centre_rules",
    "claims",
    "approval",
    "decision",
    "notice",
    "expires",
    "reviews",
]
"""The fields of a version that may rest on a clause."""


class ClauseModel(Model):
    """Et punkt i avtalen, med avtalens egne ord."""

    number: Words = Field(description="Nummeret i avtalen, eller not_stated.")
    text: Words = Field(description="Ordene slik de står.")
    source: Words = Field(description="Dokument og side.")
    of: list[Term] = Field(
        description="Vilkårene som bygger på punktet, med feltets navn.", min_length=1
    )


class ExampleModel(Model):
    """Et eksempel i avtalen; nøkkelen må gi det samme, øre for øre."""

    cost: AmountOre | None = Field(
        None, description="Kostnaden i et helt år, i kroner, etter tilskudd."
    )
    payers: dict[str, AmountOre] = Field(
        description="Kroner per betaler, alle som betaler noe.", min_length=1
    )
    members: list[Slug] | None = Field(
        None, description="De som deltar, når det ikke er alle.", min_length=1
    )
    year: Year | None = Field(
        None, description="Året hvis tall gjelder, når nøkkelen bruker en statistikk."
    )
    cost_centre: Words | None = Field(
        None, description="Ansvaret, når det har egen regel."
    )
    bearer: Words | None = Field(
        None, description="Hvem som har betalt, når nøkkelen har en terskel."
    )
    source: Words = Field(description="Hvor eksempelet står.")
    note: MaybeWords = Field(None, description="Det en leser må vite.")


class ReviewModel(Model):
    """En dag avtalen skal vurderes på nytt innen."""

    date: Day = Field(description="Fristen.")
    text: MaybeWords = Field(None, description="Hva som skal vurderes.")
    done: Day | None = Field(None, description="Dagen det ble gjort.")


Reviews = NotStatedOr[Annotated[list[ReviewModel], Field(min_length=1)]]
