"""Who must have attested and approved a voucher (*attestasjon*, *anvisning*), by terms.

Attested is that the goods have come and the price is right; approved is that it may be
paid.  One person does not do both of the same voucher.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from decimal import Decimal


class Approval(Enum):
    """What is done with a voucher; the value is how people write it."""

    ATTESTED = "attestert"
    APPROVED = "anvist"


class Step(Enum):
    """What may wait for its vouchers; the value is how the rules name it."""

    CLAIM = "claim"
    CLOSE = "close"


@frozen
class ApprovalTerms:
    """What the agreement says of attesting and approving.

    Attributes:
        attested_from: Vouchers of this many kroner or more must be attested; ``None``
            where none must.
        approved_from: Those that must be approved, likewise.
        required_by: What is refused while a voucher lacks it; nothing else is.
        may_attest: The names of those who may attest.
        may_approve: The names of those who may approve.
    """

    attested_from: Decimal | None
    approved_from: Decimal | None
    required_by: frozenset[Step]
    may_attest: tuple[str, ...]
    may_approve: tuple[str, ...]

    def who_may(self, approval: Approval) -> tuple[str, ...]:
        """The names of those who may do it."""
        return self.may_attest if approval is Approval.ATTESTED else self.may_approve

    def needed(self, amount: Decimal) -> tuple[Approval, ...]:
        """What a voucher of that many kroner must have."""
        limits = (
            (Approval.ATTESTED, self.attested_from),
            (Approval.APPROVED, self.approved_from),
        )
        return tuple(
            approval
            for approval, limit in limits
            if limit is not None and amount >= limit
        )
