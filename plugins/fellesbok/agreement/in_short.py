"""Agreements in short (*kort sagt*): how many there are, and who shares how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import is_not_stated
from fellesbok.agreement.titles import key_title
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation


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
