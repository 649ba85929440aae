"""The national questions of ``queries/sql/national``, held against the records."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

import duckdb
import pytest

from datasets import in_duckdb
from datasets import made_of
from fellesbok.batch.sql_views import TABLE
from fellesbok.batch.sql_views import views
from fellesbok.dataset.filled import exported
from fellesbok.dataset.whole import CONTENTS
from national import LACKING
from national import QUESTIONS
from national import Rows
from national import answer
from national import asked as asked  # noqa: PLC0414 -- a fixture
from national import land as land  # noqa: PLC0414 -- a fixture
from national import opened as opened  # noqa: PLC0414 -- a fixture
from national import roots as roots  # noqa: PLC0414 -- a fixture
from national import rows
from national import write_record
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


TABLES = {
    "by-region": "allocations",
    "outstanding": "outstanding_claims",
    "per-inhabitant": "allocations",
    "without-budget": "budget_totals",
    "without-key": "terms",
}
"""What each question adds up."""

Answers = Mapping[str, Rows]
"""What each question is answered.

To open the views takes ten times as long as to ask, so that all questions are asked of
a run when it has been opened once.
"""


def answers(land: Path, names: Iterable[str] = TABLES) -> Answers:
    """What a run answers."""
    with in_duckdb(land) as asked:
        return {name: answer(asked, name) for name in names}


def odd_answers(land: Path, table: str) -> Answers:
    """What the questions that add up a table are answered, where it has an odd file.

    Of the views no others are opened than those that they ask: each stands by itself.
    """
    names = [name for name, added_up in TABLES.items() if added_up == table]
    asked = "".join((QUESTIONS / f"{name}.sql").read_text("utf-8") for name in names)
    made = views()
    for each in (each.name for each in exported(HOUSE)):
        if not re.search(rf"\b{each}\b", asked):
            made = made.replace(TABLE.format(name=each), "")
    assert f"VIEW {table} " in made
    (land / "views.sql").write_text(made, encoding="utf-8")
    return answers(land, names)


@pytest.fixture(scope="module")
def lacks_one(land: Path) -> Answers:
    """What is answered of a run in which one region lacks."""
    return answers(land)


@pytest.fixture(scope="module")
def whole(
    land: Path, roots: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A run of which every region is written, that no test writes in."""
    folder = tmp_path_factory.mktemp("whole") / "land"
    shutil.copytree(land, folder)
    write_record(folder, roots, [])
    return folder


@pytest.fixture(scope="module")
def lacks_none(whole: Path) -> Answers:
    """What is answered of it."""
    return answers(whole)


@pytest.fixture
def mine(whole: Path, tmp_path: Path) -> Path:
    """The same, that the test may do as it likes with."""
    return shutil.copytree(whole, tmp_path / "land")


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.sql")), ids=lambda p: p.stem)
def test_no_answer_is_told_without_the_regions_that_it_lacks(
    path: Path, lacks_one: Answers, lacks_none: Answers
) -> None:
    """By a line with the reason, or by a number on every line."""
    lacking = [dict(row) for row in lacks_one[path.stem]]
    whole = [dict(row) for row in lacks_none[path.stem]]
    if path.stem == "per-inhabitant":
        assert {row.pop("regioner som mangler") for row in lacking} == {1}
        assert {row.pop("hvem mangler") for row in lacking} == {LACKING["folder"]}
        assert {row.pop("regioner som mangler") for row in whole} == {0}
        assert {row.pop("hvem mangler") for row in whole} == {None}
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


@pytest.fixture(scope="module")
def tables_gone(
    whole: Path, roots: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Answers:
    """What is answered when a run by another format was cut off.

    The record is of the one before.
    """
    land = shutil.copytree(whole, tmp_path_factory.mktemp("gone") / "land")
    slug = made_of(roots[1]).region[1]
    for parquet in (land / f"region={slug}").rglob("*.parquet"):
        parquet.rename(parquet.with_suffix(".csv"))
    return answers(land)


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.sql")), ids=lambda p: p.stem)
def test_a_region_whose_tables_are_gone_is_told_as_one_that_lacks(
    path: Path, tables_gone: Answers, roots: list[Path]
) -> None:
    slug = made_of(roots[1]).region[1]
    found = tables_gone[path.stem]
    if path.stem == "per-inhabitant":
        assert {row["regioner som mangler"] for row in found} == {1}
        assert {row["hvem mangler"] for row in found} == {slug}
    else:
        assert found[-1]["region"] == slug
        assert "er der ikke lenger" in found[-1]["mangler fordi"]
        assert {row["mangler fordi"] for row in found[:-1]} <= {None}


def taken_away(file: Path) -> tuple[Path, str]:
    """As by hand, or by a disk that loses it."""
    file.unlink()
    return file, "er der ikke lenger"


def changed(file: Path) -> tuple[Path, str]:
    """Every row of it once more, so that the sum is twice as large."""
    twice = file.with_name("to")
    rows = f"FROM read_parquet('{file}')"
    duckdb.sql(f"COPY ({rows} UNION ALL {rows}) TO '{twice}' (FORMAT parquet)")
    twice.replace(file)
    return file, "er en annen enn den kjøringen skrev"


def broken(file: Path) -> tuple[Path, str]:
    """No Parquet at all."""
    file.write_bytes(b"x\n")
    return file, "er en annen enn den kjøringen skrev"


def cut_off(file: Path) -> tuple[Path, str]:
    """As by a disk that became full."""
    file.write_bytes(file.read_bytes()[:-9])
    return file, "er en annen enn den kjøringen skrev"


def put_in(file: Path) -> tuple[Path, str]:
    """The same file as another year."""
    return copied(file, file.parent.with_name("year=2031"))


def put_in_twice(file: Path) -> tuple[Path, str]:
    """The same file as the same year, by another name."""
    return copied(file, file.parent.with_name("year=0" + file.parent.name[5:]))


def of_a_stranger(file: Path) -> tuple[Path, str]:
    """The same file as that of a region that is not of the run."""
    region = file.parents[1].with_name("region=fremmed")
    return copied(file, region / file.parent.name)


def broken_of_a_stranger(file: Path) -> tuple[Path, str]:
    """A region that is not of the run, of which nothing can be read."""
    odd, why = of_a_stranger(file)
    odd.write_bytes(b"x\n")
    (odd.parents[1] / CONTENTS).write_bytes(b"ikke json")
    return odd, why


def copied(file: Path, folder: Path) -> tuple[Path, str]:
    """A file that the run has not put where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)
    return folder / file.name, "er ikke skrevet av kjøringen"


LESS = [taken_away, changed, broken, cut_off]
MORE = [put_in, put_in_twice, of_a_stranger, broken_of_a_stranger]


def last_file(land: Path, root: Path, table: str) -> Path:
    """The file of the last year of a table."""
    folder = land / f"region={made_of(root).region[1]}"
    return max(folder.rglob(f"{table}.parquet"))


@dataclass(frozen=True)
class Odd:
    """What a run answers in which something was done with a file.

    Attributes:
        file: The one that is not as the run wrote it.
        why: What is told of it.
        answers: By each question that adds up the table of the file.
    """

    file: Path
    why: str
    answers: Answers


Done = Callable[["Path"], tuple["Path", str]]


@pytest.fixture(scope="module")
def odd_by(
    whole: Path, roots: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Done, str], Odd]:
    """What something is done with: the last file of the table that a question adds up.

    It is done once for all questions that add up the table.
    """

    @cache
    def odd_of(done: Done, table: str) -> Odd:
        land = shutil.copytree(whole, tmp_path_factory.mktemp("odd") / "land")
        file, why = done(last_file(land, roots[1], table))
        return Odd(file, why, odd_answers(land, table))

    return lambda done, name: odd_of(done, TABLES[name])


def told(name: str, rows: Rows) -> tuple[Rows, Rows]:
    """The figures of an answer, and what it tells of what lacks: region and year."""
    found = [dict(row) for row in rows]
    if name == "per-inhabitant":
        who = [(row["år"], row.pop("hvem mangler")) for row in found]
        counts = [row.pop("regioner som mangler") for row in found]
        assert [bool(each) for _, each in who] == [count == 1 for count in counts]
        lacks = [{"år": year, "region": region} for year, region in who if region]
        return [row for row in found if row["kroner"] is not None], lacks
    return (
        [row for row in found if row["mangler fordi"] is None],
        [row for row in found if row["mangler fordi"] is not None],
    )


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("done", [*LESS, *MORE])
def test_a_file_that_is_not_as_the_run_wrote_it_is_told_with_region_and_year(
    done: Done, name: str, lacks_none: Answers, odd_by: Callable[[Done, str], Odd]
) -> None:
    assert told(name, lacks_none[name])[1] == []
    odd = odd_by(done, name)
    region, year = (part.split("=")[1] for part in odd.file.parts[-3:-1])
    _, lacks = told(name, odd.answers[name])
    assert {row["region"] for row in lacks} == {region}
    assert {row.get("år", int(year)) for row in lacks} == {int(year)}
    for row in lacks:
        why = f"{odd.file.parent.name}/{odd.file.name} {odd.why}"
        assert why in row.get("mangler fordi", why)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("done", MORE)
def test_what_somebody_puts_in_is_not_added_up(
    done: Done, name: str, lacks_none: Answers, odd_by: Callable[[Done, str], Odd]
) -> None:
    before, _ = told(name, lacks_none[name])
    assert told(name, odd_by(done, name).answers[name])[0] == before


@pytest.mark.parametrize("done", LESS)
def test_a_year_that_lacks_takes_nothing_else_with_it(
    done: Done, lacks_none: Answers, odd_by: Callable[[Done, str], Odd]
) -> None:
    before, _ = told("by-region", lacks_none["by-region"])
    odd = odd_by(done, "by-region")
    of = (odd.file.parts[-3].removeprefix("region="), int(odd.file.parts[-2][5:]))
    left = [row for row in before if (row["region"], row["år"]) != of]
    assert len(left) == len(before) - 1
    assert told("by-region", odd.answers["by-region"])[0] == left


@pytest.fixture(scope="module")
def first_broken(
    whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Odd]:
    """What a run answers whose first file of a table can be read by nobody."""

    @cache
    def broken_in(table: str) -> Odd:
        land = shutil.copytree(whole, tmp_path_factory.mktemp("first") / "land")
        file, why = broken(min(land.rglob(f"{table}.parquet")))
        return Odd(file, why, odd_answers(land, table))

    return lambda name: broken_in(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_a_first_file_that_cannot_be_read_takes_nothing_else_with_it(
    name: str, first_broken: Callable[[str], Odd]
) -> None:
    """The columns of a table are those of the first file that is read."""
    first = first_broken(name)
    region, year = (part.split("=")[1] for part in first.file.parts[-3:-1])
    figures, lacks = told(name, first.answers[name])
    assert {(row["region"], row.get("år", int(year))) for row in lacks} == {
        (region, int(year))
    }
    assert figures or name in {"outstanding", "without-key", "without-budget"}


def test_inhabitants_that_lack_are_told_of_the_year(
    mine: Path, roots: list[Path]
) -> None:
    slug = made_of(roots[0]).region[1]
    (mine / f"region={slug}" / "year=2024" / "inhabitants.parquet").unlink()
    with in_duckdb(mine) as asked:
        found = answer(asked, "per-inhabitant")
    told = {row["år"] for row in found if row["hvem mangler"] == slug}
    assert told == {2024}


WRITTEN_OVER: dict[str, Callable[[bytes], bytes]] = {
    "another": lambda content: content + b" ",
    "cut off": lambda content: content[:40],
    "empty": lambda _: b"",
    "no text": lambda content: content + b"\xff\xfe",
    "no JSON": lambda _: b"ikke json",
    "a list": lambda _: b'{"files": [1]}',
    "nothing": lambda _: b"{}",
    "a number": lambda _: b"7",
}
"""What a region may say of itself when somebody has written over it."""


@pytest.fixture(scope="module")
def written_over(
    whole: Path, roots: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[str, Answers]]:
    """What becomes of a region that somebody has written over, and what is answered.

    By a worker that was thought lost, with the books of another day, say.
    """
    slug = made_of(roots[1]).region[1]

    @cache
    def state_and_answers(how: str) -> tuple[str, Answers]:
        land = shutil.copytree(whole, tmp_path_factory.mktemp("over") / "land")
        contents = land / f"region={slug}" / CONTENTS
        contents.write_bytes(WRITTEN_OVER[how](contents.read_bytes()))
        with in_duckdb(land) as asked:
            found = {name: answer(asked, name) for name in TABLES}
            (state,) = asked.execute(
                "SELECT state FROM regions WHERE region = ?", [slug]
            ).fetchone()
        return state, found

    return state_and_answers


@pytest.mark.parametrize("how", WRITTEN_OVER)
@pytest.mark.parametrize("name", TABLES)
def test_a_region_that_somebody_has_written_over_is_told_as_one_that_lacks(
    name: str,
    how: str,
    written_over: Callable[[str], tuple[str, Answers]],
    roots: list[Path],
) -> None:
    slug = made_of(roots[1]).region[1]
    state, answered = written_over(how)
    found = answered[name]
    assert state == "changed"
    if name == "per-inhabitant":
        assert {row["hvem mangler"] for row in found} == {slug}
    else:
        *others, last = found
        assert last["region"] == slug
        assert "er en annen enn den kjøringen skrev" in last["mangler fordi"]
        assert slug not in {row["region"] for row in others}


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
