"""What is said of a filter that nobody can read: Fava says it in English."""

from __future__ import annotations

from fava.core.filters import TimeFilterParseError

from fellesbok.messages import Text


def unreadable(error: Exception) -> Text:
    """How the filter is written that could not be read."""
    if isinstance(error, TimeFilterParseError):
        return Text(
            "Filteret kan ikke leses. En periode skrives slik: 2026, 2026-Q1, 2026-03"
            " eller 2026-03-15."
        )
    return Text(
        "Filteret kan ikke leses. Skriv ord, #merke, ^lenke eller felt:verdi, og lukk"
        " parenteser og anførselstegn."
    )
