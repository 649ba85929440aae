"""What a writing that was cut off left: taken away, or completed, and told."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.copies import NOTE
from fellesbok.filing.copies import tidy_copies
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import remove
from fellesbok.filing.journal import JOURNAL
from fellesbok.filing.journal import clear_at_end
from fellesbok.filing.journal import clear_beside
from fellesbok.filing.journal import read_journal
from fellesbok.filing.journal import take_back
from fellesbok.filing.listing import INTAKE
from fellesbok.filing.listing import Listing
from fellesbok.filing.reading_back import CHECK
from fellesbok.filing.reading_back import clear_check
from fellesbok.filing.reading_back import counts
from fellesbok.filing.saved import JOURNAL as SAVED
from fellesbok.filing.saved import put_right_saved
from fellesbok.filing.several import JOURNAL as SEVERAL
from fellesbok.filing.several import put_right_several
from fellesbok.messages import Text

_MAY_NOT_WRITE = {errno.EACCES, errno.EPERM, errno.EROFS}
_LEFT = (JOURNAL, SEVERAL, SAVED, NOTE, CHECK)
"""What a writing that was cut off leaves, each of which is put right here."""


def tidy(
    main: Path, listing: Listing = INTAKE, *, is_thorough: bool = False
) -> tuple[Text, ...]:
    """Put right what a writing that was cut off left; tells what was done.

    Args:
        main: The main file.
        listing: What is to be written, for what is said where it cannot be.
        is_thorough: Whether files that were never put in place are looked for too.

    Raises:
        CannotFileError: Somebody else is writing, the journal is not ours, it cannot be
            seen what came of it, or the disk does not work.
    """
    try:
        with locked(main.parent, listing.busy):
            done = (*put_right(main), *tidy_copies(main))
            return (*done, *_swept(main)) if is_thorough else done
    except OSError as error:
        if error.errno in _MAY_NOT_WRITE and not _is_left(main.parent, is_thorough):
            return ()  # books that are read where nobody may write are in order
        reason = reason_of(error)
        text = Text(
            "Fikk ikke ryddet etter en skriving som ble avbrutt ({reason}).",
            reason=reason,
        )
        raise CannotFileError(text) from None


def _is_left(folder: Path, is_thorough: bool) -> bool:  # noqa: FBT001 -- as it is asked
    """Whether a writing that was cut off left something to be put right."""
    named = any(os.path.lexists(folder / name) for name in _LEFT)
    return named or (is_thorough and bool(_half_written(folder)))


def recover(main: Path) -> bool:
    """Put right what a crash left behind; whether there was anything."""
    return bool(put_right(main))


def put_right(main: Path) -> tuple[Text, ...]:
    """Take away, or complete, what a crash left; the folder of the books is locked.

    Raises:
        CannotFileError: The journal is not ours, or the books cannot be read so that
            it can be seen whether they hold what was written.
    """
    folder = main.parent
    clear_check(folder)
    clear_beside(folder, JOURNAL)
    several = (*put_right_saved(main), *put_right_several(main))
    journal = read_journal(main)
    if journal is None:
        return several
    is_there = counts(main, journal)
    if is_there is None:
        text = Text(
            "En skriving ble avbrutt etter at {list} hadde tatt inn {name}, men bøkene"
            " har den ikke nå. Ingenting er rørt, og ingenting skrives før det er"
            " avgjort: rett bøkene, eller ta linjen ut av {list}, og kjør «fellesbok"
            " check».",
            list=journal.list_file,
            name=journal.name,
        )
        raise CannotFileError(text)
    if is_there:
        text = Text(
            "En skriving ble avbrutt etter at den var gjort: {name} er med i bøkene.",
            name=journal.name,
        )
        left: tuple[str, ...] = ()
    else:
        left = take_back(main, journal)
        text = Text(
            "En skriving ble avbrutt, og det den rakk å lage, er tatt bort: {name} er"
            " ikke med i bøkene.",
            name=journal.name,
        )
    for name in (journal.list_file, main.name):
        clear_at_end(folder / name)
    for name in journal.made():
        clear_beside(folder, name)
    remove(folder / JOURNAL)
    return *several, text, *(_left(name) for name in left)


def _swept(main: Path) -> tuple[Text, ...]:
    """Take away files that were being written when the programme was stopped.

    They have a name that only we make, and were never put in place.  No link is
    followed, and what somebody else writes meanwhile lies behind the lock.
    """
    found = _half_written(main.parent)
    for path in found:
        remove(path)
    if not found:
        return ()
    text = Text("{count} halvskrevne filer er tatt bort.", count=len(found))
    return (text,)


def _half_written(folder: Path) -> list[Path]:
    """Files that have the name of one that is being written."""
    return [
        Path(place) / name
        for place, _, names in os.walk(folder)
        for name in sorted(names)
        if name.startswith(".") and name.endswith(BESIDE)
    ]


def _left(name: str) -> Text:
    return Text(
        "{name} er endret siden, eller ligger bak en lenke, og er latt ligge.",
        name=name,
    )
