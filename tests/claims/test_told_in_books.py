"""What is told in the books of claims that are not what they should be, each once.

Instalments of a budget of 1 000 kr are 75, 125 and 50 kr a quarter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from credited_parts import given_back
from credited_parts import granted_whole
from credited_parts import settle
from fallen_due import missed
from fallen_due import seen
from fallen_due import told
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_check_tells_what_is_held_back_apart_from_what_is_not_claimed(
    folder: Folder,
) -> None:
    """400 kr that an objection gave back, and 300 kr of a voucher that came late."""
    note = given_back(folder, "delvis")
    settle(folder, "2019-01-10")
    folder.add(cost("2018-12-01", "1000.00"))
    said = " ".join(folder.run("check").output.split())
    assert (
        f"Midvik: 400,00 kr for 2018 er holdt tilbake: det ble tatt tilbake med {note}"
        " etter innsigelsen 2018-midvik-1, som fikk medhold." in said
    )
    assert "Midvik: 300,00 kr er ikke krevd for 2018." in said
    settle(folder, "2019-01-12", "--with-credited")
    assert "Midvik" not in folder.run("check").output


def test_check_tells_an_instalment_that_is_held_back_whole(folder: Folder) -> None:
    """It is not told to be claimed with a command that would not claim it."""
    granted_whole(folder)
    folder.add('\n2018-05-20 * "Rente"\n  Assets:Bank  0.00 NOK\n')
    said = " ".join(folder.run("check").output.split())
    assert (
        "Midvik: 3 000,00 kr a konto for 2018, det første med forfall 15.02.2018, ble"
        " tatt tilbake etter en innsigelse som fikk medhold, og er holdt"
        " tilbake." in said
    )
    assert "Midvik: 3 000,00 kr a konto for 2018 har forfalt uten å være krevd" in said


def test_who_has_no_account_yet_is_told_of_too(tmp_path: Path) -> None:
    """Nothing can stand on an account that is not open; `check` says it itself."""
    account = "Assets:Fordringer:Sørvik:IKT"
    opened = "".join(
        line for line in chart().splitlines(keepends=True) if account not in line
    )
    folder = Folder(tmp_path).write(rules(), opened, budget("1000.00"))
    folder.add(seen("2018-02-20"))
    said = " ".join(folder.run("check").output.split())
    assert f"! IKT-samarbeidet: {missed('Sørvik', '50,00', '15.02.2018')}" in said
    assert f"Kontoen {account} er ikke åpnet; det gjør «fellesbok accounts»." in said
    refused = folder.run("claim", "2018", "--yes")
    assert refused.exit_code == 1
    assert f"kontoen {account} er ikke åpen" in refused.output
    folder.add(f"\n2018-01-01 open {account} NOK\n")
    assert "er ikke åpnet" not in folder.run("check").output


def test_a_settlement_that_is_late_is_told_once(tmp_path: Path) -> None:
    """The first was claimed; in March the settlement would have fallen due too."""
    folder = Folder(tmp_path).write(rules(), chart(), budget("1000.00"))
    folder.add(seen("2018-02-20"))
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-03-01", "400.00"), seen("2019-03-01"))
    assert [each.partition(" kr ")[0] for each in told(folder)] == [
        "Midvik: 45,00",
        "Nordvik: 75,00",
        "Sørvik: 30,00",
    ]
