"""Another host (*annen vertskommune*), which moves no share and is told all the same.

Whoever reads that nobody pays more or less is to know that others are claimed by
somebody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.titles import NOT_STATED
from fellesbok.messages import Text
from fellesbok.messages import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.compare.bearing import Bearing
    from fellesbok.compare.records import YearOf


def other_hosts(before: Bearing, after: Bearing) -> Iterator[Text]:
    """A sentence for each cooperation and change of its host, with the years.

    What is fixed of closed years is claimed as before.
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    for of in sorted((before.tried & after.tried) - after.closed):
        hosts = _hosts(before, of), _hosts(after, of)
        if hosts[0] and hosts[1] and hosts[0] != hosts[1]:
            found.setdefault((of.cooperation, *hosts), []).append(of.year)
    for (slug, old, new), years in found.items():
        yield Text(
            "{cooperation} {years}: vertskommune er {new}, og før {old}. Det er verten"
            " som krever de andre.",
            cooperation=after.cooperations[slug].title,
            years=joined([str(year) for year in years]),
            new=new,
            old=old,
        )


def _hosts(state: Bearing, of: YearOf) -> str:
    """The hosts of a year by name, in the order of its terms; blank without any."""
    versions = state.cooperations[of.cooperation].versions_in(of.year)
    slugs = dict.fromkeys(version.host for version in versions)
    names = [NOT_STATED if s is None else state.names[s] for s in slugs]
    return joined(names) if names else ""
