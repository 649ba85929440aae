"""The ledger of a region that begins: main file, chart, year, figures, profiles."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from fellesbok.starting.norway import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.starting.plan import Cooperation
    from fellesbok.starting.plan import Plan

_MAIN = """\
; REGNSKAPET FOR {region}
;
; Denne fila binder regnskapet sammen: kontoene, og én fil for hvert samarbeid og år.

option "title" "Interkommunale samarbeid: {title}"
option "operating_currency" "NOK"
option "documents" "documents"

plugin "fellesbok.plugin" "../allocation_rules.yaml"

{day} custom "fava-extension" "fellesbok.web"
{day} custom "fava-option" "locale" "nb"
{day} custom "fava-option" "default-page" "extension/Oversikt/"
{day} custom "fava-option" "auto-reload" "true"
{day} custom "fava-option" "show-metadata-indicators" "false"
{day} custom "fava-option" "show-accounts-with-zero-transactions" "false"
{day} custom "fava-option" "indent" "2"

include "accounts.beancount"

{includes}"""

_YEAR = """\
; {title} {year}
;
; Et bilag ser slik ut. Ta bort semikolonet foran linjene, eller skriv ditt eget:
;
; {year}-03-31 * "Leverandør" "Hva det gjelder"
;   bilag: "{year}-{number:04}"
;   Expenses:{account}              12500.00 NOK
;   {paid_from}   -12500.00 NOK
;
; Årets budsjett, som a konto regnes av:
;
; {year}-01-01 custom "budget" Expenses:{account} "yearly" 100000.00 NOK
"""

_EHF = """\
# E-fakturaer til {m.name}
like: ehf
booking: {{host: {m.slug}}}
"""

_BANK = """\
# Kontoutskrifter fra banken til {m.name}
like: bank
booking: {{host: {m.slug}}}
bank:
  accounts:
    - {{number: "{m.bank_account}", account: {account}}}
  suspense: Liabilities:Uplassert
"""

_SUSPENSE = ("Assets:Merverdiavgift", "Assets:Uplassert", "Liabilities:Uplassert")
"""What the profiles of bills and banks post on, beside costs and money."""


def main_text(plan: Plan) -> str:
    """``ledger/main.beancount``."""
    includes = "".join(
        f'include "{plan.year}/{each.slug}.beancount"\n' for each in plan.cooperations
    )
    return _MAIN.format(
        region=one_line(plan.region).upper(),
        title=one_line(plan.region),
        day=f"{plan.year}-01-01",
        includes=includes,
    )


def accounts_text(plan: Plan, agreement: Agreement) -> str:
    """``ledger/accounts.beancount``: what costs, shares and claims are posted on."""
    lines = [
        "; KONTOPLANEN. «fellesbok accounts» åpner det som mangler, når det mangler."
    ]
    common = [*banks(plan, agreement), *_SUSPENSE]
    lines += ["", *(_open(plan, account) for account in common)]
    for each in plan.cooperations:
        lines += ["", f"; {one_line(each.title)}"]
        lines += [_open(plan, account) for account in _accounts(each, agreement)]
    return "\n".join(lines) + "\n"


def banks(plan: Plan, agreement: Agreement) -> list[str]:
    """The account of money of each host; one for all where no host is stated."""
    hosts = sorted({each.host for each in plan.cooperations if each.host})
    return [bank_of(slug, agreement) for slug in hosts] or ["Assets:Bank"]


def bank_of(host: str, agreement: Agreement) -> str:
    """The account of a host's money."""
    if not host:
        return "Assets:Bank"
    return f"Assets:Bank:{agreement.municipalities[host].account}"


def year_text(plan: Plan, each: Cooperation, agreement: Agreement) -> str:
    """A year's file of a cooperation, with a voucher to begin from.

    The numbers of the year are one series, whichever file a voucher stands in, so the
    example of each file has a number of its own.
    """
    return _YEAR.format(
        title=one_line(each.title),
        year=plan.year,
        number=plan.cooperations.index(each) + 1,
        account=each.account,
        paid_from=bank_of(each.host, agreement),
    )


def population_text(plan: Plan) -> str:
    """The population of the members, each year that the list has."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["municipality", "number", "date", "population", "source"])
    for member in plan.members:
        of = member.municipality
        for year, persons in sorted(of.population.items()):
            day = f"{year}-01-01"
            rows.writerow([member.name, of.number_in(year), day, persons, SOURCE])
    return text.getvalue()


def profiles(plan: Plan, agreement: Agreement) -> Iterator[tuple[str, str]]:
    """File names and texts: e-invoices to each host, and its bank where it is known."""
    hosts = {each.host for each in plan.cooperations if each.host}
    for member in plan.members:
        if member.slug not in hosts:
            continue
        yield f"ehf-{member.slug}.yaml", _EHF.format(m=member)
        if member.bank_account:
            account = bank_of(member.slug, agreement)
            yield f"bank-{member.slug}.yaml", _BANK.format(m=member, account=account)


def _accounts(each: Cooperation, agreement: Agreement) -> Iterator[str]:
    names: AccountNames = agreement.accounts
    yield f"Expenses:{each.account}"
    for slug in each.participants:
        payer = agreement.municipalities[slug]
        yield names.receivable(payer, each)
        yield names.claim(payer, each)
        yield names.outlay(payer, each)
        yield f"Income:{each.account}:{names.contributions}:{payer.account}"


def _open(plan: Plan, account: str) -> str:
    return f"{plan.year}-01-01 open {account} NOK"


def one_line(text: str) -> str:
    """A title inside a comment or a string of Beancount."""
    return " ".join(text.split()).replace("\\", "").replace('"', "”")
