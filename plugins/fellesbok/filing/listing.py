"""The lists of the books, and what one line more does to a file of them.

A list is a file of ``include`` lines that the programme writes; each names a file of
directives in the folder of the same name.  A file of the books is only ever added to:
what somebody wrote stands as it stood, with its own line ends.
"""

from __future__ import annotations

import fnmatch
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_hold
from fellesbok.entries.guarded_parser import parser
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

NAMES = frozenset(
    {
        *("attestert", "avsluttet", "godkjent", "innlest", "innsigelser", "kontoer"),
        *("krav", "skrevet"),
    }
)
"""Every list; a journal that names another is not ours."""


@frozen
class Listing:
    """A list of files that the main file includes, and the folder that they lie in.

    Attributes:
        name: Of the folder, and of the list.
        heading: The comment that the list begins with.
        busy: What is said where somebody else is writing in the books.
        changed: What is said where the books were changed before anything was written.
        is_whole: Whether everything in the folder must be in the books, for what is not
            would be given the same numbers, or be decided, once more.
    """

    name: str
    heading: str
    busy: Text
    changed: Text
    is_whole: bool = True

    def __post_init__(self) -> None:
        """A list that no journal may name could not be put right."""
        must_hold("At hver liste er kjent,", self.name in NAMES)

    @property
    def file(self) -> str:
        """The list, from the folder of the main file."""
        return f"{self.name}.beancount"


INTAKE = Listing(
    "innlest",
    "; Det som er lest inn, én fil for hver innlesing. Skrives av «fellesbok import».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingenting er lest inn. Prøv igjen"
        " når de er ferdige."
    ),
    Text("Bøkene er endret siden forhåndsvisningen. Les inn på nytt."),
    is_whole=False,
)
LOOKING = replace(
    INTAKE,
    busy=Text(
        "Noen andre skriver i bøkene akkurat nå, så det er ikke sett etter om en"
        " tidligere skriving ble avbrutt."
    ),
)
"""What is said to one who only looks, and writes nothing."""


def include(name: str) -> bytes:
    """The line that takes a file in, without its end."""
    return f'include "{name}"'.encode()


def line_end(content: bytes) -> bytes:
    """How the lines of a file end: as the first of them does."""
    first = content.find(b"\n")
    return b"\r\n" if first > 0 and content[first - 1 : first] == b"\r" else b"\n"


def added(content: bytes, name: str, *, apart: bool = False) -> bytes:
    """A file with one ``include`` more at its end, on a line of its own.

    Args:
        content: What stands in it.
        name: The file to be taken in.
        apart: Whether there shall be an empty line before it.
    """
    end = line_end(content)
    between = b"" if not content or content.endswith(b"\n") else end
    return b"".join(
        (content, between, end if apart and content else b"", include(name), end)
    )


def without(content: bytes, name: str) -> bytes:
    """A file without the ``include`` lines of that name that are as we write them."""
    line = re.escape(include(name))
    return re.sub(rb"(?m)^" + line + rb"(?:\r?\n|\Z)", b"", content)


def holds_nothing(path: Path) -> bool:
    """Whether a file is not there, or has only comments, headings and empty lines."""
    return not path.exists() or says_nothing(path.read_bytes())


def says_nothing(content: bytes) -> bool:
    """Whether what stands in a file is only comments, headings and empty lines."""
    entries, errors, options = parser.parse_string(content)
    return not (entries or errors or options["include"])


def uncounted(folder: Path, listing: Listing, files: Iterable[Path]) -> Path | None:
    """The first file in the folder of a list that the books do not take in, if any."""
    taken = {os.path.realpath(path) for path in files}
    for path in sorted((folder / listing.name).glob("*.beancount")):
        if os.path.realpath(path) not in taken and not holds_nothing(path):
            return path
    return None


def is_asked_for(path: Path, files: Iterable[Path]) -> bool:
    """Whether an ``include`` of those files names a file, be it there or not."""
    return any(is_matched(path, pattern) for _, _, pattern in includes(files))


def includes(files: Iterable[Path]) -> Iterator[tuple[Path, str, Path]]:
    """Each ``include``: the file it stands in, as it is written, and what it names."""
    for file in files:
        if b"include" not in file.read_bytes():
            continue
        _, _, options = parser.parse_file(str(file))
        for name in options["include"]:
            pattern = os.path.normpath(os.path.join(file.parent, name))  # noqa: PTH118 -- as Beancount does
            yield file, name, Path(pattern)


def is_matched(path: Path, pattern: Path) -> bool:
    """Whether an ``include`` takes in a path."""
    return _is_matched(Path(os.path.normpath(path)).parts, pattern.parts)


def _is_matched(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a pattern takes in a path: a star stays in its folder, two do not."""
    if not pattern:
        return not parts
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        return any(_is_matched(parts[n:], rest) for n in range(len(parts) + 1))
    return (
        bool(parts)
        and fnmatch.fnmatchcase(parts[0], first)
        and _is_matched(parts[1:], rest)
    )
