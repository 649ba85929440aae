"""What an agreement calls payers, cooperations and cost centres is one of each.

The programme refuses all of it but two cost centres; a host could choose between them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify_deep
from handed_out import RULES
from handed_out import accepted
from handed_out import hand_out
from handed_out import sealed_again

if TYPE_CHECKING:
    from pathlib import Path

OTHER = RULES[RULES.index("  x:\n") :].replace("  x:\n", "  y:\n")
TWICE = {
    "name": ("name: Vik,", "name: Nes,", "Nes"),
    "case": ("name: Vik,", "name: NES,", "NES"),
    "slug": ("name: Vik,", "name: nes,", "nes"),
}
CENTRES = "    cost_centres:\n"
MORE = CENTRES + "      10: {{account: C20, title: Mer}}\n"
RULED = "        cost_centre_rules: {10: {key: {weights: {nes: 1, vik: 2, dal: 3}}}}\n"
ON_IT = """
2018-05-01 * "Nettverk"
  ansvar: "10"
  Expenses:X  300.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize("what", TWICE)
def test_no_two_payers_are_called_alike(tmp_path: Path, what: str) -> None:
    hand_out(tmp_path / "bok", "")
    proof = tmp_path / "bok" / "bevis"
    rules = proof / "bok~rules.yaml.txt"
    before, after, called = TWICE[what]
    rules.write_text(rules.read_text("utf-8").replace(before, after), "utf-8")
    for path in proof.glob("x-*.json"):
        told = json.loads(path.read_bytes())
        told["payers"]["vik"][2] = called
        path.write_bytes(canonical(told))
    refused(proof, "er to betalere")


def test_an_account_is_of_one_payer(tmp_path: Path) -> None:
    hand_out(tmp_path / "bok", "")
    proof = tmp_path / "bok" / "bevis"
    rules = proof / "bok~rules.yaml.txt"
    whole = rules.read_text("utf-8")
    rules.write_text(whole.replace("name: Vik,", "name: Vik, account: Nes,"), "utf-8")
    for path in proof.glob("x-*.json"):
        told = json.loads(path.read_bytes())
        told["payers"]["vik"].append("Nes")
        path.write_bytes(canonical(told))
    refused(proof, "er to betalere")


def test_an_account_is_of_one_cooperation(tmp_path: Path) -> None:
    """All of it would be charged twice, by the key of each."""
    hand_out(tmp_path / "bok", "")
    proof = tmp_path / "bok" / "bevis"
    rules = proof / "bok~rules.yaml.txt"
    of = {"key": "equal", "surplus": "fund", "centres": "", "accounts": "", "keys": ""}
    other = OTHER.format(**of)
    rules.write_text(rules.read_text("utf-8") + other, "utf-8")
    refused(proof, "to samarbeid har kontoen X")


@pytest.mark.parametrize("centres", ["", RULED])
def test_an_account_is_of_one_cost_centre_with_a_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, centres: str
) -> None:
    """Where none of them has a rule it is the same which of them a cost is on."""
    assert CENTRES in RULES
    monkeypatch.setattr("handed_out.RULES", RULES.replace(CENTRES, MORE))
    hand_out(tmp_path / "bok", ON_IT, centres=centres)
    if centres:
        with pytest.raises(verify_deep.DiffersError, match="to ansvar har kontoen C20"):
            accepted(tmp_path / "bok")
    else:
        accepted(tmp_path / "bok")


def refused(proof: Path, why: str) -> None:
    """The large checker takes no certificate of such files."""
    sealed_again(proof)
    for path in sorted(proof.glob("x-2018-*.json")):
        with pytest.raises(verify_deep.DiffersError, match=f"{why}.*to måter"):
            verify_deep.certificate(proof, path.name, set())
