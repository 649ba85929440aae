"""The books that something is read into: where they are, and what is in them now."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.book_files import PLUGIN
from fellesbok.entries.book_files import forgotten
from fellesbok.entries.book_files import read_still
from fellesbok.entries.book_files import stamp
from fellesbok.error_texts.of_beancount import said_of
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.errors import FileFaultsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.rules import read_rules
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.entries.book_files import Stamps
    from fellesbok.entries.book_files import UnreadFile
    from fellesbok.entries.records import Entry

MAIN = Path("ledger") / "main.beancount"
NOT_LEDGER = frozenset({".yaml", ".yml", ".csv"})


@frozen
class Books:
    """The books as they were loaded.

    Attributes:
        main: The main file.
        agreement: The agreements that its plugin line names.
        entries: Every directive, those that fellesbok makes too.
        errors: The faults that the books have already.
        files: Every file that they are made of, the agreements too.
        digest: What those files held when they were read; nothing where one of them
            was changed while the books were loaded.
        forgotten: The files beside them that nothing takes in, and that should be.
    """

    main: Path
    agreement: Agreement
    entries: tuple[Entry, ...]
    errors: tuple[Any, ...]
    files: tuple[Path, ...]
    digest: str
    forgotten: tuple[UnreadFile, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of the books, in which ``profiles`` and ``ledger`` are."""
        return folder_of(self.main)

    @property
    def ledger_files(self) -> tuple[Path, ...]:
        """The files that Beancount reads, without agreements and figures."""
        return tuple(path for path in self.files if path.suffix not in NOT_LEDGER)

    def state(self) -> str:
        """What the files hold now."""
        return digest_of(self.files)


def folder_of(main: Path) -> Path:
    """The folder of the books: the one above ``ledger``.

    Of books whose main file lies in no ``ledger``, it is that of the main file: what is
    beside it is of somebody else.
    """
    folder = main.absolute().parent
    return folder.parent if folder.name == MAIN.parent.name else folder


def find_main(start: Path) -> Path | None:
    """The main file of the books that a path names or lies within, or ``None``.

    The path may be the main file itself, a folder that holds ``ledger/main.beancount``,
    or any folder below one.

    Raises:
        CannotFileError: It is looked for from the current folder, which is gone, or in
            one that may not be looked in.
    """
    try:
        return _found(start)
    except FileNotFoundError:
        text = Text(
            "Mappen du står i, finnes ikke lenger. Gå til en som finnes, eller oppgi"
            " hele stien til bøkene med --books."
        )
        raise CannotFileError(text) from None
    except (OSError, RuntimeError) as error:  # a loop of links is the latter
        text = Text(
            "Fikk ikke sett etter bøkene i {folder} ({reason}).",
            folder=str(start),
            reason=reason_of(error),
        )
        raise CannotFileError(text) from None


def _found(start: Path) -> Path | None:
    here = start.resolve()
    if start.is_file():
        return start.parent.resolve() / start.name
    if not here.is_dir():
        return None  # a slip of the pen never leads to other books further up
    for folder in (here, *here.parents):
        for main in (folder / MAIN, folder / MAIN.name):
            if main.is_file():
                return main
    return None


def load(main: Path) -> Books:
    """Load the books.

    Raises:
        CannotFileError: They name no agreements, or those have faults.
    """
    main = main.parent.resolve() / main.name
    (entries, errors, options), before = read_still(main)
    agreement = _agreement(main, errors, options)
    return as_loaded(main, agreement, entries, errors, options, before)


def as_loaded(  # noqa: PLR0913, PLR0917 -- what a loading gives
    main: Path,
    agreement: Agreement,
    entries: Iterable[Entry],
    errors: Iterable[Any],
    options: Mapping[str, Any],
    before: Stamps,
) -> Books:
    """Books that are loaded already, as what is written into them must know them.

    ``before`` is what the disk said of their files before they were read.
    """
    files = tuple(sorted({main, *(Path(name) for name in options["include"])}))
    digest = digest_of(files)
    if any(before.get(path) != stamp(path) for path in files):
        digest = ""
    shared = options.get(OPTION)
    unread = () if shared is None else shared.unread
    left = forgotten(unread, options["include"])
    return Books(main, agreement, tuple(entries), tuple(errors), files, digest, left)


def held(path: Path) -> bytes | None:
    """What stands in a file, or in the one that a link leads to; ``None``: no file."""
    return path.read_bytes() if path.is_file() else None


def digest_of(files: tuple[Path, ...]) -> str:
    """A digest of the names and contents of files; a file that is gone counts."""
    digest = hashlib.sha256()
    for path in files:
        content = held(path)
        content = b"\x00" if content is None else content
        digest.update(f"{path}\x00{len(content)}\x00".encode())
        digest.update(content)
    return digest.hexdigest()


def _agreement(
    main: Path, errors: Iterable[Any], options: Mapping[str, Any]
) -> Agreement:
    """The agreements, found as the plugin finds them: beside the main file."""
    for name, config in options["plugin"]:
        if name == PLUGIN and config:
            try:
                return read_rules(main.parent / config)
            except FileFaultsError as error:
                text = Text("Avtalene har feil: {faults}", faults=str(error))
                raise CannotFileError(text) from None
    for fault in errors:
        text = Text(
            "Bøkene har feil: {path}:{line}: {fault}",
            path=str(fault.source["filename"]),
            line=int(fault.source["lineno"]),
            fault=said_of(fault).strip(),
        )
        raise CannotFileError(text)
    text = Text(
        "Bøkene sier ikke hvor avtalene er: linjen plugin «{name}» mangler.",
        name=PLUGIN,
    )
    raise CannotFileError(text)
