"""What `fellesbok open --reminders` prints: what is overdue, less what comes off.

Payer by payer and host by host: overdue − to the payer's credit = what to remind of, on
each line and in each sum.  Where the credit comes from stands in a table of its own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.claims.reminders import Credit
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Outstanding
    from fellesbok.claims.reminders import Reminder

_HEADS = (
    Text("Betaler"),
    Text("Vert"),
    Text("Krav"),
    Text("Samarbeid"),
    Text("Forfall"),
    Text("Dager over forfall"),
    Text("KID"),
    Text("Forfalt"),
    Text("Til gode"),
    Text("Å purre"),
)
_CREDIT_HEADS = (
    Text("Betaler"),
    Text("Vert"),
    Text("Til gode fra"),
    Text("Samarbeid"),
    Text("Til gode"),
)
ZERO = Decimal("0.00")


def reminders_text(seen: Outstanding, language: str) -> str:
    """Whom to remind of what, and what the credit that comes off is."""
    rows = [[say(head, language) for head in _HEADS]]
    for dues in seen.to_remind:
        rows.extend(_line(reminder, dues, language) for reminder in dues.reminders)
        label = Text(
            "Sum {payer} hos {host}", payer=dues.payer.name, host=dues.host.name
        )
        rows.append(_sum(label, dues.reminders, language))
    every = [r for dues in seen.to_remind for r in dues.reminders]
    rows.append(_sum(Text("Sum"), every, language))
    table = text_table(rows, right={5, 7, 8, 9})
    credits_ = [(dues, c) for dues in seen.to_remind for c in dues.credits]
    return f"{table}\n\n{_credits(credits_, language)}" if credits_ else table


def _line(reminder: Reminder, dues: Dues, language: str) -> list[str]:
    item = reminder.item
    amounts = item.remaining, reminder.credit, reminder.amount
    return [
        dues.payer.name,
        dues.host.name,
        item.claim.id,
        item.claim.cooperation.account,
        show(item.claim.due, language),
        str(item.days_overdue),
        item.claim.kid,
        *(show(amount, language) for amount in amounts),
    ]


def _sum(label: Text, reminders: Sequence[Reminder], language: str) -> list[str]:
    totals = (
        sum((r.item.remaining for r in reminders), ZERO),
        sum((r.credit for r in reminders), ZERO),
        sum((r.amount for r in reminders), ZERO),
    )
    shown = (show(total, language) for total in totals)
    return [say(label, language), *[""] * 6, *shown]


def _credits(found: Sequence[tuple[Dues, Credit]], language: str) -> str:
    """What each payer has to its credit, line by line."""
    rows = [[say(head, language) for head in _CREDIT_HEADS]]
    rows.extend(
        [
            dues.payer.name,
            dues.host.name,
            say(credit.what, language),
            credit.cooperation,
            show(credit.amount, language),
        ]
        for dues, credit in found
    )
    total = show(sum((credit.amount for _, credit in found), ZERO), language)
    rows.append([say(Text("Sum"), language), "", "", "", total])
    return text_table(rows, right={4})
