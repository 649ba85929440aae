"""Documents inside an e-invoice (*vedlegg*): taken out when they are what they say.

What is filed beside the invoice is a PDF, an image, a table or a spreadsheet, by its
content and not by its name.  Everything else is left out and told: the invoice itself
is filed as it came, and still holds it.  A link to a document elsewhere is never
followed.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.attachment_kinds import KINDS
from fellesbok_importers.documents.attachment_kinds import UnfitError
from fellesbok_importers.documents.attachment_kinds import check_content
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.faults import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

EMBEDDED = "EmbeddedDocumentBinaryObject"
MOST_PAPER_BYTES = 20_000_000
LONGEST_EMBEDDED = 60_000_000  # characters of base64: what is longer is no invoice
MOST_INVOICE_BYTES = 100_000_000
MOST_PAPERS = 50
LONGEST_STEM = 40
_UNFIT = re.compile(r"[^\w()+-]+")


@frozen
class Attached:
    """What an invoice says of one document that belongs to it, unread.

    ``written`` is base64, or ``None`` where the invoice only points to the document.
    """

    number: str
    name: str
    mime: str
    written: str | None
    address: str


@frozen
class TakenOut:
    """A document that was inside an invoice: a safe name, and what stands in it."""

    name: str
    content: bytes


def attached_to(invoice: Any) -> tuple[Attached, ...]:  # noqa: ANN401 -- lxml
    """The documents of an invoice, in its order; references to nothing are left."""
    found = []
    for reference in find_all(invoice, "AdditionalDocumentReference"):
        embedded = find(reference, f"Attachment/{EMBEDDED}")
        address = text_of(reference, "Attachment/ExternalReference/URI")
        if embedded is None and not address:
            continue
        found.append(
            Attached(
                text_of(reference, "ID"),
                "" if embedded is None else embedded.get("filename", ""),
                "" if embedded is None else embedded.get("mimeCode", ""),
                None if embedded is None else embedded.text or "",
                address,
            )
        )
    return tuple(found)


def take_out(
    attached: Sequence[Attached], stem: str
) -> tuple[list[TakenOut], list[Text]]:
    """The documents that can be filed, and why the others cannot.

    Args:
        attached: What the invoice says of them.
        stem: What their names begin with: the invoice's own, without its ending.
    """
    taken: list[TakenOut] = []
    findings = []
    for place, one in enumerate(attached, start=1):
        name = shortened(one.name or one.number or str(place))
        try:
            if place > MOST_PAPERS:
                text = Text("Det er flere enn {most} vedlegg.", most=MOST_PAPERS)
                raise UnfitError(text)  # noqa: TRY301 -- told as the others are
            content, ending = _content(one)
        except UnfitError as unfit:
            findings.append(
                Text(
                    "Vedlegget «{name}» er ikke arkivert for seg: {why} Det er som det"
                    " kom i fakturafilen.",
                    name=name,
                    why=unfit.text,
                )
            )
            continue
        taken.append(TakenOut(f"{stem}.vedlegg-{place}.{_stem(one)}.{ending}", content))
    return taken, findings


def _content(one: Attached) -> tuple[bytes, str]:
    """The content and the ending that goes with it.

    Raises:
        UnfitError: It is not such a document as is filed; says why.
    """
    if one.written is None:
        address = shortened(one.address)
        raise UnfitError(
            Text("Det er en lenke ({address}), som ikke følges.", address=address)
        )
    if one.mime not in KINDS:
        known = ", ".join(sorted(KINDS))
        raise UnfitError(
            Text(
                "Typen «{mime}» tas ikke imot. Mulige: {known}.",
                mime=shortened(one.mime),
                known=known,
            )
        )
    try:
        content = base64.b64decode("".join(one.written.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnfitError(Text("Innholdet er ikke gyldig base64.")) from None
    if len(content) > MOST_PAPER_BYTES:
        most = MOST_PAPER_BYTES // 1_000_000
        raise UnfitError(Text("Det er større enn {most} MB.", most=most))
    check_content(one.mime, content)
    return content, KINDS[one.mime]


def _stem(one: Attached) -> str:
    """The name without what a path or an ending is made of, short and to be seen."""
    name = unicodedata.normalize("NFC", one.name or one.number)
    stem = PurePath(name.replace("\\", "/")).name.rpartition(".")
    safe = _UNFIT.sub("-", stem[0] or stem[2]).strip("-")
    return safe[:LONGEST_STEM].strip("-") or "vedlegg"
