"""The audit of 2018 finds every oddity of the combined report that its figures allow.

The amounts are worked out by hand from the report; the audit must calculate them from
the books.  What only the wording of the report tells (titles that differ, a wrong year
in a sentence, places of signature) is not in the books and is not looked for.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from casebook import load
from fellesbok.lint import AuditFinding
from fellesbok.lint import lint
from fellesbok.shared import OPTION
from places import HOUSE

BOOKS = HOUSE


class Oddity(NamedTuple):
    """What is odd, and the finding that must say so; no amount where it is blank."""

    what: str
    cooperation: str
    rule: str
    part: str = ""
    amount: str = ""


ODDITIES = [
    Oddity("what 40/60 means", "ikt", "antakelse", "1", "100436.54"),
    Oddity("which population", "ikt", "antakelse", "2", "4584.65"),
    Oddity("which list is the budget", "ikt", "antakelse", "3"),
    Oddity("shared from rounded figures", "ikt", "avrundet", "", "2822000"),
    Oddity("537 724 under budget", "ikt", "avvik", "", "537724"),
    Oddity("153 over, the total under", "ikt", "avvik", "153", "184610"),
    Oddity("no host", "ikt", "mangler-vert", "", "2822000"),
    Oddity("seven months of twelve", "innkjop", "del-av-aar", "", "610000"),
    Oddity("no budget", "innkjop", "mangler-budsjett", "", "610000"),
    Oddity("host before June", "innkjop", "mangler-vert", "2018-01-01", "0"),
    Oddity("rounded", "innkjop", "avrundet", "", "610000"),
    Oddity("40/60 the other way", "innkjop", "antakelse", "1", "17463.88"),
    Oddity("columns not told", "oppvekst", "kolonne-uavklart", "", "1195233"),
    Oddity("300 off", "oppvekst", "kolonne-uavklart", "budsjett", "300"),
    Oddity("422 033 too much", "oppvekst", "kolonne-uavklart", "regnskap", "422033"),
    Oddity("accounts are the budget", "oppvekst", "likt-budsjett", "Drift", "670000"),
    Oddity("no key", "oppvekst", "uten-noekkel", "", "773200"),
    Oddity("nobody pays", "brann", "uten-finansiering", "", "4239145"),
    Oddity("'lik pris' is no key", "brann", "uten-noekkel", "", "4239145"),
    Oddity("numbers replaced", "brann", "kommunenummer"),
    Oddity("before the accounts", "brann", "rapportdato"),
    Oddity("no host", "brann", "mangler-vert", "", "4239145"),
    Oddity("host only implied", "skogbruk", "mangler-vert", "", "645000"),
    Oddity("rounded to thousands", "skogbruk", "avrundet", "", "645000"),
    Oddity("97 000 under budget", "skogbruk", "avvik", "", "97000"),
    Oddity("a year or four", "skadefelling", "antakelse", "1", "75000"),
    Oddity("who owns the unspent", "skadefelling", "antakelse", "2", "75428.57"),
    Oddity("132 000 unspent", "skadefelling", "avvik", "", "132000"),
    Oddity("net or gross", "kommuneveterinaer", "antakelse", "1", "165510"),
    Oddity("66 760 over gross", "kommuneveterinaer", "avvik", "", "66760"),
    Oddity("why a surplus", "veterinaervakt", "avvik", "", "75568"),
    Oddity("no owner", "veterinaervakt", "overskudd-uten-eier", "", "97450"),
    Oddity(
        "75 % is not 3 775 000",
        "kompetanseloft",
        "regnestykke",
        "Utbetales før sluttrapport, høyst",
        "25000",
    ),
    Oddity(
        "earned, not payable yet",
        "kompetanseloft",
        "tak",
        "Tilskudd:Troms-fylkeskommune",
        "827556",
    ),
    Oddity("a residual", "kompetanseloft", "tilskudd-som-rest", "", "318840"),
    Oddity("five years", "kompetanseloft", "flere-aar", "", "6696396"),
    Oddity("no cost", "hoppide-a", "mangler-kostnad", "", "2079765"),
    Oddity("work as support", "hoppide-a", "egeninnsats", "budsjett", "880000"),
    Oddity("work as support", "hoppide-a", "egeninnsats", "regnskap", "821021"),
    Oddity("is it work", "hoppide-a", "antakelse", "2"),
    Oddity("three years", "hoppide-a", "flere-aar", "", "2079765"),
    Oddity("short", "hoppide-b", "finansiering", "budsjett", "40500"),
    Oddity("short", "hoppide-b", "finansiering", "regnskap", "83400"),
    Oddity("why under budget", "hoppide-b", "avvik", "", "61181"),
    Oddity("not used", "hoppide-b", "avvik", "Tilskudd:Eksterne", "104081"),
    Oddity("eighteen months", "hoppide-b", "flere-aar", "", "301819"),
    Oddity(
        "the year's budget or all of it",
        "hoppide-c",
        "flere-aar",
        "budsjett Expenses:HoppIdé-C",
        "375000",
    ),
    Oddity("not invoiced", "hoppide-c", "ikke-fakturert", "", "127000"),
    Oddity("54.2 % not asked", "hoppide-c", "krav-ikke-reist", "kommunene", "68834"),
    Oddity("45.8 % not asked", "hoppide-c", "krav-ikke-reist", "eksterne", "58166"),
    Oddity("split of 54.2 %", "hoppide-c", "uten-noekkel", "kommunene", "68834"),
    Oddity("no cost", "digital-innbygger", "mangler-kostnad"),
    Oddity("no column", "digital-innbygger", "kolonne-uavklart", "", "1250000"),
    Oddity(
        "2017 in 2018", "digital-innbygger", "flere-aar", "R2018-DIGITAL-1", "750000"
    ),
    Oddity("no cost", "helseteknologi", "mangler-kostnad", "", "707485"),
    Oddity("left", "helseteknologi", "ubrukt-tilskudd", "Fylkesmannen", "424784"),
    Oddity(
        "left",
        "helseteknologi",
        "ubrukt-tilskudd",
        "Velferdsteknologiprogrammet",
        "403045",
    ),
    Oddity("363 000 rounded", "helseteknologi", "avrundet", "NOK.BRUKT", "363000"),
    Oddity(
        "work not accounted for",
        "helseteknologi",
        "egeninnsats",
        "Kommunene-samlet ikke rapportert",
        "720000",
    ),
    Oddity("used, not earned", "helseteknologi", "antakelse", "2"),
    Oddity("no report", "distriktmedisinsk-senter", "mangler-rapport"),
    Oddity("no report", "jordmortjenesten", "mangler-rapport"),
    Oddity("no report", "friluftsrad", "mangler-rapport"),
]


@cache
def findings() -> tuple[AuditFinding, ...]:
    """The findings of the real books."""
    loaded = load(BOOKS / "ledger" / "main.beancount")
    return tuple(lint(loaded.entries, loaded.options[OPTION], 2018))


@pytest.mark.parametrize(
    "odd", ODDITIES, ids=[f"{o.cooperation}: {o.what}" for o in ODDITIES]
)
def test_every_oddity_of_the_report_is_found(odd: Oddity) -> None:
    wanted = odd.cooperation, odd.rule, odd.part
    found = [f for f in findings() if (f.cooperation, f.rule, f.part) == wanted]
    assert len(found) == 1, wanted
    assert found[0].amount == (Decimal(odd.amount) if odd.amount else None)
    assert found[0].place is not None
    path, line = found[0].place
    assert line <= len(Path(path).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("cooperation", "rule", "says"),
    [
        ("ikt", "antakelse", "Nordreisa 765\u00a0273,07 kr i stedet for"),
        ("ikt", "antakelse", "Mest flyttes 100\u00a0436,54 kr"),
        ("ikt", "antakelse", "Mest flyttes 4\u00a0307,48 kr"),
        ("innkjop", "del-av-aar", "01.01.2018–31.05.2018 mangler"),
        (
            "kommuneveterinaer",
            "antakelse",
            "blir det 367\u00a0800,00 kr mer",
        ),
        ("skadefelling", "antakelse", "blir det 131\u00a0250,00 kr mindre"),
        ("digital-innbygger", "mangler-kostnad", "men ikke hva som er brukt"),
        ("brann", "kommunenummer", "1942 (Nordreisa, nå 5544)"),
        ("kommuneveterinaer", "avvik", "avviket 38\u00a0960,00 kr over"),
        ("kommuneveterinaer", "antakelse", "Nordreisa 591\u00a0228,00 kr i stedet for"),
        (
            "veterinaervakt",
            "overskudd-uten-eier",
            "inntektene 21\u00a0882,00 kr høyere",
        ),
        (
            "veterinaervakt",
            "overskudd-uten-eier",
            "kostnadene 75\u00a0568,00 kr lavere",
        ),
        (
            "kompetanseloft",
            "regnestykke",
            "75 % × 5\u00a0000\u00a0000 er 3\u00a0750\u00a0000",
        ),
        ("kompetanseloft", "tak", "er det 852\u00a0556,00 kr"),
    ],
)
def test_what_is_found_is_said(cooperation: str, rule: str, says: str) -> None:
    texts = [
        f.text for f in findings() if (f.cooperation, f.rule) == (cooperation, rule)
    ]
    assert any(says in text for text in texts), texts


def test_what_adds_up_in_the_report_is_not_found() -> None:
    """Sums, shares and sums of positions that the report has right."""
    wrong = {(f.cooperation, f.rule) for f in findings()}
    assert not {rule for _, rule in wrong} & {"kontrollsum", "prosent", "over-tilsagn"}
    assert {c for c, rule in wrong if rule == "regnestykke"} == {"kompetanseloft"}
    assert {c for c, rule in wrong if rule == "finansiering"} == {"hoppide-b"}


def test_a_project_that_runs_has_no_deviation_at_the_end_of_the_year() -> None:
    """Two are extended into 2019; of the third nobody tells what the budget is for."""
    running = {"kompetanseloft", "hoppide-a", "hoppide-c"}
    assert not running & {f.cooperation for f in findings() if f.rule == "avvik"}


def test_the_effect_of_an_assumption_is_the_cooperation_s_own() -> None:
    """40/60 is used by two; each is told what it means for itself."""
    told = [f for f in findings() if f.cooperation == "innkjop"]
    assert not any("IKT" in str(f.text) for f in told)
