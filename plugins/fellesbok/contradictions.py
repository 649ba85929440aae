"""Two figures of ours that must be one and are not (*indre motsigelse*).

Such a thing is a fault of the programme, or follows from a fault of the books that is
told elsewhere; it is never a reader's.  It is raised where it is seen, and told where
one cooperation, one figure, one section or one command ends, so that all others are
shared and shown: ``error_texts.inner_contradictions`` says how.

The room uses the standard library alone, so that the arithmetic can use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction


class ContradictionError(Exception):
    """What must hold does not; a template and its values, to be said by others.

    Attributes:
        template: What must hold, in words.
        values: What the template is filled with; a slug stands for a payer.
        figures: The two figures that should have been equal, in kroner, or ``None``.
    """

    def __init__(
        self,
        template: str,
        values: dict[str, object],
        figures: tuple[Decimal | Fraction, Decimal | Fraction] | None = None,
    ) -> None:
        """Keep what is said of it."""
        self.template = template
        self.values = values
        self.figures = figures
        super().__init__(f"{template} {values} {figures or ''}".strip())


def must_hold(template: str, condition: object, /, **values: object) -> None:
    """Go on only if the condition holds.

    Raises:
        ContradictionError: It does not.
    """
    if not condition:
        raise ContradictionError(template, values)


def must_equal(
    template: str,
    one: Decimal | Fraction,
    other: Decimal | Fraction,
    /,
    **values: object,
) -> None:
    """Go on only if two sums of kroner are equal.

    Raises:
        ContradictionError: They are not.
    """
    if one != other:
        raise ContradictionError(template, values, (one, other))
