"""What municipalities have sent and nobody has taken in (*venter i innboksen*).

It is in no books, and holds nothing back, until the accountant takes it in: so who
keeps the books is told of it where claims are looked at, and who sent it that it was
received.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from fellesbok.filing.disk import CannotFileError
from fellesbok.objections import objections
from fellesbok.objections.inbox import CONFIGURED
from fellesbok.objections.inbox import waiting
from fellesbok.objections.tables import waiting_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fellesbok.agreement import Payer
    from fellesbok.tables import Table
    from fellesbok.web.frame.asked import Asked


def inbox() -> Path | None:
    """The folder that objections go to, where there is one."""
    found: Path | None = current_app.config.get(CONFIGURED)
    return found


def waiting_here(asked: Asked, payers: Iterable[Payer]) -> list[Table]:
    """What waits, of some payers; none or one.  A municipality sees its own alone.

    Args:
        asked: What the page is asked to show.
        payers: Of whom; nothing of others.
    """
    folder = inbox()
    if folder is None:
        return []
    try:
        found, _ = waiting(folder)
    except CannotFileError:
        return []  # who takes it in is told why
    agreement = asked.shared.agreement
    known = {payer.slug for payer in payers if asked.reader in {None, payer.slug}}
    own = [each for each in found if each.sent.payer in known]
    if own:
        in_books = {o.from_inbox for o in objections(asked.all_entries, agreement)}
        own = [each for each in own if each.digest not in in_books]
    return waiting_table(own, agreement, sees_all=asked.reader is None)
