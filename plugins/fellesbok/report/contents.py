"""The report as values: pages, tables, cells and where each figure comes from.

Every text is Norwegian and knows how to be said in English (``Text``); every amount is
exact.  A figure names the place in the report that explains it (``href``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.readable_account import in_words
from fellesbok.explanation.key_part_tables import NAME
from fellesbok.frozen import frozen
from fellesbok.report.anchors import of_page
from fellesbok.report.anchors import of_sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.budgets.by_month import Months
    from fellesbok.explanation import Explanation
    from fellesbok.explanation.key_parts import KeyParts
    from fellesbok.report.cell import Cell
    from fellesbok.report.noted_table import Panel
    from fellesbok.sharing.by_year import PayerYear

Place = tuple[str, int]
"""File, as seen from the books folder, and line."""


CLAIMED = ("aapne-krav", "-oppgjor")
"""How the places of tables end that are there where something is claimed."""


@frozen
class Source:
    """Something in the books that a figure comes from.

    Attributes:
        place: Where it is written; none where it is generated, or where a reader is
            shown it without the lines of others.
    """

    anchor: str
    kind: str
    number: str
    day: date
    text: str
    amount: Decimal | None
    unit: str
    place: Place | None
    quote: str
    remarks: tuple[str, ...]


@frozen
class SourceGroup:
    """The sources of one line; ``more`` is how many others there are."""

    anchor: str
    title: str
    sources: tuple[Source, ...]
    more: int = 0


@frozen
class KeyFigure:
    """Another figure of the source (*nøkkeltall*); the value is ready to be shown."""

    label: str
    value: object
    unit: str
    href: str
    marks: tuple[str, ...]


@frozen
class Finding:
    """A finding of the report's own auditor (*funn*), and the answer to it."""

    rule: str
    rule_title: str
    cooperation: str
    title: str
    text: str
    amount: Decimal | None
    place: Place | None
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None


@frozen
class ExplainedShare:
    """Why a payer pays just this."""

    anchor: str
    payer: str
    explanation: Explanation


@frozen
class SharesInParts:
    """The parts of the shares of a cooperation's year, for those who may be seen."""

    found: KeyParts
    cooperation: Cooperation
    payers: tuple[Payer, ...]

    @property
    def anchor(self) -> str:
        """The place of the table in the report."""
        return f"{NAME}-{self.cooperation.slug}"


@frozen
class Page:
    """One cooperation or project."""

    slug: str
    title: str
    account: str
    kind: str
    missing: bool
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    economy: Panel
    key_figures: tuple[KeyFigure, ...]
    texts: Mapping[str, str]
    assumptions: tuple[tuple[str, str], ...]
    place_and_day: tuple[str, date | None]
    reported_by: str
    sources: tuple[SourceGroup, ...]
    explanations: tuple[ExplainedShare, ...]
    panels: tuple[Panel, ...] = ()
    findings: tuple[Finding, ...] = ()
    in_parts: SharesInParts | None = None

    @property
    def anchor(self) -> str:
        """Its place in the report."""
        return of_page(self.slug)

    @property
    def sources_anchor(self) -> str:
        """Where its sources begin."""
        return of_sources(self.slug)


@frozen
class Headline:
    """A figure that stands large on the first page."""

    label: str
    cell: Cell


@frozen
class Summary:
    """The first page, which is read alone.

    Attributes:
        sentences: The answer in words, the answer first.
        figures: At most three.
        table: Whom it concerns, line by line; its first figures are drawn.
    """

    sentences: tuple[str, ...]
    figures: tuple[Headline, ...]
    table: Panel


@frozen
class Chapter:
    """Tables that belong together."""

    anchor: str
    title: str
    panels: tuple[Panel, ...]


@frozen
class Report:
    """Everything that the report says.

    Attributes:
        overview: What each cooperation costs, and who shares it.
        across: Shares by cooperation and payer, and what each payer bears in all: of
            all payers, and so in the joint report alone.
        months: Likewise, the costs month by month.
        by_year: What is borne per inhabitant, year by year.
        day: The day that claims and deadlines are seen from.
        payer: The one that it is for, who sees no other's figures; empty where it is
            the joint report of all.
        agreement: In whose words its texts tell of accounts.
    """

    year: int
    region: str
    currency: str
    pages: tuple[Page, ...]
    overview: Panel
    population: str
    findings: tuple[Finding, ...]
    summary: Summary
    status: str
    chapters: tuple[Chapter, ...]
    units: Mapping[str, str]
    revision: str
    across: tuple[Panel, ...] = ()
    months: Months | None = None
    by_year: tuple[PayerYear, ...] = ()
    day: date | None = None
    payer: str = ""
    agreement: Agreement | None = None

    def told(self, text: str) -> str:
        """A text; what is an account in it stands in the words of the agreements."""
        return text if self.agreement is None else in_words(text, self.agreement)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The tables that stand in front of the pages."""
        return tuple(panel for chapter in self.chapters for panel in chapter.panels)

    @property
    def is_joint(self) -> bool:
        """Whether it is of all, and not for one."""
        return not self.payer

    @property
    def has_claims(self) -> bool:
        """Whether anything has been claimed."""
        return any(panel.anchor.endswith(CLAIMED) for panel in self.panels)

    @property
    def has_closed(self) -> bool:
        """Whether any cooperation is closed."""
        return "status" in {panel.anchor for panel in self.panels}

    @property
    def parts(self) -> tuple[tuple[str, tuple[Page, ...]], ...]:
        """The pages of cooperations and then of projects, where there are any."""
        kinds = ("cooperation", "project")
        found = [(k, tuple(p for p in self.pages if p.kind == k)) for k in kinds]
        return tuple((kind, pages) for kind, pages in found if pages)
