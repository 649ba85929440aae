"""An explanation for programs: every step with its exact amount in kroner.

The names of the fields are what programs read.  Texts are in the language asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.explanation.tables import amount_of
from fellesbok.frozen import frozen
from fellesbok.messages import kroner
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from fractions import Fraction

    from fellesbok.explanation.of_one_payer import Explanation
    from fellesbok.objections.records import ObjectionRow


@frozen
class Step:
    """One line: ``amount`` in kroner, exact, or ``None`` where it is told in words.

    ``place`` is a file and a line; ``total`` tells whether it is a sum or a result.
    """

    text: str
    amount: Decimal | Fraction | None
    total: bool
    place: str | None


@frozen
class Steps:
    """The lines of one section."""

    title: str
    rows: tuple[Step, ...]


@frozen
class Explained:
    """One figure in kroner, the steps to it, and what is objected to of it."""

    title: str
    amount: Decimal
    sections: tuple[Steps, ...]
    objections: tuple[ObjectionRow, ...] = ()


def explained(
    explanation: Explanation,
    place_of: Callable[[tuple[str, int]], str],
    language: str,
) -> Explained:
    """The records of an explanation.

    Args:
        explanation: The steps.
        place_of: A file and a line in words.
        language: ``nb`` or ``en``.
    """
    sections = [
        Steps(
            say(section.title, language),
            tuple(
                Step(
                    say(row.label, language),
                    amount_of(row),
                    row.total,
                    place_of(row.place) if row.place else None,
                )
                for row in section.rows
            ),
        )
        for section in explanation.sections
    ]
    amount = kroner(explanation.amount_ore)
    return Explained(say(explanation.title, language), amount, tuple(sections))
