"""One writing at a time in the books, with a journal: all or nothing (*skriving*).

It does not know what is written, nor what the journal says.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING

from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.tidying import put_right
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(main: Path, busy: Text) -> Iterator[None]:
    """Hold the folder of the books, in which what was cut off before is put right.

    Args:
        main: The main file.
        busy: What is said where somebody else holds it.

    Raises:
        CannotFileError: Somebody else does, or the disk does not work; says why.
    """
    try:
        with locked(main.parent, busy):
            put_right(main)
            yield
    except OSError as error:
        raise CannotFileError(not_written(error)) from None


def not_written(error: OSError) -> Text:
    """What is said where the disk stopped a writing before anything was changed."""
    reason = reason_of(error)
    return Text("Fikk ikke skrevet ({reason}). Bøkene er som før.", reason=reason)


@contextmanager
def journalled(
    journal: Path, said: bytes, main: Path, take_back: Callable[[], object]
) -> Iterator[None]:
    """Write with a journal, which goes when all is there, or all has been taken back.

    Args:
        journal: Where it is; who holds the lock next reads it where we are cut off.
        said: What is about to be made.
        main: The main file, whose owner and mode it gets.
        take_back: What makes the books what they were.

    Raises:
        CannotFileError: The books may not be as they were.
        OSError: The very first step failed, so that there is nothing to take back.
    """
    try:
        put(journal, said, like=main)
        yield
    except BaseException as error:
        _undo(journal, error, take_back)
        raise
    with suppress(OSError):  # who writes next does it where the disk does not
        remove(journal)


def _undo(journal: Path, error: BaseException, take_back: Callable[[], object]) -> None:
    """Take back what was made; where the disk does not let us, it is done later."""
    if isinstance(error, OSError) and not os.path.lexists(journal):
        return
    try:
        take_back()
        remove(journal)
    except OSError as another:
        text = Text(
            "Fikk ikke skrevet, og fikk heller ikke ryddet ({reason}). Kjør «fellesbok"
            " check», som rydder, før noe annet gjøres.",
            reason=reason_of(another),
        )
        raise CannotFileError(text) from None
