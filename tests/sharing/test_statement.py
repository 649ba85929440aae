"""What the books say of shares is read from them alone, and held against itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.account_names import AccountNames
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.agreement.titles import SETTLEMENTS
from fellesbok.contradictions import ContradictionError
from fellesbok.entries import records
from fellesbok.entries import vocabulary
from fellesbok.entries.lines import Line
from fellesbok.entries.lines import transaction as generated_line
from fellesbok.messages import Text
from fellesbok.sharing import statement
from settled_years import Voucher
from settled_years import agreement
from settled_years import generated
from settled_years import settle
from settled_years import transaction
from settled_years import version

PAIR = ("kafjord", "lyngen")
HALVES = agreement(
    version(Equal(), PAIR, host="lyngen", settlement=Settlement.HALF_YEAR)
)
VOUCHERS = [Voucher(date(2018, 5, 1), 100_00), Voucher(date(2018, 8, 1), 60_00)]
LINK = "fordeling-2018-ikt"
WRITTEN = [
    transaction(1, VOUCHERS[0])._replace(links=frozenset({LINK})),
    transaction(2, VOUCHERS[1]),
]
BOOKS = [*WRITTEN, *generated(HALVES, settle(HALVES, VOUCHERS))]


def test_shares_come_by_cooperation_day_and_payer() -> None:
    """The basis is of the year so far; the amount is what the half-year adds."""
    found = [
        (s.period, s.municipality, str(s.basis), str(s.amount), s.internal)
        for s in statement.shares(BOOKS[::-1])
    ]
    assert found == [
        ("2018-H1", "Kafjord", "100.00", "50.00", False),
        ("2018-H1", "Lyngen", "100.00", "50.00", True),
        ("2018-H2", "Kafjord", "160.00", "30.00", False),
        ("2018-H2", "Lyngen", "160.00", "30.00", True),
    ]
    assert {s.share for s in statement.shares(BOOKS)} == {Fraction(1, 2)}
    assert statement.shares(BOOKS, 2019) == []


def test_a_fixed_amount_is_no_share_of_anything() -> None:
    of = agreement(version(FixedAmounts({"lyngen": Fraction(500)}), ("lyngen",)))
    (share,) = statement.shares(generated(of, settle(of, VOUCHERS[:1])))
    assert (share.share, share.has_share) == (None, False)


def test_when_a_project_is_due_can_be_said_in_another_language() -> None:
    of = agreement(version(Equal(), PAIR, settlement=Settlement.PROJECT_END))
    for share in statement.shares(generated(of, settle(of, VOUCHERS))):
        assert isinstance(share.due, Text)
        assert share.due == SETTLEMENTS[Settlement.PROJECT_END]


def test_what_a_person_wrote_with_our_tag_is_no_share() -> None:
    mine = transaction(3, VOUCHERS[0])._replace(tags=frozenset({"fordeling"}))
    assert statement.shares([mine]) == []


def test_the_vouchers_behind_a_link_are_those_that_somebody_wrote() -> None:
    assert statement.vouchers(BOOKS, LINK) == WRITTEN[:1]


def test_shares_that_are_not_the_basis_are_told_of_their_year_alone() -> None:
    assert list(statement.unsound(BOOKS)) == []
    without = [entry for entry in BOOKS if entry is not BOOKS[-1]]
    ((account, year, error),) = statement.unsound(without)
    assert (account, year) == ("IKT", 2018)
    assert error.figures == (Decimal("130.00"), Decimal("160.00"))


def test_amounts_that_are_no_shares_are_held_against_nothing() -> None:
    of = agreement(version(FixedAmounts({"lyngen": Fraction(500)}), ("lyngen",)))
    assert list(statement.unsound(generated(of, settle(of, VOUCHERS)))) == []


def test_what_moves_on_receivables_is_charged_or_given_back() -> None:
    """600 kr are paid for a cost of 160: 440 go back to who paid them."""
    amounts = FixedAmounts({"kafjord": Fraction(600_00)})
    back = Surplus.RETURN_TO_PARTICIPANTS
    of = agreement(version(amounts, ("kafjord",), host="lyngen", surplus=back))
    made = generated(of, settle(of, VOUCHERS))
    found = list(statement.on_receivables([*WRITTEN, *made], AccountNames()))
    assert [(m.municipality, str(m.amount), m.corrects) for m in found] == [
        ("Kafjord", "600.00", None),
        ("Kafjord", "-440.00", None),
    ]
    assert {m.day for m in found} == {date(2018, 12, 31)}
    others = AccountNames(receivables="Assets:Annet")
    assert list(statement.on_receivables(made, others)) == []


def corrected(
    before: str, after: str, ore: int, payer: str = "Lyngen"
) -> data.Transaction:
    """A correction of 2017 that stands in 2018."""
    meta = {
        vocabulary.COOPERATION: "IKT",
        vocabulary.PERIOD: "2018",
        vocabulary.CORRECTS: "2017",
        vocabulary.BEFORE: Amount(Decimal(before), "NOK"),
        vocabulary.AFTER: Amount(Decimal(after), "NOK"),
        vocabulary.REASON: "bilag 7",
        **({vocabulary.MUNICIPALITY: payer} if payer else {}),
    }
    line = Line(
        date(2018, 12, 31),
        "IKT 2017",
        frozenset({vocabulary.CORRECTION_TAG}),
        frozenset(),
        meta,
        "Assets:Fordringer:Lyngen:IKT",
        "Income:IKT:Kommuner:Lyngen",
        ore,
    )
    return generated_line(line, 1, "NOK")


def test_a_correction_is_what_the_year_would_be_less_what_it_was() -> None:
    entries = [corrected("50.00", "35.00", -15_00)]
    (found,) = statement.corrections(entries)
    assert (found.year, found.day.year, found.municipality) == (2017, 2018, "Lyngen")
    assert found.amount == found.debited("Assets:") == Decimal("-15.00")
    assert found.debited("Income:IKT") == Decimal("15.00")
    assert found.debited("Liabilities:") == 0
    assert statement.corrections(entries, 2017) == []
    (nobody,) = statement.corrections([corrected("0.00", "1.00", 1_00, "")])
    assert nobody.municipality == ""


def test_a_correction_that_does_not_add_up_is_a_contradiction() -> None:
    with pytest.raises(ContradictionError):
        statement.corrections([corrected("50.00", "35.00", -14_99)])


def test_findings_are_the_notes_that_we_wrote() -> None:
    ours = data.Note(
        vocabulary.metadata(1, {}),
        date(2018, 12, 31),
        "Expenses:IKT",
        "Antakelse",
        frozenset({vocabulary.FINDING_TAG}),
        frozenset(),
    )
    theirs = ours._replace(meta=data.new_metadata("main.beancount", 4))
    untagged = ours._replace(tags=None)
    entries: list[data.Directive] = [ours, theirs, untagged]
    assert statement.findings(entries) == [records.SettlementNote(ours)]
    assert statement.findings(entries, 2019) == []


def test_what_is_told_is_gathered_by_cooperation_in_its_own_order() -> None:
    one, two, *_ = statement.shares(BOOKS)
    vann = replace(one, cooperation="Vann")
    assert statement.by_cooperation([two, vann, one]) == {
        "IKT": [two, one],
        "Vann": [vann],
    }
