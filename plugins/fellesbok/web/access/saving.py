"""What Fava writes in the books when they are served for editing (*lagring*).

Fava's own lock is one for each loading of the books, it empties a file before it writes
it, and it finds a voucher by the line that it stood on when it was loaded.  Here all
loadings share one lock, which commands of ours respect too; a file is written beside
and put in place; and nothing is written by lines in files that are not as they were
when they were loaded.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.beans.str import to_string
from fava.core.file import ExternallyChangedError
from fava.core.file import FileModule
from fava.helpers import FavaAPIError
from flask import g
from flask import has_request_context
from flask import request

from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.printing import escaped
from fellesbok.entries.printing import quotable
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.reading_back import differing
from fellesbok.filing.tidying import put_right
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.unseen import is_visible
from fellesbok.web.access.loading import texts_of
from fellesbok.web.access.whole_files import WholePath
from fellesbok.web.access.whole_files import keep
from fellesbok.web.access.whole_files import written_together
from fellesbok.web.rendering.norwegian import page_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from threading import RLock

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

NO_TEXT = Text(
    "Teksten, eller filen den skal stå i, er ikke UTF-8, så ingenting er lagret."
)
UNSEEN = Text("Navnet har tegn som ikke synes, så ingenting er lagret.")
MISREAD = Text(
    "Det som skulle lagres, ville blitt lest som noe annet, så ingenting er lagret. Se"
    " etter tegn som ikke kan stå i flagg, merker, koblinger eller navn på felter."
)

HELD = "fellesbok_saving"

LOOKED_AT = frozenset({("Bilag", "vis")})
"""Pages of ours, and what of them takes what is sent and writes nothing."""


def is_writing() -> bool:
    """Whether the request that is answered is one that may write.

    What is sent to be looked at is not: whoever writes need not wait for it.
    """
    if not has_request_context() or request.method in {"GET", "HEAD", "OPTIONS"}:
        return False
    sent_to = request.view_args or {}
    return (sent_to.get("extension_name"), sent_to.get("endpoint")) not in LOOKED_AT


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


class SavedFiles(FileModule):
    """Fava's writing, one at a time for all who edit the same books."""

    def __init__(self, ledger: FavaLedger, loaded: Mapping[str, str]) -> None:
        """Know what the files held when they were loaded."""
        super().__init__(ledger)
        self._loaded = loaded

    @contextmanager
    def alone(self, *, by_lines: bool) -> Iterator[None]:
        """Hold the books alone; ``by_lines`` asks that they are as they were loaded.

        Who asks for a change holds them against all other requests already, by
        ``hold_for_this_request``; this is against commands.  What is written meanwhile
        comes into the files when it ends, all of it or nothing.

        Raises:
            FavaAPIError: Nothing was changed; says why.
        """
        main = Path(self.ledger.beancount_file_path)
        try:
            with locked(main.parent, BUSY):
                put_right(main)  # what a saving that was cut off has kept
                with written_together(main):
                    files = self.ledger.options["include"]
                    if by_lines and dict(texts_of(files)) != self._loaded:
                        raise FavaAPIError(say(CHANGED, page_language()))
                    yield
        except CannotFileError as error:
            raise FavaAPIError(say(error.text, page_language())) from None
        except UnicodeError:
            raise FavaAPIError(say(NO_TEXT, page_language())) from None
        except OSError as error:
            text = Text(
                "Filen kan ikke skrives ({reason}), og er som den var.",
                reason=reason_of(error),
            )
            raise FavaAPIError(say(text, page_language())) from None

    def get_source(self, path: Path) -> tuple[str, str]:
        """The text of a file, and what it is known by."""
        return super().get_source(WholePath(path))

    def set_source(self, path: Path, source: str, sha256sum: str) -> str:
        """Write a file that is as the editor showed it.

        Raises:
            FavaAPIError: It is not, or cannot be written.
        """
        with self.alone(by_lines=False):
            if self.get_source(path)[1] != sha256sum:
                raise ExternallyChangedError(path)
            keep(path, source)
        self.ledger.watcher.notify(path)
        self.ledger.extensions.after_write_source(str(path), source)
        self.ledger.load_file()
        return hashlib.sha256(source.encode()).hexdigest()

    def insert_metadata(self, entry_hash: str, basekey: str, value: str) -> None:
        """Write a line below an entry; Fava writes the value as it stands.

        Raises:
            FavaAPIError: It has signs that nobody sees, or cannot be written.
        """
        if not is_visible(value):
            raise FavaAPIError(say(UNSEEN, page_language()))
        with self.alone(by_lines=True):
            self.name_on(entry_hash, basekey, value)

    def name_on(self, entry_hash: str, basekey: str, value: str) -> None:
        """Write the line for who holds the books alone."""
        super().insert_metadata(entry_hash, basekey, quotable(value))

    def save_entry_slice(
        self, entry_hash: str, source_slice: str, sha256sum: str
    ) -> str:
        """Write other lines in the place of an entry's."""
        with self.alone(by_lines=True):
            return super().save_entry_slice(entry_hash, source_slice, sha256sum)

    def delete_entry_slice(self, entry_hash: str, sha256sum: str) -> None:
        """Take an entry's lines away."""
        with self.alone(by_lines=True):
            super().delete_entry_slice(entry_hash, sha256sum)

    def insert_entries(self, entries: Sequence[Directive]) -> None:
        """Write new entries: all of them, each so that it is read as it was meant.

        Raises:
            FavaAPIError: One would not be, or they cannot be written.
        """
        printed = [escaped(entry) for entry in entries]
        with self.alone(by_lines=True):
            for meant, entry in zip(entries, printed, strict=True):
                if not self._is_read_back(meant, entry):
                    raise FavaAPIError(say(MISREAD, page_language()))
            super().insert_entries(printed)

    def _is_read_back(self, meant: Directive, printed: Directive) -> bool:
        """Whether Beancount reads what Fava writes of an entry as that entry."""
        options = self.ledger.fava_options
        text = to_string(printed, options.currency_column, options.indent)
        found, errors, _ = parser.parse_string(text)
        return not errors and differing([meant], found) is None
