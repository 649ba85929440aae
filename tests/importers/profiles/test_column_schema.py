"""The fields of a profile, each with what may stand in it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from fellesbok_importers.profiles.column_schema import UNITS
from fellesbok_importers.profiles.column_schema import Booking
from fellesbok_importers.profiles.column_schema import Layout
from fellesbok_importers.profiles.column_schema import ProfileModel

LEAST: dict[str, Any] = {
    "title": "Liste",
    "attested": {"level": "uprøvd", "source": "Oppdiktet"},
}


def profile(**more: object) -> ProfileModel:
    return ProfileModel.model_validate(LEAST | more)


def test_a_profile_says_what_the_file_is_and_how_well_it_is_known() -> None:
    found = profile()
    assert (found.use, found.like, found.decimal_sign) == ("vouchers", None, None)
    assert (found.date_form, found.file.kind) == ("dd.mm.yyyy", "csv")
    assert found.booking.vouchers == "one_sided"
    assert found.booking.operations == ["1"]
    for name in LEAST:
        with pytest.raises(ValidationError):
            ProfileModel.model_validate({k: v for k, v in LEAST.items() if k != name})


@pytest.mark.parametrize("row", ["1", "007", "999999"])
def test_rows_are_counted_from_one(row: str) -> None:
    assert Layout.model_validate({"header_row": row}).header_row == int(row)


@pytest.mark.parametrize(
    "row", ["0", "-1", "1000000", "9" * 5000, "²", "٣", "1.0", "en"]
)
def test_what_is_no_row_is_refused(row: str) -> None:
    with pytest.raises(ValidationError, match="radnummer fra 1"):
        Layout.model_validate({"header_row": row})


@pytest.mark.parametrize("year", ["2018", "1999"])
def test_a_year_has_four_digits(year: str) -> None:
    assert profile(year=year).year == int(year)


@pytest.mark.parametrize("year", ["18", "20180", "٢٠١٨", "to tusen", "3018x"])
def test_what_is_no_year_is_refused(year: str) -> None:
    with pytest.raises(ValidationError, match="ikke et år"):
        profile(year=year)


@pytest.mark.parametrize(
    ("code", "is_class"), [("0", True), ("9", True), ("10", False), ("²", False)]
)
def test_an_account_class_is_one_digit(code: str, *, is_class: bool) -> None:
    given = {"operations": [code]}
    if is_class:
        assert Booking.model_validate(given).operations == [code]
        return
    with pytest.raises(ValidationError, match="ikke en kontoklasse"):
        Booking.model_validate(given)


@pytest.mark.parametrize(
    "account",
    [
        "Expenses:{samarbeid}:{ansvar}:Lønn",
        "Income:{samarbeid}",
        "Assets:Merverdiavgift-5",
    ],
)
def test_an_account_may_be_filled_in_with_cooperation_and_ansvar(account: str) -> None:
    assert Booking.model_validate({"arts": {"70": account}}).arts == {"70": account}


@pytest.mark.parametrize(
    "account",
    [
        *("Expenses", "Utgifter:IKT", "Expenses:", "Expenses::IKT", "Expenses:-IKT"),
        *("Expenses:{annet}", "Expenses:{samarbeid", "Expenses:I K T", "Expenses:_x"),
        "Expenses:IKT\n2018-01-01 open Assets:A",
    ],
)
def test_what_is_no_account_is_refused(account: str) -> None:
    with pytest.raises(ValidationError, match="ikke et kontonavn"):
        Booking.model_validate({"arts": {"70": account}})


def test_one_word_for_a_sum_is_a_list_of_one() -> None:
    assert Layout.model_validate({"total_word": "Sum"}).total_word == ("Sum",)
    assert Layout.model_validate({"total_word": ["Sum", "I alt"]}).total_word == (
        "Sum",
        "I alt",
    )


def test_a_unit_that_is_not_said_is_kroner() -> None:
    assert [UNITS[unit] for unit in (None, "kroner", "1000 kroner")] == [1, 1, 1000]
    assert UNITS[profile(amounts_in="1000 kroner").amounts_in] == 1000


@pytest.mark.parametrize(
    "more",
    [
        {"farge": "rød"},
        {"decimal_sign": ";"},
        {"amounts_in": "millioner"},
        {"file": {"delimiter": ":"}},
        {"columns": {"beløp": "x"}},
        {"booking": {"sign": "plus"}},
        {"account_string": {"separator": ";", "parts": []}},
        {"date_form": "dd.mm"},
    ],
)
def test_what_is_no_field_or_no_possible_value_is_refused(
    more: dict[str, Any],
) -> None:
    with pytest.raises(ValidationError):
        profile(**more)
