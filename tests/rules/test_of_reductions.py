"""Which accounts may come off the cost of a cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import examine_rules
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.rules.examined import Examined


def examined(tmp_path: Path, contra: str) -> Examined:
    path = tmp_path / "rules.yaml"
    centres = "    cost_centres: {101: {account: Drift, title: Drift}}\n"
    more = f"    contra: [{contra}]\n{centres}    versions:"
    path.write_text(rules(cooperation().replace("    versions:", more)), "utf-8")
    return examine_rules(path)


@pytest.mark.parametrize(
    "contra", ["Mva-kompensasjon", "Income:IKT:Rabatt", "Expenses:IKT:Rabatt, Refusjon"]
)
def test_a_component_or_a_whole_account_of_the_cooperation_may(
    tmp_path: Path, contra: str
) -> None:
    found = examined(tmp_path, contra)
    assert not found.faults
    assert found.agreement is not None
    ikt = found.agreement.cooperations["ikt"]
    wanted = contra.split(", ")
    assert [each.account for each in ikt.contra][1:] == wanted


@pytest.mark.parametrize(
    ("contra", "said"),
    [
        ("Income:PPT:Rabatt", "er ikke en konto som kan"),
        ("Assets:IKT:Rabatt", "er ikke en konto som kan"),
        ("Income:IKT", "er ikke en konto som kan"),
        ("Kommuner", "programmet fører"),
        ("Income:IKT:Kommuner:Lyngen", "programmet fører"),
        ("Tilskudd", "konto for tilskudd"),
        ("Drift", "er et ansvar"),
        ("Rabatt, Rabatt", "to ganger"),
    ],
)
def test_others_may_not_and_it_is_said_why(
    tmp_path: Path, contra: str, said: str
) -> None:
    (fault,) = examined(tmp_path, contra).faults
    assert said in fault.message
