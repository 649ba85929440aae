"""What is written is held against what is read, directive by directive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from beancount.parser.parser import parse_string

from fellesbok.errors import LedgerError
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import load
from fellesbok.filing.journal import Journal
from fellesbok.filing.journal import kinds
from fellesbok.filing.reading_back import CHECK
from fellesbok.filing.reading_back import counts
from fellesbok.filing.reading_back import differing
from fellesbok.filing.reading_back import parsed
from fellesbok.filing.reading_back import read_back
from fellesbok.filing.reading_back import refuse_new_faults
from fellesbok.filing.reading_back import try_out
from fellesbok.noted import digest_of
from intake_books import add
from intake_books import make_books

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books

NEW = "ny/2018.beancount"
VOUCHER = """\
2018-03-01 * "Leverandør" "Lisenser" #a ^b
  bilag: "1"
  Expenses:IKT:Ansvar-155   100.00 NOK
  Assets:Bank              -100.00 NOK
"""
LISTED = f'include "{NEW}"\n'


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return load(make_books(tmp_path))


def put_new(books: Books, text: str = VOUCHER) -> Path:
    path = books.main.parent / NEW
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_books_are_tried_out_with_a_file_that_nobody_takes_in(books: Books) -> None:
    put_new(books)
    before = books.main.read_bytes()
    assert set(try_out(books, NEW)) == set(books.files)
    assert books.main.read_bytes() == before
    assert not (books.main.parent / CHECK).exists()


def test_a_fault_that_they_would_get_is_refused_with_its_place(books: Books) -> None:
    put_new(books, VOUCHER.replace("Ansvar-155", "Ansvar-999"))
    with pytest.raises(CannotFileError) as told:
        try_out(books, NEW)
    said = str(told.value.text)
    assert "ville fått 1 nye feil" in said
    assert "  2018.beancount:1: " in said
    assert not (books.main.parent / CHECK).exists()


def test_what_is_taken_in_is_there_when_the_books_are_read_anew(books: Books) -> None:
    put_new(books)
    add(books.main, LISTED)
    read_back(books, NEW)


def test_what_nobody_takes_in_is_told_as_lacking(books: Books) -> None:
    put_new(books, VOUCHER + VOUCHER.replace("03-01", "03-02").replace('"1"', '"2"'))
    with pytest.raises(CannotFileError) as told:
        read_back(books, NEW)
    assert "2 av føringene som ble skrevet, er ikke med" in str(told.value.text)


def test_faults_that_were_there_before_are_no_new_ones(books: Books) -> None:
    """One of two that say the same is new where there was one before."""
    _, errors, _ = parse_string("2018-01-01 opne A\n2018-01-02 opne A\n")
    assert len(errors) == 2
    with pytest.raises(CannotFileError, match="2 nye feil"):
        refuse_new_faults(books, errors)
    one = type(books)(
        books.main, books.agreement, (), (errors[0],), books.files, books.digest
    )
    with pytest.raises(CannotFileError, match="1 nye feil"):
        refuse_new_faults(one, [errors[0], errors[0]])
    refuse_new_faults(one, errors[:1])
    refuse_new_faults(one, [])


def test_a_place_in_the_copy_that_is_tried_out_is_that_of_the_main_file(
    books: Books,
) -> None:
    """A fault that names another place says the same of both, and tells the books'."""

    def said(place: str) -> LedgerError:
        meta = {"filename": str(books.main.parent / CHECK), "lineno": 3}
        return LedgerError(meta, f"Den neste i {place}.")

    main = books.main.name
    had = LedgerError(
        {"filename": str(books.main), "lineno": 3}, f"Den neste i {main}:9."
    )
    one = replace(books, errors=(had,))
    refuse_new_faults(one, [said(f"{CHECK}:9")])
    with pytest.raises(CannotFileError) as told:
        refuse_new_faults(one, [said(f"{CHECK}:10")])
    assert f"  {main}:3: Den neste i {main}:10." in str(told.value.text)
    assert CHECK not in str(told.value.text)


def test_of_many_faults_five_are_told(books: Books) -> None:
    text = "".join(f"2018-01-0{n} opne A\n" for n in range(1, 9))
    _, errors, _ = parse_string(text)
    assert len(errors) == 8
    with pytest.raises(CannotFileError) as told:
        refuse_new_faults(books, errors)
    first, *rest = str(told.value.text).splitlines()
    assert "8 nye feil" in first
    assert len(rest) == 5


def directives(text: str) -> list[object]:
    found, errors, _ = parse_string(text)
    assert not errors
    return list(found)


def test_directives_are_the_same_wherever_they_stand() -> None:
    moved = directives("\n\n" + VOUCHER.replace("100.00 NOK", "  100.00 NOK"))
    assert differing(directives(VOUCHER), moved) is None


@pytest.mark.parametrize(
    "other",
    [
        VOUCHER.replace("03-01", "03-02"),
        VOUCHER.replace("100.00", "100.01"),
        VOUCHER.replace("Lisenser", "Lisens"),
        VOUCHER.replace("Leverandør", "Andre"),
        VOUCHER.replace("*", "!", 1),
        VOUCHER.replace("#a", "#c"),
        VOUCHER.replace(" ^b", ""),
        VOUCHER.replace('bilag: "1"', 'bilag: "2"'),
        VOUCHER.replace("Ansvar-155", "Ansvar-153"),
        VOUCHER.replace("Assets:Bank ", "! Assets:Bank "),
    ],
)
def test_directives_that_say_something_else_are_told_by_their_day(other: str) -> None:
    said = differing(directives(VOUCHER), directives(other))
    assert said == "Transaction 2018-03-01"


def test_one_more_or_less_is_told_by_how_many_there_are() -> None:
    more = VOUCHER + '2018-03-02 note Assets:Bank "x"\n'
    assert differing(directives(VOUCHER), directives(more)) == "2 ≠ 1"
    assert differing(directives(more), directives(VOUCHER)) == "1 ≠ 2"
    document = VOUCHER + '2018-03-02 document Assets:Bank "/a.pdf"\n'
    assert differing(directives(VOUCHER), directives(document)) is None


def test_whether_a_writing_counts_is_what_the_books_read_of_it(books: Books) -> None:
    """Not there, there and not taken in, taken in, and changed since by somebody."""
    path = put_new(books)
    journal = Journal(
        main=books.main.name,
        list="ny",
        stem="2018",
        papers={},
        entries=digest_of(path.read_bytes()),
        directives=kinds(parsed(path)),
        before=(None, None),
        heading="",
        folders=(),
    )
    assert counts(books.main, journal) is False
    add(books.main, LISTED)
    assert counts(books.main, journal) is True
    path.write_text(VOUCHER.replace("100.00", "101.00"), encoding="utf-8")
    assert counts(books.main, journal) is True
    path.unlink()
    assert counts(books.main, journal) is False
