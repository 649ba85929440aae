"""The accounts that lack an opening, and what no opening mends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from beancount.parser.parser import parse_string

from fellesbok.chart.needed import Opening
from fellesbok.chart.needed import Use
from fellesbok.chart.needed import directives
from fellesbok.chart.needed import missed_use
from fellesbok.chart.needed import openings
from fellesbok.chart.needed import with_openings
from fellesbok.chart.needed import written_uses
from fellesbok.entries.vocabulary import FILE
from fellesbok.errors import FileFault
from settled_years import agreement

if TYPE_CHECKING:
    from beancount.core.data import Directive

BANK = "Assets:Bank"
OPENED = "2018-01-01 open Assets:Bank NOK\n"


def entries(text: str, file: str = "/bok/a.beancount") -> list[Directive]:
    found, errors, _ = parse_string(text, file)
    assert not errors
    return list(found)


def found(text: str) -> tuple[list[Opening], list[str]]:
    """What is to be opened in such books, and what is told."""
    books = entries(text)
    made, told = openings(books, written_uses(books))
    return made, [str(each) for each in told]


def voucher(day: str, account: str, currency: str = "NOK") -> str:
    return (
        f'{day} * "x"\n  {account}  1.00 {currency}\n  Assets:Bank  -1.00 {currency}\n'
    )


def test_an_account_is_opened_in_the_year_that_it_is_first_used_in() -> None:
    (made,), told = found(
        OPENED
        + voucher("2019-05-01", "Expenses:IKT")
        + voucher("2018-11-30", "Expenses:IKT")
    )
    assert told == []
    assert (made.account, made.day) == ("Expenses:IKT", date(2018, 1, 1))
    assert made.currencies == ("NOK",)
    assert (made.first.day, made.first.line) == (date(2018, 11, 30), 5)
    (line,) = directives([made])
    assert line.date == date(2018, 1, 1)
    assert with_openings([made], ([], [], {})) == ([line], [], {})


def test_one_that_is_used_in_several_currencies_may_hold_any() -> None:
    (made,), _ = found(
        "2018-01-01 open Assets:Bank\n"
        + voucher("2018-05-01", "Expenses:IKT")
        + voucher("2018-05-02", "Expenses:IKT", "EUR")
    )
    assert made.currencies == ()


def test_they_come_by_year_and_then_by_name() -> None:
    made, _ = found(
        OPENED
        + voucher("2019-01-01", "Expenses:A")
        + voucher("2018-01-02", "Expenses:C")
        + voucher("2018-01-01", "Expenses:B")
    )
    assert [each.account for each in made] == ["Expenses:B", "Expenses:C", "Expenses:A"]


def test_an_account_that_is_opened_too_late_is_told_and_not_opened_again() -> None:
    made, told = found(
        "2019-02-01 open Assets:Bank NOK\n2019-02-01 open Expenses:IKT NOK\n"
        + voucher("2019-01-31", "Expenses:IKT")
    )
    assert made == []
    assert told[1] == (
        "a.beancount:2: kontoen Expenses:IKT er åpen fra 01.02.2019, men brukes fra"
        " 31.01.2019. Sett åpningen til 2019-01-01."
    )


def test_an_account_that_is_closed_too_early_is_told_by_its_first_use_after() -> None:
    made, told = found(
        "2018-01-01 open Assets:Bank NOK\n2018-01-01 open Expenses:IKT NOK\n"
        "2018-06-30 close Expenses:IKT\n"
        + voucher("2018-06-29", "Expenses:IKT")
        + voucher("2018-08-01", "Expenses:IKT")
        + voucher("2018-07-01", "Expenses:IKT")
    )
    assert made == []
    (said,) = told
    assert said.startswith("a.beancount:3: kontoen Expenses:IKT er stengt fra")
    assert "men brukes 01.07.2018" in said


def test_a_note_may_come_after_the_closing() -> None:
    text = OPENED + "2018-06-30 close Assets:Bank\n"
    assert found(text + '2018-07-01 note Assets:Bank "x"\n') == ([], [])
    assert len(found(text + voucher("2018-07-01", "Assets:Bank"))[1]) == 1


def test_a_slip_of_the_pen_is_told_beside_the_opening() -> None:
    """A number more or less is no slip, and what is generated has no pen."""
    text = OPENED + "2018-01-01 open Expenses:Brannvesen NOK\n"
    (made,), _ = found(text + voucher("2018-05-01", "Expenses:Branvesen"))
    assert made.resembles == "Expenses:Brannvesen"
    (numbered,), _ = found(text + voucher("2018-05-01", "Expenses:Brannvesen2"))
    assert numbered.resembles == ""
    (far,), _ = found(text + voucher("2018-05-01", "Expenses:Barnevern"))
    assert far.resembles == ""
    use = replace(made.first, is_written=False)
    (generated,), _ = openings(entries(text), [use])
    assert generated.resembles == ""


def test_what_is_generated_is_not_written() -> None:
    assert list(written_uses(entries(voucher("2018-05-01", BANK), FILE))) == []


def test_a_missing_account_is_found_in_what_is_said_of_it() -> None:
    """The account must be open the whole day, so it may close the day after."""
    books = entries(voucher("2018-05-01", "Expenses:IKT"))
    use = next(iter(written_uses(books)))
    assert isinstance(use, Use)
    assert list(missed_use(FileFault("a", 1, "Noe annet"), agreement())) == []
