"""The report as one HTML file that needs nothing beside it and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from fellesbok.messages import Text
from fellesbok.messages import exact_kroner
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.report.pictures import pictures
from fellesbok.report.pictures import pictures_beside
from fellesbok.report.pictures import summary_picture
from fellesbok.report.words import TITLES
from fellesbok.report.words import WORDS
from fellesbok.report.words import methods
from fellesbok.report.words import subtitle_of
from fellesbok.report.words import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.report.contents import Finding
    from fellesbok.report.contents import Report

HEADING_ABOVE_TEXTS = 4
"""Texts stand under headings of this level, so their own begin below it."""


DEAD_LINK = re.compile(r'<a (?:class="[^"]*" )?href="#([^"]+)">(.*?)</a>', re.DOTALL)


def html(
    report: Report, language: str, fava: str = "", *, appendices: bool = True
) -> str:
    """The whole file.

    Args:
        report: The figures.
        language: ``nb`` or ``en``.
        fava: The address of the books in a running Fava, if there shall be links to it.
        appendices: Whether the explanations and sources stand in the same file; what
            would lead to them leads nowhere without.
    """
    page = _filled(report, language, fava, appendices=appendices)
    if appendices and report.is_joint:
        return page
    places = set(re.findall(r'\bid="([^"]+)"', page))
    return DEAD_LINK.sub(lambda a: a[0] if a[1] in places else a[2], page)


def _filled(report: Report, language: str, fava: str, *, appendices: bool) -> str:
    """The template with the report in it."""
    style = _style(report, language)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    def told(text: str) -> str:
        return say(report.told(text), language)

    template = environment("fellesbok.report").get_template("report.html")
    return template.render(
        report=report,
        language=language,
        w=WORDS,
        methods=tuple(methods(report)),
        style=Markup(style),  # noqa: S704 -- our own file, and escaped as CSS
        style_hash=digest,
        title=title_of(report),
        foot=_foot(report, language),
        subtitle=subtitle_of(report),
        titles=TITLES,
        picture=summary_picture(report, language),
        charts=list(pictures(report, language)),
        beside=pictures_beside(report, language),
        appendices=appendices,
        fava=fava.rstrip("/"),
        say=told,
        said=lambda value: (
            told(value) if isinstance(value, str) else show(value, language)
        ),
        show=lambda value: show(value, language),
        exact=lambda ore: exact(ore, language),
        markdown=_markdown,
        quote=lambda text: quote(text, safe=":"),
        people=Fraction,
        signed=lambda where: ", ".join(show(v, language) for v in where if v) or "–",
        by_cooperation=_by_cooperation,
        more=lambda count: Text("… og {count} til; alle står i bøkene.", count=count),
    )


@cache
def environment(package: str) -> Environment:
    """The page templates of a package; everything that they show is escaped."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _style(report: Report, language: str) -> str:
    """The style sheet, with what stands at the top of every printed page."""
    file = resources.files("fellesbok.report") / "templates" / "report.css"
    said = [say(text, language) for text in (subtitle_of(report), title_of(report))]
    heading = f"{said[0]} – {said[1]}, {report.region}"
    escaped = "".join(
        c if c.isalnum() or c in " .," else f"\\{ord(c):x} " for c in heading
    )
    rule = f'@page {{ @top-left {{ content: "{escaped}"; }} }}\n'
    return file.read_text(encoding="utf-8") + rule


def _foot(report: Report, language: str) -> str:
    """What stands below every sheet: the day it is seen from, and of which books."""
    told = [f"{say(WORDS['revision'], language)} {report.revision}"]
    if report.day is not None:
        told.insert(0, say(Text("Per {day}", day=report.day), language))
    return " · ".join(told)


def exact(amount_ore: Fraction, language: str) -> str:
    """Øre as kroner: two decimals where they are whole, else as many as are needed."""
    return show(exact_kroner(amount_ore), language)


def _markdown(text: str) -> Markup:
    """Markdown without HTML or pictures, its headings below those of the page.

    A picture becomes a link, so that nothing is fetched unless somebody asks for it.
    """
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    renderer.disable(["image", "html_block", "html_inline"])
    tokens = renderer.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(6, HEADING_ABOVE_TEXTS + max(1, int(token.tag[1]) - 2))
            token.tag = f"h{level}"
        # The policy of the file lets no element have a style of its own.
        align = str(token.attrs.pop("style", "")).removeprefix("text-align:")
        if align:
            token.attrs["class"] = f"align-{align}"
    rendered = renderer.renderer.render(tokens, renderer.options, {})
    return Markup(rendered)  # noqa: S704 -- the renderer has escaped what is not its own


def _by_cooperation(
    findings: Iterable[Finding],
) -> list[tuple[str, list[Finding]]]:
    """The findings of each cooperation together, in the order they came."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.cooperation, []).append(finding)
    return list(found.items())
