"""What stands after the word of a ``custom`` line (*verdier*): nothing is a list too.

Beancount gives no list where a line has no values, which whoever reads one must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import new_metadata
from beancount.parser.grammar import ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date


def values_of(entry: Custom) -> list[Any]:
    """The values, each as Beancount has read it: a text, a day, an amount."""
    return [value.value for value in entry.values or ()]


def custom(
    kind: str, day: date, values: Iterable[object], meta: Mapping[str, Any]
) -> Custom:
    """A line that is to be written, each value as what it is; none is an account."""
    said = [ValueType(value, type(value)) for value in values]
    return Custom(new_metadata(f"<{kind}>", 0, dict(meta)), day, kind, said)


def words_of(entry: Custom) -> list[str]:
    """The same as text."""
    return [str(value) for value in values_of(entry)]
