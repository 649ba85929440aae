"""The agreements of a region that begins, as YAML that a person carries on with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fellesbok.starting.norway import FIRST_YEAR
from fellesbok.starting.plan import DUE_DAYS_OF_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.starting.plan import Cooperation
    from fellesbok.starting.plan import Member
    from fellesbok.starting.plan import Plan

_HEAD = """\
# AVTALENE: hvem som tar del, og hvordan kostnadene deles
#
# Laget av «fellesbok init». Alt her kan endres, og skal stemme med avtalene dere har.
# Det kilden ikke sier, skrives not_stated. Endres en avtale, føyes en ny versjon til,
# med dagen den gjelder fra; gamle versjoner slettes ikke. «fellesbok check» sier hva
# som er feil, med linje. «fellesbok schema» gir et skjema som hjelper den som skriver.
"""

_STATISTICS = """
statistics:
  population:
    title: Folketall 1. januar
    unit: innbyggere
    source: SSB tabell 07459
    # «fellesbok statistics fetch» henter nye tall hit:
    file: ledger/statistics/population.csv
"""


def rules_text(plan: Plan) -> str:
    """``allocation_rules.yaml``."""
    parts = [_HEAD, f"region: {_quoted(plan.region)}\ncurrency: NOK\n"]
    parts += ["\nmunicipalities:\n", *map(_member, plan.members)]
    if plan.needs_population:
        parts.append(_STATISTICS)
    parts += ["\ncooperations:\n"]
    parts += ["\n".join(_cooperation(each, plan)) + "\n" for each in plan.cooperations]
    return "".join(parts)


def _member(member: Member) -> str:
    lines = [
        f"  {member.slug}:",
        f"    name: {_quoted(member.name)}",
        f'    organisation_number: "{member.organisation_number}"',
        "    numbers:",
        *(f"      - {each}" for each in _numbers(member)),
    ]
    if member.bank_account:
        lines.append(f'    invoicing: {{bank_account: "{member.bank_account}"}}')
    return "\n".join(lines) + "\n"


def _numbers(member: Member) -> Iterator[str]:
    """Each number, with the days that it holds between."""
    known = member.municipality.numbers
    for n, (number, first) in enumerate(known):
        fields = [f'number: "{number}"']
        if first > FIRST_YEAR:
            fields.append(f"from: {first}-01-01")
        if n + 1 < len(known):
            fields.append(f"to: {known[n + 1][1] - 1}-12-31")
        yield f"{{{', '.join(fields)}}}"


def _cooperation(each: Cooperation, plan: Plan) -> Iterator[str]:
    names = {member.slug: member.name for member in plan.members}
    host = each.host or "not_stated"
    yield f"  {each.slug}:"
    yield f"    title: {_quoted(each.title)}"
    yield f"    account: {each.account}  # bilagene står på Expenses:{each.account}"
    yield "    kind: cooperation  # eller project"
    yield "    legal_form: not_stated  # hva slags samarbeid, etter hvilken lov"
    yield "    versions:"
    yield f"      - from: {plan.year}-01-01"
    yield f"        participants: [{', '.join(each.participants)}]"
    yield f"        host: {host}  # {names.get(each.host, 'hvem er det?')}"
    yield f"        # {each.key.said}"
    yield from (f"        {line}" for line in each.key.lines)
    yield f"        basis: {each.basis}  # {_BASIS[each.basis]}"
    yield f"        settlement: {each.settlement}  # {_SETTLED[each.settlement]}"
    yield "        # return_to_participants, fund eller owed_to_grantor:"
    yield "        surplus: not_stated"
    yield from _claims(each)
    yield "        decision: not_stated  # saksnummer for vedtaket"
    yield "        source: not_stated  # avtalen, med paragraf"


def _claims(each: Cooperation) -> Iterator[str]:
    if each.due_days is None:
        yield "        # Uten dager på å betale kreves ingenting:"
        yield "        # claims: {due_days: 30}"
        return
    yield "        claims:"
    if each.instalments:
        due = ", ".join(DUE_DAYS_OF_YEAR[each.instalments])
        yield f"          advance: {{basis: budget, due: [{due}]}}  # a konto"
    yield f"          due_days: {each.due_days}  # dager på å betale"


_BASIS = {
    "net": "tilskudd trekkes fra før kostnaden deles",
    "gross": "kostnaden deles før tilskudd",
}
_SETTLED = {
    "month": "avregnes hver måned",
    "quarter": "avregnes hvert kvartal",
    "half_year": "avregnes hvert halvår",
    "year": "avregnes når året er over",
}


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)
