"""What the machine has, as a table: what lacks says how it is got."""

from __future__ import annotations

from fellesbok.machine.parts import Part
from fellesbok.machine.parts import State
from fellesbok.machine.tables import parts_table
from fellesbok.messages import Text


def test_only_what_lacks_or_was_not_looked_for_has_a_remedy() -> None:
    made = parts_table(
        [
            Part(name, state, f"fant {name}", Text(f"til {name}"), f"slik: {name}")
            for name, state in zip("abc", State, strict=True)
        ]
    )
    assert [column.name for column in made.columns] == [
        *("state", "part", "found", "used_for", "remedy")
    ]
    rows = {line.cells[1].value: line.cells for line in made.lines}
    said = {name: (str(row[0].value), row[4].value) for name, row in rows.items()}
    assert said == {
        name: (
            {State.HERE: "ja", State.LACKING: "mangler"}.get(state, "ikke prøvd"),
            None if state is State.HERE else f"slik: {name}",
        )
        for name, state in zip("abc", State, strict=True)
    }
