"""What payers are asked for (*krav*): plans, written claims, open items.

Comes in: receivables, written claims and payments.
Goes out: what can be claimed, what is open and how old it is, and the entries of a
    claim.
Doors: ``owed``, ``unpaid``, ``ready``, ``payment_plan`` and ``tables``.
Handbook: docs/claims.md
"""

from __future__ import annotations

from fellesbok.claims.written import claims
from fellesbok.claims.written import is_claim

__all__ = [
    "claims",
    "is_claim",
]
