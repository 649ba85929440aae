"""The books of a year → the report as values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.entries.texts import read_texts
from fellesbok.lint import RULES
from fellesbok.lint import lint
from fellesbok.messages import Text
from fellesbok.proof.canonical import short
from fellesbok.proof.revision import books_revision
from fellesbok.report.contents import Chapter
from fellesbok.report.contents import Finding
from fellesbok.report.contents import Report
from fellesbok.report.front import debts
from fellesbok.report.front import matrix
from fellesbok.report.front import open_claims
from fellesbok.report.front import population_source
from fellesbok.report.front import without_budget
from fellesbok.report.gather import gather
from fellesbok.report.grants import grant_deadlines
from fellesbok.report.page import page
from fellesbok.report.status import status
from fellesbok.report.summary import summary_of_all
from fellesbok.sharing.settlement import is_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.books import Books
    from fellesbok.errors import FileFault
    from fellesbok.lint import AuditFinding
    from fellesbok.report.gather import Year
    from fellesbok.shared import Shared


def build_report(
    books: Books, shared: Shared, year: int, day: date | None = None
) -> tuple[Report, list[FileFault]]:
    """The report of a year, and the faults of the texts that are left out of it.

    Args:
        books: The loaded books.
        shared: What the plugin kept.
        year: The year.
        day: The day that claims and deadlines are seen from; the books tell it if
            nothing else is asked for.
    """
    gathered = gather(books, shared, year, day)
    agreement = shared.agreement
    texts, faults = read_texts(books.main.parent, year, agreement.cooperations)
    findings = tuple(_findings(gathered, lint(books.entries, shared, year)))
    pages = []
    for cooperation in agreement.cooperations.values():
        if not is_of_year(cooperation, shared.results, year):
            continue
        made = page(gathered, cooperation, texts.get(cooperation.slug))
        ours = tuple(f for f in findings if f.cooperation == cooperation.slug)
        pages.append(replace(made, findings=ours))
    units = {
        currency: name
        for currency, name in sorted(gathered.units.items())
        if currency != agreement.currency
    }
    progress = status(books.entries, shared, year)
    front = (progress.panel, open_claims(gathered), grant_deadlines(gathered))
    panels = tuple(panel for panel in front if panel is not None)
    standing = Chapter("krav-og-frister", Text("Status, krav og frister"), panels)
    report = Report(
        year=year,
        region=agreement.region,
        currency=agreement.currency,
        pages=tuple(pages),
        matrix=matrix(gathered),
        debts=debts(gathered),
        without_budget=without_budget(gathered),
        population=population_source(gathered),
        findings=findings,
        summary=summary_of_all(gathered, pages, findings),
        status=progress.text,
        chapters=(standing,) if panels else (),
        units=units,
        revision=short(books_revision(books)),
    )
    return report, faults


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
                text=finding.text,
                amount=finding.amount,
                place=year.place(*finding.place) if finding.place else None,
                answer=answer.comment if answer else "",
                answered_by=answer.by if answer else "",
                answered_on=answer.day if answer else None,
            )
        )
    return rows
