"""Pages on paper (*PDF*): our own HTML → PDF/UA-1, set by Typst in another program.

Comes in: a self-contained page that a template of the house has made.
Goes out: the same bytes each time, with every word of the page, or why there are none.
Handbook: docs/report.md
"""

from __future__ import annotations

from importlib import metadata

from fellesbok.messages import Text
from fellesbok.pdf.typesetter import NoPdfError
from fellesbok.pdf.typesetter import typeset

__all__ = ["NoPdfError", "pdf", "tried"]

BLANK_SHEET = {
    "title": "–",
    "language": "nb",
    "sheet": "tables",
    "runs": (),
    "head": "",
    "foot": "",
    "mark": "",
}


def pdf(page: str) -> bytes:
    """The PDF of a page of ours; nothing is fetched for it.

    Args:
        page: A page that a template has made, which tells in ``meta`` what it is.

    Raises:
        NoPdfError: Typst is not installed, it does not come to an end, or something
            stands within more than we can set.
        UnknownMarkupError: There is something in the page that we cannot set.
    """
    # What reads HTML is loaded by no command that makes no PDF.
    from fellesbok.pdf.sheets import document  # noqa: PLC0415 -- said above

    try:
        return typeset(document(page))
    except RecursionError:
        text = Text("PDF-en kan ikke settes: noe på siden står i for mange lag.")
        raise NoPdfError(text) from None


def tried() -> str:
    """Which Typst is here, once it has set a blank sheet.

    Raises:
        NoPdfError: It is not installed, or does not work.
    """
    typeset(BLANK_SHEET)
    return f"Typst {metadata.version('typst')}"
