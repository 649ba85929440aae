"""Two states that are of no common books (*andre bøker*), which nothing is compared of.

What one has and the other lacks would stand as somebody paying more or less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.messages import Text
from fellesbok.messages import joined

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement

    State = tuple[Text, Agreement]


def refuse_other_books(before: State, after: State) -> None:
    """Refuse two currencies, and books without a common cooperation or municipality.

    Args:
        before: What the first books are called, and their agreements.
        after: The same of the others.

    Raises:
        CannotCompareError: They are such books.
    """
    (one, first), (other, last) = before, after
    if first.currency != last.currency:
        raise CannotCompareError(
            Text(
                "Ingenting er sammenlignet: beløpene er i {currency} i {before}, og i"
                " {other} i {after}.",
                currency=first.currency,
                before=one,
                other=last.currency,
                after=other,
            )
        )
    for ours, theirs in (
        ({payer.slug for payer in of.payers} for of in (first, last)),
        (set(of.cooperations) for of in (first, last)),
    ):
        if not ours & theirs:
            raise CannotCompareError(
                Text(
                    "Ingenting er sammenlignet: {before} og {after} er ikke de samme"
                    " bøkene. De ene har {ours}, og de andre {theirs}, så alt ville"
                    " sett ut som en endring. Er de det under nye navn, må kortnavnene"
                    " i allocation_rules.yaml være de samme i begge.",
                    before=one,
                    after=other,
                    ours=joined(sorted(ours)),
                    theirs=joined(sorted(theirs)),
                )
            )
