"""On which day an objection, an answer or an outcome is written: of no closed year.

What a cooperation's closed year holds is fixed, and somebody has seen that nothing was
open in it; so it is as with claims (``claims.issue_dates``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims import claims
from fellesbok.claims.issue_dates import chosen_day
from fellesbok.claims.issue_dates import closed_years
from fellesbok.claims.issue_dates import open_day
from fellesbok.messages import Text
from fellesbok.objections.records import About
from fellesbok.terminal import stop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from fellesbok.agreement import Cooperation
    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim
    from fellesbok.objections import Objection

OBJECTION = Text("en innsigelse")


def cooperation_of(loaded: Books, about: Sequence[Any]) -> Cooperation | None:
    """The cooperation of what is objected to; nothing where the books have no such."""
    kind, named, *_ = map(str, about)
    if kind != About.CLAIM.value:
        return loaded.settled.agreement.cooperation_by_account.get(named)
    claim = claim_named(loaded, named)
    return None if claim is None else claim.cooperation


def claim_named(loaded: Books, number: str) -> Claim | None:
    """The claim with that number; nothing where the books have none."""
    known = claims(loaded.entries, loaded.settled.agreement)
    return next((claim for claim in known if claim.id == number), None)


def cooperation_objected_to(loaded: Books, each: Objection) -> Cooperation | None:
    """The cooperation of an objection in the books."""
    if each.cooperation is not None:
        return each.cooperation
    return cooperation_of(loaded, (About.CLAIM.value, each.claim))


def first_open(loaded: Books, of: Cooperation | None, day: date) -> date:
    """The day, or the first one after it that is in no closed year."""
    if of is None:
        return day
    return open_day(day, closed_years(loaded.settled.closed, of))


def day_to_write(
    loaded: Books,
    of: Cooperation | None,
    chosen: date | None,
    last: date,
    language: str,
) -> date:
    """The day that is chosen, or else the last one, where that is open.

    Args:
        loaded: The books.
        of: The cooperation of what is objected to.
        chosen: What somebody has chosen; it is refused where its year is closed.
        last: The last day of the books.
        language: The language.
    """
    if chosen is None or of is None:
        return first_open(loaded, of, chosen or last)
    closed = closed_years(loaded.settled.closed, of)
    found = chosen_day(chosen, of, closed, OBJECTION)
    if isinstance(found, Text):
        stop(found, language)
    return found
