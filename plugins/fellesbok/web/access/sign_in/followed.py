"""The file of readers as it is now (*leserfilen følges*)."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from fellesbok.entries.book_files import stamp
from fellesbok.messages import say
from fellesbok.web.access.sign_in.readers import ReadersFile
from fellesbok.web.access.sign_in.readers import ReadersFileError
from fellesbok.web.access.sign_in.readers import load_readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from pathlib import Path

    from fellesbok.entries.book_files import Stamp
    from fellesbok.messages import Text

log = logging.getLogger(__name__)


class FollowedReaders:
    """Who may sign in, read anew whenever the file is another.

    While the file has faults, only those may read who stand in it as they stood in the
    last good one: a slip in another line does not keep in who was removed.  A file that
    cannot be read at all says nothing of anybody: who is signed in may stay for as long
    as a session lasts, and nobody new comes in.  ``faults`` says why, and so does the
    server's log.

    Attributes:
        faults: What is wrong with the file as it is now.
        is_closed: Whether nobody can sign in before it is mended.
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
        self.is_closed = False
        self._path = path
        self._slugs = slugs
        self._lock = Lock()
        self._good = load_readers(path, slugs())
        self._file = self._good
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
            self._good = load_readers(self._path, self._slugs())
            self._file, self.faults, self.is_closed = self._good, (), False
        except ReadersFileError as error:
            self.faults = error.faults
            self.is_closed = error.faultless is None
            if error.faultless is not None:
                self._file = _in_both(self._good, error.faultless)
            for fault in error.faults:
                log.warning("%s: %s", self._path, say(fault, "nb"))

    def _now(self) -> tuple[Stamp, ...]:
        """What tells that the file, or the secret beside it, is another."""
        openid = self._good.openid
        beside = () if openid is None else (openid.secret_file,)
        return tuple(stamp(path) for path in (self._path, *beside) if path)


def _in_both(good: ReadersFile, now: ReadersFile) -> ReadersFile:
    """Those who stand in both as the same, and are vouched for by the same."""
    is_same = good.openid == now.openid
    by_claim = good.by_claim if is_same else {}
    return ReadersFile(
        {k: r for k, r in good.by_name.items() if now.by_name.get(k) == r},
        {k: r for k, r in by_claim.items() if now.by_claim.get(k) == r},
        good.openid if is_same else None,
    )
