"""What payers are asked for (*krav*): plans, written claims, open items.

Comes in: receivables, written claims and payments.
Goes out: what can be claimed, what is open and how old it is, and the entries of a
    claim.
Handbook: docs/claims.md
"""
