"""The margin of one page (*margen*), as whoever asks for it shall have it.

One reader's books answer several at once, in either language, and what Fava keeps with
the books would be that of who asked last.  It therefore lies with what is answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fava.core.misc import FavaMisc
from flask import g
from flask import has_app_context

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    Links = Sequence[tuple[str, str]]

KEY = "fellesbok_margin"
"""What it is called among what belongs to a request; templates know it by that name."""


@frozen
class Margin:
    """What stands around a page.

    Attributes:
        links: What stands in the margin and where it leads, in order.
        head: How the margin looks, and our words for Fava's pages.
        language: The language that all this is in.
    """

    links: Links
    head: Markup
    language: str


class MiscOfRequest(FavaMisc):
    """What Fava keeps of books that are shown, with the links of this request."""

    _of_books: Links

    @property
    def sidebar_links(self) -> Links:
        """Those of the page that is made, or else what the books ask for."""
        margin = getattr(g, KEY, None) if has_app_context() else None
        return self._of_books if margin is None else margin.links

    @sidebar_links.setter
    def sidebar_links(self, links: Links) -> None:
        self._of_books = links


def set_margin(margin: Margin) -> None:
    """Let what is answered now have it."""
    setattr(g, KEY, margin)
