"""Closed years (*avsluttede år*): what they rest on, and corrections afterwards.

Comes in: a year that is shared and claimed.
Goes out: the entries that fix it, and corrections in the open period with their reason.
Doors: ``open_years``, ``writing`` and ``tables``.
Handbook: docs/closing.md
"""
