"""What each table of the dataset has: columns by name and type, from the records.

Kroner are ``DECIMAL(18,2)``, numbers of another unit ``DECIMAL(24,6)``; what does not
fit is refused, and nothing is rounded.  An exact fraction is told three times: as text,
and as two whole numbers of 64 bits, which are blank where one is too large for that.
A cooperation, a payer and a grantor have their slug beside their name; a municipality
its number (*kommunenummer*) too, by which several regions know the same one.  Amounts
have their currency, so that nobody adds those of two.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.questions.record_tables import as_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from fractions import Fraction

    from fellesbok.questions.record_tables import RecordTable

VERSION = 3
"""Of the schema; another one has other columns or other types for the same."""

Cell = bool | date | Decimal | int | str | None
"""A value as the engines have it; ``None`` is blank, and a blank text is ``None``."""


class Type(Enum):
    """What a column holds, as SQL calls it."""

    TRUTH = "BOOLEAN"
    DAY = "DATE"
    KRONER = "DECIMAL(18,2)"
    QUANTITY = "DECIMAL(24,6)"
    WHOLE = "BIGINT"
    TEXT = "VARCHAR"


OF_FIELDS = {
    "bool": Type.TRUTH,
    "date": Type.DAY,
    "Decimal": Type.KRONER,
    "Quantity": Type.QUANTITY,
    "int": Type.WHOLE,
    "str": Type.TEXT,
    "tuple[str, ...]": Type.TEXT,
    "Fraction": Type.TEXT,
}
"""The types of fields as records write them; of a fraction, its text."""

DIGITS = {Type.KRONER: (18, 2), Type.QUANTITY: (24, 6)}
"""How many digits there are, and how many of them stand after the point."""

SLUGGED = ("cooperation", "municipality", "host", "grantor")
"""Columns of names that have the slug beside them."""

NUMBERED = ("municipality", "host", "grantor", "party", "participants")
"""Columns of names that have the municipality number beside them: that of 1 January of
the year of the row, so that a year has one however a reform falls."""

CURRENCY = "currency"
VALUES = ("value",)
"""Columns of quantities that are kroner all the same, with parts of an øre."""

PARTITIONS = ("region", "year")
"""What every table begins with, and is divided by."""

ORDER = "row_number"
"""What tells the order of a table's rows: engines keep none."""

MOST = 2**63 - 1
"""The largest whole number of 64 bits."""


class CannotFitError(InWordsError):
    """A value has no place in its column; ``text`` says which."""


@frozen
class Field:
    """A column by its name and type."""

    name: str
    type: Type


@frozen
class Known:
    """What the agreements tell beside the records.

    Attributes:
        slugs: By the column of a name, the slug of each name.
        number_of: The municipality number of a name in a year; ``None`` where the rules
            state none, and for who is no municipality.
        currency: That of all kroner.
    """

    slugs: Mapping[str, Mapping[str, str]]
    number_of: Callable[[str, int], str | None]
    currency: str


def columns_of(table: RecordTable) -> tuple[Field, ...]:
    """The columns of a table: region, year and number of the row, and then its own."""
    return (
        Field("region", Type.TEXT),
        Field("year", Type.WHOLE),
        Field(ORDER, Type.WHOLE),
        *(each for name in own_fields(table) for each in _of_field(table, name)),
        *([Field(CURRENCY, Type.TEXT)] if _lacks_currency(table) else []),
    )


def own_fields(table: RecordTable) -> list[str]:
    """The fields of a table's records, but for the year."""
    return [name for name in table.columns if name != "year"]


def _lacks_currency(table: RecordTable) -> bool:
    """Whether the records of a table have amounts, and not which currency they are."""
    return CURRENCY not in table.columns and any(
        name in VALUES or (written == "Decimal" and not name.endswith("_percent"))
        for name, written in table.columns.items()
    )


def _of_field(table: RecordTable, name: str) -> Iterator[Field]:
    written = table.columns[name]
    yield Field(name, OF_FIELDS[written])
    if written == "Fraction":
        yield Field(f"{name}_numerator", Type.WHOLE)
        yield Field(f"{name}_denominator", Type.WHOLE)
    if name in SLUGGED:
        yield Field(f"{name}_slug", Type.TEXT)
    if name in NUMBERED:
        yield Field(f"{name}_number", Type.TEXT)


def cells_of(table: RecordTable, record: Any, known: Known) -> Iterator[Cell]:  # noqa: ANN401 -- a record of any subject
    """The cells of a record after its region, year and number, as the columns stand.

    Args:
        table: What the record is of.
        record: The record.
        known: What the agreements tell beside it.

    Raises:
        CannotFitError: A number has too many figures or decimals.
    """
    for name in own_fields(table):
        value, written = getattr(record, name), table.columns[name]
        try:
            yield _fitted(value, OF_FIELDS[written])
        except CannotFitError as error:
            raise CannotFitError(_told(error.text, table, record, name)) from None
        if written == "Fraction":
            yield from _whole_parts(value)
        if name in SLUGGED:
            yield known.slugs[name].get(str(value))
        if name in NUMBERED:
            yield _numbers(value, record.year, known)
    if _lacks_currency(table):
        yield known.currency


def _numbers(
    named: str | tuple[str, ...] | None, year: int, known: Known
) -> str | None:
    """The number of a name; of a list each in its place, where one of them has any."""
    if not isinstance(named, tuple):
        return None if named is None else known.number_of(named, year)
    found = [known.number_of(name, year) for name in named]
    return "; ".join(each or "" for each in found) if any(found) else None


def _fitted(value: object, kind: Type) -> Cell:
    """The value as its column has it."""
    if value is None:
        return None
    if kind is Type.TEXT:
        return str(as_text(value)) or None
    if isinstance(value, Decimal):
        return _decimal(value, *DIGITS[kind])
    if isinstance(value, bool | date):
        return value
    whole = int(str(value))
    if abs(whole) > MOST:
        raise CannotFitError(Text("{value} er for stort", value=str(whole)))
    return whole


def _decimal(value: Decimal, digits: int, decimals: int) -> Decimal:
    """The number with so many decimals; exact, or refused."""
    if not value.is_finite():
        raise CannotFitError(Text("{value} er ikke et tall", value=str(value)))
    above, below = value.as_integer_ratio()
    whole, rest = divmod(abs(above) * 10**decimals, below)
    if rest:
        text = Text(
            "{value} har mer enn {decimals} desimaler",
            value=f"{value:f}",
            decimals=decimals,
        )
        raise CannotFitError(text)
    if whole >= 10**digits:
        text = Text(
            "{value} har mer enn {digits} sifre", value=f"{value:f}", digits=digits
        )
        raise CannotFitError(text)
    figures = tuple(map(int, str(whole)))
    return Decimal((int(above < 0), figures, -decimals))


def _whole_parts(value: Fraction | None) -> tuple[int | None, int | None]:
    """A fraction as two whole numbers; blank where one has no place in 64 bits."""
    if value is None or max(abs(value.numerator), value.denominator) > MOST:
        return None, None
    return value.numerator, value.denominator


def _told(reason: Text, table: RecordTable, record: object, name: str) -> Text:
    """What does not fit, with its place in the books or what else tells which it is."""
    file, line = getattr(record, "file", None), getattr(record, "line", None)
    place = f"{file}:{line}" if file else ""
    of = [getattr(record, word, None) for word in ("year", "cooperation", "account")]
    return Text(
        "{place}{table}, {column} ({of}): {reason}. Ingenting er skrevet.",
        place=f"{place}: " if place else "",
        table=table.name,
        column=name,
        of=", ".join(str(word) for word in of if word is not None),
        reason=reason,
    )
