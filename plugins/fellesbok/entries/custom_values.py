"""What stands after the word of a ``custom`` line (*verdier*): nothing is a list too.

Beancount gives no list where a line has no values, which whoever reads one must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import cast

from beancount.core import account as accounts
from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import new_metadata
from beancount.parser.grammar import ValueType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from typing import TypeGuard


class AccountName(str):
    """A value that is an account, and is written as one."""

    __slots__ = ()


def is_amount(value: object) -> TypeGuard[Amount]:
    """Whether a value is an amount: a number of a currency."""
    return isinstance(value, Amount)


def values_of(entry: Custom) -> list[Any]:
    """The values, each as Beancount has read it: a text, a day, an amount."""
    return [value.value for value in entry.values or ()]


def custom(
    kind: str, day: date, values: Iterable[object], meta: Mapping[str, Any]
) -> Custom:
    """A line that is to be written, each value as what it is.

    ``meta`` may say where it stands, as ``filename`` and ``lineno``.
    """
    said = [_value(value) for value in values]
    return Custom(new_metadata(f"<{kind}>", 0, dict(meta)), day, kind, said)


def _value(value: object) -> ValueType:
    if isinstance(value, AccountName):
        return ValueType(str(value), cast("Any", accounts.TYPE))
    return ValueType(value, type(value))


def words_of(entry: Custom) -> list[str]:
    """The same as text."""
    return [str(value) for value in values_of(entry)]
