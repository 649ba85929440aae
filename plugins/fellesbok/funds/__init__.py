"""Money of the cooperations that is set aside (*fond*): owners, orders, history.

Comes in: fund directives, and what is posted on fund accounts.
Goes out: moves to the øre by owner, days below zero, and the history of each fund.
Doors: ``records``, ``history`` and ``tables``.
Handbook: docs/closing.md
"""
