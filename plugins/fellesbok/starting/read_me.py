"""What lies beside the first books, for who carries on with them (*LES-MEG*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.starting.ledger_text import bank_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.starting.plan import Plan

_TEXT = """\
# Regnskapet for {region}

Her står det kommunene har felles: bilagene i `ledger/`, avtalene i
`allocation_rules.yaml`. fellesbok regner ut hva hver kommune skal betale, på øret, og
forklarer hvert tall.

## Fra bilag til krav

1. Skriv et bilag i `{file}`:

   ```beancount
   {year}-03-31 * "Leverandør" "Hva det gjelder"
     bilag: "{year}-0001"
     Expenses:{account}  12500.00 NOK
     {paid_from}  -12500.00 NOK
   ```

2. `fellesbok check` sier om alt stemmer, med fil og linje for det som ikke gjør det.
3. `fellesbok shares --year {year}` viser hva hver skal bære, og
   `fellesbok explain {account} {payer} --year {year}` hvordan tallet er blitt til.
4. `fellesbok serve` viser det samme i nettleseren.
5. `fellesbok claim {year}` lager kravene, når perioden er over eller en termin skal
   kreves.

Mangler en konto, åpner `fellesbok accounts` den.

## Dette må noen se etter

{to_do}

## Hva som ligger hvor

| Fil | Hva |
|---|---|
| `allocation_rules.yaml` | avtalene: deltakere, vert, nøkkel, frister |
| `ledger/main.beancount` | binder regnskapet sammen |
| `ledger/accounts.beancount` | kontoplanen |
| `ledger/{year}/` | årets bilag og budsjett, én fil for hvert samarbeid |
| `profiles/` | hvordan fakturaer, kontoutskrifter og andre filer leses inn |
| `queries/` | spørsmål til regnskapet: `fellesbok query` |
"""


def read_me_text(plan: Plan, agreement: Agreement) -> str:
    """``LES-MEG.md``."""
    first = plan.cooperations[0]
    return _TEXT.format(
        region=" ".join(plan.region.split()),
        year=plan.year,
        file=f"ledger/{plan.year}/{first.slug}.beancount",
        account=first.account,
        paid_from=bank_of(first.host, agreement),
        payer=agreement.municipalities[first.participants[0]].account,
        to_do="\n".join(f"- {each}" for each in _to_do(plan)),
    )


def _to_do(plan: Plan) -> Iterator[str]:
    """What nobody has stated, and what it keeps from being done."""
    yield (
        "Avtalene: er deltakere, nøkkel og avregning i `allocation_rules.yaml` slik det"
        " er avtalt? Skriv vedtak (`decision`) og kilde (`source`)."
    )
    yield "Overskudd: avtalene sier ikke hvem som får det (`surplus: not_stated`)."
    for each in plan.cooperations:
        if not each.host:
            yield f"{each.title}: hvem er vert? Uten vert kreves ingenting."
        if each.due_days is None:
            yield f"{each.title}: hvor mange dager er det å betale på (`claims`)?"
        elif each.instalments:
            yield (
                f"{each.title}: a konto regnes av budsjettet. Skriv det for"
                f" {plan.year}."
            )
    hosts = {each.host for each in plan.cooperations}
    for member in plan.members:
        if member.slug in hosts and not member.bank_account:
            yield (
                f"{member.name}: kontonummeret kravene betales til"
                " (`invoicing: {bank_account: …}`). Uten det får krav ikke nummer."
            )
    if plan.needs_population:
        newest = plan.newest_population
        if newest < plan.year:
            yield (
                f"Folketallet: lista går til {newest}. `fellesbok statistics fetch`"
                f" henter tallene for {plan.year} når SSB har dem."
            )
