"""What municipalities object to (*innsigelser*): a claim, a share or a voucher.

Comes in: ``custom "innsigelse"`` lines, claims and shares; files of an inbox.
Goes out: objections with their history, what is wrong with them, and new lines.
Handbook: docs/objections.md
"""
