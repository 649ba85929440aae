"""Lines of the books → rows of a cooperation's table, each with its sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import Kind
from fellesbok.budgets.naming import KINDS
from fellesbok.budgets.naming import line_title
from fellesbok.entries import vocabulary
from fellesbok.entries.declared import COLUMNS
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.report.cell import figure
from fellesbok.report.contents import Row
from fellesbok.report.sources import COLUMN_UNKNOWN
from fellesbok.report.sources import UNKNOWN_COLUMN
from fellesbok.report.sources import marks
from fellesbok.report.sources import marks_of_budgets
from fellesbok.report.sources import unstated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import CostCentre
    from fellesbok.budgets.figures import Line
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources

WITH_VARIANCE = (Kind.COST, Kind.CONTRA, Kind.GRANT, Kind.OWN_INCOME)
"""Kinds of which a variance is good or bad for those who pay."""


class Rows:
    """Makes the rows of one cooperation."""

    def __init__(self, year: Year, cooperation: Cooperation, sources: Sources) -> None:
        """Look up names and their order once."""
        self.year = year
        self.cooperation = cooperation
        self.sources = sources
        self.budget_shares = year.budget_shares(cooperation)
        costs = [n for n in year.lines.get(cooperation.account, ()) if n.is_cost]
        self.budget_marks = marks_of_budgets(costs, year.number)
        centres = cooperation.cost_centres.values()
        self.centres: dict[str, CostCentre] = {c.account: c for c in centres}
        self.payers = {
            account: payer
            for account, payer in year.agreement.payer_by_account.items()
            if year.shared.may_see(cooperation, payer.slug)
        }
        self.is_whole = year.shared.sees_all(cooperation)
        names = [*self.centres, *self.payers]
        self.order = {name: number for number, name in enumerate(names)}

    def place(self, line: Line) -> tuple[bool, int, str, str]:
        """Kroner of the year first, then the order of the agreements."""
        other = line.currency != self.year.currency
        number = self.order.get(line.part.split(":")[0], len(self.order))
        return other, number, line.account, line.currency

    def support(self, lines: Sequence[Line]) -> list[Row]:
        """Each payer's share of accounts and budget, linked to its explanation."""
        posted = {line.part: line for line in lines}
        shares = self.year.shares.get(self.cooperation.account, ())
        exact = {share.municipality: share for share in shares}
        rows = []
        for payer in self.payers.values():
            line, share = posted.get(payer.account), exact.get(payer.name)
            if line is None and payer.slug not in self.budget_shares:
                continue
            budget, of_budget = self.budget_shares.get(payer.slug), self.budget_marks
            if line is not None and line.budget is not None:
                budget, of_budget = line.budget, ()
            note = ""
            if share is not None:
                note = Text("fast beløp")
                if share.share is not None:
                    note = Text("{share} %, beregnet", share=percent_of(share.share))
            accounts = None if line is None else line.accounts
            href = f"andel-{self.cooperation.slug}-{payer.slug}"
            known = () if line is None else _corrected(line)
            cells = (
                figure(budget, self.sources.anchor, "", of_budget),
                figure(accounts, href, "", known),
            )
            rows.append(Row(payer.name, *cells, note=note))
        rest = [line for line in lines if line.part not in self.payers]
        return rows + [self.row(Kind.MUNICIPAL_SUPPORT, [line]) for line in rest]

    def row(self, kind: Kind, lines: Sequence[Line]) -> Row:
        """One account: a line, or two in different commodities, one per column."""
        anchor, found = self.sources.add_line(lines[0].account, lines)
        cells = [BLANK, BLANK]
        without_column = BLANK
        for line in lines:
            unit = self.year.unit(line.currency)
            if line.budget is not None and line.budget_line is not None:
                meta = line.budget_line.line.meta
                known = (*marks([meta], self.year.number), *unstated(meta))
                if line.budget_line.original is not None:
                    first = abs(line.budget_line.original)
                    known += (Text("revidert, opprinnelig {amount}", amount=first),)
                cells[0] = figure(line.budget, found[0].anchor, unit, known)
            if line.accounts is not None:
                metas = [voucher.meta for voucher in line.vouchers]
                known = marks(metas, self.year.number)
                known = _without_repeating(known, unit)
                cell = figure(line.accounts, anchor, unit, known)
                if all(m.get("kolonne") == UNKNOWN_COLUMN for m in metas):
                    without_column = cell
                else:
                    cells[1] = cell
        for number, column in enumerate(COLUMNS):
            if cells[number].state is State.BLANK and without_column is BLANK:
                cells[number] = self.blank(kind, column)
        variance = None
        if kind in WITH_VARIANCE and len(lines) == 1:
            variance = lines[0].variance
        unit = self.year.unit(lines[0].currency)
        return Row(
            line_title(kind, lines[0], self.year.agreement),
            cells[0],
            cells[1],
            variance=figure(variance, anchor, unit),
            without_column=without_column,
        )

    def others(self, kind: Kind, lines: Sequence[Line]) -> list[Row]:
        """Lines of an account that are not kroner of the year.

        Several vouchers may be of different years, so each stands for itself.
        """
        apart = [line.budget is None or line.accounts is None for line in lines]
        if len(lines) == len(COLUMNS) and all(apart):
            return [self.row(kind, lines)]
        rows = []
        for line in lines:
            if len(line.posted) > 1 and line.budget is None:
                rows.extend(self._vouchers(kind, line))
            else:
                rows.append(self.row(kind, [line]))
        return rows

    def blank(self, kind: Kind, column: str) -> Cell:
        """A blank cell, linked to where the books say that it stands blank."""
        for told in self.year.said(LEFT_BLANK, self.cooperation):
            if told.words[1:3] == [KINDS[kind], column]:
                return Cell(State.BLANK, href=f"blanke-{self.cooperation.slug}")
        return BLANK

    def _vouchers(self, kind: Kind, line: Line) -> list[Row]:
        whole = self.row(kind, [line])
        shown = self.sources.groups[-1].sources
        if len(shown) != len(line.posted):
            return [whole]
        metas = {self.year.place_of(v): v.meta for v in line.vouchers}
        rows = []
        for source in shown:
            meta = metas[source.place]
            known = marks([meta], self.year.number)
            known = _without_repeating(known, source.unit)
            cell = figure(source.amount, source.anchor, source.unit, known)
            unknown = str(meta.get("kolonne")) == UNKNOWN_COLUMN
            row = replace(
                whole,
                accounts=BLANK if unknown else cell,
                without_column=cell if unknown else BLANK,
                variance=BLANK,
                note=source.text,
            )
            rows.append(row)
        return rows


def _without_repeating(known: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Marks less the one that a unit of its own already tells."""
    return tuple(mark for mark in known if not unit or mark != COLUMN_UNKNOWN)


def _corrected(line: Line) -> tuple[str, ...]:
    """What must be told where something is carried into it from a closed year."""
    if any(vocabulary.CORRECTION_TAG in voucher.tags for voucher in line.vouchers):
        return (Text("med korreksjon fra avsluttet år"),)
    return ()
