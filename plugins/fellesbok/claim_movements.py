"""What moves a payer's account with a cooperation, and for which time.

A claim counts for the period that it is for, whenever it was made; everything else for
its own date.  Nothing is shared or claimed here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok import generated
from fellesbok.claim_reading import is_claim
from fellesbok.claims import ID
from fellesbok.claims import period_end

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement
    from fellesbok.claims import Claim


@dataclass(frozen=True)
class Movement:
    """What one transaction does to a payer's account with a cooperation, in kroner.

    ``day`` is the last day of the period of a claim, whenever it was made.
    """

    day: date
    due: Decimal
    laid_out: Decimal
    is_direct: bool
    links: frozenset[str]


def movements(
    entries: Sequence[Directive], agreement: Agreement, written: Sequence[Claim]
) -> dict[tuple[str, str], list[Movement]]:
    """What has moved on each payer's accounts with each cooperation, by their slugs."""
    words = agreement.accounts
    payers = [*agreement.municipalities.values(), *agreement.parties.values()]
    pairs = [(p, c) for p in payers for c in agreement.cooperations.values()]
    of: dict[str, tuple[tuple[str, str], str]] = {}
    for payer, cooperation in pairs:
        pair = payer.slug, cooperation.slug
        rest = f"{payer.account}:{cooperation.account}"
        of[f"{words.receivables}:{rest}"] = pair, "due"
        of[f"{words.outlays}:{rest}"] = pair, "laid_out"
    ends = {claim.id: period_end(claim.period) for claim in written}
    found: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for entry in entries:
        if not isinstance(entry, data.Transaction):
            continue
        for posting in entry.postings:
            units: Any = posting.units
            pair, what = of.get(posting.account, (("", ""), ""))
            if not what or units.currency != agreement.currency:
                continue
            day = entry.date
            if is_claim(entry):
                day = ends.get(str(entry.meta.get(ID))) or day
            made = Movement(
                day=day,
                due=units.number if what == "due" else Decimal(0),
                laid_out=-units.number if what == "laid_out" else Decimal(0),
                is_direct=entry.meta["filename"] != generated.FILE
                and not is_claim(entry),
                links=_correction_links(entry),
            )
            found[pair].append(made)
    return found


def _correction_links(entry: Any) -> frozenset[str]:  # noqa: ANN401 -- a transaction
    """The links that lead from a correction to its reason."""
    if generated.CORRECTION_TAG not in (entry.tags or ()):
        return frozenset()
    tag = generated.CORRECTION_TAG
    return frozenset(link for link in entry.links if link.startswith(tag))
