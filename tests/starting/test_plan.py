"""Short names, account names and keys, from what people call things."""

from __future__ import annotations

import pytest

from fellesbok.starting.plan import UnclearPlanError
from fellesbok.starting.plan import component_of
from fellesbok.starting.plan import key_of
from fellesbok.starting.plan import slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kåfjord", "kafjord"),
        ("Sør-Varanger", "sor-varanger"),
        ("Bærum", "baerum"),
        ("Gáivuotna – Kåfjord", "gaivuotna-kafjord"),
        ("Deatnu/Tana", "deatnu-tana"),
        ("Unjárga-Nesseby", "unjarga-nesseby"),
        ("Snåase", "snaase"),
        ("Karasjohka (Kárášjohka)", "karasjohka-karasjohka"),
        ("IKT 2", "ikt-2"),
    ],
)
def test_a_short_name_has_small_letters_digits_and_hyphens(
    name: str, slug: str
) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["", " – ", "北"])
def test_a_name_of_which_nothing_is_left_is_asked_for_again(name: str) -> None:
    with pytest.raises(UnclearPlanError):
        slug_of(name)


@pytest.mark.parametrize(
    ("title", "component"),
    [
        ("IKT-samarbeidet", "IKT-samarbeidet"),
        ("legevakt", "Legevakt"),
        ("PP-tjenesten i Nord", "PP-tjenesten-i-Nord"),
        ("A_b & c", "A-b-c"),
    ],
)
def test_a_title_gives_a_component_that_beancount_can_read(
    title: str, component: str
) -> None:
    assert component_of(title) == component


def test_a_title_without_letters_gives_none() -> None:
    with pytest.raises(UnclearPlanError):
        component_of("– & _")


@pytest.mark.parametrize("words", ["likt", " Equal "])
def test_equally_is_no_population(words: str) -> None:
    key = key_of(words)
    assert (key.lines, key.is_by_population) == (("key: equal",), False)


@pytest.mark.parametrize("words", ["folketall", "Population"])
def test_by_population(words: str) -> None:
    key = key_of(words)
    assert key.is_by_population
    assert len(key.lines) == 1


@pytest.mark.parametrize("words", ["40 % likt", "40% likt", "40 likt", "40-likt"])
def test_a_part_equally_and_the_rest_by_population_add_up_to_all(words: str) -> None:
    key = key_of(words)
    assert key.is_by_population
    assert key.said.startswith("40 % likt og 60 % etter")
    assert [line.strip()[:18] for line in key.lines[2:]] == [
        "- {weight: 40 %, k",
        "- {weight: 60 %, k",
    ]


@pytest.mark.parametrize("words", ["", "0 % likt", "100 % likt", "halvt", "-5 % likt"])
def test_other_keys_are_written_in_the_agreements(words: str) -> None:
    with pytest.raises(UnclearPlanError, match="avtalefilen"):
        key_of(words)
