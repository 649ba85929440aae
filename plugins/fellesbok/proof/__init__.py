"""A certificate for every figure that is charged, and what checks it (*bevis*).

Comes in: the books as they are loaded, and the years as they were settled.
Goes out: certificates and checkpoints as canonical JSON, and the checker beside them.
Doors: ``certificate``, ``checkpoint`` and ``made_of``.
Handbook: docs/proof.md
"""
