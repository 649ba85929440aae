"""What a payer owes, in the one sentence that every face says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fellesbok.agreement.model import Payer
from fellesbok.claims.owed import Owed
from fellesbok.claims.unpaid import Unpaid
from fellesbok.sharing.records import Parts
from pagebook import NBSP

DAY = date(2019, 3, 15)


def kr(written: str) -> Decimal:
    """An amount as it is written in Norwegian."""
    return Decimal(written.replace(" ", "").replace(",", "."))


def said(
    *,
    now: str | None = None,
    internal: str | None = None,
    later: str | None = None,
    unpaid: Unpaid | None = None,
    left: str | None = None,
) -> str:
    """The sentence, with plain spaces."""
    parts = [None if each is None else kr(each) for each in (internal, later, now)]
    payer = Payer("vika", "Vika", "Vika")
    rest = None if left is None else kr(left)
    found = Owed(payer, "2018", Parts(None, *parts), unpaid, rest)
    return found.sentence.replace(NBSP, " ")


def unpaid(amount: str, overdue: str, credit: str = "0,00") -> Unpaid:
    """What is claimed and not paid on the fifteenth of March."""
    return Unpaid(DAY, 2, kr(amount), kr(overdue), 12, kr(credit))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"now": "100,00"}, "Vika skal betale 100,00 kr for 2018."),
        (
            {"now": "1 228 267,93", "internal": "425 718,00"},
            (
                "Vika skal betale 1 228 267,93 kr for 2018, og bærer 425 718,00 kr selv"
                " som vert."
            ),
        ),
        (
            {"now": "100,00", "later": "40,00"},
            "Vika skal betale 100,00 kr for 2018; 40,00 kr til forfaller senere.",
        ),
        (
            {"now": "100,00", "internal": "7,00", "later": "40,00"},
            (
                "Vika skal betale 100,00 kr for 2018, og bærer 7,00 kr selv som vert;"
                " 40,00 kr til forfaller senere."
            ),
        ),
        ({"now": "-5,00"}, "Vika skal ha tilbake 5,00 kr for 2018."),
        (
            {"internal": "7,00"},
            "Vika bærer 7,00 kr selv som vert i 2018, og skal ikke betale noe.",
        ),
        (
            {"later": "40,00"},
            "Vika skal betale 40,00 kr for 2018, som forfaller senere.",
        ),
        (
            {"internal": "7,00", "later": "40,00"},
            "Vika bærer 7,00 kr selv som vert i 2018, og skal betale 40,00 kr senere.",
        ),
        ({}, "Vika har ingen andeler i 2018."),
    ],
)
def test_what_a_payer_is_to_pay_of_a_year(parts: dict[str, Any], expected: str) -> None:
    assert said(**parts) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (unpaid("0,00", "0,00"), "Alt som er krevd per 15.03.2019, er betalt."),
        (
            unpaid("60,00", "0,00"),
            "Per 15.03.2019 er 60,00 kr krevd og ikke betalt; ingenting har forfalt.",
        ),
        (
            unpaid("60,00", "60,00"),
            "Per 15.03.2019 er 60,00 kr krevd og ikke betalt; alt har forfalt.",
        ),
        (
            unpaid("60,00", "20,00", "5,00"),
            (
                "Per 15.03.2019 er 60,00 kr krevd og ikke betalt; 20,00 kr av det har"
                " forfalt. 5,00 kr er til gode."
            ),
        ),
    ],
)
def test_what_is_claimed_and_not_paid(found: Unpaid, expected: str) -> None:
    assert said(now="100,00", unpaid=found).endswith(f" for 2018. {expected}")
    assert found.sentence.replace(NBSP, " ") == expected


def test_what_is_claimed_too_much_is_told_and_so_is_what_is_not_claimed() -> None:
    paid = unpaid("0,00", "0,00")
    more = said(now="100,00", unpaid=paid, left="30,00")
    assert more.endswith(" 30,00 kr er ikke krevd ennå.")
    less = said(now="100,00", unpaid=paid, left="-30,00")
    assert less.endswith(" 30,00 kr er krevd for mye og skal avregnes.")
    none = said(now="100,00", unpaid=paid, left="0,00")
    assert none.endswith("er betalt.")
    assert "ikke krevd" not in said(now="100,00", left="100,00"), "no claims at all"


def test_what_is_laid_out_for_the_others_is_told() -> None:
    """Else a payer that has money to come reads that it owes."""
    paid, parts = unpaid("0,00", "0,00"), Parts(None, None, None, kr("100,00"))
    vika = Payer("vika", "Vika", "Vika")
    found = Owed(vika, "2018", parts, paid, kr("30,00"), kr("340,01"))
    assert found.sentence.replace(NBSP, " ").endswith(
        "30,00 kr er ikke krevd ennå."
        " 340,01 kr er lagt ut for de andre, og går av i avregningen."
    )
    assert "lagt ut" not in said(now="100,00", unpaid=paid, left="30,00")


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (
            {"set_off": "90,00"},
            "90,00 kr er gjort opp mot det Vika har lagt ut for de andre.",
        ),
        (
            {"received": "12,50"},
            "12,50 kr er krevd i tillegg: det Vika har mottatt for de andre.",
        ),
        ({"tax": "25,00"}, "25,00 kr er krevd i tillegg som merverdiavgift."),
        (
            {"tax": "-25,00"},
            "25,00 kr mindre er krevd, for merverdiavgift som går tilbake.",
        ),
    ],
)
def test_what_claims_have_beside_the_share_is_told(
    beside: dict[str, str], expected: str
) -> None:
    """So that what is to be paid and what is claimed of it can be held together."""
    paid, parts = unpaid("0,00", "0,00"), Parts(None, None, None, kr("100,00"))
    amounts: dict[str, Any] = {name: kr(value) for name, value in beside.items()}
    vika = Payer("vika", "Vika", "Vika")
    found = Owed(vika, "2018", parts, paid, kr("0,00"), **amounts)
    assert found.sentence.replace(NBSP, " ") == (
        "Vika skal betale 100,00 kr for 2018. Alt som er krevd per 15.03.2019, er"
        f" betalt. {expected}"
    )
