"""Who changed what stands in the books, when and why (*endringer*), as git knows it.

Comes in: the texts of files as they were loaded, and the git repository they lie in.
Goes out: the changes behind each part: a claim, a voucher, an agreement; as a table.
Doors: ``records``, ``since`` and ``tables``.
Handbook: docs/changes.md
"""
