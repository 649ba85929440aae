"""Datasets of the shipped books, and how engines read what is written of them."""

from __future__ import annotations

from contextlib import closing
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

import duckdb

from fellesbok.dataset.filled import Dataset
from fellesbok.dataset.filled import dataset
from fellesbok.dataset.formats import VIEWS
from loaded_books import books_in
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

NORD_TROMS = HOUSE
SETTLED = MADE / "settled_books"
"""Books of 2018 without claims, and made-up ones of two years with claims."""


@cache
def made_of(root: Path) -> Dataset:
    """All tables of books."""
    books = books_in(root)
    return dataset(books.entries, books.settled, root)


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    """The files in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@contextmanager
def in_duckdb(folder: Path) -> Iterator[Any]:
    """DuckDB with the views of a folder of Parquet, as its users open them."""
    views = (folder / VIEWS).read_text(encoding="utf-8")
    with closing(duckdb.connect(config={"threads": 1})) as asked:
        asked.execute(f"SET file_search_path = '{folder}'")
        asked.execute(views)
        yield asked
