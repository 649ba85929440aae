"""What is claimed of the shares, paid and open (*krav og oppgjør*), as tables.

Every column adds up from top to bottom, and every row to its sum; both are asserted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.model import Surplus
from fellesbok.agreement.terms import terms_of
from fellesbok.budgets import figures
from fellesbok.claims.share_accounts import NOTHING
from fellesbok.claims.share_accounts import Step
from fellesbok.contradictions import must_equal
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation.afterwards import CLAIMED
from fellesbok.explanation.afterwards import DUE
from fellesbok.explanation.afterwards import NAMES
from fellesbok.explanation.afterwards import PAID
from fellesbok.explanation.afterwards import claim_title
from fellesbok.messages import Text
from fellesbok.report.cell import figure
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import summed
from fellesbok.report.panel import with_sum
from fellesbok.report.table import FINANCING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement.model import Cooperation
    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.report.cell import Cell
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources
    from fellesbok.sharing.statement import Correction

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
        texts=(Text("Kroner"),),
        figures=(*(account.payer.name for account in accounts), Text("Sum")),
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
    href = sources.anchor
    rows = [_claim_row(claim, f"krav-{cooperation.slug}") for claim in claims]
    return Panel(
        anchor=f"kravliste-{cooperation.slug}",
        title=Text("Kravene"),
        texts=(
            Text("Krav"),
            Text("Gjelder"),
            Text("Dato"),
            Text("Forfall"),
            Text("Betaler"),
        ),
        figures=(Text("Beløp"), Text("Kreditert"), Text("Betalt"), Text("Utestående")),
        rows=(*rows, summed(rows, href)),
    )


def _rows(
    accounts: Sequence[ShareAccount], links: Mapping[str, str]
) -> Iterator[PanelRow]:
    """The steps; those that no payer has are left out."""

    def row(label: Text, amounts: Sequence[Decimal | None], role: str) -> PanelRow:
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
        yield row(Text("Overført fra tidligere år"), brought, "line")
    due = list(steps(DUE, [amount or NOTHING for amount in brought]))
    yield from due
    if len(due) + any(brought) > 1:
        yield row(Text("Å gjøre opp"), totals[0], "total")
    yield from steps(CLAIMED, [NOTHING for _ in accounts])
    yield row(Text("Krevd i alt"), totals[1], "total")
    left = [d - c for d, c in zip(totals[0], totals[1], strict=True)]
    yield row(Text("Igjen å gjøre opp"), left, "control")
    yield from steps(PAID, totals[1])
    owed = row(Text("Utestående"), totals[2], "total")
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
        title, [(m.entry, signs[m.step] * m.amount + 0) for m in account.movements]
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


def _claim_row(item: ClaimItem, href: str) -> PanelRow:
    claim = item.claim
    what: str = claim_title(claim)
    if claim.tax:
        what = Text("{what}, herav {tax} kr merverdiavgift", what=what, tax=claim.tax)
    for note in item.credits:
        what = Text(
            "{what}; kreditert med {number} {day}: {reason}",
            what=what,
            number=note.claim.id,
            day=note.claim.day,
            reason=note.claim.reason or Text("grunn ikke oppgitt"),
        )
    must_equal(
        "Krav {claim} uten det som er kreditert og betalt, og det som er igjen,",
        claim.payable - item.credited - item.paid,
        item.remaining,
        claim=claim.id,
    )
    cells = (
        figure(claim.payable, href),
        figure(item.credited if item.credits else None, href),
        figure(item.paid if item.payments else None, href),
        figure(item.remaining, href),
    )
    return PanelRow((claim.id, what, claim.day, claim.due, claim.payer.name), cells)
