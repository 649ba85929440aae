"""Text of a file, and where a statistic that the rules name is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules.examined import as_text
from fellesbok.rules.examined import no_text
from fellesbok.rules.examined import statistic_path
from systems import needs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_is_read_without_its_mark_and_with_one_kind_of_line_ends() -> None:
    assert as_text(b"\xef\xbb\xbfa\r\nb\rc\n") == "a\nb\nc\n"
    with pytest.raises(UnicodeDecodeError):
        as_text("æ".encode("cp1252"))


def test_an_archive_is_no_text_and_says_what_to_do() -> None:
    assert no_text(b"region: Vika") is None
    assert "CSV" in str(no_text(b"PK\x03\x04..."))


@pytest.mark.parametrize("file", ["a.csv", "under/a.csv", "under/../a.csv"])
def test_a_statistic_lies_in_the_folder_of_the_rules(tmp_path: Path, file: str) -> None:
    rules = str(tmp_path / "rules.yaml")
    assert statistic_path(rules, file) == (tmp_path / file).resolve()


@pytest.mark.parametrize("file", ["../a.csv", "under/../../a.csv", "a\0.csv"])
def test_what_leads_out_of_the_books_is_nowhere(tmp_path: Path, file: str) -> None:
    assert statistic_path(str(tmp_path / "rules.yaml"), file) is None


@needs("symlink")
def test_a_link_leads_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "bok").mkdir()
    (tmp_path / "a.csv").touch()
    (tmp_path / "bok" / "a.csv").symlink_to(tmp_path / "a.csv")
    assert statistic_path(str(tmp_path / "bok" / "rules.yaml"), "a.csv") is None
