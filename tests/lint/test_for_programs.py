"""A finding for programs is a record, with its answer as a record in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from audited_books import BUDGET
from audited_books import REPORT
from audited_books import TWO_CENTRES
from audited_books import Books
from audited_books import audit
from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = """
2019-05-02 custom "svar" "ikt" "avvik" "Nye lisenser"
  av: "økonomisjef"
  aarsak: "kjent"
"""


def test_a_finding_has_its_fields_and_its_answer(tmp_path: Path) -> None:
    audit(tmp_path, Books(REPORT + BUDGET + TWO_CENTRES + ANSWER))
    command = ["lint", "2018", "--format", "json", "--books", str(tmp_path)]
    found = json.loads(CliRunner().invoke(main, command).stdout)
    names = [
        "rule",
        "cooperation",
        "year",
        "part",
        "text",
        "amount",
        "file",
        "line",
        "answer",
    ]
    assert [list(each) for each in found] == [names, names]
    said = {"comment": "Nye lisenser", "by": "økonomisjef", "date": "2019-05-02"}
    assert [each["answer"] for each in found] == [said, said]
    assert [each["cooperation"] for each in found] == ["IKT", "IKT"]
