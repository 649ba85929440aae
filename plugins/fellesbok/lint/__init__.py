"""The audit (*revisjon*): what a controller would ask about a year's books and report.

A remark is not an error: nothing stops, and what is found can be answered in the ledger
with the rule's name, by somebody who answers in a role::

    2019-05-02 custom "svar" "ikt" "avvik" "Ny lisens fra høsten."
      av: "økonomisjef"
      gjelder: "153"
      aarsak: "kjent"

``gjelder`` is the part of the finding and can be left out; the answer then holds for
all findings of the rule.  An answer to ``avvik`` says in ``aarsak`` whether the cause
is known; with ``ukjent`` the finding stays open.  The year is the one that ended last,
unless ``aar`` tells it.

Comes in: a year's books, its report, and the answers in the ledger.
Goes out: remarks, each with its rule, its place and what it rests on.
Handbook: docs/audit.md
"""

from __future__ import annotations

from fellesbok.lint.audit import AuditFinding
from fellesbok.lint.audit import lint
from fellesbok.lint.catalogue import RULES
from fellesbok.lint.year import has_ended

__all__ = ["RULES", "AuditFinding", "has_ended", "lint"]
