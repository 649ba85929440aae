"""The kinds of error: a file that we read is wrong, the books are, or work must stop.

The two first carry file and line, so that bean-check, an editor and Fava can jump to
the place.  What the message says is decided by the room that finds the fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.messages import Text


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

    @property
    def fault(self) -> FileFault:
        """The same as a fault in a file."""
        return FileFault(self.source["filename"], self.source["lineno"], self.message)


def once(errors: Iterable[LedgerError]) -> list[LedgerError]:
    """Each error once: two passes may miss the same account."""
    return list(
        {
            (e.source["filename"], e.source["lineno"], e.message): e for e in errors
        }.values()
    )


@frozen
class FileFault:
    """One fault in a file that we read (*feil i en fil*): where, and what to do."""

    path: str
    line: int
    message: str

    def __lt__(self, other: FileFault) -> bool:
        """By path, then by line and message."""
        ours = self.path, self.line, self.message
        return ours < (other.path, other.line, other.message)

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
