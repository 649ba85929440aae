"""Fava's margin (*sidemargen*): the payers' statements, one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fava.core.misc import sidebar_links

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.web.frame.links import Links
from fellesbok.web.rendering.norwegian import page_language

if TYPE_CHECKING:
    from fava.core import FavaLedger


PAGES = (
    ("Fordeling", Text("Fordeling")),
    ("Krav", Text("Krav")),
    ("Tilskudd", Text("Tilskudd")),
    ("Fond", Text("Fond")),
    ("Avtaler", Text("Avtaler")),
    ("Budsjett", Text("Budsjett og regnskap")),
    ("Funn", Text("Funn")),
)
"""Those that begin somewhere; the others are reached from a figure."""

OF_THE_WHOLE = (("Virkning", Text("Virkning")),)
"""Those that are for who reads everything alone."""
ATTESTED = (("Attestasjon", Text("Attestasjon")),)
"""For who keeps the books, where an agreement says who attests."""


def _is_attested(shared: Shared) -> bool:
    """Whether the reader keeps books in which vouchers are attested."""
    return shared.reader is None and any(
        version.approval is not None
        for cooperation in shared.agreement.cooperations.values()
        for version in cooperation.versions
    )


def set_sidebar(ledger: FavaLedger) -> None:
    """Put our pages and the municipalities beside the links that the books ask for.

    It is done in a request, as only then the server's prefix is known.
    """
    shared = ledger.options.get(OPTION)
    written = sidebar_links(ledger.all_entries_by_type.Custom)
    if not isinstance(shared, Shared):
        return
    links = Links(ledger, {})
    pages = (*PAGES, *ATTESTED) if _is_attested(shared) else PAGES
    ledger.misc.sidebar_links = [
        *written,
        *((say(name, page_language()), links.page(page)) for page, name in pages),
        *(
            (say(name, page_language()), links.page(page))
            for page, name in OF_THE_WHOLE
            if shared.reader is None
        ),
        *(
            (m.name, links.page("Kommuneoppgave", kommune=m.slug))
            for m in shared.agreement.municipalities.values()
            if shared.reader in {None, m.slug}
        ),
    ]
