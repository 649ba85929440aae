"""Every value has its place in a column, exactly, or is refused."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.dataset.exact import CannotFitError
from fellesbok.dataset.exact import Known
from fellesbok.dataset.exact import Type
from fellesbok.dataset.exact import cells_of
from fellesbok.dataset.exact import columns_of
from fellesbok.questions.record_tables import RecordTable
from fellesbok.questions.record_tables import nothing

if TYPE_CHECKING:
    from fellesbok.tables.values import Quantity


@dataclass(frozen=True)
class Berries:
    """A made-up record, with a field of each type."""

    cooperation: str
    year: int
    earned: Decimal | None
    baskets: Quantity | None
    share: Fraction | None
    friends: tuple[str, ...]
    text: str | None
    sweet: bool
    file: str = "ledger/2018.beancount"
    line: int = 7


TABLE = RecordTable("berries", Berries, list, nothing)


def number_of(name: str, year: int) -> str | None:
    """Vik has one number until 2019 and another from then; Nes has none."""
    return ("1901" if year < 2019 else "6001") if name == "Vik" else None


KNOWN = Known(
    {"cooperation": {"IKT": "ikt"}, "municipality": {"Vik": "vik"}}, number_of, "NOK"
)


def berries(  # noqa: PLR0913 -- one for each field that is tried
    *,
    earned: str | None = "1.5",
    baskets: str | None = "0.125",
    share: Fraction | None = Fraction(2, 3),
    friends: tuple[str, ...] = (),
    text: str | None = "",
    sweet: bool = True,
    cooperation: str = "IKT",
) -> dict[str, object]:
    """The cells of a record by the names of their columns."""
    record = Berries(
        cooperation,
        2018,
        None if earned is None else Decimal(earned),
        None if baskets is None else Decimal(baskets),
        share,
        friends,
        text,
        sweet,
    )
    names = [column.name for column in columns_of(TABLE)][3:]
    return dict(zip(names, cells_of(TABLE, record, KNOWN), strict=True))


def test_a_record_tells_its_columns_and_their_types() -> None:
    assert {column.name: column.type for column in columns_of(TABLE)} == {
        "region": Type.TEXT,
        "year": Type.WHOLE,
        "row_number": Type.WHOLE,
        "cooperation": Type.TEXT,
        "cooperation_slug": Type.TEXT,
        "earned": Type.KRONER,
        "baskets": Type.QUANTITY,
        "share": Type.TEXT,
        "share_numerator": Type.WHOLE,
        "share_denominator": Type.WHOLE,
        "friends": Type.TEXT,
        "text": Type.TEXT,
        "sweet": Type.TRUTH,
        "file": Type.TEXT,
        "line": Type.WHOLE,
        "currency": Type.TEXT,
    }


def test_every_cell_is_exact_and_a_blank_text_is_blank() -> None:
    found = berries(friends=("Kari", "Ola"))
    assert [str(found[name]) for name in ("earned", "baskets")] == ["1.50", "0.125000"]
    assert (found["share"], found["share_numerator"]) == ("2/3", 2)
    assert found["share_denominator"] == 3
    assert (found["friends"], found["text"], found["sweet"]) == (
        "Kari; Ola",
        None,
        True,
    )
    assert found["cooperation_slug"] == "ikt"
    assert berries(cooperation="Ukjent")["cooperation_slug"] is None


@pytest.mark.parametrize(
    "amount", ["-0.01", "0", "9999999999999999.99", "-9999999999999999.99", "1E+3"]
)
def test_kroner_of_eighteen_figures_are_kept_to_the_ore(amount: str) -> None:
    found = berries(earned=amount)["earned"]
    assert found == Decimal(amount)
    assert str(found)[-3] == "."


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0.001", "mer enn 2 desimaler"),
        ("10000000000000000.00", "mer enn 18 sifre"),
        ("1E+40", "mer enn 18 sifre"),
        ("NaN", "ikke et tall"),
        ("Infinity", "ikke et tall"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(amount: str, said: str) -> None:
    with pytest.raises(CannotFitError) as refused:
        berries(earned=amount)
    assert str(refused.value.text).startswith(
        "ledger/2018.beancount:7: berries, earned"
    )
    assert said in str(refused.value.text)


def test_a_quantity_has_six_decimals_and_no_more() -> None:
    assert str(berries(baskets="0.000001")["baskets"]) == "0.000001"
    with pytest.raises(CannotFitError, match="mer enn 6 desimaler"):
        berries(baskets="0.0000001")


def test_a_fraction_too_large_for_64_bits_is_text_alone() -> None:
    large = Fraction(2**63, 2**63 + 1)
    found = berries(share=large)
    assert found["share"] == str(large)
    assert (found["share_numerator"], found["share_denominator"]) == (None, None)
    most = Fraction(2**63 - 2, 2**63 - 1)
    assert berries(share=most)["share_denominator"] == 2**63 - 1
    assert berries(share=None)["share"] is None


@dataclass(frozen=True)
class Trip:
    """A made-up record that names municipalities, and has no amount."""

    year: int
    municipality: str | None
    participants: tuple[str, ...] = ()
    share_percent: Decimal | None = None


TRIPS = RecordTable("trips", Trip, list, nothing)


def trip(record: Trip) -> dict[str, object]:
    """The cells of a trip by the names of their columns."""
    names = [column.name for column in columns_of(TRIPS)][3:]
    return dict(zip(names, cells_of(TRIPS, record, KNOWN), strict=True))


def test_a_municipality_has_its_number_of_the_year_beside_its_name() -> None:
    assert trip(Trip(2018, "Vik"))["municipality_number"] == "1901"
    assert trip(Trip(2019, "Vik"))["municipality_number"] == "6001"
    for nobody in ("Nes", "Fylket", None):
        assert trip(Trip(2019, nobody))["municipality_number"] is None


def test_the_numbers_of_a_list_stand_in_the_order_of_its_names() -> None:
    found = trip(Trip(2019, None, ("Nes", "Vik", "Fylket")))
    assert found["participants_number"] == "; 6001; "
    assert trip(Trip(2019, None, ("Nes", "Fylket")))["participants_number"] is None
    assert trip(Trip(2019, None))["participants_number"] is None


def test_amounts_have_their_currency_and_what_has_none_has_no_column() -> None:
    assert berries()["currency"] == "NOK"
    assert "currency" not in trip(Trip(2019, "Vik"))
