"""What a figure rests on: host, decision, source and assumptions of the terms."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.tables import DECISION
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import SOURCE
from fellesbok.agreement.tables import host_of
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.explanation.key import Row
from fellesbok.explanation.key import effect_rows
from fellesbok.messages import Text
from fellesbok.sharing.assumption_tables import ASSUMPTION
from fellesbok.tables.values import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import PeriodResult
    from fellesbok.sharing.settlement import YearResult


def terms(agreement: Agreement, version: Version, payer: Payer) -> Iterator[Row]:
    """Who is host, who has decided it, and where it is written."""
    place = version.place.path, version.place.line
    host = labelled(HOST, host_of(version, agreement))
    if version.host == payer.slug:
        host = Text("{host} (egen andel, intern)", host=host)
    yield Row(host)
    yield Row(labelled(DECISION, version.decision or NOT_STATED))
    yield Row(labelled(SOURCE, version.source or NOT_STATED), place=place)


def _earlier_hosts(agreement: Agreement, result: YearResult) -> Iterator[Row]:
    """Who was host earlier in the year, where that is another than at its end."""
    so_far = result.cooperation.versions[: result.periods[-1].version + 1]
    held = [version for version in so_far if version.last_day.year >= result.year]
    for version, following in pairwise(held):
        if version.host != following.host:
            label = Text(
                "{label} til og med {day}: {host}",
                label=HOST.title,
                day=version.last_day,
                host=host_of(version, agreement),
            )
            yield Row(label)


def terms_of_year(
    shared: Shared, result: YearResult, payer: Payer, *, everything: bool
) -> Iterator[Row]:
    """What a figure rests on: hosts, decision, source, assumptions."""
    version = result.last_version
    yield from _earlier_hosts(shared.agreement, result)
    yield from terms(shared.agreement, version, payer)
    for assumption in _assumptions(version, result.periods[-1]):
        yield Row(labelled(ASSUMPTION, assumption.text))
        if everything:
            yield from effect_rows(
                assumption,
                shared.readings,
                result,
                payer.slug,
                as_written=shared.sees_all(result.cooperation),
            )


def _assumptions(version: Version, last: PeriodResult) -> Iterator[Assumption]:
    seen = set()
    keys = [pot.pot.key for pot in last.pots]
    for assumption in [
        *(a for key in keys for a in assumptions_of(key)),
        *version.assumptions,
    ]:
        if assumption.text not in seen:
            seen.add(assumption.text)
            yield assumption
