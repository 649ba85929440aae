"""What a reader must know of a figure, as the lines behind it say (*merket*)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.periods import budget_period
from fellesbok.entries import vocabulary
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.records import days_told
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Voucher

STATUS = "status"
COLUMN = "kolonne"
UNKNOWN_COLUMN = "uavklart"
COLUMN_UNKNOWN = Text("kolonnen er ikke oppgitt")


def marks(metas: Iterable[Mapping[str, Any]], year: int) -> tuple[str, ...]:
    """What a reader must know of a figure that is made of these entries.

    A period is told where every entry has one and they are not the year together.
    """
    found: list[str] = []
    first, last, all_have = date.max, date.min, True
    for meta in metas:
        if meta.get("avrundet"):
            found.append(Text("avrundet"))
        if str(meta.get(COLUMN)) == UNKNOWN_COLUMN:
            found.append(COLUMN_UNKNOWN)
        if meta.get(STATUS):
            found.append(str(meta[STATUS]))
        if meta.get("gjentatt"):
            found.append(Text("gjentatt"))
        days = days_told(meta.get(SERVICE_PERIOD)) if all_have else None
        if days is None:
            all_have = False
        else:
            first, last = min(first, days[0]), max(last, days[1])
    whole = (date(year, 1, 1), date(year, 12, 31))
    if all_have and first <= last and (first, last) != whole:
        found.append(Text("gjelder {first}–{last}", first=first, last=last))
    return tuple(dict.fromkeys(found))


def unstated(budget: Mapping[str, Any]) -> tuple[Text, ...]:
    """What a budget line says of days that nobody has stated."""
    days = budget_period(budget)
    if days is None or (days.first and days.last):
        return ()
    if days.last is not None:
        return (Text("gjelder til {last}, første dag ikke oppgitt", last=days.last),)
    if days.first is not None:
        return (Text("gjelder fra {first}, siste dag ikke oppgitt", first=days.first),)
    return (Text("tidsrommet er ikke oppgitt"),)


def marks_of_budgets(lines: Iterable[Line], year: int) -> tuple[str, ...]:
    """What a reader must know of the budgets of some lines: their days, above all."""
    metas = [n.budget_line.line.meta for n in lines if n.budget_line is not None]
    found = [(*marks([meta], year), *unstated(meta)) for meta in metas]
    return tuple(dict.fromkeys(mark for each in found for mark in each))


def marks_of_accounts(line: Line, unit: str) -> tuple[str, ...]:
    """What a reader must know of what is posted; not what its unit tells already."""
    found = marks([voucher.meta for voucher in line.vouchers], line.year)
    return without_repeating(found, unit)


def without_repeating(found: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Marks less the one that a unit of its own already tells."""
    return tuple(mark for mark in found if not unit or mark != COLUMN_UNKNOWN)


def is_in_no_column(vouchers: Iterable[Voucher]) -> bool:
    """Whether nobody says if what is posted is of the budget or of the accounts."""
    return all(str(v.meta.get(COLUMN)) == UNKNOWN_COLUMN for v in vouchers)


def is_corrected(line: Line) -> bool:
    """Whether something is carried into it from a closed year."""
    return any(vocabulary.CORRECTION_TAG in v.tags for v in line.vouchers)
