"""Errors that Beancount tells without a place are told with file and line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fellesbok.books import load_books
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

CHART = "2018-01-01 open Assets:Bank NOK\n"
MISSING = "Rett linjen med include, eller legg filen der."

WRONG = {
    "a file that is not there": (
        'include "nope.beancount"\n',
        "main.beancount:2: Ingen fil heter nope.beancount. " + MISSING,
    ),
    "a file that is not there, taken in by another": (
        'include "sub/b.beancount"\n',
        "sub/b.beancount:3: Ingen fil heter nope.beancount. " + MISSING,
    ),
    "a pattern that nothing is like": (
        '\ninclude "x/*.beancount"\n',
        (
            "main.beancount:3: Ingen filer passer med x/*.beancount. Rett linjen med"
            " include, eller legg filene der."
        ),
    ),
    "a file that is taken in twice": (
        'include "a.beancount"\n\ninclude "a.*"\n',
        (
            "main.beancount:4: Filen a.beancount er tatt inn to ganger. Ta"
            " bort den ene linjen med include."
        ),
    ),
    "a file that takes itself in": (
        'include "main.beancount"\n',
        (
            "main.beancount:2: Filen main.beancount er tatt inn to ganger. Ta"
            " bort den ene linjen med include."
        ),
    ),
    "a plugin that is not there": (
        'plugin "nowhere_at_all.part"\n',
        (
            "main.beancount:2: Tillegget nowhere_at_all.part finnes ikke. Rett navnet,"
            " eller installer det."
        ),
    ),
    "a plugin that breaks": (
        'option "insert_pythonpath" "True"\nplugin "broken_here"\n',
        (
            "main.beancount:3: Tillegget broken_here stoppet, og ingenting er gjort av"
            " det: ValueError: nei. Meld fra til den som har laget det, eller ta bort"
            " linjen med plugin."
        ),
    ),
    "a folder of documents that is not there": (
        'option "documents" "papirer"\n',
        (
            "main.beancount:2: Mappen papirer finnes ikke. Lag den, eller rett"
            " valget «documents»."
        ),
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the wrong lines name, and what they do not find."""
    (tmp_path / "x").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.beancount").write_text("; tom\n")
    (tmp_path / "sub" / "b.beancount").write_text('; en\n\ninclude "nope.beancount"\n')
    broken = '__plugins__ = ["run"]\n\n\ndef run(e, o):\n    raise ValueError("nei")\n'
    (tmp_path / "broken_here.py").write_text(broken)
    return tmp_path


@pytest.mark.parametrize(("written", "told"), WRONG.values(), ids=WRONG)
def test_an_error_without_a_place_is_told_where_it_is(
    folder: Path, written: str, told: str
) -> None:
    main = folder / "main.beancount"
    main.write_text(CHART + written)
    (fault,) = load_books(main).errors
    said = f"{fault.path}:{fault.line}: {_without_folders(say(fault.message, 'nb'))}"
    assert said == f"{folder}/{told}"


UNREAD = {
    "a file that is not there",
    "a file that is not there, taken in by another",
    "a pattern that nothing is like",
    "a file of another kind",
    "a line that cannot be read, and no other",
}
"""Those for which what stands in a file is not in the books."""


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *((kind, written) for kind, (written, _) in WRONG.items()),
        ("a file of another kind", 'include "c.beancount"\n'),
        ("a line that cannot be read, and no other", 'include "d.beancount"\n'),
        ("a line that cannot be read among others", "2018-01-02 open\n"),
    ],
)
def test_a_file_that_is_not_read_is_known(
    folder: Path, kind: str, written: str
) -> None:
    (folder / "c.beancount").write_bytes(b"version https://example.no\n\xff\xfe\n")
    (folder / "d.beancount").write_text("2018-01-02 open\n")
    main = folder / "main.beancount"
    main.write_text(CHART + written)
    loaded = load_books(main)
    assert bool(loaded.not_read) == (kind in UNREAD)
    assert set(loaded.not_read) <= set(loaded.errors)


def _without_folders(said: str) -> str:
    """A long path is told by its end, and how long it is differs between machines."""
    return re.sub(r"(?<=en )(?:… )?\S*/(?=\S)", "", said)
