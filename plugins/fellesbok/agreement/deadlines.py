"""Every day by which something must be done (*frister*), as the agreements state them.

The final reports, periods and other deadlines of grants, the instalments of claims on
account, and when agreements end, can be given up and are looked at again.  What is done
tells when.  The room knows no entries.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from fellesbok.agreement.duration import Notice
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version


class DeadlineKind(Enum):
    """What a deadline is for; the value stands in what identifies it."""

    FINAL_REPORT = "sluttrapport"
    PERIOD_END = "periode"
    OTHER = "frist"
    INSTALMENT = "termin"
    EXPIRY = "utloep"
    NOTICE = "oppsigelse"
    REVIEW = "evaluering"
    ANSWER = "innsigelse"


@frozen
class Due:
    """Something that must be done by a day.

    Attributes:
        day: The last day.
        kind: What it is for.
        slug: Of the grant, or of the cooperation whose agreement it is; of an
            objection its id.
        title: Of the grant or the cooperation, or what is objected to.
        cooperation: Slug of the cooperation.
        text: What must be done.
        done: When it was done, or ``None``.
        source: Where it is stated.
    """

    day: date
    kind: DeadlineKind
    slug: str
    title: str
    cooperation: str
    text: str
    done: date | None
    source: str

    def is_open_on(self, day: date) -> bool:
        """Whether it is not done by the end of a day."""
        return self.done is None or self.done > day

    def state_on(self, day: date) -> Text:
        """Whether it is met, or how far away it is, seen from a day."""
        if self.done is not None and not self.is_open_on(day):
            return Text("gjort {day}", day=self.done)
        days = (self.day - day).days
        if days == 0:
            return Text("i dag")
        long = Text("{count} dager", count=abs(days))
        if abs(days) == 1:
            long = Text("1 dag")
        if days > 0:
            return Text("{long} igjen", long=long)
        if self.kind in _COMES_BY_ITSELF:
            return Text("over for {long} siden", long=long)
        return Text("{long} over fristen", long=long)


_COMES_BY_ITSELF = frozenset(
    {
        DeadlineKind.PERIOD_END,
        DeadlineKind.INSTALMENT,
        DeadlineKind.EXPIRY,
        DeadlineKind.NOTICE,
    }
)
"""What passes without anybody being late."""


def deadlines(agreement: Agreement, instalment_years: Iterable[int] = ()) -> list[Due]:
    """Every deadline, by day and then by what it is about.

    Args:
        agreement: The agreements.
        instalment_years: The years whose instalments are among them.
    """
    found = [due for grant in agreement.grants.values() for due in _of_grant(grant)]
    for year in instalment_years:
        for cooperation in agreement.cooperations.values():
            for version in cooperation.versions_in(year):
                found.extend(_of_version(cooperation, version, year))
    return in_order(found)


def deadlines_from(agreement: Agreement, first: date, last_year: int) -> list[Due]:
    """Every deadline from a day to the end of what is agreed.

    Args:
        agreement: The agreements.
        first: The first day.
        last_year: The last year whose instalments are among them where the terms have
            no end; those that have one are followed to it.
    """
    found = deadlines(agreement)
    for cooperation in agreement.cooperations.values():
        found.extend(of_duration(cooperation))
        for version in cooperation.versions:
            is_endless = version.last_day == date.max
            begins = version.first_day.year
            last = max(last_year, begins) if is_endless else version.last_day.year
            for year in range(max(first.year, begins), last + 1):
                found.extend(_of_version(cooperation, version, year))
    return in_order(due for due in found if due.day >= first)


def of_duration(cooperation: Cooperation) -> list[Due]:
    """When an agreement ends, can be given up and is looked at again, by day.

    An end that new terms follow is no end, and what is to be done after terms have been
    replaced is told by those that replaced them.
    """
    versions = cooperation.versions
    return in_order(
        due
        for version in versions
        for due in _of_terms(cooperation, version, is_last=version is versions[-1])
    )


def _of_terms(
    cooperation: Cooperation, version: Version, *, is_last: bool
) -> Iterator[Due]:
    due = partial(_due, cooperation, version)
    lasts = version.duration
    end = lasts.expires
    if isinstance(end, date):
        if end < version.last_day or (is_last and end == version.last_day):
            yield due(DeadlineKind.EXPIRY, end, Text("Avtalen utløper"))
            yield from _notice(version, end, due)
    elif is_last and version.last_day < date.max:
        end = version.last_day
        yield due(DeadlineKind.EXPIRY, end, Text("Siste dag vilkårene gjelder"))
    if isinstance(lasts.reviews, tuple):
        for review in lasts.reviews:
            if version.holds_on(review.day):
                text = Text("Avtalen skal evalueres")
                if review.text:
                    text = Text("Evaluering: {what}", what=review.text)
                yield due(DeadlineKind.REVIEW, review.day, text, review.done)


def _notice(
    version: Version, end: date, due: Callable[[DeadlineKind, date, str], Due]
) -> Iterator[Due]:
    """The last day to give the agreement up, so that it ends when it expires."""
    notice = version.duration.notice
    day = notice.last_day(end) if isinstance(notice, Notice) else None
    if day is not None:
        text = Text("Siste dag for å si opp avtalen til {end}", end=end)
        yield due(DeadlineKind.NOTICE, day, text)


def in_order(found: Iterable[Due]) -> list[Due]:
    """Deadlines by day, and then by what they are about."""
    return sorted(found, key=lambda d: (d.day, d.slug, d.kind.value, d.text))


def _of_grant(grant: Grant) -> Iterator[Due]:
    def due(kind: DeadlineKind, day: date, text: str, done: date | None) -> Due:
        return Due(
            day,
            kind,
            grant.slug,
            grant.title,
            grant.cooperation,
            text,
            done,
            grant.source,
        )

    if grant.last_day is not None:
        text = Text("Siste dag for kostnader")
        yield due(DeadlineKind.PERIOD_END, grant.last_day, text, None)
    if (report := grant.final_report) is not None:
        yield due(DeadlineKind.FINAL_REPORT, report.day, report.text, report.done)
    for other in grant.deadlines:
        yield due(DeadlineKind.OTHER, other.day, other.text, other.done)


def _of_version(cooperation: Cooperation, version: Version, year: int) -> Iterator[Due]:
    """A year's claims on account that fall due while a version holds, by its terms."""
    advance = version.claims.advance
    for number, (month, day) in enumerate(advance.due if advance else (), 1):
        when = date(year, month, min(day, monthrange(year, month)[1]))
        if advance is not None and version.holds_on(when):
            text = Text(
                "A konto {number} av {count} forfaller",
                number=number,
                count=len(advance.due),
            )
            yield _due(cooperation, version, DeadlineKind.INSTALMENT, when, text)


def _due(  # noqa: PLR0913, PLR0917 -- whose it is, and what it is
    cooperation: Cooperation,
    version: Version,
    kind: DeadlineKind,
    day: date,
    text: str,
    done: date | None = None,
) -> Due:
    """Something that the terms of a cooperation ask for by a day."""
    slug, title = cooperation.slug, cooperation.title
    return Due(day, kind, slug, title, slug, text, done, version.source)
