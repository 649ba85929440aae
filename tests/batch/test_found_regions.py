"""Which folders are regions, and where their tables may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.batch.found_regions import NoBooksError
from fellesbok.batch.found_regions import folders_named
from fellesbok.batch.found_regions import found_main
from fellesbok.batch.found_regions import refuse_place
from fellesbok.batch.found_regions import regions_in
from fellesbok.filing.disk import CannotFileError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def regions(tmp_path: Path) -> Path:
    """Two regions, one with a folder for its ledger."""
    (tmp_path / "vika" / "ledger").mkdir(parents=True)
    (tmp_path / "vika" / "ledger" / "main.beancount").touch()
    (tmp_path / "nes").mkdir()
    (tmp_path / "nes" / "main.beancount").touch()
    return tmp_path


def test_a_pattern_stands_for_several_and_each_is_meant_once(regions: Path) -> None:
    names = [str(regions / "*"), str(regions / "nes")]
    assert folders_named(names) == [regions / "nes", regions / "vika"]
    with pytest.raises(CannotFileError, match="Finner ikke"):
        folders_named([str(regions / "borte*")])


def test_the_books_are_in_the_folder_or_in_its_ledger(regions: Path) -> None:
    assert found_main(regions / "nes") == regions / "nes" / "main.beancount"
    main = regions / "vika" / "ledger" / "main.beancount"
    assert found_main(regions / "vika") == main
    for folder in (regions, regions / "borte"):
        with pytest.raises(NoBooksError):
            found_main(folder)


def test_nothing_is_written_where_a_region_is_or_over_what_is_not_ours(
    regions: Path,
) -> None:
    for place in (regions / "vika", regions / "vika" / "ut", regions):
        with pytest.raises(CannotFileError, match="region"):
            refuse_place(place, [regions / "vika"])
    (regions / "fil").touch()
    with pytest.raises(CannotFileError, match="ikke en vanlig mappe"):
        refuse_place(regions / "fil", [])
    (regions / "ut").mkdir()
    (regions / "ut" / "brev.txt").touch()
    with pytest.raises(CannotFileError, match=r"brev\.txt"):
        refuse_place(regions / "ut", [])


def test_an_earlier_run_may_be_written_over(regions: Path) -> None:
    output = regions / "ut"
    refuse_place(output, [regions / "vika"])
    (output / "region=vika").mkdir(parents=True)
    for name in ("views.sql", "regions.json", "regions.csv"):
        (output / name).touch()
    refuse_place(output, [regions / "vika"])
    assert regions_in(output) == {"vika": output / "region=vika"}
    assert regions_in(regions / "borte") == {}
