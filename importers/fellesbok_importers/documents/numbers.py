"""Norwegian numbers as people and systems write them → exact decimals.

Read are ``4 210 030``, ``742.000``, ``1 247 080,-``, ``2,822 mill``, ``Kr. 670 000``,
``−1 234,50``, ``(500)``, ``500-`` and ``1'234.50``, with any of Unicode's spaces in
between; of amounts also ``50,25K`` and ``50,25 CR``, which say their side.

A number that can be read in two ways is refused with both readings, unless the decimal
sign is known::

    1.247     one and a quarter, or one thousand two hundred and forty-seven
    742.000   not in doubt: nobody writes three decimals that are all nought, and the
              point is no Norwegian decimal sign

Nothing becomes a float and nothing is rounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from fellesbok.errors import InWordsError
from fellesbok.messages import Text

Side = Literal["debit", "credit"]

LONGEST = 40
MOST_DIGITS = 15
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u00b4`\u02bc\u2032", "'"))
_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f]")
_CURRENCY = re.compile(r"^(kr\.?|nok) ?| ?(kr\.?|nok|kroner)$")
_MILLIONS = re.compile(r"(?<=[0-9]) ?(mill\.?|million|millioner)$")
_WHOLE_KRONER = re.compile(r"(?<=[0-9])[,.] ?[-–—]$")
_MINUS = "-−–"
_SHAPE = re.compile(r"[0-9][0-9 ]*([.,'][0-9 ]*[0-9])*")
_SIDE = re.compile(
    r"(?P<number>.*[0-9)]) ?"
    r"(?:(?P<debit>d|dr|db|deb|debet|debit)|(?P<credit>k|c|cr|kred|kredit|credit))\.?"
)
_ORE_WRITTEN = re.compile(r".*[.,][0-9]{2}")
_GROUPS = re.compile(r"[0-9]+( [0-9]{3})+")
_DIGITS = re.compile(r"[0-9]+")
_NO_DECIMALS = "."
_BY_MACHINE = re.compile(r"[+-]?([0-9]{1,16}(\.[0-9]{0,20})?|\.[0-9]{1,20})")
ORE = Decimal("0.01")
ZERO = Decimal("0.00")
"""No kroner, with the two decimals of kroner."""


class NotANumberError(InWordsError):
    """What was written is no number, or could be two; ``text`` says what to write."""


def read_number(written: str, decimal_sign: str | None = None) -> Decimal:
    """The number that was written, exactly.

    Args:
        written: As it stands in the document.
        decimal_sign: ``,`` or ``.`` where the document's profile says so; ``None``
            where nobody knows, and an ambiguous number is refused.

    Raises:
        NotANumberError: It is no number, or it could be two.
    """
    text = _SPACES.sub(" ", written).strip().lower().translate(_APOSTROPHES)
    if not text:
        raise NotANumberError(Text("Her skal det stå et tall."))
    if len(text) > LONGEST or not text.isprintable():
        raise NotANumberError(_what())
    negative, text = _sign(text)
    text, exponent = _unit(text)
    millions = exponent > 0
    if match := _WHOLE_KRONER.search(text):
        # «1.247,-» has said that there are no decimals: the point can only group.
        text = text[: match.start()]
        whole, decimals = _grouped(text, None), ""
    else:
        whole, decimals = _split(text, decimal_sign, millions=millions)
    if len(whole.lstrip("0")) + len(decimals) > MOST_DIGITS:
        raise NotANumberError(
            Text(
                "Tallet har for mange sifre; høyst {most} kan leses.", most=MOST_DIGITS
            )
        )
    number = Decimal(f"{whole}.{decimals}" if decimals else whole).scaleb(exponent)
    return -number if negative and number else number


def read_kroner(written: str, decimal_sign: str | None = None) -> Decimal:
    """An amount in whole øre, with two decimals.

    Raises:
        NotANumberError: It is no amount, could be two, or has parts of an øre.
    """
    number = read_number(written, decimal_sign)
    amount = number.quantize(ORE)
    if amount != number:
        raise NotANumberError(
            Text("Beløpet har brøkdeler av øre; skriv høyst to desimaler.")
        )
    return amount


def kroner_in_sheet(number: Decimal) -> Decimal:
    """The same of a number in a spreadsheet, which is exact.

    A spreadsheet may write seven øre as ``7.0000000000000007E-2``: what is left of that
    within fifteen figures are noughts, and no digits that anybody wrote.

    Raises:
        NotANumberError: As for ``read_kroner``.
    """
    return read_kroner(f"{number.normalize():f}", ".")


def read_sided(
    written: str, decimal_sign: str | None = None
) -> tuple[Decimal, Side | None]:
    """An amount in whole øre, and the side that letters after it say (``50,25 K``).

    A dash alone is nought, as accounts are printed.

    Raises:
        NotANumberError: It is no amount, could be two, or has parts of an øre.
    """
    text, side = without_side(written)
    return read_kroner(text, decimal_sign), side


def without_side(written: str) -> tuple[str, Side | None]:
    """The number without letters for its side, and that side; ``0`` for a dash.

    Raises:
        NotANumberError: The letter could mean thousands.
    """
    text = _SPACES.sub(" ", written).strip()
    if text in {*_MINUS, "—"}:
        return "0", None
    found = _SIDE.fullmatch(text.lower())
    if found is None:
        return text, None
    if text[-1] in "kK" and not _ORE_WRITTEN.fullmatch(found["number"]):
        raise NotANumberError(
            Text("«K» kan være kredit eller tusen. Skriv øre, slik som 50,00K.")
        )
    return found["number"], "credit" if found["credit"] else "debit"


def amount_by_machine(written: str) -> Decimal | None:
    """An amount as an XML document has it, ``-1250.00``, with two decimals.

    ``None`` where it is written in any other way (``1_250``, ``1.25E3``), or has parts
    of an øre.
    """
    number = number_by_machine(written)
    if number is None:
        return None
    amount = abs(number).quantize(ORE)
    if amount != abs(number):
        return None
    return -amount if number < 0 else amount


def number_by_machine(written: str) -> Decimal | None:
    """A number as an XML document has it (``xs:decimal``), with all its decimals.

    ``None`` where it is written in any other way (``1_250``, ``1.25E3``, ``NaN``).
    """
    return Decimal(written) if _BY_MACHINE.fullmatch(written) else None


def _sign(text: str) -> tuple[bool, str]:
    """Whether it is negative, and the number without sign, currency and brackets."""
    text = _CURRENCY.sub("", text).strip()
    signs = 0
    if text.startswith("(") and text.endswith(")"):
        signs, text = 1, text[1:-1].strip()
    if text[:1] in {*_MINUS, "+"}:
        signs += 1
        negative = text[0] != "+"
        text = text[1:].strip()
    else:
        negative = signs > 0
    if text[-1:] in set(_MINUS) and not _WHOLE_KRONER.search(text):
        signs, negative, text = signs + 1, True, text[:-1].strip()
    if signs > 1:
        raise NotANumberError(Text("Tallet har flere fortegn; skriv ett."))
    return negative, _CURRENCY.sub("", text).strip()


def _unit(text: str) -> tuple[str, int]:
    """The number without its unit, and the power of ten that the unit stands for."""
    if match := _MILLIONS.search(text):
        return text[: match.start()].strip(), 6
    return text, 0


def _split(text: str, decimal_sign: str | None, *, millions: bool) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    if not _SHAPE.fullmatch(text):
        raise NotANumberError(_what())
    signs = [c for c in text if c in ",."]
    if decimal_sign is not None:
        if signs.count(decimal_sign) > 1 or decimal_sign in signs[:-1]:
            raise NotANumberError(_sign_is(decimal_sign))
        whole, sign, decimals = text.partition(decimal_sign)
        return _grouped(whole, decimal_sign), _plain(decimals) if sign else ""
    if not signs:
        return _grouped(text, None), ""
    if len(set(signs)) == len(signs) or signs[-1] not in signs[:-1]:
        return _last_sign(text, signs, millions=millions)
    return _grouped(text, None), ""


def _last_sign(text: str, signs: list[str], *, millions: bool) -> tuple[str, str]:
    """A number whose last sign stands once: it may be the decimal sign."""
    whole, _, decimals = text.rpartition(signs[-1])
    could_group = (
        len(signs) == 1
        and len(decimals) == len("000")
        and not {" ", "'"} & set(whole)
        and not whole.startswith("0")
    )
    if not could_group or (millions and signs[-1] == ","):
        return _grouped(whole, signs[-1]), _plain(decimals)
    if signs[-1] == _NO_DECIMALS and decimals == "000" and not millions:
        return whole + decimals, ""
    raise NotANumberError(
        Text(
            "Kan leses som {decimal} og som {grouped}. Skriv «{plain}» eller"
            " «{spaced}», eller si i profilen hva desimaltegnet er.",
            decimal=f"{whole},{decimals}",
            grouped=f"{whole} {decimals}",
            plain=f"{whole},{decimals}0",
            spaced=f"{whole} {decimals}",
        )
    )


def _grouped(text: str, decimal_sign: str | None) -> str:
    """The digits of a whole number, whose groups of three have one kind of sign."""
    if not _SHAPE.fullmatch(text):
        raise NotANumberError(_what())
    kinds = {c for c in text if not c.isdigit()}
    if not kinds:
        return text
    if len(kinds) > 1 or decimal_sign in kinds:
        raise NotANumberError(_groups())
    spaced = text.replace(kinds.pop(), " ")
    if not _GROUPS.fullmatch(spaced):
        raise NotANumberError(_sign_is(decimal_sign) if decimal_sign else _groups())
    return spaced.replace(" ", "")


def _plain(decimals: str) -> str:
    """Decimals, which are never grouped."""
    if not _DIGITS.fullmatch(decimals):
        raise NotANumberError(_what())
    return decimals


def _what() -> Text:
    return Text("Her skal det stå et tall, slik som 1 234,50.")


def _groups() -> Text:
    return Text("Tusen skilles i grupper på tre sifre, med samme tegn.")


def _sign_is(decimal_sign: str) -> Text:
    return Text(
        "Desimaltegnet er «{sign}», og tusen skilles i grupper på tre sifre.",
        sign=decimal_sign,
    )
