"""What a line that a closing fixes must tell of itself, so that it can be read later.

It was written by the programme; where a word of it has been changed by hand or lost,
what reads the books would have nothing to go by.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.entries import vocabulary
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

    from fellesbok.entries.lines import Line


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_amount(value: object) -> bool:
    return isinstance(value, Amount) and isinstance(value.number, Decimal)


def _is_year(value: object) -> bool:
    return isinstance(value, str) and value.isdecimal() and len(value) == len("2018")


def _is_share(value: object) -> bool:
    """A fraction as ``-1/3`` or ``1``, or the words that stand in its place."""
    if value in {vocabulary.FIXED, vocabulary.NO_BASIS}:
        return True
    whole, slash, parts = str(value).removeprefix("-").partition("/")
    is_fraction = whole.isdecimal() and (not slash or parts.isdecimal())
    return isinstance(value, str) and is_fraction and (not slash or int(parts) > 0)


_Fits = Callable[[object], bool]
_ALWAYS: dict[str, _Fits] = {
    vocabulary.COOPERATION: _is_text,
    vocabulary.PERIOD: _is_text,
}
_BY_TAG: dict[str, dict[str, _Fits]] = {
    vocabulary.CHARGE_TAG: {
        vocabulary.MUNICIPALITY: _is_text,
        vocabulary.KEY: _is_text,
        vocabulary.BASIS: _is_amount,
        vocabulary.SHARE: _is_share,
    },
    vocabulary.CORRECTION_TAG: {
        vocabulary.CORRECTS: _is_year,
        vocabulary.BEFORE: _is_amount,
        vocabulary.AFTER: _is_amount,
        vocabulary.REASON: _is_text,
    },
}


def not_readable(line: Line, cooperation: str, payers: Collection[str]) -> list[str]:
    """The names of what the line should tell and does not, as they are written.

    Args:
        line: The line.
        cooperation: Whose it is, by account component.
        payers: The names of all payers.
    """
    wanted = dict(_ALWAYS)
    for tag, more in _BY_TAG.items():
        wanted |= more if tag in line.tags else {}
    lacking = [name for name, fits in wanted.items() if not fits(line.meta.get(name))]
    if line.meta.get(vocabulary.COOPERATION) != cooperation:
        lacking.append(vocabulary.COOPERATION)
    if line.meta.get(vocabulary.MUNICIPALITY) not in {None, *payers}:
        lacking.append(vocabulary.MUNICIPALITY)
    lacking = list(dict.fromkeys(lacking))
    if not lacking and vocabulary.CORRECTION_TAG in line.tags:
        lacking += _off(line.meta, line.amount_ore)
    return lacking


def _off(meta: Mapping[str, Any], amount_ore: int) -> list[str]:
    """Before and after a correction, where they are not the correction apart."""
    before, after = meta[vocabulary.BEFORE].number, meta[vocabulary.AFTER].number
    is_right = before + kroner(amount_ore) == after
    return [] if is_right else [vocabulary.BEFORE, vocabulary.AFTER]
