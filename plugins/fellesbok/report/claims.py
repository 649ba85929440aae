"""What is claimed of the shares, paid and open (*krav og oppgjør*), with sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.listed import ClaimRow
from fellesbok.claims.outturn import outturn
from fellesbok.claims.share_accounts import NOTHING
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.step_tables import CLAIMED
from fellesbok.claims.step_tables import DUE
from fellesbok.claims.step_tables import PAYING
from fellesbok.claims.step_tables import claims_account
from fellesbok.claims.step_tables import settlement_table
from fellesbok.claims.tables import OF_YEAR
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import year_table
from fellesbok.contradictions import must_equal
from fellesbok.messages import Text
from fellesbok.proof.tables import made_of_table
from fellesbok.report.anchors import always
from fellesbok.report.anchors import among
from fellesbok.report.anchors import wherever
from fellesbok.report.noted_table import Panel
from fellesbok.report.noted_table import panel_of
from fellesbok.tables.targets import Account

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement import Cooperation
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.report.gather import Year
    from fellesbok.report.sources import Sources

IN_REPORT = {*OF_YEAR} - {"cooperation_title", "status", "document", "e_invoice"}
"""A cooperation has a page of its own there, and the report has no documents."""


def settlement_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """From share to what is open, payer by payer; nothing where nothing is claimed."""
    accounts = year.accounts(cooperation)
    if not any(account.has_claims for account in accounts):
        return None
    anchors = dict(_sources(account, sources) for account in accounts)
    words = year.agreement.accounts
    table = settlement_table(accounts, words, f"krav-{cooperation.slug}")
    names = {account.payer.name for account in accounts}
    shares = sum(
        (
            share.amount
            for share in year.shares.get(cooperation.account, ())
            if year.reader is None or share.municipality in names
        ),
        NOTHING,
    )
    charged = sum((a.total(Step.SHARE) or NOTHING for a in accounts), NOTHING)
    must_equal(
        "Det som er belastet for {cooperation}, og andelene",
        charged,
        shares,
        cooperation=cooperation.title,
    )
    lines = year.lines.get(cooperation.account, ())
    corrections = year.position.corrections
    ends: Iterable[Text] = ()
    if year.reader is None:  # the result is of what all pay
        ends = outturn(accounts, lines, corrections, year.currency)
    note = Text(
        "Andelen er det som er delt; kravene er det som er sendt. Det som er"
        " krevd og betalt til og med {day}, er med.",
        day=year.position.day,
    )
    panel = panel_of(table, among(anchors, sources.anchor), notes=(note,))
    return replace(panel, remarks=tuple(ends))


def claims_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """Every claim of the year: amount − credited − paid = open."""
    accounts = year.accounts(cooperation)
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
    rows = [ClaimRow(item.claim, item.voucher.entry, item) for item in claims]
    table = year_table(rows, year.number, f"kravliste-{cooperation.slug}")
    told = table.narrowed(IN_REPORT).where_used({*SOMETIMES, "credit_notes"})
    settlement = f"krav-{cooperation.slug}"
    return panel_of(told, wherever(settlement, sources.anchor))


def made_of_panel(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Panel | None:
    """The books that each claim of the year was made from, and its certificate."""
    claims = sorted(
        (claim.claim for a in year.accounts(cooperation) for claim in a.claims),
        key=lambda claim: (claim.day, claim.id),
    )
    if not claims:
        return None
    table = made_of_table(None, claims, f"utgaver-{cooperation.slug}")
    return panel_of(table, always(sources.anchor))


def _sources(account: ShareAccount, sources: Sources) -> tuple[Account, str]:
    """Where a payer's column stands in the books."""
    title = claims_account(account, sources.year.agreement.accounts)
    signs = dict([*DUE, *CLAIMED, *PAYING])
    anchor = sources.add_amounts(
        title,
        [(m.voucher, signs[m.step] * m.amount + 0) for m in account.movements],
    )
    return Account(title), anchor
