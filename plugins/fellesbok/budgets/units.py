"""What an amount is counted in, and what else than the year's kroner that can be.

Figures that are not kroner of the year stand in commodities of their own, such as
``NOK.PROSJEKT``; the ending of the name tells what they are.
"""

from __future__ import annotations

from fellesbok.messages import Text

KRONER = "NOK"

PROJECT = "PROSJEKT"
"""For the days of a project."""
IN_KIND = "EGENINNSATS"
"""The value of what is put in without money, where it is stated in kroner."""
UNCLEAR = "UAVKLART"
"""The source does not tell whether it is budget or accounts."""
COMMITTED = "TILSAGN"
USED = "BRUKT"
REPORTED = "RAPPORTERT"

UNITS = {
    "": Text("kr"),
    PROJECT: Text("kr (prosjekttall)"),
    IN_KIND: Text("kr (egeninnsats)"),
    UNCLEAR: Text("kr (uavklart kolonne)"),
    COMMITTED: Text("kr (tilsagn)"),
    USED: Text("kr (brukt)"),
    REPORTED: Text("kr (rapportert)"),
}
"""What an amount is called by the ending of its commodity."""


def unit_of(currency: str) -> Text:
    """What is counted: kroner, or what the ending of the commodity says they are.

    Work is counted in hours and positions too, which are called as they are written.
    """
    name, _, ending = currency.partition(".")
    known = UNITS.get(ending) if name == KRONER else None
    return known or Text("{currency}", currency=currency)


def has_ending(currency: str, ending: str) -> bool:
    """Whether a commodity is what its ending is the word for."""
    return currency.endswith(f".{ending}")
