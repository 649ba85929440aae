"""The steps of a certificate: where each of them is written in the agreement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from fellesbok.proof.trace import OPERATIONS
from fellesbok.rules.key_schema import KEY_KINDS
from proved import prove

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
region: Test
currency: NOK
municipalities:
  aa: {name: Aa, organisation_number: "910000004", numbers: [{number: "1000"}]}
  bb: {name: Bb, organisation_number: "910000012", numbers: [{number: "1001"}]}
parties:
  fylket: {name: Fylket}
cooperations:
  x:
    title: X
    account: X
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2020-01-01
        participants: [aa, bb]
        host: aa
        key:
          groups:
%s
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: test
"""
THEIRS = """\
            - share: 50 %
              payers: [fylket]
              key:
                bounded: equal
                minimum:
                  fylket: 10
"""
OURS = """\
            - share: 1/2
              payers: participants
              key:
                bounded:
                  parts:
                    - {weight: 40 %, key: equal}
                    - {weight: 60 %, key: {weights: {aa: 1, bb: 2}}}
                maximum:
                  bb: 450
"""
SOURCE = """\
option "operating_currency" "NOK"
plugin "fellesbok.plugin" "rules.yaml"
2020-01-01 open Assets:Bank
2020-01-01 open Expenses:X
2020-01-01 open Income:X:Overskudd
2020-01-01 open Assets:Fordringer:Aa:X
2020-01-01 open Assets:Fordringer:Bb:X
2020-01-01 open Assets:Fordringer:Fylket:X
2020-01-01 open Income:X:Kommuner:Aa
2020-01-01 open Income:X:Kommuner:Bb
2020-01-01 open Income:X:Kommuner:Fylket
2020-03-01 * "Vare"
  Expenses:X  1500.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize("groups", [THEIRS + OURS, OURS + THEIRS])
def test_groups_of_the_same_share_are_told_apart(groups: str, tmp_path: Path) -> None:
    """The agreement's order counts for nothing, so each is found by what it says.

    Of 750 kr to the two: equal 40 %, 1:2 of 60 %, so 300 and 450, which is the most
    that the other one bears.
    """
    (tmp_path / "rules.yaml").write_text(RULES % groups.rstrip("\n"), encoding="utf-8")
    (tmp_path / "source.beancount").write_text(SOURCE, encoding="utf-8")
    names = prove(tmp_path / "source.beancount", tmp_path / "bevis")
    assert names == ["x-2020-aa.json", "x-2020-bb.json", "x-2020-fylket.json"]
    assert [c.main(tmp_path / "bevis") for c in (verify, verify_deep)] == [0, 0]
    found = json.loads((tmp_path / "bevis" / "x-2020-bb.json").read_bytes())
    amounts = found["periods"][-1]["amounts"]
    assert amounts == {"aa": 300_00, "bb": 450_00, "fylket": 750_00}
    (use,) = found["periods"][-1]["uses"]
    steps = [step["op"] for step in use["tree"]["of"]]
    assert steps == ["bounded", "bounded"]
    words = [place[3] for place in use["tree"]["weights"]]
    inner = [step["of"][0]["op"] for step in use["tree"]["of"]]
    assert dict(zip(inner, words, strict=True)) == {"parts": "1/2", "equal": "50 %"}


def test_every_kind_of_key_has_a_step_of_its_own() -> None:
    """One that lacked was told as a key that the agreement does not state."""
    assert {*OPERATIONS.values()} == {*KEY_KINDS, "equal"}
