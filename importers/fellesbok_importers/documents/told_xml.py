"""XML from outside told element by element (*filer utenfra*); no tree is made.

A parser holds a tag, a comment or an attribute until it has all of it, and remembers
every name that it meets.  Both are bounded here, so that no document, whatever it
holds, takes more memory than the longest text that its reader keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from fellesbok.errors import InWordsError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

CHUNK = 1 << 16
LONGEST_TAG = 1 << 20
"""Bytes of one tag, comment or instruction; twice that may be held."""

MOST_ELEMENTS = 20_000_000
"""Of a document that another parser reads; a year of a large town has 8 million."""

MOST_DEPTH = 64
MOST_NAMES = 1_000
"""Of elements and attributes together."""


class NotToldError(InWordsError):
    """The document is not such XML as can be told; ``text`` says why."""


class BrokenError(NotToldError):
    """The document is no XML from some place on."""

    def __init__(self) -> None:
        """Say that it is broken."""
        super().__init__(Text("Filen er ikke gyldig XML."))


class Reader:
    """What is told of a document; names are without their prefixes."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; the attributes are as they are written."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A bit of text."""


class Telling:
    """Tells a document to its reader as it comes.

    Attributes:
        left: How many elements may still be told.
    """

    def __init__(self, reader: Reader, most_elements: int) -> None:
        """Begin with a document."""
        self.left = most_elements
        self._reader = reader
        self._depth = 0
        self._fed = 0
        self._names: set[str] = set()
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = reader.text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Tell what more has come.

        Raises:
            BrokenError: It is no XML.
            NotToldError: It holds more, or something else, than is told.
        """
        try:
            self._parser.Parse(chunk, is_last)
        except (expat.ExpatError, LookupError, ValueError):
            raise BrokenError from None
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG:
            raise NotToldError(Text("Filen har en del som er for lang."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        self._depth += 1
        self._names.add(name)
        if attributes:
            self._names.update(attributes)
        if self.left < 0 or len(self._names) > MOST_NAMES:
            raise NotToldError(Text("Filen har flere deler enn noe vi leser."))
        if self._depth > MOST_DEPTH:
            raise NotToldError(Text("Filen er for dyp."))
        self._reader.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._reader.end(name.rpartition(":")[2])

    def _doctype(self, *_: object) -> None:
        raise NotToldError(Text("Filen kan ikke ha en DOCTYPE."))


def told(stream: IO[bytes], telling: Telling) -> Iterator[None]:
    """Tell a stream bit by bit; between two bits the reader can be asked.

    Raises:
        NotToldError: It cannot be told.
    """
    while chunk := stream.read(CHUNK):
        telling.feed(chunk)
        yield
    telling.feed(b"", is_last=True)
    yield


class Watched:
    """A stream that another parser reads, watched for what it would hold.

    What is broken is left to that parser to tell in its own words, before it has read a
    tag's length more.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Watch a stream from its beginning."""
        self._stream = stream
        self._telling = Telling(Reader(), MOST_ELEMENTS)
        self._broken = 0

    def read(self, size: int = -1) -> bytes:
        """What comes next.

        Raises:
            NotToldError: It cannot be held.
        """
        chunk = self._stream.read(size)
        if not self._broken:
            try:
                self._telling.feed(chunk)
            except BrokenError:
                self._broken = 1
        if self._broken:
            self._broken += len(chunk)
            if self._broken > LONGEST_TAG:
                raise BrokenError
        return chunk
