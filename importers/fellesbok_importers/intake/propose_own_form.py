"""A profile for a bank statement or an e-invoice, with what must be asked."""

from __future__ import annotations

from pathlib import Path

from fellesbok.messages import Text
from fellesbok_importers.bank import looks_like_bank
from fellesbok_importers.bank import numbers_of
from fellesbok_importers.invoices import buyer_of
from fellesbok_importers.invoices import looks_like_ehf


def own_form_lines(path: str) -> tuple[list[str], Text] | None:
    """The lines of a profile with what to ask; ``None`` for any other document.

    Raises:
        RejectedError: It is one of these documents, and cannot be read.
    """
    host = ["booking:", "  # Kortnavnet i allocation_rules.yaml", "  # host: …"]
    if looks_like_bank(Path(path)):
        accounts = [
            f'    - {{number: "{number}", account: Assets:Bank}}'
            for number in sorted(numbers_of(Path(path)))
        ]
        asked = Text("Si hvem som er vert (host), og hvilken konto i bøkene hver er.")
        return ["like: bank", *host, "bank:", "  accounts:", *accounts], asked
    if looks_like_ehf(Path(path)):
        asked = Text(
            "Si hvem som er vert (host): kjøperen er «{buyer}».",
            buyer=buyer_of(Path(path)).shown,
        )
        return ["like: ehf", *host], asked
    return None
