"""Whether a file says that its amounts are in thousands (*tall i tusen kroner*).

What is written above the columns, or in the name of the one that is read, is of all the
amounts, and makes each of them a thousand times larger or not: it is asked about until
the profile says it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok_importers.rows.columns import Finder

_THOUSAND = r"1[ .\u00a0\u202f]?000"
_SAYS = re.compile(
    rf"(?:\b(?:i|hele|hel|kr\.?|nok)\s*{_THOUSAND}\b"
    rf"|\b{_THOUSAND}[-\s]*(?:kr|kroner|nok)\b|\(\s*{_THOUSAND}\s*\)"
    r"|\b(?:tusen|tusener|t\.?kr|tnok|kkr|mill|millioner|mnok|mkr)\b)",
    re.IGNORECASE,
)
AMOUNTS = ("amount", "debit", "credit")


def asked_of_unit(texts: Iterable[str]) -> tuple[str, Text] | None:
    """The text that says another unit than kroner, and what is asked of it."""
    for text in texts:
        if _SAYS.search(text):
            return text, Text(
                "Filen sier «{found}». Skriv amounts_in i profilen: 1000 kroner, eller"
                " kroner om beløpene er i hele kroner likevel.",
                found=text,
            )
    return None


def names_of_amounts(finder: Finder) -> list[str]:
    """What the columns of amounts that are read are called."""
    return [finder.label(name) for name in AMOUNTS if finder.has(name)]
