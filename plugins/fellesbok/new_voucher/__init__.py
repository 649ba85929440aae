"""A voucher that is written field by field (*bilag*), before it is in the books.

Comes in: what somebody writes in fields, and the books as they are.
Goes out: a transaction and its document, ready to be filed, or every fault of them.
Doors: ``fields`` and ``as_filed``.
Handbook: docs/serving.md
"""
