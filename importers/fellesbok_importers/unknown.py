"""What to tell somebody whose document no profile knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.bank import looks_like_camt
from fellesbok_importers.camt import account_numbers
from fellesbok_importers.ehf import buyer_of
from fellesbok_importers.file_kinds import MEMBERS
from fellesbok_importers.file_kinds import kind_of
from fellesbok_importers.invoice import looks_like_ehf

if TYPE_CHECKING:
    from pathlib import Path

SHEET = MEMBERS["xl/workbook.xml"]


def not_known(path: Path) -> Text:
    """What kind of document it is, and which profile would read it.

    Raises:
        RejectedError: It is of a kind that is known, and cannot be read.
    """
    if looks_like_camt(path):
        return Text(
            "Filen er en kontoutskrift for {numbers}, som ingen profil nevner. Legg"
            " kontoen til under bank.accounts i en profil med like: bank.",
            numbers=", ".join(sorted(account_numbers(path))),
        )
    if looks_like_ehf(path):
        return Text(
            "Filen er en faktura til «{buyer}», som ingen profil nevner. Lag en profil"
            " med like: ehf og booking.host.",
            buyer=buyer_of(path).shown,
        )
    kind = kind_of(path)
    if kind is not None and kind != SHEET:
        return Text(
            "Filen er {kind}. Ingen profil her leser slike; «fellesbok profile» ser på"
            " filen og foreslår en, om den kan leses.",
            kind=kind,
        )
    return Text(
        "Ingen profil kjenner denne filen. «fellesbok profile» ser på den og foreslår"
        " en."
    )
