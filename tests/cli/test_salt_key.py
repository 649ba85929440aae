"""The accountant's key is a key, and is kept outside the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from certified_members import KEY
from certified_members import books as books  # noqa: PLC0414 -- a fixture
from certified_members import certified

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "Oppgi nøkkelen: --salt-key."),
        ("abc", "er ikke en nøkkel: skriv 64 tilfeldige tegn 0-9 og a-f."),
    ],
)
def test_a_member_without_a_key(key: str, said: str, books: Path) -> None:
    given: tuple[str, ...] = ("--member", "--municipality", "nordvik")
    if key:
        (books / "nokkel").write_text(key, encoding="ascii")
        given = (*given, "--salt-key", str(books / "nokkel"))
    done = certified(books, *given)
    assert done.exit_code == 1
    assert said in done.output
    assert not (books / "bevis").exists()


def test_the_key_is_kept_outside_the_books(books: Path) -> None:
    path = books / "bok" / "ledger" / "nokkel"
    path.write_text(KEY, encoding="ascii")
    done = certified(books, "--salt-key", str(path))
    assert done.exit_code == 1
    assert f"Nøkkelen {path} ligger blant bøkene" in done.output
