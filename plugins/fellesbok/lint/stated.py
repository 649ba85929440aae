"""Stated figures against what they should be: their own arithmetic, and caps.

Two words on a ``nøkkeltall`` (the first also on a budget) say what it must agree with::

    regnestykke: "75 % av budsjett Equity:Memo:X:Tilskudd:Y"    the sum it rests on
    tak_for: Equity:Memo:X:Tilskudd:Y                            a cap for that line
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.lint.arithmetic import CannotCalculateError
from fellesbok.lint.arithmetic import Term
from fellesbok.lint.arithmetic import calculate
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import remark
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import rounded
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.entries.declared import Declared
    from fellesbok.lint.year import Year

SUM = "regnestykke"
CAP = "tak_for"


def sums(year: Year) -> Iterator[Remark]:
    """Figures that are not what the sum they rest on comes to."""
    for told in (*year.declared[KEY_FIGURE], *year.declared[BUDGET]):
        if SUM not in told.meta:
            continue
        written = str(told.meta[SUM])
        place, label = told.place, _label(told)
        try:
            right, shown = _calculated(year, written)
        except CannotCalculateError as error:
            what = Text(
                "«{label}»: regnestykket «{sum}» kan ikke regnes ut: {why}.",
                label=label,
                sum=written,
                why=error.text,
            )
            yield remark("regnestykke", what, None, place, part=label)
            continue
        stated = _stated(told)
        if stated != right:
            amounts = told.is_amount
            what = Text(
                "«{label}» er oppgitt til {stated}, men {sum} er {right}: {off} i"
                " forskjell.",
                label=label,
                stated=_shown(stated, amounts=amounts),
                sum=shown,
                right=_shown(right, amounts=amounts),
                off=_shown(abs(stated - right), amounts=amounts),
            )
            off = rounded(abs(stated - right)) if amounts else None
            yield remark("regnestykke", what, off, place, part=label)


def caps(year: Year) -> Iterator[Remark]:
    """Lines above a stated cap, also by the sum that the cap should be."""
    for told in year.declared[KEY_FIGURE]:
        if CAP not in told.meta or not told.is_amount:
            continue
        account = str(told.meta[CAP])
        lines = [line for line in year.lines if line.account == account]
        found = column_of(lines, "regnskap") or Decimal(0)
        cap = _stated(told)
        above = Fraction(found) - cap
        if above <= 0:
            continue
        currency = lines[0].currency
        what = Text(
            "{found} er inntektsført eller brukt, {above} over «{label}», {cap} kr.",
            found=money(found, currency),
            above=money(rounded(above), currency),
            label=_label(told),
            cap=rounded(cap),
        )
        right = _right_cap(year, told)
        if right is not None and right != cap:
            what = Text(
                "{what} Etter regnestykket er det {above} over.",
                what=what,
                above=money(rounded(Fraction(found) - right), currency),
            )
        _, _, part = account.partition(f":{year.cooperation.account}:")
        yield remark("tak", what, rounded(above), told.place, part=part)


def _right_cap(year: Year, told: Declared) -> Fraction | None:
    """What a cap comes to by its own sum; blank where it has none that can be done."""
    if SUM not in told.meta:
        return None
    try:
        return _calculated(year, str(told.meta[SUM]))[0]
    except CannotCalculateError:
        return None


def _calculated(year: Year, written: str) -> Term:
    """The value of a sum, with the names of this cooperation and year."""

    def label(name: str) -> Term:
        for told in year.declared[KEY_FIGURE]:
            if _label(told) == name and isinstance(told.value, Decimal):
                ending = " %" if unit_of(told) == "%" else ""
                return _stated(told), show(number_of(told), SOURCE_LANGUAGE) + ending
        raise CannotCalculateError(Text("fant ikke «{name}»", name=name))

    def line(column: str, account: str) -> Term:
        found = [
            amount
            for n in year.lines
            if n.account == account and (amount := column_of([n], column)) is not None
        ]
        if len(found) != 1:
            raise CannotCalculateError(
                Text("fant ikke {column} for {account}", column=column, account=account)
            )
        return Fraction(found[0]), show(Fraction(found[0]), SOURCE_LANGUAGE)

    return calculate(written, label, line)


def _label(told: Declared) -> str:
    """The label of a key figure, or the account of a budget line."""
    return told.word(0 if told.kind == BUDGET else 1)


def unit_of(told: Declared) -> str:
    """The unit of a key figure, or blank."""
    return told.word(3)


def number_of(told: Declared) -> Fraction:
    """The number of a key figure or a budget, zero where it has none."""
    return Fraction(told.value) if isinstance(told.value, Decimal) else Fraction(0)


def _stated(told: Declared) -> Fraction:
    """The figure: a percentage as a part of one, a budget as the table shows it."""
    number = number_of(told)
    if told.kind == BUDGET:
        return abs(number)
    return number / 100 if unit_of(told) == "%" else number


def _shown(number: Fraction, *, amounts: bool) -> Text:
    if amounts and (number * 100).denominator == 1:
        return Text("{amount} kr", amount=rounded(number))
    return Text("{number}", number=number)
