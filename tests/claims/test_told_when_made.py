"""What is said when claims are made: what to write where, and what comes along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fellesbok.claims.told_when_made import carried
from fellesbok.claims.told_when_made import no_due_days
from fellesbok.claims.told_when_made import no_host
from fellesbok.claims.told_when_made import paid_directly
from fellesbok.claims.told_when_made import result_left
from objections_by_hand import IKT
from objections_by_hand import LYNGEN
from plain_words import words

(TERMS,) = IKT.versions


def test_what_lacks_is_told_with_the_line_to_write_it_on() -> None:
    assert words(no_host(IKT, TERMS)) == (
        "IKT: avtalen sier ikke hvem som er vert. Skriv «host» på versjonen fra"
        " 01.01.2016 (linje 1)."
    )
    assert "«claims: due_days: 30» på versjonen fra 01.01.2016 (linje 1)" in words(
        no_due_days(IKT, TERMS)
    )


def test_what_comes_along_is_told_in_kroner_also_below_zero() -> None:
    assert words(carried(IKT, LYNGEN, Decimal("-12.50"), 2018)) == (
        "IKT: Lyngen har -12,50 kr som ikke er gjort opp fra før 2018. Det er tatt med."
    )
    assert words(paid_directly(IKT, LYNGEN, Decimal(5), date(2018, 12, 31))) == (
        "IKT: Lyngen har betalt 5,00 kr rett på fordringen etter 31.12.2018. Det er"
        " ikke trukket fra kravet."
    )
    assert words(result_left(IKT, 2018, Decimal("0.01"))) == (
        "IKT: resultatet for 2018 er 0,01 kr og ikke 0,00 når alt er krevd."
    )
