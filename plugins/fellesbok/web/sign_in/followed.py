"""The file of readers as it is now (*leserfilen følges*)."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from fellesbok.messages import say
from fellesbok.web.sign_in.readers import ReadersFileError
from fellesbok.web.sign_in.readers import load_readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from pathlib import Path

    from fellesbok.messages import Text
    from fellesbok.web.sign_in.readers import ReadersFile

Stamp = tuple[int, int, int] | None

log = logging.getLogger(__name__)


class FollowedReaders:
    """Who may sign in, read anew whenever the file is another.

    A file with faults changes nothing: those who stood in the last good one may still
    read, ``faults`` says why, and so does the server's log.
    """

    def __init__(self, path: Path, slugs: Callable[[], Collection[str]]) -> None:
        """Read the file.

        Args:
            path: As for ``load_readers``.
            slugs: The payers of the books as they are now.

        Raises:
            ReadersFileError: It cannot be used.
        """
        self.faults: tuple[Text, ...] = ()
        self._path = path
        self._slugs = slugs
        self._lock = Lock()
        self._file = load_readers(path, slugs())
        # Read once more when somebody asks: it may have been written meanwhile.
        self._stamps: tuple[Stamp, ...] = ()

    def __call__(self) -> ReadersFile:
        """Who may sign in now."""
        with self._lock:
            stamps = self._now()
            if stamps != self._stamps:
                self._stamps = stamps
                self._read()
            return self._file

    def _read(self) -> None:
        try:
            self._file = load_readers(self._path, self._slugs())
            self.faults = ()
        except ReadersFileError as error:
            self.faults = error.faults
            for fault in error.faults:
                log.warning("%s: %s", self._path, say(fault, "nb"))

    def _now(self) -> tuple[Stamp, ...]:
        """What tells that the file, or the secret beside it, is another."""
        openid = self._file.openid
        beside = () if openid is None else (openid.secret_file,)
        return tuple(_stamp(path) for path in (self._path, *beside) if path)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
