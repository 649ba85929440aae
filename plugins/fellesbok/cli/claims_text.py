"""What the commands print of claims: payment plans and claims, as plain text."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Agreement
    from fellesbok.claims.payment_plan import Instalment
    from fellesbok.claims.payment_plan import Plan
    from fellesbok.entries.claim import Claim

_PLAN = (
    Text("Samarbeid"),
    Text("Termin"),
    Text("Forfall"),
    Text("Betaler"),
    Text("Beløp"),
    Text("Krav"),
)


_CLAIMS = (
    Text("Krav"),
    Text("Dato"),
    Text("Samarbeid"),
    Text("Betaler"),
    Text("Hva"),
    Text("Motregnet"),
    Text("Mottatt"),
    Text("Avgift"),
    Text("Beløp"),
    Text("Forfall"),
    Text("KID"),
)


def plan_text(plans: Sequence[Plan], agreement: Agreement, language: str) -> str:
    """Payment plans as a table, with a sum for each due date and each cooperation."""
    rows = [[say(name, language) for name in _PLAN]]
    for plan in plans:
        for _, group in groupby(plan.instalments, key=lambda row: row.number):
            due = list(group)
            rows.extend(_plan_row(row, agreement, language) for row in due)
            total = kroner(sum(row.amount_ore for row in due))
            label = say(Text("Sum termin {number}", number=due[0].number), language)
            rows.append([label, "", "", "", show(total, language), ""])
        if plan.instalments:
            total = kroner(sum(row.amount_ore for row in plan.instalments))
            label = say(
                Text("Sum {cooperation}", cooperation=plan.cooperation.account),
                language,
            )
            rows.append([label, "", "", "", show(total, language), ""])
    return text_table(rows, right={4})


def _plan_row(row: Instalment, agreement: Agreement, language: str) -> list[str]:
    return [
        row.cooperation.account,
        row.label,
        show(row.due, language),
        agreement.payer(row.payer).name,
        show(kroner(row.amount_ore), language),
        say(_state(row), language),
    ]


def _state(row: Instalment) -> str:
    """The claim's number, or what the instalment is."""
    if row.claim is not None:
        return row.claim.id
    return Text("avregnet") if row.is_settled else Text("ikke krevd")


def plan_csv(plans: Sequence[Plan], agreement: Agreement, language: str) -> str:
    """Payment plans as CSV that a spreadsheet can add; days as year-month-day."""
    rows = [[say(name, language) for name in _PLAN]]
    for plan in plans:
        for row in plan.instalments:
            cells = _plan_row(row, agreement, language)
            amount = str(kroner(row.amount_ore)).replace(".", ",")
            rows.append([*cells[:2], row.due.isoformat(), cells[3], amount, cells[5]])
    return csv_text(rows)


def plan_json(plans: Sequence[Plan], agreement: Agreement) -> str:
    """Payment plans for programs: English names, exact amounts as text."""
    return json.dumps(
        [
            {
                "cooperation": row.cooperation.account,
                "year": row.year,
                "instalment": row.number,
                "instalments": row.count,
                "due": row.due.isoformat(),
                "municipality": agreement.payer(row.payer).name,
                "amount": str(kroner(row.amount_ore)),
                "claim": None if row.claim is None else row.claim.id,
                "settled": row.is_settled,
            }
            for plan in plans
            for row in plan.instalments
        ],
        ensure_ascii=False,
        indent=2,
    )


def claims_text(made: Sequence[Claim], language: str) -> str:
    """Claims as a table, with what they come to at the bottom."""
    rows = [[say(name, language) for name in _CLAIMS]]
    rows.extend(
        [
            claim.id,
            show(claim.day, language),
            claim.cooperation.account,
            claim.payer.name,
            say(what_for(claim), language),
            show(claim.laid_out, language) if claim.laid_out else "",
            show(claim.received, language) if claim.received else "",
            show(claim.tax, language) if claim.tax else "",
            show(claim.payable, language),
            show(claim.due, language) if _is_due(claim) else "",
            claim.kid,
        ]
        for claim in made
    )
    sums = [
        show(total, language) if total else ""
        for total in (
            sum((claim.laid_out for claim in made), Decimal(0)),
            sum((claim.received for claim in made), Decimal(0)),
            sum((claim.tax for claim in made), Decimal(0)),
        )
    ]
    total = sum((claim.payable for claim in made), Decimal(0))
    label = say(Text("Sum"), language)
    rows.append([label, "", "", "", "", *sums, show(total, language), "", ""])
    if any(claim.received for claim in made):
        return text_table(rows, right={5, 6, 7, 8})
    column = _CLAIMS.index(Text("Mottatt"))  # few claims have it
    shown = [[*row[:column], *row[column + 1 :]] for row in rows]
    return text_table(shown, right={5, 6, 7})


def claims_csv(made: Sequence[Claim], language: str) -> str:
    """Claims as CSV that a spreadsheet can add; a list of what goes out."""
    rows = [[say(name, language) for name in _CLAIMS]]
    rows.extend(
        [
            claim.id,
            claim.day.isoformat(),
            claim.cooperation.account,
            claim.payer.name,
            say(what_for(claim), language),
            *(
                f"{amount:.2f}".replace(
                    ".", ","
                )  # as exact: there are no more decimals
                for amount in (
                    claim.laid_out,
                    claim.received,
                    claim.tax,
                    claim.payable,
                )
            ),
            claim.due.isoformat() if _is_due(claim) else "",
            claim.kid,
        ]
        for claim in made
    )
    return csv_text(rows)


def _is_due(claim: Claim) -> bool:
    """Whether it is to be paid by a day: a credit note only where it is a bill."""
    return claim.kind is not ClaimKind.CREDIT or claim.due > claim.day


def what_for(claim: Claim) -> Text:
    """What a claim is, in a few words."""
    period = claim.period
    if claim.kind is ClaimKind.CREDIT:
        return Text("kreditnota for {claim}", claim=claim.credits)
    is_internal = claim.kind is ClaimKind.INTERNAL
    if claim.instalment:
        number, _, count = claim.instalment.partition(" av ")
        template = (
            "internt: a konto {period}, termin {number} av {count}"
            if is_internal
            else "a konto {period}, termin {number} av {count}"
        )
        return Text(template, period=period, number=number, count=count)
    template = "internt: avregning {period}" if is_internal else "avregning {period}"
    return Text(template, period=period)
