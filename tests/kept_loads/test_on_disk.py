"""A load as it is kept: what it rests on, the files by themselves, and the rest."""

from __future__ import annotations

from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok.kept_loads.booked_files import Part
from fellesbok.kept_loads.booked_files import booked
from fellesbok.kept_loads.booked_files import part_of
from fellesbok.kept_loads.on_disk import as_bytes
from fellesbok.kept_loads.on_disk import of_bytes
from same_loads import first_difference

GROUND = {"main": ["a.beancount", "/b/a.beancount"], "steps": []}


def load() -> tuple[Any, list[Part], list[Any]]:
    """A load of two files of one voucher each, the files, and their vouchers."""
    parts, base = [], []
    options: Any = None
    for name in ("a", "b"):
        text = f'2020-01-01 * "{name}"\n  A:B  1 NOK\n  C:D\n'
        entries, _, options = parse_string(text.replace("A:", "Assets:"))
        entries = booked(entries, options)[0]
        found: Any = entries, [], {**options, "include": [name]}
        part, known = part_of(name, f"digest of {name}", found, options)
        parts.append(part)
        base += known.plain
    options = {**options, "include": ["a", "b"]}
    return (list(base), [], options), parts, base


def test_what_was_kept_is_the_load_that_it_was() -> None:
    loaded, parts, base = load()
    kept = of_bytes(as_bytes("i dag", loaded, GROUND, parts, base), "i dag")
    assert kept is not None
    assert (kept.names, kept.ground) == (["a", "b"], GROUND)
    assert list(kept.parts.values()) == parts
    assert not first_difference(kept.loaded(), loaded)


def test_of_another_world_nothing_is_read() -> None:
    loaded, parts, base = load()
    content = as_bytes("i dag", loaded, GROUND, parts, base)
    assert of_bytes(content, "i morgen") is None


@pytest.mark.parametrize("cut", [0, 5, 200])
def test_what_is_cut_off_is_not_taken_for_a_load(cut: int) -> None:
    loaded, parts, base = load()
    content = as_bytes("i dag", loaded, GROUND, parts, base)
    with pytest.raises(Exception, match=r".*"):
        of_bytes(content[: -cut or None][: len(content) - cut - 1], "i dag").loaded()  # type: ignore[union-attr]
