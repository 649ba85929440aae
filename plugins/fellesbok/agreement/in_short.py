"""Agreements in short (*kort sagt*): how many there are, and who shares how."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import basis_is_assumed
from fellesbok.agreement.assumed_terms import key_as_read
from fellesbok.agreement.distribution_key import is_not_stated
from fellesbok.agreement.distribution_key import unshared
from fellesbok.agreement.model import Basis
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import host_of
from fellesbok.agreement.terms import participants
from fellesbok.agreement.terms import terms_of
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.agreement.titles import key_title
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import sentences
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version


def agreements_in_short(agreement: Agreement) -> InShort:
    """How many cooperations there are, and what their agreements do not say."""
    last = [c.versions[-1] for c in agreement.cooperations.values()]
    keyless = sum(1 for version in last if is_not_stated(version.key))
    hostless = sum(1 for version in last if version.host is None)
    told = Text("{count} samarbeid og prosjekt har avtaler her", count=len(last))
    if keyless and hostless:
        told = Text(
            "{told}; {keyless} av dem oppgir ikke fordelingsnøkkel, og {hostless}"
            " oppgir ikke vertskommune.",
            told=told,
            keyless=keyless,
            hostless=hostless,
        )
    elif keyless:
        told = Text(
            "{told}; {count} av dem oppgir ikke fordelingsnøkkel.",
            told=told,
            count=keyless,
        )
    elif hostless:
        told = Text(
            "{told}; {count} av dem oppgir ikke vertskommune.",
            told=told,
            count=hostless,
        )
    else:
        told = Text("{told}, alle med fordelingsnøkkel og vertskommune.", told=told)
    return InShort(
        told,
        (
            Figure(Text("Samarbeid og prosjekt"), len(last)),
            Figure(Text("Uten fordelingsnøkkel"), keyless),
            Figure(Text("Uten vertskommune"), hostless),
        ),
    )


def agreement_in_short(cooperation: Cooperation, agreement: Agreement) -> InShort:
    """Who shares by what, who is host, and since when, as it holds last."""
    version = cooperation.versions[-1]
    key = key_title(version.key)
    if is_not_stated(version.key):
        how = Text("Avtalen oppgir ikke hvordan kostnaden deles.")
    elif version.participants:
        how = Text(
            "Kostnaden deles «{key}» mellom {count} deltakere fra {day}.",
            key=key,
            count=len(version.participants),
            day=version.first_day,
        )
    else:
        how = Text("Nøkkelen er «{key}» fra {day}.", key=key, day=version.first_day)
    host = Text("Vertskommunen er ikke oppgitt.")
    if version.host is not None:
        name = agreement.payer(version.host).name
        host = Text("{name} er vertskommune.", name=name)
    return InShort(sentences([how, host]))


def facts_in_short(
    cooperation: Cooperation,
    year: int,
    agreement: Agreement,
    reported: Mapping[str, object],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a cooperation's own page begins with: names, each with its values.

    Args:
        cooperation: The cooperation.
        year: Whose terms are told of.
        agreement: For the names of payers.
        reported: What it has said of itself: its board and its staff.
    """
    versions = terms_of(cooperation, year)
    parties = (*participants(versions, agreement), *cooperation.partners)
    yield Text("Samarbeidsparter"), (joined(parties) if parties else NOT_STATED,)
    yield Text("Organisasjonsform"), (cooperation.legal_form or NOT_STATED,)
    if reported.get("styre"):
        yield Text("Styre og styringsgruppe"), (str(reported["styre"]),)
    staff = str(reported.get("arsverk", ""))
    yield Text("Antall årsverk/ansatte"), (staff or NOT_STATED,)
    if cooperation.period:
        yield Text("Periode"), (cooperation.period,)
    yield HOST.title, tuple(_hosts(versions, year, agreement))
    yield Text("Fordelingsnøkkel"), tuple(_shared_by(versions))


def _shared_by(versions: Sequence[Version]) -> Iterator[str]:
    """Every key of the year, why one shares nothing, and of what it takes its part."""
    yield from dict.fromkeys(key_as_read(version.key) for version in versions)
    unstated = [key for version in versions if (key := unshared(version.key))]
    yield from dict.fromkeys(key.reason for key in unstated if key.reason)
    if any(version.key.shares_cost for version in versions):
        net = versions[-1].basis is Basis.NET
        basis = (
            Text("tilskudd trekkes fra før kostnaden deles")
            if net
            else Text("tilskudd trekkes ikke fra før kostnaden deles")
        )
        assumed = basis_is_assumed(versions)
        yield Text("{basis} (antatt)", basis=basis) if assumed else basis


def _hosts(
    versions: Sequence[Version], year: int, agreement: Agreement
) -> Iterator[str]:
    """The host; with days, where it is not the same all the year."""
    times = [
        (name, list(held))
        for name, held in groupby(versions, lambda version: host_of(version, agreement))
    ]
    if len(times) == 1:
        yield times[0][0]
        return
    for name, held in times:
        first = max(held[0].first_day, date(year, 1, 1))
        last = min(held[-1].last_day, date(year, 12, 31))
        yield Text("{host} {first}–{last}", host=name, first=first, last=last)
