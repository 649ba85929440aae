"""What a figure rests on: hosts, decision, source and assumptions, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.explanation.grounds import terms_of_year
from fellesbok.shared import Shared
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Version

FIRST = version(
    Equal(),
    ("kafjord", "lyngen"),
    days=(date(2018, 1, 1), date(2018, 6, 30)),
    host="kafjord",
)
LAST = replace(
    FIRST, first_day=date(2018, 7, 1), last_day=date(2019, 12, 31), host="lyngen"
)
ASSUMED = (Assumption("Antatt", effect="Lyngen sparer 5 kr."),)


def told(*terms: Version, payer: str = "lyngen", everything: bool = False) -> list[str]:
    """What is said of 2018."""
    of = agreement(*terms)
    result = settle(of, [Voucher(date(2018, 8, 1), 100_00)])
    shared = Shared(of, (result,))
    rows = terms_of_year(shared, result, of.payer(payer), everything=everything)
    return [str(row.label) for row in rows]


def test_earlier_hosts_of_the_year_stand_before_the_last() -> None:
    assert told(FIRST, LAST) == [
        "Vertskommune til og med 30.06.2018: Kafjord",
        "Vertskommune: Lyngen (egen andel, intern)",
        "Vedtak: ikke oppgitt",
        "Kilde: ikke oppgitt",
    ]
    assert told(FIRST, LAST, payer="kafjord")[1] == "Vertskommune: Lyngen"


def test_the_same_host_under_new_terms_is_one_and_an_older_one_is_of_another_year() -> (
    None
):
    same = replace(FIRST, host="lyngen")
    assert told(same, LAST)[0] == "Vertskommune: Lyngen (egen andel, intern)"
    old = replace(
        FIRST, first_day=date(2017, 1, 1), last_day=date(2017, 12, 31), host=None
    )
    new = replace(LAST, first_day=date(2018, 1, 1))
    assert told(old, new)[0] == "Vertskommune: Lyngen (egen andel, intern)"


def test_what_the_source_says_is_told() -> None:
    stated = replace(LAST, decision="Sak 12/17", source="Avtalen § 4")
    assert told(FIRST, stated)[-2:] == ["Vedtak: Sak 12/17", "Kilde: Avtalen § 4"]


def test_an_assumption_of_key_and_terms_is_told_once_with_what_it_means() -> None:
    key = Named("n", "N", Equal(), "", ASSUMED)
    assumed = replace(LAST, key=key, assumptions=ASSUMED)
    assert told(FIRST, assumed)[-1] == "Antakelse: Antatt"
    assert told(FIRST, assumed, everything=True)[-2:] == [
        "Antakelse: Antatt",
        "Virkning: Lyngen sparer 5 kr.",
    ]
