"""The page on which a voucher is written (*nytt bilag*), shown before it is filed.

Comes in: fields and a document that who keeps the books sends.
Goes out: the voucher in the books, or why it is not there.
Door: ``page``.
Handbook: docs/serving.md
"""
