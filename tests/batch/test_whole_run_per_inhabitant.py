"""What each municipality bears per inhabitant, over regions, by other arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.sharing import statement
from fellesbok.sharing.by_year import payer_years
from loaded_books import books_in
from national import LACKING
from national import QUESTIONS
from national import SECOND_NAME
from national import Rows
from national import answer
from national import asked as asked  # noqa: PLC0414 -- a fixture
from national import land as land  # noqa: PLC0414 -- a fixture
from national import opened as opened  # noqa: PLC0414 -- a fixture
from national import roots as roots  # noqa: PLC0414 -- a fixture
from national import rows
from small_regions import small_council

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.sharing.by_year import PayerYear


def test_what_each_municipality_bears_per_inhabitant(
    asked: Any,  # noqa: ANN401 -- DuckDB
    roots: list[Path],
) -> None:
    """By its number: one of them is in both regions, and is called two things."""
    towns = [*small_council(0).municipalities, *small_council(1).municipalities]
    number = {town.name: town.number for town in towns}
    number[SECOND_NAME] = towns[0].number
    people = {
        (row["year"], number[row["municipality"]]): row["inhabitants"]
        for row in rows(roots, "inhabitants")
    }
    born: dict[tuple[int, str], Decimal] = {}
    for row in rows(roots, "allocations"):
        key = row["year"], number[row["municipality"]]
        born[key] = born.get(key, Decimal(0)) + row["amount"]
    found = answer(asked, "per-inhabitant")
    assert {
        (row["år"], row["kommunenummer"]): (
            row["kroner"],
            row["valuta"],
            row["innbyggere"],
            row["kroner per innbygger"],
        )
        for row in found
    } == {
        key: (amount, "NOK", people[key], per_inhabitant(amount, int(people[key])))
        for key, amount in born.items()
    }
    assert len(found) == len(born)
    both = f"{towns[0].name} / {SECOND_NAME}"
    assert {row["kommune"] for row in found if row["regioner"] == 2} == {both}
    shown = {
        (each.year, each.payer.name): each.each
        for each in _on_the_page(roots[0])
        if each.payer.name != towns[0].name
    }
    assert shown
    known = {(row["år"], row["kommune"]): row["kroner per innbygger"] for row in found}
    assert shown.items() <= known.items()


def _on_the_page(root: Path) -> list[PayerYear]:
    """What the pages and the report show of a region."""
    books = books_in(root)
    known = books.settled.agreement
    shares = statement.shares(books.entries)
    return payer_years(shares, known, list(known.municipalities.values()))


@pytest.mark.parametrize(
    ("amount", "people"),
    [
        ("0.00", 1),
        ("0.01", 2),
        ("-0.01", 2),
        ("-0.03", 2),
        ("100.00", 3),
        ("200.00", 3),
        ("-999999999999.99", 7),
        ("9999999999999999.99", 3),
    ],
)
def test_kroner_per_inhabitant_are_rounded_as_everywhere_else(
    asked: Any,  # noqa: ANN401 -- DuckDB
    amount: str,
    people: int,
) -> None:
    (row,) = per_inhabitant_of(asked, [born(amount)], [lived("vika", people)])
    assert row[7] == per_inhabitant(Decimal(amount), people)


def of_2024(region: str, name: str, number: str | None) -> dict[str, object]:
    """What a row says of the municipality that it is about."""
    return {
        "region": region,
        "year": 2024,
        "municipality": name,
        "municipality_number": number,
    }


def born(
    amount: str,
    region: str = "vika",
    name: str = "Vik",
    number: str | None = "6001",
    currency: str = "NOK",
) -> dict[str, object]:
    """A row of ``allocations`` of 2024, of the columns that are asked for."""
    of = of_2024(region, name, number)
    return of | {"amount": Decimal(amount), "currency": currency}


def lived(
    region: str, people: int, name: str = "Vik", number: str | None = "6001"
) -> dict[str, object]:
    """A row of ``inhabitants`` of 1 January 2024."""
    of = of_2024(region, name, number)
    return of | {"date": date(2024, 1, 1), "inhabitants": people}


def per_inhabitant_of(
    asked: Any,  # noqa: ANN401 -- DuckDB
    allocations: Rows,
    inhabitants: Rows,
) -> list[tuple[Any, ...]]:
    """What the question answers of such rows and no others."""
    text = (QUESTIONS / "per-inhabitant.sql").read_text(encoding="utf-8")
    for name, told in (("allocations", allocations), ("inhabitants", inhabitants)):
        mine = f"mine_{name}"
        asked.execute(f"CREATE OR REPLACE TEMP TABLE {mine} AS FROM {name} LIMIT 0")
        for row in told:
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            asked.execute(
                f"INSERT INTO {mine} ({columns}) VALUES ({marks})",  # noqa: S608 -- our own names
                [*row.values()],
            )
        text = text.replace(f"FROM {name}", f"FROM {mine}")
    return list(asked.execute(text).fetchall())


def test_regions_add_up_by_number_where_one_alone_knows_the_inhabitants(
    asked: Any,  # noqa: ANN401 -- DuckDB
) -> None:
    allocations = [
        born("100.00"),
        born("50.00", "nes", "Viik"),
        born("1.00", name="Nes", number="6002"),
    ]
    vik, nes = per_inhabitant_of(asked, allocations, [lived("vika", 4)])
    together = (Decimal("150.00"), "NOK", 4, Decimal("37.50"))
    lacks = (1, LACKING["folder"])
    assert vik == (2024, "6001", "Viik / Vik", 2, *together, *lacks)
    assert nes == (2024, "6002", "Nes", 1, Decimal("1.00"), "NOK", None, None, *lacks)


def test_what_regions_tell_differently_of_the_inhabitants_is_blank(
    asked: Any,  # noqa: ANN401 -- DuckDB
) -> None:
    people = [lived("vika", 4), lived("nes", 5)]
    (row,) = per_inhabitant_of(asked, [born("1.00"), born("1.00", "nes")], people)
    assert row[3:8] == (2, Decimal("2.00"), "NOK", None, None)


def test_nothing_is_told_per_inhabitant_of_who_may_be_the_same(
    asked: Any,  # noqa: ANN401 -- DuckDB
) -> None:
    """A region that states no number has perhaps another of the name."""
    allocations = [born("100.00"), born("50.00", "nes", "vik", None)]
    people = [lived("vika", 4), lived("nes", 4, "vik", None)]
    known, unknown = per_inhabitant_of(asked, allocations, people)
    assert known[1:8] == ("6001", "Vik", 1, Decimal("100.00"), "NOK", 4, None)
    assert unknown[1:8] == (None, "vik", 1, Decimal("50.00"), "NOK", 4, None)
    (alone,) = per_inhabitant_of(asked, allocations[1:], people)
    assert alone[1:8] == (
        *(None, "vik", 1, Decimal("50.00"), "NOK", 4),
        Decimal("12.50"),
    )


def test_amounts_of_two_currencies_are_never_added(asked: Any) -> None:  # noqa: ANN401 -- DuckDB
    allocations = [born("8.00"), born("4.00", "nes", currency="EUR")]
    euro, kroner = per_inhabitant_of(asked, allocations, [lived("vika", 4)])
    assert euro[3:8] == (1, Decimal("4.00"), "EUR", 4, Decimal("1.00"))
    assert kroner[3:8] == (1, Decimal("8.00"), "NOK", 4, Decimal("2.00"))
