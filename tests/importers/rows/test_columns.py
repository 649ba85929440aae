"""Each column of a profile is found in the file, once, or it is told of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.rows.columns import Finder
from fellesbok_importers.rows.columns import find_columns
from fellesbok_importers.rows.columns import places_of
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.sheet import Row
from lists_of_people import a_profile

if TYPE_CHECKING:
    from fellesbok_importers.faults import Fault

USUAL = ("Bilagsnr", "Bilagsdato", "Art", "Ansvar")


def found(
    *names: str, columns: str = "amount: Beløp", file: str = "", top: str = ""
) -> tuple[Finder, list[str]]:
    """The columns of a file, and what is told of those that cannot be read."""
    faults: list[Fault] = []
    profile = a_profile(columns, file=file, top=top)
    headings = Headings((Row(1, names),))
    finder = find_columns("a.csv", profile, headings, faults)
    return finder, [f"{fault.column}: {fault.expected}" for fault in faults]


def test_columns_are_found_by_name_whatever_the_letter_case_and_spaces() -> None:
    finder, told = found("bilagsnr", " BILAGSDATO", "art", "Ansvar", "Beløp", "Merke")
    assert told == []
    row = Row(2, ("1", "5.1.2018", "195", "155", "1,00", "x"))
    assert finder.text(row, "voucher") == "1"
    assert finder.cell(row, "amount") == "1,00"
    assert (finder.has("ansvar"), finder.has("project")) == (True, False)
    assert finder.unused == ("Merke",)
    assert finder.used == {0, 1, 2, 3, 4}


def test_a_column_may_be_given_by_its_number_where_none_has_it_for_a_name() -> None:
    finder, told = found(*USUAL, "Sum", columns="amount: 5")
    assert (told, finder.places["amount"].start) == ([], 4)
    named, _ = found("5", *USUAL, columns="amount: 5")
    assert named.places["amount"].start == 0


@pytest.mark.parametrize(
    ("column", "places"),
    [
        ("1", [0]),
        ("500", [499]),
        ("501", []),
        ("0", []),
        ("x", []),
        ("²", []),
        ("٣", []),
        ("9" * 5000, []),
    ],
)
def test_numbers_are_from_one_to_the_last_column_that_is_read(
    column: str, places: list[int]
) -> None:
    """A sign that other scripts have for a digit, or a raised one, is no number."""
    assert places_of(column, {}) == places


def test_a_column_that_is_lacking_is_told_with_those_that_are_there() -> None:
    _, told = found("Bilagsnr", "Bilagsdato", "Ansvar")
    assert told == ["Beløp: Kolonnen mangler. Filen har Bilagsnr, Bilagsdato, Ansvar."]


def test_one_that_stands_twice_is_told_with_both_numbers() -> None:
    _, told = found(*USUAL, "Beløp", "beløp")
    assert told == [
        "Beløp: Kolonnen står flere ganger (5, 6); gi nummeret på den i profilen."
    ]


@pytest.mark.parametrize(
    ("columns", "is_needed"),
    [
        ("text: Tekst", False),
        ("project: Prosjekt", False),
        ("side: Side", True),
        ("currency: Val", True),
        ("attested_by: Hvem, attested_on: Hvem", True),
    ],
)
def test_what_changes_an_amount_or_who_signed_it_must_be_there(
    columns: str, *, is_needed: bool
) -> None:
    _, told = found(*USUAL, "Beløp", columns=f"amount: Beløp, {columns}")
    assert bool(told) is is_needed


@pytest.mark.parametrize(
    ("names", "columns", "said"),
    [
        (("Beløp", "D/K"), "amount: Beløp", "D/K: Kolonnen sier om beløpet er debet"),
        (("Beløp", "Kredit"), "amount: Beløp", "Kredit: Profilen leser beløpet fra"),
        (("Beløp", "Debet"), "amount: Beløp", "Debet: Profilen leser beløpet fra"),
        (("Debet", "Kredit", "D/K"), "debit: Debet, credit: Kredit", ""),
        (("Beløp", "Merke"), "amount: Beløp", ""),
    ],
)
def test_a_column_that_says_the_side_and_that_nobody_reads_is_told(
    names: tuple[str, ...], columns: str, said: str
) -> None:
    _, told = found(*USUAL, *names, columns=columns)
    assert len(told) == bool(said)
    assert "".join(told).startswith(said)


def test_what_the_profile_says_is_not_used_is_not_told_of() -> None:
    _, told = found(*USUAL, "Beløp", "D/K", file="not_used: [d/k]")
    assert told == []


def test_a_currency_is_read_without_being_asked_for() -> None:
    """But not where the amount is in kroner by its name."""
    finder, told = found(*USUAL, "Beløp", "Valuta")
    assert (told, finder.places["currency"].start) == ([], 5)
    assert finder.unused == ()
    assert finder.label("currency") == "Valuta"
    kroner, _ = found(*USUAL, "Beløp NOK", "Valuta", columns="amount: Beløp NOK")
    assert not kroner.has("currency")


def test_a_row_that_is_short_has_empty_cells_at_its_end() -> None:
    finder, _ = found(*USUAL, "Beløp")
    row = Row(2, ("1", "5.1.2018"))
    assert (finder.cell(row, "amount"), finder.text(row, "art")) == ("", "")
    assert finder.cell(row, "project") == ""


def test_a_number_of_a_sheet_is_the_text_that_a_person_sees() -> None:
    finder, _ = found(*USUAL, "Beløp")
    row = Row(2, (Decimal("1E+3"), "", Decimal(195), " a\n b ", ""))
    assert finder.text(row, "voucher") == "1000"
    assert finder.text(row, "ansvar") == "a b"


def test_codes_come_from_their_columns_or_from_the_account_string() -> None:
    string = 'account_string: {separator: "-", parts: [art, other, ansvar]}'
    finder, told = found(
        "Bilagsnr",
        "Bilagsdato",
        "Konto",
        "Beløp",
        columns="amount: Beløp, account_string: Konto",
        top=string,
    )
    assert {t.partition(":")[0] for t in told} <= {"Ansvar"}
    row = Row(2, ("1", "5.1.2018", "195-x- 155 -9", "5"))
    assert finder.codes(row) == {
        "art": "195",
        "ansvar": "155",
        "funksjon": "",
        "project": "",
    }
    assert finder.codes(Row(3, ("1", "5.1.2018", "195", "5")))["ansvar"] == ""
    assert finder.label("art") == "Konto"
    assert finder.label("amount") == "Beløp"
