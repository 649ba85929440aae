"""The days by which objections are to be answered (*svarfrister*), among the deadlines.

Agreements state the other deadlines; this one stands in the books, on the objection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.deadlines import Due
from fellesbok.claims.written import claims
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection


def answer_deadlines(
    found: Iterable[Objection], entries: Entries, agreement: Agreement
) -> list[Due]:
    """The deadline of each open objection that has one.

    One to a claim that the books do not have is left out: that is an error of theirs.

    Args:
        found: The objections.
        entries: The books that they stand in, or a municipality's part of them.
        agreement: The agreements.
    """
    told = [each for each in found if each.is_open and each.deadline]
    written = {}
    if any(each.claim for each in told):
        written = {claim.id: claim for claim in claims(entries, agreement)}
    dues = []
    for each in told:
        of = written.get(each.claim, each).cooperation
        if of is None or each.deadline is None:
            continue
        text = Text("Svar på innsigelsen fra {payer}", payer=each.payer.name)
        dues.append(
            Due(
                each.deadline,
                DeadlineKind.ANSWER,
                each.id,
                each.what,
                of.slug,
                text,
                None,
                Text("Innsigelse {id}", id=each.id),
            )
        )
    return dues
