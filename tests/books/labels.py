"""What every table of a subject must keep: a name a column, and a label a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.tables.values import Column
    from fellesbok.tables.values import Table


def assert_one_name_each(columns: Iterable[Column]) -> None:
    """Each column has a name, and a title, that no other has."""
    every = list(columns)
    names = [column.name for column in every]
    assert all(names)
    assert len(set(names)) == len(names)
    titles = [column.title for column in every]
    assert len(set(titles)) == len(titles)


def assert_one_label_each(tables: Iterable[Table]) -> None:
    """Each column has a name of its own, and a name has one label in all of them."""
    titles: dict[str, str] = {}
    for table in tables:
        names = [column.name for column in table.columns]
        assert all(names), table.title
        assert len(names) == len(set(names)), table.title
        for column in table.columns:
            assert titles.setdefault(column.name, column.title) == column.title
    assert titles
    assert len(set(titles.values())) == len(titles)
