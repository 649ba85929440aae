"""Each value of the agreement stands in a certificate as it is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.proof.agreed import FigureRows
from fellesbok.proof.agreed import RulesText
from fellesbok.proof.agreed import agreed
from fellesbok.proof.agreed import payers
from fellesbok.rules import read_rules
from two_municipalities import POPULATION
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement

CENTRES = """\
    cost_centres:
      155: {account: Felles, title: Felles}
"""
OWN = """\
        cost_centre_rules:
          155: {key: equal, participants: [lyngen]}
"""
KEY = "{shares: {kafjord: 40 %, lyngen: 60 %}}"
IKT = cooperation(key=KEY).replace("    versions:\n", f"{CENTRES}    versions:\n") + OWN
FILE = """\
statistics:
  people:
    title: Folketall
    unit: innbyggere
    source: SSB
    file: folk.csv
"""


def read(folder: Path, text: str) -> tuple[RulesText, Agreement, list[str]]:
    """The rules as text, as an agreement, and line by line."""
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return RulesText.of(path, "rules.yaml"), read_rules(path), text.splitlines()


def on(lines: list[str], clause: list[Any]) -> str:
    """What stands on the first line of a clause."""
    first: int = clause[0]
    return lines[first - 1].strip()


def test_terms_stand_with_their_lines_and_as_they_are_written(tmp_path: Path) -> None:
    text, of, lines = read(tmp_path, rules(IKT))
    told = agreed(text, of.cooperations["ikt"])
    (version,) = told["versions"]
    assert on(lines, version["key"]) == f"key: {KEY}"
    assert version["key"][2] == [["shares", [["kafjord", "40 %"], ["lyngen", "60 %"]]]]
    assert version["from"][2] == "2018-01-01"
    assert "to" not in version
    assert version["key 155"][2] == "equal"
    assert version["participants 155"][2] == ["lyngen"]
    assert told["centres"]["155"][2] == "Felles"
    assert on(lines, told["centres"]["155"]).startswith("155:")
    assert told["account"][2] == "IKT"
    assert (told["file"], told["region"][2]) == ("rules.yaml", "Nord-Troms")
    assert lines[told["lines"][0] - 1] == "  ikt:"
    assert told["lines"][1] == len(lines)
    assert (told["keys"], told["series"]) == ({}, {})


def test_keys_with_names_and_files_of_figures_are_told_too(tmp_path: Path) -> None:
    (tmp_path / "folk.csv").write_text("municipality,date,value\n", encoding="utf-8")
    more = f"{FILE}keys:\n  halve: {{title: Halvt, key: equal}}\n"
    text, of, lines = read(tmp_path, rules(more=more))
    told = agreed(text, of.cooperations["ikt"])
    assert told["keys"]["halve"][2] == "equal"
    assert told["series"]["people"][2] == "folk.csv"
    assert on(lines, told["series"]["people"]) == "file: folk.csv"


def test_payers_have_their_lines_their_name_and_a_word_of_their_own(
    tmp_path: Path,
) -> None:
    party = "parties:\n  nfk: {name: Fylket, account: NFK}\n"
    text, of, lines = read(tmp_path, rules(more=party))
    told = payers(text, of)
    assert told["kafjord"][2:] == ["Kåfjord"]
    assert told["nfk"][2:] == ["Fylket", "NFK"]
    assert on(lines, told["nfk"]).startswith("nfk:")


@pytest.mark.parametrize("whose", ["kafjord", "Kåfjord"])
def test_a_figure_has_the_line_that_it_is_on_in_a_file(
    tmp_path: Path, whose: str
) -> None:
    """A municipality may be written by its name; a heading may be the series'."""
    (tmp_path / "folk.csv").write_text(
        f"municipality,date,people\nlyngen,2018-01-01,3\n{whose}, 2018-01-01 , 1 \n",
        encoding="utf-8",
    )
    (tmp_path / "rules.yaml").write_text(rules(more=FILE), encoding="utf-8")
    text = RulesText.of(tmp_path / "rules.yaml", "bok/rules.yaml")
    _, of, _ = read(tmp_path, rules(more=POPULATION))
    rows = FigureRows(text, of)
    found = rows("people", date(2018, 1, 1), "kafjord")
    assert found == ["bok/folk.csv", 3, 3, "1"]


def test_a_figure_in_the_rules_has_its_lines_there(tmp_path: Path) -> None:
    text, of, lines = read(tmp_path, rules(more=POPULATION))
    found = FigureRows(text, of)("people", date(2018, 1, 1), "lyngen")
    assert (found[0], found[3]) == ("rules.yaml", "3")
    assert "lyngen" in lines[found[1] - 1]
