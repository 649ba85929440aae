"""Who has attested and approved each voucher (*attestasjon*), and what lacks it.

Comes in: ``custom "attestasjon"`` lines, the vouchers of a year, and the agreements.
Goes out: what each voucher has and lacks, and why; and the line that gives it.
Doors: ``writing`` and ``tables``.
Handbook: docs/approvals.md
"""

from __future__ import annotations

from fellesbok.approvals.attested import approvals_of_year
from fellesbok.approvals.records import VoucherApproval

__all__ = [
    "VoucherApproval",
    "approvals_of_year",
]
