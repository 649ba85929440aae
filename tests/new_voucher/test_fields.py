"""What is written in the fields is read in one way, or said to be readable in two."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.new_voucher.fields import FieldsError
from written_fields import SENT
from written_fields import books as books  # noqa: PLC0414 -- a fixture
from written_fields import read

if TYPE_CHECKING:
    from fellesbok.filing.folder import Books


def faults(books: Books, **changed: str) -> dict[str, str]:
    with pytest.raises(FieldsError) as refused:
        read(books, **changed)
    return {name: str(text) for name, text in refused.value.faults.items()}


def test_what_is_written_is_read(books: Books) -> None:
    found = read(books)

    assert (found.day, found.amount) == (date(2018, 4, 1), Decimal("12500.00"))
    assert (found.cost, found.paid_by) == (SENT["konto"], SENT["betalt"])


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12500", "12500.00"),
        ("12500,5", "12500.50"),
        ("12500.50", "12500.50"),
        ("12 500,50", "12500.50"),
        ("1\N{NO-BREAK SPACE}012\N{NO-BREAK SPACE}500", "1012500.00"),
        ("-10", "-10.00"),
        ("−10,00", "-10.00"),
        ("0,01", "0.01"),
    ],
)
def test_an_amount_is_exact(books: Books, written: str, amount: str) -> None:
    assert str(read(books, beloep=written).amount) == amount


@pytest.mark.parametrize("written", ["12.500", "12,500", "1.250.000", "1,250,000.00"])
def test_an_amount_that_can_be_read_two_ways_is_asked(
    books: Books, written: str
) -> None:
    assert "kan leses på to måter" in faults(books, beloep=written)["beloep"]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "0,00",
        "abc",
        "1e5",
        "NaN",
        "١٢٣",
        "12500,001x",
        "--1",
        "1 2 3",
        "9" * 40,
    ],
)
def test_what_is_no_amount_is_refused(books: Books, written: str) -> None:
    assert "beloep" in faults(books, beloep=written)


@pytest.mark.parametrize(
    "written", ["", "31.03.2018", "2018-02-30", "1899-12-31", "2018-W13-6", "20180331"]
)
def test_what_is_no_day_is_refused(books: Books, written: str) -> None:
    assert "år-måned-dag" in faults(books, dato=written)["dato"]


def test_every_fault_is_told_at_once(books: Books) -> None:
    assert sorted(faults(books, dato="", tekst="", beloep="", konto="", betalt="")) == [
        "beloep",
        "betalt",
        "dato",
        "konto",
        "tekst",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tekst", "sn\N{RIGHT-TO-LEFT OVERRIDE}edt"),
        ("leverandoer", "a\x00b"),
        ("tekst", "x" * 201),
        ("bilag", "1\N{ZERO WIDTH SPACE}2"),
        ("konto", "Assets:Bank"),
        ("konto", "Expenses:IKT\n2018-01-01 open Assets:Ny"),
        ("betalt", "Expenses:IKT"),
    ],
)
def test_what_is_hostile_is_refused(books: Books, name: str, value: str) -> None:
    assert name in faults(books, **{name: value})


def test_a_number_that_is_taken_is_refused_with_its_place(books: Books) -> None:
    told = faults(books, bilag="2018-0007")["bilag"]

    assert told.startswith("main.beancount:")
    assert "har bilagsnummer 2018-0007 fra før" in told
    assert "Det neste ledige i 2018 er 2018-0008." in told


def test_a_number_is_taken_in_its_own_year_alone(books: Books) -> None:
    assert read(books, bilag="2018-0007", dato="2019-01-02").number == "2018-0007"
