"""The files of a new year lie after where those of the year before lie."""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from claimbook import cost
from fellesbok.books import load_books
from new_years import begun
from new_years import files
from new_years import plain
from new_years import region as region  # noqa: PLC0414 -- a fixture
from new_years import run
from new_years import said
from new_years import year
from places import MADE
from places import copy_of_house

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def taken_in(folder: Path, by: str) -> Path:
    """A region whose main file takes 2026 in by one line of its own."""
    begun(folder)
    path = folder / "ledger/main.beancount"
    text = re.sub(r'include "2026/.*\n', "", path.read_text())
    path.write_text(f'{text}include "{by}"\n')
    return folder


def by_pattern(folder: Path) -> Path:
    """A region whose main file takes everything in by a pattern of the year."""
    return taken_in(folder, "2026/*.beancount")


def by_any_pattern(folder: Path) -> Path:
    """A region whose main file takes in every year's folder at once."""
    return taken_in(folder, "20*/*.beancount")


def by_index(folder: Path) -> Path:
    """A region with a file that takes the year's files in."""
    taken_in(folder, "2026.beancount")
    files = sorted((folder / "ledger/2026").glob("*.beancount"))
    lines = [f'include "2026/{file.name}"\n' for file in files]
    (folder / "ledger/2026.beancount").write_text("".join(lines))
    return folder


def with_crlf(folder: Path) -> Path:
    """A region whose files come from Windows."""
    begun(folder)
    for path in (folder / "ledger").rglob("*.beancount"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


def without_last_end(folder: Path) -> Path:
    """A region whose files end in the middle of a line."""
    begun(folder)
    for path in (folder / "ledger").rglob("*.beancount"):
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
    return folder


def in_main(folder: Path) -> Path:
    """Books without a file of any year."""
    plain(folder).add(budget("1000.00"), cost("2018-03-01", "600.00"))
    return folder


def copied(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        return shutil.copytree(MADE / name, folder)

    return make


BOOKS = {
    "init": (begun, 2027),
    "pattern": (by_pattern, 2027),
    "any pattern": (by_any_pattern, 2027),
    "index": (by_index, 2027),
    "crlf": (with_crlf, 2027),
    "no last end": (without_last_end, 2027),
    "main file": (in_main, 2019),
    "house": (copy_of_house, 2019),
    "three years": (copied("three_years"), 2022),
    "clean": (copied("clean_books"), 2019),
    "ordinary": (copied("ordinary_books"), 2025),
    "settled": (copied("settled_books"), 2026),
    "seen": (copied("seen_books"), 2019),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_year_twice_is_a_year_once(name: str, tmp_path: Path) -> None:
    """And the books, the years before too, are as sound as they were."""
    make, next_year = BOOKS[name]
    folder = make(tmp_path / "bok")
    main_file = folder / "ledger/main.beancount"
    was = load_books(main_file)
    assert not was.errors
    before = files(folder)

    for number in (next_year, next_year + 1):
        year(folder, str(number), "--index", "2.5", "--yes")
        once = files(folder)
        again = year(folder, str(number), "--yes")
        assert f"Alt for {number} er på plass." in again
        assert files(folder) == once

    for path, content in before.items():
        assert once[path].startswith(content), path
    now = load_books(main_file)
    assert not now.errors
    written = {str(e) for e in was.entries if e.meta["filename"] != "<fordeling>"}
    assert written <= {str(e) for e in now.entries}
    checked = run(folder, "check")
    assert checked.exit_code == 0, checked.output
    ends = {
        line[-2:] == b"\r\n"
        for name in once
        if name.endswith(".beancount")
        for line in io.BytesIO(once[name]).readlines()[:-1]
    }
    assert ends == {name == "crlf"}


def test_an_index_file_gets_an_index_file(tmp_path: Path) -> None:
    folder = by_index(tmp_path / "bok")

    year(folder, "2027", "--yes")

    assert 'include "2027/brann.beancount"' in (
        (folder / "ledger/2027.beancount").read_text()
    )
    assert (
        (folder / "ledger/main.beancount")
        .read_text()
        .endswith('include "2026.beancount"\ninclude "2027.beancount"\n')
    )


def test_a_file_of_two_years_is_told_and_left(region: Path) -> None:
    (region / "ledger/2025-2026.beancount").write_text("; to år\n")
    (region / "ledger/sesong-2026-27.beancount").write_text("; sesong\n")
    with (region / "ledger/main.beancount").open("a") as file:
        file.write(
            'include "2025-2026.beancount"\ninclude "sesong-2026-27.beancount"\n'
        )

    told = year(region, "2027", "--yes")

    assert "2025-2026.beancount er for flere år" in told
    assert "sesong-2026-27.beancount er for flere år" in told
    assert sorted(p.name for p in (region / "ledger").glob("*.beancount")) == [
        "2025-2026.beancount",
        "accounts.beancount",
        "main.beancount",
        "sesong-2026-27.beancount",
    ]


def test_a_year_behind_a_link_is_refused(region: Path, tmp_path: Path) -> None:
    (tmp_path / "annet").mkdir()
    (region / "ledger/2027").symlink_to(tmp_path / "annet")

    assert "ligger bak en lenke" in said(run(region, "year", "2027", "--yes"))
    assert not list((tmp_path / "annet").iterdir())
