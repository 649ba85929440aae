"""The files of books that a server has loaded, so that the next load takes less time.

It lives as long as who holds it, and holds what the last load of one set of books was
made of.  Several threads may ask, but one at a time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from fellesbok.collecting import without_collecting
from fellesbok.entries.book_files import read_books
from fellesbok.kept_loads.assembling import assembled
from fellesbok.kept_loads.switch import is_off

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.book_files import Loaded
    from fellesbok.kept_loads.booked_files import Part


class Memory:
    """What is known of the files of one set of books."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._parts: dict[str, Part] = {}

    @without_collecting()
    def read(self, main: Path) -> Loaded:
        """The books, as ``read_books`` gives them; each time values of their own.

        Args:
            main: The main file.
        """
        if is_off():
            return read_books(main)
        name = os.path.abspath(main)  # noqa: PTH100 -- as Beancount, which follows no link
        with suppress(Exception):  # whatever it is, Beancount loads them
            found = assembled(name, self._parts)
            self._parts = {part.name: part for part in found.parts}
            return found.loaded
        self._parts = {}
        return read_books(main)
