"""Folders of certificates of made-up books, as ``fellesbok certify`` writes them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from deep import FIRST
from deep import TIMES
from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import can_be_proved
from fellesbok.proof.certificate import certificates
from fellesbok.proof.checkpoint import proof_files
from random_agreements import draw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books


def prove(main: Path, into: Path) -> list[str]:
    """Certificates of every year of some books in a new folder; gives their names."""
    books = load_books(main)
    assert books.shared is not None, books.errors
    return _prove(books, into)


def prove_books(books: Books) -> dict[str, bytes]:
    """The certificates of every year of some books, by the names of their files."""
    sources, shared = Sources.of(books), books.settled
    return {
        f"{result.cooperation.slug}-{result.year}-{payer.slug}.json": canonical(found)
        for result in shared.results
        if can_be_proved(result, shared.results)
        for payer, found in certificates(books, sources, result)
    }


def _prove(books: Books, into: Path) -> list[str]:
    made = prove_books(books)
    into.mkdir()
    origin, content = books.settled.agreement.region, Sources.of(books).content
    files = proof_files(made, made, content, origin, None) if made else {}
    for name, raw in files.items():
        (into / name).write_bytes(raw)
    return sorted(made)


def prove_draws(count: int, folder: Path) -> Iterator[tuple[int, Path, list[str]]]:
    """Random agreements that share something: seed, folder of certificates, names.

    Books with errors are left out: they get no certificates.
    """
    left = count * TIMES
    for seed in itertools.count(FIRST):
        place = folder / str(seed)
        place.mkdir()
        books = load_books(draw(seed).write(place))
        if books.shared is None or books.errors:
            continue
        if names := _prove(books, place / "bevis"):
            yield seed, place / "bevis", names
            left -= 1
        if not left:
            return
