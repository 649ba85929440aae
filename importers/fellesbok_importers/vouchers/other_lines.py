"""Balances and budget lines of a document, held against those of the books.

Each has a day and something that it is about; two of them cannot both hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import is_balance
from fellesbok.entries.kinds import is_custom
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.identity import DUPLICATE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence


def sort_others(
    entries: Sequence[Any], existing: Iterable[Any], path: str
) -> tuple[list[Any], list[Any]]:
    """Balances and budgets: known when the books have the same on the same day.

    Raises:
        RejectedError: The books have another amount there; two cannot both hold.
    """
    there: dict[tuple[Any, ...], Any] = {}
    for entry in existing:
        if (outline := _outline(entry)) is not None:
            there.setdefault(outline[0], outline[1])
    new, known, faults = [], [], []
    for entry in entries:
        outline = _outline(entry)
        if DUPLICATE in entry.meta:
            known.append(entry)
        elif outline is None or outline[0] not in there:
            new.append(entry)
        elif there[outline[0]] == outline[1]:
            known.append(entry)
        else:
            faults.append(_contradiction(entry, *outline, there[outline[0]], path))
    if faults:
        raise RejectedError(faults)
    return new, known


def _outline(entry: Any) -> tuple[tuple[Any, ...], Any] | None:  # noqa: ANN401 -- any directive
    """What a balance or a budget line is about, and its amount."""
    if is_balance(entry):
        return ("balance", entry.date, entry.account), entry.amount
    if is_custom(entry, BUDGET) and entry.values:
        *about, amount = values_of(entry)
        return ("budget", entry.date, *about), amount
    return None


def _contradiction(
    entry: Any,  # noqa: ANN401 -- a balance or a budget line
    about: tuple[Any, ...],
    amount: Any,  # noqa: ANN401 -- an amount, as Beancount has it
    before: Any,  # noqa: ANN401 -- likewise
    path: str,
) -> Fault:
    kind, day, account, *_ = about
    if kind == "budget":
        expected = Text(
            "{account} har budsjettet {before} fra {day}. Et revidert budsjett har sin"
            " egen dato.",
            account=account,
            before=before.number,
            day=day,
        )
    else:
        expected = Text(
            "{account} har saldoen {before} per {day} i bøkene. Er den av en tidligere"
            " utskrift samme dag, fjernes linjen «{day_written} balance {account}»"
            " først.",
            account=account,
            before=before.number,
            day=day,
            day_written=str(day),
        )
    row = entry.meta.get("lineno")
    off = amount.number - before.number
    return Fault(path, row, None, show(amount.number, SOURCE_LANGUAGE), expected, off)
