"""The documents of a voucher (*bilagsdokument*): which they are, and what is in them.

A line of attestation holds their names and the SHA-256 of what was in them, one line of
metadata each::

    bilagsdokument: "faktura.pdf sha256:34515aaf…"

An invoice that is swapped for another, by name or by content, is thus seen.  The folder
that it lies in does not count: moving a voucher changes nothing.  Where the file is not
there, now or when it was signed, its name alone is held, and that is told.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.entries.kinds import documents

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from typing import Any

    from beancount.core.data import Transaction

    from fellesbok.entries.records import Entry

KEY = "bilagsdokument"
DOCUMENT = "document"
"""What Beancount's users begin the name of a way to a document with."""
_WRITTEN = re.compile(r"(?P<name>.*) sha256:(?P<digest>[0-9a-f]{64})", re.DOTALL)
_KEPT = 4096
MOST_BYTES = 50_000_000
"""What is larger is not read: a bill is not so large, and a file may be made so."""

Listed = tuple[tuple[str, str], ...]
"""The documents that the books list: account and path of each."""


class Attached(NamedTuple):
    """A document of a voucher: its name, and the digest of it, blank if unknown."""

    name: str
    digest: str = ""

    @property
    def written(self) -> str:
        """As it stands in the line of attestation."""
        return f"{self.name} sha256:{self.digest}" if self.digest else self.name


def listed_in(entries: Iterable[Entry]) -> Listed:
    """The documents that the books list."""
    return tuple((each.account, each.filename) for each in documents(entries))


def ways(entry: Transaction) -> Iterator[str]:
    """The ways to a voucher's documents, as they are written in the books."""
    for meta in (entry.meta, *(posting.meta for posting in entry.postings)):
        yield from ways_in(meta or {})


def ways_in(meta: Mapping[str, Any]) -> Iterator[str]:
    """The ways to documents that metadata names."""
    for key, value in meta.items():
        if key.startswith(DOCUMENT) and isinstance(value, str):
            yield value


def named(entry: Transaction) -> tuple[Attached, ...]:
    """The documents of a voucher by their names alone; reads nothing."""
    return tuple(sorted(Attached(Path(value).name) for value in ways(entry)))


def attached_to(entry: Transaction, listed: Listed) -> tuple[Attached, ...]:
    """The documents of a voucher with the digest of each; reads the files."""
    return tuple(
        sorted(
            Attached(Path(value).name, _digest_of(entry, value, listed))
            for value in ways(entry)
        )
    )


def held_by(meta: Mapping[str, Any]) -> tuple[Attached, ...]:
    """The documents that a line of attestation holds."""
    written = [meta.get(KEY)]
    written += [value for key, value in meta.items() if key.startswith(f"{KEY}-")]
    found = []
    for value in filter(None, written):
        parts = _WRITTEN.fullmatch(str(value))
        found.append(Attached(**parts.groupdict()) if parts else Attached(str(value)))
    return tuple(sorted(found))


def as_meta(attached: Sequence[Attached]) -> dict[str, str]:
    """The documents as they are written in a line of attestation."""
    return {
        f"{KEY}-{n}" if n > 1 else KEY: each.written
        for n, each in enumerate(attached, 1)
    }


def are_others(held: Sequence[Attached], now: Sequence[Attached]) -> bool:
    """Whether documents are other than those that were signed.

    Content that is not known on either side is not compared, names always are.
    """
    return len(held) != len(now) or any(
        before.name != after.name
        or (before.digest and after.digest and before.digest != after.digest)
        for before, after in zip(held, now, strict=True)
    )


def unread(held: Sequence[Attached], now: Sequence[Attached]) -> list[str]:
    """The names of those whose content could not be held against what was signed."""
    return [
        after.name
        for before, after in zip(held, now, strict=True)
        if not (before.digest and after.digest)
    ]


def _digest_of(entry: Transaction, value: str, listed: Listed) -> str:
    """The digest of a document; blank where it is not there, is empty or too large."""
    for place in _places(entry, value, listed):
        try:
            state = place.stat()
            # What is no plain file, or tells no size, may have no end or be waited for.
            if S_ISREG(state.st_mode) and 0 < state.st_size <= MOST_BYTES:
                return _content(place, state.st_mtime_ns, state.st_size, state.st_ino)
        except (OSError, ValueError):
            continue
    return ""


def _places(entry: Transaction, value: str, listed: Listed) -> Iterator[Path]:
    """Where a document may be, as Fava finds it.

    Beside the file of the voucher; else by its name among those that the books list on
    one of its accounts.
    """
    yield Path(entry.meta["filename"]).parent / value
    accounts = {posting.account for posting in entry.postings}
    for account, path in listed:
        if account in accounts and Path(path).name == value:
            yield Path(path)


@lru_cache(_KEPT)
def _content(path: Path, *_state: int) -> str:
    """The SHA-256 of a file as it is in a state; read again when that has changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
