"""A number that divides by zero is a fault of its line, and stops nothing."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from casebook import PROGRAMME
from fellesbok.entries.book_files import read_books
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

BOOKS = """\
2018-01-01 open Assets:Bank
2018-01-01 open Expenses:IKT
2018-03-01 * "Hel"
  Expenses:IKT  (3 * 100 / 4) NOK
  Assets:Bank
{line}
"""
VOUCHER = '2018-04-01 * "Delt"\n  Expenses:IKT  {amount}\n  Assets:Bank'
AMOUNTS = [
    "1/0 NOK",
    "-(1 / 0.00) NOK",
    "1/(2-2) NOK",
    "0/0 NOK",
    "1/0*0 NOK",
    "1 NOK @ 1/0 USD",
    "1 NOK @@ 0/0 USD",
    "1 NOK {{1/0 USD}}",
    "1 NOK {{{{1/0 USD}}}}",
    "1 NOK {{1 # 1/0 USD}}",
    "1 NOK\n    antall: 1/0",
    "1 NOK\n    antall: 1/0 NOK",
    f"{'9' * 200}{' * 10' * 5} / 0 NOK",
]
OTHERS = [
    "2018-04-01 balance Assets:Bank 1/0 NOK",
    "2018-04-01 balance Assets:Bank 1 ~ 1/0 NOK",
    "2018-04-01 price NOK 1/0 USD",
    '2018-04-01 custom "budget" Expenses:IKT "yearly" 1/0 NOK',
    '2018-04-01 custom "budget" 1/0',
    '2018-04-01 note Assets:Bank "x"\n  antall: 1/0',
]


@pytest.mark.parametrize(
    "line", [*(VOUCHER.format(amount=a.format()) for a in AMOUNTS), *OTHERS]
)
def test_what_divides_by_zero_is_told_with_its_line_and_the_rest_is_read(
    tmp_path: Path, line: str
) -> None:
    """In a process of its own, which Beancount's parser stopped."""
    main = tmp_path / "main.beancount"
    main.write_text(BOOKS.format(line=line))
    code = (
        "import sys; from pathlib import Path;"
        "from fellesbok.entries.book_files import read_books;"
        "entries, errors, _ = read_books(Path(sys.argv[1]));"
        "print(len(entries), *(e.source['lineno'] for e in errors));"
        "print(*(e.message for e in errors))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(main)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split()[:2] == ["3", "6"]
    assert "deles det på null" in done.stdout


def test_what_becomes_a_number_after_all_is_told_too(tmp_path: Path) -> None:
    main = tmp_path / "main.beancount"
    main.write_text(BOOKS.format(line=VOUCHER.format(amount="5/(1/0) NOK")))
    _, errors, _ = read_books(main)
    assert [e.source["lineno"] for e in errors] == [1]


def test_what_divides_by_something_is_as_before(tmp_path: Path) -> None:
    main = tmp_path / "main.beancount"
    main.write_text(BOOKS.format(line=""))
    entries, errors, _ = read_books(main)
    assert not errors
    (voucher,) = (e for e in entries if isinstance(e, data.Transaction))
    amounts = [p.units and p.units.number for p in voucher.postings]
    assert amounts == [Decimal(75), Decimal(-75)]


def test_all_who_parse_have_the_guard() -> None:
    ours = PROGRAMME / "entries" / "guarded_parser.py"
    bare = [
        str(path)
        for folder in (PROGRAMME, HOUSE / "importers")
        for path in folder.rglob("*.py")
        if path != ours and "from beancount.parser import parser\n" in path.read_text()
    ]
    assert not bare
