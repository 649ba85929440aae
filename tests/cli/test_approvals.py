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
from attested_books import objected
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


def test_a_voucher_that_is_objected_to_is_marked(tmp_path: Path) -> None:
    """In the year that its share is of, by number, whatever became of it."""
    folder = objected(tmp_path)
    shown = folder.run("approvals", "2018").output
    heading, _rule, first, _why, second, *_ = shown.splitlines()
    assert re.search(r"\bInnsigelse\b", heading)
    assert first.startswith("B-1")
    assert "2018-midvik-1: åpen; 2018-sorvik-1: opprettholdt 30.12.2018" in first
    assert second.startswith("B-2")
    assert "midvik" not in second
    done = folder.run("approvals", "2018", "--format", "csv")
    heading, first, second, *_ = done.stdout.splitlines()
    place = heading.split(";").index("Innsigelse")
    marked = "2018-midvik-1: åpen; 2018-sorvik-1: opprettholdt 30.12.2018"
    assert marked in ";".join(first.split(";")[place:])
    assert second.split(";")[place] == ""
    rows = json.loads(folder.run("approvals", "2018", "--format", "json").stdout)
    assert [row["objections"] for row in rows] == [["2018-midvik-1"], []]
    folder.add(SERVER.replace("2018-03-01", "2019-03-01"))
    later = folder.run("approvals", "2019").output
    assert "B-1" in later
    assert "midvik" not in later


def test_where_nothing_is_objected_to_there_is_no_column(tmp_path: Path) -> None:
    shown = books(tmp_path, SERVER).run("approvals", "2018").output
    assert "Innsigelse" not in shown


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
