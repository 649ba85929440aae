"""Every folder in ``ledgers`` becomes what it says, and every message has a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from casebook import EXPECTED_ENTRIES
from casebook import EXPECTED_ERRORS
from casebook import case_folders
from casebook import entries_text
from casebook import errors_text
from casebook import generated_entries
from casebook import load_case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_the_books_become_what_the_folder_says(
    folder: Path, *, update_golden: bool
) -> None:
    loaded = load_case(folder)
    found = {
        EXPECTED_ENTRIES: entries_text(generated_entries(loaded)),
        EXPECTED_ERRORS: errors_text(loaded.errors, folder),
    }
    assert any(found.values()), "a case must show something"
    for name, text in found.items():
        path = folder / name
        if update_golden:
            path.unlink(missing_ok=True)
            if text:
                path.write_text(text, encoding="utf-8")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected, name
