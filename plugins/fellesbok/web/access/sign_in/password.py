"""Passwords for a trial: kept as hashes and compared slowly (*passord*)."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from werkzeug.security import check_password_hash
from werkzeug.security import generate_password_hash

from fellesbok.agreement.person_names import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.web.access.sign_in.readers import Reader

LONGEST = 1_000
"""Characters of a password; a longer one is somebody who wants us to count."""

AT_ONCE = 2
WAITING = 8
"""Comparisons that are made or waited for; the server has threads for other things."""

WAIT_SECONDS = 10
_comparing = BoundedSemaphore(AT_ONCE)
"""A comparison is slow on purpose; the server has other things to do than these."""

_in_line = BoundedSemaphore(WAITING)


class BusyError(Exception):
    """More passwords are being compared than there is time for."""


def hashed(password: str) -> str:
    """A password as the file of readers holds it: scrypt, salted."""
    return generate_password_hash(password, method="scrypt")


@cache
def _nobody() -> str:
    """A hash that fits no password, so that an unknown name takes as long."""
    return hashed("\0")


def who_has(readers: Mapping[str, Reader], name: str, password: str) -> Reader | None:
    """The reader with that name and password.

    Raises:
        BusyError: Too many others are asking.
    """
    reader = readers.get(normalised(name))
    stored = reader.password if reader is not None else _nobody()
    if not _in_line.acquire(blocking=False):
        raise BusyError
    try:
        if not _comparing.acquire(timeout=WAIT_SECONDS):
            raise BusyError
        try:
            fits = check_password_hash(stored, password[: LONGEST + 1])
        finally:
            _comparing.release()
    finally:
        _in_line.release()
    return reader if fits and reader is not None else None
