"""The books that something is read into: where they are, and what is in them now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.book_files import read_books
from fellesbok.errors import FileFaultsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement

MAIN = Path("ledger") / "main.beancount"
PLUGIN = "fellesbok.plugin"


@dataclass(frozen=True)
class Books:
    """The books as they were loaded.

    Attributes:
        main: The main file.
        agreement: The agreements that its plugin line names.
        entries: Every directive, those that fellesbok makes too.
        errors: The faults that the books have already.
        files: Every file that they are made of.
        digest: What those files held.
    """

    main: Path
    agreement: Agreement
    entries: tuple[Directive, ...]
    errors: tuple[Any, ...]
    files: tuple[Path, ...]
    digest: str

    @property
    def root(self) -> Path:
        """The folder of the books, in which ``profiles`` and ``ledger`` are."""
        return self.main.parent.parent

    def state(self) -> str:
        """What the files hold now."""
        return digest_of(self.files)


def find_main(start: Path) -> Path | None:
    """The main file of the books that a path names or lies within, or ``None``.

    The path may be the main file itself, a folder that holds ``ledger/main.beancount``,
    or any folder below one.

    Raises:
        CannotFileError: It is looked for from the current folder, which is gone.
    """
    try:
        start = start.resolve()
    except FileNotFoundError:
        text = Text(
            "Mappen du står i, finnes ikke lenger. Gå til en som finnes, eller oppgi"
            " hele stien til bøkene med --books."
        )
        raise CannotFileError(text) from None
    if start.is_file():
        return start
    for folder in (start, *start.parents):
        for main in (folder / MAIN, folder / MAIN.name):
            if main.is_file():
                return main
    return None


def load(main: Path) -> Books:
    """Load the books.

    Raises:
        CannotFileError: They name no agreements, or those have faults.
    """
    main = main.resolve()
    entries, errors, options = read_books(main)
    return as_loaded(main, _agreement(main, options), entries, errors, options)


def as_loaded(
    main: Path,
    agreement: Agreement,
    entries: Iterable[Directive],
    errors: Iterable[Any],
    options: Mapping[str, Any],
) -> Books:
    """Books that are loaded already, as what is written into them must know them."""
    files = tuple(sorted({main, *(Path(name) for name in options["include"])}))
    return Books(
        main, agreement, tuple(entries), tuple(errors), files, digest_of(files)
    )


def digest_of(files: tuple[Path, ...]) -> str:
    """A digest of the names and contents of files; a file that is gone counts."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes() if path.is_file() else b"\x00"
        digest.update(f"{path}\x00{len(content)}\x00".encode())
        digest.update(content)
    return digest.hexdigest()


def _agreement(main: Path, options: dict[str, Any]) -> Agreement:
    """The agreements, found as the plugin finds them: beside the main file."""
    for name, config in options["plugin"]:
        if name == PLUGIN and config:
            try:
                return read_rules(main.parent / config)
            except FileFaultsError as error:
                text = Text("Avtalene har feil: {faults}", faults=str(error))
                raise CannotFileError(text) from None
    text = Text(
        "Bøkene sier ikke hvor avtalene er: linjen plugin «{name}» mangler.",
        name=PLUGIN,
    )
    raise CannotFileError(text)
