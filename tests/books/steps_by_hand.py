"""An explanation of two amounts and one line without any, and how a place is told."""

from __future__ import annotations

from fractions import Fraction

from fellesbok.explanation import Explanation
from fellesbok.explanation import Section
from fellesbok.explanation.key import Row
from fellesbok.messages import Text

# By hand: 3/10 kr is 30 øre, and a third of 1,00 kr is no whole number of øre.
EXPLANATION = Explanation(
    Text("IKT {year}", year=2018),
    (
        Section(
            Text("Grunnlag"),
            (
                Row(Text("Kostnad"), Fraction(30), ("bøker.beancount", 7)),
                Row(Text("× 1/3"), Fraction(100, 3), depth=1, total=True),
                Row(Text("ingenting å avrunde")),
            ),
        ),
    ),
    30,
)


def place(where: tuple[str, int]) -> str:
    return "{}:{}".format(*where)
