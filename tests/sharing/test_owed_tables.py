"""What is charged for a year: in all, a host's own part, what waits, what is due."""

from __future__ import annotations

from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.owed_tables import owed_by_payers
from fellesbok.sharing.owed_tables import owed_to_cooperations
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import Explanation
from fellesbok.tables.targets import Statement
from settled_years import agreement
from settled_years import version
from shares_by_hand import share

VIKA = agreement(version(Equal()))
PAYERS = [VIKA.payer("kafjord"), VIKA.payer("lyngen"), VIKA.payer("storfjord")]
SHARES = [
    share("Lyngen", "100.00"),
    share("Lyngen", "20.00", internal=True),
    share("Kafjord", "3.00", due="ved prosjektslutt"),
    share("Lyngen", "7.00", of="Vann"),
]


def test_each_payer_has_a_line_and_what_is_rounded_is_not_added() -> None:
    """127 kr among 3 are 42.33 each; Storfjord has no share, which is no zero."""
    table = owed_by_payers(SHARES, PAYERS, {"lyngen": 3, "storfjord": 5}, 2018)
    assert csv_of(table, "nb") == [
        [
            *("Betaler", "Andeler i alt", "Egen andel som vert", "Forfaller senere"),
            *("Å betale for perioden", "Kroner per innbygger"),
        ],
        ["Kafjord", "3,00", "", "3,00", "0,00", ""],
        ["Lyngen", "127,00", "20,00", "", "107,00", "42,33"],
        ["Storfjord", "", "", "", "", ""],
        ["Sum", "130,00", "20,00", "3,00", "107,00", ""],
    ]
    assert table.lines[1].cells[1].leads_to == Statement("lyngen", "2018")


def test_what_nobody_has_is_no_column() -> None:
    table = owed_by_payers(SHARES[:1], PAYERS[1:2], {}, 2018)
    assert csv_of(table, "nb") == [
        ["Betaler", "Andeler i alt", "Å betale for perioden"],
        ["Lyngen", "100,00", "100,00"],
        ["Sum", "100,00", "100,00"],
    ]


def test_one_payer_has_a_line_for_each_cooperation_that_charges_it() -> None:
    """A share of a cooperation that the agreements do not have is nobody's line."""
    table = owed_to_cooperations(SHARES, PAYERS[1], VIKA, 2018)
    assert csv_of(table, "nb")[1:] == [
        ["IKT", "120,00", "20,00", "100,00"],
        ["Sum", "120,00", "20,00", "100,00"],
    ]
    cell = table.lines[0].cells[1]
    assert cell.leads_to == Explanation("ikt", "lyngen", "2018")
