"""An answer gives what was asked for, and what it lacks is told."""

from __future__ import annotations

import json

import pytest

from fellesbok.messages import say
from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.statistics.as_asked import as_asked
from fellesbok_importers.statistics.files import merged
from fellesbok_importers.statistics.files import read_jsonstat
from places import MADE
from ssb_answers import answer

AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")
FIGURES = read_jsonstat(json.dumps(answer()).encode(), "svar", AGREEMENT)
"""Those of 2019 and 2020."""
BOTH = merged("", "tall.csv", "population", FIGURES, AGREEMENT).text


def kept(*years: str, before: str = "") -> tuple[set[int], list[str]]:
    """The years that are kept, and what is told."""
    found = as_asked(FIGURES, years, before, "svar", AGREEMENT)
    told = [say(text, "nb") for text in found.told]
    return {figure.day.year for figure in found.figures}, told


@pytest.mark.parametrize("years", [(), ("2019", "2020"), ("top(2)",), ("from(2019)",)])
def test_all_that_was_asked_for_is_kept_without_a_word(years: tuple[str, ...]) -> None:
    assert kept(*years) == ({2019, 2020}, [])


@pytest.mark.parametrize(("asked", "year"), [("top(1)", 2020), ("2019", 2019)])
def test_years_that_were_not_asked_for_are_left_out_and_told(
    asked: str, year: int
) -> None:
    other = 2019 + 2020 - year
    years, (told,) = kept(asked)
    assert years == {year}
    assert told.startswith(f"Svaret har tall for {other}, som det ikke er spurt om.")


def test_the_newest_are_no_older_than_those_of_the_books() -> None:
    newer = BOTH + 'Nordvik,5901,2021-01-01,3030,"SSB 07459"\n'
    assert kept("top(2)", before=newer)[0] == {2020}
    with pytest.raises(RejectedError) as refused:
        kept("top(1)", before=newer)
    assert str(refused.value) == (
        "svar: Fant «2019, 2020». Det er spurt om 2021. Skal andre år med, oppgis de"
        " med --year."
    )


def test_what_the_answer_lacks_is_told_by_year_and_municipality() -> None:
    told = "Svaret har ikke folketallet i 2021 for Nordvik, Sørvik, Ytrevik."
    assert kept("2019", "2020", "2021") == ({2019, 2020}, [told])


def test_what_the_books_have_does_not_lack() -> None:
    newer = BOTH + 'Nordvik,5901,2021-01-01,3030,"SSB 07459"\n'
    told = "Svaret har ikke folketallet i 2021 for Sørvik, Ytrevik."
    assert kept("2019", "2020", "2021", before=newer) == ({2019, 2020}, [told])
