"""What stands after the word of a ``custom`` line (*verdier*): nothing is a list too.

Beancount gives no list where a line has no values, which whoever reads one must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from beancount.core.data import Custom


def values_of(entry: Custom) -> list[Any]:
    """The values, each as Beancount has read it: a text, a day, an amount."""
    return [value.value for value in entry.values or ()]


def words_of(entry: Custom) -> list[str]:
    """The same as text."""
    return [str(value) for value in values_of(entry)]
