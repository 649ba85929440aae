"""The matrix and what each payer owes as tables of the report (*på tvers*).

What every form has of them is told here once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import count
from fellesbok.report.cell import figure
from fellesbok.report.noted_table import Panel
from fellesbok.report.noted_table import PanelRow
from fellesbok.report.noted_table import summed
from fellesbok.report.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.report.contents import Report

PAYERS = "kommuner"


def across(report: Report) -> tuple[Panel, ...]:
    """Both in a joint report; the report of one payer has neither."""
    return (matrix_panel(report), debts_panel(report)) if report.is_joint else ()


def matrix_panel(report: Report) -> Panel:
    """Cooperation by payer, with sums both ways and the control."""
    matrix = report.matrix
    rows = [
        PanelRow(
            (row.title,),
            (*row.cells, row.total, row.control),
            href=f"side-{row.slug}",
        )
        for row in matrix.rows
    ]
    sums = (*matrix.totals, matrix.total, matrix.control)
    return Panel(
        anchor="matrise",
        title=WORDS["matrix"],
        texts=(WORDS["cooperation"],),
        figures=(
            *(name for _, name in matrix.payers),
            WORDS["shares_sum"],
            WORDS["control"],
        ),
        rows=(*rows, PanelRow((WORDS["sum"],), sums, role="total")),
        notes=(WORDS["matrix_note"],),
        caption=WORDS["matrix_caption"],
        heads=(
            *((f"matrise-{slug}", f"kommune-{slug}") for slug, _ in matrix.payers),
            ("", ""),
            ("", ""),
        ),
    )


def debts_panel(report: Report) -> Panel:
    """What each payer owes in all; inhabitants where they are known."""
    names = ["share_budget", "share_total", "internal", "at_end", "to_others", "fund"]
    if report.population:
        names += ["inhabitants", "per_inhabitant"]
    rows = []
    for debt in report.debts:
        cells = [debt.budget, debt.total, debt.internal, debt.at_project_end]
        cells += [debt.to_others, debt.fund]
        if report.population:
            cells += [count(debt.inhabitants, PAYERS)]
            cells += [figure(debt.per_inhabitant, PAYERS)]
        row = PanelRow((debt.name,), tuple(cells), anchor=f"kommune-{debt.slug}")
        rows.append(row)
    rows.append(_sum_of(rows, with_people=bool(report.population)))
    notes = [WORDS["debts_note"]]
    if report.without_budget:
        names_of = ", ".join(report.without_budget)
        told = Text("{label} {names}.", label=WORDS["without_budget"], names=names_of)
        notes.append(told)
    remarks: tuple[str, ...] = ()
    if report.population:
        label = WORDS["inhabitants"]
        source = report.population
        remarks = (Text("{label}: {source}.", label=label, source=source),)
    return Panel(
        anchor=PAYERS,
        title=WORDS["debts"],
        texts=(WORDS["payer"],),
        figures=tuple(WORDS[name] for name in names),
        rows=tuple(rows),
        notes=tuple(notes),
        remarks=remarks,
        caption=WORDS["debts_caption"],
    )


def _sum_of(rows: Sequence[PanelRow], *, with_people: bool) -> PanelRow:
    """What all of them come to; kroner per inhabitant are never added."""
    total = summed(rows, PAYERS)
    if not with_people:
        return total
    *kroner, inhabitants, _ = total.cells
    people = count(
        None if inhabitants.value is None else int(inhabitants.value), PAYERS
    )
    return replace(total, cells=(*kroner, people, BLANK))
