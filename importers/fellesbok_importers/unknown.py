"""What to tell somebody whose document no profile knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.bank import looks_like_bank
from fellesbok_importers.bank import numbers_of
from fellesbok_importers.camt import read_statements
from fellesbok_importers.ehf import buyer_of
from fellesbok_importers.invoice import looks_like_ehf
from fellesbok_importers.kinds import root_of
from fellesbok_importers.ocr_giro import looks_like_ocr_giro
from fellesbok_importers.ocr_giro import read_ocr_giro
from fellesbok_importers.saft import is_saft

if TYPE_CHECKING:
    from pathlib import Path


def _refuse_without_account(path: Path) -> None:
    """Say what a bank's document lacks that no account can be told from.

    Raises:
        RejectedError: Always but where it can be read after all.
    """
    if looks_like_ocr_giro(path):
        read_ocr_giro(path)
    else:
        read_statements(path)


def not_known(path: Path) -> Text:
    """What kind of document it is, and which profile would read it.

    Raises:
        RejectedError: It is of a kind that is known, and cannot be read.
    """
    if path.is_file() and not path.stat().st_size:
        return Text("Filen er tom.")
    if looks_like_bank(path):
        if not numbers_of(path) - {""}:
            _refuse_without_account(path)
        return Text(
            "Filen er fra banken, for konto {numbers}, som ingen profil nevner. Legg"
            " kontoen til under bank.accounts i en profil med like: bank.",
            numbers=", ".join(sorted(numbers_of(path))),
        )
    if looks_like_ehf(path):
        return Text(
            "Filen er en faktura til «{buyer}», som ingen profil nevner. Lag en profil"
            " med like: ehf og booking.host.",
            buyer=buyer_of(path),
        )
    if (root := root_of(path)) and not is_saft(str(path)):
        return Text(
            "Filen er XML av formen «{root}», som ikke leses. Det som leses, er"
            " camt.053, camt.054 og camt.052 fra banken, EHF og SAF-T.",
            root=root,
        )
    return Text(
        "Ingen profil kjenner denne filen. «fellesbok profile» ser på den og foreslår"
        " en."
    )
