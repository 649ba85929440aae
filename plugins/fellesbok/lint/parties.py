"""Who and what the figures of a year are about: payers, groups, cost centres."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import kroner

if TYPE_CHECKING:
    from fellesbok.budgets.figures import Line
    from fellesbok.lint.year import Year


def charged_to_municipalities(year: Year) -> Decimal:
    """What the municipalities are charged, also where they stand as one."""
    if year.result is None:
        return Decimal(0)
    charged = year.result.periods[-1].apportionment.amounts_ore
    ours = municipal_payers(year)
    return kroner(sum(ore for payer, ore in charged.items() if payer in ours))


def municipal_payers(year: Year) -> set[str]:
    """Slugs of the municipalities, and of those who stand for them all together."""
    from_groups = {
        group.collective
        for version in year.versions
        for group in groups_of(version.key)
        if group.payers is None and group.collective
    }
    return set(year.agreement.municipalities) | from_groups


def groups_of(key: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- a key of any kind
    """The groups that a key splits a cost between, also behind a name."""
    while hasattr(key, "key"):
        key = key.key
    return tuple(getattr(key, "groups", ()))


def name_of_part(year: Year, line: Line) -> str:
    """Who a line is about: the name of the payer or grantor, else its account's end."""
    return year.agreement.name_by_account.get(line.part, line.part or line.account)


def centre_of(year: Year, line: Line) -> tuple[str, str]:
    """Code and title of a line's cost centre, or twice what its account says."""
    code = year.cooperation.cost_centre_by_account.get(line.part.split(":")[0])
    if code is None:
        return line.part, line.part
    return code, year.cooperation.cost_centres[code].title
