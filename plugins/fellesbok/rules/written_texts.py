"""The texts of the rules file as they are written: a name is written in one way alone.

What looks the same and is written otherwise is told of; others read the file too.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized

from pydantic_core import PydanticCustomError

from fellesbok.messages import Text
from fellesbok.messages import quoted

_SPACE = re.compile(r"\A\s|\s\Z")
_ODD_SPACE = re.compile(r"[^\S ]")


def refuse(template: str, /, **values: object) -> PydanticCustomError:
    """The error for a value that does not fit, with its message for people."""
    told = {n: quoted(v) if isinstance(v, str) else v for n, v in values.items()}
    text = Text(template, **told)
    return PydanticCustomError("refused", "{text}", {"text": text})


def to_text(value: object) -> str:
    """Text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise refuse("Her skal det stå en tekst.")
    return value.strip()


def to_exact(value: object) -> str:
    """Text with no space before or after it, which nobody sees and others read."""
    text = to_text(value)
    if space := _SPACE.search(str(value)):
        raise refuse(
            "Her er et mellomrom (U+{code}) foran eller bak «{found}». Ta det bort.",
            code=_code(space[0]),
            found=text,
        )
    return text


def to_name(value: object) -> str:
    """Text by which something is found elsewhere: written in one way alone."""
    text = to_exact(value)
    if len(text.splitlines()) > 1:
        raise refuse(
            "«{found}» går over flere linjer. Skriv det på én.",
            found=" ".join(text.split()),
        )
    if space := _ODD_SPACE.search(text):
        raise refuse(
            "«{found}» har et mellomrom (U+{code}) som ser ut som et vanlig, og ikke er"
            " det. Skriv et vanlig mellomrom.",
            found=text,
            code=_code(space[0]),
        )
    if not is_normalized("NFC", text):
        raise refuse(
            "«{found}» har en bokstav der merket over eller under er et tegn for seg."
            " Skriv den som ett tegn, fra tastaturet.",
            found=text,
        )
    return text


def _code(character: str) -> str:
    return f"{ord(character):04X}"
