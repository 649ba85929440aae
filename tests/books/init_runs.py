"""The command that makes a region's first books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from begun_books import given_to_init
from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


GIVEN = given_to_init()


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [*arguments], input=typed)


def written(folder: Path) -> dict[str, str]:
    """Every file of the folder but git's own."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in str(path)
    }


TYPED = """\
Lyngenfjord
2026
Lyngen, Gáivuotna, 5538
Felles IT, Brann og redning

40/60
40 % likt
Tana
Lyngen
j
30
4

40 % likt
Lyngen
j
30
4
86011117947
"""
"""Everything that is asked for; a key that can be read two ways is asked again, and so
is a host that takes no part."""
