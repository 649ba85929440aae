"""What is written becomes terms, and what names nothing is told where it stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement import Basis
from fellesbok.agreement import Surplus
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.model import Place
from fellesbok.rules import examine_rules
from two_municipalities import POPULATION
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.rules.examined import Examined

LATER = cooperation().partition("    versions:\n")[2].replace("2018", "2020")


def examined(folder: Path, text: str) -> Examined:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return examine_rules(path)


def built(folder: Path, text: str) -> Agreement:
    found = examined(folder, text)
    assert found.agreement is not None, found.faults
    return found.agreement


def told(folder: Path, text: str) -> list[str]:
    return [f"{f.line}: {f.message}" for f in examined(folder, text).faults]


def test_terms_are_what_the_agreement_says(tmp_path: Path) -> None:
    found = built(tmp_path, rules())
    (terms,) = found.cooperations["ikt"].versions
    assert (terms.first_day, terms.last_day) == (date(2018, 1, 1), date.max)
    assert (terms.participants, terms.host) == (("kafjord", "lyngen"), "kafjord")
    assert (terms.key, terms.basis, terms.surplus) == (Equal(), Basis.NET, Surplus.FUND)
    assert (terms.decision, terms.source) == (None, "Avtalen")
    assert found.cooperations["ikt"].legal_form is None
    assert terms.place == Place(str(tmp_path / "rules.yaml"), 15)


def test_terms_last_until_the_day_before_the_next(tmp_path: Path) -> None:
    first, second = built(tmp_path, rules() + LATER).cooperations["ikt"].versions
    assert (first.last_day, second.first_day) == (date(2019, 12, 31), date(2020, 1, 1))
    assert second.last_day == date.max


def test_an_account_is_named_after_the_payer_where_nothing_else_is_said(
    tmp_path: Path,
) -> None:
    parties = "parties: {fk: {name: Troms  fylkeskommune}}\n"
    found = built(tmp_path, rules(more=parties))
    assert found.parties["fk"].account == "Troms-fylkeskommune"
    assert found.municipalities["lyngen"].account == "Lyngen"
    said = parties.replace("}}", ", account: Fylket}}")
    assert built(tmp_path, rules(more=said)).parties["fk"].account == "Fylket"


def test_what_is_not_stated_is_nothing(tmp_path: Path) -> None:
    text = rules().replace("host: kafjord", "host: not_stated")
    text = text.replace("[kafjord, lyngen]", "not_stated").replace(
        "equal", "not_stated"
    )
    (terms,) = built(tmp_path, text).cooperations["ikt"].versions
    assert (terms.host, terms.participants) == (None, None)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "[kafjord, tromso]",
            "16: Ukjent kommune «tromso». Kjente kommuner: kafjord, lyngen.",
        ),
        ("[kafjord, lyngen, kafjord]", "16: «kafjord» står to ganger."),
        ("[]", "16: Ingen deltakere er oppgitt."),
    ],
)
def test_participants_are_known_municipalities_each_once(
    tmp_path: Path, written: str, said: str
) -> None:
    assert told(tmp_path, rules().replace("[kafjord, lyngen]", written)) == [said]


def test_a_host_is_a_municipality(tmp_path: Path) -> None:
    parties = "parties: {fk: {name: Fylket}}\n"
    text = rules(more=parties).replace("host: kafjord", "host: fk")
    assert told(tmp_path, text) == ["18: Ukjent vertskommune «fk»."]


@pytest.mark.parametrize(
    "party", ["{name: LYNGEN}", "{name: Fylket, account: LYNGEN}", "{name: lyngen}"]
)
def test_payers_are_told_apart_by_every_name_that_they_have(
    tmp_path: Path, party: str
) -> None:
    """Letter case tells nobody apart."""
    (said, *_) = told(tmp_path, rules(more=f"parties: {{fk: {party}}}\n"))
    assert "er også navn, kortnavn eller kontoledd for «lyngen»." in said
    assert said.startswith("8: ")


def test_two_cooperations_have_accounts_of_their_own(tmp_path: Path) -> None:
    text = rules(cooperation(), cooperation("ikt2", "IKT 2", "Ikt"))
    assert told(tmp_path, text) == ["26: Kontoleddet «Ikt» brukes også av «ikt»."]
    other = rules(cooperation(), cooperation("ikt2", "IKT 2", "IKT-2"))
    assert told(tmp_path, other) == []


def test_figures_are_of_a_municipality_by_name_or_slug_and_a_day(
    tmp_path: Path,
) -> None:
    named = POPULATION.replace("municipality: lyngen", "municipality: Lyngen")
    people = built(tmp_path, rules(more=named)).statistics["people"]
    assert people.observations == {
        ("kafjord", date(2018, 1, 1)): Observation(Fraction(1), "SSB"),
        ("lyngen", date(2018, 1, 1)): Observation(Fraction(3), "SSB"),
    }


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "municipality: lyngen",
            "municipality: tromso",
            "15: Ukjent kommune «tromso».",
        ),
        (
            "municipality: lyngen",
            "municipality: Kåfjord",
            "15: Kåfjord har to tall for 01.01.2018.",
        ),
        (
            "    values:",
            "    file: tall.csv\n    values:",
            "9: Oppgi enten «file» eller «values» for statistikken «people».",
        ),
    ],
)
def test_figures_that_are_nobodys_or_stand_twice_are_told(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    text = POPULATION.replace(before, after)
    assert told(tmp_path, rules(more=text)) == [said]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        (
            "../tall.csv",
            None,
            "Filen «../tall.csv» ligger utenfor mappen til avtalene.",
        ),
        ("borte.csv", None, "Finner ikke filen «borte.csv»."),
        ("tall.csv", b"a\n\xe6", "Filen er ikke lagret som UTF-8."),
        ("tall.csv", b"municipality,date\n", "Filen mangler kolonnen value."),
    ],
)
def test_a_file_of_figures_that_cannot_be_read_is_told(
    tmp_path: Path, file: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / file).write_bytes(content)
    people = f"statistics:\n  people: {{title: F, unit: x, source: y, file: {file}}}\n"
    (fault,) = examined(tmp_path, rules(more=people)).faults
    assert fault.message.startswith(said)
    is_in_it = content is not None
    assert fault.path == str(tmp_path / ("tall.csv" if is_in_it else "rules.yaml"))


def test_the_rule_of_a_cost_centre_is_of_one_that_there_is(tmp_path: Path) -> None:
    centres = "    cost_centres: {101: {account: Drift, title: Drift}}\n    versions:"
    text = rules(cooperation().replace("    versions:", centres))
    rule = "        cost_centre_rules: {%s: {participants: [lyngen]}}\n"
    (terms,) = built(tmp_path, text + rule % "101").cooperations["ikt"].versions
    own = terms.cost_centre_rules["101"]
    assert (own.key, own.participants) == (None, ("lyngen",))
    assert told(tmp_path, text + rule % "102") == [
        "25: Ansvar «102» er ikke blant samarbeidets ansvar."
    ]
