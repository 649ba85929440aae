"""What a rules file holds, without what it takes to read one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.errors import FileFault

Read = Callable[[Path], bytes]
"""How files are read: as they are, unless somebody must know what they held."""


@frozen
class Examined:
    """What a rules file holds: the agreements, or every fault in it.

    ``files`` are what a programme must watch to know when the rules have changed: the
    file itself and the statistics that it names, also where it has faults.  ``named``
    are these as the rules write them, and where each is, ``None`` outside the books.
    ``to_rewrite`` are examples that stand in the file and do not agree with what is
    tried: they are right of the rules as they are, and a fault of nothing.  Nor is
    ``to_supply``: what keys that are tried lack, and must have to be adopted.
    """

    agreement: Agreement | None
    faults: tuple[FileFault, ...]
    files: tuple[Path, ...]
    named: tuple[tuple[str, Path | None], ...] = ()
    to_rewrite: tuple[FileFault, ...] = ()
    to_supply: tuple[FileFault, ...] = ()


def no_text(content: bytes) -> Text | None:
    """What is said of a workbook, or another archive, where a text is asked for."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    return Text(
        "Filen er et regneark eller et arkiv. Lagre arket som CSV, i UTF-8, eller skriv"
        " det som en tekst."
    )


def as_text(content: bytes) -> str:
    """The text of a file, its lines ended as Python ends them.

    Raises:
        UnicodeDecodeError: It is none.
    """
    content.decode("utf-8-sig")  # its error counts from the beginning of the file
    return TextIOWrapper(BytesIO(content), encoding="utf-8-sig").read()


def statistic_path(rules_path: str, file: str) -> Path | None:
    """The statistic's file beside the rules; ``None`` if it leads out of the books."""
    folder = Path(rules_path).resolve().parent
    try:
        path = (folder / file).resolve()
    except ValueError:  # a name that no file can have
        return None
    return path if path.is_relative_to(folder) else None
