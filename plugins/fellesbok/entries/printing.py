"""Entries as text (*utskrift*), so that Beancount reads them as they were.

Beancount's printer writes some texts as they stand, the quotes in them too.
"""

from __future__ import annotations

from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Document
from beancount.core.data import Event
from beancount.core.data import Note
from beancount.core.data import Query
from beancount.parser import printer
from beancount.utils.misc_utils import escape_string

QUOTED = {
    Query: ("name", "query_string"),
    Event: ("type", "description"),
    Note: ("comment",),
    Document: ("filename",),
}
"""Texts that Beancount's printer writes without escaping the quotes in them."""


def printed(entry: Any, *context: Any) -> str:  # noqa: ANN401 -- any entry of Beancount's
    """An entry as text; ``context`` is how many decimals Beancount is to write."""
    text: str = printer.format_entry(escaped(entry), *context)
    return text


def escaped(entry: Any) -> Any:  # noqa: ANN401 -- any entry of Beancount's
    """The entry as it can be printed so that it is read as it was."""
    if isinstance(entry, Custom):
        values = [
            value._replace(value=quotable(value.value)) if value.dtype is str else value
            for value in entry.values or ()
        ]
        return entry._replace(type=quotable(entry.type), values=values)
    names = QUOTED.get(type(entry), ())
    return entry._replace(**{n: quotable(getattr(entry, n)) for n in names})


def quoted(text: str) -> str:
    """A text with its quotes."""
    return f'"{quotable(text)}"'


def quotable(text: str) -> str:
    """A text as it stands between quotes in the books."""
    escaped: str = escape_string(text)  # type: ignore[no-untyped-call]
    return escaped
