"""Fava's margin (*sidemargen*): the payers' statements, one click away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fava.core.misc import sidebar_links

from fellesbok.compare.laid_out import laid_out
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.web.frame.links import Links
from fellesbok.web.rendering.norwegian import page_language

if TYPE_CHECKING:
    from collections.abc import Iterator

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

EFFECT = ("Virkning", Text("Virkning"))
ATTESTED = ("Attestasjon", Text("Attestasjon"))


def _pages(ledger: FavaLedger, shared: Shared) -> Iterator[tuple[str, Text]]:
    """Our pages, in order; some are for who reads the whole books alone.

    What a proposal does is for the municipalities too, where one is laid out.
    """
    yield from PAGES
    if shared.reader is not None:
        if laid_out(Path(ledger.beancount_file_path)):
            yield EFFECT
        return
    if any(
        version.approval is not None
        for cooperation in shared.agreement.cooperations.values()
        for version in cooperation.versions
    ):
        yield ATTESTED
    yield EFFECT


def set_sidebar(ledger: FavaLedger) -> None:
    """Put our pages and the municipalities beside the links that the books ask for.

    It is done in a request, as only then the server's prefix is known.
    """
    shared = ledger.options.get(OPTION)
    written = sidebar_links(ledger.all_entries_by_type.Custom)
    if not isinstance(shared, Shared):
        return
    links = Links(ledger, {})
    ledger.misc.sidebar_links = [
        *written,
        *(
            (say(name, page_language()), links.page(page))
            for page, name in _pages(ledger, shared)
        ),
        *(
            (m.name, links.page("Kommuneoppgave", kommune=m.slug))
            for m in shared.agreement.municipalities.values()
            if shared.reader in {None, m.slug}
        ),
    ]
