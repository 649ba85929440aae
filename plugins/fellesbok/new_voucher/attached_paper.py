"""The document of a voucher (*vedlegg*): a bounded file that is what it seems to be.

A PDF or a picture, by its content and not by its name; what can run something is not
taken in.  The name is made of what it was called, without anything that a path is
made of.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from pathlib import PureWindowsPath

from fellesbok.errors import InWordsError
from fellesbok.filing.document_kinds import is_jpeg
from fellesbok.filing.document_kinds import is_pdf
from fellesbok.filing.document_kinds import is_png
from fellesbok.filing.document_kinds import pdf_runs
from fellesbok.filing.journal import safe
from fellesbok.filing.writing import Paper
from fellesbok.messages import Text
from fellesbok.unseen import is_visible

MOST_BYTES = 10_000_000
LONGEST_STEM = 60
_KINDS = {"pdf": is_pdf, "png": is_png, "jpg": is_jpeg}


class UnfitPaperError(InWordsError):
    """The document is not taken in; ``text`` says why."""


def paper_of(name: str, content: bytes) -> Paper:
    """A document as it is filed; on which account is not known yet.

    Args:
        name: What the sender calls it; a path of any kind.
        content: What it holds.

    Raises:
        UnfitPaperError: It is not taken in.
    """
    if not is_visible(name) or not name.isprintable():
        raise UnfitPaperError(
            Text("Filens navn har tegn som ikke synes. Gi den et annet navn.")
        )
    if not content:
        raise UnfitPaperError(Text("Filen er tom."))
    if len(content) > MOST_BYTES:
        raise UnfitPaperError(
            Text("Filen er for stor: høyst {count} MB.", count=MOST_BYTES // 1_000_000)
        )
    kinds = [ending for ending, is_kind in _KINDS.items() if is_kind(content)]
    if not kinds:
        raise UnfitPaperError(
            Text("Filen er ikke en hel PDF, PNG eller JPEG. Andre tas ikke imot her.")
        )
    if pdf_runs(content):
        raise UnfitPaperError(
            Text("Filen inneholder skript eller noe annet som kjører.")
        )
    last = PurePosixPath(PureWindowsPath(name).name).stem
    return Paper(f"{safe(last)[:LONGEST_STEM].strip('.-')}.{kinds[0]}", content, "")
