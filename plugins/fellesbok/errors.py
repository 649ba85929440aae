"""The kinds of error: a file that we read is wrong, the books are, or work must stop.

The two first carry file and line, so that bean-check, an editor and Fava can jump to
the place.  What the message says is decided by the room that finds the fault.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_ACCESS = Text("ingen tilgang")
_NO_ROOM = Text("disken er full")
REASONS = {
    errno.ENOENT: Text("finnes ikke"),
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EISDIR: Text("er en mappe"),
    errno.ENOTDIR: Text("er ingen mappe"),
    errno.EEXIST: Text("finnes fra før"),
    errno.ENOTEMPTY: Text("mappen er ikke tom"),
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: Text("stedet kan bare leses"),
    errno.ENAMETOOLONG: Text("navnet er for langt"),
    errno.EFBIG: Text("filen er for stor"),
    errno.ELOOP: Text("lenker som går i ring"),
    errno.EMFILE: Text("for mange åpne filer"),
    errno.ENFILE: Text("for mange åpne filer"),
    errno.EIO: Text("feil på disken"),
    errno.EBUSY: Text("er i bruk"),
    errno.EADDRINUSE: Text("porten er i bruk"),
    errno.EADDRNOTAVAIL: Text("adressen er ikke denne maskinens"),
}
"""What the system calls by a number, and by English words."""


def reason_of(error: Exception) -> str:
    """Why a file or a folder cannot be used, in words; the system's where we have none.

    A name that cannot be a name (``ValueError``), and a loop of links on older Pythons
    (``RuntimeError``), have no number.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number in REASONS:
        return REASONS[number]
    return getattr(error, "strerror", None) or str(error)


class LedgerError(NamedTuple):
    """Something in the books is wrong (*feil i regnskapet*).

    The three fields are what Beancount and Fava expect of an error: ``source`` holds
    ``filename`` and ``lineno``, ``entry`` is the directive or ``None``.  ``of`` is the
    cooperation (slug) and year that cannot be shared, where all others can.
    """

    source: Mapping[str, Any]
    message: str
    entry: Any = None
    of: tuple[str, int] | None = None


@dataclass(frozen=True, order=True)
class FileFault:
    """One fault in a file that we read (*feil i en fil*): where, and what to do."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give ``path:line: message``."""
        return f"{self.path}:{self.line}: {self.message}"


class FileFaultsError(Exception):
    """A file cannot be used; ``faults`` holds every fault in it, not only the first."""

    def __init__(self, faults: tuple[FileFault, ...]) -> None:
        """Keep the faults in the order of their lines."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class InWordsError(Exception):
    """Something cannot be done; ``text`` says why, to people."""

    def __init__(self, text: Text) -> None:
        """Keep the message."""
        self.text = text
        super().__init__(text)
