"""Stated totals: control sums against their lines, and percentages against 100.

``helhet: "fordelingsnøkkelen"`` on a ``nøkkeltall`` in per cent says what it is a part
of; the parts of one whole must be 100 % together.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.budgets.figures import MEMO_WORDS
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import remark
from fellesbok.lint.stated import number_of
from fellesbok.lint.stated import unit_of
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.declared import Declared
    from fellesbok.lint.year import Year

WHOLE = "helhet"
HUNDRED = 100
FIGURE_WORDS = {word.casefold(): kind for word, kind in MEMO_WORDS.items()}
"""``kostnad``, ``driftsstøtte`` … as control sums say it."""


def control_sums(year: Year) -> Iterator[Remark]:
    """``custom "kontrollsum" slug kind column amount`` against the lines."""
    for told in year.declared[CHECK_SUM]:
        _, kind, column = map(told.word, range(3))
        if not told.is_readable or kind not in FIGURE_WORDS or told.amount is None:
            what = Text(
                "Kontrollsummen kan ikke prøves. Skriv samarbeid, rad ({kinds}),"
                " «budsjett» eller «regnskap», og beløp.",
                kinds=", ".join(FIGURE_WORDS),
            )
            yield remark("kontrollsum", what, None, told.place)
            continue
        number, currency = told.amount
        lines = year.of(FIGURE_WORDS[kind], currency=currency)
        found = column_of(lines, column) or Decimal(0)
        off = abs(number - found)
        if off:
            what = Text(
                "{kind}, {column}: oppgitt sum er {stated}, men linjene er {found}:"
                " {off} i forskjell.",
                kind=kind.capitalize(),
                column=column,
                stated=money(number, currency),
                found=money(found, currency),
                off=money(off, currency),
            )
            yield remark("kontrollsum", what, off, told.place, part=f"{kind} {column}")


def percentages(year: Year) -> Iterator[Remark]:
    """Parts of one whole that are not 100 % together."""
    wholes: dict[str, list[Declared]] = defaultdict(list)
    for told in year.declared[KEY_FIGURE]:
        if WHOLE in told.meta and unit_of(told) == "%":
            wholes[str(told.meta[WHOLE])].append(told)
    for whole, parts in sorted(wholes.items()):
        total = sum((number_of(part) for part in parts), Fraction(0))
        if total != HUNDRED:
            what = Text(
                "Andelene av «{whole}» er til sammen {total} %.",
                whole=whole,
                total=total,
            )
            yield remark("prosent", what, None, parts[0].place, part=whole)
