"""What is brought forward and what is set off is told line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claim_books import claim
from claim_books import kroner_text
from claim_books import make_claim_books
from claim_books import ore
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from derived_claims import folder as folder  # noqa: PLC0414 -- a fixture
from derived_claims import kr
from derived_claims import rows_of
from fellesbok.claim_documents import documents
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


# -------------------------------------------------------------------- settlements


def test_what_is_brought_forward_is_told_line_by_line(tmp_path: Path) -> None:
    """10 kr of 2016 that was paid in 2017, and 10 kr of which 7 were claimed."""
    old = "".join(
        f'{day} * "{text}"\n  Assets:Fordringer:Midtfjord:IKT  {amount} NOK\n'
        f"  Equity:Før  {-Decimal(amount)} NOK\n"
        for day, text, amount in (
            ("2016-12-31", "Rest fra 2016", "10.00"),
            ("2017-02-01", "Betalt", "-10.00"),
            ("2017-12-31", "Rest fra 2017", "10.00"),
        )
    )
    opened = (
        "2016-01-01 open Assets:Fordringer:Midtfjord:IKT NOK\n"
        "2016-01-01 open Equity:Før NOK\n"
    )
    after = make_claim_books(tmp_path, claims=opened + old, opened_before=True)
    share = Decimal(kroner_text(ore("midtfjord", after)))
    day = date(2018, 1, 1)
    before = claim(after, 1, ClaimKind.SETTLEMENT, "7.00", day=day, period="2017")
    asked = claim(after, 1, ClaimKind.SETTLEMENT, str(share + 3), day=date(2019, 2, 1))
    made = documents(asked, after, also=[before])
    assert rows_of(made, "Ikke gjort opp fra tidligere perioder") == [
        ("31.12.2017: Rest fra 2017", kr("10")),
        ("Krav ytrefjord-2018-0001 av 01.01.2018: avregning 2017", kr("-7")),
        ("Ikke gjort opp", kr("3")),
    ]
    (section,) = made.paper.attachment.derived
    assert [row.total for row in section.rows] == [False, False, True]


def test_what_is_claimed_for_its_own_period_is_not_brought_forward(
    tmp_path: Path,
) -> None:
    """What comes late to the first half has a claim of its own; none is brought on."""
    terms = version(settlement="half_year", claims="claims: {due_days: 30}")
    costs = cost("2018-02-01", "300.00"), cost("2018-08-01", "60.00")
    over = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'
    folder = Folder(tmp_path).write(rules(terms), chart(), *costs, over)
    folder.run("claim", "2018", "--yes")
    folder.add(cost("2018-03-01", "30.00"))
    loaded = folder.load()
    (second,) = [
        c for c in folder.claims() if (c.payer.slug, c.period) == ("midvik", "2018-H2")
    ]
    made = documents(second, loaded).paper
    assert [str(line.label) for line in made.reckoning.lines] == [
        "Andel av regnskapet 2018-H2"
    ]
    assert made.attachment.derived == ()


def test_what_is_set_off_is_told_voucher_by_voucher(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path)
    share = Decimal(kroner_text(ore("innfjord", after)))
    asked = claim(
        after,
        2,
        ClaimKind.SETTLEMENT,
        str(share - 42500),
        payer="innfjord",
        set_off="42500.00",
        day=date(2019, 2, 1),
    )
    made = documents(asked, after)
    assert rows_of(made, "Utlegg som motregnes") == [
        ("11.09.2018: Brannmur kjøpt av Innfjord", kr("42500")),
        ("Lagt ut og ikke gjort opp", kr("42500")),
    ]
    less = replace(asked, amount=asked.amount + 500, set_off=asked.set_off - 500)
    assert rows_of(documents(less, after), "Utlegg som motregnes")[-1] == (
        "Motregnes i dette kravet",
        kr("42000"),
    )


def test_what_is_set_off_and_stands_nowhere_is_seen(tmp_path: Path) -> None:
    """Midtfjord has laid out nothing, and the claim sets off 500 kr."""
    books = make_claim_books(tmp_path)
    share = Decimal(kroner_text(ore("midtfjord", books)))
    day = date(2019, 2, 1)
    asked = claim(books, 1, ClaimKind.SETTLEMENT, str(share - 500), day=day)
    made = documents(replace(asked, set_off=Decimal("500.00")), books)
    assert rows_of(made, "Utlegg som motregnes") == [
        ("Lagt ut og ikke gjort opp", kr("0")),
        ("Motregnes i dette kravet", kr("500")),
    ]


def test_what_is_laid_out_and_not_set_off_is_no_part_of_the_claim(
    tmp_path: Path,
) -> None:
    """Innfjord's outlay of 42 500 kr is booked after its claim was sent."""
    books = make_claim_books(tmp_path)
    share = Decimal(kroner_text(ore("innfjord", books)))
    day = date(2019, 2, 1)
    asked = claim(books, 1, ClaimKind.SETTLEMENT, str(share), payer="innfjord", day=day)
    made = documents(asked, books).paper
    assert [line.amount for line in made.reckoning.lines] == [share]
    assert made.attachment.derived == ()
