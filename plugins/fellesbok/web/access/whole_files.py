"""Files that Fava writes in, each as whole as what we write ourselves (*hele filer*).

Fava opens a file, reads its lines, and opens it again to write them.  Here all that it
writes for one request is kept until the last of it is there, and is then put in place
at once; nothing is put over what somebody else has written since it was read; and each
line that Fava leaves alone keeps its own end.  A line is what Beancount counts as one:
it ends with a line feed.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.core import file as favas

from fellesbok.contradictions import ContradictionError
from fellesbok.filing.all_or_nothing import journalled
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import put
from fellesbok.filing.listing import line_end
from fellesbok.filing.saved import JOURNAL
from fellesbok.filing.saved import Change
from fellesbok.filing.saved import saved_journal
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from types import TracebackType

SEVERAL = 2
"""Files between which the machine may stop."""

OVERTAKEN = (
    "{path} ble endret av noen andre mens det ble lagret, så ingenting er lagret. Last"
    " siden på nytt og prøv igjen."
)


@frozen
class Together:
    """What is written together.

    Attributes:
        main: The main file of the books, beside which the journal lies.
        before: What each file held when it was first read, by its path.
        after: What each shall hold, with a line feed at the end of each line.
    """

    main: Path | None = None
    before: dict[Path, bytes] = field(default_factory=dict)
    after: dict[Path, str] = field(default_factory=dict)

    def read(self, path: Path) -> str:
        """The text of a file, as it is to be once all is written.

        Raises:
            OSError: It cannot be read.
            UnicodeDecodeError: It is no UTF-8.
        """
        if path not in self.after:
            self.before.setdefault(path, path.read_bytes())
            return text_of(self.before[path])
        return self.after[path]

    def write(self) -> None:
        """Put every file in place, over what it held when it was read.

        Raises:
            CannotFileError: Somebody has written in one of them since, or what has
                been written cannot be put back, and is by who writes next.
            OSError: The disk does not work.
            UnicodeEncodeError: A text is no text.
        """
        changes = [
            Change(path, self.before[path], with_ends(self.before[path], text))
            for path, text in self.after.items()
        ]
        done: list[Change] = []
        with self._journalled(changes, done):
            for each in changes:
                put(each.path, each.after, still=partial(self._still, each.path))
                done.append(each)

    @contextmanager
    def _journalled(
        self, changes: Sequence[Change], done: Sequence[Change]
    ) -> Iterator[None]:
        """What is done of several files is taken back, by us or by who writes next."""
        if self.main is None or len(changes) < SEVERAL:
            yield  # the one step of a file is taken or not
            return
        said, journal = saved_journal(self.main, changes), self.main.parent / JOURNAL
        with journalled(journal, said, self.main, partial(_take_back, done)):
            yield

    def _still(self, path: Path) -> None:
        """A file holds what it held.

        Raises:
            CannotFileError: It does not.
        """
        if path.read_bytes() != self.before[path]:
            raise CannotFileError(Text(OVERTAKEN, path=str(path)))


def _take_back(done: Sequence[Change]) -> None:
    """Put back what stood in the files that were written first.

    Raises:
        OSError: The disk does not let us.
    """
    for each in done:
        put(each.path, each.before)


_TOGETHER: ContextVar[Together | None] = ContextVar("together", default=None)


@contextmanager
def written_together(main: Path) -> Iterator[None]:
    """What is written in here comes into the files when it ends, or not at all.

    Args:
        main: The main file of the books.

    Raises:
        CannotFileError: Somebody else has written in a file meanwhile.
        OSError: The disk does not work.
        UnicodeError: A file or a text is no UTF-8.
    """
    together = Together(main)
    token = _TOGETHER.set(together)
    try:
        yield
    finally:
        _TOGETHER.reset(token)
    together.write()


def keep(path: Path, text: str) -> None:
    """Have a file hold that text, once what is written together is put in place."""
    together = _TOGETHER.get()
    if together is None:
        raise ContradictionError("At det skrives samlet,", {})
    together.read(path)
    together.after[path] = text


def text_of(content: bytes) -> str:
    """The text of a file; what ends a line is a line feed, and nothing else does."""
    return content.decode("utf-8").replace("\r\n", "\n")


def with_ends(before: bytes, text: str) -> bytes:
    """A text as the file shall hold it: lines that stood there end as they did.

    Args:
        before: What the file held.
        text: What it shall hold, with a line feed at the end of each line.
    """
    end = line_end(before)
    was = io.BytesIO(before).readlines()
    lines = io.BytesIO(text.encode("utf-8")).readlines()
    head = _alike(was, lines)
    tail = _alike(was[head:][::-1], lines[head:][::-1])
    middle = lines[head : len(lines) - tail]
    if end != b"\n":
        middle = [line[:-1] + end if line.endswith(b"\n") else line for line in middle]
    return b"".join((*was[:head], *middle, *was[len(was) - tail :]))


def _alike(was: list[bytes], now: list[bytes]) -> int:
    """How many of the first lines say the same, whatever they end with."""
    count = 0
    for one, other in zip(was, now, strict=False):
        if one != other and one.replace(b"\r\n", b"\n") != other:
            break
        count += 1
    return count


class _Content(io.StringIO):
    """What is to stand in a file; kept for when all of it is there."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing."""
        super().__init__(newline="\n")
        self._path = path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep it, unless something went wrong."""
        if kind is None:
            keep(self._path, self.getvalue())
        super().__exit__(kind, error, trace)


class WholePath(type(Path())):  # type: ignore[misc]  # a path of this machine's kind
    """A path of a file that is written whole, together with others, or not at all."""

    def open(self, mode: str = "r", *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- as a path
        """Open it; what is written is kept until all of it is there."""
        path = Path(self)
        together = _TOGETHER.get() or Together()
        if mode == "r":
            return io.StringIO(together.read(path), newline="\n")
        if mode == "w":
            return _Content(path)
        return super().open(mode, *arguments, **options)

    def read_text(self, *_: object, **_options: object) -> str:
        """What stands in it."""
        with self.open("r") as file:
            text: str = file.read()
            return text


def put_in_place() -> None:
    """Let Fava write files whole, in this process."""
    module: Any = favas
    module.Path = WholePath
