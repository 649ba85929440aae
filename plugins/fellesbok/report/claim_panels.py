"""What is claimed of the shares, paid and open (*krav og oppgjør*), as tables.

Every column adds up from top to bottom, and every row to its sum; both are asserted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.model import Surplus
from fellesbok.agreement.terms import terms_of
from fellesbok.budgets import figures
from fellesbok.claims import columns
from fellesbok.claims.listed import ClaimRow
from fellesbok.claims.share_accounts import NOTHING
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.tables import OF_YEAR
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import year_table
from fellesbok.contradictions import must_equal
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.records import Voucher
from fellesbok.explanation.afterwards import CLAIMED
from fellesbok.explanation.afterwards import DUE
from fellesbok.explanation.afterwards import NAMES
from fellesbok.explanation.afterwards import PAID
from fellesbok.explanation.tables import AMOUNT
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import panel_of
from fellesbok.report.panel import with_sum
from fellesbok.report.table import FINANCING
from fellesbok.tables.values import SUM

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement.model import Cooperation
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.report.cell import Cell
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources
    from fellesbok.sharing.statement import Correction

IN_REPORT = {*OF_YEAR} - {"cooperation_title", "status", "document", "e_invoice"}
"""A cooperation has a page of its own there, and the report has no documents."""

SETTLED = {Surplus.RETURN_TO_PARTICIPANTS, Surplus.FUND}
"""Terms by which a year ends at nothing."""


def settlement_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """From share to what is open, payer by payer; nothing where nothing is claimed."""
    accounts = year.position.accounts.get(cooperation.account, ())
    if not any(account.has_claims for account in accounts):
        return None
    links = {a.payer.slug: _sources(account=a, sources=sources) for a in accounts}
    href = sources.anchor
    rows = [with_sum(row, href) for row in _rows(accounts, links)]
    shares = sum((s.amount for s in year.shares.get(cooperation.account, ())), NOTHING)
    charged = sum((a.total(Step.SHARE) or NOTHING for a in accounts), NOTHING)
    must_equal(
        "Det som er belastet for {cooperation}, og andelene",
        charged,
        shares,
        cooperation=cooperation.title,
    )
    return Panel(
        anchor=f"krav-{cooperation.slug}",
        title=Text("Krav og oppgjør"),
        texts=(AMOUNT.title,),
        figures=(*(account.payer.name for account in accounts), SUM),
        rows=tuple(rows),
        notes=(
            Text(
                "Andelen er det som er delt; kravene er det som er sendt. Det som er"
                " krevd og betalt til og med {day}, er med.",
                day=year.position.day,
            ),
        ),
        remarks=tuple(_result(year, cooperation, accounts)),
    )


def claims_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """Every claim of the year: amount − credited − paid = open."""
    accounts = year.position.accounts.get(cooperation.account, ())
    claims = sorted(
        (claim for account in accounts for claim in account.claims),
        key=lambda c: (c.claim.day, c.claim.id),
    )
    if not claims:
        return None
    for item in claims:
        must_equal(
            "Krav {claim} uten det som er kreditert og betalt, og det som er igjen,",
            item.claim.payable - item.credited - item.paid,
            item.remaining,
            claim=item.claim.id,
        )
    rows = [ClaimRow(item.claim, item.entry, item) for item in claims]
    table = year_table(rows, year.number, f"kravliste-{cooperation.slug}")
    told = table.narrowed(IN_REPORT).where_used({*SOMETIMES, "credit_notes"})
    settlement = f"krav-{cooperation.slug}"
    return panel_of(told, lambda target: settlement if target else sources.anchor)


def _rows(
    accounts: Sequence[ShareAccount], links: Mapping[str, str]
) -> Iterator[PanelRow]:
    """The steps; those that no payer has are left out."""

    def row(label: str, amounts: Sequence[Decimal | None], role: str) -> PanelRow:
        cells = [
            figure(amount, links[account.payer.slug])
            for amount, account in zip(amounts, accounts, strict=True)
        ]
        return PanelRow((label,), tuple(cells), role)

    def steps(
        group: Sequence[tuple[Step, int]], before: Sequence[Decimal]
    ) -> Iterator[PanelRow]:
        """A group, and nothing lost between what was before it and its sum."""
        total = list(before)
        for step, sign in group:
            found = [account.total(step) for account in accounts]
            if any(amount is not None for amount in found):
                signed = [None if a is None else sign * a + 0 for a in found]
                total = [t + (a or 0) for t, a in zip(total, signed, strict=True)]
                yield row(NAMES[step], signed, "line")
        totals.append(total)

    totals: list[list[Decimal]] = []
    brought = [account.brought_forward for account in accounts]
    if any(brought):
        yield row(columns.BROUGHT_FORWARD.title, brought, "line")
    due = list(steps(DUE, [amount or NOTHING for amount in brought]))
    yield from due
    if len(due) + any(brought) > 1:
        yield row(Text("Å gjøre opp"), totals[0], "total")
    yield from steps(CLAIMED, [NOTHING for _ in accounts])
    yield row(Text("Krevd i alt"), totals[1], "total")
    left = [d - c for d, c in zip(totals[0], totals[1], strict=True)]
    yield row(columns.TO_SETTLE.title, left, "control")
    yield from steps(PAID, totals[1])
    owed = row(columns.OUTSTANDING.title, totals[2], "total")
    marked = zip(owed.cells, accounts, strict=True)
    yield replace(owed, cells=tuple(_marked(cell, a) for cell, a in marked))
    for account, to_settle, is_open in zip(accounts, left, totals[2], strict=True):
        payer = account.payer.name
        must_equal(
            "Det {payer} har igjen å gjøre opp, og saldoen på kontoen",
            to_settle,
            account.to_settle,
            payer=payer,
        )
        must_equal(
            "Det {payer} skylder, og saldoene på kontoene",
            is_open,
            account.outstanding,
            payer=payer,
        )


def _marked(cell: Cell, account: ShareAccount) -> Cell:
    """What a host owes itself is no debt to anybody."""
    internal = any(c.claim.kind is ClaimKind.INTERNAL for c in account.claims)
    return replace(cell, marks=(Text("internt"),)) if internal and cell.value else cell


def _sources(account: ShareAccount, sources: Sources) -> str:
    """Where a payer's column stands in the books."""
    words = sources.year.agreement.accounts
    title = f"{words.claims}:{account.payer.account}:{account.cooperation.account}"
    signs = dict([*DUE, *CLAIMED, *PAID])
    return sources.add_amounts(
        title,
        [(Voucher(m.entry), signs[m.step] * m.amount + 0) for m in account.movements],
    )


def _result(
    year: Year, cooperation: Cooperation, accounts: Sequence[ShareAccount]
) -> Iterator[Text]:
    """What the cooperation's year ends at, and what it should by the agreement."""
    lines = year.lines.get(cooperation.account, ())
    paid = figures.total((n for n in lines if n.kind in FINANCING), year.currency)[1]
    cost = figures.total((n for n in lines if n.is_cost), year.currency)[1]
    result = (paid or NOTHING) - (cost or NOTHING)
    ours = [
        c for c in year.position.corrections if c.cooperation == cooperation.account
    ]
    carried_in = _added(c for c in ours if c.day.year == year.number)
    carried_out = _added(c for c in ours if c.day.year != year.number)
    of_year = result - carried_in + carried_out
    if carried_in or carried_out:
        yield Text("Resultatet i bøkene er {result} kr.", result=result)
    if carried_in:
        yield Text(
            "{amount} kr av det er korreksjoner for avsluttede år.", amount=carried_in
        )
    if carried_out:
        yield Text(
            "{amount} kr kom etter at året var avsluttet, og er ført videre som"
            " korreksjon til et åpent år.",
            amount=carried_out,
        )
    yield Text("Samarbeidets resultat etter avregning er {result} kr.", result=of_year)
    left = sum((account.to_settle for account in accounts), NOTHING)
    if any(account.to_settle for account in accounts):
        yield Text(
            "Avregningen er ikke ferdig: {left} kr er ikke krevd ennå.", left=left
        )
    version = terms_of(cooperation, year.number)[-1]
    if version.surplus in SETTLED and of_year:
        yield Text("Etter avtalen skal det være {nothing} kr.", nothing=NOTHING)


def _added(corrections: Iterable[Correction]) -> Decimal:
    """What corrections add to the result of the cooperation, in kroner."""
    total = NOTHING
    for correction in corrections:
        for account, sign in ((correction.credit, 1), (correction.debit, -1)):
            if account.startswith(("Income:", "Expenses:")):
                total += sign * correction.amount
    return total
