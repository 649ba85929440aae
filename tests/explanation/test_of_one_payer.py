"""One trace, many faces: what ``explain`` tells are the steps of the certificate."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import PROGRAMME
from deep import FIRST
from fellesbok.books import load_books
from fellesbok.explanation.of_one_payer import explain
from loaded_books import books_in
from proved import prove_books
from random_agreements import draw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books

Json = Any
BOOKS = PROGRAMME.parents[1] / "tests" / "books"
DRAWS = 12


@pytest.mark.parametrize("folder", ["clean_books", "settled_books"])
def test_books_are_explained_by_the_steps_of_their_certificates(folder: str) -> None:
    assert told_alike(books_in(BOOKS / folder)) > 5


def test_random_agreements_are_explained_by_the_steps_of_their_certificates(
    tmp_path: Path,
) -> None:
    """Keys of every kind inside each other, with accounts that go on."""
    drawn = steps = 0
    for seed in itertools.count(FIRST):
        place = tmp_path / str(seed)
        place.mkdir()
        books = load_books(draw(seed).write(place))
        if books.shared is not None and not books.errors:
            steps += told_alike(books)
            drawn += 1
        if drawn == DRAWS:
            break
    assert steps > DRAWS * 5


def told_alike(books: Books) -> int:
    """Hold each explanation against the certificate; gives the steps that it has."""
    count = 0
    for name, raw in prove_books(books).items():
        found = json.loads(raw)
        of, last = found["subject"], found["periods"][-1]
        told = explain(
            books.entries,
            books.settled,
            cooperation=of["cooperation"],
            municipality=of["payer"],
            year=of["year"],
        )
        assert told.amount_ore == of["ore"], name
        rows = [row for section in told.sections for row in section.rows]
        amounts = {row.amount_ore for row in rows}
        for use in last["uses"]:
            for op, ore in borne(use["tree"], of["payer"]):
                assert ore in amounts, (name, op, ore, sorted(filter(None, amounts)))
                count += 1
    return count


def borne(node: Json, payer: str) -> Iterator[tuple[str, Fraction]]:
    """What a payer bears by each innermost step that it has a part in."""
    if not node["of"] and payer in node["value"]:
        yield node["op"], Fraction(node["value"][payer])
    for inner in node["of"]:
        yield from borne(inner, payer)
