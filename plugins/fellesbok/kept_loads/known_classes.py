"""The classes that a kept load may be made of; what else it names is not made.

They are values: Beancount's directives and errors, the figures of the programme, and
the numbers and days in them.  To make one runs nothing but its own making.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from fellesbok.messages import Text

OURS = (
    *("accruals", "agreement", "approvals", "budgets", "claims", "closing", "entries"),
    *("errors", "funds", "grants", "messages", "objections", "shared", "sharing"),
)
"""The rooms whose values the plugin leaves with the books."""

STOCK = frozenset(
    f"beancount.plugins.{name}"
    for name in (
        *("auto_accounts", "check_average_cost", "check_closing", "check_commodity"),
        *("check_drained", "close_tree", "coherent_cost", "commodity_attr"),
        *("currency_accounts", "implicit_prices", "leafonly", "noduplicates"),
        *("nounused", "onecommodity", "sellgains", "unique_prices"),
    )
)
"""Beancount's own plugins that make of entries and options what they make, and read
nothing else."""

_BEANCOUNTS = STOCK | {
    "beancount.core.amount",
    "beancount.core.data",
    "beancount.core.interpolate",
    "beancount.core.position",
    "beancount.loader",
    "beancount.ops.balance",
    "beancount.ops.documents",
    "beancount.ops.pad",
    "beancount.ops.validation",
    "beancount.parser.booking",
    "beancount.parser.booking_full",
    "beancount.parser.booking_method",
    "beancount.parser.grammar",
    "beancount.parser.lexer",
}
"""Where Beancount's records and errors are."""

_BY_NAME = frozenset(
    {
        ("beancount.core.display_context", "DisplayContext"),
        ("beancount.core.display_context", "_CurrencyContext"),
        ("beancount.core.display_context", "_FixedPrecisionContext"),
        ("beancount.core.distribution", "Distribution"),
        ("beancount.core.number", "MISSING"),
        ("beancount.utils.defdict", "ImmutableDictWithDefault"),
        ("builtins", "bool"),
        ("builtins", "int"),
        ("builtins", "str"),
        ("collections", "Counter"),
        ("collections", "defaultdict"),
        ("datetime", "date"),
        ("decimal", "Decimal"),
        ("fellesbok.kept_loads.booked_files", "Facts"),
        ("fractions", "Fraction"),
        ("types", "NoneType"),
    }
)


class NotKeptError(Exception):
    """Something is of a class that is not kept."""


@cache
def known_class(module: str, name: str) -> type:
    """A class by its name, if it is one of these.

    Raises:
        NotKeptError: It is not.
    """
    if (module, name) not in _BY_NAME and not _may_hold_values(module):
        raise NotKeptError(f"{module}.{name}")
    found: Any = vars(import_module(module)).get(name)
    if (module, name) == ("types", "NoneType"):
        return type(None)
    if not isinstance(found, type) or found.__module__ != module:
        raise NotKeptError(f"{module}.{name}")
    if (module, name) not in _BY_NAME and not _is_value(found):
        raise NotKeptError(f"{module}.{name}")
    return found


def _may_hold_values(module: str) -> bool:
    house, _, rest = module.partition(".")
    return module in _BEANCOUNTS or (
        house == "fellesbok" and rest.partition(".")[0] in OURS
    )


def _is_value(found: type) -> bool:
    """Whether it is a record, an enumeration or a message."""
    is_record = issubclass(found, tuple) and hasattr(found, "_fields")
    return is_record or issubclass(found, Enum) or found is Text or is_dataclass(found)
