"""Texts for people: Norwegian first, any other language from its gettext catalogue.

A ``Text`` is an ordinary string in Norwegian bokmål that still knows its template and
values, so that an error made while the books were loaded can be said in English later.
This room knows numbers and dates of a locale; it does not know what is said.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from functools import reduce
from math import floor
from typing import TYPE_CHECKING
from typing import Any
from typing import Self
from typing import TypeVar

if TYPE_CHECKING:
    import gettext
    from collections.abc import Iterable
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

SOURCE_LANGUAGE = "nb"
LANGUAGES = (SOURCE_LANGUAGE, "en")
Words = TypeVar("Words", bound=str)
MOST_DECIMALS = 6
SYMBOLS = {"nb": str.maketrans(",.", "\N{NO-BREAK SPACE},"), "en": {}}
"""What stands for Python's group and decimal signs in each language.

Every load writes numbers, and no load needs the rest that a library of locales reads;
the tests hold these beside it.
"""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
MOST_KRONER = Decimal(10) ** 15
"""Amounts are smaller, so that they can be added up to the øre, and shown."""


class Text(str):
    """A message in Norwegian that can be said again in another language.

    Amounts are given as ``Decimal`` in kroner and shown with two decimals; a
    ``Fraction`` with as many as it has, cut off with ``…`` after six; ``int`` without
    grouping (it is a year or a count).
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the Norwegian template."""
        text = super().__new__(cls, _fill(template, values, SOURCE_LANGUAGE))
        text.template = template
        text.values = values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Survive Beancount's load cache, which pickles errors."""
        return (self.template,), self.values

    def __getstate__(self) -> None:
        """Keep nothing beside the template and the values."""

    def in_language(self, language: str) -> str:
        """Give the same message in ``language`` (``nb`` or ``en``)."""
        template = catalogue(language).gettext(self.template)
        return _fill(template, self.values, language)


def say(text: str, language: str) -> str:
    """Give ``text`` in ``language``; an ordinary string is looked up as it stands."""
    if isinstance(text, Text):
        return text.in_language(language)
    return catalogue(language).gettext(text) if text else text


def sentences(texts: Iterable[str]) -> str:
    """Sentences after each other, which can be said in another language together."""
    return reduce(_after, texts, "")


def _after(before: str, after: str) -> str:
    return Text("{before} {after}", before=before, after=after) if before else after


MOST_QUOTED = 80
"""More letters of what somebody wrote are not said again."""


def quoted(written: str) -> str:
    """What somebody wrote, as a message says it again: the beginning, if it is long."""
    return written if len(written) <= MOST_QUOTED else f"{written[:MOST_QUOTED]} …"


def quoted_path(written: str) -> str:
    """Where something lies, as a message says it again: the end, if it is long."""
    return written if len(written) <= MOST_QUOTED else f"… {written[-MOST_QUOTED:]}"


def joined(parts: Sequence[Words], between: str = ", ") -> Words | Text:
    """Texts one after another, each still able to be said in another language."""
    first, *rest = parts
    if not rest:
        return first
    template = f"{{first}}{between}{{rest}}"
    return Text(template, first=first, rest=joined(rest, between))


def show(value: object, language: str) -> str:
    """Give one value as people of ``language`` write it."""
    if isinstance(value, Text):  # it is said in Norwegian already
        return value if language == SOURCE_LANGUAGE else value.in_language(language)
    if isinstance(value, Decimal):
        return _grouped(value or abs(value), 2, language)
    if isinstance(value, Fraction):
        return _cut(value, language)
    if isinstance(value, date):
        if language == SOURCE_LANGUAGE:
            return f"{value.day:02}.{value.month:02}.{value.year:04}"
        return f"{value.day} {MONTHS[value.month - 1]} {value.year:04}"
    return _writable(str(value))


def kroner(amount_ore: int) -> Decimal:
    """Give whole øre as kroner with two decimals, exactly."""
    return Decimal(amount_ore).scaleb(-2)


def exact_kroner(amount_ore: Fraction) -> Decimal | Fraction:
    """Give øre as kroner: with two decimals where they are whole, else as they are."""
    if amount_ore.denominator == 1:
        return kroner(int(amount_ore))
    return amount_ore / 100


def rounded(exact: Fraction) -> Decimal:
    """A number rounded to two decimals; a half goes away from zero.

    The one rounding of what is looked at or proposed and never shared, as banks and
    school do it.
    """
    hundredths = floor(abs(exact) * 100 + Fraction(1, 2))
    return Decimal(hundredths if exact >= 0 else -hundredths).scaleb(-2)


def percent_of(
    part: Fraction | Decimal, whole: Fraction | Decimal | int = 1
) -> Decimal:
    """A part in per cent of a whole (more than 0), rounded to two decimals.

    It is for what is calculated; what is agreed stands as it was agreed.
    """
    return rounded(Fraction(part) / Fraction(whole) * 100)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Read the catalogue of ``language``; Norwegian is the source and has none."""
    import gettext  # noqa: PLC0415 -- no load needs it

    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    from importlib import resources  # noqa: PLC0415 -- likewise

    file = resources.files("fellesbok") / "locale" / f"{language}.po"
    return gettext.GNUTranslations(compiled(file, language))


def compiled(file: Traversable, language: str) -> io.BytesIO:
    """A catalogue of texts (``.po``) as gettext reads it; the disk is left alone."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- no load needs it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    found = io.BytesIO()
    with file.open("rb") as readable:
        write_mo(found, read_po(readable, locale=language))
    found.seek(0)
    return found


def _cut(value: Fraction, language: str) -> str:
    """Give a fraction as a number, exact or cut off with ``…``: never rounded."""
    scaled = abs(value) * 10**MOST_DECIMALS
    whole = scaled.numerator // scaled.denominator
    number = Decimal(whole if value >= 0 else -whole).scaleb(-MOST_DECIMALS)
    shown = _grouped(number, 0, language)
    return shown if whole == scaled else f"{shown}…"


def _grouped(number: Decimal, least_decimals: int, language: str) -> str:
    """A number with all the decimals it has, in groups of three figures."""
    whole, _, decimals = f"{number:,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least_decimals, "0")
    return f"{whole}.{decimals}".removesuffix(".").translate(SYMBOLS[language])


def _writable(text: str) -> str:
    """A text as it can be written: the name of a file may be no text at all."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _fill(template: str, values: dict[str, Any], language: str) -> str:
    """Put the values into the template, each as the language writes it."""
    shown = {name: show(value, language) for name, value in values.items()}
    return template.format_map(shown)
