"""The kinds of single values in the rules file: text in, exact value out.

Amounts become øre and percentages fractions, both as ``Fraction``: nothing is rounded
and no float is ever made.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Annotated
from typing import Any

from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import WithJsonSchema
from stdnum.no import kontonr
from stdnum.no import orgnr

from fellesbok.agreement.duration import NOT_STATED
from fellesbok.agreement.duration import Notice
from fellesbok.agreement.duration import NotStated
from fellesbok.agreement.duration import Unit
from fellesbok.messages import MOST_KRONER
from fellesbok.rules.written_texts import refuse
from fellesbok.rules.written_texts import to_exact
from fellesbok.rules.written_texts import to_name
from fellesbok.rules.written_texts import to_text

_NUMBER = re.compile(r"-?([0-9]{1,3}([ \u00a0][0-9]{3})+|[0-9]+)([.,][0-9]+)?")
_FRACTION = re.compile("([0-9]{1,20})[ \u00a0]*/[ \u00a0]*([0-9]{1,20})")
_LONGEST_NUMBER = 40
_BANK_ACCOUNT = 11
_MOST_DAYS = 365
YES_OR_NO = {
    "yes": True,
    "no": False,
    "ja": True,
    "nei": False,
    "true": True,
    "false": False,
}
_PERCENT = re.compile("(.*[0-9])[ \u00a0]*%")
_DAY = re.compile(r"[12]\d{3}-\d{2}-\d{2}")
_YEAR = re.compile(r"[12]\d{3}")
_NOTICE = re.compile(r"([1-9]\d{0,3}) (day|week|month|year)s?")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_COMPONENT = re.compile(r"[^\W_]([^\W_]|-)*")
_CURRENCY = re.compile(r"[A-Z][A-Z0-9]{1,10}")
_COMMODITY = re.compile(r"[A-Z][A-Z0-9]*(\.[A-Z0-9]+)*")
_ACCOUNT = re.compile(r"(Assets|Liabilities|Equity)(:[^\W_]([^\W_]|-)*)+")
_GRANT_ACCOUNT = re.compile(r"(Income|Equity)(:[^\W_]([^\W_]|-)*)+")


def to_number(value: object) -> Fraction:
    """A number with decimal point or comma, thousands in groups or not: exact."""
    text = to_exact(value)
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise refuse("«{found}» er ikke et tall.", found=text)
    return Fraction(re.sub("[ \u00a0]", "", text).replace(",", "."))


def to_figure(value: object) -> Fraction:
    """A number of a statistic, not negative."""
    number = to_number(value)
    if number < 0:
        raise refuse(
            "{found} er negativt; en statistikk teller fra 0.", found=to_text(value)
        )
    return number


def to_weight(value: object) -> Fraction:
    """A weight: a number or a fraction, more than 0."""
    text = to_exact(value)
    if match := _FRACTION.fullmatch(text):
        if int(match[2]) == 0:
            raise refuse("«{found}» deler på null.", found=text)
        number = Fraction(int(match[1]), int(match[2]))
    else:
        number = to_number(text)
    if number <= 0:
        raise refuse("Vekten må være større enn 0, ikke {found}.", found=text)
    return number


def to_share(value: object) -> Fraction:
    """A share: ``40 %`` or ``2/5``, from 0 to 1."""
    text = to_exact(value)
    if match := _PERCENT.fullmatch(text):
        share = to_number(match[1]) / 100
    elif _FRACTION.fullmatch(text):
        share = to_weight(text)
    else:
        raise refuse(
            "«{found}» er ikke en andel. Skriv prosent («40 %») eller brøk («2/5»).",
            found=text,
        )
    if not 0 <= share <= 1:
        raise refuse("Andelen {found} er ikke mellom 0 og 1.", found=text)
    return share


def to_ore(value: object) -> Fraction:
    """An amount in kroner, at most two decimals, not negative → øre."""
    ore = to_price_ore(value)
    if ore.denominator != 1:
        raise refuse("«{found}» har brøkdeler av øre.", found=to_text(value))
    return ore


def to_price_ore(value: object) -> Fraction:
    """A price in kroner, any number of decimals, not negative, not too large → øre."""
    kroner = to_number(value)
    if kroner < 0:
        raise refuse("Beløpet {found} er negativt.", found=to_text(value))
    if kroner >= MOST_KRONER:
        raise refuse(
            "Beløpet {found} er for stort: høyst {most} sifre foran komma.",
            found=to_text(value),
            most=MOST_KRONER.adjusted(),
        )
    return kroner * 100


def to_day(value: object) -> date:
    """A day written as 2018-12-31."""
    text = to_exact(value)
    day = None
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            day = date.fromisoformat(text)
    if day is None:
        raise refuse(
            "«{found}» er ikke en dato. Skriv år-måned-dag: 2018-12-31.", found=text
        )
    return day


def to_stated_day(value: object) -> date | NotStated:
    """A day, or that the source states none."""
    return NOT_STATED if value == NOT_STATED else to_day(value)


def to_year(value: object) -> int:
    """A year of four digits."""
    return int(_matching(value, _YEAR, "«{found}» er ikke et år med fire siffer."))


def to_notice(value: object) -> Notice | NotStated:
    """A time of notice, ``6 months``, or that the source states none."""
    text = to_text(value)
    if text == NOT_STATED:
        return NOT_STATED
    match = _NOTICE.fullmatch(text)
    if match is None:
        raise refuse(
            "«{found}» er ikke en oppsigelsestid. Skriv tall og enhet: 6 months,"
            " 1 year, 90 days, 8 weeks; eller not_stated.",
            found=text,
        )
    units: dict[str, Unit] = {
        "day": "days",
        "week": "weeks",
        "month": "months",
        "year": "years",
    }
    return Notice(int(match[1]), units[match[2]])


def to_day_of_year(value: object) -> tuple[int, int]:
    """A day of any year, written as 07-01."""
    text = to_text(value)
    try:
        day = date.fromisoformat(f"2001-{text}")
    except ValueError:
        raise refuse(
            "«{found}» er ikke en dag i året. Skriv måned-dag: 07-01.", found=text
        ) from None
    return day.month, day.day


def to_slug(value: object) -> str:
    """A short name for links: small letters a–z, figures, single hyphens."""
    return _matching(
        value, _SLUG, "«{found}» kan ikke brukes i lenker. Bruk a–z, 0–9 og bindestrek."
    )


def to_component(value: object) -> str:
    """One component of an account name: begins with a capital or a figure."""
    text = to_name(value)
    if not _COMPONENT.fullmatch(text) or text[0].islower():
        raise refuse(
            "«{found}» kan ikke stå i et kontonavn. Begynn med stor bokstav eller"
            " siffer, og bruk bare bokstaver, siffer og bindestrek.",
            found=text,
        )
    return text


def to_account(value: object) -> str:
    """A whole account name under Assets, Liabilities or Equity."""
    return _matching(value, _ACCOUNT, "«{found}» er ikke et kontonavn.")


def to_grant_account(value: object) -> str:
    """A whole account name under Income or Equity."""
    return _matching(
        value, _GRANT_ACCOUNT, "«{found}» er ikke en konto under Income eller Equity."
    )


def to_commodity(value: object) -> str:
    """A currency, or a commodity that marks what else it is: NOK.PROSJEKT."""
    return _matching(
        value, _COMMODITY, "«{found}» er ikke en enhet, slik som NOK.PROSJEKT."
    )


def to_currency(value: object) -> str:
    """A currency such as NOK."""
    return _matching(value, _CURRENCY, "«{found}» er ikke en valuta, slik som NOK.")


def to_organisation_number(value: object) -> str:
    """An organisation number of nine digits whose check digit is right (modulus 11)."""
    text = to_text(value)
    if not orgnr.is_valid(text):
        raise refuse(
            "Organisasjonsnummer «{found}» er feil: ni siffer, og kontrollsifferet"
            " (modulus 11) må stemme.",
            found=text,
        )
    return orgnr.compact(text)


def to_municipality_number(value: object) -> str:
    """A municipality number of four digits."""
    return _matching(
        value, re.compile(r"\d{4}"), "Kommunenummer «{found}» har ikke fire siffer."
    )


def to_bank_account(value: object) -> str:
    """A bank account of eleven digits whose check digit is right (modulus 11)."""
    text = to_text(value)
    if not kontonr.is_valid(text) or len(kontonr.compact(text)) != _BANK_ACCOUNT:
        raise refuse(
            "Kontonummer «{found}» er feil: elleve siffer, og kontrollsifferet"
            " (modulus 11) må stemme.",
            found=text,
        )
    return str(kontonr.compact(text))


def to_days(value: object) -> int:
    """A number of days, from 0 to 365."""
    number = to_number(value)
    if number.denominator != 1 or not 0 <= number <= _MOST_DAYS:
        raise refuse(
            "«{found}» er ikke et antall dager fra 0 til 365.", found=to_text(value)
        )
    return int(number)


def to_yes_or_no(value: object) -> bool:
    """``yes`` or ``no``, as people and YAML write it."""
    text = to_text(value)
    meant = YES_OR_NO.get(text.lower())
    if meant is None:
        raise refuse("Skriv yes eller no, ikke «{found}».", found=text)
    return meant


def _matching(value: object, pattern: re.Pattern[str], template: str) -> str:
    text = to_exact(value)
    if not pattern.fullmatch(text):
        raise refuse(template, found=text)
    return text


_TEXT = WithJsonSchema({"type": "string", "minLength": 1})
_TEXT_OR_WHOLE = WithJsonSchema({"type": ["string", "integer"]})


def _as_text(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


Words = Annotated[str, BeforeValidator(to_text), _TEXT]
Name = Annotated[str, BeforeValidator(to_name), _TEXT]
Figure = Annotated[Fraction, BeforeValidator(to_figure), _TEXT_OR_WHOLE]
Weight = Annotated[Fraction, BeforeValidator(to_weight), _TEXT_OR_WHOLE]
Share = Annotated[Fraction, BeforeValidator(to_share), _TEXT]
AmountOre = Annotated[Fraction, BeforeValidator(to_ore), _TEXT_OR_WHOLE]
PriceOre = Annotated[Fraction, BeforeValidator(to_price_ore), _TEXT_OR_WHOLE]
Day = Annotated[
    date,
    BeforeValidator(to_day),
    WithJsonSchema(
        {"type": "string", "format": "date", "pattern": f"^{_DAY.pattern}$"}
    ),
]
StatedDay = Annotated[
    Any,
    BeforeValidator(to_stated_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date", "pattern": f"^{_DAY.pattern}$"},
                {"const": NOT_STATED},
            ]
        }
    ),
]
Year = Annotated[int, BeforeValidator(to_year), _TEXT_OR_WHOLE]
NoticeTime = Annotated[
    Any,
    BeforeValidator(to_notice),
    WithJsonSchema({"type": "string", "pattern": f"^({_NOTICE.pattern}|not_stated)$"}),
]
Days = Annotated[int, BeforeValidator(to_days), _TEXT_OR_WHOLE]
YesOrNo = Annotated[
    bool,
    BeforeValidator(to_yes_or_no),
    WithJsonSchema({"enum": [*YES_OR_NO, True, False]}),
]
BankAccount = Annotated[str, BeforeValidator(to_bank_account), _TEXT]
DayOfYear = Annotated[Any, BeforeValidator(to_day_of_year), _TEXT]
Slug = Annotated[str, BeforeValidator(to_slug), _as_text(_SLUG)]
Component = Annotated[str, BeforeValidator(to_component), _TEXT_OR_WHOLE]
AccountName = Annotated[str, BeforeValidator(to_account), _TEXT]
GrantAccount = Annotated[str, BeforeValidator(to_grant_account), _TEXT]
Currency = Annotated[str, BeforeValidator(to_currency), _as_text(_CURRENCY)]
Commodity = Annotated[str, BeforeValidator(to_commodity), _as_text(_COMMODITY)]
OrganisationNumber = Annotated[
    str, BeforeValidator(to_organisation_number), _as_text(re.compile(r"\d{9}"))
]
MunicipalityNumber = Annotated[
    str, BeforeValidator(to_municipality_number), _as_text(re.compile(r"\d{4}"))
]


@cache
def yes_or_no_names(model: type[BaseModel]) -> frozenset[str]:
    """The names of all fields of a model, and of those in it, that are yes or no."""
    meant = [*YES_OR_NO, True, False]
    schema = model.model_json_schema(mode="validation")
    shapes = (schema, *schema.get("$defs", {}).values())
    return frozenset(
        name
        for shape in shapes
        for name, field in shape.get("properties", {}).items()
        if field.get("enum") == meant
    )
