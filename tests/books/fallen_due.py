"""Instalments that have fallen due, in books that have come to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimbook import Folder


def seen(day: str) -> str:
    """The books have come to a day."""
    return f'\n{day} * "Rente"\n  Assets:Bank  0.00 NOK\n'


def told(folder: Folder) -> list[str]:
    """What `check` tells of claims."""
    said = " ".join(folder.run("check").output.split())
    return [
        each.partition("».")[0] + "»."
        for each in said.split(" · ")[1:]
        if "«fellesbok claim" in each
    ]


def missed(payer: str, amount: str, first: str, year: str = "2018") -> str:
    return (
        f"{payer}: {amount} kr a konto for {year} har forfalt uten å være krevd, det"
        f" første {first}. Nordvik krever det med «fellesbok claim {year}»."
    )
