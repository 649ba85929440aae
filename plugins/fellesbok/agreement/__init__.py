"""Agreements as values (*avtaler*): who takes part, by which key, and when.

Comes in: nothing of the books: the values are made by ``rules``.
Goes out: cooperations, payers, versions in force on a day, exact sharing in whole øre.
Doors: ``tables``, ``titles`` and ``distribution_key``.
Handbook: docs/agreements.md
"""

from __future__ import annotations

from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import Cooperation
from fellesbok.agreement.model import Municipality
from fellesbok.agreement.model import Payer
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.agreement.model import Version
from fellesbok.agreement.model import days_between
from fellesbok.agreement.terms import terms_at
from fellesbok.agreement.terms import terms_of

__all__ = [
    "Agreement",
    "Basis",
    "Cooperation",
    "Municipality",
    "Payer",
    "Settlement",
    "Surplus",
    "Version",
    "days_between",
    "terms_at",
    "terms_of",
]
