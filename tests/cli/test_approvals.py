"""The command that lists what is attested, what lacks, and why."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from attested_books import CABLE
from attested_books import SERVER
from attested_books import books
from attested_books import digests
from attested_books import line
from claimbook import Folder
from claimbook import chart
from claimbook import rules

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_the_command_lists_what_is_approved_what_lacks_and_why(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    folder.add(line(folder, "B-2", "attestert", "Økonomileder"))
    done = folder.run("approvals", "2018")
    assert done.exit_code == 0, done.output
    rows = [
        re.sub(r"\s+", " ", row.replace("\N{NO-BREAK SPACE}", " ")).strip()
        for row in done.output.splitlines()
    ]
    assert "B-1 01.03.2018 Leverandør – Server IKT-samarbeidet 12 000,00" in rows
    assert "ikke attestert; ikke anvist" in rows
    assert (
        "B-2 02.04.2018 Leverandør – Kabler IKT-samarbeidet 9 999,99 Økonomileder"
        in rows
    )
    assert rows[-1].startswith("1 av 2 bilag har det avtalen krever; 1 mangler noe.")


def test_only_what_lacks_something_can_be_asked_for(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    folder.add(line(folder, "B-2", "attestert", "Økonomileder"))
    done = folder.run("approvals", "2018", "--lacking", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert row["voucher"] == "B-1"
    assert row["lacking"] == ["attestert", "anvist"]
    assert row["digest"] == digests(folder)["B-1"]


def test_books_whose_agreement_says_nothing_are_told_so(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(rules(), chart(), SERVER)
    done = folder.run("approvals", "2018")
    assert done.output == (
        "Ingen avtale sier hvem som attesterer, eller ingen bilag er fordelt i 2018.\n"
    )
