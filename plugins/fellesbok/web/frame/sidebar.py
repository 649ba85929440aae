"""Fava's margin (*sidemargen*): our pages by what a reader wants, each once.

Links are Fava's own.  Headings, and what is folded or left out, are a style that pages
bring where ``fellesbok serve`` makes them; plain ``fava`` shows the links alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from fava.application import url_for
from fava.core.misc import sidebar_links
from markupsafe import Markup

from fellesbok.compare.laid_out import laid_out
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.questions.queries import SENTENCE
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.web.access.margin import Margin
from fellesbok.web.access.margin import set_margin
from fellesbok.web.access.site import handbook_address
from fellesbok.web.frame.links import Links
from fellesbok.web.frame.links import with_arguments
from fellesbok.web.rendering import page_language
from fellesbok.web.rendering.norwegian import frame_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fava.core import FavaLedger

WRITTEN = Text("Fra bøkene")
FIRST = Text("Se først")
PAYING = Text("Betaling")
PAYERS = Text("Kommunene")
MEANS = Text("Tilskudd og fond")
GROUNDS = Text("Grunnlaget")
CONTROL = Text("Gjennomgang")
QUESTIONS = Text("Spørsmål til bøkene")

PAGES = (
    (FIRST, "Oversikt", Text("Oversikt")),
    (PAYING, "Krav", Text("Krav")),
    (PAYING, "Fordeling", Text("Fordeling")),
    (MEANS, "Tilskudd", Text("Tilskudd")),
    (MEANS, "Fond", Text("Fond")),
    (GROUNDS, "Avtaler", Text("Avtaler")),
    (GROUNDS, "Budsjett", Text("Budsjett og regnskap")),
    (CONTROL, "Funn", Text("Funn")),
)
"""Those that begin somewhere; the others are reached from a figure."""

NEW_VOUCHER = (GROUNDS, "Bilag", Text("Nytt bilag"))
EFFECT = (CONTROL, "Virkning", Text("Virkning"))
ATTESTED = (CONTROL, "Attestasjon", Text("Attestasjon"))
MOST_REMEMBERED = 256
"""Questions of the books that a process keeps; the shipped ones have thirty."""

TITLE_ENDS = re.compile(r"[:;,.]")
"""What a question's sentence goes on to after its title."""


@frozen
class Place:
    """A link in the margin, and the heading that it stands under."""

    heading: Text
    name: str
    href: str


def set_sidebar(ledger: FavaLedger) -> None:
    """Put our pages and the municipalities beside the links that the books ask for.

    It is done in a request, as only then the server's prefix is known.
    """
    shared = ledger.options.get(OPTION)
    if not isinstance(shared, Shared):
        return
    is_served = hasattr(ledger, "loaded_texts")
    places = [*_places(ledger, shared), *(_questions(ledger) if is_served else ())]
    links = [(place.name, place.href) for place in places]
    if not is_served:
        ledger.misc.sidebar_links = links
        return
    ledger.fava_options.sidebar_show_queries = 0  # they stand among ours
    set_margin(Margin(links, _head(_style(ledger, places)), frame_language()))


def _places(ledger: FavaLedger, shared: Shared) -> Iterator[Place]:
    """Our pages, in order; some are for who reads the whole books alone."""
    links, language = Links(ledger, {}), page_language()
    for name, href in sidebar_links(ledger.all_entries_by_type.Custom):
        yield Place(WRITTEN, name, href)
    first, paying, *rest = (
        [Place(heading, say(name, language), links.page(page)) for _, page, name in of]
        for heading, of in groupby(_pages(ledger, shared), key=lambda page: page[0])
    )
    yield from (*first, *paying)
    for payer in shared.agreement.municipalities.values():
        if shared.reader in {None, payer.slug}:
            href = links.page("Kommuneoppgave", kommune=payer.slug)
            yield Place(PAYERS, payer.name, href)
    for places in rest:
        yield from places


def _pages(ledger: FavaLedger, shared: Shared) -> Iterator[tuple[Text, str, Text]]:
    """What a proposal does is for the municipalities too, where one is laid out."""
    may_write = getattr(ledger, "may_write", False) and shared.reader is None
    for page in PAGES:
        if page[0] is CONTROL and may_write:
            yield NEW_VOUCHER
        yield page
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


def _questions(ledger: FavaLedger) -> Iterator[Place]:
    """Where questions are asked, and those that the books have, by their titles."""
    address = url_for("report", report_name="query").partition("?")[0]
    yield Place(QUESTIONS, say(QUESTIONS, page_language()), address)
    for query in ledger.all_entries_by_type.Query:
        href = _asking(address, query.query_string)
        yield Place(QUESTIONS, title_of(query.name, query.query_string), href)


@lru_cache(maxsize=MOST_REMEMBERED)
def _asking(address: str, text: str) -> str:
    """Where a question is asked; each request has all of them in the margin."""
    return with_arguments(address, {"query_string": text})


@lru_cache(maxsize=MOST_REMEMBERED)
def title_of(name: str, text: str) -> str:
    """The beginning of the sentence that a question answers, or else its name."""
    found = SENTENCE.search(text)
    if found is None:
        return name
    return " ".join(TITLE_ENDS.split(found[1])[0].split()) or name


OURS = "aside ul.navigation:first-of-type"
QUESTION = f'{OURS} > li:has(> a[href*="query_string="])'
ASKING = 'aside a[data-key="g q"]'
"""Fava's own link to where questions are asked; ours stands in its place."""

ALWAYS = f"""
aside ul.navigation:last-of-type:not(:first-of-type)
  > li:has(> a[href*="/extension/"]) {{ display: none; }}
aside ul.navigation li:has(> a[data-key="g q"]) {{ display: none; }}
{QUESTION} {{ display: none; }}
body:has({ASKING}.selected) {QUESTION} {{ display: flex; padding-left: .8em; }}
{OURS} > li {{ flex-wrap: wrap; }}
aside a[data-favas-help] {{ padding: .25em .5em; color: inherit; }}
{OURS} > li::before {{ flex-basis: 100%; font-size: .85em; padding: .7em 0 0 1em;
  color: var(--text-color-lighter); }}
"""
HELP = Markup('<link rel="help" href="{address}">')
META = Markup('<meta name="fellesbok-{name}" content="{said}">')
STYLE = Markup("<style>{style}</style>")
HEADED = '{ours} > li:nth-child({number})::before {{ content: "{said}"; }}'
READ_ONLY = """
aside a[href$="/import/"], aside a[href*="/import/?"], a[href="#add-transaction"],
button[data-key="Control+s"], dialog form button.muted:not(.close) { display: none; }
"""
"""What asks for changes, where it would be refused; links have the filters in them."""


EXPORTED = """
aside li:has(> a[href="#export"]) { flex-wrap: wrap; }
aside ul.navigation li > a[href="#export"] { flex-basis: 100%; width: auto;
  padding: .25em .5em .25em 1em; white-space: nowrap; }
"""
"""The words beside Fava's arrow stand on one line."""


def _head(style: Markup) -> Markup:
    """Where the handbook is, our words for Fava's pages, and how the margin looks."""
    language = page_language()
    words = {
        "not-shown": Text("Siden kan ikke vises"),
        "favas-help": Text("Favas egen hjelp, på engelsk"),
    }
    metas = Markup("").join(
        META.format(name=name, said=say(text, language)) for name, text in words.items()
    )
    handbook = handbook_address()
    link = HELP.format(address=handbook) if handbook else Markup("")
    return link + metas + STYLE.format(style=style)


def _style(ledger: FavaLedger, places: Sequence[Place]) -> Markup:
    """Headings, what is folded until it is asked for, and what would be refused."""
    rules = [ALWAYS]
    number = 1
    for heading, group in groupby(places, key=lambda place: place.heading):
        if heading not in {FIRST, QUESTIONS}:
            said = say(heading, page_language())
            rules.append(HEADED.format(ours=OURS, number=number, said=said))
        number += len(list(group))
    if not getattr(ledger, "may_write", False):
        said = say(Text("Last ned føringene"), page_language())
        rules += [
            READ_ONLY,
            f'aside a[href="#export"]::before {{ content: "{said} " }}',
            EXPORTED,
        ]
    # Nothing of the books is in it: the headings are our own words, without quotes.
    return Markup("\n".join(rules))  # noqa: S704
