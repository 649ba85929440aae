"""What waits in the inbox is heard: in reminders, claims and the closing of a year."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.objections import objections
from fellesbok.objections.inbox import Sent
from fellesbok.objections.inbox import send
from objected_books import MIDVIK
from sent_objections import as_
from sent_objections import folder as folder  # noqa: PLC0414 -- a fixture
from sent_objections import take

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder


pytestmark = pytest.mark.usefixtures("undrawn_pdf")

CLAIM = ("krav", MIDVIK)
SHARE = ("andel", "IKT", "2018")
VOUCHER = ("bilag", "IKT", "2018", "B-1")
REMINDERS = ("open", "--on", "2018-03-10", "--reminders")
SETTLED = ("claim", "2018", "--settlement", "--date", "2019-01-10")


def inbox(folder: Folder) -> Path:
    return folder.path.parent / "inn"


def sends(
    folder: Folder,
    about: tuple[str, ...] = CLAIM,
    amount: str | None = "1000.00",
    payer: str = "midvik",
) -> None:
    """Midvik sends an objection on 5 March, and nobody takes it in."""
    kroner = None if amount is None else Decimal(amount)
    received = date(2018, 3, 5)
    send(inbox(folder), Sent(payer, payer, received, about, kroner, "Gjelder skolen"))


def heard(folder: Folder, *words: str) -> str:
    """What a command says where it is told of the inbox."""
    done = folder.run(*words, "--objections", str(inbox(folder)))
    return done.output.replace("\N{NO-BREAK SPACE}", " ")


WAITS = "mottatt 05.03.2018, venter i innboksen"


def test_a_claim_is_not_reminded_while_an_objection_to_it_waits(folder: Folder) -> None:
    sends(folder)
    assert f"Midvik: {MIDVIK}" not in folder.run(*REMINDERS).output
    said = heard(folder, *REMINDERS)
    assert (
        f"Midvik: {MIDVIK} purres ikke så lenge det er innsigelse mot det ({WAITS})."
        in said
    )
    assert "2 000,00 kr av det er ikke omtvistet" in said
    part = heard(folder, *REMINDERS, "--undisputed")
    assert f"Midvik: 1 000,00 kr av {MIDVIK} purres ikke" in part
    assert f"innsigelse, purres ikke  {WAITS}" in heard(
        folder, "open", "--on", "2018-03-10"
    )


def test_programs_read_the_file_that_waits(folder: Folder) -> None:
    sends(folder, amount=None)
    (name,) = (path.name for path in inbox(folder).iterdir())
    found = json.loads(heard(folder, "open", "--on", "2018-03-10", "--format", "json"))
    claims = {c["claim"]: (c["remind"], c["objections"]) for c in found["claims"]}
    assert claims[MIDVIK] == (False, [name])
    assert claims["nordvik-2018-0003"] == (True, [])


@pytest.mark.parametrize("about", [SHARE, VOUCHER])
def test_a_settlement_waits_for_what_is_sent_about_its_share(
    folder: Folder, about: tuple[str, ...]
) -> None:
    """What is paid on account rests on the budget, and is reminded of."""
    sends(folder, about, "100.00")
    told = heard(folder, *SETTLED, "--yes")
    assert "IKT-samarbeidet: Midvik har innsigelse mot" in told
    assert f", 100,00 kr ({WAITS}). Avregningen for 2018 kreves med det" in told
    folder.add("2019-06-01 balance Assets:Bank -12000.00 NOK\n")
    (of_year,) = (
        c.id
        for c in folder.claims()
        if (c.payer.slug, c.day.year, c.period) == ("midvik", 2019, "2018")
    )
    said = heard(folder, "open", "--reminders")
    assert f"Midvik: {of_year} purres ikke" in said
    assert f"Midvik: {MIDVIK} purres ikke" not in said


@pytest.mark.parametrize("about", [CLAIM, SHARE, VOUCHER])
def test_a_year_is_not_closed_over_what_waits(
    folder: Folder, about: tuple[str, ...]
) -> None:
    sends(folder, about, "100.00")
    before = folder.files()
    done = folder.run("close", "2018", "--yes", "--objections", str(inbox(folder)))
    assert done.exit_code == 1
    assert (
        "IKT-samarbeidet 2018 avsluttes ikke før innsigelsene som venter i innboksen,"
        " er tatt inn. De er fra Midvik. Kjør «fellesbok objections take"
        f" {inbox(folder)}»." in done.output
    )
    assert folder.files() == before
    assert take(folder, "--yes").exit_code == 0
    upheld = '"innsigelse" "2018-midvik-1" "utfall" "opprettholdt"'
    folder.add(f"2018-12-20 custom {upheld}\n")
    done = folder.run("close", "2018", "--yes", "--objections", str(inbox(folder)))
    assert done.exit_code == 0, done.output


def test_a_year_is_not_closed_over_the_last_of_a_full_inbox(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nordvik fills it; Midvik's first is before that by name, and Sørvik's after."""
    monkeypatch.setattr("fellesbok.objections.inbox.MOST_FILES", 1)
    sends(folder, ("krav", "nordvik-2018-0002"), payer="nordvik")
    sends(folder, payer="midvik")
    sends(folder, ("krav", "nordvik-2018-0003"), payer="sorvik")
    said = heard(folder, "close", "2018", "--yes")
    assert "De er fra Midvik, Nordvik, Sørvik." in said
    assert "ikke en innsigelse herfra" not in said


def test_what_the_books_hold_already_does_not_wait(folder: Folder) -> None:
    """The machine stopped before the file was taken away."""
    sends(folder)
    (path,) = inbox(folder).iterdir()
    content = path.read_bytes()
    assert take(folder, "--yes").exit_code == 0
    path.write_bytes(content)
    said = heard(folder, *REMINDERS)
    assert f"{MIDVIK} purres ikke så lenge det er innsigelse mot det" in said
    assert "(2018-midvik-1: åpen)" in said
    assert "venter i innboksen" not in said


def test_what_is_no_objection_of_ours_is_told_and_holds_nothing(folder: Folder) -> None:
    """Files of others, of unknown municipalities, and about what nobody knows."""
    (inbox(folder) / "notat.txt").write_text("Hei\n", "utf-8")
    sends(folder, payer="utland")
    sends(folder, ("andel", "Ukjent", "2018"))
    sends(folder, ("krav", "nordvik-2018-0003"))  # on Sørvik
    said = heard(folder, *REMINDERS)
    assert "notat.txt er ikke en innsigelse herfra, og blir liggende." in said
    assert "er fra en ukjent kommune, og blir liggende." in said
    assert "purres ikke" not in said
    assert "Sum Midvik hos Nordvik" in said


def test_an_inbox_that_cannot_be_read_stops_the_command(folder: Folder) -> None:
    """What waits there is not known, so nobody is reminded as if nothing did."""
    done = folder.run(*REMINDERS, "--objections", str(folder.path / "borte"))
    assert done.exit_code == 2
    assert "Sum" not in done.output


def test_the_page_reminds_of_nothing_that_waits(folder: Folder) -> None:
    folder.add("2018-06-01 balance Assets:Bank -12000.00 NOK\n")
    keeper = as_(folder, "regnskap")
    assert "Midvik" in keeper.page("Krav").table("Purreliste")
    sends(folder)
    shown = keeper.page("Krav")
    assert "Midvik" not in shown.table("Purreliste")
    assert f"Midvik: {MIDVIK} purres ikke" in shown.words
    assert shown.table("Åpne krav")[MIDVIK]["Innsigelse"] == WAITS
    assert "venter i innboksen" not in as_(folder, "sorvik").page("Krav").words


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2999, 1, 1), "mottatt 01.01.2999, og det har ikke vært."),
        (date(1900, 1, 1), "mottatt 01.01.1900, lenge før 2018 som den gjelder."),
    ],
)
def test_what_says_a_day_that_cannot_be_is_told_and_left(
    folder: Folder, day: date, why: str
) -> None:
    """No answer could be dated before it; the others are taken in."""
    sends(folder, SHARE, "100.00")
    wrong = Sent("midvik", "midvik", day, SHARE, Decimal("200.00"), "Gjelder skolen")
    send(inbox(folder), wrong)
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    assert f"blir liggende: den sier at den ble {why}" in done.output
    loaded = folder.load()
    found = objections(loaded.entries, loaded.settled.agreement)
    assert [(each.amount, each.day) for each in found] == [
        (Decimal("100.00"), date(2018, 3, 5))
    ]
    (left,) = inbox(folder).glob("*.json")
    assert left.read_bytes() == wrong.written()
