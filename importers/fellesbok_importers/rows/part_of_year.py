"""Whether a budget's amounts are those of a part of its year (*periodisert budsjett*).

A budget is booked for its whole year, and claimed on account so: a column that says
that it is of a month, or of the year so far, is no column to read it from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = (
    r"jan(?:uar)?|feb(?:ruar)?|mars?|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?"
)
_SAYS = re.compile(
    r"\b(?:m(?:å|aa)ned(?:er|lig)?|mnd|kvartal(?:er|svis)?|tertial(?:er|vis)?"
    rf"|halv(?:å|aa)r(?:lig)?|periodisert|hittil|denne periode|{_MONTHS})\b"
    r"|(?<![0-9])[1-4]\. ?(?:kv|tert)\b|\b[1-3]t\b|\bq[1-4]\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:12 m(?:å|aa)neder|jan\w*\s*[-–]\s*des\w*)\b", re.IGNORECASE)


def asked_of_part(names: Iterable[str]) -> tuple[str, Text] | None:
    """The name of a column that is of a part of the year, and what is asked of it."""
    for name in names:
        if _SAYS.search(name) and not _WHOLE.search(name):
            return name, Text(
                "Kolonnen «{found}» gjelder en del av året, og et budsjett føres for"
                " hele. Les en kolonne for hele året; finnes den ikke, legg sammen"
                " periodene i filen først.",
                found=name,
            )
    return None
