"""What an account code of a municipality means: cost, income, or for somebody to say.

KOSTRA: an *art* is three digits, to which a municipality may add its own; 010–529 are
costs and 600–909 income, but 750 (*refusjon fra kommuner*) is the participants' shares,
which fellesbok makes itself, and the arts of closing (530–599, 910–999) move funds and
results.  Some that look like income come off the cost that they are of
(*kostnadsreduksjon*): what is posted internally (690, 790), refunds of wages (710),
compensation for tax (729, of 429) and the counter entry of depreciation (990, of 590).
A *funksjon* is three digits from 100, to which own digits may be added.  (Arts:
Skatteetaten/saf-t, KOSTRA_Arts_2024_kommuner; the official lists change, so what is
held here is the form and the series, and of single codes only those named.)

Many municipalities write the account class (*kontoklasse*) before the art: 17101 is art
710 in class 1, which is operations (*drift*); the others are investment and balance.
Whether a code begins so, the code does not tell: 171 is an art too.

Norsk Standard 4102: four digits; 1–2 are balance, 3 income, 4–7 costs, and what 8 is,
somebody must say.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection

KOSTRA, NS4102 = "kostra", "ns4102"
_CLASS_AND_ART = 3
_ACCOUNT_DIGITS = 4
_ART = re.compile(r"[0-9]{3,6}")
_ACCOUNT = re.compile(r"[0-9]{4,6}")
_CLASSES = "0123"
_FUNCTION = re.compile(r"[0-9]{3,6}")
_LOWEST_FUNCTION = 100


class Kind(Enum):
    """What an amount on a code is."""

    COST = "cost"
    INCOME = "income"
    CONTRA = "contra"
    BALANCE = "balance"
    UNDECIDED = "undecided"


CONTRA = frozenset({690, 710, 729, 790, 990})
DEPRECIATION = 590


def kind_of(code: str, chart: str) -> Kind:
    """What an art or account of that chart is; the form has been checked."""
    if chart == NS4102:
        return {
            **dict.fromkeys("12", Kind.BALANCE),
            **dict.fromkeys("4567", Kind.COST),
            "3": Kind.INCOME,
        }.get(code[0], Kind.UNDECIDED)
    art = int(code[:3])
    if art in CONTRA:
        return Kind.CONTRA
    if art == DEPRECIATION or 10 <= art < 530:  # noqa: PLR2004 -- the series of KOSTRA, told above
        return Kind.COST
    if 600 <= art < 910 and art != 750:  # noqa: PLR2004 -- likewise
        return Kind.INCOME
    return Kind.UNDECIDED


def code_fault(code: str, chart: str) -> Text | None:
    """What is wrong with the form of an art or account, if anything."""
    if chart == NS4102:
        if _ACCOUNT.fullmatch(code) and "1" <= code[0] <= "8":
            return None
        return Text("En konto har fire sifre, fra 1000 til 8999.")
    if _ART.fullmatch(code) and int(code[:3]) >= 10:  # noqa: PLR2004 -- the lowest art
        return None
    return Text(
        "En art er tre sifre fra 010 til 999, og så egne sifre om kommunen vil."
    )


def may_be_accounts(codes: Collection[str]) -> bool:
    """Whether all of these codes could be accounts of Norsk Standard 4102.

    ``6300`` is rent there, a cost; as a KOSTRA art with a digit of its own it is art
    630, an income.  Wages, which most files of a municipality have, are arts below 100
    and settle it.
    """
    return bool(codes) and all(
        len(code) == _ACCOUNT_DIGITS and code_fault(code, NS4102) is None
        for code in codes
    )


def may_begin_with_class(codes: Collection[str]) -> bool:
    """Whether all of these codes could have the account class before the art.

    Each has been found to be an art as it stands.  Arts from 400 on, which most files
    have, settle it: no municipality has so many classes.
    """
    return bool(codes) and all(
        len(code) > _CLASS_AND_ART
        and code[0] in _CLASSES
        and code_fault(code[1:], "kostra") is None
        for code in codes
    )


def function_fault(code: str) -> Text | None:
    """What is wrong with the form of a function, if anything."""
    if _FUNCTION.fullmatch(code) and int(code[:3]) >= _LOWEST_FUNCTION:
        return None
    return Text("En funksjon er tre sifre fra 100, og så egne sifre om kommunen vil.")
