"""What is wrong with a document: file, row, column, what was found, what was expected.

Every reader of documents gathers all the faults of a file and refuses it as a whole:
nothing that is half understood comes into the books.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Self

from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.system.differences import is_odd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction
    from pathlib import Path

LONGEST_SHOWN = 80


@frozen
class Fault:
    """One fault in a document (*feil i en fil som leses inn*).

    Attributes:
        path: The document, as it was named by whoever gave it.
        row: The line of the file or the row of the sheet, from 1; ``None`` for the
            whole file.
        column: What the document calls the column or element, if it is about one.
        found: What stands there.
        expected: What should have stood there.
        off: By how much a sum is off, in the currency of the document.
    """

    path: str
    row: int | None
    column: str | None
    found: str
    expected: Text
    off: Decimal | Fraction | None = None

    def text(self) -> Text:
        """The message without its place."""
        found, expected = shortened(self.found), self.expected
        if self.off is not None:
            text = "{expected} Avvik: {off}."
            expected = Text(text, expected=expected, off=self.off)
        if not found:
            return expected
        return Text("Fant «{found}». {expected}", found=found, expected=expected)

    def shown(self, language: str) -> str:
        """``path:row: column: message`` in a language."""
        place = self.path if self.row is None else f"{self.path}:{self.row}"
        column = f"{show(self.column, language)}: " if self.column else ""
        return f"{place}: {column}{say(self.text(), language)}"

    def __str__(self) -> str:
        """The message in Norwegian."""
        return self.shown("nb")


class RejectedError(Exception):
    """A document is refused; ``faults`` holds every fault that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order of the document."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    @classmethod
    def of(
        cls,
        path: str | Path,
        expected: Text,
        found: str = "",
        *,
        row: int | None = None,
        column: str | None = None,
    ) -> Self:
        """The refusal for one fault; of the file as a whole where no row is given."""
        return cls([Fault(str(path), row, column, found, expected)])


def shortened(found: str) -> str:
    """Text from a document as it may be shown: one short line of visible characters."""
    visible = "".join(map(_visible, found[: LONGEST_SHOWN + 1]))
    if len(visible) > LONGEST_SHOWN:
        return visible[: LONGEST_SHOWN - 1] + "…"
    return visible


def _visible(character: str) -> str:
    """The character, an ordinary space for any other, or a mark for what is unseen."""
    if character in "\u00a0\u2009\u202f":
        return " "
    return character if character.isprintable() else "\ufffd"


def must_be_readable(path: Path) -> None:
    """Refuse a file that is not there, or may not be read, in words.

    Raises:
        RejectedError: It cannot be opened, and why.
    """
    try:
        if is_odd(path):
            raise RejectedError.of(path, Text("Det er ikke en vanlig fil."))
        with path.open("rb"):
            pass
    except FileNotFoundError:
        expected = Text("Finner ikke filen.")
    except OSError as error:
        expected = Text("Filen kan ikke leses: {why}.", why=reason_of(error))
    else:
        return
    raise RejectedError.of(path, expected)
