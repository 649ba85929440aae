"""Figures from Statistics Norway: exact, dated, with their source."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fellesbok.rules import read_rules
from fellesbok.rules.statistic_file import read_statistic
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.statistics.files import merged
from fellesbok_importers.statistics.files import read_jsonstat
from places import MADE
from ssb_answers import answer

HEADING = "municipality,number,date,population,source\n"

AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")


def read(said: dict[str, Any]) -> str:
    """The file that an answer becomes."""
    figures = read_jsonstat(json.dumps(said).encode(), "svar.json", AGREEMENT)
    return merged("", "population.csv", "population", figures, AGREEMENT).text


def test_figures_become_the_file_of_the_books() -> None:
    assert read(answer()) == HEADING + (
        'Nordvik,1901,2019-01-01,3012,"SSB 07459, oppdatert 2020-02-27"\n'
        'Nordvik,5901,2020-01-01,3020,"SSB 07459, oppdatert 2020-02-27"\n'
        'Sørvik,1902,2019-01-01,1877,"SSB 07459, oppdatert 2020-02-27"\n'
        'Sørvik,5902,2020-01-01,1880,"SSB 07459, oppdatert 2020-02-27"\n'
        'Ytrevik,1903,2019-01-01,944,"SSB 07459, oppdatert 2020-02-27"\n'
        'Ytrevik,5903,2020-01-01,940,"SSB 07459, oppdatert 2020-02-27"\n'
    )


def test_the_rules_read_the_file_that_is_written() -> None:
    found, faults = read_statistic(
        read(answer()),
        "population.csv",
        name="population",
        municipalities=AGREEMENT.municipalities,
    )
    assert not faults
    assert len(found) == 6


def test_the_old_service_and_the_new_give_the_same_file() -> None:
    """Codes with and without prefix, indexes listed or numbered, values sparse."""
    old = answer(
        dimension={
            "Region": {"category": {"index": ["5901", "5902", "5903"]}},
            "ContentsCode": {"category": {"label": {"Personer1": "Personer"}}},
            "Tid": {"category": {"index": ["2019", "2020"]}},
        },
        value={str(n): v for n, v in enumerate(answer()["value"])},
        updated="2020-02-27T08:00:00.000Z",
    )
    assert read(old) == read(answer())


def test_nought_under_a_number_that_was_not_in_use_says_nothing() -> None:
    both = answer(
        size=[2, 1, 2],
        dimension=answer()["dimension"]
        | {"Region": {"category": {"index": ["1901", "5901"]}}},
        value=[3012, 0, 0, 3020],
    )
    assert [line.split(",")[:4] for line in read(both).splitlines()[1:]] == [
        ["Nordvik", "1901", "2019-01-01", "3012"],
        ["Nordvik", "5901", "2020-01-01", "3020"],
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": [3012, None, 1877, 1880, 944, 940]}, "mangler, er ikke null"),
        ({"value": {"0": 3012}}, "mangler, er ikke null"),
        ({"value": [3012, 3020, 1877]}, "mangler, er ikke null"),
        ({"value": [0, 3020, 1877, 1880, 944, 940]}, "Nordvik 2019: Fant «0»"),
        ({"value": [3012, 1.5, 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"value": [3012, "3020", 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"value": [3012, True, 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"value": [3012, -5, 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"class": "collection"}, "JSON-stat2"),
        ({"value": None}, "JSON-stat2"),
        ({"id": ["Region", "Tid"]}, "JSON-stat2"),
        ({"size": [3, 1, 1]}, "be tjenesten|Be tjenesten"),
        ({"id": ["Sted", "ContentsCode", "Tid"]}, "mangler variabelen"),
    ],
)
def test_what_is_no_figure_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(RejectedError, match=said):
        read(answer(**changed))


def test_every_figure_that_is_lacking_is_told() -> None:
    with pytest.raises(RejectedError) as refused:
        read(answer(value=[None, 3020, None, 1880, 944, 940]))
    assert [fault.column for fault in refused.value.faults] == [
        "Nordvik 2019",
        "Sørvik 2019",
    ]


def test_a_table_that_is_not_summed_is_refused() -> None:
    said = answer(
        id=["Region", "Kjonn", "Tid"],
        size=[3, 2, 1],
        dimension=answer()["dimension"]
        | {
            "Kjonn": {"category": {"index": ["1", "2"]}},
            "Tid": {"category": {"index": ["2019"]}},
        },
    )
    with pytest.raises(RejectedError, match="Be tjenesten om summen"):
        read(said)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"value": NaN}', b"[" * 5000, b"9" * 9999]
)
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    with pytest.raises(RejectedError, match="JSON-stat2"):
        read_jsonstat(content, "svar.json", AGREEMENT)


def test_what_the_books_have_stays_as_it_stands() -> None:
    there = HEADING + "Nordvik,1901,2019-01-01,3012,Folkeregisteret\n"
    figures = read_jsonstat(json.dumps(answer()).encode(), "s", AGREEMENT)
    found = merged(there, "p.csv", "population", figures, AGREEMENT)
    assert (found.added, found.kept) == (5, 1)
    assert "3012,Folkeregisteret\n" in found.text
    again = merged(found.text, "p.csv", "population", figures, AGREEMENT)
    assert (again.added, again.text) == (0, found.text)


def test_a_figure_that_contradicts_the_books_is_told_and_nothing_is_changed() -> None:
    there = HEADING + "Nordvik,1901,2019-01-01,3011,Folkeregisteret\n"
    figures = read_jsonstat(json.dumps(answer()).encode(), "s", AGREEMENT)
    with pytest.raises(RejectedError, match=r"Bøkene har 3011 \(Folkeregisteret\)"):
        merged(there, "p.csv", "population", figures, AGREEMENT)
