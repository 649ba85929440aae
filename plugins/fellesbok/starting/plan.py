"""What a region's first books are made of (*oppstartsplan*), before any file is."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.starting.norway import Municipality

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
_MIXED_KEY = re.compile(r"(?P<percent>[1-9][0-9]?) ?%? ?-? ?(?:likt|equal)")
_EQUAL = frozenset({"likt", "equal"})
_POPULATION = frozenset({"folketall", "population"})
_BY_POPULATION = "{statistic: population, date: accounting_year}"
_FIGURES = "folketallet 1. januar i regnskapsåret"

DUE_DAYS_OF_YEAR = {
    1: ("07-01",),
    2: ("02-15", "08-15"),
    4: ("02-15", "05-15", "08-15", "11-15"),
    12: tuple(f"{month:02}-15" for month in range(1, 13)),
}
"""When instalments fall due where nothing else is agreed: in the middle of the part."""


class UnclearPlanError(InWordsError):
    """An answer cannot be used; ``text`` says why."""


@frozen
class Member:
    """A municipality of the region, and what the national list does not know of it.

    Attributes:
        municipality: As the national list has it.
        name: The one of its names that the books use.
        organisation_number: The list's, or as it was stated.
        bank_account: To which its claims are paid; nothing where it is not stated.
    """

    municipality: Municipality
    name: str
    organisation_number: str
    bank_account: str

    @property
    def slug(self) -> str:
        """Its short name."""
        return slug_of(self.name)


@frozen
class Key:
    """A distribution key: as lines of YAML, and in words."""

    lines: tuple[str, ...]
    said: str
    is_by_population: bool


@frozen
class Cooperation:
    """A cooperation of the region.

    Attributes:
        title: What people call it.
        account: The component of its accounts.
        participants: The slugs of its members.
        host: The slug of the host; nothing where it is not stated.
        key: The distribution key.
        basis: ``net`` or ``gross``; nothing where nobody has said.
        settlement: How often it is settled.
        instalments: How many there are a year of the budget; 0 without advances.
        due_days: Days to pay a claim; ``None`` where it is not stated.
    """

    title: str
    account: str
    participants: tuple[str, ...]
    host: str
    key: Key
    basis: str
    settlement: str
    instalments: int
    due_days: int | None

    @property
    def slug(self) -> str:
        """Its short name."""
        return slug_of(self.title)


@frozen
class Plan:
    """A region's first books: ``year`` is the first one that is kept."""

    region: str
    year: int
    members: tuple[Member, ...]
    cooperations: tuple[Cooperation, ...]

    @property
    def needs_population(self) -> bool:
        """Whether a key shares by population."""
        return any(each.key.is_by_population for each in self.cooperations)

    @property
    def newest_population(self) -> int:
        """The last year of which the list has figures of every member."""
        return min(max(each.municipality.population) for each in self.members)


def slug_of(name: str) -> str:
    """A short name of small letters, digits and hyphens.

    Raises:
        UnclearPlanError: Nothing of the name is left.
    """
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_ASCII))
    slug = re.sub("[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode())
    if not slug.strip("-"):
        text = Text(
            "«{name}» gir ikke noe kortnavn: skriv det med bokstaver.", name=name
        )
        raise UnclearPlanError(text)
    return slug.strip("-")


def component_of(title: str) -> str:
    """The component of account names that a title gives."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", title))
    if not words:
        text = Text(
            "«{name}» gir ikke noe kontonavn: skriv det med bokstaver.", name=title
        )
        raise UnclearPlanError(text)
    first = "-".join(words)
    return first[0].upper() + first[1:]


def key_of(words: str) -> Key:
    """A distribution key, from what people call it.

    ``likt``, ``folketall``, or a part that is shared equally, such as ``40 % likt``,
    and the rest by population.

    Raises:
        UnclearPlanError: It is none of those.
    """
    called = " ".join(words.casefold().split())
    if called in _EQUAL:
        return Key(("key: equal",), "likt på deltakerne", is_by_population=False)
    if called in _POPULATION:
        return Key(
            (f"key: {_BY_POPULATION}",), f"etter {_FIGURES}", is_by_population=True
        )
    mixed = _MIXED_KEY.fullmatch(called)
    if mixed is None:
        text = Text(
            "«{key}» er ikke en nøkkel som lages her: skriv likt, folketall, eller hvor"
            " mye som deles likt når resten går etter folketall, slik: 40 % likt."
            " Andre nøkler skrives i avtalefilen etterpå.",
            key=words,
        )
        raise UnclearPlanError(text)
    percent = int(mixed["percent"])
    lines = (
        "key:",
        "  parts:",
        f"    - {{weight: {percent} %, key: equal}}",
        f"    - {{weight: {100 - percent} %, key: {_BY_POPULATION}}}",
    )
    said = f"{percent} % likt og {100 - percent} % etter {_FIGURES}"
    return Key(lines, said, is_by_population=True)
