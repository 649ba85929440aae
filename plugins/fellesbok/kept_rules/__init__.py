"""Rules that have been read once, kept until something in them changes (*hurtiglager*).

Reading them takes pydantic, YAML and every schema, which takes longer than all the rest
of a small load.  What was read is kept in the user's cache folder, never in the books,
and is used only where the files, the programme and the reader of rules are the same.

Comes in: the path of a rules file.
Goes out: what it holds, read now or read before.
Door: ``cache_folder``.
Handbook: docs/agreements.md
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fellesbok import noted
from fellesbok.kept_rules import written_values
from fellesbok.kept_rules.cache_folder import RULES
from fellesbok.kept_rules.cache_folder import can_keep
from fellesbok.kept_rules.cache_folder import keep
from fellesbok.kept_rules.cache_folder import kept
from fellesbok.kept_rules.cache_folder import same_programme
from fellesbok.noted import digest_of
from fellesbok.noted import read_bytes
from fellesbok.rules import examine_rules
from fellesbok.rules.examined import Examined
from fellesbok.rules.examined import statistic_path
from fellesbok.rules.proposal import AS_WRITTEN

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.rules.proposal import Proposal


def rules_of(path: Path, books: Path, proposal: Proposal = AS_WRITTEN) -> Examined:
    """What a rules file holds; the same whether it is read now or was read before.

    Faults are never kept, and what is only tried is read and kept nowhere.

    Args:
        path: The file.
        books: A folder of the books, besides that of the file: nothing is kept in them.
        proposal: What is tried in the place of what stands in the file.
    """
    if proposal != AS_WRITTEN:
        return examine_rules(path, proposal)
    found = _as_kept(path, books)
    if found is None:
        found = _read_and_kept(path, books)
    for written, place in found.named:
        if place is not None:
            noted.leads_to(path.parent / written, place)
    return found


def _as_kept(path: Path, books: Path) -> Examined | None:
    """What is kept of the file, if it is of these very files and this programme."""
    content = kept(RULES, path, (path.parent, books))
    if content is None:
        return None
    try:
        told = json.loads(content)
        if told["programme"] != same_programme() or told["path"] != str(path):
            return None
        if told["rules"] != digest_of(read_bytes(path)):
            return None
        named = tuple(_still(str(path), *each) for each in told["named"])
        agreement: Agreement = written_values.read(told["agreement"])
    except (
        ArithmeticError,
        AttributeError,
        ImportError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return None  # whatever it is, it was not written by us: the rules are read
    files = (path, *sorted({place for _, place in named}))
    return Examined(agreement, (), files, named)


def _still(rules: str, written: str, there: str, digest: str) -> tuple[str, Path]:
    """A file that the rules name, and where it is, if it is as it was.

    Raises:
        ValueError: It is not.
        OSError: It cannot be read.
    """
    place = statistic_path(rules, written)
    if place is None or str(place) != there:
        raise ValueError(written)
    if digest_of(read_bytes(place)) != digest:
        raise ValueError(written)
    return written, place


def _read_and_kept(path: Path, books: Path) -> Examined:
    """What the file holds, kept if it has no fault, of the bytes that were read."""
    folders = (path.parent, books)
    if not can_keep(RULES, path, folders):
        return examine_rules(path, read=read_bytes)
    digests: dict[Path, str] = {}

    def read(file: Path) -> bytes:
        content = read_bytes(file)
        if digests.setdefault(file, digest_of(content)) != digest_of(content):
            digests[file] = ""  # it changed while it was read twice
        return content

    found = examine_rules(path, read=read)
    named = [(written, place) for written, place in found.named if place is not None]
    used = (path, *(place for _, place in named))
    if found.agreement is None or not all(digests.get(file) for file in used):
        return found
    try:
        agreement = written_values.written(found.agreement)
    except written_values.NotKeptError:
        return found
    told = {
        "programme": same_programme(),
        "path": str(path),
        "rules": digests[path],
        "named": [(written, str(place), digests[place]) for written, place in named],
        "agreement": agreement,
    }
    content = json.dumps(told, separators=(",", ":")).encode()
    keep(RULES, path, folders, content)
    return found
