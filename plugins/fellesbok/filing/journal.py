"""The journal of a writing: what it is about to make, so that it can be taken back.

It may be torn, or come with books from others, so nothing in it is trusted but names
that we make ourselves, in the folder of the books, and those only where what stands
there is what the journal says that we wrote: a list and a folder of our own, with the
day, the source and a digest in the name.  No link is followed to take anything away,
and of a file that was added to, only our own last line is taken off again.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.folder import held
from fellesbok.filing.listing import NAMES
from fellesbok.filing.listing import added
from fellesbok.filing.listing import says_nothing
from fellesbok.filing.listing import without
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.noted import digest_of
from fellesbok.system.differences import leads_straight

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

JOURNAL = ".innlesing"
DOCUMENTS = "documents"
_MOST_BYTES = 20_000_000
_UNFIT = re.compile(r"[^\w.,()+-]+")
_LONGEST_NAME = 100
_PAPER = re.compile(r"[12]\d{3}-\d\d-\d\d\.[\w.,()+-]{1,120}")
_STEM = re.compile(r"[12]\d{3}-\d\d-\d\d\.[\w.,()+-]{1,120}\.[0-9a-f]{8}(-\d{1,4})?")
_COMPONENT = re.compile(r"[^\W_][\w-]*")
DIGEST = re.compile(r"[0-9a-f]{64}")


@frozen
class Journal:
    """What a writing makes and changes; all names are from the folder of the main file.

    Attributes:
        main: The name of the main file.
        list: The name of the list, without its ending.
        stem: The name of the file of directives without its ending, and of the folders
            that its documents lie in.
        papers: The digest of each document, by where it lies.
        entries: The digest of the file of directives.
        directives: How many of each kind the file has.
        before: How many bytes the list and the main file had; ``None`` of a list that
            was not there, and of a main file that is not changed.
        heading: What a new list begins with.
        folders: Those that were not there, the lowest first.
    """

    main: str
    list: str
    stem: str
    papers: Mapping[str, str]
    entries: str
    directives: Mapping[str, int]
    before: tuple[int | None, int | None]
    heading: str
    folders: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file of directives."""
        return f"{self.list}/{self.stem}.beancount"

    @property
    def list_file(self) -> str:
        """The list."""
        return f"{self.list}.beancount"

    def made(self) -> dict[str, str]:
        """The digest of every new file, by its name."""
        return {**self.papers, self.name: self.entries}

    def written(self) -> bytes:
        """How it is kept."""
        return json.dumps(asdict(self)).encode()


def new_folders(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """The folders that are to be made for files of those names, the lowest first."""
    new = {each for name in names for each in lacking((folder / name).parent)}
    of_folder = (each.relative_to(folder).as_posix() for each in new)
    return tuple(sorted(of_folder, reverse=True))


def safe(name: str) -> str:
    """A name without anything that a path is made of."""
    return _UNFIT.sub("-", name).strip(".-")[-_LONGEST_NAME:] or "dokument"


def kinds(entries: Iterable[Any], documents: int = 0) -> dict[str, int]:
    """How many directives of each kind there are, with so many documents besides."""
    found = Counter(type(entry).__name__ for entry in entries)
    found["Document"] += documents
    return dict(sorted((+found).items()))


def read_journal(main: Path) -> Journal | None:
    """The journal beside a main file, or ``None``.

    Raises:
        CannotFileError: It is not as we write it.
    """
    path = main.parent / JOURNAL
    content = content_of(path)
    if content is None:
        return None
    try:
        journal = _checked(json.loads(content))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        journal = None
    if journal is None:
        raise CannotFileError(not_ours(path))
    if journal.main != main.name:
        text = Text(
            "En skriving i {main} ble avbrutt. Kjør «fellesbok check --books {main}».",
            main=str(main.with_name(journal.main)),
        )
        raise CannotFileError(text)
    return journal


def not_ours(path: Path) -> Text:
    """What is said of a journal that is not as we write it."""
    return Text(
        "{path} er ødelagt, eller er ikke skrevet av fellesbok her. Ingenting er"
        " rørt, og ingenting skrives før den er borte: se om noe i mappen er halvt"
        " skrevet, og ta den bort.",
        path=str(path),
    )


def take_back(main: Path, journal: Journal) -> tuple[str, ...]:
    """Make the books what they were; the names of what could not be taken away.

    What somebody has changed since, and what links lead to, is left as it is.
    """
    folder = main.parent
    of_list, of_main = journal.before
    listed = folder / journal.list_file
    if of_main is not None and _is_ours_alone(listed, journal.name):
        _shorten(main, of_main, journal.list_file, apart=True)
    new = added(f"{journal.heading}\n".encode(), journal.name)
    if of_list is None and content_of(listed) == new:
        remove(listed)
    elif listed.is_file():
        _shorten(listed, of_list or 0, journal.name, apart=False)
    left = []
    for name, made in reversed(journal.made().items()):
        path = folder / name
        clear_beside(folder, name)
        if not os.path.lexists(path):
            continue
        content = content_of(path) if is_within(folder, name) else None
        if content is not None and digest_of(content) == made:
            remove(path)
        else:
            left.append(name)
    remove_empty(folder / name for name in journal.folders if is_within(folder, name))
    return tuple(left)


def is_taken_in(main: Path, journal: Journal) -> bool:
    """Whether the last step was taken: the list has our line, and the main file its.

    A main file that has become shorter since is not the one that it was to be added to,
    and may have had the line.
    """
    _, of_main = journal.before
    if not _has_line(main.parent / journal.list_file, journal.name):
        return False
    return (
        of_main is None
        or len(main.read_bytes()) < of_main
        or _has_line(main, journal.list_file)
    )


def _has_line(path: Path, name: str) -> bool:
    """Whether a file has the ``include`` of a name as we write it."""
    content = held(path) or b""
    return without(content, name) != content


def clear_beside(folder: Path, name: str) -> None:
    """What was being written when the crash came, and is no file of the books."""
    beside = beside_of(folder / name)
    if is_within(folder, name) and os.path.lexists(beside):
        remove(beside)


def clear_at_end(path: Path) -> None:
    """The same of a file that is added to, which is written where its link leads."""
    beside = beside_of(Path(os.path.realpath(path)))
    if os.path.lexists(beside):
        remove(beside)


def _is_ours_alone(listed: Path, name: str) -> bool:
    """Whether a list takes in nothing but a file of ours, so that it may go."""
    return says_nothing(without(held(listed) or b"", name))


def _shorten(path: Path, length: int, name: str, *, apart: bool) -> None:
    """Take our line off a file: what was before it, to the byte, if nobody wrote since.

    Where a link leads to it, it is the file at its end that was added to.
    """
    content = path.read_bytes()
    before = content[:length]
    if added(before, name, apart=apart) != content:
        before = without(content, name)
    if before != content:
        put(path, before)


def is_within(folder: Path, name: str) -> bool:
    """Whether a name leads through no link, and so stays in the folder."""
    return leads_straight(folder, *name.split("/")[:-1])


def content_of(path: Path) -> bytes | None:
    """What stands in a file that is a file itself, and no link; else ``None``.

    A journal that is anything else is not ours, so it reads as nothing that we write.
    """
    if not os.path.lexists(path):
        return None
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
        return b""
    return path.read_bytes()


def _checked(said: Any) -> Journal | None:  # noqa: ANN401 -- whatever stands there
    """The journal, if every name and number in it is one that we write."""
    if not isinstance(said, dict) or set(said) != set(Journal.__dataclass_fields__):
        return None
    before = said["before"]
    journal = Journal(
        said["main"],
        said["list"],
        said["stem"],
        dict(said["papers"]),
        said["entries"],
        dict(said["directives"]),
        (before[0], before[1]),
        said["heading"],
        tuple(said["folders"]),
    )
    ours = (
        _is_name(journal.main)
        and journal.list in NAMES
        and bool(_STEM.fullmatch(journal.stem))
        and bool(DIGEST.fullmatch(journal.entries))
        and all(
            _is_paper(name, journal.stem) and DIGEST.fullmatch(made)
            for name, made in journal.papers.items()
        )
        and all(isinstance(n, int) for n in journal.directives.values())
        and all(n is None or (type(n) is int and n >= 0) for n in journal.before)
        and journal.heading.isprintable()
        and set(journal.folders) <= _folders(journal)
    )
    return journal if ours else None


def _folders(journal: Journal) -> set[str]:
    """Every folder that the writing may have made."""
    parts = [name.split("/")[:-1] for name in journal.made()]
    return {"/".join(each[: n + 1]) for each in parts for n in range(len(each))}


def _is_paper(name: str, stem: str) -> bool:
    """Whether it is where a document is filed: by its account, in a folder of ours."""
    match name.split("/"):
        case [first, *account, folder, file]:
            return (
                (first, folder) == (DOCUMENTS, stem)
                and all(_COMPONENT.fullmatch(part) for part in account)
                and bool(_PAPER.fullmatch(file))
            )
    return False


def _is_name(name: str) -> bool:
    """Whether it is the name of a file, and no way to one."""
    return name.isprintable() and "/" not in name and name not in {"", ".", ".."}
