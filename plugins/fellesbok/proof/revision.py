"""The revision of the books (*bøkenes utgave*): the digest of every file of them.

It stands on certificates and papers, so that who has both sees whether they are made of
the same books.
"""

from __future__ import annotations

from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.books import Books


OPTION = "fellesbok-utgave"
"""Where the revision of loaded books is kept beside what Beancount says of them."""


def book_files(books: Books) -> dict[Path, str]:
    """The files that the books were loaded from, each with its name among them."""
    return _named(books.main, books.options["include"])


def _named(main: Path, include: Iterable[str]) -> dict[Path, str]:
    paths = [Path(name) for name in include]
    paths = sorted({main.absolute(), *(path.absolute() for path in paths)})
    root = commonpath([path.parent for path in paths])
    return {path: path.relative_to(root).as_posix() for path in paths}


def revision_of(digests: Mapping[str, str]) -> str:
    """The digest of the digests of files, by name."""
    return digest(canonical(dict(digests)))


def books_revision(books: Books) -> str:
    """The digest of all the files of some books, as they lie now."""
    return files_revision(books.main, books.options["include"])


def files_revision(main: Path, include: Iterable[str]) -> str:
    """The same of a main file and all that it was loaded with.

    Raises:
        OSError: One of them cannot be read.
    """
    names = _named(main, include)
    return revision_of({n: digest(p.read_bytes()) for p, n in names.items()})
