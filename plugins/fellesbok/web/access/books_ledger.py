"""Fava's view of the books for one reader, made of books that are already loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.beans.funcs import hash_entry
from fava.beans.prices import FavaPriceMap
from fava.core import EntryNotFoundForHashError
from fava.core import FavaLedger
from fava.core import FilteredLedger
from fava.core.fava_options import parse_options
from fava.core.filters import FilterError
from fava.core.filters import TimeFilterParseError
from fava.core.group_entries import group_entries_by_type
from fava.util.date import parse_date

from fellesbok.entries.custom_values import words_of
from fellesbok.error_texts.of_beancount import in_norwegian
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.shared import WHOLE
from fellesbok.web.access import inside
from fellesbok.web.access.loading import stamps
from fellesbok.web.access.margin import MiscOfRequest
from fellesbok.web.access.query_guard import ReadingQueryShell
from fellesbok.web.access.saving import SavedFiles
from fellesbok.web.limits.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fava.core.watcher import Watcher
    from fava.util.date import FiscalYearEnd

    from fellesbok.entries.book_files import Stamp
    from fellesbok.web.access.remembered import Remembered


OPTION = "fava-option"
IMPORT = {"import-config", "import_config", "import-dirs", "import_dirs"}
FIRST_YEAR = 1800
LAST_YEAR = 2200
"""Periods beyond these have no figures, and too many days to draw."""


@frozen
class Given:
    """What a reader is given to read.

    Attributes:
        entries: The entries that may be read.
        errors: Beancount's errors that may be read.
        options: Beancount's options, ``fellesbok`` among them.
        mtime: Grows with every change, so that open pages notice.
        stale: Whether the books have got errors since these entries were loaded.
        texts: The text of each file that may be read, as it was when it was loaded.
        documents: What tells whether a document is as it was then.
    """

    entries: Sequence[Any]
    errors: Sequence[Any]
    options: Mapping[str, Any]
    mtime: int
    stale: bool
    texts: Mapping[str, str]
    documents: Mapping[Path, Stamp]


class BooksLedger(FavaLedger):
    """Books that are shown to one reader and loaded by nobody here.

    Attributes:
        reader: The payer's slug, or ``None`` for who reads everything.
        stale: As in what was given.
        texts: As in what was given; ``None`` for who may read the files themselves.
        loaded_texts: As in what was given, whoever reads.
        remembered: The answers that were made from this state of the books, for
            all readers.
        worked_out: What several pages of this reader rest on.
    """

    def __init__(  # noqa: PLR0913 -- one thing each
        self,
        path: str,
        given: Given,
        *,
        reader: str | None,
        watcher: Watcher,
        reload: Callable[[], None],
        edit: bool,
        remembered: Remembered,
    ) -> None:
        """Show what was given; ``reload`` is called when something was written."""
        self.reader = reader
        self.stale = given.stale
        self.texts = None if reader is None else given.texts
        self.loaded_texts = given.texts
        self.remembered = remembered
        self.worked_out: dict[Hashable, Any] = {}
        self._given = given
        self._reload = reload
        self._is_shown = False
        self._edit = edit
        self._by_hash: dict[str, Any] | None = None
        super().__init__(path)
        self.watcher = watcher
        self.file = SavedFiles(self, given.texts)

    def load_file(self) -> None:
        """Take in what was given; after that, have the books loaded anew."""
        if self._is_shown:
            self._reload()
            return
        self._is_shown = True
        given = self._given
        known: Any = given
        self.query_shell = ReadingQueryShell(self)
        self.misc = MiscOfRequest(self)
        self.all_entries = known.entries
        self.load_errors = [in_norwegian(error) for error in known.errors]
        options: Any = {**known.options, WHOLE: lambda: known.entries}
        self.options = options
        self.all_entries_by_type = group_entries_by_type(self.all_entries)
        self.prices = FavaPriceMap(self.all_entries_by_type.Price)
        self.fava_options, self.fava_options_errors = parse_options(
            self.all_entries_by_type.Custom
        )
        # Pages follow the files by themselves; only who edits needs what importers do.
        self.fava_options.auto_reload = True
        if not self._edit or self._leads_out():
            self.fava_options.import_config = None
            self.fava_options.import_dirs = ()
        for module in (
            self.accounts,
            self.attributes,
            self.budgets,
            self.charts,
            self.commodities,
            self.extensions,
            self.file,
            self.format_decimal,
            self.misc,
            self.query_shell,
            self.ingest,
        ):
            module.load_file()
        self.extensions.after_load_file()

    def _get_entry(self, entry_hash: str) -> Any:  # noqa: ANN401 -- any entry
        """Find an entry; all hashes are made once, whoever asks for however many.

        Raises:
            fava.core.EntryNotFoundForHashError: There is none.
        """
        if self._by_hash is None:
            self._by_hash = {hash_entry(entry): entry for entry in self.all_entries}
        found = self._by_hash.get(entry_hash)
        if found is None:
            raise EntryNotFoundForHashError(entry_hash)
        return found

    def _leads_out(self) -> bool:
        """Whether what importers do, or their files, lie outside the books; told."""
        folder = Path(self.beancount_file_path).parent
        root = folder.resolve().parent
        faults: list[Any] = []
        customs: Any = self.all_entries_by_type.Custom
        for entry in customs:
            values = words_of(entry)
            if entry.type == OPTION and IMPORT & set(values[:1]):
                found = [inside.why_outside(folder / path, root) for path in values[1:]]
                faults += [LedgerError(entry.meta, fault) for fault in found if fault]
        self.load_errors = [*self.load_errors, *faults]
        return bool(faults)

    def _get_filtered(
        self,
        account: str | None = None,
        filter: str | None = None,  # noqa: A002 -- Fava's own name
        time: str | None = None,
    ) -> FilteredLedger:
        """What filters leave, if they can be read at all.

        Raises:
            fava.core.filters.FilterError: One cannot be read.
            regex.error: The one on accounts is no pattern.
        """
        if time and not _is_period(time, self.fava_options.fiscal_year_end):
            raise TimeFilterParseError(time)
        if account:
            # Fava takes a pattern with a mistake for an account that is not there.
            Patterns().compile(account, Patterns.IGNORECASE)
        try:
            return FilteredLedger(self, account=account, filter=filter, time=time)
        except RecursionError:
            raise FilterError("filter", filter or account or "") from None

    @property
    def may_write(self) -> bool:
        """Whether who reads may write in the books too."""
        return self._edit

    @property
    def mtime(self) -> int:
        """When what is shown was changed last."""
        return self._given.mtime

    def names(self, document: Path) -> bool:
        """Whether what the reader may see names a document."""
        return any(
            e.filename == str(document) for e in self.all_entries_by_type.Document
        )

    def is_as_loaded(self, document: Path) -> bool:
        """Whether a document is the file that lay there when the books were loaded.

        Another may be another's.  It is seen as a change of the books, unless these
        wait for somebody to mend them, or know of no such document.
        """
        if stamps([document])[document] == self._given.documents.get(document):
            return True
        if not self.stale and document in self._given.documents:
            watcher: Any = self.watcher
            watcher.notify(document)
        return False

    def changed(self) -> bool:
        """Whether to reload, which happens elsewhere: pages see it by ``mtime``."""
        return False


def _is_period(written: str, year_end: FiscalYearEnd) -> bool:
    """Whether it is a period, within the years that anybody keeps books for."""
    try:
        begin, end = parse_date(written, year_end)
    except (ValueError, OverflowError):
        return False
    if begin is None or end is None or begin >= end:
        return False
    return begin.year >= FIRST_YEAR and end.year <= LAST_YEAR
