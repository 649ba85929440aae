"""A voucher that is objected to is booked elsewhere, because the municipality is right.

IKT has B-1 of 12 000 kr and B-2 of 1 000 kr, borne by 5, 3 and 2 parts; Midvik is
claimed for 3 900 kr and objects to B-1, which is Vann's.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from click.testing import CliRunner

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.cli import main
from fellesbok.sharing import statement
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import credited
from pagebook import reader_of
from pagebook import with_pages
from reminded_claims import other

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

TERMS = "claims: {due_days: 30}"
OBJECTED = VOUCHER.replace("2018-12-01", "2019-01-20")
OUTCOME = '\n2019-02-03 custom "innsigelse" "2018-midvik-3" "utfall" "{}"\n'
MOVED = (
    "Innsigelsen 2018-midvik-3 gjelder bilag B-1, som ikke er ført på IKT-samarbeidet."
)


def numbered(number: str, *words: str) -> str:
    return cost(*words).replace('"Kostnad"', f'"Kostnad"\n  bilag: "{number}"')


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    text = rules(version(claims=TERMS), others=other(version(claims=TERMS)))
    of_ikt = [
        numbered("B-1", "2018-04-01", "12000.00"),
        numbered("B-2", "2018-05-01", "1000.00"),
    ]
    title = 'option "title" "Vika"\noption "operating_currency" "NOK"\n'
    found = Folder(tmp_path).write(text, title, chart("IKT", "Vann"), *of_ikt)
    done = found.run("claim", "2018", "--date", "2019-01-10", "--yes")
    assert done.exit_code == 0, done.output
    return found.add(OBJECTED)


def put_right(folder: Folder) -> None:
    """Who keeps the books books B-1 where it belongs."""
    path = folder.path / "ledger" / "main.beancount"
    text = path.read_text("utf-8")
    before = "Expenses:IKT  12000.00"
    assert text.count(before) == 1
    path.write_text(text.replace(before, "Expenses:Vann  12000.00"), "utf-8")


def answer(folder: Folder, *words: str) -> str:
    command = ["objections", "answer", "2018-midvik-3", "--books", str(folder.path)]
    done = CliRunner().invoke(main, [*command, *words, "--yes"])
    assert done.exit_code == 0, done.output
    return done.output


def settle(folder: Folder, *more: str) -> str:
    words = ("claim", "2018", "--settlement", "--date", "2019-03-01", "--yes", *more)
    done = folder.run(*words)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())


def of_midvik(folder: Folder) -> list[tuple[str, Decimal, Decimal]]:
    """Each of its claims: of what, on how much, and what it holds back."""
    return [
        (c.cooperation.account, c.amount, c.held_back)
        for c in folder.claims()
        if c.payer.slug == "midvik" and not c.credits
    ]


def shares_of_midvik(folder: Folder) -> dict[str, Decimal]:
    return {
        share.cooperation: share.amount
        for share in statement.shares(folder.load().entries)
        if share.municipality == "Midvik"
    }


CLAIMED = ("IKT", Decimal("3900.00"), Decimal("0.00"))
RIGHT = {"IKT": Decimal("300.00"), "Vann": Decimal("3600.00")}


def test_an_open_one_is_told_and_stops_nothing(folder: Folder) -> None:
    """Who mends the voucher first, answers afterwards."""
    put_right(folder)
    assert folder.errors() == []
    checked = folder.run("check")
    assert checked.exit_code == 0, checked.output
    said = " ".join(checked.output.split())
    assert f"{MOVED} Er bøkene rettet, gi innsigelsen et utfall" in said
    assert shares_of_midvik(folder) == RIGHT
    closed = folder.run("close", "2018", "--cooperation", "IKT", "--yes")
    assert closed.exit_code == 1
    assert "avsluttes ikke før innsigelsene har et utfall: 2018-midvik-3." in (
        closed.output
    )
    reminded = folder.run("open", "--reminders", "--on", "2019-03-01").output
    waits = "nordvik-2019-0001 purres ikke så lenge det er innsigelse mot det"
    assert waits in reminded
    for command in (("shares", "2018"), ("explain", "ikt", "midvik", "--year", "2018")):
        assert "Gjelder skolen" in folder.run(*command).output
    answer(folder, "--outcome", "korreksjon", "--corrected")
    assert MOVED not in " ".join(folder.run("check").output.split())
    settle(folder)
    assert of_midvik(folder) == [
        CLAIMED,
        ("IKT", Decimal("-3600.00"), Decimal("0.00")),
        ("Vann", Decimal("3600.00"), Decimal("0.00")),
    ]
    for name in ("IKT", "Vann"):
        done = folder.run("close", "2018", "--cooperation", name, "--yes")
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("outcome", ["korreksjon", "opprettholdt"])
def test_one_with_an_outcome_is_right_when_the_voucher_has_gone(
    folder: Folder, outcome: str
) -> None:
    folder.add(OUTCOME.format(outcome))
    put_right(folder)
    assert folder.errors() == []
    assert MOVED not in " ".join(folder.run("check").output.split())
    if outcome == "korreksjon":
        closed = folder.run("close", "2018", "--yes").output
        assert "avsluttes ikke før det er korrigert som innsigelsene fikk" in closed
        answer(folder, "--corrected")
    settle(folder)
    assert of_midvik(folder)[1:] == [
        ("IKT", Decimal("-3600.00"), Decimal("0.00")),
        ("Vann", Decimal("3600.00"), Decimal("0.00")),
    ]
    assert folder.run("close", "2018", "--yes").exit_code == 0


def granted_in_part(folder: Folder) -> str:
    """Midvik gets 1 000 kr back, and nobody says that the books are right."""
    (claim,) = (c.id for c in folder.claims() if c.payer.slug == "midvik")
    words = ("--amount", "1000", "--reason", "Skolen", "--date", "2019-02-01")
    note = credited(folder, claim, *words)
    folder.add(OUTCOME.format("delvis") + f'  kreditnota: "{note}"\n')
    return note


def test_money_back_is_what_the_books_say_where_a_part_was_given_back_before(
    folder: Folder,
) -> None:
    """Where the payer is to get money, nothing can wait: that it is less is told."""
    note = granted_in_part(folder)
    put_right(folder)
    told = f"1 000,00 kr ble tatt tilbake fra Midvik med {note}"
    less = "får Midvik så mye mindre tilbake her."
    said = settle(folder, "--cooperation", "IKT", "--payer", "Midvik")
    assert told in said
    assert less in said
    # 300 - (3 900 - 1 000): it gets what the books say.
    assert of_midvik(folder)[1:] == [("IKT", Decimal("-2600.00"), Decimal("0.00"))]


def test_what_was_given_back_is_held_back_of_what_is_left_of_the_voucher(
    folder: Folder,
) -> None:
    """12 000 kr that came late: as much as was given back waits, and that is all."""
    granted_in_part(folder)
    put_right(folder)
    folder.add(cost("2018-06-01", "12000.00"))
    settle(folder, "--cooperation", "IKT", "--payer", "Midvik")
    # 300 + 3 600 - 2 900 = 1 000: all of it was given back.
    assert of_midvik(folder) == [CLAIMED]
    answer(folder, "--corrected")
    settle(folder, "--cooperation", "IKT", "--payer", "Midvik")
    assert of_midvik(folder)[1:] == [("IKT", Decimal("1000.00"), Decimal("0.00"))]


def test_the_only_voucher_of_a_share_may_go_to_another_year(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(
        rules(version(claims=TERMS)),
        chart(),
        numbered("B-1", "2018-04-01", "12000.00"),
        OBJECTED + SHARE.replace("2018-12-01", "2019-01-20"),
    )
    path = folder.path / "ledger" / "main.beancount"
    path.write_text(path.read_text("utf-8").replace("2018-04-01", "2019-04-01"))
    assert folder.errors() == []
    told = (
        "er fra Midvik, som ikke har noen andel av IKT-samarbeidet i 2018. Er bøkene"
        " rettet, gi innsigelsen et utfall"
    )
    said = " ".join(folder.run("check").output.split())
    assert said.count(told) == 2
    closed = folder.run("close", "2018", "--yes")
    assert closed.exit_code == 1  # there is nothing to close, and that is what it says
    answer(folder, "--outcome", "korreksjon", "--corrected")
    folder.add(OUTCOME.format("opprettholdt").replace("midvik-3", "midvik-2"))
    assert told not in " ".join(folder.run("check").output.split())
    done = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    assert of_midvik(folder) == [("IKT", Decimal("3600.00"), Decimal("0.00"))]


def test_who_objects_may_be_no_participant_any_more(folder: Folder) -> None:
    """It was right that it is no member: its account stays open, and tells it."""
    path = folder.path / "allocation_rules.yaml"
    text = path.read_text("utf-8").replace(
        "[midvik, nordvik, sorvik]", "[nordvik, sorvik]", 1
    )
    path.write_text(text, "utf-8")
    assert folder.errors() == []
    said = " ".join(folder.run("check").output.split())
    assert "er fra Midvik, som ikke har noen andel av IKT-samarbeidet i 2018." in said
    answer(folder, "--outcome", "korreksjon", "--corrected")
    settle(folder, "--cooperation", "IKT", "--payer", "Midvik")
    assert of_midvik(folder)[1:] == [("IKT", Decimal("-3900.00"), Decimal("0.00"))]


OF_UTVIK = SHARE.replace("Midvik", "Utvik").replace("2018-12-01", "2019-01-20")


@pytest.mark.parametrize(
    ("lacks", "more", "place"),
    [
        ("", "", ("Assets:Fordringer:Utvik:IKT", date(2018, 12, 31))),
        (":Utvik:IKT", "", ("Assets:Fordringer:Utvik:Vann", date(2018, 12, 31))),
        (
            ":Utvik:Vann",
            "\n2018-06-30 close Assets:Fordringer:Utvik:IKT\n",
            ("Assets:Fordringer:Utvik:IKT", date(2018, 6, 29)),
        ),
    ],
)
def test_it_is_told_on_an_account_of_its_payer_while_that_is_open(
    tmp_path: Path, lacks: str, more: str, place: tuple[str, date]
) -> None:
    """No other municipality reads those."""
    loaded = of_utvik(tmp_path, lacks, more).load()
    (note,) = (
        entry
        for entry in loaded.entries
        if isinstance(entry, data.Note) and "2018-midvik-2" in entry.comment
    )
    assert (note.account, note.date) == place


def test_who_has_no_account_has_never_been_charged(tmp_path: Path) -> None:
    (told,) = of_utvik(tmp_path, ":Utvik:").errors()
    assert told.endswith("som ikke har noen andel av IKT-samarbeidet i 2018.")


def of_utvik(path: Path, lacks: str, more: str = "") -> Folder:
    """Utvik, which is no member, objects; some lines of the chart are not there."""
    accounts = chart("IKT", "Vann").splitlines()
    opened = "\n".join(row for row in accounts if not lacks or lacks not in row)
    voucher = numbered("B-1", "2018-04-01", "12000.00")
    return Folder(path).write(
        rules(version(claims=TERMS)), opened, voucher, more, OF_UTVIK
    )


def test_pages_show_it(folder: Folder) -> None:
    put_right(folder)
    main_file = folder.path / "ledger" / "main.beancount"
    with_pages(main_file)
    reader = reader_of(main_file)
    for page, year in (("Krav", "2019"), ("Fordeling", "2018")):
        shown = reader.page(page, time=year).words
        assert "2018-midvik-3" in shown
        assert "Bøkene har feil" not in shown
    listed = CliRunner().invoke(
        main, ["objections", "list", "--books", str(folder.path), "--format", "json"]
    )
    assert [each["outcome"] for each in json.loads(listed.stdout)] == [None]
