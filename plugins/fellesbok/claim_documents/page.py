"""A claim's paper → one HTML page that needs nothing beside it; a PDF is made of it."""

from __future__ import annotations

from importlib import resources
from pathlib import PurePath
from typing import TYPE_CHECKING

from markupsafe import Markup
from stdnum.no import kontonr
from stdnum.no import orgnr

from fellesbok.claim_documents.phrases import WORDS
from fellesbok.claim_documents.tax import tax_label
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.report.html import environment
from fellesbok.report.html import exact

if TYPE_CHECKING:
    from fellesbok.claim_documents.content import ClaimPaper


def page(paper: ClaimPaper, language: str) -> str:
    """The whole page.

    Args:
        paper: What it says.
        language: ``nb`` or ``en``.
    """
    template = environment("fellesbok.claim_documents").get_template("claim.html")
    return template.render(
        paper=paper,
        language=language,
        foot=_foot(paper, language),
        style=Markup(_style()),  # noqa: S704 -- our own file
        w={name: say(text, language) for name, text in WORDS.items()},
        say=lambda text: say(text, language),
        show=lambda value: show(value, language),
        exact=lambda ore: exact(ore, language),
        account_number=lambda digits: kontonr.format(digits).replace(".", " "),
        grouped=orgnr.format,
        tax_label=lambda tax: say(tax_label(tax), language),
        place=lambda where: say(_place(where), language),
    )


def _foot(paper: ClaimPaper, language: str) -> str:
    """What stands below every sheet: who claims, which claim, when, of which books."""
    told = [paper.seller.name]
    if not paper.is_draft:
        told += [paper.number, show(paper.day, language)]
    name, revision = paper.made_of.facts[0]
    return " · ".join([*told, f"{say(name, language)} {say(revision, language)}"])


def _place(where: tuple[str, int]) -> Text:
    """File and line, without the folders of who keeps the books."""
    return Text("{file}, linje {line}", file=PurePath(where[0]).name, line=where[1])


def _style() -> str:
    file = resources.files("fellesbok.claim_documents") / "templates" / "claim.css"
    return file.read_text(encoding="utf-8")
