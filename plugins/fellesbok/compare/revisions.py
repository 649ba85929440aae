"""Books as they were in a git revision (*revisjon*), set out in a passing folder.

The repository may be of others, so git only looks objects up: no work tree, no hook, no
filter, no attribute and no network.  Links and modules in it are left out.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.trying import Source
from fellesbok.entries.taken_in import taken_in
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import put_in
from fellesbok.filing.disk import set_out
from fellesbok.filing.folder import folder_of
from fellesbok.messages import Text
from fellesbok.system.asking_git import GIT
from fellesbok.system.asking_git import QUIET
from fellesbok.system.differences import seen_from

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.entries.taken_in import Named

MOST_FILES = 50_000
MOST_BYTES = 500_000_000
LONGEST_SECONDS = 60


class _File(NamedTuple):
    """A file of a revision: where it lies, its object, and its size in bytes."""

    path: PurePosixPath
    object: str
    size: int


class _Tree(NamedTuple):
    """All that a revision has.

    Attributes:
        asked_in: A folder of the repository, where git is asked.
        commit: The commit, as git names it.
        revision: The same, as it was asked for.
    """

    asked_in: Path
    commit: str
    revision: str


@contextmanager
def at_revision(main: Path, revision: str) -> Iterator[Source]:
    """The books of a main file as they were in a revision.

    The folder of the books is set out, and what they take in of the same repository
    besides.

    Raises:
        CannotCompareError: There is no git, no repository or no such revision, there is
            more in it than is set out, or the books take in what it does not have.
    """
    folder = folder_of(main).resolve()
    ledger = main.parent.resolve()
    prefix = os.fsdecode(_asked(ledger, "rev-parse", "--show-prefix")).rstrip("\n")
    above = PurePosixPath(prefix)
    tree = _Tree(ledger, _commit(ledger, folder, revision), revision)
    with ExitStack() as stack:
        try:
            at = stack.enter_context(set_out(()))
            books = at / (above if folder == ledger else above.parent)
            there = at / above / main.name
            _put_books(at, books, there, tree)
        except OSError as error:
            text = Text(
                "Fikk ikke hentet ut revisjonen {name} ({reason}).",
                name=revision,
                reason=reason_of(error),
            )
            raise CannotCompareError(text) from None
        if not there.is_file():
            text = Text(
                "Revisjonen {name} har ingen bøker i {folder}: {file} mangler.",
                name=revision,
                folder=str(folder),
                file=_seen(there, books),
            )
            raise CannotCompareError(text)

        def shown(path: str) -> str:
            is_ours = Path(path).is_relative_to(at)
            return f"{revision}:{_seen(Path(path), books)}" if is_ours else path

        title = Text("revisjon {name}", name=revision)
        yield Source(there, title, shown)


def _commit(ledger: Path, folder: Path, revision: str) -> str:
    """The commit that a revision is.

    Raises:
        CannotCompareError: It is none.
    """
    name = f"{revision}^{{commit}}"
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    try:
        return _asked(ledger, *words).decode().strip()
    except CannotCompareError:
        text = Text(
            "«{name}» er verken en mappe eller en revisjon i git for {folder}.",
            name=revision,
            folder=str(folder),
        )
        raise CannotCompareError(text) from None


def _put_books(at: Path, books: Path, main: Path, tree: _Tree) -> None:
    """Set out the folder of the books, and then what they name, until all is there.

    Args:
        at: Where the top of the repository is set out.
        books: Where the folder of the books is then.
        main: Where the main file is then.
        tree: Where it is taken from.

    Raises:
        CannotCompareError: It is too much, or the books name what is not set out.
        OSError: The disk does not take it.
    """
    wanted = {books}
    leads: set[Path] = set()
    found: dict[PurePosixPath, _File] = {}
    left_out: set[Path] = set()
    known: dict[Path, list[Named]] = {}
    while wanted:
        new: dict[PurePosixPath, _File] = {}
        for lead in sorted(wanted):
            files, others = _listed(tree, PurePosixPath(lead.relative_to(at)))
            new |= {file.path: file for file in files if file.path not in found}
            left_out |= {at / path for path in others}
        found |= new
        _must_be_few(found.values(), tree.revision)
        contents = _contents(tree.asked_in, [*new.values()])
        put_in(at, zip(new, contents, strict=True))
        leads |= wanted
        wanted = set()
        for named in taken_in(main, known):
            if not named.lead.is_relative_to(at):
                if named.is_needed:
                    raise CannotCompareError(_outside(named, books, tree.revision))
            elif not any(named.lead.is_relative_to(lead) for lead in leads):
                wanted.add(named.lead)
            hits = filter(named.may_be, left_out if named.is_needed else ())
            if (hit := next(hits, None)) is not None:
                raise CannotCompareError(_left_out(named, hit, books, tree.revision))


def _outside(named: Named, books: Path, revision: str) -> Text:
    return Text(
        "Revisjonen {name} kan ikke hentes ut: {file} tar inn «{path}», som ligger"
        " utenfor det git har av den.",
        name=revision,
        file=_seen(named.by, books),
        path=named.said,
    )


def _left_out(named: Named, path: Path, books: Path, revision: str) -> Text:
    return Text(
        "Revisjonen {name} kan ikke hentes ut: {file} tar inn «{path}», og {link} er en"
        " lenke eller et annet depot, som ikke hentes ut.",
        name=revision,
        file=_seen(named.by, books),
        path=named.said,
        link=_seen(path, books),
    )


def _seen(path: Path, books: Path) -> str:
    """A file that is set out, from the folder of the books."""
    return Path(seen_from(path, books)).as_posix()


def _listed(
    tree: _Tree, path: PurePosixPath
) -> tuple[list[_File], list[PurePosixPath]]:
    """A file, or every file below a folder, of a revision; and what is left out there.

    Links and modules are left out, and what has a name that leads elsewhere.
    """
    words = ("ls-tree", "-r", "-z", "-l", "--full-tree", tree.commit)
    below = () if path == PurePosixPath() else ("--", str(path))
    files, others = [], []
    for line in _asked(tree.asked_in, *words, *below).split(b"\0"):
        told, tab, name = line.partition(b"\t")
        if not tab:
            continue
        mode, kind, key, size = told.split()
        found = PurePosixPath(os.fsdecode(name))
        is_inside = not found.is_absolute() and ".." not in found.parts
        if os.altsep:  # Windows, where these too lead elsewhere, or to a device
            is_inside = is_inside and not set(str(found)) & set("\\:")
        if kind == b"blob" and mode != b"120000" and is_inside:
            files.append(_File(found, key.decode(), int(size)))
        elif is_inside:
            others.append(found)
    return files, others


def _must_be_few(files: Collection[_File], revision: str) -> None:
    """Raise where it is more than is set out."""
    if len(files) > MOST_FILES or sum(file.size for file in files) > MOST_BYTES:
        text = Text(
            "Revisjonen {name} er for stor til å hentes ut: høyst {files} filer og"
            " {bytes} MB.",
            name=revision,
            files=MOST_FILES,
            bytes=MOST_BYTES // 1_000_000,
        )
        raise CannotCompareError(text)


def _contents(root: Path, files: Sequence[_File]) -> Iterator[bytes]:
    """What the files hold, in their order."""
    asked = "".join(f"{file.object}\n" for file in files).encode()
    answer = _asked(root, "cat-file", "--batch", given=asked)
    place = 0
    for file in files:
        end = answer.find(b"\n", place)
        if answer[place:end].split()[1:] != [b"blob", str(file.size).encode()]:
            text = Text("Git mangler innholdet i {file}.", file=str(file.path))
            raise CannotCompareError(text)
        yield answer[end + 1 : end + 1 + file.size]
        place = end + 1 + file.size + 1


def _asked(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git answers.

    Raises:
        CannotCompareError: It cannot, or there is none.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 -- words of ours, and a revision after them
            [*GIT, "-C", str(root), *words],
            input=given,
            capture_output=True,
            check=False,
            env=environment | QUIET,
            timeout=LONGEST_SECONDS,
        )
    except FileNotFoundError:
        text = Text(
            "Finner ikke git på denne maskinen, så en revisjon kan ikke hentes ut."
        )
        raise CannotCompareError(text) from None
    except subprocess.TimeoutExpired:
        text = Text("Git svarte ikke på {seconds} sekunder.", seconds=LONGEST_SECONDS)
        raise CannotCompareError(text) from None
    if done.returncode:
        reason = os.fsdecode(done.stderr).strip().splitlines()
        text = Text(
            "Git kan ikke lese {folder}: {reason}.",
            folder=str(root),
            reason=reason[0].rstrip(".") if reason else str(done.returncode),
        )
        raise CannotCompareError(text)
    return done.stdout
