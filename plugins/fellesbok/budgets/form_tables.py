"""The two-column table of a cooperation's year, in the order of the report's form.

By kind: each line, the sum, and what the source states besides; then what the
financing is more than the cost.  What is not kroner of the year is never in a sum, and
a figure of which nobody says whether it is of the budget stands in neither column.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.budgets import figures
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.marks import is_corrected
from fellesbok.budgets.marks import is_in_no_column
from fellesbok.budgets.marks import marks
from fellesbok.budgets.marks import marks_of_accounts
from fellesbok.budgets.marks import marks_of_budgets
from fellesbok.budgets.marks import without_repeating
from fellesbok.budgets.naming import SUPPORT_OF_OTHERS
from fellesbok.budgets.naming import TITLES
from fellesbok.budgets.naming import line_title
from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import AS_REPORTED
from fellesbok.budgets.tables import BUDGET
from fellesbok.budgets.tables import CALCULATED_SUM
from fellesbok.budgets.tables import FINANCING_LESS_COST
from fellesbok.budgets.tables import KIND
from fellesbok.budgets.tables import STATED_SUM
from fellesbok.budgets.tables import UNIT
from fellesbok.budgets.tables import VARIANCE
from fellesbok.budgets.tables import WITHOUT_COLUMN
from fellesbok.budgets.variances import is_difference
from fellesbok.entries.declared import COLUMNS as COLUMN_WORDS
from fellesbok.entries.tables import REMARK
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import percent_of
from fellesbok.sharing.matrix_tables import CONTROL
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables.targets import Basis
from fellesbok.tables.targets import Entry
from fellesbok.tables.targets import Explanation
from fellesbok.tables.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.budgets.form import Form
    from fellesbok.budgets.records import Part
    from fellesbok.sharing.statement import Share
    from fellesbok.tables.targets import Target

LINE = Column(Text("Linje"), name="line")
MARK = Column(Text("Merket"), name="mark")
"""What a reader must know of the figures of a line."""

COLUMNS = (
    *(KIND, LINE, REMARK, BUDGET, ACCOUNTS, WITHOUT_COLUMN, VARIANCE, UNIT, MARK),
)
LABEL, PLAN, RESULT, OFF = map(COLUMNS.index, (LINE, BUDGET, ACCOUNTS, VARIANCE))
"""Where these stand in a line."""

WORDS = dict(zip((BUDGET, ACCOUNTS), COLUMN_WORDS, strict=True))
PLACES = dict(zip(COLUMN_WORDS, (PLAN, RESULT), strict=True))
"""What the books call the two columns, and where the columns stand."""

ALWAYS = {Kind.COST, Kind.MUNICIPAL_SUPPORT, Kind.GRANT}
"""Lines of the form: they stand also where nothing does."""

WITH_VARIANCE = (Kind.COST, Kind.CONTRA, Kind.GRANT, Kind.OWN_INCOME)
"""Kinds of which a variance is good or bad for those who pay."""

MOST_APART = 12
"""More vouchers than that of one account are one line."""

NOTE = Text(
    "Avvik: et positivt tall er lavere kostnad eller høyere inntekt enn budsjettert."
)


def form_table(form: Form) -> Table:
    """The table; its figures lead to accounts, vouchers and budget lines."""
    lines: list[Line] = []
    if form.is_missing:
        for kind in filter(ALWAYS.__contains__, Kind):
            nothing = _line(Cell(TITLES[kind]), (MISSING, MISSING, BLANK, MISSING))
            lines += _headed([nothing], kind.value, TITLES[kind])
    else:
        lines += _Lines(form).every()
    name = f"okonomi-{form.cooperation.slug}"
    title = Text("Budsjett og regnskap i kroner")
    return Table(name, title, COLUMNS, tuple(lines), NOTE)


class _Lines:
    """Makes the lines of one cooperation."""

    def __init__(self, form: Form) -> None:
        """Look up names and their order once."""
        self._form = form
        self._year = form.year
        self._currency = form.agreement.currency
        self._lines = form.lines
        self._payers = {payer.account for payer in form.payers}
        centres = (c.account for c in form.cooperation.cost_centres.values())
        order = [*centres, *(payer.account for payer in form.payers)]
        self._order = {name: number for number, name in enumerate(order)}
        costs = [line for line in self._lines if line.is_cost]
        self._planned = marks_of_budgets(costs, self._year)

    def every(self) -> Iterator[Line]:
        """The kinds in their order, and the control where all parts are there."""
        for kind in Kind:
            lines = [line for line in self._lines if line.kind is kind]
            if lines or kind in ALWAYS:
                title = TITLES[kind]
                if kind is Kind.MUNICIPAL_SUPPORT and self._others_pay():
                    title = SUPPORT_OF_OTHERS
                yield from _headed(self._kind(kind, lines), kind.value, title)
        if self._form.is_whole:
            yield from _headed(self._control(), "control", CONTROL.title)

    def _others_pay(self) -> bool:
        """Whether somebody who is not a municipality is charged."""
        names = {m.name for m in self._form.agreement.municipalities.values()}
        charged = {share.municipality for share in self._form.shares}
        return self._form.is_whole and not charged <= names

    def _kind(self, kind: Kind, lines: Sequence[figures.Line]) -> list[Line]:
        """The lines of a kind: kroner of the year with their sum, then the others.

        A reader who does not see what the others bear is shown its own part alone.
        """
        annual, others = self._sorted(lines)
        is_support = kind is Kind.MUNICIPAL_SUPPORT
        if is_support and not self._form.is_whole:
            own = self._support([line for line in annual if line.part in self._payers])
            return own or [_line(Cell(TITLES[kind]), (BLANK,) * 4)]
        if is_support:
            made = self._support(annual)
        else:
            made = [self._account(kind, [line]) for line in annual]
        is_calculated = is_support and self._is_calculated(made)
        if len(made) > 1:
            made.append(_total(CALCULATED_SUM.title if is_calculated else SUM, made))
        if made:
            made += self._stated(kind, made[-1])
        for _, same in groupby(others, key=lambda line: line.account):
            made += self._others(kind, list(same))
        blanks = self._blank(kind, BUDGET), self._blank(kind, ACCOUNTS)
        if is_calculated and not others and any(cell.leads_to for cell in blanks):
            label = Cell(AS_REPORTED.title)
            made.append(_line(label, (*blanks, BLANK, BLANK), "stated"))
        return made or [_line(Cell(TITLES[kind]), (*blanks, BLANK, BLANK))]

    def _sorted(
        self, lines: Sequence[figures.Line]
    ) -> tuple[list[figures.Line], list[figures.Line]]:
        """Kroner of the year, and what is not, each in the order of the agreements."""

        def place(line: figures.Line) -> tuple[int, str, str]:
            number = self._order.get(line.part.split(":")[0], len(self._order))
            return number, line.account, line.currency

        found = sorted(lines, key=place)
        annual = [line for line in found if line.currency == self._currency]
        return annual, [line for line in found if line.currency != self._currency]

    def _is_calculated(self, made: Sequence[Line]) -> bool:
        """Whether the year's support is what the keys give, and nobody's own words."""
        shared = self._form.shares or self._form.budgeted
        return bool(shared) and any(
            line.cells[n].value is not None for line in made for n in (PLAN, RESULT)
        )

    def _support(self, lines: Sequence[figures.Line]) -> list[Line]:
        """Each payer's part of budget and accounts; the charge is explained."""
        exact = {share.municipality: share for share in self._form.shares}
        made = [
            self._part(part, exact.get(part.payer.name))
            for part in self._form.parts
            if part.payer.account in self._payers
        ]
        rest = [line for line in lines if line.part not in self._payers]
        return made + [self._account(Kind.MUNICIPAL_SUPPORT, [line]) for line in rest]

    def _part(self, part: Part, share: Share | None) -> Line:
        line, known = part.line, self._planned
        if line is not None and line.budget is not None:
            known = ()  # it is the payer's own, and no part of the cost's
        why = Explanation(part.cooperation.slug, part.payer.slug, str(self._year))
        carried: tuple[str, ...] = ()
        if line is not None and is_corrected(line):
            carried = (Text("med korreksjon fra avsluttet år"),)
        remark = ""
        if share is not None:
            remark = Text("fast beløp")
            if share.share is not None:
                percent = percent_of(share.share)
                remark = Text("{share} %, beregnet", share=percent)
        cells = (
            figure_cell(part.pair.budget.shown, marks=known),
            figure_cell(None if line is None else line.accounts, why, marks=carried),
        )
        return _line(Cell(part.payer.name), (*cells, BLANK, BLANK), remark=remark)

    def _account(self, kind: Kind, lines: Sequence[figures.Line]) -> Line:
        """One account: a line, or two in different commodities, one per column."""
        basis = _basis(lines)
        budget = accounts = in_neither = BLANK
        for line in lines:
            unit, planned = self._form.unit(line.currency), line.budget_line
            if planned is not None:
                known = marks_of_budgets([line], self._year)
                if planned.original is not None:
                    first = abs(planned.original)
                    known += (Text("revidert, opprinnelig {amount}", amount=first),)
                budget = figure_cell(line.budget, Entry(planned.entry), unit, known)
            if line.accounts is not None:
                cell = figure_cell(
                    line.accounts, basis, unit, marks_of_accounts(line, unit)
                )
                if is_in_no_column(line.vouchers):
                    in_neither = cell
                else:
                    accounts = cell
        if in_neither is BLANK:
            budget = self._blank(kind, BUDGET) if budget is BLANK else budget
            accounts = self._blank(kind, ACCOUNTS) if accounts is BLANK else accounts
        variance = BLANK
        if kind in WITH_VARIANCE and len(lines) == 1:
            unit = self._form.unit(lines[0].currency)
            variance = figure_cell(lines[0].variance, basis, unit)
        label = Cell(line_title(kind, lines[0], self._form.agreement), basis)
        return _line(label, (budget, accounts, in_neither, variance))

    def _others(self, kind: Kind, lines: Sequence[figures.Line]) -> Iterator[Line]:
        """Lines of an account that are not kroner of the year.

        Several vouchers may be of different years, so each stands for itself.
        """
        if len(lines) == len(COLUMN_WORDS) and _are_two_columns(lines):
            yield self._account(kind, lines)
            return
        for line in lines:
            many = 1 < len(line.posted) <= MOST_APART
            if many and line.budget is None:
                yield from self._vouchers(kind, line)
            else:
                yield self._account(kind, [line])

    def _vouchers(self, kind: Kind, line: figures.Line) -> Iterator[Line]:
        """The vouchers of a line, one by one."""
        whole = self._account(kind, [line])
        unit = self._form.unit(line.currency)
        for voucher, amount in sorted(
            line.posted, key=lambda each: (each[0].day, *each[0].place)
        ):
            known = without_repeating(marks([voucher.meta], self._year), unit)
            cell = figure_cell(amount, Entry(voucher.entry), unit, known)
            budget = whole.cells[PLAN]
            found = (budget, cell, BLANK, BLANK)
            if is_in_no_column([voucher]):
                found = (budget, BLANK, cell, BLANK)
            yield _line(whole.cells[LABEL], found, remark=voucher.text)

    def _blank(self, kind: Kind, column: Column) -> Cell:
        """A blank, which leads to where the books say that it stands blank."""
        told = self._form.left_blank(kind, WORDS[column])
        return BLANK if told is None else Cell(None, Entry(told.entry))

    def _stated(self, kind: Kind, ours: Line) -> list[Line]:
        """The sum that the source states, and by how much ours is another."""
        said = self._form.stated_sums(kind)
        cells = {}
        parts = []
        for told in said:
            number, _ = told.amount or (None, "")
            parts.append((told, number, ""))
            known = marks([told.meta], self._year)
            calculated = ours.cells[PLACES[told.word(2)]].value
            is_known = isinstance(calculated, Decimal) and number is not None
            if is_known and (off := calculated - number):  # type: ignore[operator]
                known += (Text("avviker med {amount}", amount=off),)
            cells[told.word(2)] = figure_cell(number, Entry(told.entry), marks=known)
        if not said:
            return []
        label = Cell(STATED_SUM.title, Basis(STATED_SUM.title, tuple(parts)))
        found = [cells.get(word, BLANK) for word in COLUMN_WORDS]
        return [_line(label, (*found, BLANK, BLANK), "stated")]

    def _control(self) -> Iterator[Line]:
        """Financing less cost, of each thing that figures are: zero if it is paid."""
        currencies = [line.currency for line in self._lines if line.is_cost]
        for currency in dict.fromkeys(currencies):
            budgeted = Decimal(0)
            if currency == self._currency:
                budgeted = sum(self._form.budgeted.values(), Decimal(0))
            unit = self._form.unit(currency)
            found = figures.financing_less_cost(self._lines, currency, budgeted)
            cells = (
                *(figure_cell(amount, unit=unit) for amount in found),
                BLANK,
                BLANK,
            )
            yield _line(Cell(FINANCING_LESS_COST.title), cells, "control")


def _headed(lines: Iterable[Line], key: str, title: str) -> Iterator[Line]:
    """Lines that are of one kind, under its heading."""
    for line in lines:
        yield replace(line, cells=(Cell(title), *line.cells[1:]), key=key)


def _line(
    label: Cell, found: tuple[Cell, ...], role: str = "line", remark: str = ""
) -> Line:
    """A line without its kind; what its figures are and are marked with stands last."""
    return Line((BLANK, label, Cell(remark or None), *found, *listed(found)), role)


def listed(found: Iterable[Cell]) -> tuple[Cell, Cell]:
    """What figures are counted in and marked with: ``UNIT`` and ``MARK``."""
    cells = [*found]
    units = dict.fromkeys(cell.unit for cell in cells if cell.unit)
    known = dict.fromkeys(mark for cell in cells for mark in cell.marks)
    unit, mark = (joined([*told], "; ") if told else None for told in (units, known))
    return Cell(unit), Cell(mark)


def figure_cell(
    amount: Decimal | None,
    leads_to: Target | None = None,
    unit: str = "",
    marks: tuple[str, ...] = (),
) -> Cell:
    """A figure, or a blank that leads nowhere."""
    if amount is None:
        return BLANK
    return Cell(amount, leads_to, unit=unit, marks=marks)


def _total(label: str, lines: Sequence[Line]) -> Line:
    """The lines added up, column by column."""
    budget, accounts, variance = (
        added(v for line in lines if isinstance(v := line.cells[n].value, Decimal))
        for n in (PLAN, RESULT, OFF)
    )
    if not is_difference(variance, budget, accounts):
        variance = None  # it is of other lines than the two sums beside it
    cells = figure_cell(budget), figure_cell(accounts), BLANK, figure_cell(variance)
    return _line(Cell(label), cells, "total")


def _are_two_columns(lines: Sequence[figures.Line]) -> bool:
    """Whether one has a budget alone, and the other accounts alone."""
    columns = {(line.budget is None, line.accounts is None) for line in lines}
    return columns == {(True, False), (False, True)}


def _basis(lines: Sequence[figures.Line]) -> Basis:
    """The budget lines and the vouchers of an account."""
    planned = [
        (line.budget_line.line, line.budget, line.currency)
        for line in lines
        if line.budget_line is not None
    ]
    posted = [
        (voucher, amount, line.currency)
        for line in lines
        for voucher, amount in line.posted
    ]
    return Basis(lines[0].account, (*planned, *posted))
