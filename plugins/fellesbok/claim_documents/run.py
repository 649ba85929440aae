"""Several claims → all their files, what must be told, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fellesbok.claim_documents.making import documents
from fellesbok.claim_documents.making import examine
from fellesbok.claim_documents.making import payload
from fellesbok.claim_documents.model import CannotDocumentError
from fellesbok.claim_documents.payloads import PayloadList
from fellesbok.claim_documents.payloads import payload_list
from fellesbok.claim_documents.validation import EXPECTED_WARNINGS
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.claim_documents.making import ClaimDocuments
    from fellesbok.claims import Claim


@dataclass(frozen=True)
class Run:
    """The documents of several claims.

    Attributes:
        files: What is to be written, by file name; the files of each claim by its
            number are those that begin with ``krav-<number>.``.
        told: What must be known: why there is no PDF or no e-invoice, what was not
            examined.
        faults: Why a claim has no documents, or its e-invoice was thrown away.
        listed: The e-invoices, for the access point.
    """

    files: Mapping[str, bytes]
    told: tuple[Text, ...]
    faults: tuple[Text, ...]
    listed: PayloadList


def documents_of(claims: Sequence[Claim], books: Books, language: str = "nb") -> Run:
    """The documents of claims that are written, or are about to be.

    An e-invoice that breaks a rule is not among the files.

    Args:
        claims: The claims; each counts for those that come after it.
        books: The loaded books, with or without them.
        language: ``nb`` or ``en``.
    """
    files: dict[str, bytes] = {}
    told: dict[Text, list[str]] = {}
    faults: list[Text] = []
    payloads = []
    for claim in claims:
        try:
            made = documents(claim, books, language, also=claims)
        except CannotDocumentError as error:
            faults.append(error.text)
            continue
        if made.pdf is None:
            files[made.pdf_name.removesuffix("pdf") + "html"] = made.html
        else:
            files[made.pdf_name] = made.pdf
        for reason in (*made.why_no_pdf, *made.why_no_ehf):
            told.setdefault(reason, []).append(claim.id)
        if made.ehf is not None:
            broken, unknown = _examined(made)
            faults.extend(broken)
            for reason in unknown:
                told.setdefault(reason, []).append(claim.id)
            if not broken:
                files[made.ehf_name] = made.ehf
                payloads.append(payload(made))
    return Run(files, tuple(_with_numbers(told)), tuple(faults), payload_list(payloads))


def _examined(made: ClaimDocuments) -> tuple[list[Text], list[Text]]:
    """The rules that an e-invoice breaks, and what else must be told of it."""
    found = examine(made)
    broken = [
        Text(
            "E-fakturaen for krav {number} er ikke laget: {rule}: {text}",
            number=made.claim.id,
            rule=fault.rule,
            text=fault.text,
        )
        for fault in found.faults
    ]
    warnings = [
        Text("Advarsel {rule}: {text}", rule=warning.rule, text=warning.text)
        for warning in found.warnings
        if warning.rule not in EXPECTED_WARNINGS
    ]
    return broken, [*found.why_not_examined, *warnings]


def _with_numbers(told: Mapping[Text, Sequence[str]]) -> Iterator[Text]:
    """Each reason once, with the claims that it is about."""
    for reason, numbers in told.items():
        yield Text("{reason} ({numbers})", reason=reason, numbers=", ".join(numbers))
