"""What an issuer calls somebody who signs in, written one way (*brukernavn*)."""

from __future__ import annotations

from string import ascii_uppercase

CAPITALS = {ord(letter): letter.lower() for letter in ascii_uppercase}


def claimed(name: str) -> str:
    """What an issuer calls somebody, as it is compared: only A to Z have another form.

    Letters that merely look alike, or that fold to the same, are somebody else's.
    """
    return name.translate(CAPITALS)
