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
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import set_out
from fellesbok.messages import Text
from fellesbok.system.asking_git import GIT
from fellesbok.system.asking_git import QUIET
from fellesbok.system.differences import seen_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

MOST_FILES = 50_000
MOST_BYTES = 500_000_000
LONGEST_SECONDS = 60


class _File(NamedTuple):
    """A file of a revision: where it lies, its object, and its size in bytes."""

    path: PurePosixPath
    object: str
    size: int


@contextmanager
def at_revision(main: Path, revision: str) -> Iterator[Source]:
    """The books of a main file as they were in a revision.

    Raises:
        CannotCompareError: There is no git, no repository or no such revision, or there
            is more in it than is set out.
    """
    root = main.parent.parent.resolve()
    prefix = os.fsdecode(_asked(root, "rev-parse", "--show-prefix")).rstrip("\n")
    name = f"{revision}^{{commit}}"
    try:
        found = _asked(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", name
        )
    except CannotCompareError:
        text = Text(
            "«{name}» er verken en mappe eller en revisjon i git for {folder}.",
            name=revision,
            folder=str(root),
        )
        raise CannotCompareError(text) from None
    commit = found.decode().strip()
    files = _files(root, f"{commit}:{prefix}", revision)
    within = main.parent.name + "/" + main.name
    if all(str(file.path) != within for file in files):
        text = Text(
            "Revisjonen {name} har ingen bøker i {folder}: {file} mangler.",
            name=revision,
            folder=str(root),
            file=within,
        )
        raise CannotCompareError(text)
    with ExitStack() as stack:
        contents = zip((f.path for f in files), _contents(root, files), strict=True)
        try:
            at = stack.enter_context(set_out(contents))
        except OSError as error:
            text = Text(
                "Fikk ikke hentet ut revisjonen {name} ({reason}).",
                name=revision,
                reason=reason_of(error),
            )
            raise CannotCompareError(text) from None

        def shown(path: str) -> str:
            inside = Path(seen_from(path, at)).as_posix()
            is_theirs = inside.startswith("..") or Path(inside).is_absolute()
            return path if is_theirs else f"{revision}:{inside}"

        title = Text("revisjon {name}", name=revision)
        yield Source(at / main.parent.name / main.name, title, shown)


def _files(root: Path, tree: str, revision: str) -> list[_File]:
    """Every file of a tree of git; those whose names lead elsewhere are left out."""
    found = []
    for line in _asked(root, "ls-tree", "-r", "-z", "-l", "--full-tree", tree).split(
        b"\0"
    ):
        told, tab, name = line.partition(b"\t")
        mode, kind, key, size = told.split() if tab else (b"", b"", b"", b"")
        path = PurePosixPath(os.fsdecode(name))
        is_inside = not path.is_absolute() and ".." not in path.parts
        if os.altsep:  # Windows, where these too lead elsewhere, or to a device
            is_inside = is_inside and not set(str(path)) & set("\\:")
        if kind == b"blob" and mode != b"120000" and is_inside:
            found.append(_File(path, key.decode(), int(size)))
    if len(found) > MOST_FILES or sum(file.size for file in found) > MOST_BYTES:
        text = Text(
            "Revisjonen {name} er for stor til å hentes ut: høyst {files} filer og"
            " {bytes} MB.",
            name=revision,
            files=MOST_FILES,
            bytes=MOST_BYTES // 1_000_000,
        )
        raise CannotCompareError(text)
    return found


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
