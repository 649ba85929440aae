"""A payer as a person writes it on a command line or in a field: by slug or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Payer


def payer_called(agreement: Agreement, wanted: str) -> Payer | None:
    """The payer of that slug or name, whatever the case of the letters; or ``None``."""
    slug = agreement.slug_by_name.get(wanted)
    if slug is None:
        folded = {n.casefold(): s for n, s in agreement.slug_by_name.items()}
        slug = folded.get(wanted.casefold())
    return None if slug is None else agreement.payer(slug)
