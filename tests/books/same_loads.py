"""Whether two loads of books are the same, value by value and kind by kind."""

from __future__ import annotations

from dataclasses import fields
from dataclasses import is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.display_context import DisplayContext
from beancount.utils.defdict import ImmutableDictWithDefault

from fellesbok.entries.book_files import Sources
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator


def first_difference(ours: Any, theirs: Any) -> str:  # noqa: ANN401 -- any load
    """Where two loads part, or nothing."""
    return next(_differences(ours, theirs, "load"), "")


def _differences(ours: Any, theirs: Any, where: str) -> Iterator[str]:  # noqa: ANN401, C901, PLR0912 -- one branch a kind
    if type(ours) is not type(theirs):
        yield f"{where}: {type(ours)} {type(theirs)} {ours!r} {theirs!r}"
    elif isinstance(ours, dict):
        if list(ours) != list(theirs):
            yield f"{where}: {list(ours)} {list(theirs)}"
        for name in ours:
            yield from _differences(
                dict.get(ours, name), theirs[name], f"{where}[{name!r}]"
            )
        if isinstance(ours, ImmutableDictWithDefault):
            yield from _differences(ours.default, theirs.default, f"{where}.default")
    elif isinstance(ours, list | tuple):
        if len(ours) != len(theirs):
            yield f"{where}: {len(ours)} {len(theirs)}"
        for number, pair in enumerate(zip(ours, theirs, strict=False)):
            yield from _differences(*pair, f"{where}[{number}]")
        if isinstance(ours, Sources) and ours.main != theirs.main:
            yield f"{where}.main"
    elif isinstance(ours, DisplayContext):
        yield from _differences(_context(ours), _context(theirs), where)
    elif isinstance(ours, Text):
        parts = ours.template, ours.values
        yield from _differences(parts, (theirs.template, theirs.values), where)
    elif isinstance(ours, Decimal):
        if ours.as_tuple() != theirs.as_tuple():
            yield f"{where}: {ours!r} {theirs!r}"
    elif is_dataclass(ours) and not isinstance(ours, type):
        for each in fields(ours):
            pair = getattr(ours, each.name), getattr(theirs, each.name)
            yield from _differences(*pair, f"{where}.{each.name}")
    elif isinstance(ours, Exception):
        yield from _differences(ours.args, theirs.args, where)
        yield from _differences(vars(ours), vars(theirs), where)
    elif ours != theirs:
        yield f"{where}: {ours!r} {theirs!r}"


def _context(found: DisplayContext) -> dict[str, Any]:
    """Of each currency, what is known of how it is written."""
    return {
        "commas": found.commas,
        **{
            currency: {
                name: dict(value.hist) if name == "fractional_dist" else value
                for name, value in vars(of).items()
            }
            for currency, of in found.ccontexts.items()
        },
    }
