"""What a load rests on: which files, with which bytes, and what lay where (*grunnlag*).

It is told while the books are loaded, of the very bytes that were parsed; afterwards it
is asked whether the disk says the same, then and each time that the load is used again.
Where that cannot be known for certain there is no ground, and nothing is kept.
"""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Document
from beancount.utils.encryption import is_encrypted_file

from fellesbok.noted import digest_of
from fellesbok.system.differences import is_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

Steps = list[list[Any]]
"""The files in Beancount's order: the name, and what was found, pattern by pattern."""

Ground = dict[str, Any]
"""What a load rests on, of nothing but what JSON has."""


class NoGroundError(Exception):
    """It cannot be known what a load rests on, or it is another than it was."""


class Told:
    """Listens to a load."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.parsed: dict[str, tuple[str, list[str]]] = {}
        self.order: list[str] = []
        self.documents: dict[str, None] = {}
        self.folders: dict[str, list[Any] | None] = {}
        self.read: dict[str, str] = {}
        self.there: dict[str, bool] = {}
        self.led: dict[str, str] = {}

    def parse(self, name: str, content: bytes, parse: Callable[[], Any]) -> Any:  # noqa: ANN401 -- as Beancount parses
        """What stands in a file, which is remembered."""
        found = parse()
        self.has_parsed(name, digest_of(content), found[0], found[2])
        return found

    def has_parsed(
        self, name: str, digest: str, entries: list[Any], options: dict[str, Any]
    ) -> None:
        """Remember a file, and what it names; of the main file, where documents lie."""
        patterns = list(options["include"])
        if not self.order:
            for folder in options["documents"]:
                self._lists(documents_folder(folder, name))
        self.order.append(name)
        if self.parsed.setdefault(name, (digest, patterns)) != (digest, patterns):
            self.parsed[name] = "", []  # it changed while it was read twice
        named = (each.filename for each in entries if type(each) is Document)
        self.documents.update(dict.fromkeys(named))

    def _lists(self, folder: str) -> None:
        """Remember what lies in a folder, or that nobody knows; the load goes on."""
        self.folders[folder] = None
        with suppress(NoGroundError, OSError):
            self.folders[folder] = listed(folder, with_times=True)

    def has_read(self, path: Path, digest: str) -> None:
        """Remember another file."""
        if self.read.setdefault(str(path), digest) != digest:
            self.read[str(path)] = ""

    def was_there(self, path: Path, *, is_file: bool) -> None:
        """Remember whether a file was there."""
        if self.there.setdefault(str(path), is_file) != is_file:
            self.read[str(path)] = ""

    def leads_to(self, written: Path, place: Path) -> None:
        """Remember where a path led."""
        self.led[str(written)] = str(place)

    def ground(self, main: str) -> Ground:
        """What the load rested on.

        Raises:
            NoGroundError: It cannot be known, or the disk says something else by now.
            OSError: Likewise.
        """
        folders = {}
        for place, before in self.folders.items():
            if before is None or listed(place, with_times=True) != before:
                raise NoGroundError(place)
            folders[place] = _without_times(before)
        steps = walked(main, self.parsed)
        taken = [name for name, _, _ in steps]
        # What is parsed after them is asked about itself, and takes no part.
        if self.order[: len(taken)] != taken:
            raise NoGroundError(main)
        found = {
            "main": [main, os.path.realpath(main)],
            "steps": steps,
            "documents": {d: os.path.realpath(d) for d in self.documents},
            "folders": folders,
            "read": self.read,
            "there": self.there,
            "led": self.led,
        }
        _hold_others(found)
        return found


def hold(ground: Ground) -> None:
    """Ask the disk whether it is as it was.

    Raises:
        NoGroundError: It is not.
        OSError: A file cannot be read.
    """
    main, real = ground["main"]
    if os.path.realpath(main) != real:
        raise NoGroundError(main)
    known = {
        name: (digest, [pattern for pattern, _ in found])
        for name, digest, found in ground["steps"]
    }
    if walked(main, known) != ground["steps"]:
        raise NoGroundError(main)
    _hold_others(ground)
    for folder, before in ground["folders"].items():
        if listed(folder) != before:
            raise NoGroundError(folder)


def _hold_others(ground: Ground) -> None:
    """The same of the files that are no vouchers."""
    for name, digest in ground["read"].items():
        if digest_of(_bytes(name)) != digest:
            raise NoGroundError(name)
    for name, was_there in ground["there"].items():
        if Path(name).is_file() != was_there:
            raise NoGroundError(name)
    for written, place in (*ground["led"].items(), *ground["documents"].items()):
        if os.path.realpath(written) != place:
            raise NoGroundError(written)
    for name in ground["documents"]:
        if not os.path.exists(name):  # noqa: PTH110 -- as Beancount asks
            raise NoGroundError(name)


def walked(main: str, known: Mapping[str, tuple[str, list[str]]]) -> Steps:
    """The files that Beancount takes in, in its order, if they are as they are known.

    Args:
        main: The main file.
        known: The digest of each file, and the patterns that it takes others in by.

    Raises:
        NoGroundError: A file is another, is not known, or is taken in twice, or a
            pattern takes nothing in.
        OSError: A file cannot be read.
    """
    waiting: list[str] = [main]
    seen: set[str] = set()
    steps: Steps = []
    while waiting:
        name = os.path.normpath(waiting.pop(0))
        if name in seen or name not in known or is_encrypted_file(name):
            raise NoGroundError(name)
        seen.add(name)
        digest, patterns = known[name]
        if digest_of(_bytes(name)) != digest:
            raise NoGroundError(name)
        folder = os.path.dirname(name)  # noqa: PTH120 -- as Beancount
        found = []
        for pattern in patterns:
            wanted = os.path.join(folder, pattern)  # noqa: PTH118 -- likewise
            places = glob.glob(wanted, recursive=True)  # noqa: PTH207 -- likewise
            if not places:
                raise NoGroundError(wanted)
            found.append([pattern, places])
            waiting += places
        steps.append([name, digest, found])
    return steps


def documents_folder(folder: str, main: str) -> str:
    """Where Beancount looks for documents."""
    base = os.path.dirname(main)  # noqa: PTH120 -- as Beancount
    return os.path.abspath(os.path.join(base, os.path.normpath(folder)))  # noqa: PTH100, PTH118 -- likewise


def listed(folder: str, *, with_times: bool = False) -> list[Any]:
    """What lies in a folder and below it, in the order that Beancount meets it.

    Args:
        folder: Its path.
        with_times: Also when each folder was changed, to know whether anything came
            and went.

    Raises:
        NoGroundError: A link is among it: nobody knows what lies there.
    """
    found: list[Any] = [os.path.realpath(folder), os.path.exists(folder)]  # noqa: PTH110 -- as Beancount
    for place, folders, names in os.walk(folder):
        if any(is_link(Path(place) / name) for name in (*folders, *names)):
            raise NoGroundError(place)
        when = Path(place).stat().st_mtime_ns if with_times else 0
        found.append([place, list(folders), names, when])
    return found


def _without_times(found: list[Any]) -> list[Any]:
    """What lay in a folder, as it is told when nobody asks when it was changed."""
    real, is_there, *folders = found
    return [real, is_there, *([*each[:-1], 0] for each in folders)]


def _bytes(name: str) -> bytes:
    """What is in a file; what is no plain file is not waited for.

    Raises:
        NoGroundError: It is none.
        OSError: It cannot be read.
    """
    path = Path(name)
    if not path.is_file():
        raise NoGroundError(name)
    return path.read_bytes()
