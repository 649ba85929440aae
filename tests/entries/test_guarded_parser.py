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
from fellesbok.entries.guarded_parser import parser
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


PLACES = [
    VOUCHER.format(amount="1 NOK").replace('"Delt"', '"Delt"\n  {}'),
    VOUCHER.format(amount="1 NOK\n    {}"),
    "2018-04-01 open Assets:Kasse\n  {}",
    '2018-04-01 custom "fond" "x"\n  {}',
    "pushmeta {}\n" + VOUCHER.format(amount="1 NOK"),
]
"""Where something may be said of a line."""


@pytest.mark.parametrize(
    "said", ['filename: "<fordeling>"', "lineno: 1", 'lineno: "x"']
)
@pytest.mark.parametrize("line", PLACES)
def test_no_line_says_itself_where_it_stands(
    tmp_path: Path, line: str, said: str
) -> None:
    """Two of a day could not be ordered, and one would pass for a share of ours."""
    main = tmp_path / "main.beancount"
    written = line.format(said)
    main.write_text(BOOKS.format(line=f"{VOUCHER.format(amount='2 NOK')}\n{written}"))
    entries, errors, _ = read_books(main)
    key = said.partition(":")[0]
    place = next(n for n, row in enumerate(written.splitlines()) if key in row)
    first = BOOKS.format(line=VOUCHER.format(amount="2 NOK")).count("\n") + 1
    (told,) = {
        (error.source["filename"], error.source["lineno"], str(error.message))
        for error in errors
        if "Beancounts eget ord" in str(error.message)
    }
    assert told == (
        str(main),
        first + place,
        f"«{key}» er Beancounts eget ord for hvor linjen står. Bruk et annet.",
    )
    assert {entry.meta["filename"] for entry in entries} == {str(main)}
    assert all(isinstance(entry.meta["lineno"], int) for entry in entries)


@pytest.mark.parametrize("value", ["1", "2018-01-01", "Assets:Bank", "TRUE", "1 NOK"])
def test_what_is_pushed_and_not_taken_off_is_told_whatever_it_is(
    tmp_path: Path, value: str
) -> None:
    """Beancount's own tells of texts alone, and stopped at all else."""
    main = tmp_path / "main.beancount"
    main.write_text(BOOKS.format(line=f"pushmeta antall: {value}"))
    (error,) = read_books(main)[1]
    assert "Unbalanced metadata key 'antall'" in str(error.message)


DIRECTIVES = {
    "custom": '2018-04-01 custom "fond" "x"',
    "open": "2018-04-01 open Assets:Kasse",
    "note": '2018-04-01 note Assets:Bank "x"',
    "balance": "2018-04-01 balance Assets:Bank -75 NOK",
    "price": "2018-04-01 price NOK 1 USD",
    "event": '2018-04-01 event "a" "b"',
}


@pytest.mark.parametrize("line", DIRECTIVES.values(), ids=DIRECTIVES)
def test_nothing_is_said_twice_of_a_line(tmp_path: Path, line: str) -> None:
    """Beancount takes the last, and a reader may take the first."""
    main = tmp_path / "main.beancount"
    said = '  deltakere: "Nes"\n  deltakere: "Vik"\n  annet: "x"'
    main.write_text(BOOKS.format(line=f"{line}\n{said}"))
    (error,) = read_books(main)[1]
    assert (
        str(error.message) == "Opplysningen deltakere står to ganger. Ta bort den ene."
    )
    assert error.source["lineno"] == BOOKS.count("\n")


@pytest.mark.parametrize(
    "line", ["; gjelder K\xe5fjord", '2018-04-02 note Assets:Bank "\xe5"']
)
def test_a_file_that_is_no_utf_8_is_told_once_with_its_line(
    tmp_path: Path, line: str
) -> None:
    """Beancount tells it of texts, and not of notes to oneself."""
    main = tmp_path / "main.beancount"
    main.write_bytes(BOOKS.format(line=line).encode("latin-1"))
    errors = read_books(main)[1]
    assert {error.source["lineno"] for error in errors} == {BOOKS.count("\n")}
    assert len(errors) == 1


def test_what_is_pushed_and_not_taken_off_is_told_where_it_was_put_on(
    tmp_path: Path,
) -> None:
    main = tmp_path / "main.beancount"
    main.write_text('\npushtag #a\npushtag #b\npoptag #a\npushmeta antall: "x"\n')
    assert [
        (error.source["lineno"], error.message.partition(";")[0])
        for error in parser.parse_file(str(main))[1]
    ] == [(3, "Unbalanced pushed tag: 'b'"), (5, "Unbalanced metadata key 'antall'")]
