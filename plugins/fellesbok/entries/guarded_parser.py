"""Beancount's parser, where a number that divides by zero is a fault of its line.

Beancount's own stops the whole process there, with a memory fault that no ``except``
sees, so that a slip in one file would take the server down for everybody.  So is a line
that says itself where it stands, which would pass for another's.  The parser is put in
its place for all who parse in this process, Beancount's loader and Fava among them.
Whoever listens is told of each file, by the bytes that were parsed.
"""

from __future__ import annotations

from decimal import Decimal
from decimal import DivisionByZero
from decimal import InvalidOperation
from decimal import Overflow
from decimal import localcontext
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.parser import grammar
from beancount.parser import parser

from fellesbok import noted
from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

__all__ = ["parser"]

_STOPS = (DivisionByZero, InvalidOperation, Overflow)
"""What Python raises while Beancount's parser expects a number."""

_PLACE = {"filename", "lineno"}

_parse_file = parser.parse_file


_DIRECTIVES = (
    *("open", "close", "commodity", "balance", "pad", "event", "query", "price"),
    *("note", "document", "custom"),
)
"""What Beancount makes of a line, transactions apart: there it tells itself."""


def _tell(builder: Any, filename: str, lineno: int, text: Text) -> None:  # noqa: ANN401 -- Beancount's
    """An error of a line, among those of the parser."""
    builder.errors.append(LedgerError(data.new_metadata(filename, lineno), text))


def _said_once(name: str) -> Callable[..., Any]:
    """Make a directive, of which nothing is said twice; Beancount takes the last."""
    make: Callable[..., Any] = getattr(grammar.Builder, name)

    @wraps(make)
    def directive(self: Any, filename: str, lineno: int, *more: Any) -> Any:  # noqa: ANN401 -- as Beancount's own
        keys = [said.key for said in more[-1] or ()]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            text = Text(
                "Opplysningen {field} står to ganger. Ta bort den ene.", field=key
            )
            _tell(self, filename, lineno, text)
        return make(self, filename, lineno, *more)

    return directive


class _Builder(grammar.Builder):
    """Makes entries of what is parsed, also of numbers that are none."""

    def __init__(self) -> None:
        """Know where something is put on all that follows: Beancount forgets it."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._pushed: dict[str, int] = {}

    def pushtag(self, filename: str, lineno: int, tag: str) -> None:
        """A tag of all that follows."""
        self._pushed[tag] = lineno
        super().pushtag(filename, lineno, tag)  # type: ignore[no-untyped-call]

    def pushmeta(self, filename: str, lineno: int, key_value: tuple[str, Any]) -> None:
        """What is said of all that follows."""
        self._pushed[f"{key_value[0]}:"] = lineno
        super().pushmeta(filename, lineno, key_value)  # type: ignore[no-untyped-call]

    def _dcupdate(self, number: object, currency: object) -> None:
        """Count the decimals of a number that has any."""
        if not isinstance(number, Decimal) or number.is_finite():
            super()._dcupdate(number, currency)  # type: ignore[no-untyped-call]

    def finalize(self) -> Any:  # noqa: ANN401 -- as Beancount's own
        """All of it; what was pushed and is not taken off may be a number or a day."""
        for key, values in self.meta.items():
            self.meta[key] = [str(value) for value in values]
        left = [*self.tags, *(f"{key}:" for key in self.meta)]
        known = len(self.errors)
        made = super().finalize()  # type: ignore[no-untyped-call]
        for error, pushed in zip(self.errors[known:], left, strict=False):
            error.source["lineno"] = self._pushed[pushed]
        return made

    def key_value(self, filename: str, lineno: int, key: str, value: object) -> Any:  # noqa: ANN401 -- as Beancount's own
        """What is said of a voucher, but not where it stands: that is seen.

        Beancount would take the word for the place, order by it and tell faults there.
        """
        if key in _PLACE:
            text = Text(
                "«{key}» er Beancounts eget ord for hvor linjen står. Bruk et annet.",
                key=key,
            )
            _tell(self, filename, lineno, text)
            key = f"{key}_"
        return super().key_value(  # type: ignore[no-untyped-call]
            filename, lineno, key, value
        )


for _name in _DIRECTIVES:
    setattr(_Builder, _name, _said_once(_name))


@wraps(_parse_file)
def _told(file: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- as Beancount's own
    """What stands in a file, told to whoever listens with what it was made of."""
    who = noted.listener()
    if who is None or arguments or not isinstance(file, str):
        return _guarded(file, *arguments, **options)
    content = Path(file).read_bytes()
    return who.parse(
        file,
        content,
        lambda: _guarded(BytesIO(content), report_filename=file, **options),
    )


def _guarded(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- likewise
    """What stands in a file, without the entries whose numbers are none."""
    with localcontext() as context:
        context.clear_flags()
        for each in _STOPS:
            context.traps[each] = False
        entries, errors, found = _parse_file(*arguments, **options)
        is_whole = not any(context.flags[each] for each in _STOPS)
    told: list[Any] = [*errors, *_not_text(arguments[0], found["filename"], errors)]
    if is_whole:
        return entries, told, found
    unread = [entry for entry in entries if not _is_finite(entry)]
    text = Text(
        "Her deles det på null, eller et tall blir for stort, så linjen er ikke lest."
    )
    faults = [LedgerError(entry.meta, text) for entry in unread]
    if not faults:
        text = Text("Et sted i filen deles det på null, eller et tall blir for stort.")
        faults = [LedgerError(data.new_metadata(found["filename"], 1), text)]
    away = {id(entry) for entry in unread}
    return [e for e in entries if id(e) not in away], [*told, *faults], found


def _not_text(file: Any, name: str, errors: Sequence[Any]) -> Iterator[LedgerError]:  # noqa: ANN401 -- a name or a stream
    """That a file is no UTF-8, where Beancount has not told it: it may be in a note."""
    if isinstance(file, str):
        content = Path(file).read_bytes()
    elif isinstance(file, BytesIO):
        content = file.getvalue()
    else:
        return
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if all(told.source.get("lineno") != line for told in errors):
            text = Text(
                "Filen er ikke lagret som UTF-8. Lagre den på nytt med den"
                " tegnkodingen."
            )
            yield LedgerError(data.new_metadata(name, line), text)


def _is_finite(value: Any) -> bool:  # noqa: ANN401 -- whatever an entry is made of
    """Whether all numbers in it are numbers."""
    if isinstance(value, Decimal):
        return value.is_finite()
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, tuple | list):
        return all(map(_is_finite, value))
    return True


parser.parse_file = _told
grammar.Builder = _Builder  # type: ignore[misc]  # Beancount makes its own by this name
