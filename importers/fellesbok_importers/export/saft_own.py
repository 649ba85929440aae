"""The words of our own SAF-T: what writes it and what reads it agree here.

An account is the account in the books, with the KOSTRA art of its lines after a slash.
Dimensions are ansvar, funksjon, prosjekt, mva, samarbeid and kommune.  What SAF-T has
no field for stands in two dimensions more, as free text: ``BILAG`` (on the first line)
and ``LINJE``; a text that is too long for one goes on in the next, after a ``+``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

WRITTEN = "Ført"
GENERATED = "Beregnet"
JOURNALS = {
    WRITTEN: "Bilag som er ført eller lest inn",
    GENERATED: "Fordelinger som fellesbok regner ut av avtalene",
}
ANSVAR = "ANSVAR"
FUNKSJON = "FUNKSJON"
PROJECT = "PROSJEKT"
VAT = "MVA"
COOPERATION = "SAMARBEID"
MUNICIPALITY = "KOMMUNE"
VOUCHER_ITEM = "BILAG"
LINE_ITEM = "LINJE"
TITLES = {
    ANSVAR: "Ansvar",
    FUNKSJON: "Funksjon",
    PROJECT: "Prosjekt",
    VAT: "Mva-kode slik den kom",
    COOPERATION: "Samarbeid",
    MUNICIPALITY: "Kommune",
    VOUCHER_ITEM: "Opplysning om bilaget",
    LINE_ITEM: "Opplysning om linjen",
}
FREE_TEXT = "fri tekst, ingen kodeliste"
LONGEST = 256
_CONTINUED = "+"


def account_id(account: str, art: str) -> str:
    """The account of the books, and the art; no account has a slash in its name."""
    return f"{account}/{art}" if art else account


def account_of(written: str) -> str:
    """The account of the books."""
    return written.partition("/")[0]


def pieces(items: Iterable[str]) -> Iterator[str]:
    """Items, cut into pieces that there is room for."""
    for item in items:
        yield item[:LONGEST]
        step = LONGEST - len(_CONTINUED)
        for start in range(LONGEST, len(item), step):
            yield _CONTINUED + item[start : start + step]


def joined(found: Iterable[str]) -> tuple[str, ...]:
    """Items that were cut into pieces."""
    items: list[str] = []
    for piece in found:
        if piece.startswith(_CONTINUED) and items:
            items[-1] += piece[len(_CONTINUED) :]
        else:
            items.append(piece)
    return tuple(items)
