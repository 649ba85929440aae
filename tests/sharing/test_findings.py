"""What a reader must know of a settled year stands in the books as notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from beancount.core import data

from fellesbok.agreement.distribution_key import Assumption
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import DistributionKey
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Surplus
from fellesbok.entries import vocabulary
from fellesbok.entries.custom_values import custom
from fellesbok.messages import Text
from fellesbok.sharing.findings import Finding
from fellesbok.sharing.findings import findings
from fellesbok.sharing.findings import not_shared
from fellesbok.sharing.findings import nothing_written
from fellesbok.sharing.pots import Gap
from settled_years import COSTS
from settled_years import COSTS_OF_CENTRE
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

PAIR = ("kafjord", "lyngen")
MAY = date(2018, 5, 1)
COST = Voucher(MAY, 100_00)
OPEN = data.Open(
    data.new_metadata("main.beancount", 1), date(2018, 1, 1), COSTS, [], None
)
HOSTED = version(Equal(), PAIR, host="lyngen")


def told(
    of: Agreement, *vouchers: Voucher, harmless: tuple[tuple[str, int, str], ...] = ()
) -> list[tuple[str, str]]:
    """Kind and text of each finding of the year."""
    results = [settle(of, vouchers or [COST])]
    notes, errors = findings([OPEN], of, results, harmless=harmless)
    assert errors == []
    return [
        (note.meta[vocabulary.FINDING], note.comment.replace("\N{NO-BREAK SPACE}", " "))
        for note in notes
    ]


def test_a_year_in_order_has_nothing_to_tell() -> None:
    assert told(agreement(HOSTED)) == []


def test_a_host_that_nobody_states_is_told_where_there_is_a_cost() -> None:
    hostless = agreement(replace(HOSTED, host=None))
    assert told(hostless) == [
        ("vert ikke oppgitt", "Det er ikke oppgitt hvilken kommune som er vert.")
    ]
    assert told(hostless, COST, Voucher(MAY, -100_00)) == []


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (NotStated("Ingen vet"), "Ingen vet"),
        (NotStated(""), "fordelingsnøkkelen er ikke oppgitt."),
        (
            NothingShared("Staten"),
            "inntektene dekker det ikke, og avtalen deler ikke resten.",
        ),
    ],
)
def test_what_is_not_shared_is_told_with_why(key: DistributionKey, why: str) -> None:
    of = agreement(replace(HOSTED, key=key))
    assert told(of) == [("ikke fordelt", f"100,00 kr er ikke fordelt: {why}")]


def test_a_part_of_an_ore_is_with_the_first_reason() -> None:
    """Two costs of a third and two thirds of a year of service: the sum is whole."""
    rule = CostCentreRule(NotStated("B"), None)
    of = agreement(
        version(NotStated("A"), PAIR, days=(date(2016, 1, 1), MAY), centre=rule),
        version(NotStated("C"), PAIR, days=(date(2018, 5, 2), date.max), centre=rule),
    )
    service = (MAY, date(2018, 5, 3))
    vouchers = [Voucher(MAY, 100, service=service), Voucher(MAY, 7, COSTS_OF_CENTRE)]
    found = not_shared(settle(of, vouchers))
    assert found == {"A": 34, "B": 7, "C": 66}


@pytest.mark.parametrize(
    ("rule", "amount", "kind", "text"),
    [
        (
            Surplus.NOT_STATED,
            130_00,
            "uavklart overskudd",
            "30,00 kr mer inntekt enn kostnad, og avtalen sier ikke hvem som eier det.",
        ),
        (
            Surplus.OWED_TO_GRANTOR,
            130_00,
            "skyldig tilskuddsgiver",
            "30,00 kr mer inntekt enn kostnad er skyldig tilskuddsgiver.",
        ),
        (
            Surplus.FUND,
            70_00,
            "underdekning",
            (
                "Bidrag og inntekter er 30,00 kr lavere enn kostnaden, og avtalen sier"
                " ikke hvem som dekker det."
            ),
        ),
    ],
)
def test_what_is_left_over_or_lacks_is_told(
    rule: Surplus, amount: int, kind: str, text: str
) -> None:
    key = FixedAmounts({"lyngen": Fraction(amount)})
    of = agreement(version(key, ("lyngen",), host="lyngen", surplus=rule))
    assert told(of) == [(kind, text)]


def test_a_surplus_that_has_owners_is_no_finding() -> None:
    key = FixedAmounts({"lyngen": Fraction(130_00)})
    rule = Surplus.FUND
    assert told(agreement(version(key, ("lyngen",), host="lyngen", surplus=rule))) == []


def test_a_minimum_does_not_hold_for_one_without_a_part_in_any_cost() -> None:
    """Storfjord takes part in the spring alone, and all the cost is of the autumn."""
    least = {"storfjord": Fraction(10_00), "lyngen": Fraction(10_00)}
    key = Bounded(Equal(), least, {})
    spring, autumn = (date(2018, 1, 1), date(2018, 6, 30)), (date(2018, 7, 1), date.max)
    of = agreement(
        version(key, (*PAIR, "storfjord"), days=spring, host="lyngen"),
        version(key, PAIR, days=autumn, host="lyngen"),
    )
    assert told(of, Voucher(date(2018, 9, 1), 100_00)) == [
        (
            "minimum gjelder ikke",
            "Minimum gjelder ikke for Storfjord, som ikke har del i noen kostnad.",
        )
    ]


def test_assumptions_that_move_nobody_stand_together_after_those_that_do() -> None:
    assumed = (
        Assumption("Brutto er antatt."),
        Assumption("Ø er antatt.", has_no_effect=True),
        Assumption("Ais antatt."),
    )
    of = agreement(replace(HOSTED, assumptions=assumed))
    quiet = (("ikt", 2018, "Ais antatt."),)
    assert told(of, harmless=quiet) == [
        ("antakelse", "Antakelse: Brutto er antatt."),
        (
            "antakelse",
            "Antakelser uten virkning på beløpene: Ais antatt. Ø er antatt.",
        ),
    ]


# What is written, and where it is said ------------------------------------------------


def reported(slug: str, status: str) -> data.Custom:
    """A line about the report of a cooperation."""
    return custom(vocabulary.REPORTING, MAY, [slug, status], {})


def test_a_report_that_has_not_come_is_told_and_one_that_has_is_not() -> None:
    of = agreement(HOSTED)
    lines: list[data.Directive] = [OPEN]
    lines += [reported("ikt", "mangler"), reported("ikt", "rapportert")]
    (note,), errors = findings(lines, of, [])
    assert (note.comment, errors) == ("Mangler rapportering for 2018.", [])
    assert (note.account, note.date) == (COSTS, date(2018, 12, 31))
    assert note.tags == frozenset({vocabulary.FINDING_TAG})


def test_a_report_of_an_unknown_cooperation_is_an_error() -> None:
    notes, errors = findings([OPEN, reported("vann", "mangler")], agreement(HOSTED), [])
    assert [error.message for error in errors] == ["Ukjent samarbeid «vann»."]
    assert notes == []


def test_nothing_is_said_on_an_account_that_is_not_open() -> None:
    of = agreement(replace(HOSTED, host=None))
    notes, errors = findings([], of, [settle(of, [COST])])
    assert notes == []
    (error,) = errors
    assert COSTS in error.message


def test_a_finding_may_stand_on_its_own_account_and_day() -> None:
    """Notes are numbered after the entries that were made before them."""
    of = agreement(HOSTED)
    ikt = of.cooperations["ikt"]
    own = Finding(ikt, 2018, "annet", Text("Noe"), "Assets:Bank", MAY)
    plain = Finding(ikt, 2018, "annet", Text("Mer"))
    bank = OPEN._replace(account="Assets:Bank")
    notes, _ = findings([OPEN, bank], of, [], first_number=5, others=[own, plain])
    assert [(n.account, n.date) for n in notes] == [
        ("Assets:Bank", MAY),
        (COSTS, date(2018, 12, 31)),
    ]
    first, second = (note.meta["lineno"] for note in notes)
    assert (first, second) == (vocabulary.FIRST_LINE + 5, vocabulary.FIRST_LINE + 6)


def test_years_without_a_line_are_told_in_the_last_that_has_terms() -> None:
    terms = version(Equal(), days=(date(2018, 1, 1), date(2018, 12, 31)))
    ikt = agreement(terms).cooperations["ikt"]
    gap = Gap(2019, 2107, date(2108, 6, 1), ("/srv/ledger/main.beancount", 7))
    (found,) = nothing_written([(ikt, gap)])
    assert found.year == 2018
    assert "i årene 2019–2107" in found.text
    assert "fra 01.06.2108 (main.beancount:7)" in found.text
