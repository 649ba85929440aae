"""Books of another currency, of others or of something else are not held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compared_books import compared_books
from compared_books import source
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.trying import Source
from fellesbok.compare.trying import compare
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path


def refused(folder: Path, **replaced: str) -> str:
    """What is said where the other books have other words in their files."""
    before = source(compared_books(folder / "a"))
    books = compared_books(folder / "b")
    for path in (books.path / "allocation_rules.yaml", *books.path.glob("ledger/*")):
        text = path.read_text(encoding="utf-8")
        for old, new in replaced.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    after = Source(source(books).main, Text("mappen b"))
    with pytest.raises(CannotCompareError) as caught:
        compare(before, after, ())
    return str(caught.value)


def test_two_currencies_are_no_amounts_to_compare(tmp_path: Path) -> None:
    assert refused(tmp_path, NOK="EUR") == (
        "Ingenting er sammenlignet: beløpene er i NOK i bøkene slik de er, og i EUR i"
        " mappen b."
    )


def test_books_of_other_municipalities_are_others(tmp_path: Path) -> None:
    others = {name: f"{name}en" for name in ("nordvik", "midvik", "sorvik", "utvik")}
    names = {name: f"{name}en" for name in ("Nordvik", "Midvik", "Sørvik", "Utvik")}
    assert refused(tmp_path, **others, **names).startswith(
        "Ingenting er sammenlignet: bøkene slik de er og mappen b er ikke de samme"
        " bøkene. De ene har midvik, nordvik, sorvik, utvik, og de andre midviken,"
        " nordviken, sorviken, utviken, så alt"
    )


def test_books_of_other_cooperations_are_others(tmp_path: Path) -> None:
    said = refused(tmp_path, **{"  ikt:\n": "  data:\n", "  barnevern:\n": "  barn:\n"})
    assert "De ene har barnevern, ikt, og de andre barn, data, så alt" in said
    assert "kortnavnene" in said
