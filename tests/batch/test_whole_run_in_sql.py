"""The national questions of ``queries/sql/national``, held against other arithmetic."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest

from datasets import in_duckdb
from datasets import loaded
from datasets import made_of
from datasets import put
from fellesbok.agreement.inhabitants import per_inhabitant
from fellesbok.batch.region_output import table_files
from fellesbok.batch.whole_run import views
from fellesbok.sharing import statement
from fellesbok.sharing.by_year import payer_years
from made_country import Service
from made_country import write_council
from places import HOUSE
from small_regions import VOUCHERS
from small_regions import small_council

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.sharing.by_year import PayerYear

QUESTIONS = HOUSE / "queries" / "sql" / "national"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two regions, and a municipality that takes part in both.

    Of one cooperation of the second nobody has decided a budget.
    """
    folder = tmp_path_factory.mktemp("regioner")
    first, second = small_council(0), small_council(1)
    members = (*second.municipalities[:2], first.municipalities[0])
    services = (
        Service("IKT", members, ("equal",), "quarter"),
        Service("Brann", members, ("{not_stated: Ingen vet det}",), "year"),
    )
    both = replace(second, municipalities=members, services=services)
    roots = [write_council(folder, each, VOUCHERS) for each in (first, both)]
    path = roots[1] / "ledger" / "2020.beancount"
    lines = path.read_text(encoding="utf-8").splitlines()
    left = [line for line in lines if "budget" not in line or "Brann" not in line]
    assert len(left) == len(lines) - 1
    path.write_text("\n".join(left) + "\n", encoding="utf-8")
    return roots


@pytest.fixture(scope="module")
def asked(roots: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """DuckDB over what a run leaves of them."""
    folder = tmp_path_factory.mktemp("land")
    for root in roots:
        made = made_of(root)
        assert made.tables
        put(table_files(made, "parquet"), folder / f"region={made.region[1]}")
    (folder / "views.sql").write_text(views(), encoding="utf-8")
    with in_duckdb(folder) as opened:
        yield opened


def answer(asked: Any, name: str) -> Rows:  # noqa: ANN401 -- DuckDB
    """What a question answers, row by row."""
    found = asked.execute((QUESTIONS / f"{name}.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def rows(roots: list[Path], name: str) -> Rows:
    """The rows of a table of all regions, from the records themselves."""
    found = []
    for root in roots:
        made = made_of(root)
        (table,) = [table for table in made.tables if table.name == name]
        names = [column.name for column in table.columns]
        for row in table.rows:
            cells = dict(zip(names, row, strict=True))
            found.append({**cells, "region": made.region[1]})
    return found


def test_what_each_municipality_bears_per_inhabitant(
    asked: Any,  # noqa: ANN401 -- DuckDB
    roots: list[Path],
) -> None:
    people: dict[tuple[int, str], tuple[str, Decimal]] = {}
    for row in rows(roots, "inhabitants"):
        told = row["number"], row["inhabitants"]
        assert people.setdefault((row["year"], row["municipality"]), told) == told
    born: dict[tuple[int, str], Decimal] = {}
    for row in rows(roots, "allocations"):
        key = row["year"], row["municipality"]
        born[key] = born.get(key, Decimal(0)) + row["amount"]
    found = answer(asked, "per-inhabitant")
    assert {
        (row["år"], row["kommune"]): (
            row["kommunenummer"],
            row["kroner"],
            row["innbyggere"],
            row["kroner per innbygger"],
        )
        for row in found
    } == {
        (year, name): (
            people[year, name][0],
            amount,
            people[year, name][1],
            per_inhabitant(amount, int(people[year, name][1])),
        )
        for (year, name), amount in born.items()
    }
    assert len(found) == len(born)
    assert max(row["regioner"] for row in found) == 2
    shown = {
        (each.year, each.payer.name): each.each
        for each in _on_the_page(roots[0])
        if each.payer.name
        not in {row["kommune"] for row in found if row["regioner"] > 1}
    }
    assert shown
    known = {(row["år"], row["kommune"]): row["kroner per innbygger"] for row in found}
    assert shown.items() <= known.items()


def _on_the_page(root: Path) -> list[PayerYear]:
    """What the pages and the report show of a region."""
    books = loaded(root)
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
    (row,) = per_inhabitant_of(asked, [("vika", amount)], [("vika", people)])
    assert row[-1] == per_inhabitant(Decimal(amount), people)


def test_nothing_is_told_per_inhabitant_of_who_may_be_the_same(
    asked: Any,  # noqa: ANN401 -- DuckDB
) -> None:
    """A region that knows no inhabitants does not know whose number it is."""
    born = [("vika", "100.00"), ("nes", "50.00")]
    known, unknown = per_inhabitant_of(asked, born, [("vika", 4)])
    assert known == (2024, "6001", "Vik", 1, Decimal("100.00"), 4, None)
    assert unknown == (2024, None, "Vik", 1, Decimal("50.00"), None, None)
    (same,) = per_inhabitant_of(asked, born, [("vika", 4), ("nes", 4)])
    assert same == (2024, "6001", "Vik", 2, Decimal("150.00"), 4, Decimal("37.50"))


def per_inhabitant_of(
    asked: Any,  # noqa: ANN401 -- DuckDB
    born: list[tuple[str, str]],
    people: list[tuple[str, int]],
) -> list[tuple[Any, ...]]:
    """What the question answers where Vik bears so much, and is told to be so many."""
    text = (QUESTIONS / "per-inhabitant.sql").read_text(encoding="utf-8")
    asked.execute("CREATE OR REPLACE TEMP TABLE a AS FROM allocations LIMIT 0")
    asked.execute("CREATE OR REPLACE TEMP TABLE i AS FROM inhabitants LIMIT 0")
    for row in born:
        asked.execute(
            "INSERT INTO a (region, year, municipality_slug, municipality, amount)"
            " VALUES (?, 2024, 'vik', 'Vik', CAST(? AS DECIMAL(18,2)))",
            row,
        )
    for each in people:
        asked.execute(
            "INSERT INTO i (region, year, municipality_slug, date, number, inhabitants)"
            " VALUES (?, 2024, 'vik', DATE '2024-01-01', '6001', ?)",
            each,
        )
    text = text.replace("FROM allocations", "FROM a")
    text = text.replace("FROM inhabitants", "FROM i")
    return list(asked.execute(text).fetchall())


def test_cooperations_without_a_key(asked: Any, roots: list[Path]) -> None:  # noqa: ANN401 -- DuckDB
    found = answer(asked, "without-key")
    assert [(row["samarbeid"], row["år"]) for row in found] == [("Brann", 2024)] * 2
    slugs = sorted(made_of(root).region[1] for root in roots)
    assert [row["region"] for row in found] == slugs


def test_what_the_cooperations_cost_in_each_region(
    asked: Any,  # noqa: ANN401 -- DuckDB
    roots: list[Path],
) -> None:
    wanted: dict[tuple[str, int], Decimal] = {}
    for row in rows(roots, "allocations"):
        key = row["region"], row["year"]
        wanted[key] = wanted.get(key, Decimal(0)) + row["amount"]
    found = answer(asked, "by-region")
    assert {(row["region"], row["år"]): row["kroner"] for row in found} == wanted


def test_cooperations_without_a_budget(asked: Any, roots: list[Path]) -> None:  # noqa: ANN401 -- DuckDB
    found = answer(asked, "without-budget")
    assert [(row["år"], row["samarbeid"]) for row in found] == [(2020, "Brann")]
    assert found[0]["region"] == made_of(roots[1]).region[1]
    (total,) = [
        row["accounts"]
        for row in rows(roots, "budget_totals")
        if row["region"] == found[0]["region"]
        and (row["year"], row["cooperation"], row["kind"]) == (2020, "Brann", "kostnad")
    ]
    assert found[0]["regnskap"] == total


def test_what_is_outstanding_of_claims(asked: Any) -> None:  # noqa: ANN401 -- DuckDB
    assert answer(asked, "outstanding") == []
    text = (QUESTIONS / "outstanding.sql").read_text(encoding="utf-8")
    asked.execute(
        "CREATE OR REPLACE TEMP TABLE c AS SELECT * REPLACE ('vika' AS region) FROM"
        " outstanding_claims LIMIT 0"
    )
    asked.execute(
        'INSERT INTO c (region, remaining, days_overdue, "on") VALUES'
        " ('vika', 10.01, 3, DATE '2024-12-31'),"
        " ('vika', 5.02, 0, DATE '2024-12-31')"
    )
    text = text.replace("FROM outstanding_claims", "FROM c")
    ((_, _, count, remaining, overdue),) = asked.execute(text).fetchall()
    assert (count, remaining, overdue) == (2, Decimal("15.03"), Decimal("10.01"))


def test_every_question_says_what_it_answers_and_stands_in_the_handbook() -> None:
    told = (HOUSE / "docs" / "engines.md").read_text(encoding="utf-8")
    names = {path.stem for path in QUESTIONS.glob("*.sql")}
    assert len(names) == 5
    for path in QUESTIONS.glob("*.sql"):
        assert path.read_text(encoding="utf-8").startswith("-- ")
        assert f"`{path.stem}`" in told
