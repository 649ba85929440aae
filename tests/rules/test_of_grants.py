"""Grants as they are written, and what cannot hold of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.rules import examine_rules
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.rules.examined import Examined

USUAL = """\
  helse:
    title: Velferdsteknologi
    grantor: staten
    cooperation: ikt
    purpose: not_stated
    commitments: not_stated
    unused: restricted_fund
    source: Tilsagnsbrevet
"""


def examined(folder: Path, *changed: tuple[str, str], more: str = "") -> Examined:
    """The agreements of two, with a grant of which something is said otherwise."""
    text = USUAL
    for before, after in changed:
        assert before in text
        text = text.replace(before, after)
    path = folder / "rules.yaml"
    parties = "parties: {staten: {name: Staten}, fylket: {name: Fylket}}\n"
    path.write_text(f"{rules(more=parties)}grants:\n{text}{more}", encoding="utf-8")
    return examine_rules(path)


def grant(folder: Path, *changed: tuple[str, str], more: str = "") -> Grant:
    found = examined(folder, *changed, more=more)
    assert found.agreement is not None, found.faults
    return found.agreement.grants["helse"]


def faults(folder: Path, *changed: tuple[str, str], more: str = "") -> list[str]:
    return [fault.message for fault in examined(folder, *changed, more=more).faults]


def test_what_is_not_stated_is_nothing(tmp_path: Path) -> None:
    found = grant(tmp_path)
    assert (found.purpose, found.commitments) == (None, ())
    assert (found.first_day, found.last_day, found.cap) == (None, None, None)
    assert (found.final_report, found.own_financing, found.deadlines) == (
        None,
        None,
        (),
    )


def test_it_is_earned_on_an_account_of_its_grantor_in_the_currency(
    tmp_path: Path,
) -> None:
    found = grant(tmp_path)
    assert (found.account, found.earned_on) == ("Staten", "Income:IKT:Tilskudd:Staten")
    assert (found.commodity, found.shared_accounts) == ("NOK", ())


def test_an_account_of_its_own_leaves_the_grantors_to_be_looked_at(
    tmp_path: Path,
) -> None:
    """What is earned on the grantor's own may be of this grant, if nothing is said."""
    named = ("    purpose", "    account: Velferd\n    purpose")
    found = grant(tmp_path, named)
    assert found.earned_on == "Income:IKT:Tilskudd:Velferd"
    assert found.shared_accounts == ("Income:IKT:Tilskudd:Staten",)
    earned = ("    purpose", "    earned_on: Income:IKT:Velferd\n    purpose")
    said = grant(tmp_path, named, earned)
    assert (said.earned_on, said.shared_accounts) == ("Income:IKT:Velferd", ())


def test_commitments_are_kroner_the_oldest_first_and_those_without_a_day_before(
    tmp_path: Path,
) -> None:
    written = """\
commitments:
      - {amount: 200000, date: 2019-03-01, source: b}
      - {amount: "100000.50", date: 2018-02-01, source: a}
      - {amount: 5, source: c}
"""
    found = grant(tmp_path, ("commitments: not_stated\n", written))
    assert [(c.amount, c.day, c.source) for c in found.commitments] == [
        (Decimal("5.00"), None, "c"),
        (Decimal("100000.50"), date(2018, 2, 1), "a"),
        (Decimal("200000.00"), date(2019, 3, 1), "b"),
    ]


CONDITIONS = """\
    period: {from: 2018-01-01, to: 2019-12-31}
    conditions:
      paid_before_final_report: {rate: 4/5, amount: 80000}
      final_report: {due: 2020-03-01, delivered: 2020-02-01}
      own_financing: {rate: 50 %, kind: in_kind}
      deadlines: [{date: 2018-12-01, text: Delrapport}]
"""


def test_conditions_are_read_as_parts_kroner_and_days(tmp_path: Path) -> None:
    found = grant(tmp_path, more=CONDITIONS)
    assert (found.first_day, found.last_day) == (date(2018, 1, 1), date(2019, 12, 31))
    assert found.cap is not None
    assert (found.cap.rate, found.cap.stated) == (Fraction(4, 5), Decimal(80000))
    report = found.final_report
    assert report is not None
    assert (report.day, report.done) == (date(2020, 3, 1), date(2020, 2, 1))
    own = found.own_financing
    assert own is not None
    assert (own.amount, own.rate, own.kind) == (None, Fraction(1, 2), OwnKind.IN_KIND)
    assert [(d.day, d.text, d.done) for d in found.deadlines] == [
        (date(2018, 12, 1), "Delrapport", None)
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("grantor: staten", "grantor: kongen", "Ukjent betaler «kongen»."),
        ("cooperation: ikt", "cooperation: ppt", "Ukjent samarbeid «ppt»."),
    ],
)
def test_a_grant_is_of_a_known_cooperation_from_a_known_payer(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert faults(tmp_path, (before, after)) == [said]


def test_two_grants_of_a_cooperation_have_accounts_of_their_own(tmp_path: Path) -> None:
    """Letter case tells no accounts apart; another cooperation or grantor does."""
    second = USUAL.replace("  helse:", "  fiber:")
    assert faults(tmp_path, more=second) == [
        "Kontoleddet «Staten» brukes også av «helse»."
    ]
    named = second.replace("    purpose", "    account: STATEN\n    purpose")
    assert faults(tmp_path, more=named) == [
        "Kontoleddet «STATEN» brukes også av «helse»."
    ]
    assert faults(tmp_path, more=second.replace("staten", "fylket")) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "from: 2018-01-01",
            "from: 2020-01-01",
            "Perioden slutter 31.12.2019, før den begynner 01.01.2020.",
        ),
        ("{rate: 4/5, amount: 80000}", "{}", "Oppgi «rate», «amount» eller begge."),
        (
            "{rate: 50 %, kind",
            "{rate: 50 %, amount: 5, kind",
            "Oppgi enten «amount» eller «rate».",
        ),
        ("{rate: 50 %, kind", "{kind", "Oppgi enten «amount» eller «rate»."),
    ],
)
def test_conditions_that_say_nothing_or_two_things_are_told(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in CONDITIONS
    assert faults(tmp_path, more=CONDITIONS.replace(before, after)) == [said]


def test_a_period_of_one_day_and_one_that_is_open_are_periods(tmp_path: Path) -> None:
    for period in ("{from: 2018-01-01, to: 2018-01-01}", "{from: 2018-01-01}"):
        assert faults(tmp_path, more=f"    period: {period}\n") == []
