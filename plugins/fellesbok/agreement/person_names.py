"""A person in the agreements and at the sign-in, by a name written one way (*navn*)."""

from __future__ import annotations

from unicodedata import normalize


def normalised(name: str) -> str:
    """A name as it is compared: Unicode form, letter case and spaces do not count."""
    folded = normalize("NFKC", normalize("NFKC", name).casefold())
    return " ".join(folded.split())
