"""Each question of ``queries/`` in SQL: DuckDB answers the same over Parquet."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from datasets import NORD_TROMS
from datasets import SETTLED
from datasets import in_duckdb
from datasets import made_of
from datasets import put
from fellesbok.dataset.formats import parquet_files
from fellesbok.questions.queries import ask
from fellesbok.questions.queries import queries
from loaded_books import books_in
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from fellesbok.questions.queries import Answer

TWINS = HOUSE / "queries" / "sql"
QUERIES = queries(HOUSE / "ledger" / "main.beancount")


@cache
def answer(root: Path, name: str) -> Answer:
    """What bean-query finds, asked once: to read a question is what takes time."""
    return ask(books_in(root), QUERIES[name])


@pytest.fixture(scope="module", params=[NORD_TROMS, SETTLED], ids=["2018", "claimed"])
def books(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Any]]:
    """Books, and DuckDB with what is written of them."""
    folder = tmp_path_factory.mktemp("parquet")
    put(parquet_files(made_of(request.param)), folder)
    with in_duckdb(folder) as asked:
        yield request.param, asked


def test_every_question_has_its_twin_that_says_the_same() -> None:
    assert {path.stem for path in TWINS.glob("*.sql")} == QUERIES.keys()
    for name, query in QUERIES.items():
        lines = (TWINS / f"{name}.sql").read_text(encoding="utf-8").splitlines()
        said = [line.removeprefix("-- ") for line in lines if line.startswith("--")]
        assert " ".join(said) == query.sentence


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_twin_answers_row_by_row_the_same(
    name: str, books: tuple[Path, Any]
) -> None:
    root, asked = books
    found = asked.execute((TWINS / f"{name}.sql").read_text(encoding="utf-8"))
    assert [column[0] for column in found.description] == [
        column for column, _ in answer(root, name).columns
    ]
    rows = answer(root, name).rows
    wanted = [tuple(None if cell == "" else cell for cell in row) for row in rows]
    assert found.fetchall() == wanted


def test_every_twin_is_tried_on_rows() -> None:
    """Of the two books, one at least has an answer to each question."""
    empty = [
        name
        for name in QUERIES
        if not any(answer(root, name).rows for root in (NORD_TROMS, SETTLED))
    ]
    assert not empty
