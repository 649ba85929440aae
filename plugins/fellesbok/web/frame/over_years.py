"""What payers bear per inhabitant over the years, as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.sharing.by_year import payer_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.sharing.by_year import PayerYear
    from fellesbok.web.frame.asked import Asked


def over_years(asked: Asked, payers: Sequence[Payer]) -> list[PayerYear]:
    """Every year of some payers; nothing where a filter hides a part of them."""
    if asked.is_narrowed:
        return []
    return payer_years(asked.every_share(), asked.shared.agreement, payers)
