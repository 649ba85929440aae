"""Zip archives from outside (*zip-filer*), whose table of contents is bounded too.

Opening an archive reads the whole of its table of contents, which a file of nothing
else can make as large as it likes.  How large it is stands at the end of the file, and
is looked at first, by whoever opens one.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_MEMBERS = 2_000
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    zlib.error,
    struct.error,
)
"""What reading a zip file raises when it is broken or encrypted."""

_MOST_RATIO = 200
_FREE_BYTES = 1_000_000
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_LONGEST_END = (1 << 16) + 22
_MOST_CONTENTS = 2_000_000
"""Bytes of a table of contents: 2 000 members with names of a thousand."""


class TooManyMembersError(zipfile.BadZipFile):
    """The table of contents is itself too large to be read."""


@contextmanager
def opened_archive(source: Path | bytes) -> Iterator[zipfile.ZipFile]:
    """An archive in a file or in memory; nothing is unpacked yet.

    Raises:
        TooManyMembersError: Its table of contents is too large; a caller for whom that
            is as good as broken finds it in ``BROKEN_ARCHIVE`` too.
        zipfile.BadZipFile: It is no archive.
        OSError: The file cannot be read.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with stream:
        _check_contents(stream)
        with zipfile.ZipFile(stream) as archive:
            yield archive


def is_too_dense(size: int, packed: int) -> bool:
    """Whether so many bytes are packed in fewer than any real document's are."""
    return size > _FREE_BYTES and size > _MOST_RATIO * max(packed, 1)


def _check_contents(stream: IO[bytes]) -> None:
    """Look at what the end of the archive says of its table of contents."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _LONGEST_END))
    last = stream.read(_LONGEST_END)
    sizes = []
    if (end := last.rfind(_END)) >= 0:
        sizes.append(int.from_bytes(last[end + 12 : end + 16], "little"))
    if (end := last.rfind(_END_64)) >= 0:
        sizes[:] = [int.from_bytes(last[end + 40 : end + 48], "little")]
    if any(contents > _MOST_CONTENTS for contents in sizes):
        raise TooManyMembersError
