"""Rules that a file of tests has read are read again only when their bytes are others.

What is read of them without a cache, as here, is most of a small load, and a test that
tries a command loads its books many times.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.rules import examine_rules
from fellesbok.rules.examined import statistic_path
from fellesbok.rules.proposal import AS_WRITTEN

if TYPE_CHECKING:
    from fellesbok.rules.examined import Examined
    from fellesbok.rules.examined import Read
    from fellesbok.rules.proposal import Proposal

_KNOWN: dict[tuple[Path, bytes], tuple[Examined, list[bytes]]] = {}
"""What a file holds, and what those that it names held then."""


def examined(
    path: Path, proposal: Proposal = AS_WRITTEN, read: Read = Path.read_bytes
) -> Examined:
    """What ``examine_rules`` gives, which rests on the path and these bytes alone."""
    if proposal != AS_WRITTEN or not path.is_file():
        return examine_rules(path, proposal, read)
    content = read(path)
    if (path, content) in _KNOWN:
        found, named = _KNOWN[path, content]
        if _named(path, found, read) == named:
            return found
    found = examine_rules(path, read=lambda p: content if p == path else read(p))
    named = _named(path, found, read)
    if len(named) == len(found.named):
        _KNOWN[path, content] = found, named
    return found


def _named(path: Path, found: Examined, read: Read) -> list[bytes]:
    """What the files that it names hold, as far as they are where they were."""
    return [
        read(place)
        for written, place in found.named
        if place is not None
        and place.is_file()
        and statistic_path(str(path), written) == place
    ]


def forget() -> None:
    """Let another file of tests read its rules itself."""
    _KNOWN.clear()
