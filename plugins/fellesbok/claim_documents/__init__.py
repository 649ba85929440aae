"""A claim's documents: what is read, what is sent, and a list of what is handed over.

The one way in is ::

    documents(
        claim: Claim, books: Books, language: str = "nb", *,
        also: Sequence[Claim] = (), written: Sequence[Claim] | None = None,
        is_draft: bool = False
    ) -> ClaimDocuments

It writes nothing and sends nothing: it gives bytes, file names, and every reason why
there is no PDF or no e-invoice.  Beside it stand ``examine(documents)``, which holds an
e-invoice against the official rules, and ``payload(documents)`` for ``payload_table``.

The claim may be written in the books already or not; what counts is what was claimed
before it.  Claims that are made in the same run and are not written yet are told of by
``also``, and who makes many documents hands over the claims of the books as
``written``, so that they are read once.  Nothing is shared or guessed here.

Comes in: a written claim, or one that is about to be.
Goes out: PDF, attachment and e-invoice as bytes, and why one of them is lacking.
Handbook: docs/claims.md
"""

from __future__ import annotations

from fellesbok.claim_documents.content import CannotDocumentError
from fellesbok.claim_documents.making import ClaimDocuments
from fellesbok.claim_documents.making import Examination
from fellesbok.claim_documents.making import documents
from fellesbok.claim_documents.making import examine
from fellesbok.claim_documents.making import payload
from fellesbok.claim_documents.payloads import Payload
from fellesbok.claim_documents.tables import payload_table
from fellesbok.claim_documents.validation import RuleFault
from fellesbok.claim_documents.validation import validate

__all__ = [
    "CannotDocumentError",
    "ClaimDocuments",
    "Examination",
    "Payload",
    "RuleFault",
    "documents",
    "examine",
    "payload",
    "payload_table",
    "validate",
]
