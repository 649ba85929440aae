"""Before claims are written and years fixed, it is shown what was claimed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def vika(folder: Path) -> Folder:
    """Budget 1 000 kr, cost 1 200 kr, shared 5 : 3 : 2; Nordvik is host."""
    folder.mkdir()
    (folder / "ledger" / "documents").mkdir(parents=True)
    first = 'option "documents" "documents"'
    later = cost("2019-01-10", "1.00")
    costs = cost("2018-12-01", "1200.00") + later
    return Folder(folder).write(rules(), first, chart(), budget("1000.00"), costs)


def test_a_settlement_stands_beside_what_was_claimed(tmp_path: Path) -> None:
    books = vika(tmp_path / "a")
    first = books.run("claim", "2018", "--instalment", "1", "--yes")
    assert "Siden sist" not in first.output
    for number in "234":
        books.run("claim", "2018", "--instalment", number, "--yes")
    before = books.files()
    done = books.run("claim", "2018", "--settlement", "--dry-run")
    rows = [" ".join(row.split()) for row in done.output.splitlines()]
    assert "Siden sist: krevd før, og med disse kravene" in rows
    assert "Samarbeid Betaler År Krevd før Etter Endring" in rows
    assert "IKT-samarbeidet Midvik 2018 300,00 360,00 60,00" in rows
    assert "IKT-samarbeidet Sørvik 2018 200,00 240,00 40,00" in rows
    assert books.files() == before


def test_a_closing_stands_beside_what_was_claimed(tmp_path: Path) -> None:
    books = vika(tmp_path / "a")
    assert "Siden sist" not in books.run("close", "2018", "--dry-run").output
    books.run("claim", "2018", "--instalment", "1", "--yes")
    before = books.files()
    done = books.run("close", "2018", "--dry-run")
    assert done.exit_code == 0, done.output
    rows = [" ".join(row.split()) for row in done.output.splitlines()]
    assert "Siden sist: krevd før, og slik året fastsettes" in rows
    assert "IKT-samarbeidet Midvik 2018 75,00 360,00 285,00" in rows
    assert books.files() == before


def test_a_correction_that_was_claimed_is_not_told_as_claimed_too_much(
    tmp_path: Path,
) -> None:
    """A late voucher of 2018 is claimed with the year that carries its correction."""
    books = vika(tmp_path / "a")
    books.run("claim", "2018", "--yes", "--date", "2018-12-31")
    assert books.run("close", "2018", "--yes").exit_code == 0
    ended = "\n2019-12-31 balance Assets:Bank -1301.00 NOK\n"
    books.add(cost("2018-11-01", "100.00"), ended)
    books.run("claim", "2019", "--settlement", "--yes", "--date", "2020-01-10")
    done = books.run("close", "2019", "--dry-run")
    assert done.exit_code == 0, done.output
    rows = [" ".join(row.split()) for row in done.output.splitlines()]
    assert "IKT-samarbeidet Midvik 2019 30,30 30,30 0,00" in rows
