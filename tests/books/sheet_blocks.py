"""What a page becomes, and what is told of it, on sheets."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader


def tags(made: bytes) -> set[str]:
    """The kinds of structure that a reader is told of."""
    return {str(each["/S"]) for each in structure(made)}


def structure(made: bytes) -> list[Any]:
    """What a reader is told of a PDF, besides its text."""
    reader = PdfReader(io.BytesIO(made))
    known: Any = [reader.get_object(n) for n in range(1, len(reader.xref[0]) + 1)]
    described = [each for each in known if hasattr(each, "get")]
    return [each for each in described if each.get("/Type") == "/StructElem"]
