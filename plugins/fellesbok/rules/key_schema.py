"""The shape of a distribution key in the rules file, and of what it rests on.

The descriptions are what an editor shows, so they are in Norwegian.
"""

from __future__ import annotations

from typing import Annotated
from typing import Literal
from typing import TypeVar
from typing import get_args

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Discriminator
from pydantic import Field
from pydantic import Tag

from fellesbok.rules.scalars import AmountOre
from fellesbok.rules.scalars import Day
from fellesbok.rules.scalars import DayOfYear
from fellesbok.rules.scalars import Figure
from fellesbok.rules.scalars import Name
from fellesbok.rules.scalars import PriceOre
from fellesbok.rules.scalars import Share
from fellesbok.rules.scalars import Slug
from fellesbok.rules.scalars import Weight
from fellesbok.rules.scalars import Words

NOT_STATED = "not_stated"
NotStatedWord = Literal["not_stated"]
YearWord = Literal["accounting_year", "year_before"]
BasisWord = Literal["net", "gross"]
SurplusWord = Literal["return_to_participants", "fund", "owed_to_grantor", "not_stated"]


def word_or_list(value: object) -> str:
    """Whether one of the words that stand for a list is written, or a list."""
    return "word" if value in (NOT_STATED, "participants") else "list"


def _one_or_each(value: object) -> str:
    """Whether one amount is written for all, or one for each."""
    return "one" if isinstance(value, str) else "each"


Told = TypeVar("Told")
NotStatedOr = Annotated[
    Annotated[NotStatedWord, Tag("word")] | Annotated[Told, Tag("list")],
    Discriminator(word_or_list),
]
"""A list, or the word for what the source does not say."""

GroupPayers = Annotated[
    Annotated[Literal["participants"], Tag("word")]
    | Annotated[list[Slug], Field(min_length=1), Tag("list")],
    Discriminator(word_or_list),
]
Amounts = Annotated[
    Annotated[AmountOre, Tag("one")] | Annotated[dict[str, AmountOre], Tag("each")],
    Discriminator(_one_or_each),
]


class Model(BaseModel):
    """A mapping with the fields named here and no others.

    What checks one is built when it is asked for: the whole of the rules file is, and
    has its parts built into it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ReadingModel(Model):
    """En annen måte å lese kilden på; året gjøres opp også slik, til sammenligning."""

    text: Words | None = Field(None, description="Lesemåten med ord.")
    key: KeyModel | None = Field(None, description="Fordelingsnøkkelen ville vært.")
    basis: BasisWord | None = Field(
        None, description="Grunnlaget ville vært: net eller gross."
    )
    surplus: SurplusWord | None = Field(
        None, description="Et overskudd ville vært behandlet slik."
    )


NO_EFFECT = "none"
"""What is written as the effect of an assumption that moves no kroner."""


class AssumptionModel(Model):
    """Noe kilden ikke sier, skrevet ned med virkning."""

    text: Words = Field(description="Hva vi har lagt til grunn.")
    source: Words | None = Field(None, description="Hva det bygger på.")
    effect: Words | None = Field(
        None, description="Hva det betyr i kroner, eller none: ingen virkning."
    )
    alternatives: list[ReadingModel] = Field(
        default=[], description="Andre lesemåter; virkningen av dem regnes ut."
    )


class YearDateModel(Model):
    """En dag i regnskapsåret eller året før."""

    day: DayOfYear = Field(description="Måned-dag, slik som 07-01.")
    year: YearWord = Field(description="Regnskapsåret eller året før.")


def _date_kind(value: object) -> str:
    if isinstance(value, dict):
        return "day"
    # Compared, for a list has no hash.
    return "word" if value in get_args(YearWord) else "fixed"


StatisticDateModel = Annotated[
    Annotated[YearWord, Tag("word")]
    | Annotated[YearDateModel, Tag("day")]
    | Annotated[Day, Tag("fixed")],
    Discriminator(_date_kind),
]


class ByStatisticModel(Model):
    """Etter en statistikk på en dato."""

    statistic: Name = Field(description="Navnet på statistikken.")
    date: StatisticDateModel = Field(
        description="accounting_year (1. januar i året), year_before eller en dato."
    )


class SharesModel(Model):
    """Faste andeler, til sammen nøyaktig 100 %."""

    shares: dict[str, Share] = Field(description="Andel per betaler: 40 % eller 2/5.")


class WeightsModel(Model):
    """Vekter; delingen skjer mellom dem som deltar."""

    weights: dict[str, Weight] = Field(description="Vekt per betaler.")


class AmountsModel(Model):
    """Faste beløp i kroner."""

    amounts: dict[str, AmountOre] = Field(description="Kroner per betaler.")
    per: Literal["year", "agreement_period"] = Field(
        description="Per år, eller for hele avtaleperioden (from–to)."
    )
    from_: Day | None = Field(
        None,
        alias="from",
        description="Første dag i avtaleperioden, når den ikke er versjonens.",
    )
    to: Day | None = Field(
        None, description="Siste dag i avtaleperioden, når den ikke er versjonens."
    )


class PriceModel(Model):
    """En pris per enhet og år."""

    price: PriceOre = Field(description="Kroner per enhet.")
    statistic: Name = Field(description="Statistikken som teller enhetene.")
    date: StatisticDateModel = Field(description="Hvilken dato antallet gjelder.")


class BasePlusRestModel(Model):
    """Et grunnbeløp til hver, og resten etter en annen nøkkel."""

    base: Amounts = Field(
        description="Kroner per år: samme til alle, eller per betaler."
    )
    rest: KeyModel = Field(description="Nøkkelen for resten.")


class GroupModel(Model):
    """En gruppe av betalere i en delt finansiering."""

    share: Share = Field(description="Gruppens andel av hele kostnaden.")
    payers: GroupPayers = Field(
        description="participants, eller kortnavn på betalerne."
    )
    key: KeyModel = Field(description="Nøkkelen i gruppen.")
    collective: Slug | None = Field(
        None, description="Hvem som står for gruppen når nøkkelen ikke er oppgitt."
    )


class GroupsModel(Model):
    """Deling mellom grupper, til sammen nøyaktig 100 %."""

    groups: list[GroupModel] = Field(description="Gruppene.", min_length=1)


class BoundedModel(Model):
    """En annen nøkkel med minimum og tak per år; resten fordeles på nytt."""

    bounded: KeyModel = Field(description="Nøkkelen som får grenser.")
    minimum: Amounts | None = Field(
        None, description="Kroner per år: likt for alle, eller per betaler."
    )
    maximum: Amounts | None = Field(
        None, description="Kroner per år: likt for alle, eller per betaler."
    )


class StepModel(Model):
    """Ett trinn i en trapp."""

    up_to: Figure | None = Field(
        None, description="Største tall på trinnet; tomt for siste."
    )
    amount: AmountOre = Field(description="Kroner per år.")


class StepsModel(Model):
    """Beløp etter størrelse, trinn for trinn."""

    steps: list[StepModel] = Field(description="Trinnene nedenfra.", min_length=1)
    statistic: Name = Field(description="Statistikken som måler størrelsen.")
    date: StatisticDateModel = Field(description="Hvilken dato tallet gjelder.")


class ThresholdModel(Model):
    """Betaleren bærer selv kostnaden opp til en terskel per år."""

    threshold: AmountOre = Field(description="Terskelen i kroner.")
    above: KeyModel = Field(description="Nøkkelen for det som er over.")


class PartModel(Model):
    """En del av en sammensatt nøkkel."""

    weight: Share = Field(description="Delens andel: 40 % eller 2/5.")
    key: KeyModel = Field(description="Nøkkelen for delen.")


class CombinedModel(Model):
    """En sammensatt nøkkel; vektene er til sammen nøyaktig 100 %."""

    parts: list[PartModel] = Field(description="Delene.", min_length=1)


class NotStatedModel(Model):
    """Kilden oppgir ikke nøkkelen."""

    not_stated: Words = Field(description="Hva kilden sier i stedet.")


class NothingSharedModel(Model):
    """Avtalen er at ingenting fordeles."""

    nothing_shared: Words = Field(description="Hvorfor.")


def key_kind(value: object) -> str | None:
    """Which kind of key a mapping is: told by the field that only that kind has."""
    if isinstance(value, str):
        return "reference"
    if not isinstance(value, dict):
        return None
    return next((kind for kind in KEY_KINDS if kind in value), None)


KeyModel = Annotated[
    Annotated[Name, Tag("reference")]
    | Annotated[PriceModel, Tag("price")]
    | Annotated[StepsModel, Tag("steps")]
    | Annotated[ByStatisticModel, Tag("statistic")]
    | Annotated[SharesModel, Tag("shares")]
    | Annotated[WeightsModel, Tag("weights")]
    | Annotated[AmountsModel, Tag("amounts")]
    | Annotated[BasePlusRestModel, Tag("base")]
    | Annotated[GroupsModel, Tag("groups")]
    | Annotated[BoundedModel, Tag("bounded")]
    | Annotated[ThresholdModel, Tag("threshold")]
    | Annotated[CombinedModel, Tag("parts")]
    | Annotated[NotStatedModel, Tag("not_stated")]
    | Annotated[NothingSharedModel, Tag("nothing_shared")],
    Discriminator(key_kind),
]
_KINDS, _ = get_args(KeyModel)
KEY_KINDS = tuple(tag.tag for _, tag in map(get_args, get_args(_KINDS)[1:]))
"""What tells a mapping's kind, in the order that they are looked for."""

_MODELS: tuple[type[Model], ...] = (
    *(get_args(kind)[0] for kind in get_args(_KINDS)[1:]),
    *(GroupModel, PartModel, StepModel),
)
KEY_WORDS = frozenset(
    field.alias or name
    for model in _MODELS
    for name, field in model.model_fields.items()
)
"""What fields of keys are called: a payer who was called so would be read as one."""


class NamedKeyModel(Model):
    """En fordelingsnøkkel med navn, og det den bygger på."""

    title: Words = Field(description="Navnet slik folk sier det, for eksempel 40/60.")
    key: KeyModel = Field(description="Selve nøkkelen.")
    source: Words | None = Field(None, description="Vedtak eller avtale.")
    assumptions: list[AssumptionModel] = Field(
        default=[], description="Det kilden ikke sier."
    )
