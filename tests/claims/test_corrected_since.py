"""What corrections of a closed year give back beside what an objection gave.

Midvik's share of 12 000 kr is 3 600 kr, and 400 kr of them were given back.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import cost
from credited_parts import answer_corrected
from credited_parts import given_back
from credited_parts import put_right
from credited_parts import settle
from fellesbok.claims.corrected_since import corrected_since
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_correction_counts_when_the_year_that_it_is_settled_with_is_over(
    folder: Folder,
) -> None:
    """Three tenths of 1 333.33 kr less are 400.00 kr, to the øre."""
    note = given_back(folder, "delvis")
    settle(folder, "2019-01-10")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    put_right(folder, "12000.00", "10666.67")
    folder.add(cost("2019-04-01", "10000.00"))
    books = folder.load()
    entries, agreement = list(books.entries), books.settled.agreement
    running, over = (
        corrected_since(entries, agreement, folder.claims(), day)
        for day in (date(2019, 12, 30), date(2019, 12, 31))
    )
    assert running == {note: 0}
    assert over == {note: 400}


def test_what_was_put_right_after_the_year_was_closed_is_given_back_once(
    folder: Folder,
) -> None:
    """Midvik got 400 kr back; the correction gives the same when 2019 is settled.

    That it is the same, the books know when who keeps them says so.
    """
    note = given_back(folder, "delvis")
    settle(folder, "2019-01-10")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    put_right(folder, "12000.00", "10666.67")
    folder.add(cost("2019-04-01", "10000.00"))
    assert "det er holdt tilbake" in settle(folder, "2019-04-02"), "not settled yet"
    done = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert f"400,00 kr ble tatt tilbake fra Midvik med {note} etter" in said
    assert (
        "IKT-samarbeidet: Korreksjonen av 2018, som er avsluttet, gir Midvik 400,00 kr"
        f" tilbake. Er det for det samme som {note}, er det gitt tilbake to ganger til"
        " det kreves («fellesbok objections answer 2018-midvik-1 --corrected»); er det"
        " for noe annet, skal det ikke kreves." in said
    )
    answer_corrected(folder)
    done = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    assert "Innsigelsen sier at bøkene er rettet" in " ".join(done.output.split())
    assert "Korreksjonen av 2018" not in done.output
    claimed = [c for c in folder.claims() if c.payer.slug == "midvik"]
    # 30 % of 10 666,67 kr and of 10 000 kr, to the øre.
    assert sum(c.amount for c in claimed) == Decimal("6200.00")
    assert [(c.period, c.amount) for c in claimed if c.day.year == 2020] == [
        ("2019", Decimal("2600.00")),
        ("2018", Decimal("400.00")),
    ]


def test_a_correction_of_something_else_asks_for_nothing_that_was_given_back(
    folder: Folder,
) -> None:
    """Midvik got 400 kr back; of closed 2018 a refund of 1 000 kr gives it 300 kr."""
    note = given_back(folder, "delvis")
    settle(folder, "2019-01-10")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-12-01", "-1000.00"))
    folder.add(cost("2019-04-01", "10000.00"))
    done = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    assert [
        (c.period, c.amount)
        for c in folder.claims()
        if c.payer.slug == "midvik" and c.day.year == 2020
    ] == [("2019", Decimal("2700.00"))]
    said = " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert f"400,00 kr ble tatt tilbake fra Midvik med {note} etter" in said
    told = "Korreksjonen av 2018, som er avsluttet, gir Midvik 300,00 kr tilbake."
    assert told in said
    papers = folder.run("documents", "2019", "--output", str(folder.path / "papers"))
    assert papers.exit_code == 0, papers.output
