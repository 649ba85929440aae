"""The answer in words: who pays more and less, and what it adds up to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from compared_by_hand import HALVES
from compared_by_hand import IN_2018
from compared_by_hand import MORE_OF_LYNGEN
from compared_by_hand import compared
from compared_by_hand import state
from fellesbok.compare.records import Lacking
from fellesbok.compare.records import Untried
from fellesbok.compare.sentences import answer
from fellesbok.compare.sentences import how
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.compare.records import Comparison


def words(found: Iterable[Text]) -> list[str]:
    """The same in Norwegian, with spaces that can be written."""
    return [say(text, "nb").replace("\N{NO-BREAK SPACE}", " ") for text in found]


SPLIT = compared(state(HALVES), state(MORE_OF_LYNGEN))
DEARER = compared(
    state(HALVES), state({"kafjord": "60.00", "lyngen": "60.00"}, cost=120_00)
)
ZERO_IN_ALL = (
    "Summen av endringene er 0,00 kr: det som skal dekkes er det samme, og bare"
    " delingen er en annen."
)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            SPLIT,
            [
                "Lyngen betaler 10,00 kr mer.",
                "Kafjord betaler 10,00 kr mindre.",
                ZERO_IN_ALL,
            ],
        ),
        (
            DEARER,
            [
                "Kafjord betaler 10,00 kr mer.",
                "Lyngen betaler 10,00 kr mer.",
                "Til sammen betaler de 20,00 kr mer.",
            ],
        ),
        (
            compared(state(HALVES), state({"kafjord": "50.00"}, cost=50_00)),
            [
                "Lyngen betaler 50,00 kr mindre.",
                "Til sammen betaler de 50,00 kr mindre.",
            ],
        ),
        (
            compared(state(HALVES), state(MORE_OF_LYNGEN, cost=100_01)),
            [
                "Lyngen betaler 10,00 kr mer.",
                "Kafjord betaler 10,00 kr mindre.",
                "Til sammen betaler de det samme.",
            ],
        ),
        (
            compared(state(HALVES), state(HALVES)),
            ["Ingen betaler mer eller mindre."],
        ),
        (
            compared(state(HALVES), state({}, lacking=[IN_2018])),
            ["IKT 2018 kan ikke fordeles i begge, og er ikke med i summene."],
        ),
    ],
)
def test_each_payer_in_a_sentence_and_then_the_sum(
    found: Comparison, told: list[str]
) -> None:
    assert words(answer(found)) == told


def test_it_may_be_seen_from_one_of_them() -> None:
    assert words(answer(SPLIT, "kafjord"))[0] == "Kafjord betaler 10,00 kr mindre."


def test_what_is_moved_between_cooperations_is_told_though_the_sum_is_the_same() -> (
    None
):
    kafjord, lyngen = SPLIT.effects
    back = replace(lyngen, cooperation="vann", difference=Decimal(-10))
    moved = replace(SPLIT, effects=(lyngen, back))
    assert words(answer(moved))[0] == (
        "Lyngen betaler det samme i alt, men fordelt på andre samarbeid eller år."
    )
    assert kafjord.payer == "kafjord"


def test_whoever_doubts_the_figures_is_told_how_they_came_about() -> None:
    note = Text("Et tall er antatt.")
    one = words(how(replace(SPLIT, notes=(note,))))
    assert one[0].startswith("Alt er fordelt to ganger: i bøkene,")
    assert one[1:] == ["Et tall er antatt."]
    after = state(MORE_OF_LYNGEN)
    two = words(how(compared(state(HALVES), after, after, after)))
    assert two[1].startswith("Hver endring er også prøvd alene.")


def test_what_is_not_known_is_read_before_the_sums() -> None:
    why = Text("forslag.yaml:4: 9,00 kr er ikke fordelt.")
    lacking = Lacking("ikt", "IKT", "IKT", 2019, frozenset(), (why,))
    fixed = replace(lacking, year=2017, reasons=(), is_closed=True)
    told = words(answer(replace(SPLIT, lacking=(fixed, lacking))))
    assert told[:4] == [
        (
            "IKT 2017 er avsluttet og står som det ble fastsatt. Korreksjonen av det er"
            " ikke kjent, og er ikke med i summene: året kan ikke fordeles i begge."
        ),
        "IKT 2019 kan ikke fordeles i begge, og er ikke med i summene.",
        "forslag.yaml:4: 9,00 kr er ikke fordelt.",
        "Lyngen betaler 10,00 kr mer.",
    ]


def test_what_is_not_tried_is_no_answer_that_nobody_pays_more() -> None:
    nothing = Untried(Text("Ingenting er prøvd."))
    same = replace(compared(state(HALVES), state(HALVES)), untried=(nothing,))
    assert words(answer(same)) == ["Ingenting er prøvd."]
    split = words(answer(replace(SPLIT, untried=(nothing,))))
    assert split[2:] == ["Ingenting er prøvd.", ZERO_IN_ALL]
