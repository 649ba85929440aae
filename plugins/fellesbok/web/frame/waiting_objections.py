"""What municipalities have sent and nobody has taken in (*venter i innboksen*).

It is in no books until the accountant takes it in: so who keeps the books is told of it
where claims are looked at, and who sent it that it was received.  What it is to is not
reminded of here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from fellesbok.filing.disk import CannotFileError
from fellesbok.objections import objections
from fellesbok.objections.heard import heard
from fellesbok.objections.heard import in_inbox
from fellesbok.objections.inbox import CONFIGURED
from fellesbok.objections.tables import waiting_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fellesbok.agreement import Payer
    from fellesbok.objections import Objection
    from fellesbok.objections.inbox import Waiting
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
    own = _waiting(asked, payers)
    return waiting_table(own, asked.shared.agreement, sees_all=asked.reader is None)


def heard_here(asked: Asked, payers: Iterable[Payer]) -> list[Objection]:
    """The same as objections, to be held against claims."""
    return heard(_waiting(asked, payers), asked.shared.agreement)


def _waiting(asked: Asked, payers: Iterable[Payer]) -> list[Waiting]:
    """What lies in the inbox and not in the books, of payers that the reader may see.

    A municipality reads none of the others' in its books, so its own files alone are
    held against them.
    """
    folder, agreement = inbox(), asked.shared.agreement
    if folder is None:
        return []
    try:
        found = in_inbox(folder, objections(asked.all_entries, agreement), agreement)
    except CannotFileError:
        return []  # who takes it in is told why
    known = {payer.slug for payer in payers if asked.reader in {None, payer.slug}}
    return [each for each in found.new if each.sent.payer in known]
