"""The made-up region, as it lies in the programme, put into a folder.

Nothing is calculated here: the vouchers are written by hand, and the claims, objections
and closed years by the commands, before they came into the programme.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from fellesbok.starting.first_books import FOR_GIT
from fellesbok.starting.first_books import questions
from fellesbok.starting.whole_folder import MAIN
from fellesbok.starting.whole_folder import make_whole
from fellesbok.starting.whole_folder import put_in_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path


def make_demo(folder: Path) -> None:
    """The books, whole or not at all.

    Args:
        folder: Where; it must not be there, or be empty.

    Raises:
        CannotFileError: It is there with something in it, or the disk does not work.
    """
    make_whole(folder, _fill)


def demo_files() -> Mapping[str, bytes]:
    """Every file of the books by its path, the main file last."""
    lying = resources.files("fellesbok.starting.demo") / "books"
    files = dict(_below(lying, ""))
    files |= {f"queries/{name}": text.encode() for name, text in questions().items()}
    files |= {name: text.encode() for name, text in FOR_GIT.items()}
    return dict(sorted(files.items(), key=lambda file: (file[0] == MAIN, file[0])))


def _fill(folder: Path) -> None:
    for name, content in demo_files().items():
        put_in_folder(folder / name, content)


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{path}{each.name}/")
        elif not each.name.startswith("."):  # left behind by who opened them there
            yield f"{path}{each.name}", each.read_bytes()
