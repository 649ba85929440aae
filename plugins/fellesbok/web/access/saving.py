"""What Fava writes in the books when they are served for editing (*lagring*).

Fava's own lock is one for each loading of the books, it empties a file before it writes
it, and it finds a voucher by the line that it stood on when it was loaded.  Here all
loadings share one lock, which commands of ours respect too; a file is written beside
and put in place; and nothing is written by lines in files that are not as they were
when they were loaded.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.core import file as favas
from fava.core.file import FileModule
from fava.helpers import FavaAPIError
from flask import g
from flask import has_request_context
from flask import request

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import put
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.web.access.loading import texts_of
from fellesbok.web.rendering.norwegian import page_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from threading import RLock
    from types import TracebackType

    from fava.beans.abc import Directive
    from fava.core import FavaLedger
    from flask import Flask

BUSY = Text(
    "Noen andre skriver i bøkene akkurat nå, så ingenting er lagret. Prøv igjen."
)
CHANGED = Text(
    "Filene er ikke lenger slik de vises her, så ingenting er lagret. Last siden på"
    " nytt og prøv igjen; har bøkene feil, rett dem først."
)


LONGEST_WAIT_SECONDS = 60.0
"""For somebody else's writing; what is not saved by then is refused."""

HELD = "fellesbok_saving"


def is_writing() -> bool:
    """Whether the request that is answered is one that may write."""
    return has_request_context() and request.method not in {"GET", "HEAD", "OPTIONS"}


def hold_for_this_request(lock: RLock) -> None:
    """Let nobody else write from before the books are looked up until it is answered.

    Raises:
        FavaAPIError: Somebody else has been writing for too long.
    """
    context: Any = g
    if getattr(context, HELD, None) is not None:
        return
    if not lock.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise FavaAPIError(say(BUSY, page_language()))
    setattr(context, HELD, lock)


def let_go_after_requests(app: Flask) -> None:
    """Let the next one write when a request has been answered."""

    @app.teardown_request
    def let_go(_error: BaseException | None) -> None:
        context: Any = g
        lock = getattr(context, HELD, None)
        if lock is not None:
            setattr(context, HELD, None)
            lock.release()


class _Content(io.StringIO):
    """What is to stand in a file; put in place when all of it is there."""

    def __init__(self, path: Path, newline: str | None) -> None:
        """Begin with nothing."""
        super().__init__(newline=newline)
        self._path = path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put it in place, unless something went wrong."""
        if kind is None:
            put(self._path, self.getvalue().encode("utf-8"), like=self._path)
        super().__exit__(kind, error, trace)


class WholePath(type(Path())):  # type: ignore[misc]  # a path of this machine's kind
    """A path that is written whole or not at all."""

    def open(self, mode: str = "r", *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- as a path
        """Open it; for writing, it is left alone until all is written."""
        if mode == "w":
            return _Content(Path(self), options.get("newline"))
        return super().open(mode, *arguments, **options)


def put_in_place() -> None:
    """Let Fava write files whole, in this process."""
    module: Any = favas
    module.Path = WholePath


class SavedFiles(FileModule):
    """Fava's writing, one at a time for all who edit the same books."""

    def __init__(
        self, ledger: FavaLedger, loaded: Mapping[str, str], lock: RLock
    ) -> None:
        """Know what the files held when they were loaded."""
        super().__init__(ledger)
        self._loaded = loaded
        self._saving = lock

    @contextmanager
    def _alone(self, *, by_lines: bool) -> Iterator[None]:
        """Hold the books alone; ``by_lines`` asks that they are as they were loaded."""
        folder = Path(self.ledger.beancount_file_path).parent
        try:
            with self._saving, locked(folder, BUSY):
                files = self.ledger.options["include"]
                if by_lines and dict(texts_of(files)) != self._loaded:
                    raise FavaAPIError(say(CHANGED, page_language()))
                yield
        except CannotFileError as error:
            raise FavaAPIError(say(error.text, page_language())) from None
        except OSError as error:
            text = Text(
                "Filen kan ikke skrives ({reason}), og er som den var.",
                reason=error.strerror or str(error),
            )
            raise FavaAPIError(say(text, page_language())) from None

    def set_source(self, path: Path, source: str, sha256sum: str) -> str:
        """Write a file that is as the editor showed it."""
        with self._alone(by_lines=False):
            return super().set_source(WholePath(path), source, sha256sum)

    def insert_metadata(self, entry_hash: str, basekey: str, value: str) -> None:
        """Write a line below an entry."""
        with self._alone(by_lines=True):
            super().insert_metadata(entry_hash, basekey, value)

    def save_entry_slice(
        self, entry_hash: str, source_slice: str, sha256sum: str
    ) -> str:
        """Write other lines in the place of an entry's."""
        with self._alone(by_lines=True):
            return super().save_entry_slice(entry_hash, source_slice, sha256sum)

    def delete_entry_slice(self, entry_hash: str, sha256sum: str) -> None:
        """Take an entry's lines away."""
        with self._alone(by_lines=True):
            super().delete_entry_slice(entry_hash, sha256sum)

    def insert_entries(self, entries: Sequence[Directive]) -> None:
        """Write new entries."""
        with self._alone(by_lines=True):
            super().insert_entries(entries)
