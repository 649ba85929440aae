"""Stated figures against what they should be: their own arithmetic, and caps.

Two words on a ``nøkkeltall`` (the first also on a budget) say what it must agree with::

    regnestykke: "75 % av budsjett Equity:Memo:X:Tilskudd:Y"    the sum it rests on
    tak_for: Equity:Memo:X:Tilskudd:Y                            a cap for that line
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.entries.custom_values import words_of
from fellesbok.lint.arithmetic import CannotCalculateError
from fellesbok.lint.arithmetic import Term
from fellesbok.lint.arithmetic import calculate
from fellesbok.lint.balance import column_of
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_entry
from fellesbok.lint.remark import remark
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import rounded
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Custom

    from fellesbok.lint.year import Year

SUM = "regnestykke"
CAP = "tak_for"


def sums(year: Year) -> Iterator[Remark]:
    """Figures that are not what the sum they rest on comes to."""
    for entry in (*year.declared["nøkkeltall"], *year.declared["budget"]):
        if SUM not in entry.meta:
            continue
        written = str(entry.meta[SUM])
        place, label = place_of_entry(entry), _label(entry)
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
        stated = _stated(entry)
        if stated != right:
            amounts = _is_amount(entry)
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
    for entry in year.declared["nøkkeltall"]:
        if CAP not in entry.meta or not _is_amount(entry):
            continue
        account = str(entry.meta[CAP])
        lines = [line for line in year.lines if line.account == account]
        found = column_of(lines, "regnskap") or Decimal(0)
        cap = _stated(entry)
        above = Fraction(found) - cap
        if above <= 0:
            continue
        currency = lines[0].currency
        what = Text(
            "{found} er inntektsført eller brukt, {above} over «{label}», {cap} kr.",
            found=money(found, currency),
            above=money(rounded(above), currency),
            label=_label(entry),
            cap=rounded(cap),
        )
        right = _right_cap(year, entry)
        if right is not None and right != cap:
            what = Text(
                "{what} Etter regnestykket er det {above} over.",
                what=what,
                above=money(rounded(Fraction(found) - right), currency),
            )
        _, _, part = account.partition(f":{year.cooperation.account}:")
        place = place_of_entry(entry)
        yield remark("tak", what, rounded(above), place, part=part)


def _right_cap(year: Year, entry: Custom) -> Fraction | None:
    """What a cap comes to by its own sum; blank where it has none that can be done."""
    if SUM not in entry.meta:
        return None
    try:
        return _calculated(year, str(entry.meta[SUM]))[0]
    except CannotCalculateError:
        return None


def _calculated(year: Year, written: str) -> Term:
    """The value of a sum, with the names of this cooperation and year."""

    def label(name: str) -> Term:
        for entry in year.declared["nøkkeltall"]:
            if _label(entry) == name and _has_number(entry):
                ending = " %" if unit_of(entry) == "%" else ""
                return _stated(entry), show(number_of(entry), SOURCE_LANGUAGE) + ending
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


def _label(entry: Custom) -> str:
    """The label of a key figure, or the account of a budget line."""
    values = words_of(entry)
    return (*values, "", "")[0 if entry.type == "budget" else 1]


def unit_of(entry: Custom) -> str:
    """The unit of a key figure, or blank."""
    return (*words_of(entry), "", "", "", "")[3]


def _value(entry: Custom) -> object:
    values = entry.values or ()
    return values[2].value if len(values) > 2 else None  # noqa: PLR2004 -- slug, label, value


def _is_amount(entry: Custom) -> bool:
    return isinstance(_value(entry), Amount)


def _has_number(entry: Custom) -> bool:
    return isinstance(_value(entry), Amount | Decimal)


def number_of(entry: Custom) -> Fraction:
    """The number of a key figure or a budget, zero where it has none."""
    value: Any = _value(entry)
    if isinstance(value, Amount):
        value = value.number
    return Fraction(value) if isinstance(value, Decimal) else Fraction(0)


def _stated(entry: Custom) -> Fraction:
    """The figure: a percentage as a part of one, a budget as the table shows it."""
    number = number_of(entry)
    if entry.type == "budget":
        return abs(number)
    return number / 100 if unit_of(entry) == "%" else number


def _shown(number: Fraction, *, amounts: bool) -> Text:
    if amounts and (number * 100).denominator == 1:
        return Text("{amount} kr", amount=rounded(number))
    return Text("{number}", number=number)
