"""What `fellesbok open` prints: open claims, and how old they are, seen from a day.

Money that belongs to no claim stands in a line of its own, so that the sums are what
the accounts of claims say.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.items import AGES
from fellesbok.claims.reminders import AGES_HEADS
from fellesbok.claims.reminders import ages
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.claims.items import ClaimItem
    from fellesbok.claims.loose_money import Loose
    from fellesbok.claims.reminders import Dues
    from fellesbok.claims.reminders import Outstanding

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
_FOR_SPREADSHEETS = (
    *_OPEN,
    Text("Vert"),
    Text("KID"),
    Text("Forfalt"),
    Text("Til gode"),
    Text("Å purre"),
    Text("Sett fra"),
)
ZERO = Decimal("0.00")


def seen_from(on: date, language: str) -> str:
    """The line that says which day a list is seen from."""
    return say(Text("Sett fra {day}.", day=on), language)


def by_payer(
    items: Iterable[ClaimItem], loose: Iterable[Loose] = ()
) -> list[tuple[str, list[ClaimItem], list[Loose]]]:
    """What is open of each payer, by name; claims by due date, then what has none."""
    of: dict[str, tuple[list[ClaimItem], list[Loose]]] = {}
    for item in sorted(items, key=lambda item: (item.claim.due, item.claim.id)):
        of.setdefault(item.claim.payer.name, ([], []))[0].append(item)
    for each in loose:
        of.setdefault(each.name, ([], []))[1].append(each)
    return [(name, *of[name]) for name in sorted(of)]


def open_text(seen: Outstanding, language: str) -> str:
    """Open claims with a sum for each payer, and then how old they are."""
    rows = [[say(name, language) for name in _OPEN]]
    for name, items, loose in by_payer(seen.open, seen.loose):
        rows.extend(_claim_row(item, seen, language) for item in items)
        rows.extend(_loose_row(each, language) for each in loose)
        rows.append(_sum(Text("Sum {payer}", payer=name), items, loose, language))
    rows.append(_sum(Text("Sum"), seen.open, seen.loose, language))
    table = text_table(rows, right={5, 6, 7, 8, 9})
    day = seen_from(seen.on, language)
    return f"{day}\n\n{table}\n\n{_ages_text(seen, language)}"


def _claim_row(item: ClaimItem, seen: Outstanding, language: str) -> list[str]:
    return [
        item.claim.payer.name,
        item.claim.id,
        item.claim.cooperation.account,
        show(item.claim.day, language),
        show(item.claim.due, language),
        *(show(amount, language) for amount in _amounts(item)),
        str(item.days_overdue or ""),
        say(remark(item, seen), language),
    ]


def _loose_row(loose: Loose, language: str) -> list[str]:
    """Money that belongs to no claim: what is paid, and what is to the credit."""
    cooperation = loose.account.split(":")[-1]
    amounts = (ZERO, ZERO, loose.amount, -loose.amount)
    day = show(loose.day, language)
    shown = (show(amount, language) for amount in amounts)
    return [loose.name, "", cooperation, day, "", *shown, "", say(_WITHOUT, language)]


def _amounts(item: ClaimItem) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return item.claim.payable, item.credited, item.paid, item.remaining


def _sum(
    label: Text, items: Sequence[ClaimItem], loose: Sequence[Loose], language: str
) -> list[str]:
    rows = [_amounts(item) for item in items]
    rows += [(ZERO, ZERO, each.amount, -each.amount) for each in loose]
    totals = [show(sum(column, ZERO), language) for column in zip(*rows, strict=True)]
    return [say(label, language), "", "", "", "", *totals, "", ""]


_WITHOUT = Text("betalt uten krav")


def remark(item: ClaimItem, seen: Outstanding) -> Text | str:
    """What is to be done about a claim, in a few words."""
    if item.is_internal:
        return Text("intern")
    if item.remaining < 0:
        return Text("til gode")
    reminder = seen.reminder(item)
    if reminder is None:
        return ""
    if not reminder.amount:
        return Text("dekkes av det som er til gode")
    if reminder.credit:
        return Text("purres for {amount} kr", amount=reminder.amount)
    return Text("purres")


def _ages_text(seen: Outstanding, language: str) -> str:
    rows = [[say(head, language) for head in (Text("Betaler"), *AGES_HEADS)]]
    rows[0].append(say(Text("Sum"), language))
    total = (say(Text("Sum"), language), seen.open, seen.loose)
    for name, items, loose in [*by_payer(seen.open, seen.loose), total]:
        found = ages(items, loose)
        parts = (*found.overdue, -found.credit + 0, found.internal, found.total)
        rows.append([name, *(show(part, language) for part in parts)])
    return text_table(rows, right=set(range(1, len(AGES) + 5)))


def open_csv(seen: Outstanding, language: str) -> str:
    """Open claims as CSV that a spreadsheet can add; days as year-month-day."""
    rows = [[say(name, language) for name in _FOR_SPREADSHEETS]]
    day = seen.on.isoformat()
    for _, items, loose in by_payer(seen.open, seen.loose):
        rows.extend([*_claim_cells(item, seen, language), day] for item in items)
        rows.extend([*_loose_cells(each, language), day] for each in loose)
    return csv_text(rows)


def reminders_csv(seen: Outstanding, language: str) -> str:
    """What is overdue as CSV, line for line less what is to the payer's credit."""
    rows = [[say(name, language) for name in _FOR_SPREADSHEETS]]
    rows.extend(
        [*_claim_cells(reminder.item, seen, language), seen.on.isoformat()]
        for dues in seen.to_remind
        for reminder in dues.reminders
    )
    return csv_text(rows)


def _claim_cells(item: ClaimItem, seen: Outstanding, language: str) -> list[str]:
    reminder = seen.reminder(item)
    covered = None if reminder is None else reminder.credit
    credit = -item.remaining if item.remaining < 0 else covered
    return [
        item.claim.payer.name,
        item.claim.id,
        item.claim.cooperation.account,
        item.claim.day.isoformat(),
        item.claim.due.isoformat(),
        *(_cell(amount) for amount in _amounts(item)),
        str(item.days_overdue),
        say(remark(item, seen), language),
        item.claim.host.name,
        item.claim.kid,
        _cell(None if reminder is None else item.remaining),
        _cell(None if item.is_internal else credit),
        _cell(None if reminder is None else reminder.amount),
    ]


def _loose_cells(loose: Loose, language: str) -> list[str]:
    return [
        loose.name,
        "",
        loose.account.split(":")[-1],
        loose.day.isoformat(),
        "",
        *(_cell(a) for a in (ZERO, ZERO, loose.amount, -loose.amount)),
        "0",
        say(_WITHOUT, language),
        "" if loose.host is None else loose.host.name,
        "",
        "",
        _cell(None if loose.is_internal else loose.amount),
        "",
    ]


def _cell(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount).replace(".", ",")


def open_json(seen: Outstanding) -> str:
    """Open claims for programs: English names, exact amounts as text."""
    items = [item for _, own, _ in by_payer(seen.open) for item in own]
    return _json(seen, items, seen.dues)


def reminders_json(seen: Outstanding) -> str:
    """What is overdue for programs, with what is to each payer's credit."""
    items = [r.item for dues in seen.to_remind for r in dues.reminders]
    return _json(seen, items, seen.to_remind)


def _json(seen: Outstanding, items: Sequence[ClaimItem], every: Sequence[Dues]) -> str:
    found = {
        "on": seen.on.isoformat(),
        "claims": [_claim_values(item, seen) for item in items],
        "payers": [
            {
                "municipality": dues.payer.name,
                "host": dues.host.name,
                "overdue": str(dues.overdue),
                "credit": str(dues.credit),
                "to_remind": str(dues.amount),
                "credits": [
                    {
                        "claim": None if c.item is None else c.item.claim.id,
                        "account": c.account,
                        "amount": str(c.amount),
                    }
                    for c in dues.credits
                ],
            }
            for dues in every
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _claim_values(item: ClaimItem, seen: Outstanding) -> dict[str, object]:
    claim, reminder = item.claim, seen.reminder(item)
    return {
        "claim": claim.id,
        "kind": claim.kind.value,
        "cooperation": claim.cooperation.account,
        "municipality": claim.payer.name,
        "host": claim.host.name,
        "period": claim.period,
        "instalment": claim.instalment or None,
        "date": claim.day.isoformat(),
        "due": claim.due.isoformat(),
        "kid": claim.kid,
        "amount": str(claim.payable),
        "credited": str(item.credited),
        "paid": str(item.paid),
        "remaining": str(item.remaining),
        "days_overdue": item.days_overdue,
        "credit": str(reminder.credit if reminder else ZERO),
        "to_remind": str(reminder.amount if reminder else ZERO),
        "remind": reminder is not None and reminder.amount > 0,
        "on": seen.on.isoformat(),
    }
