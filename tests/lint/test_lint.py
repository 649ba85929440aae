"""Each rule of the audit: a smallest ledger that causes it, and one that does not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import COST
from audited_books import LATE_COST
from audited_books import REPORT
from audited_books import TWO_CENTRES
from audited_books import Books
from audited_books import audit
from audited_books import budget
from audited_books import facts
from audited_books import make
from audited_books import posted
from casebook import load
from fellesbok.cli import main
from fellesbok.lint import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


HOURS = """
2018-01-01 custom "budget" Equity:Memo:IKT:Egeninnsats:Alle "yearly" -120.00 TIMER

2018-12-31 * "Dugnad"
  Equity:Memo:IKT:Egeninnsats:Alle  -125.00 TIMER
  Equity:Memo:Motpost                125.00 TIMER
"""
DATED_REPORT = "  dato: 2019-02-20\n"
NUMBERED = '  kommunenummer: "{}"\n'
AT_YEAR_END = CLEAN.replace("2018-05-01", "2018-12-31")
"""The same with one total for the year, as a report gives it."""
YEAR_IS_OVER = "\n2018-12-31 balance Equity:Memo:Motpost  0.00 NOK\n"
"""A fixed sum is charged when the books have come to the end of the period."""
KEY = "        key: equal\n"
SURPLUS = "surplus: return_to_participants"


def closed(each: str) -> str:
    """The year closed with that much for each of two."""
    charged = Decimal(each) * 2
    lines = [
        '2018-12-31 custom "avsluttet" "ikt" 2018',
        '  document: "main.beancount"',  # any file will do
        "  antall-linjer: 2",
        f"  fordelt: {charged} NOK",
        f"  sum: {charged} NOK",
    ]
    for name, slug in (("Nordvik", "nordvik"), ("Sørvik", "sorvik")):
        accounts = f"Assets:Fordringer:{name}:IKT Income:IKT:Kommuner:{name}"
        lines += [
            f'2018-12-31 custom "fastsatt" "ikt" {accounts} {each} NOK',
            '  merker: "#fordeling"',
            f'  lenker: "^fordeling-2018-ikt ^fordeling-2018-ikt-{slug}"',
            '  samarbeid: "IKT"',
            f'  kommune: "{name}"',
            '  periode: "2018"',
            '  noekkel: "likt"',
            f"  grunnlag: {charged} NOK",
            '  andel: "1/2"',
        ]
    return "\n".join(["", *lines, ""])


SURPLUS_LINE = f"        {SURPLUS}\n"
ON_ACCOUNT = {
    SURPLUS_LINE: SURPLUS_LINE
    + "        claims: {advance: {basis: budget, due: [05-01]}, due_days: 30}\n"
}
"""Half of the budget of 1 000 falls due on the day of the only voucher."""


def settled(amount: str) -> str:
    """The settlement of Sørvik, claimed the year after."""
    return f"""
2019-01-01 * "Krav" "IKT 2018" #krav ^krav-nordvik-2019-0001
  krav: "nordvik-2019-0001"
  kravtype: "avregning"
  samarbeid: "IKT"
  kommune: "Sørvik"
  vert: "Nordvik"
  periode: "2018"
  forfall: 2019-01-31
  kid: "201900016"
  Assets:Krav:Sørvik:IKT         {amount} NOK
  Assets:Fordringer:Sørvik:IKT  -{amount} NOK
"""


def memo(account: str, amount: str, commodity: str, *words: str) -> str:
    """A memo figure in the accounts, with metadata."""
    lines = [f"  {word}\n" for word in words]
    return (
        f'2018-12-31 * "{account}"\n{"".join(lines)}'
        f"  Equity:Memo:IKT:{account}  {amount} NOK.{commodity}\n"
        f"  Equity:Memo:Motpost\n"
    )


def figure(label: str, value: str, *words: str) -> str:
    """A key figure, with metadata."""
    lines = [f"  {word}\n" for word in words]
    return f'2018-12-31 custom "nøkkeltall" "ikt" "{label}" {value}\n{"".join(lines)}'


REDUCED = """
2018-01-01 open Income:IKT:Kostnadsreduksjon
2018-01-01 open Assets:Merverdiavgift
"""
BACK = """
2018-07-01 * "Kompensasjon"
  Income:IKT:Kostnadsreduksjon   -10.00 NOK
    art: "729"
  Liabilities:Utlegg:Nordvik
"""
TAX = """
2018-07-01 * "Faktura"
  Expenses:IKT:Drift               1.00 NOK
  Assets:Merverdiavgift           20.00 NOK
  Liabilities:Utlegg:Nordvik
"""


def held(day: str, numbers: str, *words: str) -> str:
    """What a document held of a voucher series, with metadata."""
    lines = [f"  {word}\n" for word in words]
    line = f'{day} custom "bilagsserie" "nordvik/3/2018" "{numbers}"\n'
    return f"{line}{''.join(lines)}"


def numbered(number: str, *words: str) -> str:
    """A voucher of nothing, with its number in these books and where it comes from."""
    said = (f'bilag: "{number}"', 'kilde: "nordvik/3/2018/7"', *words)
    lines = [f"  {word}\n" for word in said]
    return f'2018-06-01 * "Bilag"\n{"".join(lines)}'


TAKEN_BACK = numbered("a-7-reversert", 'reverserer: "a-7"')


def project(cost: str, *financing: str) -> str:
    """A project's figures beside the clean year."""
    return CLEAN + memo("Kostnad", cost, "PROSJEKT") + "".join(financing)


ANOTHER_ACCOUNT = "Liabilities:Avsatt:IKT"
NAMED_OTHERWISE = {
    "currency: NOK\n": "currency: NOK\naccounts: {accrued: Liabilities:Avsatt}\n"
}
ON_ANOTHER_ACCOUNT = f"2018-01-01 open {ANOTHER_ACCOUNT}\n" + CLEAN.replace(
    "Liabilities:Utlegg:Nordvik", ANOTHER_ACCOUNT
)
OF_PROJECT = budget(
    "Equity:Memo:IKT:Kostnad", "1000.00", "NOK.PROSJEKT", 'periode: "{}"'
)
NOT_STATED = {KEY: "        key: {not_stated: ingen vet}\n"}
NOTHING_SHARED = {KEY: "        key: {nothing_shared: staten betaler}\n"}
COLLECTIVE = {
    KEY: """        key:
          groups:
            - share: 60 %
              payers: participants
              key: {not_stated: ingen vet}
              collective: alle
            - {share: 40 %, payers: [staten], key: equal}
"""
}
GRANT = posted("Income:IKT:Tilskudd:Staten", "-1100.25")
GRANT_BUDGET = budget("Income:IKT:Tilskudd:Staten", "-1090.00", "NOK")
GIVEN = "Equity:Memo:IKT:Tilskudd:Staten"
NO_GRANT = posted("Income:IKT:Tilskudd:Staten", "0.00")
COMMITTED = budget(GIVEN, "-500.25", "NOK.TILSAGN")
DATED = COST.replace('"Drift"\n', '"Drift"\n  periode: "2018-06-01/2018-12-31"\n')
SPRING = DATED.replace("2018-06-01/2018-12-31", "2018-01-01/2018-05-31")
CAP = (
    figure("Sats", '75 "%"')
    + figure(
        "Tak",
        "370.00 NOK",
        f'regnestykke: "«Sats» av budsjett {GIVEN}"',
        f"tak_for: {GIVEN}",
    )
    + budget(GIVEN, "-500.00", "NOK.PROSJEKT")
)
READING = """        key: by-people
        assumptions:
          - text: Lest som netto.
            alternatives: [{basis: gross}]
          - text: Bare ord.
            effect: Vi vet ikke.
          - text: Avtalen er på papir.
            effect: none
"""
OTHER_KEY = {
    KEY: "        key: by-people\n",
    "    key: {statistic: people, date: accounting_year}\n": """\
    key: {statistic: people, date: accounting_year}
    assumptions: [{text: Folketall., alternatives: [{key: equal}]}]
""",
}
CHANGE_OF_HOST = {
    "      - from: 2018-01-01\n": "      - from: 2018-06-01\n",
    "    versions:\n": """    versions:
      - from: 2018-01-01
        participants: [nordvik, sorvik]
        host: not_stated
        key: equal
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: Sak 1/16
        source: Avtalen før 1. juni
""",
}

GRANT_TERMS = """        source: Avtalen
grants:
  drift:
    title: Drift
    grantor: staten
    cooperation: ikt
    purpose: Drift
    commitments: [{amount: 500, date: 2018-01-01, source: Brevet}]
    unused: UNUSED
    source: Brevet
"""


def granted(*terms: str, unused: str = "owed_to_grantor") -> Mapping[str, str]:
    """The agreement with a grant of 500 kroner, and what more its terms say."""
    lines = "".join(f"    {line}\n" for line in terms)
    return {"        source: Avtalen\n": GRANT_TERMS.replace("UNUSED", unused) + lines}


def conditions(*terms: str) -> Mapping[str, str]:
    """The same with conditions."""
    return granted("conditions:", *(f"  {line}" for line in terms))


EARNED = posted("Income:IKT:Tilskudd:Staten", "-400.25")
COME = posted("Assets:Tilskudd:IKT:Staten", "-300.50")

CASES = [
    (
        "tilskudd-tak",
        "drift",
        "25.25",
        Books(CLEAN + EARNED, conditions("paid_before_final_report: {rate: 75 %}")),
        Books(
            CLEAN + EARNED,
            conditions(
                "paid_before_final_report: {rate: 75 %}",
                "final_report: {due: 2018-12-31, delivered: 2018-12-30}",
            ),
        ),
    ),
    (
        "tilskudd-tak",
        "drift",
        "1.75",
        Books(CLEAN + EARNED, conditions("paid_before_final_report: {amount: 402}")),
        Books(CLEAN + EARNED, conditions("paid_before_final_report: {amount: 450}")),
    ),
    (
        "tilskudd-vilkaar",
        "drift",
        "5.5",
        Books(
            terms=conditions('paid_before_final_report: {rate: 75 %, amount: "380.50"}')
        ),
        Books(terms=conditions("paid_before_final_report: {rate: 75 %, amount: 375}")),
    ),
    (
        "tilskudd-frist",
        "drift 2019-03-31",
        "",
        Books(terms=conditions("final_report: {due: 2019-03-31}")),
        Books(terms=conditions("final_report: {due: 2019-04-01}")),
    ),
    (
        "tilskudd-frist",
        "drift 2018-12-30",
        "",
        Books(terms=conditions("deadlines: [{date: 2018-12-30, text: Rapport}]")),
        Books(
            terms=conditions(
                "deadlines: [{date: 2018-12-30, text: Rapport, done: 2018-12-30}]"
            )
        ),
    ),
    (
        "tilskudd-egenandel",
        "drift",
        "399.23",
        Books(CLEAN + EARNED, conditions("own_financing: {rate: 99.9 %, kind: cash}")),
        Books(CLEAN + EARNED, conditions("own_financing: {rate: 60 %, kind: cash}")),
    ),
    (
        "tilskudd-periode",
        "drift",
        "400.25",
        Books(CLEAN + EARNED, granted("period: {to: 2018-05-31}")),
        Books(CLEAN + EARNED, granted("period: {from: 2018-06-01, to: 2018-06-01}")),
    ),
    (
        "tilskudd-tilsagn",
        "drift",
        "0.5",
        Books(CLEAN + posted("Income:IKT:Tilskudd:Staten", "-500.50"), granted()),
        Books(CLEAN + posted("Income:IKT:Tilskudd:Staten", "-500.00"), granted()),
    ),
    (
        "tilskudd-ubrukt",
        "drift",
        "300.5",
        Books(CLEAN + COME, granted(unused="not_stated")),
        Books(CLEAN + COME, granted()),
    ),
    (
        "tilskudd-ubrukt",
        "drift",
        "300.5",
        Books(CLEAN + COME, granted("period: {to: 2018-12-31}")),
        Books(CLEAN + COME, granted("period: {to: 2019-01-01}")),
    ),
    (
        "tilskudd-tilbake",
        "drift",
        "-0.5",
        Books(CLEAN + posted("Assets:Tilskudd:IKT:Staten", "0.50"), granted()),
        Books(CLEAN + posted("Assets:Tilskudd:IKT:Staten", "-0.50"), granted()),
    ),
    # Vouchers are a report; where none are, somebody must tell
    ("mangler-rapport", "", "", Books(BUDGET), Books(BUDGET + COST)),
    (
        "mangler-rapport",
        "",
        "",
        Books(CLEAN.replace('"rapportert"', '"mangler"')),
        Books(),
    ),
    (
        "rapportdato",
        "",
        "",
        Books(CLEAN.replace("2019-02-20", "2019-02-07")),
        Books(CLEAN.replace("2019-02-20", "2019-02-15")),
    ),
    (
        "rapportdato",
        "",
        "",
        Books(CLEAN.replace("2019-02-20", "2019-04-01")),
        Books(CLEAN.replace("2019-02-20", "2019-03-31")),
    ),
    (
        "mangler-vert",
        "",
        "1010.5",
        Books(terms={"host: nordvik": "host: not_stated"}),
        Books(),
    ),
    ("uten-noekkel", "", "1010.5", Books(terms=NOT_STATED), Books()),
    (
        "uten-noekkel",
        "",
        "1010.5",
        Books(terms=NOTHING_SHARED),
        Books(CLEAN + GRANT, terms=NOTHING_SHARED),
    ),
    ("uten-noekkel", "alle", "606.3", Books(terms=COLLECTIVE), Books()),
    ("mangler-budsjett", "", "1010.5", Books(REPORT + COST), Books()),
    (
        "mangler-budsjett",
        "20",
        "11.5",
        Books(CLEAN + posted("Expenses:IKT:Kurs", "11.50")),
        Books(),
    ),
    (
        "mangler-kostnad",
        "",
        "300.5",
        Books(REPORT + memo("Tilskudd:Staten", "-300.50", "BRUKT")),
        Books(CLEAN + memo("Tilskudd:Staten", "-300.50", "BRUKT")),
    ),
    (
        "finansiering",
        "regnskap",
        "10.1",
        Books(project("100.10", memo("Tilskudd:Staten", "-90.00", "PROSJEKT"))),
        Books(project("100.10", memo("Tilskudd:Staten", "-100.10", "PROSJEKT"))),
    ),
    (
        "finansiering",
        "budsjett",
        "40.5",
        Books(
            CLEAN
            + budget("Equity:Memo:IKT:Kostnad", "363.00", "NOK.PROSJEKT")
            + budget(GIVEN, "-322.50", "NOK.PROSJEKT")
        ),
        Books(CLEAN + budget("Equity:Memo:IKT:Kostnad", "363.00", "NOK.PROSJEKT")),
    ),
    (
        "finansiering",
        "regnskap",
        "7.5",
        Books(CLEAN + posted("Income:IKT:Kommuner:Nordvik", "-7.50")),
        Books(),
    ),
    (
        "finansiering",
        "budsjett",
        "90",
        Books(CLEAN + GRANT + GRANT_BUDGET, terms=NOTHING_SHARED),
        Books(
            CLEAN + GRANT + GRANT_BUDGET.replace("1090", "1000"), terms=NOTHING_SHARED
        ),
    ),
    (
        "finansiering",
        "budsjett",
        "100",
        Books(
            CLEAN,
            {KEY: "        key: {amounts: {nordvik: 500, sorvik: 400}, per: year}\n"},
        ),
        Books(
            CLEAN,
            {KEY: "        key: {amounts: {nordvik: 500, sorvik: 600}, per: year}\n"},
        ),
    ),
    (
        "uten-finansiering",
        "",
        "1010.5",
        Books(CLEAN + NO_GRANT, NOT_STATED),
        Books(CLEAN + NO_GRANT),
    ),
    (
        "underdekning",
        "",
        "10.5",
        Books(
            CLEAN + YEAR_IS_OVER,
            {KEY: "        key: {amounts: {nordvik: 500, sorvik: 500}, per: year}\n"},
        ),
        Books(),
    ),
    (
        "overskudd-uten-eier",
        "",
        "89.75",
        Books(
            CLEAN + GRANT + GRANT_BUDGET,
            NOTHING_SHARED | {SURPLUS: "surplus: not_stated"},
        ),
        Books(
            CLEAN + GRANT + GRANT_BUDGET,
            NOTHING_SHARED | {SURPLUS: "surplus: owed_to_grantor"},
        ),
    ),
    (
        "krav-ikke-reist",
        "kommunene",
        "1010.5",
        Books(CLEAN + memo("Driftsstøtte:Alle", "0.00", "RAPPORTERT")),
        Books(CLEAN + memo("Driftsstøtte:Alle", "-1010.50", "RAPPORTERT")),
    ),
    (
        "krav-ikke-reist",
        "staten",
        "404.2",
        Books(CLEAN + NO_GRANT, COLLECTIVE),
        Books(CLEAN, COLLECTIVE),
    ),
    (
        "stoette-avvik",
        "",
        "10.5",
        Books(CLEAN + memo("Driftsstøtte:Alle", "-1000.00", "RAPPORTERT")),
        Books(CLEAN + memo("Driftsstøtte:Alle", "-1010.50", "RAPPORTERT")),
    ),
    (
        "avvik",
        "",
        "300.5",
        Books(REPORT + BUDGET + LATE_COST),
        Books(REPORT + BUDGET.replace("1000.00", "1300.49") + LATE_COST),
    ),
    (
        "avvik",
        "10",
        "300.5",
        Books(REPORT + BUDGET + TWO_CENTRES),
        Books(REPORT + BUDGET.replace("1000.00", "1300.49") + TWO_CENTRES),
    ),
    (
        "avvik",
        "",
        "899.9",
        Books(project("100.10", OF_PROJECT.format("2016-07-01/2018-12-31"))),
        Books(project("100.10", OF_PROJECT.format("2016-07-01/2019-01-01"))),
    ),
    (
        "avvik",
        "",
        "899.9",
        Books(project("100.10", OF_PROJECT.format("ikke oppgitt/2018-12-31"))),
        Books(project("100.10", OF_PROJECT.format("ikke oppgitt"))),
    ),
    (
        "avvik",
        "",
        "300.5",
        Books(REPORT + BUDGET + '  periode: "2018-01-01/2018-12-31"\n' + LATE_COST),
        Books(REPORT + BUDGET + '  periode: "2018-01-01/2019-12-31"\n' + LATE_COST),
    ),
    (
        "flere-aar",
        "budsjett Expenses:IKT:Drift",
        "1000",
        Books(REPORT + BUDGET + '  periode: "ikke oppgitt"\n' + LATE_COST),
        Books(REPORT + BUDGET + LATE_COST),
    ),
    (
        "avvik",
        "Tilskudd:Staten",
        "100.25",
        Books(CLEAN + GRANT + GRANT_BUDGET.replace("1090", "1000")),
        Books(CLEAN + GRANT + GRANT_BUDGET),
    ),
    (
        "likt-budsjett",
        "Drift",
        "1010.5",
        Books(AT_YEAR_END.replace("1000.00", "1010.50")),
        Books(CLEAN.replace("1000.00", "1010.50")),
    ),
    (
        "kontrollsum",
        "kostnad regnskap",
        "0.5",
        Books(
            CLEAN
            + '2018-12-31 custom "kontrollsum" "ikt" "kostnad" "regnskap" 1010.00 NOK'
        ),
        Books(
            CLEAN
            + '2018-12-31 custom "kontrollsum" "ikt" "kostnad" "regnskap" 1010.50 NOK'
        ),
    ),
    (
        "kontrollsum",
        "",
        "",
        Books(CLEAN + '2018-12-31 custom "kontrollsum" "ikt" "kostnader" "regnskap"'),
        Books(
            CLEAN
            + '2018-12-31 custom "kontrollsum" "ikt" "kostnad" "budsjett" 1000.00 NOK'
        ),
    ),
    (
        "prosent",
        "nøkkelen",
        "",
        Books(
            CLEAN
            + figure("A", '40 "%"', 'helhet: "nøkkelen"')
            + figure("B", '50 "%"', 'helhet: "nøkkelen"')
        ),
        Books(
            CLEAN
            + figure("A", '40 "%"', 'helhet: "nøkkelen"')
            + figure("B", '60 "%"', 'helhet: "nøkkelen"')
        ),
    ),
    (
        "regnestykke",
        "Stillinger",
        "",
        Books(CLEAN + figure("Stillinger", "197", 'regnestykke: "3 × 55 + 22"')),
        Books(CLEAN + figure("Stillinger", "197", 'regnestykke: "3 × 55 + 22 + 10"')),
    ),
    (
        "regnestykke",
        "Tak",
        "5",
        Books(CLEAN + CAP),
        Books(CLEAN + CAP.replace("370.00", "375.00")),
    ),
    (
        "regnestykke",
        "Tak",
        "",
        Books(CLEAN + figure("Tak", "1.00 NOK", 'regnestykke: "«Ukjent» av 2"')),
        Books(CLEAN),
    ),
    (
        "regnestykke",
        "Expenses:IKT:Drift",
        "10",
        Books(
            REPORT
            + COST
            + budget("Expenses:IKT:Drift", "1000.00", "NOK", 'regnestykke: "2 × 505"')
        ),
        Books(
            REPORT
            + COST
            + budget("Expenses:IKT:Drift", "1000.00", "NOK", 'regnestykke: "2 × 500"')
        ),
    ),
    (
        "tak",
        "Tilskudd:Staten",
        "30.25",
        Books(CLEAN + CAP + memo("Tilskudd:Staten", "-400.25", "PROSJEKT")),
        Books(CLEAN + CAP + memo("Tilskudd:Staten", "-370.00", "PROSJEKT")),
    ),
    (
        "over-tilsagn",
        "Staten",
        "0.5",
        Books(CLEAN + COMMITTED + memo("Tilskudd:Staten", "-500.75", "BRUKT")),
        Books(CLEAN + COMMITTED + memo("Tilskudd:Staten", "-500.25", "BRUKT")),
    ),
    (
        "ubrukt-tilskudd",
        "Staten",
        "89.75",
        Books(CLEAN + COMMITTED + memo("Tilskudd:Staten", "-410.50", "BRUKT")),
        Books(
            CLEAN + COMMITTED + memo("Tilskudd:Staten", "-410.50", "BRUKT") + GRANT,
            NOTHING_SHARED | {SURPLUS: "surplus: owed_to_grantor"},
        ),
    ),
    (
        "tilskudd-som-rest",
        "",
        "20",
        Books(
            project(
                "100.10",
                memo("Egeninntekt", "-40.00", "PROSJEKT"),
                budget("Equity:Memo:IKT:Egeninntekt", "-20.00", "NOK.PROSJEKT"),
                memo("Tilskudd:Staten", "-60.10", "PROSJEKT"),
                budget(GIVEN, "-80.00", "NOK.PROSJEKT"),
            )
        ),
        Books(
            project(
                "120.10",
                memo("Egeninntekt", "-40.00", "PROSJEKT"),
                budget("Equity:Memo:IKT:Egeninntekt", "-20.00", "NOK.PROSJEKT"),
                memo("Tilskudd:Staten", "-80.10", "PROSJEKT"),
                budget(GIVEN, "-80.00", "NOK.PROSJEKT"),
            )
        ),
    ),
    (
        "del-av-aar",
        "",
        "1010.5",
        Books(REPORT + BUDGET + DATED),
        Books(REPORT + BUDGET.replace("1000", "2000") + DATED + SPRING),
    ),
    (
        "del-av-aar",
        "",
        "1010.5",
        Books(REPORT + BUDGET + SPRING),
        Books(REPORT + BUDGET + DATED, {"from: 2018-01-01\n": "from: 2018-06-01\n"}),
    ),
    (
        "flere-aar",
        "",
        "100.1",
        Books(project("100.10")),
        Books(),
    ),
    (
        "flere-aar",
        "7",
        "12.5",
        Books(
            CLEAN
            + memo(
                "Tilskudd:Staten",
                "-12.50",
                "UAVKLART",
                'periode: "2017-01-01/2017-12-31"',
                'bilag: "7"',
            )
        ),
        Books(
            CLEAN
            + memo(
                "Tilskudd:Staten",
                "-12.50",
                "UAVKLART",
                'periode: "2018-01-01/2018-12-31"',
                'bilag: "7"',
            )
        ),
    ),
    (
        "kolonne-uavklart",
        "budsjett",
        "30",
        Books(
            CLEAN
            + memo(
                "Tilskudd:Staten", "-1030.00", "UAVKLART", 'mulig_kolonne: "budsjett"'
            )
        ),
        Books(
            CLEAN
            + memo(
                "Tilskudd:Staten", "-1000.00", "UAVKLART", 'mulig_kolonne: "budsjett"'
            )
        ),
    ),
    (
        "kolonne-uavklart",
        "regnskap",
        "19.5",
        Books(CLEAN + memo("Tilskudd:Staten", "-1030.00", "UAVKLART"), NOT_STATED),
        Books(CLEAN + memo("Tilskudd:Staten", "-1010.50", "UAVKLART"), NOT_STATED),
    ),
    (
        "avrundet",
        "",
        "1010.5",
        Books(CLEAN.replace('"Drift"\n', '"Drift"\n  avrundet: TRUE\n')),
        Books(),
    ),
    (
        "avrundet",
        "",
        "3000",
        Books(AT_YEAR_END.replace("1010.50", "3000.00")),
        Books(CLEAN.replace("1010.50", "3000.00")),
    ),
    (
        "avvik",
        "Egeninnsats:Alle",
        "",
        Books(CLEAN + HOURS.replace("125", "150")),
        Books(CLEAN + HOURS),
    ),
    (
        "egeninnsats",
        "regnskap",
        "50.5",
        Books(
            CLEAN
            + memo("Egeninnsats:Alle", "-50.50", "EGENINNSATS", 'rad: "driftsstøtte"')
        ),
        Books(CLEAN + memo("Egeninnsats:Alle", "-50.50", "EGENINNSATS")),
    ),
    (
        "egeninnsats",
        "Equity:Memo:IKT:Driftsstøtte:Alle NOK.EGENINNSATS",
        "50.5",
        Books(CLEAN + memo("Driftsstøtte:Alle", "-50.50", "EGENINNSATS")),
        Books(CLEAN + memo("Egeninnsats:Alle", "-50.50", "EGENINNSATS")),
    ),
    (
        "egeninnsats",
        "Alle ikke rapportert",
        "50.5",
        Books(
            CLEAN
            + budget("Equity:Memo:IKT:Egeninnsats:Alle", "-50.50", "NOK.EGENINNSATS")
            + YEAR_IS_OVER
        ),
        Books(
            CLEAN
            + budget("Equity:Memo:IKT:Egeninnsats:Alle", "-50.50", "NOK.EGENINNSATS")
            + memo("Egeninnsats:Alle", "-50.00", "EGENINNSATS")
        ),
    ),
    (
        "kostnadsreduksjon",
        "729",
        "10",
        Books(CLEAN + REDUCED + BACK.replace("Kostnadsreduksjon", "Egeninntekt")),
        Books(CLEAN + REDUCED + BACK),
    ),
    (
        "kostnadsreduksjon",
        "avgift",
        "10",
        Books(CLEAN + REDUCED + BACK + TAX),
        Books(CLEAN + REDUCED + TAX),
    ),
    (
        "ikke-fakturert",
        "",
        "1010.5",
        Books(CLEAN.replace("Liabilities:Utlegg:Nordvik", "Liabilities:Påløpt:IKT")),
        Books(
            CLEAN.replace("Liabilities:Utlegg:Nordvik", "Liabilities:Påløpt:IKT")
            + posted("Liabilities:Påløpt:IKT", "1010.50")
        ),
    ),
    (
        "ikke-fakturert",
        "",
        "1010.5",
        Books(ON_ANOTHER_ACCOUNT, NAMED_OTHERWISE),
        Books(ON_ANOTHER_ACCOUNT + posted(ANOTHER_ACCOUNT, "1010.50"), NAMED_OTHERWISE),
    ),
    (
        "ikke-fakturert",
        "",
        "1010.5",
        Books(CLEAN.replace('"Drift"\n', '"Drift" #paalopt\n')),
        Books(),
    ),
    (
        "ikke-avregnet",
        "sorvik",
        "5.25",
        Books(CLEAN + settled("500.00")),
        Books(CLEAN + settled("505.25")),
    ),
    (
        "ikke-avregnet",
        "resultat",
        "-10",
        Books(CLEAN + settled("505.25") + posted("Income:IKT:Fond", "10.00")),
        Books(CLEAN + settled("505.25")),
    ),
    (
        "a-konto-ikke-krevd",
        "sorvik",
        "500",
        Books(CLEAN, ON_ACCOUNT),
        Books(
            CLEAN, {SURPLUS_LINE: ON_ACCOUNT[SURPLUS_LINE].replace("05-01", "05-02")}
        ),
    ),
    (
        "a-konto-ikke-krevd",
        "sorvik",
        "500",
        Books(CLEAN + YEAR_IS_OVER, ON_ACCOUNT),
        Books(CLEAN + YEAR_IS_OVER + settled("505.25"), ON_ACCOUNT),
    ),
    ("etter-avslutning", "2018", "10.5", Books(CLEAN + closed("500.00")), Books()),
    (
        "kommunenummer",
        "",
        "",
        Books(CLEAN.replace(DATED_REPORT, DATED_REPORT + NUMBERED.format("1901, x"))),
        Books(
            CLEAN, terms={"source: Avtalen": "source: Partene er 1901 (Nordvik) o.fl."}
        ),
    ),
    (
        "kommunenummer",
        "ukjent",
        "",
        Books(CLEAN.replace(DATED_REPORT, DATED_REPORT + NUMBERED.format("1902 5901"))),
        Books(CLEAN.replace(DATED_REPORT, DATED_REPORT + NUMBERED.format("1901"))),
    ),
    (
        "mangler-vert",
        "2018-01-01",
        "0",
        Books(REPORT + BUDGET + DATED, CHANGE_OF_HOST),
        Books(),
    ),
    (
        "mangler-vert",
        "2018-01-01",
        "1010.5",
        Books(REPORT + BUDGET + SPRING, CHANGE_OF_HOST),
        Books(),
    ),
    (
        "mangler-kostnad",
        "",
        "",
        Books(REPORT + memo("Tilskudd:Staten", "-300.50", "UAVKLART")),
        Books(CLEAN + memo("Tilskudd:Staten", "-300.50", "UAVKLART")),
    ),
    # 3/4 of 1 010.50 gross, and 3/4 of 10.50 net: 757.875 less 7.875 for Nordvik
    (
        "antakelse",
        "1",
        "750",
        Books(
            CLEAN + GRANT.replace("1100.25", "1000.00"),
            {KEY: READING, SURPLUS: "surplus: owed_to_grantor"},
        ),
        Books(CLEAN + GRANT.replace("1100.25", "1000.00")),
    ),
    ("antakelse", "2", "", Books(CLEAN, {KEY: READING}), Books()),
    ("antakelse", "uten virkning", "", Books(CLEAN, {KEY: READING}), Books()),
    # 3/4 and 1/4 of 1 010.50, read as a half each: 757.88 (757.875) less 505.25
    ("antakelse", "1", "252.63", Books(CLEAN, OTHER_KEY), Books()),
    (
        "bilagsserie",
        "nordvik/3/2018",
        "",
        Books(CLEAN + held("2018-03-31", "1-4") + held("2018-06-30", "7, 9")),
        Books(
            CLEAN
            + held("2018-03-31", "1-4")
            + held("2018-06-30", "7, 9")
            + held("2018-12-31", "5-6, 8", 'grunn: "makulert"')
        ),
    ),
    (
        "bilagsserie",
        "nordvik/3/2018",
        "",
        Books(CLEAN + held("2018-03-31", "1–4")),
        Books(CLEAN + held("2018-03-31", "1-4, 5")),
    ),
    (
        "bilagsserie",
        "nordvik/3/2018/7",
        "",
        Books(CLEAN + numbered("a-7") + numbered("b-7")),
        Books(CLEAN + numbered("a-7") + numbered("b-7") + TAKEN_BACK),
    ),
    (
        "ikke-med",
        "2018/juni.beancount",
        "",
        Books(beside="2018/juni.beancount"),
        Books(f'{CLEAN}include "2018/juni.beancount"\n', beside="2018/juni.beancount"),
    ),
    (
        "usynlig-tegn",
        "U+00AD",
        "",
        Books(f'{CLEAN}2018-05-02 note Expenses:IKT "Felles\u00adkostnad"\n'),
        Books(f'{CLEAN}2018-05-02 note Expenses:IKT "Felleskostnad"\n'),
    ),
    (
        "svar",
        "avvik",
        "",
        Books(
            CLEAN + '2019-05-02 custom "svar" "ikt" "avvik" "Ja."\n  av: "rådgiver"\n'
        ),
        Books(
            CLEAN + '2020-05-02 custom "svar" "ikt" "avvik" "Ja."\n  av: "rådgiver"\n'
        ),
    ),
]


@pytest.mark.parametrize(
    ("rule", "part", "amount", "bad", "good"),
    CASES,
    ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)],
)
def test_a_rule_finds_what_it_is_about_and_nothing_else(  # noqa: PLR0913, PLR0917 -- one for each column
    tmp_path: Path, rule: str, part: str, amount: str, bad: Books, good: Books
) -> None:
    if amount:
        amount = str(Decimal(amount).normalize() + 0)
    found = audit(tmp_path / "bad", bad) if make(tmp_path / "bad") else []
    assert (rule, part, amount) in facts(found)
    assert all(f.place is not None for f in found)
    assert all(str(RULES[f.rule].why) in f.text for f in found)
    make(tmp_path / "good")
    assert (rule, part) not in {
        (f.rule, f.part) for f in audit(tmp_path / "good", good)
    }


TWO_REASONS = {
    "    versions:\n": """    versions:
      - from: 2017-01-01
        to: 2017-12-31
        participants: [nordvik, sorvik]
        host: nordvik
        key: {not_stated: ingen vet}
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: Sak 1/16
        source: Avtalen
""",
    KEY: "        key: {bounded: equal, minimum: 5000}\n",
}
OF_2017 = """
2018-06-01 * "Sent bilag"
  periode: "2017-01-01/2017-12-31"
  Expenses:IKT:Drift            20.00 NOK
  Liabilities:Utlegg:Nordvik
"""


@pytest.mark.parametrize(
    ("written", "terms", "amount", "told"),
    [
        (
            CLEAN,
            {KEY: TWO_REASONS[KEY]},
            "1010.50",
            ["1 010,50 kr er ikke fordelt: minimum og tak kan ikke holdes samtidig."],
        ),
        (
            CLEAN + OF_2017,
            TWO_REASONS,
            "1030.50",
            [
                "1 010,50 kr er ikke fordelt: minimum og tak kan ikke holdes samtidig.",
                "20,00 kr er ikke fordelt: ingen vet",
            ],
        ),
        (
            CLEAN + posted("Expenses:IKT:Drift", "-1020.50"),
            NOT_STATED,
            "10",
            ["-10,00 kr er ikke fordelt: ingen vet"],
        ),
    ],
    ids=["refused", "refused and not stated", "less than nothing"],
)
def test_what_is_not_shared_is_told_by_reason(
    tmp_path: Path,
    written: str,
    terms: Mapping[str, str],
    amount: str,
    told: list[str],
) -> None:
    """Also where the year cannot be shared, which is an error of the books."""
    found = audit(tmp_path, Books(written, terms), with_errors=True)
    (one,) = [f for f in found if f.rule == "uten-noekkel"]
    text = one.text.replace("\N{NO-BREAK SPACE}", " ")
    assert one.amount == Decimal(amount)
    assert all(each in text for each in told)
    assert text.count("er ikke fordelt") == len(told)


def test_every_rule_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(RULES)


def test_the_smallest_clean_year_has_no_findings(tmp_path: Path) -> None:
    assert audit(tmp_path, Books()) == []


def test_hours_are_no_kroner(tmp_path: Path) -> None:
    found = audit(tmp_path, Books(CLEAN + HOURS.replace("125", "150")))
    (one,) = [f for f in found if f.rule == "avvik"]
    assert one.amount is None
    text = str(one.text).replace("\N{NO-BREAK SPACE}", " ")
    assert "er 150,00 TIMER mot 120,00 TIMER i budsjettet: 30,00 TIMER over" in text


def test_a_voucher_over_two_years_is_split_and_not_asked_about(tmp_path: Path) -> None:
    """Half of 1 010.50 is the next year's, as the settlement has it."""
    days = '"Drift"\n  periode: "2018-07-01/2019-06-30"\n'
    found = audit(tmp_path, Books(CLEAN.replace('"Drift"\n', days)))
    assert not [f for f in found if f.rule == "flere-aar"]


def test_a_budget_tells_its_days_or_that_nobody_has(tmp_path: Path) -> None:
    """2018-06-31 is no day, and a period does not end before it begins."""
    wrong = [
        ("2018-01-01/2018-06-31", "«2018-01-01/2018-06-31» er ingen periode"),
        ("2018-12-31/2018-01-01", "«2018-12-31/2018-01-01» er ingen periode"),
        ("ukjent", "«ukjent» er ingen periode"),
    ]
    for number, (period, says) in enumerate(wrong):
        folder = tmp_path / str(number)
        make(folder)
        written = REPORT + BUDGET + f'  periode: "{period}"\n' + COST
        audit(folder, Books(written), with_errors=True)
        ledger = folder / "ledger" / "main.beancount"
        (error,) = load(ledger).errors
        lines = ledger.read_text(encoding="utf-8").splitlines()
        assert says in error.message
        assert 'custom "budget"' in lines[error.source["lineno"] - 1]


def test_assumptions_that_move_nobody_are_one_finding(tmp_path: Path) -> None:
    """Read as gross nothing changes where there is no grant."""
    found = audit(tmp_path, Books(CLEAN, {KEY: READING}))
    (one,) = [f for f in found if f.part == "uten virkning"]
    assert "for 2018: Lest som netto. Avtalen er på papir." in str(one.text)
    assert [f.part for f in found if f.rule == "antakelse"] == ["2", "uten virkning"]


def test_what_is_left_of_a_budget_is_asked_about_when_the_year_is_over(
    tmp_path: Path,
) -> None:
    """1 010.50 of a budget of 2 000 in May is no deviation; of 500 it is one."""
    of_may = BUDGET.replace("1000.00", "2000.00") + COST
    found = audit(tmp_path, Books(of_may))
    assert [f for f in found if f.rule == "avvik"] == []
    command = ["lint", "2018", "--books", str(tmp_path)]
    shown = CliRunner().invoke(main, command).output
    assert shown.endswith(
        "0 funn, 0 besvart.\n"
        "Bøkene har kommet til 01.05.2018. Det som er igjen av budsjett, tilskudd og"
        " egeninnsats for 2018, spørres det om når noe er ført 31.12.2018 eller"
        " senere.\n"
    )
    over = audit(tmp_path, Books(of_may + YEAR_IS_OVER))
    assert [f.rule for f in over] == ["avvik"]
    assert "Bøkene har kommet" not in CliRunner().invoke(main, command).output
    above = BUDGET.replace("1000.00", "500.00") + COST
    assert [f.rule for f in audit(tmp_path, Books(above))] == ["avvik"]
    reported = audit(tmp_path, Books(REPORT + of_may))
    assert "avvik" in {f.rule for f in reported}
