"""Two books held together: each kind of difference, and sums to the øre."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from deep import examples
from fellesbok.reconciling.claim_names import Names
from fellesbok.reconciling.holding import Question
from fellesbok.reconciling.holding import hold
from fellesbok.reconciling.picking import ARTS
from fellesbok.reconciling.picking import Picking
from fellesbok.reconciling.records import Basis
from fellesbok.reconciling.records import OurLine
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Reconciliation
from fellesbok.reconciling.records import Side
from fellesbok.reconciling.records import TheirLine
from fellesbok.reconciling.tables import lines_table
from fellesbok.reconciling.tables import sums_table

MARCH = date(2018, 3, 15)
D = Decimal


def claim(number: int, amount: str, day: date = MARCH, **more: object) -> OurLine:
    """A claim of 2018."""
    line = OurLine(
        f"vest-2018-{number:04d}",
        f"2018{number:04d}0",
        "IKT",
        "IKT",
        day,
        2018,
        D(amount),
    )
    return replace(line, **more)  # type: ignore[arg-type]


def booked(row: int, amount: str, text: str = "", **more: object) -> TheirLine:
    """A line of theirs on art 350, in 2018."""
    line = TheirLine(
        row, f"K-{row}", MARCH, 2018, "350", "350", "", text, "", D(amount)
    )
    return replace(line, **more)  # type: ignore[arg-type]


def held(
    ours: list[OurLine], theirs: list[TheirLine], **answers: str
) -> Reconciliation:
    """The two held together, as the command does it."""
    said = {int(row.removeprefix("row")): claim for row, claim in answers.items()}
    picking = Picking(2018, "sor", Names(tuple(ours)), rows=frozenset(said))
    kept = [line for line in theirs if picking.keeps(line)]
    return hold(Question(Side.CLAIMS, 2018, tuple(ours), answers=said), kept)


def told(found: Reconciliation) -> list[tuple[Outcome, Basis, str, str]]:
    """Each item as a bookkeeper would say it."""
    return [(i.outcome, i.basis, str(i.difference), str(i.remark)) for i in found.items]


def test_what_names_its_claim_agrees_whatever_the_day() -> None:
    late = date(2018, 12, 31)
    found = held(
        [claim(1, "100.00")], [booked(7, "100.00", "vest-2018-0001", day=late)]
    )
    assert told(found) == [(Outcome.AGREED, Basis.NUMBER, "0.00", "")]
    assert found.is_agreed


def test_missing_on_either_side() -> None:
    found = held([claim(1, "100.00")], [booked(7, "30.00", "Barnehageplass")])
    assert told(found) == [
        (Outcome.MISSING_THERE, Basis.NOT_KNOWN, "-100.00", ""),
        (Outcome.MISSING_HERE, Basis.NOT_KNOWN, "30.00", ""),
    ]
    assert (found.ours, found.theirs, found.difference) == (D(100), D(30), D(-70))


def test_a_line_names_a_claim_that_is_not_on_the_municipality() -> None:
    found = held([claim(1, "100.00")], [booked(7, "30.00", "Krav vest-2018-0009")])
    remark = "Oppgir vest-2018-0009, som ikke er noe krav på kommunen."
    assert told(found)[1] == (Outcome.MISSING_HERE, Basis.NOT_KNOWN, "30.00", remark)


def test_a_line_that_names_anothers_claim_does_not_agree_by_its_amount() -> None:
    """It may be of somebody else's, until a person has said that it is not."""
    ours, line = [claim(1, "100.00")], booked(7, "100.00", "Krav vest-2018-0009")
    remark = "Oppgir vest-2018-0009, som ikke er noe krav på kommunen."
    found = held(ours, [line])
    assert told(found) == [(Outcome.AMBIGUOUS, Basis.NOT_KNOWN, "0.00", remark)]
    assert not found.is_agreed
    assert found.items[0].claim == "vest-2018-0001"
    answered = held(ours, [line], row7="vest-2018-0001")
    assert told(answered) == [(Outcome.AGREED, Basis.ANSWER, "0.00", "")]


def test_what_names_nothing_is_nearer_than_what_names_anothers_claim() -> None:
    later = MARCH + timedelta(days=40)
    lines = [
        booked(7, "100.00", "Krav vest-2018-0009"),
        booked(8, "100.00", "Felles IKT", day=later),
    ]
    agreed, alone = held([claim(1, "100.00")], lines).items
    assert (alone.outcome, alone.theirs[0].row) == (Outcome.MISSING_HERE, 7)
    assert (agreed.outcome, agreed.theirs[0].row) == (Outcome.AGREED, 8)


def test_a_claim_of_a_host_that_has_none_on_the_payer_is_anothers_too() -> None:
    line = booked(7, "100.00", "ost-2018-0002")
    question = Question(
        Side.CLAIMS, 2018, (claim(1, "100.00"),), hosts=frozenset({"ost", "vest"})
    )
    remark = "Oppgir ost-2018-0002, som ikke er noe krav på kommunen."
    assert told(hold(question, [line])) == [
        (Outcome.AMBIGUOUS, Basis.NOT_KNOWN, "0.00", remark)
    ]


@pytest.mark.parametrize(
    ("paid", "outcome"), [("vest-2018-0001", Outcome.AMBIGUOUS), ("", Outcome.AGREED)]
)
def test_a_payment_that_names_what_we_have_no_payment_of_says_so(
    paid: str, outcome: Outcome
) -> None:
    """Money that pays no claim in our books may well be it."""
    own = frozenset({"vest-2018-0001", "vest-2018-0002"})
    ours = (claim(1, "100.00", claim=paid), claim(3, "70.00"))
    line = booked(7, "100.00", "Krav vest-2018-0002")
    found = hold(Question(Side.PAYMENTS, 2018, ours, (), None, own), [line])
    [item] = [each for each in found.items if each.theirs]
    remark = "Oppgir vest-2018-0002, som vi ikke har noen betaling på."
    assert (item.outcome, item.remark) == (outcome, remark)


@pytest.mark.parametrize(
    ("amounts", "off", "remark"),
    [
        (["99.00"], "-1.00", ""),
        (["125.00"], "25.00", "Avviket er avgiften på kravet."),
        (["-100.00"], "-200.00", "Ført med motsatt fortegn."),
        (["100.00", "100.00"], "100.00", "Ført to ganger."),
        (["100.00", "-100.00"], "-100.00", "Ført og tilbakeført."),
    ],
)
def test_the_amount_differs(amounts: list[str], off: str, remark: str) -> None:
    ours = [claim(1, "100.00", tax=D("25.00"))]
    theirs = [
        booked(row, amount, "vest-2018-0001") for row, amount in enumerate(amounts, 7)
    ]
    assert told(held(ours, theirs)) == [(Outcome.AMOUNT, Basis.NUMBER, off, remark)]


def test_one_claim_on_several_lines_agrees() -> None:
    parts = [booked(7, "60.00", "vest-2018-0001"), booked(8, "40.00", "KID 201800010")]
    found = held([claim(1, "100.00")], parts)
    assert told(found) == [(Outcome.AGREED, Basis.NUMBER, "0.00", "")]


def test_two_claims_on_one_line_agree_where_it_is_their_sum() -> None:
    ours = [claim(1, "100.00"), claim(2, "50.00")]
    found = held(ours, [booked(7, "150.00", "vest-2018-0001 og vest-2018-0002")])
    assert told(found) == [(Outcome.AGREED, Basis.NUMBER, "0.00", "")]
    assert found.items[0].claim == "vest-2018-0001, vest-2018-0002"


def test_a_credit_note_names_what_it_takes_back() -> None:
    ours = [claim(1, "100.00"), claim(2, "-100.00")]
    theirs = [
        booked(7, "100.00", "vest-2018-0001"),
        booked(8, "-100.00", "Kreditnota vest-2018-0002 for vest-2018-0001"),
    ]
    assert held(ours, theirs).is_agreed


@pytest.mark.parametrize(
    ("year", "amount", "outcome", "off"),
    [
        (2019, "100.00", Outcome.PERIOD, "-100.00"),
        (2019, "90.00", Outcome.PERIOD_AND_AMOUNT, "-100.00"),
    ],
)
def test_booked_in_another_year(
    year: int, amount: str, outcome: Outcome, off: str
) -> None:
    line = booked(7, amount, "vest-2018-0001", year=year, day=date(year, 1, 20))
    found = held([claim(1, "100.00")], [line])
    remark = "Hører til 2018, ført i 2019."
    assert told(found) == [(outcome, Basis.NUMBER, off, remark)]
    [shown, _total] = lines_table(found).lines
    assert str(shown.cells[9].note) == f"{amount.replace('.', ',')} i 2019"


def test_a_claim_of_the_year_before_booked_in_this() -> None:
    ours = [claim(1, "100.00", year=2017)]
    found = held(ours, [booked(7, "100.00", "vest-2018-0001")])
    remark = "Hører til 2017, ført i 2018."
    assert told(found) == [(Outcome.PERIOD, Basis.NUMBER, "100.00", remark)]
    assert (found.ours, found.theirs) == (D(0), D(100))


@pytest.mark.parametrize("art", ["380", "370", "450"])
def test_the_art_differs(art: str) -> None:
    line = booked(7, "100.00", "vest-2018-0001", art=art, code=art)
    remark = f"Ført på art {art}, og ikke på 350 / 750."
    expected = [(Outcome.ACCOUNT, Basis.NUMBER, "0.00", remark)]
    assert told(held([claim(1, "100.00")], [line])) == expected


def test_tax_that_names_the_claim_is_no_part_of_its_cost() -> None:
    lines = [
        booked(7, "100.00", "vest-2018-0001"),
        booked(8, "25.00", "vest-2018-0001", art="429"),
        booked(9, "-25.00", "vest-2018-0001", art="729"),
    ]
    assert held([claim(1, "100.00", tax=D("25.00"))], lines).is_agreed


def test_the_nearest_day_decides_where_amounts_are_equal() -> None:
    days = [date(2018, month, 15) for month in (2, 5, 8, 11)]
    ours = [claim(n, "100.00", day) for n, day in enumerate(days, 1)]
    theirs = [
        booked(n, "100.00", "Felles IKT", day=day + timedelta(days=9))
        for n, day in enumerate(reversed(days), 7)
    ]
    found = held(ours, theirs)
    assert [i.basis for i in found.items] == [Basis.AMOUNT_AND_DAY] * 4
    pairs = [(i.claim, i.theirs[0].row) for i in found.items]
    assert pairs == [(f"vest-2018-{n:04d}", 11 - n) for n in (1, 2, 3, 4)]


def test_two_that_are_equally_near_are_told_and_not_guessed() -> None:
    ours = [claim(1, "100.00"), claim(2, "100.00")]
    found = held(ours, [booked(7, "100.00", "Felles IKT")])
    assert told(found) == [(Outcome.AMBIGUOUS, Basis.NOT_KNOWN, "-100.00", "")]
    assert not found.is_agreed
    answered = held(ours, [booked(7, "100.00", "Felles IKT")], row7="vest-2018-0002")
    assert told(answered) == [
        (Outcome.AGREED, Basis.ANSWER, "0.00", ""),
        (Outcome.MISSING_THERE, Basis.NOT_KNOWN, "-100.00", ""),
    ]


def test_a_kid_that_two_hosts_have_given_is_of_the_one_with_the_amount() -> None:
    other = replace(claim(1, "40.00"), claim="ost-2018-0001")
    ours = [claim(1, "100.00"), other]
    found = held(
        ours, [booked(7, "40.00", "201800010"), booked(8, "100.00", "201800010")]
    )
    assert [(i.claim, i.outcome) for i in found.items] == [
        ("ost-2018-0001", Outcome.AGREED),
        ("vest-2018-0001", Outcome.AGREED),
    ]
    unlike = held(ours, [booked(7, "70.00", "201800010")])
    assert told(unlike) == [(Outcome.AMBIGUOUS, Basis.NOT_KNOWN, "-70.00", "")]


def test_a_line_of_another_year_that_names_nothing_is_not_looked_at() -> None:
    found = held([claim(1, "100.00")], [booked(7, "100.00", year=2017)])
    assert [i.outcome for i in found.items] == [Outcome.MISSING_THERE]


CENTS = st.integers(-500_00, 500_00).map(lambda ore: D(ore).scaleb(-2))
DAYS = st.integers(0, 364).map(lambda n: date(2018, 1, 1) + timedelta(days=n))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[list[OurLine], list[TheirLine]]:
    """A true file, and what may happen to it; amounts are often equal."""
    amounts = st.sampled_from([D("100.00"), D("50.00"), D("-100.00")]) | CENTS
    ours = [
        replace(
            claim(n, str(draw(amounts)), draw(DAYS)),
            year=draw(st.sampled_from([2018, 2018, 2018, 2017])),
            kid=f"2018000{draw(st.integers(0, 9))}0",
        )
        for n in range(1, draw(st.integers(1, 8)) + 1)
    ]
    theirs = [
        booked(n, str(our.amount), f"Krav {our.claim}", year=our.year, day=our.day)
        for n, our in enumerate(ours, 1)
    ]
    for _ in range(draw(st.integers(0, 6))):
        if not theirs:
            break
        place = draw(st.integers(0, len(theirs) - 1))
        line, other = theirs[place], draw(st.sampled_from(ours))
        match draw(st.integers(0, 7)):
            case 0:
                del theirs[place]
            case 1:
                theirs.append(replace(line, row=len(theirs) + 100))
            case 2:
                theirs[place] = replace(line, amount=draw(CENTS))
            case 3:
                theirs[place] = replace(line, year=draw(st.integers(2017, 2019)))
            case 4:
                theirs[place] = replace(line, art=draw(st.sampled_from(["270", "380"])))
            case 5:
                theirs[place] = replace(
                    line, text=draw(st.sampled_from(["", other.kid]))
                )
            case 6:
                theirs[place] = replace(line, text=f"{line.text} {other.claim}")
            case _:
                theirs.append(booked(len(theirs) + 200, str(draw(CENTS)), "Annet"))
    return ours, draw(st.permutations(theirs))


@settings(max_examples=examples(100), deadline=None)
@given(damaged())
def test_whatever_happens_to_a_true_file_is_explained_to_the_ore(
    both: tuple[list[OurLine], list[TheirLine]],
) -> None:
    """Each line once on either side, and the difference is what the items say."""
    ours, theirs = both
    found = held(ours, theirs)
    explained = sum((item.difference for item in found.items), D(0))
    mine = sum((line.amount for line in ours if line.year == 2018), D(0))
    names = Names(tuple(ours))
    kept = [
        line
        for line in theirs
        if names.of(line).claims or (line.year == 2018 and line.art in ARTS)
    ]
    yours = sum((line.amount for line in kept if line.year == 2018), D(0))
    assert yours - mine == explained == found.difference
    here = [id(line) for item in found.items for line in item.ours]
    there = [id(line) for item in found.items for line in item.theirs]
    assert len(here) == len(set(here))
    assert len(there) == len(set(there))
    assert {id(line) for line in ours if line.year == 2018} <= set(here)
    assert {id(line) for line in kept if line.year == 2018} <= set(there)
    for table in (sums_table(found), lines_table(found)):
        place = [column.name for column in table.columns].index("difference")
        assert (table.lines[-1].cells[place].value or D(0)) == found.difference


@settings(max_examples=examples(40), deadline=None)
@given(damaged())
def test_the_order_of_the_file_changes_nothing(
    both: tuple[list[OurLine], list[TheirLine]],
) -> None:
    ours, theirs = both
    other = sorted(theirs, key=lambda line: line.row)
    assert [
        (i.outcome, i.claim, i.difference, sorted(t.row for t in i.theirs))
        for i in held(ours, theirs).items
    ] == [
        (i.outcome, i.claim, i.difference, sorted(t.row for t in i.theirs))
        for i in held(ours, other).items
    ]


def test_a_true_file_agrees() -> None:
    ours = [claim(n, f"{n}00.00") for n in range(1, 9)]
    theirs = [booked(n, f"{n}00.00", f"vest-2018-{n:04d}") for n in range(1, 9)]
    assert held(ours, theirs).is_agreed
