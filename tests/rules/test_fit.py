"""Terms follow each other day by day, and keys fit those who use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import examine_rules
from two_municipalities import MUNICIPALITIES
from two_municipalities import POPULATION

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """\
      - from: {first}{last}
        participants: {members}
        host: kafjord
        key: {key}
        basis: net
        settlement: year
        surplus: fund
        decision: not_stated
        source: Avtalen
"""
HEAD = f"""\
{MUNICIPALITIES}\
parties: {{fylket: {{name: Fylket}}}}
{POPULATION}\
cooperations:
  ikt:
    title: IKT
    account: IKT
    kind: cooperation
    legal_form: not_stated
    versions:
"""
BOTH = "[kafjord, lyngen]"
OF_PERIOD = "{amounts: {kafjord: 1, lyngen: 2}, per: agreement_period}"


def terms(
    key: str = "equal", first: str = "2018-01-01", last: str = "", members: str = BOTH
) -> str:
    until = f"\n        to: {last}" if last else ""
    return TERMS.format(first=first, last=until, members=members, key=key)


def told(folder: Path, *versions: str) -> list[str]:
    path = folder / "rules.yaml"
    path.write_text(HEAD + "".join(versions), encoding="utf-8")
    return [fault.message for fault in examine_rules(path).faults]


def test_terms_that_follow_each_other_are_in_order(tmp_path: Path) -> None:
    """The first last until the day before the next, whether that is said or not."""
    for last in ("2018-12-31", ""):
        first = terms(last=last)
        assert told(tmp_path, first, terms(first="2019-01-01")) == []


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        (
            (terms(last="2017-12-31"),),
            "Versjonen fra 01.01.2018 er slutt før den begynner (31.12.2017).",
        ),
        (
            (terms(last="2019-01-01"), terms(first="2019-01-01")),
            (
                "Versjonen fra 01.01.2019 overlapper versjonen før, som varer til"
                " 01.01.2019."
            ),
        ),
        (
            (terms(last="2018-12-30"), terms(first="2019-01-01")),
            "Ingen versjon gjelder fra 31.12.2018 til 31.12.2018.",
        ),
        (
            (terms(first="2019-01-01"), terms()),
            (
                "Versjonen fra 01.01.2018 står etter versjonen fra 01.01.2019. Den"
                " eldste skal stå først."
            ),
        ),
    ],
)
def test_a_day_has_one_terms_and_every_day_between_has_some(
    tmp_path: Path, versions: tuple[str, ...], said: str
) -> None:
    assert told(tmp_path, *versions) == [said]


def test_amounts_of_a_whole_period_need_its_last_day(tmp_path: Path) -> None:
    (said,) = told(tmp_path, terms(OF_PERIOD))
    assert said == "Beløp for hele avtaleperioden krever en siste dag («to»)."
    assert told(tmp_path, terms(OF_PERIOD, last="2019-12-31")) == []


def test_the_same_amounts_of_a_period_in_two_terms_can_be_read_in_two_ways(
    tmp_path: Path,
) -> None:
    first = terms(OF_PERIOD, last="2018-12-31")
    again = terms(OF_PERIOD, first="2019-01-01", last="2019-12-31")
    (said,) = told(tmp_path, first, again)
    assert "kan leses på to måter" in said
    assert told(tmp_path, first, again.replace("lyngen: 2", "lyngen: 3")) == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("{shares: {kafjord: 100 %}}", ["Nøkkelen mangler lyngen, som deltar."]),
        (
            "{shares: {kafjord: 40 %, lyngen: 30 %, fylket: 30 %}}",
            ["Nøkkelen gir en del til fylket, som ikke deltar."],
        ),
        (
            "{amounts: {kafjord: 1}, per: year}",
            ["Nøkkelen mangler lyngen, som deltar."],
        ),
        ("{weights: {kafjord: 1}}", ["Nøkkelen mangler lyngen, som deltar."]),
        ("{weights: {kafjord: 1, lyngen: 1, fylket: 1}}", []),
        ("{base: {kafjord: 1}, rest: equal}", ["Nøkkelen mangler lyngen, som deltar."]),
        (
            "{bounded: equal, minimum: {lyngen: 9}, maximum: {lyngen: 8}}",
            ["Minimum er større enn taket for Lyngen."],
        ),
        ("{bounded: equal, minimum: {lyngen: 8}, maximum: {lyngen: 8}}", []),
        (
            "{bounded: equal, maximum: {fylket: 8}}",
            [
                (
                    "Minimum eller tak er satt for fylket, som ikke betaler noe etter"
                    " nøkkelen."
                )
            ],
        ),
        ("{bounded: equal, maximum: 8}", []),
        (
            "{parts: [{weight: 100 %, key: {weights: {lyngen: 1}}}]}",
            ["Nøkkelen mangler kafjord, som deltar."],
        ),
    ],
)
def test_a_key_that_names_payers_names_those_who_share(
    tmp_path: Path, key: str, said: list[str]
) -> None:
    assert told(tmp_path, terms(key)) == said


def test_a_group_has_payers_of_its_own(tmp_path: Path) -> None:
    key = """
          groups:
            - {share: 1/2, payers: [fylket], key: {weights: {%s: 1}}}
            - {share: 1/2, payers: participants, key: equal}"""
    assert told(tmp_path, terms(key % "fylket")) == []
    assert told(tmp_path, terms(key % "lyngen")) == [
        "Nøkkelen mangler fylket, som deltar."
    ]


def test_without_participants_nothing_can_be_shared(tmp_path: Path) -> None:
    (said,) = told(tmp_path, terms(members="not_stated"))
    assert said.startswith("Deltakerne er ikke oppgitt, så nøkkelen kan ikke brukes.")
    unsaid = "{not_stated: Kilden sier det ikke}"
    assert told(tmp_path, terms(unsaid, members="not_stated")) == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2018-01-01", []),
        ("accounting_year", []),
        (
            "2017-01-01",
            [
                (
                    "Statistikken «people» mangler tall per 01.01.2017 for Kåfjord,"
                    " Lyngen."
                )
            ],
        ),
    ],
)
def test_a_statistic_has_a_figure_of_each_on_a_day_that_is_fixed(
    tmp_path: Path, date: str, said: list[str]
) -> None:
    """A year that nobody has figures of yet is asked for by the books alone."""
    assert told(tmp_path, terms(f"{{statistic: people, date: {date}}}")) == said


def test_where_one_has_a_figure_the_others_must(tmp_path: Path) -> None:
    """Lyngen's of 2019 is lacking; before the terms nothing is asked for."""
    path = tmp_path / "rules.yaml"
    text = HEAD + terms("{statistic: people, date: accounting_year}")
    more = "      - {municipality: kafjord, date: %s, value: 1}\ncooperations:"
    path.write_text(text.replace("cooperations:", more % "2019-01-01"), "utf-8")
    (fault,) = examine_rules(path).faults
    assert fault.message == (
        "Statistikken «people» mangler tall per 01.01.2019 for Lyngen."
    )
    path.write_text(text.replace("cooperations:", more % "2017-01-01"), "utf-8")
    assert examine_rules(path).faults == ()


def test_the_key_of_a_cost_centre_fits_its_own_participants(tmp_path: Path) -> None:
    centre = HEAD.replace(
        "    versions:",
        "    cost_centres: {101: {account: Drift, title: Drift}}\n    versions:",
    )
    rule = "        cost_centre_rules: {101: {participants: [lyngen], key: %s}}\n"
    path = tmp_path / "rules.yaml"
    path.write_text(centre + terms() + rule % "{shares: {lyngen: 100 %}}", "utf-8")
    assert examine_rules(path).faults == ()
    path.write_text(centre + terms() + rule % "{shares: {kafjord: 100 %}}", "utf-8")
    assert [fault.message for fault in examine_rules(path).faults] == [
        "Nøkkelen gir en del til kafjord, som ikke deltar.",
        "Nøkkelen mangler lyngen, som deltar.",
    ]
