"""What is read while books are loaded, told to whoever wants to know (*notert*).

Who keeps a load must know the very bytes that it was made of: a file that is read once
more may be another by then.  So what decides the books is read here, and the one who
listens is told each file with the digest of what was read.  Nobody listens otherwise.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


class Listener(Protocol):
    """Who is told what a load reads."""

    def parse(self, name: str, content: bytes, parse: Callable[[], Any]) -> Any:  # noqa: ANN401 -- as Beancount parses
        """A file of vouchers is read; what it is parsed to is given."""

    def has_read(self, path: Path, digest: str) -> None:
        """Another file was read."""

    def was_there(self, path: Path, *, is_file: bool) -> None:
        """Somebody asked whether a file is there."""

    def leads_to(self, written: Path, place: Path) -> None:
        """A path was followed through whatever links there are."""


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def told(listener: Listener) -> Iterator[None]:
    """Let somebody be told of what is read meanwhile, in this thread."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def listener() -> Listener | None:
    """Who is told now."""
    return _LISTENER.get()


def digest_of(content: bytes) -> str:
    """The digest that files are known by."""
    return hashlib.sha256(content).hexdigest()


def read_bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        OSError: It cannot be read.
    """
    content = path.read_bytes()
    who = _LISTENER.get()
    if who is not None:
        who.has_read(path, digest_of(content))
    return content


def is_file(path: Path) -> bool:
    """Whether it is a file, or a link to one."""
    found = path.is_file()
    who = _LISTENER.get()
    if who is not None:
        who.was_there(path, is_file=found)
    return found


def resolved(path: Path) -> Path:
    """Where a path leads, through whatever links there are."""
    place = path.resolve()
    leads_to(path, place)
    return place


def leads_to(written: Path, place: Path) -> None:
    """Tell where a path led."""
    who = _LISTENER.get()
    if who is not None:
        who.leads_to(written, place)
