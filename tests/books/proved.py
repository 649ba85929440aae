"""Folders of certificates of made-up books, as ``fellesbok certify`` writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import can_be_proved
from fellesbok.proof.certificate import certificates
from fellesbok.proof.checkpoint import proof_files

if TYPE_CHECKING:
    from pathlib import Path

    from drawn_books import Draw


def prove(main: Path, into: Path) -> list[str]:
    """Certificates of every year of some books in a new folder; gives their names."""
    books = load_books(main)
    assert books.shared is not None, books.errors
    sources = Sources.of(books)
    made = {
        f"{result.cooperation.slug}-{result.year}-{payer.slug}.json": canonical(found)
        for result in books.shared.results
        if can_be_proved(result, books.shared.results)
        for payer, found in certificates(books, sources, result)
    }
    into.mkdir()
    origin = books.shared.agreement.region
    files = proof_files(made, made, sources.content, origin, None) if made else {}
    for name, content in files.items():
        (into / name).write_bytes(content)
    return sorted(made)


def prove_draw(of: Draw, folder: Path) -> list[str]:
    """The draw written, and proved in its folder ``bevis``."""
    folder.mkdir()
    return prove(of.write(folder), folder / "bevis")
