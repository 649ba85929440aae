"""What a municipality has booked, held against what it was claimed (*avstemming*).

Comes in: lines that another party has booked, and our claims on it and its payments.
Goes out: each line of either side once, agreed or why not, and a sum that is explained
    to the øre; as tables and records.
Doors: ``picking`` and ``tables``.
Handbook: docs/reconciling.md
"""

from __future__ import annotations

from fellesbok.reconciling.records import CannotReadError
from fellesbok.reconciling.records import Reconciliation
from fellesbok.reconciling.records import TheirBooks

__all__ = [
    "CannotReadError",
    "Reconciliation",
    "TheirBooks",
]
