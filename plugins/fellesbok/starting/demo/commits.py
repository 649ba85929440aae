"""How the made-up books came about, as a repository tells it (*historikk*).

Who kept them is told by role, and on which days is made up like all the rest.  What is
written is a stream for ``git fast-import``: the same commits each time, and no
identity, hook or signature of who runs the programme.
"""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.starting.first_books import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

_ADDRESS = "ingen@breifjord.invalid"
_AFTER_IKT = "\n  legevakt:\n"
"""What stands after the versions of the agreement that was changed."""


@frozen
class Commit:
    """What somebody kept on a day.

    Attributes:
        day: The day.
        who: The role of who did it.
        why: What it was for.
        begins: How the paths of the files begin that came then; files that came before
            are left as they are.
        before: The comment of the version of the agreement that was not there yet;
            blank where the agreements are as they are now, ``None`` where they were
            not touched.
    """

    day: str
    who: str
    why: str
    begins: tuple[str, ...]
    before: str | None = None


COMMITS = (
    Commit(
        "2023-01-02",
        "Økonomisjef i Granvåg",
        "Samarbeidene begynner",
        (".git", "LES-MEG", "queries/", "ledger/accounts", "ledger/statistics"),
        "      # Skarvøy kommer med midt i året\n",
    ),
    Commit(
        "2024-03-01",
        "Regnskapsfører i Granvåg",
        "Regnskapet for 2023 er avsluttet",
        ("ledger/2023/", "ledger/krav/2023-", "ledger/avsluttet/2024-"),
    ),
    Commit(
        "2024-06-26",
        "Økonomisjef i Granvåg",
        "Skarvøy kommer med i IKT-samarbeidet, sak 18/24",
        (),
        "      # Lauvnes overtar som vert\n",
    ),
    Commit(
        "2024-12-17",
        "Økonomisjef i Lauvnes",
        "Lauvnes blir vert for IKT-samarbeidet, sak 52/24",
        (),
        "",
    ),
    Commit(
        "2025-03-03",
        "Regnskapsfører i Granvåg",
        "Regnskapet for 2024 er avsluttet",
        (
            *("ledger/2024/", "ledger/krav/2024-", "ledger/innsigelser/2024-"),
            "ledger/avsluttet/2025-",
        ),
    ),
    Commit("2025-12-31", "Regnskapsfører i Lauvnes", "Bilag og krav for 2025", ("",)),
)


def history(files: Mapping[str, bytes]) -> bytes:
    """The commits, as ``git fast-import`` reads them.

    Args:
        files: Every file of the books by its path.
    """
    return b"".join(_stream(dict(files)))


def _stream(files: dict[str, bytes]) -> Iterator[bytes]:
    rules = files.pop(RULES)
    for commit in COMMITS:
        day = datetime.fromisoformat(f"{commit.day}T12:00:00").replace(tzinfo=UTC)
        yield b"commit refs/heads/main\n"
        who = f"{commit.who} <{_ADDRESS}> {int(day.timestamp())} +0000"
        yield f"committer {who}\n".encode()
        yield _data(f"{commit.why}\n".encode())
        if commit.before is not None:
            yield _file(RULES, _rules_before(rules.decode(), commit.before).encode())
        for path in [path for path in files if path.startswith(commit.begins)]:
            yield _file(path, files.pop(path))
        yield b"\n"


def _rules_before(rules: str, version: str) -> str:
    """The agreements before a version of the first one was written."""
    if not version:
        return rules
    until, _, _ = rules.partition(version)
    _, _, after = rules.partition(_AFTER_IKT)
    return f"{until}{_AFTER_IKT}{after}"


def _file(path: str, content: bytes) -> bytes:
    return f"M 100644 inline {path}\n".encode() + _data(content)


def _data(content: bytes) -> bytes:
    return f"data {len(content)}\n".encode() + content + b"\n"
