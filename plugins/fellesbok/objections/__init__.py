"""What municipalities object to (*innsigelser*): a claim, a share or a voucher.

Comes in: ``custom "innsigelse"`` lines, claims and shares; files of an inbox.
Goes out: objections with their history, what is wrong with them, and new lines.
Doors: ``tables``, ``concerned`` and ``inbox``.
Handbook: docs/objections.md
"""

from __future__ import annotations

from fellesbok.objections.raised import objections
from fellesbok.objections.raised import objections_heard
from fellesbok.objections.raised import objections_on
from fellesbok.objections.records import Objection
from fellesbok.objections.records import Outcome

__all__ = [
    "Objection",
    "Outcome",
    "objections",
    "objections_heard",
    "objections_on",
]
