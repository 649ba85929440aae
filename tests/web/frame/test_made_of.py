"""The edition of the books that a page shows is of the files as they were loaded."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from asked_pages import asked_by
from fellesbok.proof.revision import OPTION
from fellesbok.proof.revision import files_revision
from fellesbok.web.frame.made_of import shown_revision
from pagebook import SEEN_BOOKS

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.web.frame import Asked


def plain(asked: Asked, main: Path, *files: Path) -> Asked:
    """The same, of books that plain Fava has loaded."""
    options = {"filename": str(main), "include": [str(file) for file in files]}
    return replace(asked, options=options, worked_out={})


def test_served_books_were_digested_when_they_were_loaded() -> None:
    with asked_by() as asked:
        assert shown_revision(asked) == asked.options[OPTION]
        told = replace(asked, options={**asked.options, OPTION: "sha256:ab"})
        assert shown_revision(told) == "sha256:ab"


def test_plain_fava_s_are_digested_once_and_a_changed_file_is_another(
    tmp_path: Path,
) -> None:
    shutil.copytree(SEEN_BOOKS, tmp_path / "bok")
    main = tmp_path / "bok" / "ledger" / "main.beancount"
    with asked_by() as asked:
        of = plain(asked, main, main)
        first = shown_revision(of)
        assert first == files_revision(main, [str(main)])
        main.write_text(main.read_text("utf-8") + "; mer\n", encoding="utf-8")
        assert shown_revision(of) == first
        assert shown_revision(plain(asked, main, main)) not in {first, ""}


def test_of_files_that_cannot_be_read_nobody_knows(tmp_path: Path) -> None:
    with asked_by() as asked:
        assert shown_revision(plain(asked, tmp_path / "a", tmp_path / "b")) == ""
