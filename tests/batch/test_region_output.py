"""The files of one region: its tables by year, and certificates that are accepted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.batch.region_output import ALL
from fellesbok.batch.region_output import LAST
from fellesbok.batch.region_output import NONE
from fellesbok.batch.region_output import certificate_files
from fellesbok.batch.region_output import table_files
from fellesbok.books import load_books
from fellesbok.dataset.filled import dataset
from fellesbok.proof import accepted
from fellesbok.proof.accepted import NotAcceptedError
from small_regions import small_regions

if TYPE_CHECKING:
    from fellesbok.books import Books


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Books:
    (root,) = small_regions(tmp_path_factory.mktemp("regioner"), 1)
    return load_books(root / "ledger" / "main.beancount")


def test_no_certificates_are_made_where_none_are_asked_for(loaded: Books) -> None:
    assert certificate_files(loaded, NONE) == ({}, 0)


def test_certificates_are_of_the_last_year_or_of_all(loaded: Books) -> None:
    """One for each municipality that shares, counted, with what they rest on."""
    last, count = certificate_files(loaded, LAST)
    years = sorted({result.year for result in loaded.settled.results})
    assert {name.split("/")[1] for name in last} == {str(years[-1])}
    own = [name for name in last if name.split("/")[-1].startswith("ikt-")]
    assert len(own) == count == 3
    every, total = certificate_files(loaded, ALL)
    of_years = {name.split("/")[1] for name in every}
    assert {str(years[-1])} < of_years <= {str(year) for year in years}
    assert total == 3 * len(of_years), "a year in which nothing is shared has none"
    assert last.items() <= every.items(), "the same books give the same bytes"
    assert all(json.loads(every[name]) for name in own)


def test_a_certificate_that_a_checker_refuses_stops_all(
    loaded: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepted, "why_refused", lambda *_, **__: "summen")
    with pytest.raises(NotAcceptedError) as told:
        certificate_files(loaded, LAST)
    assert "Kontrollen godtar ikke sertifikatet ikt-" in str(told.value.text)
    assert ": summen." in str(told.value.text)


def test_tables_lie_by_year_in_the_folder_of_the_region(loaded: Books) -> None:
    root = loaded.main.parent.parent
    made = dataset(loaded.entries, loaded.settled, root)
    files = table_files(made, "csv")
    assert files
    assert {name.split("/")[0].partition("=")[0] for name in files} == {"year"}
    assert not any("region=" in name for name in files)
