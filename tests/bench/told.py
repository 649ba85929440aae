"""What was measured, on paper: a page of the handbook, its picture, and JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from decimal import Decimal
from importlib.metadata import version
from typing import TYPE_CHECKING

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from fellesbok.drawing.charts import svg
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from loads import Compared
    from measured import Goal
    from measured import Part

PAGE = "hvor-fort-det-gar.md"
PICTURE = "vekst.svg"
FIGURES = "hvor-fort-det-gar.json"
INTRODUCTION = """\
# Hvor fort det går

Laget av `make bench`; ikke rett i den.
Forholdstall er målt i én kjøring, det ene mot det andre etter tur.
Et mål som ikke er nådd, står som det er.
"""
HUNDREDTH = Decimal("0.01")


def goals_table(parts: Iterable[Part]) -> str:
    """Every goal of every part, and how many are met."""
    goals = [goal for part in parts for goal in part.goals]
    rows = [["Målt", "Verdi", "Høyst", "Mål"], *(goal.cells for goal in goals)]
    met = sum(goal.is_met for goal in goals)
    return f"{text_table(rows, right={1, 2})}\n\n{met} av {len(goals)} mål er nådd."


def write(
    folder: Path, parts: Sequence[Part], found: Sequence[Compared], day: str
) -> None:
    """Write the page, the picture on it, and the same figures for programs.

    Args:
        folder: Where they are written; what has the same names is replaced.
        parts: What was measured.
        found: The loads, for the picture.
        day: When it was measured, as it is told.
    """
    machine: dict[str, object] = {
        "day": day,
        "processors": os.cpu_count(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "beancount": version("beancount"),
        "fava": version("fava"),
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }
    picture = str(svg(_growth(found), "nb"))
    (folder / PICTURE).write_text(f"{picture}\n", encoding="utf-8")
    figures = {
        "machine": machine,
        "loads": [asdict(one) for one in found],
        "parts": [
            {
                "title": part.title,
                "told": part.told,
                "goals": [_record(goal) for goal in part.goals],
            }
            for part in parts
        ],
    }
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    (folder / FIGURES).write_text(f"{text}\n", encoding="utf-8")
    (folder / PAGE).write_text(_page(parts, machine), encoding="utf-8")


def _record(goal: Goal) -> dict[str, object]:
    return {**asdict(goal), "met": goal.is_met}


def _page(parts: Sequence[Part], machine: dict[str, object]) -> str:
    goals = [goal for part in parts for goal in part.goals]
    met = sum(goal.is_met for goal in goals)
    measured = (
        f"**{met} av {len(goals)} mål er nådd** ({machine['day']},"
        f" {machine['processors']} kjerner {machine['architecture']},"
        f" Python {machine['python']}, Beancount {machine['beancount']},"
        f" Fava {machine['fava']})."
    )
    lines = [
        INTRODUCTION,
        measured,
        "",
        "Innlesing, mikrosekunder prosessortid per bilag, med programmet og uten:",
        "",
        f"![Mikrosekunder per bilag, med programmet og uten]({PICTURE})",
        "",
    ]
    for part in parts:
        lines += [f"## {part.title}", ""]
        if part.goals:
            lines += ["| Målt | Verdi | Høyst | Mål |", "|---|--:|--:|---|"]
            lines += [f"| {' | '.join(goal.cells)} |" for goal in part.goals]
            lines += [""]
        lines += ["```text", part.told, "```", ""]
    return "\n".join(lines)


def _growth(found: Sequence[Compared]) -> Chart:
    """Microseconds of the processor for each voucher, in books of each size."""
    bars = [
        Bar(
            f"{one.vouchers} bilag",
            tuple(_microseconds(seconds) for seconds in one.per_voucher[:2]),
        )
        for one in found
    ]
    title = "Mikrosekunder per bilag"
    return Chart("growth", title, ("med", "uten"), tuple(bars))


def _microseconds(seconds: float) -> Decimal:
    return Decimal(seconds * 1_000_000).quantize(HUNDREDTH)
