"""The one spelling of what is signed, and digests of it (*kanonisk JSON*).

UTF-8, keys sorted, no spaces, whole numbers; exact fractions are text, ``p/q``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:  # noqa: ANN401 -- whatever JSON holds
    """A value in its one spelling.

    Raises:
        TypeError: It holds something else than text, whole numbers, lists and mappings.
    """
    _refuse(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _refuse(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(value)
    if isinstance(value, dict):
        for inner in value.values():
            _refuse(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse(inner)


def digest(content: bytes) -> str:
    """SHA-256 in small letters, with its name before it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


SHORT = 12
"""So many letters of a digest stand on paper."""


def short(whole: str) -> str:
    """The beginning of a digest, for people."""
    return whole.removeprefix("sha256:")[:SHORT]
