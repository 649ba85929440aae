"""What a file holds and nobody reads, in words, so that nothing is lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.hidden import hidden
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import shortened
from fellesbok_importers.rows.sheet import unread_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.line import Line

MOST_ROWS = 10


class Currencies:
    """Which rows of a file say their currency, where it has a column for it."""

    def __init__(self) -> None:
        """No row has come yet."""
        self._is_said = False
        self._without: list[int] = []

    def note(self, row: int, written: str) -> None:
        """What a row says; nothing where its cell is blank."""
        if written:
            self._is_said = True
        else:
            self._without.append(row)

    def told(self) -> Iterator[Text]:
        """That blank rows are read as kroner, where others have a currency."""
        if self._is_said and self._without:
            rows = ", ".join(map(str, self._without[:MOST_ROWS]))
            yield Text(
                "{count} rader har ingen valuta, enda andre har det; de leses som"
                " kroner (rad {rows}).",
                count=len(self._without),
                rows=rows if len(self._without) <= MOST_ROWS else f"{rows} …",
            )


def unused(names: Sequence[str]) -> list[Text]:
    """The columns that hold something and that nobody has read; none or one."""
    left = ", ".join(names)
    return [Text("Kolonner som ikke brukes: {left}.", left=left)] if left else []


def above_names(texts: Sequence[str]) -> list[Text]:
    """What stands above the names of the columns; none or one."""
    above = shortened("; ".join(texts))
    return [Text("Over kolonnenavnene står «{above}».", above=above)] if above else []


def unread(path: str, profile: Profile) -> tuple[Text, ...]:
    """The sheets of a workbook that are not read, and what is hidden of the one read.

    Raises:
        RejectedError: The workbook cannot be read.
    """
    layout = profile.file
    if layout.kind != "xlsx":
        return ()
    names = ", ".join(unread_sheets(path, layout))
    told = [Text("Ark som ikke leses: {names}.", names=names)] if names else []
    return (*told, *hidden(path, layout.sheet))


def left_out(lines: Sequence[Line], unit: int = 1) -> tuple[Text, ...]:
    """Lines that belong to none of the cooperations, with what they add up to."""
    if not lines:
        return ()
    return (
        Text(
            "{count} linjer ({sum} kr) angår ingen av samarbeidene og føres ikke.",
            count=len(lines),
            sum=sum((line.amount for line in lines), ZERO) * unit,
        ),
    )
