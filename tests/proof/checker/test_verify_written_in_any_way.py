"""Right books are accepted in whatever way that Beancount and YAML let them be written.

Each is read as the programme reads it: a lie about it is refused.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie

if TYPE_CHECKING:
    from pathlib import Path

# Words that stand bare ----------------------------------------------------------------

POPULATION = "{statistic: population, date: accounting_year}"
SERVED = """
2018-04-04 * "Drift"
  {word}
  Expenses:X  7000.05 NOK
  Assets:Bank
"""


@pytest.mark.parametrize(
    "day", ["2017-06-01", "2017/06/01", "2017-6-1", "02017-06-01", '"2017-06-01"']
)
def test_a_day_of_service_may_be_written_with_slashes(day: str, tmp_path: Path) -> None:
    """By the population of 2017 it is shared otherwise than by that of 2018."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, SERVED.format(word=f"periode: {day}"), key=POPULATION)
    assert not accepted(right)
    hand_out(lie, SERVED.format(word="periode: 2018-04-04"), key=POPULATION)
    assert charged(right) != charged(lie)
    refuse_lie(right, lie, "linjen er delt på annen måte")


def test_a_day_of_service_that_is_not_told_is_that_of_the_voucher(
    tmp_path: Path,
) -> None:
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, SERVED.format(word="periode:"), key=POPULATION)
    assert not accepted(right)
    hand_out(lie, SERVED.format(word="periode: 2017-06-01"), key=POPULATION)
    refuse_lie(right, lie, "linjen er delt på annen måte")


TAXED = """
2018-04-04 * "Drift"
  avgift: "kompensasjon"
  Expenses:X  7000.05 NOK
  Expenses:X  1750.01 NOK
    art: {art}
  Expenses:X  3.00 NOK
    art: "4290"
  Assets:Bank
"""


@pytest.mark.parametrize("art", ["4290.0", "4290.", "4,290", "04290.50", "429"])
def test_an_art_may_be_a_number_with_decimals(art: str, tmp_path: Path) -> None:
    """Art 429 is tax that is given back, and nobody's cost; 419 is a cost."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, TAXED.format(art=art))
    assert not accepted(right)
    assert sum(charged(right)) == 800006
    hand_out(lie, TAXED.format(art="4190.0"))
    assert sum(charged(lie)) == 975007
    refuse_lie(right, lie, "er utelatt, eller skal være det")
    refuse_lie(lie, right, "er utelatt, eller skal være det")


# Keys ---------------------------------------------------------------------------------

NAMED = f"keys:\n  population: {{title: P, key: {POPULATION}}}\n"


def test_a_key_may_be_called_as_the_statistic_that_it_goes_by(tmp_path: Path) -> None:
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, "", key="population", keys=NAMED)
    assert not accepted(right)
    other = NAMED.replace("accounting_year", "year_before")
    hand_out(lie, "", key="population", keys=other)
    refuse_lie(right, lie, "nøklene er andre, eller ikke hele")


@pytest.mark.parametrize("name", ["own", "none", "equal", "not_stated"])
def test_what_says_how_it_is_shared_is_no_name_of_a_key(
    name: str, tmp_path: Path
) -> None:
    """The programme refuses it too; who reads it may think of another key."""
    folder = tmp_path / "bok"
    keys = "keys:\n  lik: {title: L, key: {weights: {nes: 1, vik: 1, dal: 1}}}\n"
    hand_out(folder, "", key="lik", keys=keys)
    assert not accepted(folder)
    path = folder / "bevis" / "x-2018-nes.json"
    certificate = json.loads(path.read_bytes())
    rules = (folder / "rules.yaml").read_text("utf-8").replace("  lik:", f"  {name}:")
    certificate["agreement"]["keys"][name] = certificate["agreement"]["keys"].pop("lik")
    with pytest.raises(verify_deep.DiffersError, match=f"en nøkkel heter {name}"):
        verify_deep.terms(certificate, rules.split("\n"))


OF_CENTRE = """        cost_centre_rules:
          20:
            key:
              not_stated: {mark}
                Avtalen sier ikke hvem
                som bærer det:

                "enten # den ene".
              # eller den andre
"""


@pytest.mark.parametrize("mark", [">-", ">", ">+", "|", "|-", "|+", "|- # ord for ord"])
def test_a_text_may_stand_in_rows_below_its_name(mark: str, tmp_path: Path) -> None:
    right = tmp_path / "right"
    hand_out(right, "", centres=OF_CENTRE.format(mark=mark))
    assert not accepted(right)


# Spaces that are no spaces to YAML ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a: b\u00a0# c", {"a": "b\u00a0# c"}),
        ("a: [b, \u00a0# c\n  d]", {"a": ["b", "\u00a0# c d"]}),
        ("a: {b:\u00a0c}", {"a": {"b:\u00a0c": ""}}),
        ("a: b\n  \u00a0# c\nd: e", {"a": "b \u00a0# c", "d": "e"}),
        ("a: b\u2009\nd: \u3000", {"a": "b\u2009", "d": "\u3000"}),
        ("  a: b\n  c: d", {"a": "b", "c": "d"}),
    ],
)
def test_another_space_hides_nothing_behind_a_note(text: str, right: object) -> None:
    """A host could have had a clause that the programme reads, and the checker not."""
    assert verify_deep.tree_of((*text.split("\n"),)) == right


# Where nobody has paid ----------------------------------------------------------------

THRESHOLD = "{threshold: 500, above: equal}"
IN_A_KEY = f"keys:\n  terskel: {{title: T, key: {THRESHOLD}}}\n"
IN_ANOTHER = "  delt: {title: D, key: {parts: [{key: terskel, weight: 100 %}]}}\n"
PAID = """
2018-05-01 * "Nettverk"
  Expenses:X  777.01 NOK
  {others}
"""
NOBODY = ["Equity:Start", "Assets:Bank  -700.01 NOK\n  Liabilities:Utlegg:Vik:X"]


@pytest.mark.parametrize("others", NOBODY)
@pytest.mark.parametrize(
    ("key", "keys"),
    [(THRESHOLD, ""), ("terskel", IN_A_KEY), ("delt", IN_A_KEY + IN_ANOTHER)],
)
def test_what_nobody_can_be_read_to_have_paid_is_accepted(
    key: str, keys: str, others: str, tmp_path: Path
) -> None:
    """It is not shared, and that is listed by the small checker."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, PAID.format(others="Assets:Bank"), key=key, keys=keys)
    assert sum(charged(right)) == 177702
    hand_out(lie, PAID.format(others=others), key=key, keys=keys)
    assert sum(charged(lie)) == 100001
    assert not accepted(lie)
    unseen: set[str] = set()
    verify.certificate(lie / "bevis", "x-2018-nes.json", unseen)
    assert any("at 77701 øre ikke skal deles" in what for what in unseen)
    refuse_lie(right, lie, "linjen er delt på annen måte")


def test_that_nobody_has_paid_is_said_where_there_is_a_threshold_alone(
    tmp_path: Path,
) -> None:
    """Else a host could leave any voucher unshared."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, PAID.format(others="Equity:Start"))
    path = right / "bevis" / "x-2018-nes.json"
    hand_out(lie, PAID.format(others="Equity:Start"), key=THRESHOLD)
    told = json.loads(path.read_bytes())
    told["pots"] = json.loads((lie / "bevis" / path.name).read_bytes())["pots"]
    told["pots"] = [{**pot, "key": "none"} for pot in told["pots"]]
    path.write_bytes(canonical(told))
    with pytest.raises(verify.DiffersError, match="er delt på annen måte"):
        verify.certificate(path.parent, path.name, set())
