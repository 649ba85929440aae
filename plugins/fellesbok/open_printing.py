"""What `fellesbok open` prints: open claims, their age, and who is to be reminded."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.claim_items import AGES
from fellesbok.claims import ClaimKind
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables import csv_text
from fellesbok.tables import text_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.claim_items import ClaimItem

_OPEN = (
    Text("Betaler"),
    Text("Krav"),
    Text("Samarbeid"),
    Text("Dato"),
    Text("Forfall"),
    Text("Krevd"),
    Text("Kreditert"),
    Text("Betalt"),
    Text("Gjenstår"),
    Text("Dager over forfall"),
    Text("Merknad"),
)
_AGES = (
    Text("Ikke forfalt"),
    Text("1–30 dager"),
    Text("31–60 dager"),
    Text("61–90 dager"),
    Text("Over 90 dager"),
)


def by_payer(items: Iterable[ClaimItem]) -> list[tuple[str, list[ClaimItem]]]:
    """The claims of each payer, by name; each by due date."""
    ordered = sorted(items, key=lambda i: (i.claim.payer.name, i.claim.due, i.claim.id))
    groups = groupby(ordered, key=lambda item: item.claim.payer.name)
    return [(name, list(group)) for name, group in groups]


def open_text(items: Sequence[ClaimItem], language: str) -> str:
    """Open claims with a sum for each payer, and then how old they are."""
    rows = [[say(name, language) for name in _OPEN]]
    for name, own in by_payer(items):
        rows.extend(
            [
                name,
                item.claim.id,
                item.claim.cooperation.account,
                show(item.claim.day, language),
                show(item.claim.due, language),
                *(show(amount, language) for amount in _amounts(item)),
                str(item.days_overdue or ""),
                say(_remark(item), language),
            ]
            for item in own
        )
        rows.append(_sum(Text("Sum {payer}", payer=name), own, language))
    rows.append(_sum(Text("Sum"), items, language))
    table = text_table(rows, right={5, 6, 7, 8, 9})
    return f"{table}\n\n{_ages_text(items, language)}"


def _amounts(item: ClaimItem) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return item.claim.payable, item.credited, item.paid, item.remaining


def _sum(label: Text, items: Sequence[ClaimItem], language: str) -> list[str]:
    columns = zip(*(_amounts(item) for item in items), strict=True)
    totals = [show(sum(column, Decimal(0)), language) for column in columns]
    return [say(label, language), "", "", "", "", *totals, "", ""]


def _remark(item: ClaimItem) -> Text | str:
    if item.claim.kind is ClaimKind.INTERNAL:
        return Text("intern")
    if item.remaining < 0:
        return Text("til gode")
    return Text("purres") if item.is_to_be_reminded else ""


def ages(items: Iterable[ClaimItem]) -> list[Decimal]:
    """What is left, by how long it is overdue: as many parts as ``AGES`` and one."""
    found = [Decimal(0)] * (len(AGES) + 1)
    for item in items:
        found[item.age] += item.remaining
    return found


def _ages_text(items: Sequence[ClaimItem], language: str) -> str:
    rows = [[say(Text("Betaler"), language), *(say(age, language) for age in _AGES)]]
    rows[0].append(say(Text("Sum"), language))
    for name, own in [*by_payer(items), (say(Text("Sum"), language), items)]:
        parts = ages(own)
        total = sum(parts, Decimal(0))
        rows.append([name, *(show(part, language) for part in (*parts, total))])
    return text_table(rows, right=set(range(1, len(_AGES) + 2)))


def open_csv(items: Sequence[ClaimItem], language: str) -> str:
    """Open claims as CSV that a spreadsheet can add; days as year-month-day."""
    rows = [[say(name, language) for name in _OPEN]]
    for _, own in by_payer(items):
        rows.extend(
            [
                item.claim.payer.name,
                item.claim.id,
                item.claim.cooperation.account,
                item.claim.day.isoformat(),
                item.claim.due.isoformat(),
                *(str(amount).replace(".", ",") for amount in _amounts(item)),
                str(item.days_overdue),
                say(_remark(item), language),
            ]
            for item in own
        )
    return csv_text(rows)


def open_json(items: Sequence[ClaimItem]) -> str:
    """Open claims for programs: English names, exact amounts as text."""
    return json.dumps(
        [
            {
                "claim": item.claim.id,
                "kind": item.claim.kind.value,
                "cooperation": item.claim.cooperation.account,
                "municipality": item.claim.payer.name,
                "host": item.claim.host.name,
                "period": item.claim.period,
                "instalment": item.claim.instalment or None,
                "date": item.claim.day.isoformat(),
                "due": item.claim.due.isoformat(),
                "kid": item.claim.kid,
                "amount": str(item.claim.payable),
                "credited": str(item.credited),
                "paid": str(item.paid),
                "remaining": str(item.remaining),
                "days_overdue": item.days_overdue,
                "remind": item.is_to_be_reminded,
                "on": item.on.isoformat(),
            }
            for item in items
        ],
        ensure_ascii=False,
        indent=2,
    )
