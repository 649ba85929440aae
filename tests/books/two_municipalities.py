"""Kåfjord and Lyngen share what a test is about: the smallest agreement."""

from __future__ import annotations

MUNICIPALITIES = """\
region: Nord-Troms
currency: NOK
municipalities:
  kafjord:
    {name: Kåfjord, organisation_number: "940363586", numbers: [{number: "1940"}]}
  lyngen:
    {name: Lyngen, organisation_number: "840014932", numbers: [{number: "1938"}]}
"""
POPULATION = """\
statistics:
  people:
    title: Folketall
    unit: innbyggere
    source: SSB
    values:
      - {municipality: kafjord, date: 2018-01-01, value: 1, source: SSB}
      - {municipality: lyngen, date: 2018-01-01, value: 3, source: SSB}
"""
BOTH = """\
2018-01-01 open Assets:Fordringer:Kåfjord:IKT
2018-01-01 open Assets:Fordringer:Lyngen:IKT
2018-01-01 open Income:IKT:Kommuner:Kåfjord
2018-01-01 open Income:IKT:Kommuner:Lyngen
"""
"""The accounts that their shares of IKT are booked on."""


def cooperation(
    slug: str = "ikt",
    title: str = "IKT-samarbeidet",
    account: str = "IKT",
    *,
    key: str = "equal",
) -> str:
    """What both share from 2018, with Kåfjord as the host."""
    return f"""\
  {slug}:
    title: {title}
    account: {account}
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [kafjord, lyngen]
        host: kafjord
        key: {key}
        basis: net
        settlement: year
        surplus: fund
        decision: not_stated
        source: Avtalen
"""


def rules(*cooperations: str, more: str = "") -> str:
    """The agreement: IKT by halves if nothing else is said.

    Args:
        cooperations: Each as ``cooperation`` has it.
        more: Statistics and keys, which stand before them.
    """
    shared = "".join(cooperations or (cooperation(),))
    return f"{MUNICIPALITIES}{more}cooperations:\n{shared}"
