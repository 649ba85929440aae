"""A dataset is there whole or not at all, and is put over an earlier one alone."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from fellesbok.dataset import whole
from fellesbok.dataset.formats import FORMATS
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import move_folder
from places import tree
from written_tables import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset, as it was written."""
    folder = tmp_path_factory.mktemp("out") / "tabeller"
    done = run(folder)
    assert done.exit_code == 0, done.output
    assert "21 tabeller med " in done.output
    return folder


@pytest.fixture
def earlier(written: Path, tmp_path: Path) -> Path:
    """A copy of it that is another test's own."""
    shutil.copytree(written, tmp_path / "tabeller")
    return tmp_path / "tabeller"


def test_the_list_of_contents_tells_tables_types_and_files(written: Path) -> None:
    said = json.loads((written / whole.CONTENTS).read_text(encoding="utf-8"))
    assert (said["schema"], said["format"], said["region"]) == (3, "csv", "fjordene")
    claims = said["tables"]["claims"]
    assert claims["rows"] == 11
    assert claims["columns"]["amount"] == "DECIMAL(18,2)"
    assert said["files"].keys() == tree(written).keys() - {whole.CONTENTS}


def test_an_earlier_one_is_replaced_by_the_same(earlier: Path) -> None:
    before = tree(earlier)
    assert run(earlier).exit_code == 0
    assert tree(earlier) == before
    assert [path.name for path in earlier.parent.iterdir()] == ["tabeller"]


@pytest.mark.parametrize("change", ["more", "changed", "less", "link", "list"])
def test_anything_else_is_left_as_it_is(earlier: Path, change: str) -> None:
    victim = next(earlier.rglob("claims.csv"))
    if change == "more":
        (earlier / "mitt.txt").write_text("viktig", encoding="utf-8")
    elif change == "changed":
        victim.write_text("mine tall", encoding="utf-8")
    elif change == "less":
        victim.unlink()
    elif change == "link":
        victim.unlink()
        victim.symlink_to(earlier / whole.CONTENTS)
    else:
        (earlier / whole.CONTENTS).write_text("[]", encoding="utf-8")
    before = tree(earlier)
    done = run(earlier)
    assert done.exit_code == 1
    assert "er ikke en tidligere eksport" in done.output
    assert tree(earlier) == before


@pytest.mark.parametrize("step", range(1, 4))
def test_a_disk_that_stops_leaves_the_earlier_one(
    earlier: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls = tree(earlier), []

    def stopped(*_: object) -> None:
        calls.append(1)
        raise OSError(28, "No space left on device")

    if step == 1:
        monkeypatch.setattr(whole, "put", stopped)
    else:
        move, moves = move_folder, []

        def moved(path: Path, to: Path) -> None:
            moves.append(path)
            if len(moves) == step - 1:
                stopped()
            move(path, to)

        monkeypatch.setattr(whole, "move_folder", moved)
    done = run(earlier)
    assert done.exit_code == 1
    assert calls
    assert "Fikk ikke skrevet" in done.output
    assert tree(earlier) == before
    assert [path.name for path in earlier.parent.iterdir()] == ["tabeller"]


def test_a_disk_that_is_full_before_that_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "csv", full)
    done = run(tmp_path / "ut")
    assert done.exit_code == 1
    assert "Fikk ikke skrevet" in done.output
    assert not (tmp_path / "ut").exists()


def test_what_was_cut_off_between_the_two_steps_is_put_back(earlier: Path) -> None:
    before = tree(earlier)
    beside_of(earlier).mkdir()
    earlier.rename(beside_of(earlier) / whole.EARLIER)
    assert run(earlier).exit_code == 0
    assert tree(earlier) == before
    assert [path.name for path in earlier.parent.iterdir()] == ["tabeller"]
