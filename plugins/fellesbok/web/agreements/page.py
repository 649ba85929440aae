"""The page of the agreements: what has held when, and what it rests on (*avtaler*)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_tables import approval_table
from fellesbok.agreement.deadline_tables import OF_ONE
from fellesbok.agreement.deadline_tables import deadlines_table
from fellesbok.agreement.deadlines import of_duration
from fellesbok.agreement.in_short import agreement_in_short
from fellesbok.agreement.in_short import agreements_in_short
from fellesbok.agreement.statistic_tables import statistics_tables
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import KEY
from fellesbok.agreement.tables import centres_table
from fellesbok.agreement.tables import host_of
from fellesbok.agreement.tables import overview_table
from fellesbok.agreement.tables import terms_table
from fellesbok.agreement.titles import key_title
from fellesbok.agreement.version_changes import version_changes
from fellesbok.drawing.timeline import Span
from fellesbok.drawing.timeline import Timeline
from fellesbok.drawing.timeline import Track
from fellesbok.drawing.timeline import timeline_svg
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.sharing.assumption_tables import assumptions_of_terms
from fellesbok.sharing.assumption_tables import assumptions_table
from fellesbok.sharing.clause_tables import clauses_table
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import part_of_agreement
from fellesbok.web.frame.share_parts import parts_shown
from fellesbok.web.frame.share_parts import share_parts
from fellesbok.web.frame.stated_day import stated_day
from fellesbok.web.frame.who_changed import ways_to_changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.drawing import Picture
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked


class Avtaler(BooksPage):
    """Every cooperation, or the history of one."""

    report_title = Text("Avtaler")

    def shown(self, asked: Asked) -> Shown:
        """The cooperation that is asked for, or all to choose from."""
        agreement = asked.shared.agreement
        wanted = asked.arguments.get("samarbeid", "").strip()
        if not wanted:
            return Shown(
                Text("Avtaler"),
                "avtaler.html",
                (overview_table(agreement),),
                values={"around": []},
                in_short=agreements_in_short(agreement),
                picture=(_OVER_TIME, _all(asked)),
            )
        cooperation = asked.cooperation(wanted)
        parts, beside = parts_shown(
            asked, cooperation, share_parts(asked, cooperation, None)
        )
        return Shown(
            Text("Avtalen om {name}", name=cooperation.title),
            "avtaler.html",
            (
                terms_table(cooperation, agreement),
                *parts,
                *clauses_table(cooperation, agreement, asked.every_share()),
                *_deadlines(asked, cooperation),
                *centres_table(cooperation, agreement),
                *approval_table(cooperation),
                *assumptions_table(
                    assumptions_of_terms(cooperation),
                    cooperation,
                    asked.shared.readings,
                    sees_all=asked.shared.sees_all(cooperation),
                ),
                *_statistics(asked, cooperation),
            ),
            values={
                "around": ways_to_changes(
                    asked,
                    part_of_agreement(asked, cooperation),
                    samarbeid=cooperation.slug,
                ),
            },
            arguments={"samarbeid": cooperation.slug},
            in_short=agreement_in_short(cooperation, agreement),
            picture=(_OVER_TIME, _one(asked, cooperation)),
            beside=beside,
        )


_OVER_TIME = Text("Avtalene på en tidslinje")


def _deadlines(asked: Asked, cooperation: Cooperation) -> list[Table]:
    """When the agreement ends, can be given up and is looked at again; none or one."""
    found = of_duration(cooperation)
    if not found:
        return []
    table = deadlines_table(found, asked.shared.agreement, stated_day(asked))
    return [table.narrowed(OF_ONE)]


def _statistics(asked: Asked, cooperation: Cooperation) -> list[Table]:
    """The statistics that the shares of a cooperation were taken of."""
    used = (
        pot.evaluation
        for result in asked.shared.results
        if result.cooperation.slug == cooperation.slug
        for period in result.periods
        for pot in period.pots
    )
    return statistics_tables(used, asked.shared.agreement)


def _one(asked: Asked, cooperation: Cooperation) -> Picture:
    """Keys, hosts and members of one cooperation, each in a line of its own."""
    agreement = asked.shared.agreement

    versions = cooperation.versions
    tracks = [
        Track(
            say(KEY.title, asked.language),
            _spans((v, say(key_title(v.key), asked.language)) for v in versions),
        ),
        Track(
            say(HOST.title, asked.language),
            _spans((v, say(host_of(v, agreement), asked.language)) for v in versions),
        ),
    ]
    members = sorted({m for v in versions for m in v.participants or ()})
    tracks += [
        Track(
            agreement.payer(member).name,
            _spans((v, "") for v in versions if member in (v.participants or ())),
        )
        for member in members
    ]
    return _drawn(asked, "avtale", tracks, versions)


def _all(asked: Asked) -> Picture:
    """One line for each cooperation, with its key and what new terms change."""
    cooperations = asked.shared.agreement.cooperations.values()
    tracks = [Track(c.title, _told(c, asked)) for c in cooperations]
    return _drawn(
        asked, "avtaler", tracks, [v for c in cooperations for v in c.versions]
    )


def _told(cooperation: Cooperation, asked: Asked) -> tuple[Span, ...]:
    """The first key, and then what changes; terms that change neither are one span."""
    first, *_ = cooperation.versions
    told: list[tuple[Version, str]] = [
        (first, say(key_title(first.key), asked.language))
    ]
    for before, after in pairwise(cooperation.versions):
        changes = [*version_changes(before, after, asked.shared.agreement)]
        said = " · ".join(say(text, asked.language) for text in changes)
        told.append((after, said or told[-1][1]))
    return _spans(told)


def _spans(texts: Iterable[tuple[Version, str]]) -> tuple[Span, ...]:
    """One span as long as nothing changes."""
    found: list[Span] = []
    for version, text in texts:
        before = found[-1] if found else None
        if (
            before is not None
            and before.text == text
            and before.last.toordinal() + 1 == version.first_day.toordinal()
        ):
            found[-1] = Span(before.first, version.last_day, text)
        else:
            found.append(Span(version.first_day, version.last_day, text))
    return tuple(found)


def _drawn(
    asked: Asked, name: str, tracks: list[Track], versions: Iterable[Version]
) -> Picture:
    years = sorted({*_years(versions), *asked.years})
    title = say(_OVER_TIME, asked.language)
    first, last = (years[0], years[-1]) if years else (2000, 2000)
    drawn = tuple(tracks) if years else ()
    return timeline_svg(Timeline(name, title, asked.language, first, last, drawn))


def _years(versions: Iterable[Version]) -> Iterator[int]:
    """The years in which something begins or ends."""
    for version in versions:
        if version.first_day != date.min:
            yield version.first_day.year
        if version.last_day != date.max:
            yield version.last_day.year
