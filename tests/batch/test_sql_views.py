"""The views of a run have every table, and read what is written alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from fellesbok.batch.sql_views import PROMISED
from fellesbok.batch.sql_views import REGIONS
from fellesbok.batch.sql_views import views
from fellesbok.dataset.filled import exported
from fellesbok.dataset.whole import CONTENTS
from fellesbok.noted import digest_of

if TYPE_CHECKING:
    import pytest


def test_every_table_has_a_view() -> None:
    text = views()
    names = [table.name for table in exported(Path())]
    assert names
    for name in names:
        assert text.count(f"CREATE OR REPLACE VIEW {name} AS") == 1


def test_a_region_whose_tables_are_gone_is_told_and_not_taken_for_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two were written, and somebody has moved the tables of one of them."""

    said = json.dumps({"files": {"year=2018/allocations.parquet": "x"}}).encode()

    def region(slug: str, state: str) -> dict[str, object]:
        told = {"folder": slug, "state": state, "exit_code": 0, "region": slug.title()}
        more = {"reason": None, "rows": 1, "certificates": 0, "revision": "x"}
        more["contents"] = digest_of(said)
        return {**told, **more, "slug": slug}

    there = [region("vika", "written"), region("nes", "written"), region("li", "late")]
    record = {"currency": "NOK", "regions": there}
    (tmp_path / "regions.json").write_text(json.dumps(record), encoding="utf-8")
    folder = tmp_path / "region=vika" / "year=2018"
    folder.mkdir(parents=True)
    (folder.parent / CONTENTS).write_bytes(said)
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as asked:
        asked.execute(
            f"COPY (SELECT 1 AS a) TO '{folder.as_posix()}/allocations.parquet'"
        )
        asked.execute(PROMISED + REGIONS)
        found = asked.execute("SELECT region, state, reason FROM regions").fetchall()
    states = {name: state for name, state, _ in found}
    assert states == {"vika": "written", "nes": "gone", "li": "late"}
    reasons = {name: reason for name, _, reason in found}
    assert reasons["vika"] is None
    assert "fellesbok batch" in reasons["nes"]
