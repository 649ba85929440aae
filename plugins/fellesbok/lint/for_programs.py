"""What a controller would ask, and what is answered, as programs read it (*funn*).

The fields are the keys of JSON.  ``None`` is what a finding is not about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.readable_account import in_words
from fellesbok.entries.records import vouchers_in
from fellesbok.frozen import frozen
from fellesbok.lint.catalogue import RULES
from fellesbok.lint.seen_by_one import findings_of
from fellesbok.lint.tables import place_told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.lint.answers import Answer
    from fellesbok.lint.audit import AuditFinding
    from fellesbok.shared import Shared


@frozen
class GivenAnswer:
    """What has been answered to a finding, who did it, and when."""

    comment: str
    by: str
    date: dt.date


@frozen
class ToldFinding:
    """What is found by a rule in a year, with file and line; the amount in kroner.

    ``part`` is what of the cooperation it is about: a cost centre, a column, a payer.
    """

    rule: str
    cooperation: str | None
    year: int
    part: str | None
    text: str
    amount: Decimal | None
    file: str | None
    line: int | None
    answer: GivenAnswer | None


def told_finding(found: AuditFinding, agreement: Agreement) -> ToldFinding:
    """A finding as programs read it, with its answer if it has one."""
    cooperation = agreement.cooperations.get(found.cooperation)
    file, line = found.place or (None, None)
    return ToldFinding(
        rule=found.rule,
        cooperation=None if cooperation is None else cooperation.account,
        year=found.year,
        part=found.part or None,
        text=str(found.text),
        amount=found.amount,
        file=file,
        line=line,
        answer=None if found.answer is None else given_answer(found.answer),
    )


def given_answer(answer: Answer) -> GivenAnswer:
    """An answer as programs read it."""
    return GivenAnswer(comment=answer.comment, by=answer.by, date=answer.day)


@frozen
class ListedFinding:
    """A finding of a year with its answer, blank where there is none; kroner.

    ``place`` is the name of the file, and the line; of a voucher that also concerns
    others it says that it is shielded.
    """

    year: int
    cooperation: str | None
    rule: str
    title: str
    part: str | None
    text: str
    amount: Decimal | None
    place: str | None
    answered: bool
    answer: str | None
    answered_by: str | None
    answered_on: dt.date | None


def findings(
    entries: Entries, shared: Shared, whole: Entries
) -> Iterator[ListedFinding]:
    """Every finding of each year of the entries that are asked, as ``lint`` has them.

    Args:
        entries: What is asked: of this the years are taken, from that of the first
            voucher to that of the last.
        shared: What the plugin kept.
        whole: All entries that the reader may read.  A part of a year would be found
            to lack what stands in the rest of it.
    """
    years = {voucher.day.year for voucher in vouchers_in(entries)}
    for year in range(min(years, default=1), max(years, default=0) + 1):
        for found in findings_of(whole, shared, year):
            yield _listed(found, shared.agreement)


def _listed(found: AuditFinding, agreement: Agreement) -> ListedFinding:
    cooperation = agreement.cooperations.get(found.cooperation)
    answer = found.answer
    return ListedFinding(
        year=found.year,
        cooperation=None if cooperation is None else cooperation.account,
        rule=found.rule,
        title=str(RULES[found.rule].title),
        part=found.part or None,
        text=str(in_words(found.text, agreement)),
        amount=found.amount,
        place=None if found.place is None else str(place_told(*found.place)),
        answered=answer is not None,
        answer=None if answer is None else answer.comment,
        answered_by=None if answer is None else answer.by,
        answered_on=None if answer is None else answer.day,
    )
