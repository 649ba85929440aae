"""What a controller would ask, and what is answered, as programs read it (*funn*).

The fields are the keys of JSON.  ``None`` is what a finding is not about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from fellesbok.agreement.model import Agreement
    from fellesbok.lint.answers import Answer
    from fellesbok.lint.audit import AuditFinding


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
