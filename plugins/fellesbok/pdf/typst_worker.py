"""Sets documents with Typst (*sats*): a program of its own that knows nothing of ours.

Typst is Apache-2.0, which does not go with the GPL-2.0-only of Beancount in one
program.  This one, which is GPL-2.0-or-later and so GPL-3.0 too, imports Typst and the
standard library alone; what it sets comes as data through a pipe, and goes back so.

No file, package or font of the machine can be read by what is set: its root is the
folder of our templates, and the templates alone are run.

Run as ``typst_worker.py FOLDER TEMPLATE…``.  A request is its length in eight bytes,
and JSON; an answer is ``+`` or ``-``, a length likewise, and a PDF or a reason.  Where
letters were lost, it is ``?``, and the PDF comes after their own length and they.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING
from unicodedata import category

import typst

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from typing import BinaryIO

MOST_MEMORY_BYTES = 3_000_000_000
"""A table of ten thousand rows takes a third of it."""

SET_LIMIT = getattr(resource, "setrlimit", None)
OF_MEMORY = getattr(resource, "RLIMIT_AS", None)

IDLE_SECONDS = 60.0
"""Whoever serves pages has no use of the memory while nobody asks for a PDF."""

LENGTH_BYTES = 8
TRIES = 8
UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MARKS = {"Mn", "Mc", "Me", "Cf"}
OTHER_MARKS = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\uff9e\uff9f"
"""Skin tones and the half-width marks of sound, which Unicode calls no marks."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def main() -> None:
    """Answer until nobody asks."""
    folder, *names = sys.argv[1:]
    source = b"\n".join(Path(folder, name).read_bytes() for name in names)
    if SET_LIMIT is not None:
        SET_LIMIT(OF_MEMORY, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    compiler = typst.Compiler(
        root=folder,
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )
    while (document := _request(sys.stdin.buffer)) is not None:
        try:
            lost: set[str] = set()
            mark, answer = b"+", _set(compiler, source, document, lost)
            if lost:
                told = "".join(sorted(lost)).encode()
                mark, answer = b"?", _counted(told) + answer
        except typst.TypstError as error:
            mark, answer = b"-", error.diagnostic.encode()
        sys.stdout.buffer.write(mark + _counted(answer))
        sys.stdout.buffer.flush()


def _counted(content: bytes) -> bytes:
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def _request(pipe: BinaryIO) -> str | None:
    """The next document as JSON, or nothing where there are no more."""
    patience = Timer(IDLE_SECONDS, os._exit, (0,))
    patience.daemon = True
    patience.start()
    length = pipe.read(LENGTH_BYTES)
    patience.cancel()
    if len(length) < LENGTH_BYTES:
        return None
    return pipe.read(int.from_bytes(length, "big")).decode()


def _set(
    compiler: typst.Compiler, source: bytes, document: str, lost: set[str]
) -> bytes:
    """The PDF; a character that no font has is one that says so.

    Args:
        compiler: What sets it.
        source: The templates.
        document: What is set.
        lost: Gets the characters that are not shown.

    Raises:
        typst.TypstError: It cannot be set.
    """
    for _ in range(TRIES):
        try:
            return _pdf(compiler, source, document)
        except typst.TypstError as error:
            undrawn = {
                ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
                for text in UNDRAWN.findall(error.diagnostic)
            }
            told = _told_as_unknown(document, set().union(*undrawn))
            if told == document:
                raise
            lost |= {each for each in set(document) - set(told) if not each.isascii()}
        document = told
    return _pdf(compiler, source, document)


def _told_as_unknown(document: str, undrawn: set[str]) -> str:
    """The document with a sign in the place of some of what no font has.

    A letter whose mark no font has is told of with it, and is drawn where it stands
    alone: the mark is taken from it, and no letter or figure from the document.  What
    JSON is written with is ASCII, and is left as it is.
    """
    marks = {each for each in undrawn if _is_mark(each)}
    letters = undrawn - marks
    if marks and letters:
        together = re.compile(f"(?<={_any_of(letters)}){_any_of(marks)}+")
        told = together.sub(lambda found: UNKNOWN * len(found[0]), document)
        if told != document:
            return told
    unknown = {each for each in marks or letters if not each.isascii()}
    return document.translate({ord(each): UNKNOWN for each in unknown})


def _is_mark(letter: str) -> bool:
    """Whether it stands on the letter before it."""
    return category(letter) in MARKS or letter in OTHER_MARKS


def _any_of(letters: set[str]) -> str:
    return "[" + "".join(re.escape(each) for each in sorted(letters)) + "]"


def _pdf(compiler: typst.Compiler, source: bytes, document: str) -> bytes:
    made = compiler.compile(
        source,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"document": document},
    )
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made


if __name__ == "__main__":
    main()
