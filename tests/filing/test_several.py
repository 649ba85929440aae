"""Several files are written together or not at all, by a journal that is ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from begun_books import VOUCHER
from fellesbok.filing.several import JOURNAL
from new_years import files
from new_years import region as region  # noqa: PLC0414 -- a fixture
from new_years import run
from new_years import said

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_that_cannot_be_taken_in_stops_all_of_it(region: Path) -> None:
    begun_at = region / "ledger/2027/brann.beancount"
    begun_at.parent.mkdir()
    begun_at.write_text(VOUCHER.replace("2026", "2027").replace("Felles-IT", "Brann"))
    before = files(region)

    told = said(run(region, "year", "2027", "--yes"))

    assert "nye feil, så ingenting er skrevet" in told
    assert "Statistikken «population» mangler tall" in told
    assert files(region) == before


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"{}",
        b'{"main": "main.beancount", "files": [["../x.beancount", null, "%s"]],'
        b' "folders": []}' % (b"0" * 64),
        b'{"main": "main.beancount", "files": [["/x.beancount", 0, "%s"]],'
        b' "folders": []}' % (b"0" * 64),
        b'{"main": "main.beancount", "files": [["documents/a.pdf", null, "%s"]],'
        b' "folders": []}' % (b"0" * 64),
        b'{"main": "main.beancount", "files": [], "folders": ["../.."]}',
        b'{"main": "other.beancount", "files": [], "folders": []}',
    ],
)
def test_a_journal_that_is_not_ours_is_left(region: Path, journal: bytes) -> None:
    (region / "ledger" / JOURNAL).write_bytes(journal)
    before = files(region)

    assert "er ødelagt, eller er ikke skrevet av fellesbok her" in said(
        run(region, "year", "2027", "--yes")
    )
    assert files(region) == before


def test_a_journal_takes_back_only_what_was_written(region: Path) -> None:
    victim = region / "ledger/2026/brann.beancount"
    before = victim.read_bytes()
    said_of = {
        "main": "main.beancount",
        "files": [["2026/brann.beancount", 0, "0" * 64]],
        "folders": [],
    }
    (region / "ledger" / JOURNAL).write_text(json.dumps(said_of))

    told = said(run(region, "check"), 0)

    assert "2026/brann.beancount er endret siden, og er latt ligge." in told
    assert victim.read_bytes() == before
