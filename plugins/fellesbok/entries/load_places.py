"""Where in the books an error stands that Beancount tells without a place.

Of a file that cannot be taken in or is taken in twice, a plugin that does not load and
a folder of documents that is not there, Beancount says what and not in which line.  The
line is found by what it names, in the files that were read.
"""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import data

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

_LINE = r"(?P<word>include|plugin|option\s+\"documents\")\s+\"(?P<value>[^\"]*)\""
_KINDS = (
    (r"File (?:glob )?\"(?P<value>[^\"]*)\" does not ", "include"),
    (r"Duplicate filename parsed: \"(?P<value>[^\"]*)\"", "file"),
    (r"Error (?:importing|applying plugin) \"(?P<value>[^\"]*)\"", "plugin"),
    (r"Document root '(?P<value>[^']*)' does not exist", "folder"),
)
"""What Beancount says, and what it names."""


class _Line(NamedTuple):
    """A line of a file that names another file, a folder or a plugin."""

    path: Path
    number: int
    word: str
    value: str

    @property
    def absolute(self) -> str:
        """What it names, from the folder of the file, as Beancount reads it."""
        # Beancount follows no link in a path.
        return os.path.normpath(self.path.parent / self.value)

    def names(self, kind: str, value: str) -> bool:
        """Whether it is a line of that kind and names that."""
        if kind == "file":
            return self.word == "include" and value in glob.glob(  # noqa: PTH207 -- as Beancount
                self.absolute, recursive=True
            )
        if kind == "folder":
            return self.word not in {"include", "plugin"} and self.absolute == value
        return (self.word, self.value) == (kind, value)


def placed(errors: Iterable[Any], files: Iterable[str]) -> list[Any]:
    """The errors, those without a line with the line that they are about.

    What is found in no line keeps what Beancount says of its place.

    Args:
        errors: As Beancount gives them.
        files: The paths of the files that were read, the main file first.
    """
    found = list(errors)
    if all(_has_line(error) for error in found):
        return found
    lines = [line for name in files for line in _lines(Path(name))]
    return [e if _has_line(e) else _with_line(e, lines) for e in found]


def not_read(errors: Iterable[Any], entries: Iterable[Any]) -> Iterator[Any]:
    """Those for which a file that books take in is not there, or nothing in it is read.

    Args:
        errors: As Beancount gives them.
        entries: What was read.
    """
    found = list(errors)
    read = {entry.meta["filename"] for entry in entries} if found else set()
    for error in found:
        is_away = re.match(_KINDS[0][0], str(error.message))
        is_of_parser = type(error).__module__.startswith("beancount.parser.")
        if is_away or (is_of_parser and error.source["filename"] not in read):
            yield error


def _has_line(error: Any) -> bool:  # noqa: ANN401 -- Beancount has many kinds
    return bool(error.source.get("lineno"))


def _with_line(error: Any, lines: list[_Line]) -> Any:  # noqa: ANN401 -- likewise
    for pattern, kind in _KINDS:
        if match := re.match(pattern, str(error.message)):
            about = [line for line in lines if line.names(kind, match["value"])]
            if about:
                # Of a file that is taken in twice, the first line is right.
                line = about[-1] if kind == "file" else about[0]
                source = data.new_metadata(str(line.path), line.number)
                return error._replace(source=source)
    return error


def _lines(path: Path) -> Iterator[_Line]:
    """Those of a file that name something; none where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(_LINE, line):
            yield _Line(path, number, match["word"].split()[0], match["value"])
