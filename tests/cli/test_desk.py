"""Claims are shown and asked about, and written all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claim_commands import YEAR
from claim_commands import claim
from claim_commands import folder as folder  # noqa: PLC0414 -- a fixture
from claimbook import Folder
from claimbook import chart
from claimbook import rules

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("no_documents")


def test_every_account_that_is_missing_is_told(folder: Folder) -> None:
    without = "\n".join(line for line in chart().splitlines() if ":Krav:" not in line)
    folder.write(rules(), without, *YEAR[1:])
    before = folder.files()
    refused = folder.run("claim", "2018", "--yes")
    assert refused.exit_code == 1
    for name in ("Midvik", "Nordvik", "Sørvik"):
        assert f"2019-01-01 open Assets:Krav:{name}:IKT NOK" in refused.output
    assert "3 kontoer mangler" in refused.output
    assert folder.files() == before


def test_books_with_faults_are_not_claimed_from(folder: Folder) -> None:
    folder.add("\n2018-12-31 balance Assets:Bank 1.00 NOK\n")
    refused = folder.run("claim", "2018", "--yes")
    assert refused.exit_code == 1
    assert "Rett feilene i bøkene først" in refused.output


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_nothing_is_written_without_a_yes(folder: Folder, answer: str) -> None:
    before = folder.files()
    shown = folder.run("claim", "2018", typed=answer)
    assert "Skrive 3 krav på til sammen 1 230,01 kr" in shown.output.replace(
        "\u00a0", " "
    )
    assert "Ingenting er skrevet." in shown.output
    assert folder.files() == before


def test_a_dry_run_shows_and_writes_nothing(folder: Folder) -> None:
    before = folder.files()
    shown = folder.run("claim", "2018", "--dry-run")
    assert "nordvik-2019-0003" in shown.output
    assert folder.files() == before


def test_the_list_of_what_goes_out(folder: Folder, tmp_path: Path) -> None:
    claim(folder, "2018", "--output", str(tmp_path / "ut"))
    listed = (tmp_path / "ut" / "kravliste.csv").read_text(encoding="utf-8-sig")
    assert listed.splitlines()[1] == (
        "nordvik-2019-0001;2019-01-01;IKT;Midvik;avregning 2018;0,00;0,00;0,00;369,00;"
        "2019-01-31;201900016"
    )
