"""What the paper says, beside the terms (*punkt*, *eksempel*): its words, its sums.

A clause is quoted and says which terms rest on it; an example says what a cost becomes
for each payer, so that the key can be held against it (``examples``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class Clause:
    """A part of the paper in its own words (*punkt i avtalen*).

    Attributes:
        number: Its number in the paper, or ``None`` where the source states none.
        text: Its words.
        source: Where they stand.
        of: The terms that rest on it, by the names of their fields.
        line: Where it is written in the rules.
    """

    number: str | None
    text: str
    source: str
    of: tuple[str, ...]
    line: int


@frozen
class Example:
    """What the paper says that a year's cost becomes (*eksempel*), in whole øre.

    Attributes:
        cost_ore: What is shared, or ``None`` where the key sets amounts without it.
        payers_ore: What each payer bears of it, by slug.
        members: Who takes part, by slug; ``None`` for those of the terms.
        year: Whose figures count; ``None`` where none are asked for.
        cost_centre: The cost centre whose rule is meant, or blank.
        bearer: Who paid, where a threshold asks for it; ``None`` for the host.
        source: Where it stands.
        note: What must be known to read it.
        line: Where it is written in the rules.
    """

    cost_ore: int | None
    payers_ore: Mapping[str, int]
    members: tuple[str, ...] | None
    year: int | None
    cost_centre: str
    bearer: str | None
    source: str
    note: str
    line: int
