"""Examples of agreements held against their keys: one of each kind, right and wrong.

Kåfjord has 2 000 inhabitants on 1 January 2018, Lyngen 3 000 and Storfjord 1 000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from fellesbok.rules import examine_rules
from fellesbok.rules.key_schema import KEY_KINDS
from fellesbok.rules.proposal import Proposal
from fellesbok.rules.proposal import ProposedText

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
region: Nord-Troms
currency: NOK
municipalities:
  kafjord: {name: Kåfjord, organisation_number: "940363586", numbers: []}
  lyngen: {name: Lyngen, organisation_number: "840014932", numbers: []}
  storfjord: {name: Storfjord, organisation_number: "964994129", numbers: []}
parties: {fylket: {name: Fylket}}
statistics:
  population:
    title: Folketall
    unit: innbyggere
    source: SSB
    values:
      - {municipality: kafjord, date: 2018-01-01, value: 2000}
      - {municipality: lyngen, date: 2018-01-01, value: 3000}
      - {municipality: storfjord, date: 2018-01-01, value: 1000}
keys:
  likt-og-folketall:
    title: 40/60
    key:
      parts:
        - {weight: 40 %, key: equal}
        - {weight: 60 %, key: {statistic: population, date: 2018-01-01}}
cooperations:
  ikt:
    title: IKT
    account: IKT
    kind: cooperation
    legal_form: not_stated
    cost_centres: {155: {account: Ansvar-155, title: Felles}}
    versions:
      - from: 2018-01-01
        to: 2019-12-31
        participants: [kafjord, lyngen, storfjord]
        host: kafjord
        key: KEY
        cost_centre_rules:
          155:
            participants: [kafjord, lyngen]
            key: {weights: {kafjord: 1, lyngen: 3}}
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Avtalen
        examples:
          - {source: "§ 4", SAID}
"""
LINE = len(RULES.splitlines())
BY_PEOPLE = "statistic: population, date: accounting_year"


class Case(NamedTuple):
    """A key, what is put in, what it gives, and what it does not give."""

    key: str
    put_in: str
    right: str
    wrong: str
    told: str


KINDS = {
    "equal": Case(
        "equal",
        "cost: 300",
        "kafjord: 100, lyngen: 100, storfjord: 100",
        "kafjord: 100, lyngen: 110, storfjord: 90",
        "Eksempelet sier 110,00 kr for Lyngen, men nøkkelen gir 100,00 kr.",
    ),
    "statistic": Case(
        f"{{{BY_PEOPLE}}}",
        "cost: 600, year: 2018",
        "kafjord: 200, lyngen: 300, storfjord: 100",
        "kafjord: 200, lyngen: 299, storfjord: 101",
        "Eksempelet sier 299,00 kr for Lyngen, men nøkkelen gir 300,00 kr.",
    ),
    "shares": Case(
        "{shares: {kafjord: 15 %, lyngen: 50 %, storfjord: 35 %}}",
        "cost: 100",
        "kafjord: 15, lyngen: 50, storfjord: 35",
        "kafjord: 20, lyngen: 50, storfjord: 30",
        "Eksempelet sier 20,00 kr for Kåfjord, men nøkkelen gir 15,00 kr.",
    ),
    "weights": Case(
        "{weights: {kafjord: 1, lyngen: 2, storfjord: 2}}",
        "cost: 100",
        "kafjord: 20, lyngen: 40, storfjord: 40",
        "kafjord: 40, lyngen: 20, storfjord: 40",
        "Eksempelet sier 40,00 kr for Kåfjord, men nøkkelen gir 20,00 kr.",
    ),
    "parts": Case(
        "{parts: [{weight: 40 %, key: equal}, {weight: 60 %, key: "
        f"{{{BY_PEOPLE}}}}}]}}",
        "cost: 600, year: 2018",
        "kafjord: 200, lyngen: 260, storfjord: 140",
        "kafjord: 200, lyngen: 240, storfjord: 160",  # 60 % equal
        "Eksempelet sier 240,00 kr for Lyngen, men nøkkelen gir 260,00 kr.",
    ),
    "named": Case(
        "likt-og-folketall",
        "cost: 600",
        "kafjord: 200, lyngen: 260, storfjord: 140",
        "kafjord: 200, lyngen: 240, storfjord: 160",
        "Eksempelet sier 240,00 kr for Lyngen, men nøkkelen gir 260,00 kr.",
    ),
    "groups": Case(
        "{groups: [{share: 3/4, payers: participants, key: equal},"
        " {share: 1/4, payers: [fylket], key: equal}]}",
        "cost: 400",
        "kafjord: 100, lyngen: 100, storfjord: 100, fylket: 100",
        "kafjord: 100, lyngen: 100, storfjord: 200",
        "Eksempelet nevner ikke Fylket, men nøkkelen gir 100,00 kr.",
    ),
    "bounded": Case(
        "{bounded: equal, maximum: {kafjord: 1000}}",
        "cost: 9000",  # a whole year's: the cap is for the year
        "kafjord: 1000, lyngen: 4000, storfjord: 4000",
        "kafjord: 3000, lyngen: 3000, storfjord: 3000",
        "Eksempelet sier 3 000,00 kr for Kåfjord, men nøkkelen gir 1 000,00 kr.",
    ),
    "threshold": Case(
        "{threshold: 1000, above: equal}",
        "cost: 4000",  # the host has paid
        "kafjord: 2000, lyngen: 1000, storfjord: 1000",
        "kafjord: 1000, lyngen: 2000, storfjord: 1000",
        "Eksempelet sier 1 000,00 kr for Kåfjord, men nøkkelen gir 2 000,00 kr.",
    ),
    "threshold of another who paid": Case(
        "{threshold: 1000, above: equal}",
        "cost: 4000, bearer: lyngen",
        "kafjord: 1000, lyngen: 2000, storfjord: 1000",
        "kafjord: 2000, lyngen: 1000, storfjord: 1000",
        "Eksempelet sier 2 000,00 kr for Kåfjord, men nøkkelen gir 1 000,00 kr.",
    ),
    "base": Case(
        "{base: 100, rest: equal}",
        "cost: 600",
        "kafjord: 200, lyngen: 200, storfjord: 200",
        "kafjord: 300, lyngen: 300, storfjord: 300",
        "Beløpene i eksempelet blir til sammen 900,00 kr, men 600,00 kr skal betales:"
        " 300,00 kr for mye.",
    ),
    "base above the cost": Case(
        "{base: 100, rest: equal}",
        "cost: 30",
        "kafjord: 100, lyngen: 100, storfjord: 100",
        "kafjord: 10, lyngen: 10, storfjord: 10",
        "Beløpene i eksempelet blir til sammen 30,00 kr, men 300,00 kr skal betales:"
        " 270,00 kr for lite.",
    ),
    "amounts": Case(
        "{amounts: {kafjord: 15000, lyngen: 100000, storfjord: 15000}, per: year}",
        "cost: 43000",  # whatever the cost
        "kafjord: 15000, lyngen: 100000, storfjord: 15000",
        "kafjord: 15000, lyngen: 25000, storfjord: 15000",
        "Eksempelet sier 25 000,00 kr for Lyngen, men nøkkelen gir 100 000,00 kr.",
    ),
    "amounts for the agreement period": Case(
        "{amounts: {kafjord: 730, lyngen: 1460, storfjord: 0}, per: agreement_period}",
        "year: 2019",  # 365 of 730 days
        "kafjord: 365, lyngen: 730, storfjord: 0",
        "kafjord: 730, lyngen: 1460",
        "Eksempelet sier 730,00 kr for Kåfjord, men nøkkelen gir 365,00 kr.",
    ),
    "price": Case(
        f'{{price: "3.08", {BY_PEOPLE}}}',
        "year: 2018",
        "kafjord: 6160, lyngen: 9240, storfjord: 3080",
        "kafjord: 6160, lyngen: 9240, storfjord: 3000",
        "Eksempelet sier 3 000,00 kr for Storfjord, men nøkkelen gir 3 080,00 kr.",
    ),
    "steps": Case(
        f"{{steps: [{{up_to: 2000, amount: 800}}, {{amount: 4200}}], {BY_PEOPLE}}}",
        "year: 2018",
        "kafjord: 800, lyngen: 4200, storfjord: 800",
        "kafjord: 4200, lyngen: 4200, storfjord: 800",
        "Eksempelet sier 4 200,00 kr for Kåfjord, men nøkkelen gir 800,00 kr.",
    ),
    "some of the participants": Case(
        "equal",
        "cost: 300, members: [lyngen, kafjord]",
        "kafjord: 150, lyngen: 150",
        "kafjord: 100, lyngen: 100, storfjord: 100",
        "Eksempelet sier 100,00 kr for Storfjord, men nøkkelen gir 0,00 kr.",
    ),
    "a cost centre": Case(
        "equal",
        'cost: 400, cost_centre: "155"',
        "kafjord: 100, lyngen: 300",
        "kafjord: 200, lyngen: 200",
        "Eksempelet sier 200,00 kr for Lyngen, men nøkkelen gir 300,00 kr.",
    ),
    "an øre that is left": Case(
        "equal",
        'cost: "100.01", year: 2018',
        'kafjord: "33.34", lyngen: "33.34", storfjord: "33.33"',
        'kafjord: "33.34", lyngen: "33.33", storfjord: "33.34"',
        "Eksempelet sier 33,33 kr for Lyngen, men nøkkelen gir 33,34 kr.",
    ),
}
SHARES_NOTHING = {"not_stated", "nothing_shared"}


def told(folder: Path, key: str, said: str) -> list[str]:
    """Every fault of an agreement with an example, as ``line: message``."""
    path = folder / "rules.yaml"
    path.write_text(RULES.replace("KEY", key).replace("SAID", said), "utf-8")
    faults = [f"{f.line}: {f.message}" for f in examine_rules(path).faults]
    return [fault.replace("\N{NO-BREAK SPACE}", " ") for fault in faults]


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_that_holds_is_not_told_of(kind: str, tmp_path: Path) -> None:
    case = KINDS[kind]
    said = f"{case.put_in}, payers: {{{case.right}}}"
    assert told(tmp_path, case.key, said) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_that_does_not_hold_is_told_with_both_figures(
    kind: str, tmp_path: Path
) -> None:
    case = KINDS[kind]
    said = f"{case.put_in}, payers: {{{case.wrong}}}"
    assert f"{LINE}: {case.told}" in told(tmp_path, case.key, said)


def test_every_kind_of_key_has_its_example() -> None:
    assert {*KEY_KINDS} - SHARES_NOTHING <= {*KINDS}


@pytest.mark.parametrize("key", sorted(SHARES_NOTHING))
def test_a_key_that_shares_nothing_has_none(key: str, tmp_path: Path) -> None:
    faults = told(tmp_path, f"{{{key}: Av en grunn}}", "cost: 1, payers: {lyngen: 1}")
    (fault,) = faults
    assert fault == (
        f"{LINE}: Nøkkelen deler ingenting, så eksempelet kan ikke prøves. Ta det bort,"
        " eller oppgi nøkkelen."
    )


def test_a_year_without_figures_is_told_by_name(tmp_path: Path) -> None:
    said = "cost: 600, year: 2017, payers: {kafjord: 600}"
    (fault,) = told(tmp_path, f"{{{BY_PEOPLE}}}", said)
    assert fault == (
        f"{LINE}: Eksempelet kan ikke regnes ut: Statistikken «population» mangler tall"
        " for Kåfjord per 01.01.2017."
    )


def test_shares_are_for_just_the_participants(tmp_path: Path) -> None:
    key = "{shares: {kafjord: 15 %, lyngen: 50 %, storfjord: 35 %}}"
    said = "cost: 100, members: [kafjord], payers: {kafjord: 100}"
    (fault,) = told(tmp_path, key, said)
    assert fault.startswith(
        f"{LINE}: Eksempelet kan ikke regnes ut: Nøkkelen gjelder Kåfjord, Lyngen,"
        " Storfjord, men deltakerne er Kåfjord."
    )


def test_a_faulty_key_is_told_of_and_not_its_examples(tmp_path: Path) -> None:
    """What a key gives that was not read right is nobody's answer."""
    key = "{weights: {kafjord: 0, lyngen: 1, storfjord: 1}}"
    (fault,) = told(tmp_path, key, "cost: 100, payers: {kafjord: 50, lyngen: 50}")
    assert fault.endswith("Vekten må være større enn 0, ikke 0.")


def test_a_fault_of_another_cooperation_hides_no_example(tmp_path: Path) -> None:
    """All faults are told at once, each of what it is of."""
    text = RULES.replace("KEY", "equal")
    text = text.replace("SAID", "cost: 300, payers: {kafjord: 300}")
    other = text[text.index("  ikt:") :].replace("ikt:", "havn:").replace("IKT", "Havn")
    both = text + other.replace("host: kafjord", "host: tromsø")
    path = tmp_path / "rules.yaml"
    path.write_text(both, "utf-8")
    host = both[: both.index("tromsø")].count("\n") + 1
    lines = [fault.line for fault in examine_rules(path).faults]
    assert lines == [LINE, LINE, LINE, host]


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_that_does_not_hold_of_what_is_tried_is_to_be_rewritten(
    kind: str, tmp_path: Path
) -> None:
    """It stands in the agreement, of what that says now; the proposal has another."""
    case, path = KINDS[kind], tmp_path / "rules.yaml"
    said = f"{case.put_in}, payers: {{{case.wrong}}}"
    path.write_text(RULES.replace("KEY", case.key).replace("SAID", said), "utf-8")
    terms = "cooperations: {ikt: {versions: [{from: 2018-01-01, FIELD}]}}"
    other = ProposedText(terms.replace("FIELD", "basis: gross"), "forslag.yaml")
    found = examine_rules(path, Proposal((other,)))
    assert found.agreement is not None
    ((line, message),) = {(f.line, str(f.message)) for f in found.to_rewrite}
    assert line == LINE
    assert case.told in message.replace("\N{NO-BREAK SPACE}", " ")
    example = f'examples: [{{source: "§ 4", {said}}}]'
    its_own = ProposedText(terms.replace("FIELD", example), "forslag.yaml")
    refused = examine_rules(path, Proposal((its_own,)))
    assert refused.agreement is None
    assert {(f.path, f.line) for f in refused.faults} == {("forslag.yaml", 1)}
    assert refused.to_rewrite == ()
