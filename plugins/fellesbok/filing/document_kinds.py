"""What kind of document a file is, by its content (*dokumenttyper*).

What is packed inside a PDF cannot be seen, so looking for what runs is a sieve and no
promise.
"""

from __future__ import annotations

import re

_PDF_RUNS = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA)\b")
_PDF_END_WITHIN = 2048


def is_pdf(content: bytes) -> bool:
    """Whether it is a whole PDF."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_PDF_END_WITHIN:]


def pdf_runs(content: bytes) -> bool:
    """Whether a PDF has something in it that runs, as far as that can be seen."""
    return content.startswith(b"%PDF-") and _PDF_RUNS.search(content) is not None


def is_png(content: bytes) -> bool:
    """Whether it is a whole PNG."""
    begins = content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    return begins and content.endswith(b"IEND\xae\x42\x60\x82")


def is_jpeg(content: bytes) -> bool:
    """Whether it is a whole JPEG."""
    return content.startswith(b"\xff\xd8\xff") and content.endswith(b"\xff\xd9")
