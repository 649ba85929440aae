"""What cannot be a run of many regions is told before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from places import tree
from small_regions import quick
from small_regions import regions as regions  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def linked(regions: list[Path], tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "lenke").symlink_to(regions[0])
    return tmp_path / "lenke", tmp_path / "land"


def inside(regions: list[Path], _tmp_path: Path) -> tuple[Path, Path]:
    return regions[0], regions[0] / "ut"


def around(regions: list[Path], _tmp_path: Path) -> tuple[Path, Path]:
    return regions[0], regions[0].parent


def others(regions: list[Path], tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "land").mkdir()
    (tmp_path / "land" / "mitt.txt").write_text("viktig", encoding="utf-8")
    return regions[0], tmp_path / "land"


def to_a_link(regions: list[Path], tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "annet").mkdir()
    (tmp_path / "land").symlink_to(tmp_path / "annet")
    return regions[0], tmp_path / "land"


def missing(_regions: list[Path], tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "borte", tmp_path / "land"


@pytest.mark.parametrize(
    ("arrange", "code", "said"),
    [
        (linked, 1, "Mappen er en lenke"),
        (inside, 1, "ligger i mappen til en region"),
        (around, 1, "ligger i mappen til en region"),
        (others, 1, "holder noe annet enn en tidligere kjøring: mitt.txt"),
        (to_a_link, 1, "er ikke en vanlig mappe"),
        (missing, 1, "Finner ikke"),
    ],
)
def test_what_cannot_be_a_run_is_told_in_words(
    arrange: Callable[[list[Path], Path], tuple[Path, Path]],
    code: int,
    said: str,
    regions: list[Path],
    tmp_path: Path,
) -> None:
    folder, output = arrange(regions, tmp_path)
    before = tree(tmp_path)
    done = quick([folder], output)
    assert done.exit_code == code, done.output
    assert said in done.output.replace("\n", " ")
    after = {n: t for n, t in tree(tmp_path).items() if "regions." not in n}
    assert after == before


def test_a_pattern_that_no_shell_has_read_stands_for_what_it_matches(
    regions: list[Path], tmp_path: Path
) -> None:
    done = quick([regions[0].parent / "*"], tmp_path / "land")
    assert done.exit_code == 0
    assert "2 av 2 regioner" in done.output


def test_a_scheduler_is_for_dask_alone(regions: list[Path], tmp_path: Path) -> None:
    done = quick(regions, tmp_path / "land", "--scheduler", "tcp://vert:8786")
    assert done.exit_code == 2
    assert "--engine dask" in done.output
