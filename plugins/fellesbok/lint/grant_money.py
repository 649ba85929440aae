"""Grants: more or less used than there is, and work that stands as money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import MEMO_WORDS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.units import COMMITTED
from fellesbok.budgets.units import IN_KIND
from fellesbok.budgets.units import PROJECT
from fellesbok.budgets.units import USED
from fellesbok.lint.parties import name_of_part
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import in_kroner
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_line
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.budgets.figures import Line
    from fellesbok.lint.year import Year

ROW = "rad"
"""Metadata: the row of the cooperation's own report, where it is another than ours."""


def above_commitment(year: Year) -> Iterator[Remark]:
    """More used, or more booked in a project, than the grantor has committed."""
    for used, committed in _grants(year):
        amount, limit = used.accounts or Decimal(0), committed.budget or Decimal(0)
        if amount > limit:
            what = Text(
                "{who}: {used} av et tilsagn på {limit}, {off} kr for mye.",
                who=name_of_part(year, used),
                used=money(amount, used.currency),
                limit=money(limit, committed.currency),
                off=amount - limit,
            )
            place = place_of_line(used)
            part = used.part
            yield remark("over-tilsagn", what, amount - limit, place, part=part)


def unused(year: Year) -> Iterator[Remark]:
    """Money available and not used, that no fund holds."""
    left = [
        (used, committed.budget - (used.accounts or Decimal(0)), committed)
        for used, committed in _grants(year)
        if committed.currency == year.commodity(COMMITTED)
        and committed.budget is not None
        and committed.budget > (used.accounts or Decimal(0))
    ]
    set_aside = added(n.accounts for n in year.of(Kind.FUND)) or Decimal(0)
    if (
        not year.is_over
        or sum((amount for _, amount, _ in left), Decimal(0)) <= -set_aside
    ):
        return
    for used, amount, committed in left:
        what = Text(
            "{who}: {used} av {limit} er brukt. {off} kr er igjen, og ikke satt av i"
            " regnskapet.",
            who=name_of_part(year, used),
            used=money(used.accounts or Decimal(0), used.currency),
            limit=money(committed.budget or Decimal(0), committed.currency),
            off=amount,
        )
        place = place_of_line(used)
        yield remark("ubrukt-tilskudd", what, amount, place, part=used.part)


def _grants(year: Year) -> Iterator[tuple[Line, Line]]:
    """Each grant with what is committed: what is used of it, and the commitment."""
    lines = {(n.account, n.currency): n for n in year.of(Kind.GRANT)}
    committed, used = year.commodity(COMMITTED), year.commodity(USED)
    for (account, currency), line in sorted(lines.items()):
        if currency == year.commodity(PROJECT) and line.budget is not None:
            yield line, line
        if currency == committed:
            yield lines.get((account, used), line), line


def in_kind(year: Year) -> Iterator[Remark]:
    """Work that stands as money, in the row for support, or only in the budget."""
    ours = year.commodity(IN_KIND)
    for line in year.lines:
        amounts = [a for a in (line.budget, line.accounts) if a]
        # Hours and positions are counted in units of their own, which are no kroner.
        is_work = line.currency == ours or not line.currency.startswith(year.currency)
        if amounts and (line.kind is Kind.IN_KIND) != is_work:
            what = Text(
                "{account}: {amount} står som penger eller på feil rad.",
                account=line.account,
                amount=money(amounts[-1], line.currency),
            )
            place = place_of_line(line)
            part = f"{line.account} {line.currency}"
            amount = in_kroner(amounts[-1], line.currency)
            yield remark("egeninnsats", what, amount, place, part=part)
        if line.kind is Kind.IN_KIND:
            yield from _of_row(line)
            if line.budget and line.accounts is None and year.is_over:
                what = Text(
                    "{who}: {amount} er planlagt, men ikke rapportert i regnskapet.",
                    who=name_of_part(year, line),
                    amount=money(line.budget, line.currency),
                )
                place = place_of_line(line, budget=True)
                part = f"{line.part} ikke rapportert"
                amount = in_kroner(line.budget, line.currency)
                yield remark("egeninnsats", what, amount, place, part=part)


def _of_row(line: Line) -> Iterator[Remark]:
    """In-kind that the cooperation itself reports in a row for something else."""
    kinds = {word.casefold(): kind for word, kind in MEMO_WORDS.items()}
    said = [(v.meta.get(ROW), line.accounts, False) for v in line.vouchers[:1]]
    if line.budget_line is not None:
        said.append((line.budget_line.line.meta.get(ROW), line.budget, True))
    for row, amount, is_budget in said:
        word = str(row).casefold()
        if amount and kinds.get(word, Kind.IN_KIND) is not Kind.IN_KIND:
            what = Text(
                "{amount} i {column}et er arbeid, men er rapportert i raden for {row}.",
                amount=money(amount, line.currency),
                column=Text("budsjett") if is_budget else Text("regnskap"),
                row=word,
            )
            place = place_of_line(line, budget=is_budget)
            part = "budsjett" if is_budget else "regnskap"
            shown = in_kroner(amount, line.currency)
            yield remark("egeninnsats", what, shown, place, part=part)
