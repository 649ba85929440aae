"""What a grant rests on: vouchers, terms with where they stand, and what is urgent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from fellesbok.agreement.grant_terms import OwnFinancing
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.entries import records
from fellesbok.grants.detail_tables import drawings_table
from fellesbok.grants.detail_tables import terms_table
from fellesbok.grants.detail_tables import terms_texts
from fellesbok.grants.detail_tables import warnings_table
from fellesbok.messages import say
from fellesbok.tables.csv_file import csv_of
from fellesbok.tables.targets import SourceLine
from grants_on_a_day import ENTRY
from grants_on_a_day import KNOWN
from grants_on_a_day import NOT_STATED
from grants_on_a_day import ON_DAY
from grants_on_a_day import UNKNOWN
from grants_on_a_day import VIKA
from grants_on_a_day import YEAR


def words(text: object) -> str:
    """The same in Norwegian, with spaces that can be written."""
    return say(str(text), "nb").replace("\N{NO-BREAK SPACE}", " ")


def test_vouchers_behind_the_figures_have_what_they_earn_and_bring() -> None:
    """740 kr are earned by it, and nothing has come."""
    said = ENTRY._replace(payee="Staten", narration="Opptjent")
    (drawing,) = YEAR.drawings
    year = replace(YEAR, drawings=(replace(drawing, voucher=records.Voucher(said)),))
    (table,) = drawings_table(replace(ON_DAY, years=(year,)))
    assert csv_of(table, "nb")[1:] == [
        ["2018-03-01", "Staten – Opptjent", "740,00", ""]
    ]
    assert drawings_table(NOT_STATED) == []


def test_what_goes_wrong_has_its_amount_and_leads_to_its_line() -> None:
    (table,) = warnings_table([NOT_STATED, ON_DAY])
    assert csv_of(table, "nb")[1:] == [["Velferd", "Taket er nær", "60,00", ""]]
    assert table.lines[0].cells[1].leads_to == SourceLine("rules.yaml", 7)
    assert warnings_table([NOT_STATED]) == []


def test_what_was_promised_on_which_terms_each_with_its_source() -> None:
    rows = [[words(cell) for cell in row] for row in csv_of(terms_table(ON_DAY), "nb")]
    assert rows[1:] == [
        ["Formål", "Velferdsteknologi", "brev"],
        ["Tilsagn", "900,00 kr, 01.01.2018", "brev 1"],
        ["Tilsagn", "100,00 kr, uten oppgitt dato", "brev 2"],
        ["Tak før sluttrapport, sats", "75 % av tilsagnet", "brev"],
        ["Tak før sluttrapport, beløp", "800,00 kr", "brev"],
        [
            "Egenfinansiering",
            "20,00 kr er skutt inn; kravet er nå 50,00 kr (i egeninnsats)",
            "brev",
        ],
        ["Ubrukte midler", "settes på bundet fond", "brev"],
    ]


def test_what_the_source_does_not_say_is_said_to_be_so() -> None:
    assert csv_of(terms_table(NOT_STATED), "nb")[1:] == [
        ["Formål", "ikke oppgitt", "brev"],
        ["Tilsagn", "ikke oppgitt", "brev"],
        ["Ubrukte midler", "ikke oppgitt", "brev"],
    ]


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (
            OwnFinancing(Decimal("50.00"), None, OwnKind.EITHER),
            "Kravet til egenfinansiering er 50,00 kr, i penger eller egeninnsats.",
        ),
        (
            OwnFinancing(None, Fraction(1, 4), OwnKind.CASH),
            "Kravet til egenfinansiering er 25 % av kostnaden, i penger.",
        ),
        (
            OwnFinancing(Decimal("0.00"), None, None),
            "Kravet til egenfinansiering er 0,00 kr, på en måte som ikke er oppgitt.",
        ),
    ],
)
def test_what_the_receiver_is_to_put_in(own: OwnFinancing, told: str) -> None:
    _, said = terms_texts(replace(KNOWN, own_financing=own), VIKA)
    assert words(said) == told


def test_who_gives_it_and_for_what() -> None:
    assert [words(text) for text in terms_texts(UNKNOWN, VIKA)] == [
        "IKT, tilskudd fra Staten. Formål: ikke oppgitt. Ubrukte midler: ikke oppgitt."
    ]
