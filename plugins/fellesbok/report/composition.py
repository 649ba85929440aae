"""The books of a year → the report as values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.agreement.readable_account import in_words
from fellesbok.entries.days import last_day
from fellesbok.entries.texts import read_texts
from fellesbok.lint import RULES
from fellesbok.lint.seen_by_one import findings_of
from fellesbok.lint.seen_by_one import takes_part_in
from fellesbok.messages import Text
from fellesbok.proof.canonical import short
from fellesbok.proof.revision import books_revision
from fellesbok.report.across import in_all_panel
from fellesbok.report.across import matrix_panel
from fellesbok.report.across import overview_panel
from fellesbok.report.contents import Chapter
from fellesbok.report.contents import Finding
from fellesbok.report.contents import Report
from fellesbok.report.front import open_claims
from fellesbok.report.front import population_source
from fellesbok.report.gather import gather
from fellesbok.report.grants import grant_deadlines
from fellesbok.report.one_payer import OnePayer
from fellesbok.report.over_time import months_of_year
from fellesbok.report.over_time import over_time
from fellesbok.report.over_time import years_until
from fellesbok.report.page import page
from fellesbok.report.status import status
from fellesbok.report.summary import summary_of_all
from fellesbok.sharing.settlement import is_of_year
from fellesbok.viewpoint import books_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.errors import FileFault
    from fellesbok.lint import AuditFinding
    from fellesbok.report.contents import Summary
    from fellesbok.report.gather import Year
    from fellesbok.report.noted_table import Panel
    from fellesbok.shared import Shared


def build_report(
    books: Books, shared: Shared, year: int, day: date | None = None
) -> tuple[Report, list[FileFault]]:
    """The joint report of a year, and the faults of the texts that are left out of it.

    Args:
        books: The loaded books.
        shared: What the plugin kept.
        year: The year.
        day: The day that claims and deadlines are seen from; the books tell it if
            nothing else is asked for.
    """
    made = _Composed(books, shared, year, day)
    gathered = made.gathered
    months = months_of_year(gathered, last_day(books.entries))
    by_year = years_until(books.entries, shared.agreement, year)
    report = replace(
        made.report(
            summary_of_all(gathered, made.overview, made.pages, made.findings),
            (
                *made.standing(open_claims(gathered)),
                *over_time(months, by_year, shared.agreement),
            ),
        ),
        months=months,
        by_year=by_year,
        across=(matrix_panel(gathered), in_all_panel(gathered)),
    )
    return report, made.faults


def build_report_for(
    books: Books, payer: Payer, year: int, day: date | None = None
) -> tuple[Report, list[FileFault]]:
    """What one payer takes part in, as far as it may see, and the faults of its texts.

    Args:
        books: The whole books, in which something is shared.
        payer: Who it is for.
        year: The year.
        day: The day that claims and deadlines are seen from, or ``None``.
    """
    own = books_of(books, payer.slug)
    made = _Composed(own, own.settled, year, day)
    one = OnePayer(own, made.gathered, payer)
    chapters = (*one.chapters(), *made.standing(None))
    report = made.report(one.summary(), chapters)
    return replace(report, payer=payer.name, by_year=one.by_year), made.faults


class _Composed:
    """What every report has: pages, findings, units and status."""

    def __init__(
        self, books: Books, shared: Shared, year: int, day: date | None
    ) -> None:
        self._books, self._shared, self._year = books, shared, year
        self.gathered = gather(books, shared, year, day)
        cooperations = {
            slug: cooperation
            for slug, cooperation in shared.agreement.cooperations.items()
            if is_of_year(cooperation, shared.results, year)
            and (shared.reader is None or takes_part_in(cooperation, shared, year))
        }
        texts, faults = read_texts(
            books.main.parent, year, shared.agreement.cooperations
        )
        self.faults = [] if shared.reader else faults
        audited = findings_of(books.entries, shared, year)
        self.findings = tuple(_findings(self.gathered, audited))
        self.pages = [
            replace(
                page(self.gathered, cooperation, texts.get(slug)),
                findings=tuple(f for f in self.findings if f.cooperation == slug),
            )
            for slug, cooperation in cooperations.items()
        ]
        self.overview = overview_panel(self.gathered, [*cooperations.values()])
        self._progress = status(books.entries, shared, year)

    def standing(self, claims: Panel | None) -> tuple[Chapter, ...]:
        """Whether the year is closed, what is open, and what falls due, if anything."""
        found = (self._progress.panel, claims, grant_deadlines(self.gathered))
        panels = tuple(panel for panel in found if panel is not None)
        title = Text("Status, krav og frister")
        return (Chapter("krav-og-frister", title, panels),) if panels else ()

    def report(self, summary: Summary, chapters: tuple[Chapter, ...]) -> Report:
        """The report, without what stands in the joint one alone."""
        currency = self._shared.agreement.currency
        units = sorted(self.gathered.units.items())
        return Report(
            year=self._year,
            region=self._shared.agreement.region,
            currency=currency,
            pages=tuple(self.pages),
            overview=self.overview,
            population=population_source(self.gathered),
            findings=self.findings,
            summary=summary,
            status=self._progress.text,
            chapters=chapters,
            units={unit: name for unit, name in units if unit != currency},
            revision=short(books_revision(self._books)),
            agreement=self._shared.agreement,
            day=self.gathered.position.day,
        )


def _findings(year: Year, found: Sequence[AuditFinding]) -> list[Finding]:
    """The auditor's findings, places as seen from the books folder."""
    known = year.agreement.cooperations
    by_account = year.agreement.cooperation_by_account
    rows = []
    for finding in found:
        cooperation = known.get(finding.cooperation) or by_account.get(
            finding.cooperation
        )
        answer = finding.answer
        rows.append(
            Finding(
                rule=finding.rule,
                rule_title=RULES[finding.rule].title,
                cooperation=cooperation.slug if cooperation else "",
                title=cooperation.title if cooperation else Text("Bøkene"),
                text=in_words(finding.text, year.agreement),
                amount=finding.amount,
                place=year.place(*finding.place) if finding.place else None,
                answer=answer.comment if answer else "",
                answered_by=answer.by if answer else "",
                answered_on=answer.day if answer else None,
            )
        )
    return rows
