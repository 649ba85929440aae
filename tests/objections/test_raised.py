"""Objections: what is written, what waits, and who sees it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.claims.reminders import outstanding
from fellesbok.messages import say
from fellesbok.objections.raised import objections
from fellesbok.viewpoint.part import sight
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import credited
from objected_books import decided
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from pagebook import Reader
from pagebook import reader_of
from pagebook import with_pages
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder


pytestmark = pytest.mark.usefixtures("undrawn_pdf")

REMINDED = ("open", "--on", "2018-03-10", "--reminders")
REMINDED_PART = (*REMINDED, "--undisputed")
NOT_YET = "2018-midvik-1: medhold 20.02.2018, ikke korrigert ennå"


def reminded(folder: Folder, day: date) -> dict[str, Decimal]:
    """What each payer is reminded of on a day."""
    loaded = folder.load()
    seen = outstanding(loaded.entries, loaded.settled.agreement, day)
    return {dues.payer.name: dues.amount for dues in seen.to_remind}


def test_an_objection_keeps_its_history(folder: Folder) -> None:
    folder.add(
        OBJECTED,
        '2018-02-10 custom "innsigelse" "2018-midvik-1" "svar"\n  tekst: "Vi'
        ' ser på det"\n',
        decided("opprettholdt", '  tekst: "Avtalen § 4"\n'),
    )
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.amount, found.deadline) == (Decimal("1000.00"), date(2018, 3, 1))
    assert [(each.day, each.text) for each in found.answers] == [
        (date(2018, 2, 10), "Vi ser på det")
    ]
    assert say(found.standing, "nb") == "opprettholdt 20.02.2018"
    before = found.on(date(2018, 2, 15))
    assert before is not None
    assert say(before.standing, "nb") == "åpen, frist 01.03.2018"
    assert found.on(date(2018, 1, 31)) is None


def test_a_claim_is_not_reminded_while_the_objection_is_open(folder: Folder) -> None:
    """Due 15 February; objected on the 1st, decided on the 20th of March."""
    day = date(2018, 3, 10)
    before = reminded(folder, day)
    assert before["Midvik"] == Decimal("3000.00")
    folder.add(OBJECTED, decided("opprettholdt", day="2018-03-20"))
    assert reminded(folder, day) == {k: v for k, v in before.items() if k != "Midvik"}
    assert reminded(folder, date(2018, 3, 20))["Midvik"] == Decimal("3000.00")
    done = folder.run("open", "--on", "2018-03-10", "--reminders")
    assert (
        f"Midvik: {MIDVIK} purres ikke så lenge det er innsigelse mot det"
        " (2018-midvik-1: åpen, frist 01.03.2018)." in done.output
    )


def test_what_is_not_disputed_is_reminded_of_where_the_accountant_says_so(
    folder: Folder,
) -> None:
    """Of 3 000 kr Midvik objects to 1 000: 2 000 can be asked for again."""
    folder.add(OBJECTED)
    told = folder.run("open", "--on", "2018-03-10", "--reminders").output
    assert "2 000,00 kr av det er ikke omtvistet, og purres med --undisputed." in (
        told.replace("\N{NO-BREAK SPACE}", " ")
    )
    done = folder.run(*REMINDED_PART)
    said = done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"Midvik: 1 000,00 kr av {MIDVIK} purres ikke så lenge det er innsigelse mot"
        " det (2018-midvik-1: åpen, frist 01.03.2018)." in said
    )
    row = next(line for line in said.splitlines() if line.startswith("Midvik"))
    assert row.split()[-7:] == [*("3", "000,00", "1", "000,00", "0,00", "2", "000,00")]
    assert "Omtvistet" in said
    found = json.loads(folder.run(*REMINDED_PART, "--format", "json").stdout)
    claim = next(c for c in found["claims"] if c["claim"] == MIDVIK)
    assert [claim[n] for n in ("remaining", "objected", "credit", "to_remind")] == [
        *("3000.00", "1000.00", "0.00", "2000.00")
    ]


@pytest.mark.parametrize(
    ("paid", "left"), [("1500.00", "500.00"), ("2000.00", None), ("2500.00", None)]
)
def test_who_has_paid_what_is_not_disputed_is_not_reminded(
    folder: Folder, paid: str, left: str | None
) -> None:
    folder.add(
        OBJECTED,
        f'\n2018-02-10 * "Midvik" "Innbetaling" ^krav-{MIDVIK}\n'
        f"  Assets:Bank  {paid} NOK\n  Assets:Krav:Midvik:IKT  -{paid} NOK\n",
    )
    loaded = folder.load()
    agreement, day = loaded.settled.agreement, date(2018, 3, 10)
    seen = outstanding(loaded.entries, agreement, day, of_undisputed=True)
    amounts = {dues.payer.name: str(dues.amount) for dues in seen.to_remind}
    assert amounts.get("Midvik") == left
    assert all(
        reminder.amount + reminder.credit + reminder.objected == reminder.item.remaining
        for dues in seen.dues
        for reminder in dues.reminders
    )


def test_an_objection_without_an_amount_holds_the_whole_claim(folder: Folder) -> None:
    """Nobody has said how much: that is not nothing."""
    folder.add(OBJECTED.replace("  beloep: 1000.00 NOK\n", ""))
    said = folder.run(*REMINDED_PART).output
    assert (
        f"Midvik: {MIDVIK} purres ikke, for innsigelsen sier ikke hvor mye den gjelder"
        " (2018-midvik-1: åpen, frist 01.03.2018)." in said
    )
    assert (
        "--undisputed"
        not in folder.run("open", "--on", "2018-03-10", "--reminders").output
    )


# What was granted and is not put right ------------------------------------------------


def put_right(day: str = "2018-03-15") -> str:
    return f'\n{day} custom "innsigelse" "2018-midvik-1" "rettet"\n'


def test_a_claim_is_not_reminded_before_what_was_granted_is_put_right(
    folder: Folder,
) -> None:
    """Midvik was told on 20 February that it is right, and has got nothing back."""
    before = reminded(folder, date(2018, 3, 10))
    folder.add(OBJECTED, decided("korreksjon"), put_right())
    day = date(2018, 3, 10)
    assert reminded(folder, day) == {k: v for k, v in before.items() if k != "Midvik"}
    said = folder.run(*REMINDED).output
    assert (
        f"Midvik: {MIDVIK} purres ikke så lenge det er innsigelse mot det ({NOT_YET})."
        in said
    )
    assert "2 000,00 kr av det er ikke omtvistet" in said.replace("\xa0", " ")
    assert reminded(folder, date(2018, 3, 15))["Midvik"] == Decimal("3000.00")


def test_what_is_not_disputed_of_it_is_reminded_of(folder: Folder) -> None:
    folder.add(OBJECTED, decided("korreksjon"))
    found = json.loads(folder.run(*REMINDED_PART, "--format", "json").stdout)
    claim = next(c for c in found["claims"] if c["claim"] == MIDVIK)
    names = ("remaining", "objected", "to_remind", "objections")
    assert [claim[name] for name in names] == [
        *("3000.00", "1000.00", "2000.00"),
        ["2018-midvik-1"],
    ]
    assert f"det ({NOT_YET})." in folder.run(*REMINDED_PART).output


def test_what_is_put_right_by_a_credit_note_is_reminded_of_less_that(
    folder: Folder,
) -> None:
    part = ("--amount", "400", "--reason", "Lisenser", "--date", "2018-02-20")
    note = credited(folder, MIDVIK, *part)
    folder.add(OBJECTED, decided("korreksjon", f'  kreditnota: "{note}"\n'))
    assert reminded(folder, date(2018, 3, 10))["Midvik"] == Decimal("2600.00")


def test_a_credit_note_that_is_dated_later_has_put_nothing_right_yet(
    folder: Folder,
) -> None:
    """The outcome is of 20 February, and the credit note of 5 March."""
    part = ("--amount", "400", "--reason", "Lisenser", "--date", "2018-03-05")
    note = credited(folder, MIDVIK, *part)
    folder.add(OBJECTED, decided("delvis", f'  kreditnota: "{note}"\n'))
    assert folder.errors() == []
    assert "Midvik" not in reminded(folder, date(2018, 3, 1))
    said = folder.run("open", "--on", "2018-03-01", "--reminders").output
    assert "2018-midvik-1: delvis medhold 20.02.2018, ikke korrigert ennå" in said
    assert reminded(folder, date(2018, 3, 5))["Midvik"] == Decimal("2600.00")


@pytest.mark.parametrize("written", [SHARE, VOUCHER])
def test_a_settlement_is_not_reminded_before_its_share_is_put_right(
    folder: Folder, written: str
) -> None:
    """Midvik bears 30 % of 12 000 kr, and was asked for 3 000 on account."""
    settled = ("claim", "2018", "--settlement", "--date", "2019-01-10", "--yes")
    assert folder.run(*settled).exit_code == 0
    folder.add("2019-06-01 balance Assets:Bank -12000.00 NOK\n", written)
    day, whole = date(2019, 5, 1), Decimal("3600.00")
    id_ = written.partition('"innsigelse" "')[2].partition('"')[0]
    line = f'2018-12-20 custom "innsigelse" "{id_}" '
    folder.add(f'{line}"utfall" "korreksjon"\n')
    assert reminded(folder, day)["Midvik"] == Decimal("3000.00")
    said = folder.run("open", "--reminders", "--on", "2019-05-01").output
    assert f"({id_}: medhold 20.12.2018, ikke korrigert ennå)" in said
    folder.add(line.replace("2018-12-20", "2019-04-01") + '"rettet"\n')
    assert reminded(folder, day)["Midvik"] == whole


@pytest.mark.parametrize("more", ["", decided("korreksjon")])
def test_what_is_claimed_again_is_not_reminded_while_the_first_is_objected_to(
    folder: Folder, more: str
) -> None:
    """The whole instalment was taken back and claimed anew, and nothing was decided."""
    folder.add(OBJECTED, more)
    credited(folder, MIDVIK, "--reason", "Feil mottaker", "--date", "2018-02-20")
    again = ("claim", "2018", "--instalment", "1", "--date", "2018-02-21", "--yes")
    assert folder.run(*again).exit_code == 0
    (new,) = (c for c in folder.claims() if c.day == date(2018, 2, 21))
    assert (new.payer.name, new.payable) == ("Midvik", Decimal("3000.00"))
    folder.add("2018-05-01 balance Assets:Bank -12000.00 NOK\n")
    assert "Midvik" not in reminded(folder, date(2018, 4, 30))
    said = folder.run("open", "--on", "2018-04-30", "--reminders").output
    assert f"Midvik: {new.id} purres ikke" in said
    upheld = decided("opprettholdt", day="2018-03-01")
    folder.add(put_right() if more else upheld)
    assert reminded(folder, date(2018, 4, 30))["Midvik"] == Decimal("3000.00")


def test_an_objection_is_heard_before_anything_is_booked_after_it(
    folder: Folder,
) -> None:
    """The last voucher is of 1 April; Midvik objects on the 9th."""
    late = OBJECTED.replace("2018-02-01", "2018-04-09").replace("2018-03-", "2018-05-")
    folder.add(late)
    said = folder.run("open", "--reminders").output
    assert "Sett fra 01.04.2018." in said
    assert f"Midvik: {MIDVIK} purres ikke" in said
    found = json.loads(folder.run("open", "--format", "json").stdout)
    claim = next(c for c in found["claims"] if c["claim"] == MIDVIK)
    assert (claim["remind"], claim["objections"]) == (False, ["2018-midvik-1"])
    shown = reader_of(with_pages(folder.path / "ledger" / "main.beancount"))
    for page in ("Krav", "Oversikt"):
        assert "2018-midvik-1" in shown.page(page).words
    assert reminded(folder, date(2018, 3, 10))["Midvik"] == Decimal("3000.00")


def test_the_overview_tells_of_what_is_not_put_right(folder: Folder) -> None:
    folder.add(OBJECTED, decided("korreksjon"))
    shown = reader_of(with_pages(folder.path / "ledger" / "main.beancount"))
    assert "medhold 20.02.2018, ikke korrigert ennå" in shown.page("Oversikt").words


def test_the_undisputed_part_is_of_reminders_alone(folder: Folder) -> None:
    done = folder.run("open", "--undisputed")
    assert done.exit_code == 2
    assert "--undisputed hører til --reminders." in done.output


def test_it_stands_beside_the_open_claim(folder: Folder) -> None:
    folder.add(OBJECTED)
    shown = folder.run("open", "--on", "2018-03-10").output
    assert "2018-midvik-1: åpen, frist 01.03.2018" in shown
    assert "innsigelse, purres ikke" in shown


def test_a_part_is_credited_and_that_is_the_outcome(folder: Folder) -> None:
    folder.add(OBJECTED)
    part = ("--amount", "400", "--reason", "Lisenser", "--date", "2018-02-20")
    note = credited(folder, MIDVIK, *part)
    folder.add(decided("delvis", f'  kreditnota: "{note}"\n'))
    assert folder.errors() == []
    assert reminded(folder, date(2018, 3, 10))["Midvik"] == Decimal("2600.00")


def test_a_municipality_sees_its_own_objections_and_no_others(folder: Folder) -> None:
    folder.add(OBJECTED, SHARE, decided("opprettholdt"))
    loaded = folder.load()
    shared = loaded.settled
    found = {
        slug: [
            each.id
            for each in objections(
                sight(loaded.entries, shared, slug).entries, shared.agreement
            )
        ]
        for slug in ("nordvik", "midvik", "sorvik")
    }
    assert found == {
        "nordvik": [],
        "midvik": ["2018-midvik-1", "2018-midvik-2"],
        "sorvik": [],
    }


def test_the_pages_show_it_beside_the_figure(folder: Folder) -> None:
    folder.add(OBJECTED, SHARE)
    books = with_pages(folder.path / "ledger" / "main.beancount")
    reader = reader_of(books)
    shown = reader.page("Krav", time="2018")
    assert shown.table("Åpne krav")[MIDVIK]["Innsigelse"] == (
        "2018-midvik-1: åpen, frist 01.03.2018"
    )
    assert shown.table("Innsigelser")["2018-midvik-2"]["Gjelder"] == (
        "andel av IKT-samarbeidet 2018"
    )
    page = reader.page("Kommuneoppgave", kommune="midvik", time="2018")
    assert "2018-midvik-2: åpen" in page.words
    app = with_sign_in(books, slugs=("midvik", "sorvik"))
    own = Reader(app, signed_in(app, "midvik")).page("Krav", time="2018")
    assert "2018-midvik-1" in own.words
    for name in ("Krav", "Kommuneoppgave", "Funn", "Fordeling"):
        other = Reader(app, signed_in(app, "sorvik")).page(name, time="2018")
        assert "2018-midvik" not in other.text


def test_the_report_shows_it_beside_the_claim(folder: Folder, tmp_path: Path) -> None:
    folder.add(OBJECTED)
    paper = tmp_path / "rapport.md"
    done = folder.run("report", "2018", "--format", "md", "--output", str(paper))
    assert done.exit_code == 0, done.output
    rows = [r for r in paper.read_text("utf-8").splitlines() if MIDVIK in r]
    assert any("2018-midvik-1: åpen, frist 01.03.2018" in row for row in rows)


def test_that_the_books_are_put_right_is_said_on_the_day_of_the_outcome(
    folder: Folder,
) -> None:
    """Which of the two lines is read first, the names of their files decide."""
    part = ("--amount", "400", "--reason", "Feil", "--date", "2018-02-20")
    note = credited(folder, MIDVIK, *part)
    folder.add(
        OBJECTED,
        '2018-02-20 custom "innsigelse" "2018-midvik-1" "rettet"\n  tekst: "B-1"\n',
        decided("delvis", f'  kreditnota: "{note}"\n'),
    )
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert found.put_right is not None
    before = found.on(date(2018, 2, 19))
    assert before is not None
    assert before.put_right is None
    said = " ".join(folder.run("objections", "list").output.split())
    assert f"kreditnota {note}; bøkene er rettet 20.02.2018: B-1" in said
