"""Why a cooperation has no shares: what the findings, the key or the books say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.model import Settlement
from fellesbok.entries import vocabulary
from fellesbok.entries.records import SettlementNote
from fellesbok.messages import Text
from fellesbok.sharing.without_shares import why_without
from settled_years import GRANT
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.sharing.settlement import YearResult

OF_2018 = (date(2018, 1, 1), date(2019, 1, 1))
MAY = (date(2018, 5, 1), date(2018, 6, 1))
COST = Voucher(date(2018, 2, 1), 100)
PLAIN = agreement(version(Equal()))
IKT = PLAIN.cooperations["ikt"]


def note(kind: str, text: str, account: str = "IKT") -> SettlementNote:
    """A finding in the books."""
    values = {vocabulary.COOPERATION: account, vocabulary.FINDING: kind}
    meta = data.new_metadata("main.beancount", 1, values)
    nothing = data.EMPTY_SET
    day = date(2018, 12, 31)
    return SettlementNote(data.Note(meta, day, "Expenses:IKT", text, nothing, nothing))


def test_what_a_finding_says_is_said_once_and_nothing_else_is() -> None:
    notes = [
        note("mangler rapportering", "Mangler rapportering for 2018."),
        note("mangler rapportering", "Mangler rapportering for 2018."),
        note("antakelse", "Antakelse: likt"),
        note("ikke fordelt", "100,00 kr er ikke fordelt", "Vann"),
    ]
    assert why_without(IKT, notes, [settle(PLAIN, [COST])], OF_2018) == [
        "Mangler rapportering for 2018."
    ]


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (
            settle(agreement(version(NotStated("Avtalen mangler"))), [COST]),
            "Avtalen mangler",
        ),
        (
            settle(PLAIN, [COST, Voucher(date(2018, 3, 1), -100, GRANT)]),
            "Inntektene dekker kostnaden.",
        ),
        (
            settle(PLAIN, [COST, Voucher(date(2018, 3, 1), -100)]),
            "Ingen kostnad å fordele.",
        ),
    ],
)
def test_a_settled_year_in_which_nobody_is_charged(
    result: YearResult, told: str
) -> None:
    assert why_without(IKT, [], [result], OF_2018) == [told]


def test_a_part_of_the_year_is_settled_later() -> None:
    """Half-yearly, May is settled in June; and 2019 is settled in no day of 2018."""
    terms = agreement(version(Equal(), settlement=Settlement.HALF_YEAR))
    result = settle(terms, [COST])
    told = why_without(IKT, [], [result], MAY)
    assert told == ["Avregnes 30.06.2018, som er utenfor perioden."]
    assert isinstance(told[0], Text)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (OF_2018, "Ingen kostnad eller inntekt for perioden er ført i kroner."),
        ((date(2017, 1, 1), date(2018, 1, 1)), "Avtalen gjelder ikke i perioden."),
        ((date(2019, 1, 1), date(2020, 1, 1)), "Avtalen gjelder ikke i perioden."),
    ],
)
def test_a_year_that_the_books_have_nothing_of(
    days: tuple[date, date], told: str
) -> None:
    year = (date(2018, 1, 1), date(2018, 12, 31))
    key = FixedAmounts({"lyngen": Fraction(1)})
    of = agreement(version(key, days=year)).cooperations["ikt"]
    assert why_without(of, [], [], days) == [told]
