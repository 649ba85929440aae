"""The national questions of ``queries/sql/national``, held against the records."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest

from datasets import in_duckdb
from datasets import made_of
from national import LACKING
from national import QUESTIONS
from national import answer
from national import asked as asked  # noqa: PLC0414 -- a fixture
from national import land as land  # noqa: PLC0414 -- a fixture
from national import roots as roots  # noqa: PLC0414 -- a fixture
from national import rows
from national import write_record
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.sql")), ids=lambda p: p.stem)
def test_no_answer_is_told_without_the_regions_that_it_lacks(
    path: Path, land: Path, roots: list[Path], tmp_path: Path
) -> None:
    """By a line with the reason, or by a number on every line."""
    shutil.copytree(land, tmp_path / "land")
    with in_duckdb(land) as asked:
        lacking = answer(asked, path.stem)
    write_record(tmp_path / "land", roots, [])
    with in_duckdb(tmp_path / "land") as asked:
        whole = answer(asked, path.stem)
    if path.stem == "per-inhabitant":
        assert {row.pop("regioner som mangler") for row in lacking} == {1}
        assert {row.pop("regioner som mangler") for row in whole} == {0}
        assert lacking == whole
    else:
        *others, last = lacking
        assert others == whole
        assert (last["region"], last["mangler fordi"]) == (
            LACKING["folder"],
            LACKING["reason"],
        )
        assert {row["mangler fordi"] for row in whole} <= {None}


def test_the_rows_of_a_region_that_is_not_of_the_run_are_not_read(
    land: Path, roots: list[Path], tmp_path: Path
) -> None:
    """As where somebody has changed what an earlier run wrote, so that it is left."""
    shutil.copytree(land, tmp_path / "land")
    slug = made_of(roots[1]).region[1]
    refused = LACKING | {"slug": slug, "state": "refused"}
    write_record(tmp_path / "land", roots[:1], [refused])
    with in_duckdb(tmp_path / "land") as asked:
        found = answer(asked, "by-region")
    told = [row for row in found if row["region"] == slug]
    assert [(row["år"], row["kroner"]) for row in told] == [(None, None)]
    assert {row["region"] for row in found} == {slug, made_of(roots[0]).region[1]}


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.sql")), ids=lambda p: p.stem)
def test_a_region_whose_tables_are_gone_is_told_as_one_that_lacks(
    path: Path, land: Path, roots: list[Path], tmp_path: Path
) -> None:
    """A run by another format was cut off, so that the record is of the one before."""
    shutil.copytree(land, tmp_path / "land")
    write_record(tmp_path / "land", roots, [])
    slug = made_of(roots[1]).region[1]
    for parquet in (tmp_path / "land" / f"region={slug}").rglob("*.parquet"):
        parquet.rename(parquet.with_suffix(".csv"))
    with in_duckdb(tmp_path / "land") as asked:
        found = answer(asked, path.stem)
    if path.stem == "per-inhabitant":
        assert {row["regioner som mangler"] for row in found} == {1}
    else:
        assert found[-1]["region"] == slug
        assert "er der ikke lenger" in found[-1]["mangler fordi"]
        assert {row["mangler fordi"] for row in found[:-1]} <= {None}


def test_cooperations_without_a_key(asked: Any, roots: list[Path]) -> None:  # noqa: ANN401 -- DuckDB
    found = answer(asked, "without-key")
    told = [(row["samarbeid"], row["år"]) for row in found]
    assert told == [("Brann", 2024), ("Brann", 2024), (None, None)]
    slugs = sorted(made_of(root).region[1] for root in roots)
    assert [row["region"] for row in found[:-1]] == slugs


def test_what_the_cooperations_cost_in_each_region(
    asked: Any,  # noqa: ANN401 -- DuckDB
    roots: list[Path],
) -> None:
    wanted: dict[tuple[str, int], Decimal] = {}
    for row in rows(roots, "allocations"):
        key = row["region"], row["year"]
        wanted[key] = wanted.get(key, Decimal(0)) + row["amount"]
    found = answer(asked, "by-region")
    told = {(row["region"], row["år"]): row["kroner"] for row in found[:-1]}
    assert told == wanted
    assert {row["valuta"] for row in found[:-1]} == {"NOK"}


def test_cooperations_without_a_budget(asked: Any, roots: list[Path]) -> None:  # noqa: ANN401 -- DuckDB
    found = answer(asked, "without-budget")
    told = [(row["år"], row["samarbeid"]) for row in found]
    assert told == [(2020, "Brann"), (None, None)]
    assert found[0]["region"] == made_of(roots[1]).region[1]
    (total,) = [
        row["accounts"]
        for row in rows(roots, "budget_totals")
        if row["region"] == found[0]["region"]
        and (row["year"], row["cooperation"], row["kind"]) == (2020, "Brann", "kostnad")
    ]
    assert found[0]["regnskap"] == total


def test_what_is_outstanding_of_claims(asked: Any, roots: list[Path]) -> None:  # noqa: ANN401 -- DuckDB
    (lacking,) = answer(asked, "outstanding")
    assert lacking["region"] == LACKING["folder"]
    slug = made_of(roots[0]).region[1]
    text = (QUESTIONS / "outstanding.sql").read_text(encoding="utf-8")
    asked.execute(
        "CREATE OR REPLACE TEMP TABLE c AS SELECT * REPLACE ('vika' AS region) FROM"
        " outstanding_claims LIMIT 0"
    )
    for row in (("10.01", 3, "NOK"), ("5.02", 0, "NOK"), ("1.00", 1, "EUR")):
        asked.execute(
            'INSERT INTO c (region, remaining, days_overdue, currency, "on") VALUES'
            " (?, CAST(? AS DECIMAL(18,2)), ?, ?, DATE '2024-12-31')",
            (slug, *row),
        )
    text = text.replace("FROM outstanding_claims", "FROM c")
    euro, kroner, _lacking = asked.execute(text).fetchall()
    assert kroner[2:6] == (2, Decimal("15.03"), Decimal("10.01"), "NOK")
    assert euro[2:6] == (1, Decimal("1.00"), Decimal("1.00"), "EUR")


def test_every_question_says_what_it_answers_and_stands_in_the_handbook() -> None:
    told = (HOUSE / "docs" / "engines.md").read_text(encoding="utf-8")
    names = {path.stem for path in QUESTIONS.glob("*.sql")}
    assert len(names) == 5
    for path in QUESTIONS.glob("*.sql"):
        assert path.read_text(encoding="utf-8").startswith("-- ")
        assert f"`{path.stem}`" in told
