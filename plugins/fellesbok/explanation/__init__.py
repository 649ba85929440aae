"""Why a figure is what it is (*forklaring*), and what became of it.

Comes in: what the plugin kept: agreement, vouchers, receivables.
Goes out: steps from the share down to voucher, key, statistic and decision.
Doors: ``key``, ``key_parts`` and ``outcome``.
Handbook: docs/agreements.md
"""

from __future__ import annotations

from fellesbok.explanation.of_one_payer import Explanation
from fellesbok.explanation.of_one_payer import NothingToExplainError
from fellesbok.explanation.of_one_payer import Section
from fellesbok.explanation.of_one_payer import explain
from fellesbok.explanation.of_one_payer import find_cooperation
from fellesbok.explanation.of_one_payer import steps

__all__ = [
    "Explanation",
    "NothingToExplainError",
    "Section",
    "explain",
    "find_cooperation",
    "steps",
]
