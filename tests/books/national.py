"""Two regions and what a run leaves of them, and how national questions are asked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from datasets import in_duckdb
from datasets import made_of
from datasets import put
from fellesbok.batch.region_output import table_files
from fellesbok.batch.sql_views import views
from fellesbok.dataset.whole import CONTENTS
from fellesbok.noted import digest_of
from made_country import Service
from made_country import write_council
from places import HOUSE
from small_regions import VOUCHERS
from small_regions import small_council

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTIONS = HOUSE / "queries" / "sql" / "national"
SECOND_NAME = "Sååvmie"
LACKING = {
    "folder": "regioner/vest",
    "state": "faults",
    "exit_code": 1,
    "region": None,
    "slug": None,
    "reason": "3 feil i bøkene.",
    "rows": 0,
    "certificates": 0,
    "revision": None,
    "contents": None,
}
"""What the record says of a region that has faults."""

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two regions, and a municipality that takes part in both, by two names.

    Of one cooperation of the second nobody has decided a budget.
    """
    first, second = small_council(0), small_council(1)
    shared = replace(first.municipalities[0], slug="saavmie", name=SECOND_NAME)
    members = (*second.municipalities[:2], shared)
    services = (
        Service("IKT", members, ("equal",), "quarter"),
        Service("Brann", members, ("{not_stated: Ingen vet det}",), "year"),
    )
    both = replace(second, municipalities=members, services=services)
    folder = tmp_path_factory.mktemp("regioner")
    found = [write_council(folder, each, VOUCHERS) for each in (first, both)]
    path = found[1] / "ledger" / "2020.beancount"
    lines = path.read_text(encoding="utf-8").splitlines()
    left = [line for line in lines if "budget" not in line or "Brann" not in line]
    assert len(left) == len(lines) - 1
    path.write_text("\n".join(left) + "\n", encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def land(roots: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run leaves of them, and of one that has faults."""
    folder = tmp_path_factory.mktemp("land")
    for root in roots:
        made = made_of(root)
        files = table_files(made, "parquet")
        said = {"files": {name: digest_of(content) for name, content in files.items()}}
        files[CONTENTS] = json.dumps(said).encode()
        put(files, folder / f"region={made.region[1]}")
    (folder / "views.sql").write_text(views(), encoding="utf-8")
    write_record(folder, roots, [LACKING])
    return folder


@pytest.fixture(scope="module")
def opened(land: Path) -> Iterator[Any]:
    """DuckDB over it, for ``asked``: to open the views takes longer than to ask."""
    with in_duckdb(land) as found:
        yield found


@pytest.fixture
def asked(opened: Any) -> Iterator[Any]:  # noqa: ANN401 -- DuckDB
    """The same, without what other tests have put in it."""
    opened.execute("BEGIN")
    yield opened
    opened.execute("ROLLBACK")


def write_record(folder: Path, roots: list[Path], lacking: Rows) -> None:
    """The record of a run, in which those regions lack."""
    written: Rows = []
    for root in roots:
        name, slug = made_of(root).region
        contents = (folder / f"region={slug}" / CONTENTS).read_bytes()
        told = {"state": "written", "exit_code": 0, "reason": None}
        told |= {"region": name, "slug": slug, "contents": digest_of(contents)}
        written.append(LACKING | told)
    told = {"currency": "NOK", "regions": [*written, *lacking], "left": []}
    (folder / "regions.json").write_text(json.dumps(told), encoding="utf-8")


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
