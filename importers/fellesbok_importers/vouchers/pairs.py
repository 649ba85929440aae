"""Arts that come in pairs, where a document has one and not the other (*par*).

Tax on purchases (429) and its compensation (729), depreciation (590) and its counter
entry (990): what is not evened out on a cooperation is shared as a cost of it, though
the other side may stand on an ansvar of the host's.  A person must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement

PAIRS = (("429", "729"), ("590", "990"))
RESULT = frozenset({"Income", "Expenses"})


def pair_findings(
    entries: Iterable[Transaction], agreement: Agreement
) -> Iterator[Text]:
    """What is told of pairs that a document does not even out, by cooperation."""
    sums: dict[tuple[str, str], Decimal] = {}
    for entry in entries:
        for posting in entry.postings:
            root, component, *_ = posting.account.split(":")
            art = str((posting.meta or {}).get("art", ""))[:3]
            units: Any = posting.units
            if root in RESULT and component in agreement.cooperation_by_account:
                key = component, art
                sums[key] = sums.get(key, ZERO) + units.number
    for account, cooperation in agreement.cooperation_by_account.items():
        for cost, contra in PAIRS:
            spent = sums.get((account, cost), ZERO)
            back = sums.get((account, contra), ZERO)
            if spent + back and (cost == "590" or spent > 0):
                yield Text(
                    "{cooperation}: art {cost} er {spent} kr og art {contra} {back} kr."
                    " {rest} kr deles som kostnad, om ikke resten står på et annet"
                    " ansvar eller kommer senere.",
                    cooperation=cooperation.title,
                    cost=cost,
                    spent=spent,
                    contra=contra,
                    back=back,
                    rest=spent + back,
                )
