"""Every value has its place in a column, exactly, or is refused."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.dataset.exact import CannotFitError
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
SLUGS = {"cooperation": {"IKT": "ikt"}}


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
    return dict(zip(names, cells_of(TABLE, record, SLUGS), strict=True))


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
