"""A dataset in its folder: whole or not at all, over an earlier one and nothing else.

A list of contents (``fellesbok.json``) says what the files are, with each's digest; so
a folder that holds anything else, or a file that somebody has changed, is not ours to
take away.  What is new is made beside it and put in its place in one step; while that
is done the earlier one stands beside it too, and is put back where it was cut off.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok import __version__
from fellesbok.dataset.exact import VERSION
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import move_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.disk import remove_folder
from fellesbok.filing.journal import not_ours
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import refuse_books
from fellesbok.filing.outside import unchanged
from fellesbok.messages import Text
from fellesbok.noted import digest_of
from fellesbok.proof.revision import files_revision
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from fellesbok.dataset.filled import Dataset
    from fellesbok.dataset.formats import Files
    from fellesbok.filing.folder import Books

CONTENTS = "fellesbok.json"
KIND = "fellesbok-dataset"
NEW, EARLIER = "ny", "gamle"
"""What is written, and what it takes the place of, in a folder beside the place."""


def put_dataset(
    folder: Path,
    files: Files,
    said: Mapping[str, object],
    books: Books,
    *,
    asked: Callable[[], None] = lambda: None,
) -> str:
    """Put a dataset in its folder, and give the digest of its list of contents.

    Args:
        folder: The folder; new, empty, or an earlier dataset.
        files: The files of it.
        said: What the folder says of itself, as ``contents`` gives it or with more.
        books: The books that it is made of, as they were loaded.
        asked: Called when all is written beside its place; refuses by an error.

    Raises:
        CannotFileError: The folder is among the books or holds something else, the
            books are not what they were, or the disk does not work.
    """
    folder = Path(os.path.realpath(folder))
    content = (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
    told = {**files, CONTENTS: content}
    with in_words(folder):
        refuse_books([folder, *(folder / name for name in told)], books)
        beside = beside_of(folder)
        if is_link(beside):
            raise CannotFileError(not_ours(beside))
        lacked = lacking(folder.parent)
        make_folder(beside)
        busy = Text(
            "{path} skrives av en annen kommando. Prøv igjen.", path=str(folder)
        )
        try:
            with locked(beside, busy):
                _put(folder, beside, told, books, asked)
        finally:
            remove_empty([beside, *lacked])
    return digest_of(content)


def _put(
    folder: Path, beside: Path, files: Files, books: Books, asked: Callable[[], None]
) -> None:
    """Write what is new beside its place, and let it change places with the earlier."""
    new, earlier = beside / NEW, beside / EARLIER
    if earlier.exists() and not os.path.lexists(folder):
        move_folder(earlier, folder)  # it was cut off between the two steps
    _refuse_others(folder)
    remove_folder(earlier)
    remove_folder(new)
    try:
        for name, content in files.items():
            make_folder((new / name).parent)
            put(new / name, content)
        unchanged(folder, books)
        asked()
        if folder.exists():
            move_folder(folder, earlier)
        try:
            move_folder(new, folder)
        except BaseException:
            if earlier.exists():
                move_folder(earlier, folder)
            raise
    finally:
        remove_folder(new)
    remove_folder(earlier)


def contents(made: Dataset, form: str, files: Files, books: Books) -> dict[str, object]:
    """What the folder says of itself: tables, columns, rows, and the files' digests."""
    return {
        "kind": KIND,
        "schema": VERSION,
        "fellesbok": __version__,
        "format": form,
        "region": made.region[1],
        "region_name": made.region[0],
        "revision": files_revision(books.main, map(str, books.files)),
        "tables": {
            table.name: {
                "rows": len(table.rows),
                "columns": {each.name: each.type.value for each in table.columns},
            }
            for table in made.tables
        },
        "files": {name: digest_of(content) for name, content in sorted(files.items())},
    }


def read_contents(folder: Path) -> dict[str, Any] | None:
    """What a folder says of itself; ``None`` where it is no dataset."""
    try:
        said: Any = json.loads((folder / CONTENTS).read_bytes())
        return dict(said) if said["kind"] == KIND else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def contents_digest(folder: Path) -> str:
    """The digest of the list of contents, which holds those of all the files.

    Raises:
        OSError: It cannot be read.
    """
    return digest_of((folder / CONTENTS).read_bytes())


def is_as_written(folder: Path) -> bool:
    """Whether a folder holds a dataset, every file of it as it was put, and no more.

    Raises:
        OSError: Something in it cannot be read.
    """
    return folder.is_dir() and not is_link(folder) and _files(folder) == _said(folder)


def _refuse_others(folder: Path) -> None:
    """Refuse a folder that holds anything but a dataset as it was written.

    Raises:
        CannotFileError: It does, or it is no folder.
    """
    if not os.path.lexists(folder):
        return
    found = _files(folder) if folder.is_dir() else None
    if found == {}:
        remove_empty([*sorted(folder.rglob("*"), reverse=True), folder])
    if found == {} or found == _said(folder):
        return
    raise CannotFileError(
        Text(
            "{path} er ikke en tidligere eksport slik den ble skrevet, og blir ikke"
            " skrevet over. Velg en annen mappe, eller flytt det som ligger der.",
            path=str(folder),
        )
    )


def _files(folder: Path) -> dict[str, str] | None:
    """The digest of each file by its path; ``None`` where there is more than files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if is_link(path) or not (path.is_dir() or path.is_file()):
            return None
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = digest_of(path.read_bytes())
    return found


def _said(folder: Path) -> dict[str, str]:
    """What the list of contents says of the same; an empty one where it is none."""
    said = read_contents(folder)
    if said is None or not isinstance(said.get("files"), dict):
        return {}
    return {**said["files"], CONTENTS: contents_digest(folder)}
