"""The kinds of ``custom`` lines that are read (*linjetyper*), and words like them.

Beancount takes any word there.  A budget under ``"budsjett"`` is then read by nobody,
and no instalment is claimed of it; so a word that is one of ours in another spelling is
told.  Words that are not like ours are other plugins' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.entries import vocabulary
from fellesbok.entries.declared import ANSWER
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.entries.declared import declared
from fellesbok.entries.number_series import SERIES
from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.entries.records import Entries

KINDS = (
    vocabulary.ACCRUED,
    vocabulary.ATTESTATION,
    vocabulary.BUDGET,
    vocabulary.CLOSED,
    vocabulary.COUNTERSIGNED,
    vocabulary.FIXED_BY_CLOSING,
    vocabulary.FUND,
    vocabulary.OBJECTION,
    vocabulary.REPORTING,
    CHECK_SUM,
    KEY_FIGURE,
    LEFT_BLANK,
    ANSWER,
    SERIES,
)
"""Every kind that the programme reads."""

_HOW = {  # a control sum that cannot be read is told by the audit
    KEY_FIGURE: '"samarbeid" "navn" 12',
    LEFT_BLANK: '"samarbeid" "kostnad" "budsjett"',
}
_IN_NORWEGIAN = {"budsjett": vocabulary.BUDGET}
"""Fava's own word is English, and all the others are not."""

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae"})
_ALIKE = 0.8
"""How much of both words must be the same, from 0 to 1, by difflib."""


def meant(kind: str) -> str | None:
    """The kind that a word is another spelling of.

    ``None`` where it is a kind itself, or is like none.
    """
    if kind in KINDS:
        return None
    from difflib import get_close_matches  # noqa: PLC0415 -- few books have such a word

    by_spelling = {_spelled(known): known for known in KINDS} | _IN_NORWEGIAN
    found = get_close_matches(_spelled(kind), by_spelling, n=1, cutoff=_ALIKE)
    return by_spelling[found[0]] if found else None


def unreadable_lines(entries: Entries) -> list[LedgerError]:
    """An error for each line that cannot be read, or whose kind is nearly ours."""
    found = [
        LedgerError(
            line.meta,
            Text(
                "Linjen kan ikke leses. Skriv den slik: {how}.",
                how=f'custom "{line.kind}" {_HOW[line.kind]}',
            ),
            line.entry,
        )
        for line in declared(entries, *_HOW)
        if not line.is_readable
    ]
    found += [
        LedgerError(
            entry.meta,
            Text(
                'Ingen leser linjer av typen «{found}». Skriv custom "{kind}" om det'
                " er det som menes.",
                found=entry.type,
                kind=kind,
            ),
            entry,
        )
        for entry in entries
        if isinstance(entry, data.Custom) and (kind := meant(entry.type))
    ]
    return found


def _spelled(kind: str) -> str:
    """A word without what is written in several ways: capitals, Norwegian letters."""
    return kind.casefold().translate(_ASCII)
