"""The questions of a books folder: ``queries/<name>.bql``, one SELECT each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from fellesbok.questions.queries import Answer
from fellesbok.questions.queries import CannotAnswerError
from fellesbok.questions.queries import answer_csv
from fellesbok.questions.queries import find_query
from fellesbok.questions.queries import queries

if TYPE_CHECKING:
    from pathlib import Path


def test_text_from_outside_is_never_a_formula() -> None:
    answer = Answer((("tekst", str),), (("=1+1",), ("@cmd",), ("-2+3",), ("+47 77",)))
    read = list(csv.reader(io.StringIO(answer_csv(answer, "nb")[1:]), delimiter=";"))
    assert read == [["tekst"], ["'=1+1"], ["'@cmd"], ["'-2+3"], ["'+47 77"]]


def test_only_files_of_the_folder_itself_are_questions(tmp_path: Path) -> None:
    """A link that leads out of the folder is not followed."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "queries").mkdir()
    outside = tmp_path / "secret.bql"
    outside.write_text("SELECT account", encoding="utf-8")
    (tmp_path / "queries" / "link.bql").symlink_to(outside)
    (tmp_path / "queries" / "own.bql").write_text("SELECT account", encoding="utf-8")
    main_file = tmp_path / "ledger" / "main.beancount"
    assert list(queries(main_file)) == ["own"]
    with pytest.raises(CannotAnswerError):
        find_query(main_file, "link")
