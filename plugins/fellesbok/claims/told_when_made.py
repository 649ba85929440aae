"""What is said of a cooperation when its claims are made: what lacks, what comes along.

Texts only: what is found, is found by ``ready``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.agreement import Version


def no_host(cooperation: Cooperation, version: Version) -> Text:
    """Nobody claims where nobody is host."""
    return Text(
        "{cooperation}: avtalen sier ikke hvem som er vert. Skriv «host» på"
        " versjonen fra {day} (linje {line}).",
        cooperation=cooperation.title,
        day=version.first_day,
        line=version.place.line,
    )


def no_due_days(cooperation: Cooperation, version: Version) -> Text:
    """A settlement falls due when the agreement says."""
    return Text(
        "{cooperation}: avtalen sier ikke når et krav forfaller. Skriv «claims:"
        " due_days: 30» på versjonen fra {day} (linje {line}).",
        cooperation=cooperation.title,
        day=version.first_day,
        line=version.place.line,
    )


def carried(cooperation: Cooperation, payer: Payer, amount: Decimal, year: int) -> Text:
    """What stood open from years before, in kroner, and is claimed with this one."""
    return Text(
        "{cooperation}: {payer} har {amount} kr som ikke er gjort opp fra før"
        " {year}. Det er tatt med.",
        cooperation=cooperation.title,
        payer=payer.name,
        amount=amount,
        year=year,
    )


def paid_directly(
    cooperation: Cooperation, payer: Payer, amount: Decimal, end: date
) -> Text:
    """What was paid without a claim after the period, in kroner."""
    return Text(
        "{cooperation}: {payer} har betalt {amount} kr rett på fordringen"
        " etter {end}. Det er ikke trukket fra kravet.",
        cooperation=cooperation.title,
        payer=payer.name,
        amount=amount,
        end=end,
    )


def result_left(cooperation: Cooperation, year: int, amount: Decimal) -> Text:
    """What is left of a year that was to end at nothing, in kroner."""
    return Text(
        "{cooperation}: resultatet for {year} er {amount} kr og ikke 0,00 når"
        " alt er krevd.",
        cooperation=cooperation.title,
        year=year,
        amount=amount,
    )
