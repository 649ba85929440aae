"""A line for each folder that was given, in the order of the record."""

from __future__ import annotations

from fellesbok.batch.outcomes import Outcome
from fellesbok.batch.tables import outcomes_table


def test_each_folder_has_a_line_whatever_became_of_it() -> None:
    made = outcomes_table(
        [
            Outcome("b", "written", 0, "Vika", "vika", rows=7, certificates=2),
            Outcome("a", "late", 124, reason="Ikke ferdig."),
        ]
    )
    assert [[cell.value for cell in line.cells] for line in made.lines] == [
        ["b", "vika", 0, 7, 2, None],
        ["a", None, 124, 0, 0, "Ikke ferdig."],
    ]
