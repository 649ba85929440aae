"""The checker of certificates: one file that knows nothing of ours, and is copied.

Comes in: a folder of certificates, and the files that they are made of.
Goes out: one line, or the first difference with its place.
Doors: ``verify`` and ``verify_deep``.
Handbook: docs/proof.md
"""
