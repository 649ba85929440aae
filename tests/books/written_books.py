"""Books and terms that are written to, claim after claim and figure after figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intake_books import make_books
from ssb_answers import answer

if TYPE_CHECKING:
    from pathlib import Path

TERMS = (
    "        claims:\n"
    "          advance: {basis: budget, due: [02-15, 05-15, 08-15, 11-15]}\n"
    "          due_days: 30\n"
)

SECOND = ("claim", "2018", "--instalment", "2", "--yes")

FIGURES = "ledger/statistics/population.csv"

POPULATION = f"""\
statistics:
  population: {{title: Folketall, unit: innbyggere, source: SSB, file: {FIGURES}}}
"""

HEAD = "municipality,number,date,population,source\r\n"


def statistics(folder: Path, content: bytes, *, reads: bool = True) -> Path:
    """Books whose agreements read their population from a file."""
    make_books(folder)
    path = folder / FIGURES
    path.parent.mkdir()
    path.write_bytes(content)
    if reads:
        with (folder / "allocation_rules.yaml").open("a", encoding="utf-8") as file:
            file.write(POPULATION)
    (folder / "svar.json").write_text(json.dumps(answer()), encoding="utf-8")
    return path
