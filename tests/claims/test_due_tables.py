"""How old open claims are, and who is reminded of what: each line adds up across."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fellesbok.claims.due_tables import ages_table
from fellesbok.claims.due_tables import credits_table
from fellesbok.claims.due_tables import open_ages_table
from fellesbok.claims.due_tables import reminders_table
from fellesbok.claims.loose_money import Loose
from fellesbok.claims.reminders import Credit
from fellesbok.claims.reminders import Dues
from fellesbok.claims.reminders import Reminder
from fellesbok.entries.claim import ClaimKind
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Account
from items_by_hand import MARCH
from items_by_hand import item
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN
from objections_by_hand import claim

LATE = item()
OLD = item(claim("kafjord-2018-0002", due=date(2018, 12, 1)), paid="40.00")
COMING = item(claim("kafjord-2018-0003", due=date(2019, 4, 1)))
BACK = item(claim("kafjord-2018-0004", amount=Decimal("-30.00")))
OWN = item(claim("kafjord-2018-0005", kind=ClaimKind.INTERNAL, payer=KAFJORD))
LOOSE = Loose(
    None, "Ukjent", "Assets:Krav:Ukjent", "", MARCH, Decimal("7.00"), (KAFJORD,)
)
HEADS = [
    *("Betaler", "Ikke forfalt", "1–30 dager", "31–60 dager", "61–90 dager"),
    *("Over 90 dager", "Til gode for betaleren"),
]


def test_each_payer_by_age_and_what_the_accounts_say() -> None:
    """104 days for the oldest; the host's own note is internal."""
    every = [LATE, OLD, COMING, BACK, OWN]
    table = ages_table(every, [LOOSE], [KAFJORD, LYNGEN])
    heads, *rows = csv_of(table, "nb")
    assert heads == [*HEADS, "Internt", "Utestående"]
    assert rows == [
        ["Kafjord", "", "", "", "", "", "", "100,00", "100,00"],
        ["Lyngen", "100,00", "100,00", "", "", "60,00", "-30,00", "", "230,00"],
        ["Ukjent", "", "", "", "", "", "-7,00", "", "-7,00"],
        ["Sum", "100,00", "100,00", "", "", "60,00", "-37,00", "100,00", "323,00"],
    ]


def test_nothing_that_is_internal_is_no_column() -> None:
    heads, *_ = csv_of(ages_table([LATE], [], []), "nb")
    assert heads == [*HEADS, "Utestående"]


def test_nothing_that_is_open_is_said_in_words() -> None:
    (line,) = open_ages_table([], [], []).lines
    assert line.cells[0].value == "Ingen krav er åpne."
    assert len(open_ages_table([LATE], [], []).lines) == 2


def between(*reminders: Reminder, credits_: tuple[Credit, ...] = ()) -> Dues:
    """What is between Lyngen and its host."""
    return Dues(LYNGEN, KAFJORD, reminders, credits_)


def test_whom_to_remind_of_what_adds_up_across_and_down() -> None:
    """60 and 100 kr are overdue, 25 are objected to, and 30 of credit come off."""
    first = Reminder(OLD, Decimal("30.00"))
    second = Reminder(LATE, Decimal("0.00"), Decimal("25.00"))
    groups = [(between(first, second), (first, second))]
    heads, *rows = csv_of(reminders_table(groups, with_sums=True), "nb")
    picked = [heads.index(name) for name in heads[-4:]]
    assert [[row[0], *(row[at] for at in picked)] for row in rows] == [
        ["Lyngen", "60,00", "", "30,00", "30,00"],
        ["Lyngen", "100,00", "25,00", "0,00", "75,00"],
        ["Sum Lyngen hos Kafjord", "160,00", "25,00", "30,00", "105,00"],
        ["Sum", "160,00", "25,00", "30,00", "105,00"],
    ]
    plain = reminders_table([(between(first), (first,))], with_sums=False)
    assert len(plain.lines) == 2
    assert "Omtvistet" not in csv_of(plain, "nb")[0]


def test_what_is_to_the_credit_with_whom_and_where_it_stands() -> None:
    found = [
        (between(), Credit(Decimal("30.00"), item=BACK)),
        (between(), Credit(Decimal("7.00"), loose=LOOSE)),
    ]
    table = credits_table(found)
    heads, *rows = csv_of(table, "nb")
    assert heads[2:] == ["Til gode fra", "Samarbeid", "Til gode for betaleren"]
    assert rows == [
        ["Lyngen", "Kafjord", "kafjord-2018-0004, til utbetaling", "IKT", "30,00"],
        ["Lyngen", "Kafjord", "15.03.2019: Assets:Krav:Ukjent, uten krav", "", "7,00"],
        ["Sum", "", "", "", "37,00"],
    ]
    assert table.lines[1].cells[2].leads_to == Account("Assets:Krav:Ukjent")
    over = replace(LATE, paid=Decimal("130.00"))
    (line, _) = credits_table([(between(), Credit(Decimal("30.00"), item=over))]).lines
    assert line.cells[2].value == "kafjord-2018-0001, betalt for mye"
