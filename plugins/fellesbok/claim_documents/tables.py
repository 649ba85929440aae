"""The e-invoices of a run as a table, with what the other side counts to."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import PAYER
from fellesbok.claims.tables import DUE
from fellesbok.claims.tables import KID
from fellesbok.contradictions import must_hold
from fellesbok.entries.tables import AMOUNT
from fellesbok.messages import Text
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.claim_documents.payloads import Payload

COLUMNS = (
    Column(Text("Nummer"), name="number"),
    PAYER,
    Column(Text("Mottaker (0192)"), name="endpoint"),
    AMOUNT,
    KID,
    DUE,
    Column(Text("Fil"), name="file"),
)


def payload_table(payloads: Sequence[Payload]) -> Table:
    """What is handed over, by number, with the sum that the other side counts to."""
    files = {payload.file for payload in payloads}
    must_hold("At hver e-faktura står én gang,", len(files) == len(payloads))
    lines = [
        Line(tuple(map(Cell, astuple(p))))
        for p in sorted(payloads, key=lambda p: p.number)
    ]
    label = Text("Sum ({count} filer)", count=len(lines))
    lines.append(total_line(label, lines, COLUMNS))
    return Table("e-fakturaer", Text("E-fakturaer"), COLUMNS, tuple(lines))
