"""The lines that a year is made of: file, line, amount, and the pots they went to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.agreement.account_names import AccountNames
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.named_lines import TAX
from fellesbok.proof.named_lines import VoucherLine
from fellesbok.proof.named_lines import selected
from fellesbok.proof.named_lines import voucher_lines

if TYPE_CHECKING:
    from fellesbok.books import Books

GRANT = """
2018-05-01 * "Tilskudd"
  Assets:Bank  100.00 NOK
  Income:IKT:Tilskudd:Staten  -100.00 NOK
"""
OF_TWO_YEARS = cost("2018-12-01", "62.00").replace(
    '"Kostnad"\n', '"Kostnad"\n  periode: "2018-12-01/2019-01-31"\n'
)
"""62 days, 31 of each year."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A cost, a grant, and a cost of December and January."""
    folder = Folder(tmp_path_factory.mktemp("books")).write(
        rules(version(claims="claims: {due_days: 30}")),
        chart(),
        cost("2018-03-01", "1000.00"),
        GRANT,
        OF_TWO_YEARS,
    )
    return folder.load()


def lines(books: Books, year: int) -> list[VoucherLine]:
    """Those of a year, by the name of the main file."""
    (result,) = [r for r in books.settled.results if r.year == year]
    names = {str(books.main): "main"}
    return voucher_lines(books.entries, books.settled, result, names)


def test_every_line_of_the_year_by_file_and_line(books: Books) -> None:
    first, grant, last = lines(books, 2018)
    assert [(v.ore, v.is_income) for v in (first, grant, last)] == [
        (1000_00, False),
        (-100_00, True),
        (62_00, False),
    ]
    assert first.day == "2018-03-01"
    text = books.main.read_text(encoding="utf-8").splitlines()
    assert text[first.place[1] - 1] == "  Expenses:IKT  1000.00 NOK"
    assert [part for _, part in first.pots] == [Fraction(1)]


def test_a_line_of_two_years_has_its_part_of_each(books: Books) -> None:
    *_, last = lines(books, 2018)
    assert [(pot.year, part) for pot, part in last.pots] == [
        (2018, Fraction(1, 2)),
        (2019, Fraction(1, 2)),
    ]


def test_a_line_as_the_certificate_has_it(books: Books) -> None:
    *_, last = lines(books, 2018)
    numbers = {pot: number for number, (pot, _) in enumerate(last.pots, 4)}
    rows = {"main": books.main.read_text(encoding="utf-8").splitlines()}
    told = last.told(numbers, rows, {last.place})
    assert told["in"] == [[4, "1/2"], [5, "1/2"]]
    assert told["digest"] == digest(b"  Expenses:IKT  62.00 NOK")
    assert (told["made"], told["contra"], "why" in told) == (False, False, False)
    out = VoucherLine(last.place, last.day, 5_00, (), is_income=False)
    left = out.told({}, rows, set())
    assert (left["why"], left["made"], left["in"]) == (TAX, True, [])


def test_what_is_looked_for_is_told_with_a_digest_of_what_was_found(
    books: Books,
) -> None:
    """What the programme made itself is not found in the files."""
    (result,) = [r for r in books.settled.results if r.year == 2018]
    told = [
        {"file": "main", "line": 7, "digest": "a", "made": False},
        {"file": "main", "line": 9, "digest": "b", "made": True},
    ]
    found = selected(result, AccountNames(), told)
    rule = found["selector"]
    assert rule.startswith("Expenses:IKT Income:IKT -Income:IKT:")
    assert rule.endswith(" 2018-01-01/2018-12-31")
    assert found["count"] == 1
    assert found["selector_digest"] == digest(canonical([rule, [["main", 7, "a"]]]))
