"""Stated totals: control sums against their lines, and percentages against 100.

``helhet: "fordelingsnøkkelen"`` on a ``nøkkeltall`` in per cent says what it is a part
of; the parts of one whole must be 100 % together.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.budgets.figures import MEMO_WORDS
from fellesbok.entries.custom_values import values_of
from fellesbok.lint.balance import COLUMNS
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_entry
from fellesbok.lint.remark import remark
from fellesbok.lint.stated import number_of
from fellesbok.lint.stated import unit_of
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Custom

    from fellesbok.lint.year import Year

WHOLE = "helhet"
HUNDRED = 100
FIGURE_WORDS = {word.casefold(): kind for word, kind in MEMO_WORDS.items()}
"""``kostnad``, ``driftsstøtte`` … as control sums say it."""


def control_sums(year: Year) -> Iterator[Remark]:
    """``custom "kontrollsum" slug kind column amount`` against the lines."""
    for entry in year.declared["kontrollsum"]:
        values = values_of(entry)
        place = place_of_entry(entry)
        match values:
            case [_, str(kind), str(column), Amount() as stated] if (
                kind in FIGURE_WORDS and column in COLUMNS
            ):
                pass
            case _:
                what = Text(
                    "Kontrollsummen kan ikke prøves. Skriv samarbeid, rad ({kinds}),"
                    " «budsjett» eller «regnskap», og beløp.",
                    kinds=", ".join(FIGURE_WORDS),
                )
                yield remark("kontrollsum", what, None, place)
                continue
        number: Any = stated.number
        lines = year.of(FIGURE_WORDS[kind], currency=stated.currency)
        found = column_of(lines, column) or Decimal(0)
        off = abs(number - found)
        if off:
            what = Text(
                "{kind}, {column}: oppgitt sum er {stated}, men linjene er {found}:"
                " {off} i forskjell.",
                kind=kind.capitalize(),
                column=column,
                stated=money(number, stated.currency),
                found=money(found, stated.currency),
                off=money(off, stated.currency),
            )
            yield remark("kontrollsum", what, off, place, part=f"{kind} {column}")


def percentages(year: Year) -> Iterator[Remark]:
    """Parts of one whole that are not 100 % together."""
    wholes: dict[str, list[Custom]] = defaultdict(list)
    for entry in year.declared["nøkkeltall"]:
        if WHOLE in entry.meta and unit_of(entry) == "%":
            wholes[str(entry.meta[WHOLE])].append(entry)
    for whole, parts in sorted(wholes.items()):
        total = sum((number_of(part) for part in parts), Fraction(0))
        if total != HUNDRED:
            what = Text(
                "Andelene av «{whole}» er til sammen {total} %.",
                whole=whole,
                total=total,
            )
            place = place_of_entry(parts[0])
            yield remark("prosent", what, None, place, part=whole)
