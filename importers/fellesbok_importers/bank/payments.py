"""What a payment pays: a claim, a share, or what nobody knows yet.

A payment is booked on what it names itself: the KID or the id of one claim, or one of
our references.  Whatever else speaks for a claim (the payer, the amount, a KID that
several claims bear, several KID without an amount for each) is a suggestion for a
person, and never booked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.entries.claim import LINK
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.reference import is_kid
from fellesbok_importers.documents.reference import receivable_of
from fellesbok_importers.documents.statements import compact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok_importers.bank.open_claims import OpenClaim
    from fellesbok_importers.documents.statements import Payment

MOST_NAMED = 5
_WORD = re.compile(r"[0-9a-z][0-9a-z-]*")


@frozen
class Placed:
    """Where a payment is booked.

    Attributes:
        account: The other account, or ``None``: nobody knows yet.
        claim: The claim that it pays, if it pays one.
        suggestion: What a person should know who decides, or ``None``.
        finding: What is not as it should be with what is booked, or ``None``.
    """

    account: str | None
    claim: OpenClaim | None = None
    suggestion: Text | None = None
    finding: Text | None = None


class Payable:
    """The claims that payments of a document can pay, one after another."""

    def __init__(
        self, claims: Iterable[OpenClaim], agreement: Agreement, host: str
    ) -> None:
        """Know the claims, and whose bank account it is (a slug, or nothing)."""
        self._claims = {claim.id.lower(): claim for claim in claims}
        self._outstanding = {c.id: c.outstanding for c in self._claims.values()}
        self._agreement = agreement
        self._host = host

    def place(self, payment: Payment) -> Placed:
        """Where a payment is booked; what is outstanding is less afterwards."""
        if payment.amount > 0 or payment.is_returned:
            named = self._named(payment)
            if len(named) == 1 and self._is_ours(named[0]) and _is_one(payment):
                return self._on_claim(payment, named[0])
            share = receivable_of(f"{payment.kid} {payment.text}", self._agreement)
            if share is not None and not named and _is_one(payment):
                cooperation, payer = share
                return Placed(self._agreement.accounts.receivable(payer, cooperation))
            return Placed(None, suggestion=self._suggestion(payment, named))
        return Placed(None, suggestion=_kid_fault(payment))

    def _named(self, payment: Payment) -> list[OpenClaim]:
        """The claims that a payment names: by id in its text, and by KID.

        Of several with the same KID, the one that the text names too, or else those of
        the host whose account it is; where it is paid by the one that has another's,
        it can be read as both.
        """
        words = _WORD.findall(f"{payment.kid} {payment.text}".lower())
        by_id = dict.fromkeys(word.removeprefix(LINK) for word in words)
        named = [self._claims[word] for word in by_id if word in self._claims]
        for written in payment.kids:
            kid = "".join(written.split())
            same = [c for c in self._claims.values() if kid and c.kid == kid]
            if not any(claim in named for claim in same):
                ours = [claim for claim in same if self._is_ours(claim)]
                named += ours if ours and not self._is_others(payment, same) else same
        if named:
            named += [each for each in self._in_text(payment) if each not in named]
        return named

    def _is_others(self, payment: Payment, same: Sequence[OpenClaim]) -> bool:
        """Whether who pays has a claim of another host with the KID, and none of ours.

        It may have paid to the wrong account.
        """
        payer = self.payer(payment)
        theirs = [claim for claim in same if payer and claim.payer == payer.slug]
        return bool(theirs) and not any(map(self._is_ours, theirs))

    def _in_text(self, payment: Payment) -> list[OpenClaim]:
        """Open claims of the host whose KID stands in the text, beside others' KID.

        Where the payment bears another's, it can be read as one of both.
        """
        said = payment.text.split()
        known = [c for c in self._claims.values() if c.kid and c.kid in said]
        bears = {"".join(kid.split()) for kid in payment.kids}
        return [
            claim
            for claim in known
            if claim.kid not in bears
            and self._is_ours(claim)
            and self._outstanding[claim.id] > 0
        ]

    def _is_ours(self, claim: OpenClaim) -> bool:
        """Whether the claim is of the host whose account it is, as far as is known."""
        return not self._host or claim.host in {"", self._host}

    def _on_claim(self, payment: Payment, claim: OpenClaim) -> Placed:
        before = self._outstanding[claim.id]
        after = self._outstanding[claim.id] = before - payment.amount
        finding = None
        if payment.amount < 0:
            finding = Text(
                "{amount} kr på krav {claim} er tatt tilbake; {rest} kr gjenstår.",
                amount=-payment.amount,
                claim=claim.id,
                rest=after,
            )
        elif after > 0:
            finding = Text(
                "Krav {claim} er betalt med {amount} kr av {before} kr; {rest} kr"
                " gjenstår.",
                claim=claim.id,
                amount=payment.amount,
                before=before,
                rest=after,
            )
        elif after < 0:
            finding = Text(
                "Krav {claim} er betalt med {amount} kr, men {before} kr sto igjen:"
                " {over} kr for mye.",
                claim=claim.id,
                amount=payment.amount,
                before=before,
                over=-after,
            )
        other = self.payer(payment)
        if other is not None and other.slug != claim.payer and payment.amount > 0:
            told = Text(
                "Krav {claim} er på en annen enn {payer}, som har betalt det.",
                claim=claim.id,
                payer=other.name,
            )
            finding = (
                told
                if finding is None
                else Text("{before} {after}", before=finding, after=told)
            )
        return Placed(claim.account, claim, finding=finding)

    def _suggestion(self, payment: Payment, named: Sequence[OpenClaim]) -> Text | None:
        """The best that can be said of a payment that names no one claim."""
        if named and not any(map(self._is_ours, named)):
            return Text(
                "KID eller tekst er til krav {claims}, men kontoen er en annen verts.",
                claims=_names(named),
            )
        if len(named) > 1:
            return Text("Flere krav passer: {claims}.", claims=_names(named))
        if named:
            return Text(
                "Betalingen er for flere, uten beløp for hver. Ett krav er nevnt:"
                " {claims}.",
                claims=_names(named),
            )
        open_ = [c for c in self._claims.values() if self._outstanding[c.id] > 0]
        open_ = [claim for claim in open_ if self._is_ours(claim)]
        said = f"{payment.kid} {payment.text}".split()
        in_text = [claim for claim in open_ if claim.kid and claim.kid in said]
        if in_text:
            return Text("Teksten nevner KID for krav {claims}.", claims=_names(in_text))
        payer = self.payer(payment)
        equal = [c for c in open_ if self._outstanding[c.id] == payment.amount]
        return self._by_payer(payer, open_, equal) or _kid_fault(payment)

    def _by_payer(
        self,
        payer: Payer | None,
        open_: Sequence[OpenClaim],
        equal: Sequence[OpenClaim],
    ) -> Text | None:
        """A suggestion from who pays and how much; the payer first."""
        if payer is None:
            if len(equal) != 1:
                return None
            return Text("Samme beløp som krav {claims}.", claims=_names(equal))
        theirs = [claim for claim in open_ if claim.payer == payer.slug]
        exact = [claim for claim in equal if claim.payer == payer.slug]
        if len(exact) == 1:
            return Text(
                "Samme betaler og beløp som krav {claims}.", claims=_names(exact)
            )
        if theirs:
            return Text(
                "Betaleren er {payer}, med åpne krav: {claims}.",
                payer=payer.name,
                claims=_names(theirs),
            )
        return Text("Betaleren er {payer}, uten åpne krav.", payer=payer.name)

    def payer(self, payment: Payment) -> Payer | None:
        """Who pays, by the account it is paid from or by name, if it is only one."""
        account = compact(payment.payee_account)
        for municipality in self._agreement.municipalities.values():
            if account and municipality.invoicing.bank_account == account:
                return municipality
        words = set(re.split(r"[^\w-]+", payment.payee.lower()))
        payers = self._agreement.payers
        found = [p for p in payers if set(p.name.lower().split()) <= words]
        return found[0] if len(found) == 1 else None


def _is_one(payment: Payment) -> bool:
    """Whether a payment is of one thing, so that all of it can be booked there."""
    return len(payment.kids) < 2 and not payment.is_unsplit  # noqa: PLR2004 -- several


def _names(claims: Sequence[OpenClaim]) -> str:
    """The claims with the account of each, of very many the first ones."""
    shown = [f"{claim.id} ({claim.account})" for claim in claims[:MOST_NAMED]]
    return ", ".join([*shown, *(["…"] if len(claims) > MOST_NAMED else [])])


def _kid_fault(payment: Payment) -> Text | None:
    if any(not is_kid(kid) for kid in payment.kids):
        return Text("Kontrollsifferet i KID stemmer ikke.")
    return None
