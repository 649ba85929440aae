"""The e-invoices of a run, for who hands them to the access point (*aksesspunkt*)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_equal
from fellesbok.contradictions import must_hold
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.text import text_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True)
class Payload:
    """One file to hand over; ``amount`` in kroner, negative in a credit note.

    ``due`` and ``kid`` are ``None`` where nothing is to be paid.
    """

    number: str
    payer: str
    endpoint: str
    amount: Decimal
    kid: str | None
    due: date | None
    file: str


@dataclass(frozen=True)
class PayloadList:
    """What is handed over, and the sum that the other side counts to, in kroner."""

    payloads: tuple[Payload, ...]
    total: Decimal

    def __post_init__(self) -> None:
        """See to it that the total is the sum, and that no file stands twice."""
        total = sum((p.amount for p in self.payloads), Decimal("0.00"))
        must_equal("E-fakturaene og summen av dem", total, self.total)
        files = {payload.file for payload in self.payloads}
        must_hold("At hver e-faktura står én gang,", len(files) == len(self.payloads))


def payload_list(payloads: Sequence[Payload]) -> PayloadList:
    """The list in the order of the numbers, with its sum."""
    ordered = tuple(sorted(payloads, key=lambda p: p.number))
    return PayloadList(ordered, sum((p.amount for p in ordered), Decimal("0.00")))


def payload_text(listed: PayloadList, language: str) -> str:
    """The list for a terminal."""
    rows = _rows(listed, language)
    rows += [_sum_row(listed, show(listed.total, language), language)]
    for row, payload in zip(rows[1:], listed.payloads, strict=False):
        row[3] = show(payload.amount, language)
    return text_table(rows, right={3})


def payload_csv(listed: PayloadList, language: str) -> str:
    """The list for a spreadsheet; the last row is the sum."""
    rows = _rows(listed, language)
    total = str(listed.total).replace(".", ",")
    return csv_text([*rows, _sum_row(listed, total, language)])


_HEADINGS = (
    Text("Nummer"),
    Text("Betaler"),
    Text("Mottaker (0192)"),
    Text("Beløp"),
    Text("KID"),
    Text("Forfall"),
    Text("Fil"),
)


def _rows(listed: PayloadList, language: str) -> list[list[str]]:
    rows = [[say(heading, language) for heading in _HEADINGS]]
    rows.extend(
        [
            payload.number,
            payload.payer,
            payload.endpoint,
            str(payload.amount).replace(".", ","),
            payload.kid or "",
            "" if payload.due is None else payload.due.isoformat(),
            payload.file,
        ]
        for payload in listed.payloads
    )
    return rows


def _sum_row(listed: PayloadList, total: str, language: str) -> list[str]:
    label = Text("Sum ({count} filer)", count=len(listed.payloads))
    return [say(label, language), "", "", total, "", "", ""]
