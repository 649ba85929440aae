"""Why a figure is what it is (*forklaring*), and what became of it.

Comes in: what the plugin kept: agreement, vouchers, receivables.
Goes out: steps from the share down to voucher, key, statistic and decision.
Handbook: docs/agreements.md
"""
