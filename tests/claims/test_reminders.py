"""Reminders: nobody is reminded of more than it owes one host in all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest

from claimbook import Folder
from claimbook import cost
from claimbook import paid
from claimbook import version
from fellesbok.claims.reminders import Outstanding
from fellesbok.claims.reminders import ages
from fellesbok.claims.reminders import outstanding
from reminded_claims import SETTLED
from reminded_claims import claim
from reminded_claims import folder as folder  # noqa: PLC0414 -- a fixture
from reminded_claims import to_vann
from reminded_claims import written

if TYPE_CHECKING:
    from pathlib import Path


FIRST = "nordvik-2018-0001"
"""Instalment 1 of IKT on Midvik: 75 kr, due on 15 February."""

pytestmark = pytest.mark.usefixtures("no_documents")


def seen(folder: Folder, on: str = "2019-06-01") -> Outstanding:
    loaded = folder.load()
    assert loaded.shared is not None
    day = date.fromisoformat(on)
    return outstanding(loaded.entries, loaded.shared.agreement, day)


def dues(folder: Folder, payer: str = "Midvik") -> dict[str, tuple[str, str, str]]:
    """Overdue, to the credit, and what to remind of: for each host of a payer."""
    return {
        each.host.name: (str(each.overdue), str(each.credit), str(each.amount))
        for each in seen(folder).dues
        if each.payer.name == payer
    }


def reminders(folder: Folder, *more: str) -> dict[str, Any]:
    done = folder.run(
        *("open", "--reminders", "--on", "2019-06-01", "--format", "json", *more)
    )
    assert done.exit_code == 0, done.output
    read: dict[str, Any] = json.loads(done.stdout)
    return read


# What counts --------------------------------------------------------------------------


def test_money_back_from_another_cooperation_of_the_host_counts(folder: Folder) -> None:
    """Vann asked for 30 kr on account and used 10: Midvik gets 27 kr back."""
    claim(folder, "2018", "--cooperation", "Vann", "--instalment", "1")
    vann = folder.claims()[3]
    assert (vann.payer.name, str(vann.amount)) == ("Midvik", "30.00")
    folder.add(
        to_vann(paid("2018-02-01", "Midvik", "30.00", vann.id)),
        cost("2018-12-31", "10.00", "Vann"),
    )
    claim(folder, "2018", "--cooperation", "Vann", "--settlement")
    assert dues(folder) == {"Nordvik": ("75.00", "27.00", "48.00")}
    found = reminders(folder)
    (midvik,) = [r for r in found["claims"] if r["municipality"] == "Midvik"]
    assert (midvik["remaining"], midvik["credit"]) == ("75.00", "27.00")
    assert midvik["to_remind"] == "48.00"
    shown = folder.run("open", "--reminders", "--on", "2019-06-01").output
    assert shown.startswith("Sett fra 01.06.2019.")
    lines = [line.split() for line in shown.splitlines()]
    assert ["Sum", "Midvik", "hos", "Nordvik", "75,00", "27,00", "48,00"] in lines
    credits_ = [line for line in shown.splitlines() if "til utbetaling" in line]
    assert credits_[0].split()[0] == "Midvik"
    assert credits_[0].split()[-2:] == ["Vann", "27,00"]


def test_what_was_paid_before_it_was_credited_counts(folder: Folder) -> None:
    claim(folder, "2018", "--cooperation", "IKT", "--instalment", "2")
    folder.add(paid("2018-03-01", "Midvik", "75.00", FIRST))
    folder.run("credit", FIRST, "--reason", "Feil", "--yes")
    assert dues(folder) == {"Nordvik": ("75.00", "75.00", "0.00")}
    done = folder.run("open", "--reminders", "--on", "2019-06-01")
    assert "! Midvik har 75,00 kr forfalt hos Nordvik, men 75,00 kr" in done.output
    assert not [row for row in reminders(folder)["claims"] if row["claim"] == FIRST]
    names = {row["municipality"] for row in reminders(folder)["claims"]}
    assert names == {"Sørvik"}


@pytest.mark.parametrize("name", [FIRST, ""], ids=["named", "unnamed"])
def test_what_is_paid_too_much_counts(folder: Folder, name: str) -> None:
    claim(folder, "2018", "--cooperation", "Vann", "--instalment", "1")
    folder.add(paid("2018-03-01", "Midvik", "95.00", name))
    assert dues(folder) == {"Nordvik": ("30.00", "20.00", "10.00")}


def test_a_claim_paid_twice_is_to_the_credit_and_not_overdue(folder: Folder) -> None:
    for day in ("2018-02-01", "2018-02-10"):
        folder.add(paid(day, "Midvik", "75.00", FIRST))
    (item,) = [i for i in seen(folder).open if i.claim.id == FIRST]
    assert (str(item.remaining), item.days_overdue) == ("-75.00", 0)
    found = ages([item])
    assert not any(found.overdue)
    assert str(found.credit) == "75.00"
    shown = folder.run("open", "--on", "2019-06-01").output
    (row,) = [line for line in shown.splitlines() if FIRST in line]
    assert row.split()[-1] == "gode"


def test_the_oldest_is_covered_first_and_the_rest_is_reminded_of(
    folder: Folder,
) -> None:
    """Two instalments of 75 kr, and 100 kr too much paid to Vann."""
    claim(folder, "2018", "--cooperation", "IKT", "--instalment", "2")
    folder.add(to_vann(paid("2018-03-01", "Midvik", "100.00")))
    rows = [r for r in reminders(folder)["claims"] if r["municipality"] == "Midvik"]
    assert [(r["credit"], r["to_remind"], r["remind"]) for r in rows] == [
        ("75.00", "0.00", False),
        ("25.00", "50.00", True),
    ]
    rows = [
        r
        for r in json.loads(folder.run("open", "--format", "json").stdout)["claims"]
        if r["municipality"] == "Midvik" and r["remind"]
    ]
    assert len(rows) <= 1
    listed = folder.run(
        *("open", "--reminders", "--on", "2019-06-01", "--format", "csv")
    ).stdout.splitlines()
    (_, first, second, *_) = listed
    assert first.endswith(";75,00;;75,00;0,00;2019-06-01"), "nothing to its own credit"
    assert second.endswith(";75,00;;25,00;50,00;2019-06-01")


# Whose host ---------------------------------------------------------------------------


def test_credit_with_one_host_does_not_cover_another(tmp_path: Path) -> None:
    folder = written(Folder(tmp_path), vann=version(claims=SETTLED, host="sorvik"))
    claim(folder, "2018", "--cooperation", "IKT", "--instalment", "1")
    claim(folder, "2018", "--cooperation", "Vann", "--instalment", "1")
    folder.add(paid("2018-03-01", "Midvik", "100.00", FIRST))
    assert dues(folder) == {
        "Nordvik": ("0.00", "25.00", "0.00"),
        "Sørvik": ("30.00", "0.00", "30.00"),
    }


def test_money_that_two_hosts_may_have_is_asked_for(tmp_path: Path) -> None:
    """Both have claims on the account, and the payment says nothing."""
    terms = version(), version("2018-07-01", host="sorvik")
    folder = written(Folder(tmp_path), *terms)
    for number in ("1", "3"):
        claim(folder, "2018", "--cooperation", "IKT", "--instalment", number)
    claim(folder, "2018", "--cooperation", "Vann", "--instalment", "1")
    folder.add(paid("2018-09-01", "Midvik", "160.00"))
    assert dues(folder) == {"Nordvik": ("30.00", "0.00", "30.00")}
    done = folder.run("open", "--reminders", "--on", "2019-06-01")
    assert (
        "! 01.09.2018: 10,01 kr på Assets:Krav:Midvik:IKT er betalt uten krav, og"
        " kan være til gode hos Nordvik, Sørvik." in done.output
    )


def test_a_payment_with_the_number_of_another_claim(folder: Folder) -> None:
    """It stands on the account of Vann and names a claim of IKT: the host has it."""
    folder.add(to_vann(paid("2018-03-01", "Midvik", "75.00", FIRST)))
    assert dues(folder) == {"Nordvik": ("75.00", "75.00", "0.00")}
    assert (
        f"gjelder {FIRST}, som er på en annen konto, og ingen krav på kontoen er åpne."
        in " ".join(seen(folder).notes)
    )


def test_a_payment_with_a_number_that_nobody_has(folder: Folder) -> None:
    folder.add(paid("2018-03-01", "Midvik", "75.00", "nordvik-2018-0099"))
    (note,) = seen(folder).notes
    assert "oppgir nordvik-2018-0099, som ikke er noe krav" in note
    assert dues(folder) == {}


def test_other_money_on_what_is_not_claimed_is_not_told_of_as_kroner(
    folder: Folder,
) -> None:
    """75 euro are not the 75 kr that the claim is on."""
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text(encoding="utf-8")
    account = "Assets:Fordringer:Midvik:IKT"
    text = text.replace(f"open {account} NOK", f"open {account}")
    main.write_text(text, encoding="utf-8")
    folder.add(
        "2017-01-01 open Equity:Euro",
        f'\n2018-03-01 * "Midvik" "Innbetaling" ^krav-{FIRST}\n'
        f"  {account}  -75.00 EUR\n  Equity:Euro\n",
    )
    faulty = replace(folder, faults=(f"{account} er ført i EUR",))
    assert seen(faulty).notes == ()
    assert dues(faulty)["Nordvik"][0] == "75.00"


def test_a_payment_on_what_is_not_claimed_is_told_of(folder: Folder) -> None:
    """It names the claim, which stays open until it is booked on the right account."""
    payment = paid("2018-03-01", "Midvik", "75.00", FIRST)
    folder.add(payment.replace(":Krav:", ":Fordringer:"))
    done = folder.run("open", "--reminders", "--on", "2019-06-01")
    assert (
        f"! 01.03.2018: 75,00 kr på Assets:Fordringer:Midvik:IKT gjelder {FIRST}, men"
        " står på det som ikke er krevd. Før det på Assets:Krav:Midvik:IKT"
        in done.output
    )


def test_money_paid_back_names_the_credit_note(folder: Folder) -> None:
    """The claim was paid, credited and paid back: nothing is left."""
    folder.add(paid("2018-02-01", "Midvik", "75.00", FIRST))
    folder.run("credit", FIRST, "--reason", "Feil", "--yes")
    note = folder.claims()[-1].id
    folder.add(paid("2018-03-01", "Midvik", "-75.00", note).replace("--", ""))
    found = seen(folder)
    assert not [item for item in found.open if item.claim.payer.name == "Midvik"]
    assert not found.notes


def test_money_paid_out_without_a_claim_takes_credit_away(folder: Folder) -> None:
    """95 kr paid for 75, and 20 kr paid back on the other cooperation's account."""
    claim(folder, "2018", "--cooperation", "IKT", "--instalment", "2")
    folder.add(paid("2018-02-01", "Midvik", "95.00", FIRST))
    back = paid("2018-03-01", "Midvik", "-20.00").replace("--", "")
    folder.add(to_vann(back))
    assert dues(folder) == {"Nordvik": ("75.00", "0.00", "75.00")}


# What is no debt ----------------------------------------------------------------------


def test_the_hosts_own_note_is_in_no_sum_of_what_is_overdue(folder: Folder) -> None:
    found = seen(folder)
    (own,) = [item for item in found.open if item.is_internal]
    assert (own.days_overdue, own.age) == (0, 0)
    sums = ages(found.open)
    assert str(sums.internal) == "125.00"
    assert str(sum(sums.overdue)) == "125.00"
    assert str(sums.total) == "250.00"
    (folder.path / "queries").mkdir()
    query = "SELECT sum(remaining) AS sum FROM outstanding_claims WHERE {} > 0"
    for name in ("days_overdue", "overdue", "to_remind"):
        path = folder.path / "queries" / f"{name.replace('_', '-')}.bql"
        path.write_text(query.format(name), encoding="utf-8")
    folder.add("\n2019-06-01 balance Assets:Bank 0.00 NOK\n")
    for name in ("days-overdue", "overdue", "to-remind"):
        assert "125,00" in folder.run("query", name, "--format", "csv").output


def test_a_number_that_stands_twice_does_not_stop_the_list(folder: Folder) -> None:
    """The books have an error; what is left is told all the same."""
    made = next((folder.path / "ledger" / "krav").glob("*.beancount"))
    text = made.read_text(encoding="utf-8")
    first = text[text.index("2018-") :].split("\n\n")[0]
    folder.add("\n" + first + "\n", paid("2018-03-01", "Midvik", "100.00", FIRST))
    done = folder.run("open", "--on", "2019-06-01")
    assert done.exit_code == 0, done.output
    assert done.exception is None
    assert FIRST in done.output
