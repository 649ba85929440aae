"""One cooperation's page, in the form of the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement import terms_of
from fellesbok.agreement.assumed_terms import assumptions_in
from fellesbok.agreement.in_short import facts_in_short
from fellesbok.budgets.form_tables import form_table
from fellesbok.budgets.marks import marks
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.explanation import Explanation
from fellesbok.explanation import NothingToExplainError
from fellesbok.explanation import Section
from fellesbok.explanation import explain
from fellesbok.explanation.key import Row
from fellesbok.explanation.outcome import outcome_alone
from fellesbok.explanation.outcome import with_outcome
from fellesbok.lint.assumed import effect_text
from fellesbok.lint.assumed import own_effect_text
from fellesbok.lint.assumed import together
from fellesbok.lint.assumed import without_effect
from fellesbok.messages import Text
from fellesbok.report.anchors import always
from fellesbok.report.anchors import of_blanks
from fellesbok.report.anchors import of_share
from fellesbok.report.contents import ExplainedShare
from fellesbok.report.contents import KeyFigure
from fellesbok.report.contents import Page
from fellesbok.report.contents import SourceGroup
from fellesbok.report.further import panels
from fellesbok.report.noted_table import panel_of
from fellesbok.report.share_parts import shown_in_parts
from fellesbok.report.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.entries.texts import ReportText
    from fellesbok.report.gather import Year
    from fellesbok.sharing.readings import OtherReading


def page(year: Year, cooperation: Cooperation, written: ReportText | None) -> Page:
    """The page of a cooperation."""
    sources = Sources(year, cooperation, [])
    economy = panel_of(
        form_table(year.form(cooperation)), always(""), of_line=sources.leading
    )
    versions = terms_of(cooperation, year.number)
    key_figures = tuple(_key_figures(year, cooperation, sources))
    slug = cooperation.slug
    blanks = sources.add_declared(LEFT_BLANK, year.said(LEFT_BLANK, cooperation))
    if blanks:
        last = sources.groups.pop()
        group = SourceGroup(of_blanks(slug), last.title, last.sources)
        sources.groups.append(group)
    sources.add_declared(REPORTING, year.said(REPORTING, cooperation))
    more = tuple(panels(year, cooperation, sources))
    status = year.status(cooperation)
    meta = {} if status is None else status.meta
    day = meta.get("dato")
    return Page(
        slug=slug,
        title=cooperation.title,
        account=cooperation.account,
        kind=cooperation.kind,
        missing=year.is_missing(cooperation),
        facts=tuple(facts_in_short(cooperation, year.number, year.agreement, meta)),
        economy=economy,
        key_figures=key_figures,
        texts=_texts(year, cooperation, written),
        assumptions=tuple(_assumptions(year, cooperation, versions)),
        place_and_day=(str(meta.get("sted", "")), day or None),
        reported_by=str(meta.get("rolle", "")),
        sources=tuple(sources.groups),
        explanations=tuple(_explanations(year, cooperation)),
        panels=more,
        in_parts=shown_in_parts(year, cooperation),
    )


def _texts(
    year: Year, cooperation: Cooperation, written: ReportText | None
) -> Mapping[str, str]:
    """What the cooperation has written; it may name what others bear.

    Who may not see that is told where it stands.
    """
    if written is None:
        return {}
    if year.shared.sees_all(cooperation):
        return written.sections
    return {Text("Samarbeidets egne ord"): Text("Står i den samlede rapporten.")}


def _assumptions(
    year: Year, cooperation: Cooperation, versions: Sequence[Version]
) -> Iterator[tuple[str, str]]:
    """What the terms rest on that the source does not say, and what it does.

    The effect is that on this cooperation's year, calculated where it can be.
    """
    readings = [
        reading
        for reading in year.shared.readings
        if (reading.cooperation, reading.year) == (cooperation.slug, year.number)
    ]
    found = list(assumptions_in(versions))
    harmless = without_effect(found, readings)
    for assumption in found:
        if assumption not in harmless:
            yield assumption.text, _effect(year, assumption, readings)
    if harmless:
        yield together(harmless, year.number, year.reader), ""


def _effect(
    year: Year, assumption: Assumption, readings: Sequence[OtherReading]
) -> str:
    """What an assumption does; what is written of it may name others than a reader."""
    if year.reader is not None:
        return own_effect_text(assumption, readings, year.reader)
    return effect_text(assumption, readings, year.agreement, everybody=False)


def _key_figures(
    year: Year, cooperation: Cooperation, sources: Sources
) -> Iterator[KeyFigure]:
    """Other figures that the source gives, each with the place it stands in."""
    said = year.said(KEY_FIGURE, cooperation)
    found = sources.add_declared(KEY_FIGURE, said)
    for source, told in zip(found, said, strict=True):
        value: Any = told.value
        unit = told.word(3)
        if told.is_amount:
            unit = Text("kr {unit}", unit=unit) if told.words[3:] else Text("kr")
        elif isinstance(value, Decimal):
            value = Fraction(value)
        unit = "" if isinstance(value, date) else unit
        known = marks([told.meta], year.number)
        yield KeyFigure(told.word(1), value, unit, source.anchor, known)


def _explanations(year: Year, cooperation: Cooperation) -> Iterator[ExplainedShare]:
    """Why each payer pays just this; the vouchers stand among the sources."""
    payers = {share.municipality for share in year.shares.get(cooperation.account, ())}
    accounts = year.accounts(cooperation)
    account_of = {account.payer.slug: account for account in accounts}
    fund = year.position.funds.get(cooperation.slug)
    owner_of = {} if fund is None else {owner.payer: owner for owner in fund.years}
    for payer in year.payers if year.reader is None else (year.reader,):
        account, owner = account_of.get(payer.slug), owner_of.get(payer.account)
        explained = None
        try:
            if payer.name in payers:
                share = explain(
                    year.charges[cooperation.account],
                    year.shared,
                    cooperation=cooperation.slug,
                    municipality=payer.slug,
                    year=year.number,
                )
                explained = with_outcome(share, account, owner)
            elif account is not None:
                explained = outcome_alone(account, owner)
        except ContradictionError as error:
            explained = _unexplained(cooperation, payer, year.number, not_shown(error))
        except NothingToExplainError as error:  # a closed year that has no result now
            explained = _unexplained(cooperation, payer, year.number, error.text)
        if explained is not None:
            anchor = of_share(cooperation.slug, payer.slug)
            yield ExplainedShare(anchor, payer.name, _seen_from(year, explained))


def _unexplained(
    cooperation: Cooperation, payer: Payer, year: int, text: Text
) -> Explanation:
    """Stands where a figure cannot be explained, and why; the others are."""
    title = Text(
        "{cooperation} {year}: {municipality}",
        cooperation=cooperation.title,
        year=year,
        municipality=payer.name,
    )
    section = Section(Text("Forklaringen mangler"), (Row(text),))
    return Explanation(title, (section,), 0)


def _seen_from(year: Year, explanation: Explanation) -> Explanation:
    """Its places as seen from the books folder."""
    return replace(
        explanation,
        sections=tuple(
            replace(section, rows=tuple(_row_from(year, row) for row in section.rows))
            for section in explanation.sections
        ),
    )


def _row_from(year: Year, row: Row) -> Row:
    return row if row.place is None else replace(row, place=year.place(*row.place))
