"""What one claim says in each column: blank where it has no such figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fellesbok.claims.cells import CELLS
from fellesbok.claims.cells import what_for
from fellesbok.claims.listed import ClaimRow
from fellesbok.claims.reminders import Reminder
from fellesbok.claims.written import Written
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import say
from fellesbok.tables.targets import Document
from fellesbok.tables.targets import Explanation
from fellesbok.tables.targets import Page
from items_by_hand import ENTRY
from items_by_hand import item
from objections_by_hand import claim
from objections_by_hand import to_claim

NOTE = claim(
    "kafjord-2019-0002",
    kind=ClaimKind.CREDIT,
    credits="kafjord-2018-0001",
    amount=Decimal("-100.00"),
    reason="Feil adresse",
    due=date(2019, 1, 31),
)
OWN = claim(kind=ClaimKind.INTERNAL)
BACK = claim(amount=Decimal("-30.00"))
ADVANCE = claim(kind=ClaimKind.ADVANCE, instalment="1 av 4")


def said(name: str, row: ClaimRow) -> str | None:
    """What a claim says in a column, in Norwegian."""
    value = CELLS[name](row).value
    return None if value is None else say(str(value), "nb")


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (claim(), "avregning 2018"),
        (ADVANCE, "a konto 2018, termin 1 av 4"),
        (OWN, "internt: avregning 2018"),
        (
            claim(kind=ClaimKind.INTERNAL, instalment="2 av 4"),
            "internt: a konto 2018, termin 2 av 4",
        ),
        (NOTE, "kreditnota for kafjord-2018-0001"),
    ],
)
def test_what_a_claim_is(of: Claim, told: str) -> None:
    assert say(what_for(of), "nb") == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ClaimRow(claim()), "betalt"),
        (ClaimRow(claim(), item=item(paid="100.00")), "betalt"),
        (ClaimRow(claim(), item=item()), "forfalt for 13 dager siden"),
        (ClaimRow(claim(), item=item(on=date(2019, 3, 2))), "forfaller 02.03.2019"),
        (ClaimRow(OWN, item=item(OWN)), "internt"),
        (ClaimRow(BACK, item=item(BACK)), "til gode"),
        (
            ClaimRow(claim(), item=item(credited="100.00"), other=Written(NOTE, ENTRY)),
            "kreditert med kafjord-2019-0002",
        ),
        (
            ClaimRow(claim(), item=item(credited="40.00"), other=Written(NOTE, ENTRY)),
            "delvis kreditert med kafjord-2019-0002",
        ),
        (ClaimRow(NOTE), "krediterer kafjord-2018-0001"),
    ],
)
def test_what_has_become_of_it(row: ClaimRow, told: str) -> None:
    assert said("status", row) == told


def reminded(credit: str = "0.00", objected: str = "0.00") -> ClaimRow:
    """A claim that is overdue, and what comes off it."""
    of = item()
    reminder = Reminder(of, Decimal(credit), Decimal(objected))
    return ClaimRow(claim(), item=of, reminder=reminder)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (reminded(), "purres"),
        (reminded("40.00"), "purres for 60,00 kr"),
        (reminded("0.00", "40.00"), "purres for 60,00 kr"),
        (reminded("100.00"), "dekkes av det som er til gode"),
        (ClaimRow(OWN, item=item(OWN)), "internt"),
        (ClaimRow(BACK, item=item(BACK)), "til gode"),
        (
            ClaimRow(claim(), item=item(objections=(to_claim(),))),
            "innsigelse, purres ikke",
        ),
        (ClaimRow(claim(), item=item()), None),
    ],
)
def test_what_is_to_be_done_about_it(row: ClaimRow, told: str | None) -> None:
    assert said("remark", row) == told


def test_what_it_gives_back_is_a_figure_of_its_own() -> None:
    assert CELLS["credit"](ClaimRow(BACK, item=item(BACK))).value == Decimal("30.00")
    assert said("credit", ClaimRow(claim(), item=item())) is None
    own = claim(kind=ClaimKind.INTERNAL, amount=Decimal("-30.00"))
    assert said("credit", ClaimRow(own, item=item(own))) is None


def test_a_credit_note_is_due_only_where_it_is_a_bill() -> None:
    assert said("due", ClaimRow(NOTE)) is None
    bill = replace(NOTE, due=date(2019, 3, 2))
    assert CELLS["due"](ClaimRow(bill)).value == date(2019, 3, 2)
    assert CELLS["due"](ClaimRow(claim())).value == date(2019, 3, 2)
    for name in ("credited", "paid"):
        assert said(name, ClaimRow(NOTE)) is None


def test_credit_notes_are_told_with_day_and_reason() -> None:
    notes = (Written(NOTE, ENTRY), Written(replace(NOTE, reason=""), ENTRY))
    assert said("credit_notes", ClaimRow(claim(), item=item(notes=notes))) == (
        "kafjord-2019-0002 31.01.2019: Feil adresse; kafjord-2019-0002 31.01.2019:"
        " grunn ikke oppgitt"
    )


def test_only_what_is_overdue_has_figures_of_a_reminder() -> None:
    row = reminded("40.00")
    figures = [CELLS[n](row).value for n in ("overdue", "covered", "to_remind")]
    assert figures == [Decimal("100.00"), Decimal("40.00"), Decimal("60.00")]
    none = ClaimRow(claim(), item=item())
    for name in ("overdue", "covered", "to_remind", "objected"):
        assert said(name, none) is None


def test_a_claim_leads_to_what_explains_it() -> None:
    shared = replace(ClaimRow(claim()), is_explained=True)
    explained = Explanation("ikt", "lyngen", "2018")
    assert CELLS["claimed"](shared).leads_to == explained
    asks = (("samarbeid", "ikt"), ("time", "2018"))
    assert CELLS["claimed"](ClaimRow(ADVANCE)).leads_to == Page("Budsjett", asks)


def test_documents_are_told_by_their_kind() -> None:
    row = ClaimRow(claim(), documents=("a/krav.pdf", "a/krav.xml"))
    assert CELLS["document"](row).leads_to == Document("a/krav.pdf")
    assert said("document", row) == "PDF"
    assert said("e_invoice", row) == "XML"
    assert said("e_invoice", ClaimRow(claim())) is None
