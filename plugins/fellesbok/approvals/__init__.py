"""Who has attested and approved each voucher (*attestasjon*), and what lacks it.

Comes in: ``custom "attestasjon"`` lines, the vouchers of a year, and the agreements.
Goes out: what each voucher has and lacks, and why; and the line that gives it.
Handbook: docs/approvals.md
"""
