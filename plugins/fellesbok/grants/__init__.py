"""Grants (*tilskudd*): what is promised, earned, received, unused, and the terms.

Comes in: grants of the agreements, and what is posted on their accounts.
Goes out: the standing of each grant, warnings, unused money, and work in kind.
Doors: ``records``, ``warnings`` and ``tables``.
Handbook: docs/grants.md
"""
