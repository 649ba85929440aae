"""fellesbok: the plain-text ledger for costs that several municipalities share.

Costs, grants and contributions are Beancount transactions, the agreements stand in
``allocation_rules.yaml``, and ``plugin "fellesbok.plugin"`` turns the one into what
each municipality owes by the other, exact to the øre.
"""

from __future__ import annotations

__version__ = "0.1.0"
