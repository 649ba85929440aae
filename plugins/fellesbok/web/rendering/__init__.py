"""Templates and texts of Fava: in Norwegian, with everything escaped.

Comes in: templates of Fava and of ours.
Goes out: pages in the language of the reader, in which nothing is shown unescaped.
Handbook: docs/serving.md
"""

from __future__ import annotations

from fellesbok.web.rendering.filter_words import unreadable
from fellesbok.web.rendering.norwegian import page_language
from fellesbok.web.rendering.templating import environment

__all__ = [
    "environment",
    "page_language",
    "unreadable",
]
