"""What is wrong with a question to the books (*feil i en spørring*), and what to do.

The query language says it in English.  What it says that is not known here is told as
it says it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beanquery import ParseError

from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_SHOWN = 20
"""Letters that are shown from where a question cannot be read."""

_CALL = r"(?P<name>\w+)\((?P<kinds>[^)]*)\)"
_SAYINGS = (
    (
        r"column \"(?P<name>.*)\" not found in table \"(?P<table>.*)\"",
        "Kolonnen «{name}» finnes ikke i tabellen «{table}». Rett navnet.",
    ),
    (
        r"table \"(?P<name>.*)\" does not exist",
        "Tabellen «{name}» finnes ikke. Rett navnet.",
    ),
    (
        rf"no function matches \"{_CALL}\"",
        (
            "Funksjonen «{name}» finnes ikke for det som står i parentesen ({kinds})."
            " Rett navnet, eller det i parentesen."
        ),
    ),
    (
        rf"operator \"{_CALL}\" not supported",
        (
            "Det kan ikke regnes eller sammenlignes slik («{name}» på {kinds}). Skriv"
            " tekst i anførselstegn, datoer slik: 2018-12-31, og tall uten."
        ),
    ),
    (
        r"operator \"(?P<kinds>.*) BETWEEN (?P<low>.*) AND (?P<high>.*)\" not",
        (
            "BETWEEN må ha verdier av samme slag, og her er de {kinds}, {low} og"
            " {high}. Rett verdiene."
        ),
    ),
    (
        r"coalesce\(\) function arguments must have uniform type, found: (?P<kinds>.*)",
        (
            "coalesce må ha verdier av samme slag, og her er de {kinds}. Rett det i"
            " parentesen."
        ),
    ),
    (
        r"not a list or set but (?P<kinds>.*)",
        "Her må det stå flere verdier, og ikke {kinds}. Skriv dem i parentes.",
    ),
    (
        r"subquery has too many columns",
        "En spørring i en spørring kan ha én kolonne her. Ta bort de andre.",
    ),
    (
        r"structured type has no attribute \"(?P<name>.*)\"",
        "Det finnes ingen «{name}» i det som står foran punktumet. Rett navnet.",
    ),
    (
        r"column type is not (?:structured|subscriptable)",
        "Kolonnen har ingen deler. Ta bort punktumet eller klammene etter den.",
    ),
    (
        r"unrecognized type \"(?P<name>.*)\"",
        "«{name}» er ikke et slag verdier. Rett navnet.",
    ),
    (
        r"aggregates of aggregates are not allowed",
        "En sum kan ikke summeres en gang til. Ta bort den ytterste.",
    ),
    (
        r"aggregates are not allowed in (?P<place>\w+) clause",
        "Summer kan ikke stå i {place}. Sett vilkåret i HAVING.",
    ),
    (
        (
            r"(?:mixed aggregates and non-aggregates|aggregate query without a GROUP-BY"
            r"|all non-aggregates must be covered)"
        ),
        (
            "Summer og andre kolonner står sammen uten gruppe. Skriv GROUP BY med de"
            " kolonnene som ikke er summer."
        ),
    ),
    (
        r"the HAVING clause must be an aggregate",
        "HAVING må gjelde en sum. Sett vilkåret i WHERE.",
    ),
    (
        r"GROUP-BY expressions may not (?:be|reference) aggregates",
        "Det kan ikke grupperes etter en sum. Ta den bort fra GROUP BY.",
    ),
    (
        r"GROUP-BY a non-hashable type",
        "Det kan ikke grupperes etter den kolonnen. Ta den bort fra GROUP BY.",
    ),
    (
        r"invalid (?P<place>ORDER|GROUP|PIVOT)[- ]BY column index (?P<number>\d+)",
        "{place} BY {number}: så mange kolonner er det ikke. Rett tallet.",
    ),
    (
        r"(?:PIVOT BY|the two PIVOT|the second PIVOT)",
        (
            "PIVOT BY må ha to ulike kolonner fra spørringen, og den andre må stå i"
            " GROUP BY. Rett kolonnene."
        ),
    ),
    (
        r"CLOSE date must follow OPEN date",
        "Datoen i CLOSE må være etter datoen i OPEN. Rett den ene.",
    ),
)
"""What the query language says of a question, and what we say of it."""

_KINDS = {
    "str": Text("tekst"),
    "int": Text("heltall"),
    "decimal": Text("tall"),
    "date": Text("dato"),
    "bool": Text("ja eller nei"),
    "set": Text("flere verdier"),
    "dict": Text("opplysninger"),
    "amount": Text("beløp"),
    "position": Text("beløp"),
    "inventory": Text("beløp"),
}
"""What a reader calls the kinds of value."""


def mistake_of(error: Exception) -> Text:
    """What is wrong with a question that cannot be asked or answered."""
    if isinstance(error, ParseError):
        return _unread(error)
    for pattern, template in _SAYINGS:
        if match := re.match(pattern, str(error), re.DOTALL):
            return Text(template, **dict(_told(match.groupdict())))
    if isinstance(error, OverflowError):
        return Text("Et tall eller en dato i svaret er for stor til å regnes ut.")
    if isinstance(error, ArithmeticError):
        return Text("Et tall i svaret kan ikke regnes ut. Se etter deling på null.")
    return Text(
        "Spørringen kan ikke besvares: {reason}",
        reason=str(error) or type(error).__name__,
    )


def _told(found: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        if name == "name":
            yield name, quoted(value)
        elif name in {"kinds", "low", "high"}:
            kinds = [kind.strip() for kind in value.split(",")]
            yield name, joined([_KINDS.get(kind.lower(), kind) for kind in kinds], ", ")
        else:
            yield name, value


def _unread(error: ParseError) -> Text:
    """Where a question cannot be read."""
    place = error.parseinfo
    rest = str(place.tokenizer.text)[place.pos :].strip()
    if not rest:
        return Text(
            "Spørringen slutter før den er hel. Skriv resten, eller ta bort det siste"
            " ordet."
        )
    return Text(
        "Spørringen kan ikke leses fra «{found}» på linje {line}. Se etter et ord, et"
        " komma eller et anførselstegn som mangler eller er for mye der.",
        found=quoted(rest[:MOST_SHOWN]),
        line=place.line + 1,
    )
