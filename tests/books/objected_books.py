"""Books with claims that are objected to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version

if TYPE_CHECKING:
    from pathlib import Path


MIDVIK = "nordvik-2018-0001"
"""Claims are numbered by the names of the payers: Midvik, Nordvik, Sørvik."""


OBJECTED = f"""
2018-02-01 custom "innsigelse" "2018-midvik-1" "krav" "{MIDVIK}"
  kommune: "Midvik"
  beloep: 1000.00 NOK
  aarsak: "Lisensene gjelder Nordvik alene"
  frist: 2018-03-01
"""


SHARE = """
2018-12-01 custom "innsigelse" "2018-midvik-2" "andel" "IKT" 2018
  kommune: "Midvik"
  aarsak: "Nøkkelen er fra 2016"
"""


VOUCHER = """
2018-12-01 custom "innsigelse" "2018-midvik-3" "bilag" "IKT" 2018 "B-1"
  kommune: "Midvik"
  aarsak: "Gjelder skolen"
"""


def claimed(where: Path) -> Folder:
    """Books in which the first instalment is claimed, and a voucher is shared."""
    found = Folder(where).write(
        rules(version(claims=CLAIMS)),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        budget("40000.00"),
        cost("2018-04-01", "12000.00").replace(
            '"Kostnad"', '"Kostnad"\n  bilag: "B-1"'
        ),
    )
    done = found.run(
        "claim", "2018", "--instalment", "1", "--date", "2018-01-10", "--yes"
    )
    assert done.exit_code == 0, done.output
    by_payer = {c.payer.name: (c.id, c.payable) for c in found.claims()}
    assert by_payer["Midvik"] == (MIDVIK, Decimal("3000.00"))
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The same, which are objected to."""
    return claimed(tmp_path)


def credited(folder: Folder, claim: str, *words: str) -> str:
    """A claim, or a part of it, is taken back; gives the number of the credit note."""
    done = folder.run("credit", claim, *words, "--yes")
    assert done.exit_code == 0, done.output
    return next(c.id for c in folder.claims() if c.credits == claim)


def decided(outcome: str, more: str = "", day: str = "2018-02-20") -> str:
    return f'\n{day} custom "innsigelse" "2018-midvik-1" "utfall" "{outcome}"\n{more}'


LATE = """
2018-11-30 * "Sent bilag"
  bilag: "B-9"
  Expenses:IKT 1000.00 NOK
  Assets:Bank -1000.00 NOK

2019-02-01 custom "innsigelse" "2019-midvik-1" "bilag" "IKT" 2018 "B-9"
  kommune: "Midvik"
  beloep: 300.00 NOK
  aarsak: "Det sene bilaget gjelder Sørvik alene"
  frist: 2019-04-01
"""


def corrected(where: Path, more: str = "") -> Folder:
    """The same books with 2018 closed, and a voucher that came late and is objected to.

    Midvik bears three tenths of it, 300.00, as a correction that stands in 2019.
    """
    found = claimed(where)
    for command in (
        ("claim", "2018", "--date", "2018-12-31", "--yes"),
        ("close", "2018", "--date", "2019-01-15", "--yes"),
    ):
        done = found.run(*command)
        assert done.exit_code == 0, done.output
    return found.add(LATE).add(more)
