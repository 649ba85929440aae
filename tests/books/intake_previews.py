"""A document looked at and filed, without a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.filing.folder import load
from fellesbok.filing.writing import tidy
from fellesbok.filing.writing import write
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.intake.taking_in import Preview


def previewed(main: Path, path: Path) -> Preview:
    books = load(main)
    return preview(path, identify(path, importers(books)), books)


def read_in(main: Path, path: Path) -> Preview:
    """Tidy, preview and write, as the command does."""
    tidy(main)
    books = load(main)
    found = preview(path, identify(path, importers(books)), books)
    if found.entries:
        write(filing(found, books))
    return found
