"""Lines of an export become vouchers, each known by what no other has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.line import Line
from fellesbok_importers.rows.sheet import Row
from fellesbok_importers.vouchers.writing import Voucher
from fellesbok_importers.vouchers.writing import VoucherFile
from fellesbok_importers.vouchers.writing import escaped
from fellesbok_importers.vouchers.writing import read_vouchers
from fellesbok_importers.vouchers.writing import vouchers_of
from lists_of_people import a_profile

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.profiles import Profile

HEAD = ("Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Tekst", "Beløp")
USUAL = a_profile("amount: Beløp, text: Tekst")
BALANCED = a_profile("amount: Beløp, text: Tekst", booking="vouchers: balanced")


def read(*rows: tuple[str, ...], profile: Profile = USUAL) -> VoucherFile:
    lines = [Row(number, row) for number, row in enumerate((HEAD, *rows), 1)]
    return vouchers_of(lines, "liste.csv", profile)


def faults(*rows: tuple[str, ...], profile: Profile = USUAL) -> list[str]:
    with pytest.raises(RejectedError) as refused:
        read(*rows, profile=profile)
    return [
        f"{f.row}: {f.found}: {f.expected}".replace("\N{NO-BREAK SPACE}", " ")
        for f in refused.value.faults
    ]


def test_lines_of_one_number_are_one_voucher_wherever_they_stand() -> None:
    found = read(
        ("1", "5.1.2018", "195", "155", "a", "1000,00"),
        ("2", "6.1.2018", "195", "155", "b", "5,50"),
        ("1", "5.1.2018", "429", "155", "c", "-250,00"),
    )
    first, second = found.vouchers
    assert (first.number, first.day, first.year) == ("1", date(2018, 1, 5), 2018)
    assert [line.text for line in first.lines] == ["a", "c"]
    assert (first.total, second.total) == (Decimal("750.00"), Decimal("5.50"))
    assert (found.debit, found.credit) == (Decimal("1005.50"), Decimal("250.00"))
    assert found.rows == 3


def test_the_same_number_of_another_year_is_another_voucher() -> None:
    found = read(
        ("1", "5.1.2018", "195", "155", "a", "1,00"),
        ("1", "5.1.2019", "195", "155", "a", "1,00"),
    )
    assert [v.identity for v in found.vouchers] == ["liste//2018/1", "liste//2019/1"]


def test_a_number_with_two_days_is_told_at_the_second() -> None:
    (said,) = faults(
        ("1", "5.1.2018", "195", "155", "a", "1,00"),
        ("1", "6.1.2018", "195", "155", "b", "1,00"),
    )
    assert said == (
        "3: 06.01.2018: Bilag 1 har datoen 05.01.2018 på rad 2. Et nummer brukes én"
        " gang."
    )


@pytest.mark.parametrize("number", ["", '1"', "1\\2", "x" * 31])
def test_what_is_no_number_is_told(number: str) -> None:
    (said,) = faults((number, "5.1.2018", "195", "155", "a", "1,00"))
    assert said.startswith(f"2: {number}: Her skal det stå et bilagsnummer")


def test_a_blank_number_says_how_it_may_repeat() -> None:
    (said,) = faults(("", "5.1.2018", "195", "155", "a", "1,00"))
    assert "file.blank_repeats: [voucher, date]" in said
    known = a_profile("amount: Beløp, text: Tekst", file="blank_repeats: [voucher]")
    (told,) = faults(("", "5.1.2018", "195", "155", "a", "1,00"), profile=known)
    assert "file.blank_repeats" not in told


def test_the_series_is_the_rows_or_else_the_one_that_the_profile_says() -> None:
    columns = "amount: Beløp, text: Tekst, series: Serie"
    of = a_profile(columns, booking="series: B")
    rows = [
        Row(1, (*HEAD, "Serie")),
        Row(2, ("1", "5.1.2018", "195", "155", "a", "1,00", "C")),
        Row(3, ("1", "5.1.2018", "195", "155", "a", "1,00", "")),
    ]
    found = vouchers_of(rows, "liste.csv", of).vouchers
    assert [each.identity for each in found] == ["liste/C/2018/1", "liste/B/2018/1"]


def test_a_voucher_that_should_be_in_balance_is_so_to_the_ore() -> None:
    rows = [
        ("1", "5.1.2018", "195", "155", "a", "10,00"),
        ("1", "5.1.2018", "195", "155", "b", "-10,00"),
    ]
    assert read(*rows, profile=BALANCED).vouchers[0].total == 0
    rows[1] = (*rows[1][:5], "-9,99")
    (said,) = faults(*rows, profile=BALANCED)
    assert said == "2: 0,01: Bilag 1 skal gå i null."


def test_every_fault_is_told_and_nothing_is_read_by_halves() -> None:
    found = faults(
        ("1", "5.13.2018", "195", "155", "a", "1,00"),
        ("2", "5.1.2018", "195", "155", "b", "x"),
        ("", "5.1.2018", "195", "155", "c", "1,00"),
    )
    assert [each.partition(":")[0] for each in found] == ["2", "3", "4"]


def test_a_file_without_lines_is_told() -> None:
    assert faults() == ["None: : Filen har ingenting som kan føres."]


def test_a_file_is_read_by_its_profile(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Bilagsnr;Bilagsdato;Art;Ansvar;Tekst;Beløp\n1;5.1.2018;195;155;a;1,00\n",
        encoding="utf-8",
    )
    (found,) = read_vouchers(str(path), USUAL).vouchers
    assert (found.number, found.total) == ("1", Decimal("1.00"))


LINE = Line(2, "195", "155", "120", "", "", "a", "", Decimal("1.00"))
VOUCHER = Voucher("liste", "A", 2018, "1", date(2018, 1, 5), (LINE, LINE))


@pytest.mark.parametrize(
    ("series", "number", "identity"),
    [
        ("A", "1", "liste/A/2018/1"),
        ("A/B", "1", "liste/A%2FB/2018/1"),
        ("A", "2018/1", "liste/A/2018/2018%2F1"),
        ("A", "1 2", "liste/A/2018/1%202"),
    ],
)
def test_no_two_vouchers_have_one_identity(
    series: str, number: str, identity: str
) -> None:
    assert replace(VOUCHER, series=series, number=number).identity == identity


def test_what_looks_escaped_is_escaped_and_the_rest_stands() -> None:
    """So that ``1%2F2`` and ``1/2`` are two numbers."""
    assert escaped("1/2") == "1%2F2"
    assert escaped("1%2F2") == "1%252F2"
    assert escaped("50%") == "50%"
    assert escaped("Æ-1_x") == "Æ-1_x"


def test_a_fingerprint_is_of_what_is_said_and_not_of_where_it_stands() -> None:
    other = replace(LINE, text="b")
    first = replace(VOUCHER, lines=(LINE, other)).fingerprint
    assert replace(VOUCHER, lines=(other, LINE)).fingerprint == first
    moved = replace(LINE, row=9), other
    assert replace(VOUCHER, lines=moved).fingerprint == first
    assert len(first) == 16


@pytest.mark.parametrize(
    "changed",
    [
        {"art": "196"},
        {"ansvar": "153"},
        {"funksjon": ""},
        {"project": "1"},
        {"payee": "x"},
        {"text": "b"},
        {"vat": "1"},
        {"amount": Decimal("1.01")},
        {"account_class": "1"},
        {"kind": "income"},
    ],
)
def test_a_voucher_that_is_changed_has_another_fingerprint(
    changed: dict[str, object],
) -> None:
    now = replace(LINE, **changed)  # type: ignore[arg-type]
    assert replace(VOUCHER, lines=(LINE, now)).fingerprint != VOUCHER.fingerprint
