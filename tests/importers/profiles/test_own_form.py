"""Profiles of documents with a form of their own say what only the region knows."""

from __future__ import annotations

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of

BANK = """\
like: bank
booking: {host: nordvik}
bank: {accounts: [{number: "86011117947", account: Assets:Bank}]}
"""
TABLE = """\
like: bank
file: {header_row: 1}
decimal_sign: ","
bank:
  accounts: [{number: "86011117947", account: Assets:Bank}]
  columns: {date: Dato, text: Tekst, amount: Beløp}
"""
INVOICE = "like: ehf\nbooking: {host: nordvik}\n"
SAFT = """\
title: SAF-T
use: saft
attested: {level: uprøvd, source: Oppdiktet}
saft: {dimensions: {ansvar: [ANS]}}
booking: {source: okonomi, host: nordvik, vouchers: balanced}
"""


def faults(text: str) -> list[str]:
    try:
        profile_of(text, "p.yaml")
    except RejectedError as refused:
        return [f"{f.row}: {f.column}: {f.expected}" for f in refused.faults]
    return []


@pytest.mark.parametrize("text", [BANK, TABLE, INVOICE, SAFT])
def test_a_profile_that_says_whose_it_is_and_where_it_goes_is_right(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "before", "after", "said"),
    [
        (
            BANK,
            'accounts: [{number: "86011117947", account: Assets:Bank}]',
            "accounts: []",
            "3: bank.accounts: Profilen skal ha minst én bankkonto",
        ),
        (
            BANK,
            "Assets:Bank}",
            'Assets:Bank}, {number: "8601 11 17947", account: Assets:Annen}',
            "3: bank.accounts: Konto 86011117947 står to ganger.",
        ),
        (BANK, "bank: {", "columns: {text: Tekst}\nbank: {", "3: columns: En fil av"),
        (BANK, "bank: {", "invoice: {}\nbank: {", "3: invoice: Feltet hører til use"),
        (INVOICE, "booking: {host: nordvik}\n", "", "1: booking.host: Vertskommunen"),
        (SAFT, "saft: {dimensions: {ansvar: [ANS]}}\n", "", "saft: Feltet mangler."),
        (SAFT, "ansvar: [ANS]", "", "saft.dimensions.ansvar: Si hvilken dimensjon"),
        (SAFT, "source: okonomi, ", "", "5: booking.source: Navnet på kildesystemet"),
        (SAFT, "balanced", "one_sided", "5: booking.vouchers: Bilag i SAF-T er hele"),
        (SAFT, ", vouchers: balanced", "", "booking.vouchers: Bilag i SAF-T er hele"),
    ],
)
def test_what_only_the_region_knows_is_asked_for_at_its_line(
    text: str, before: str, after: str, said: str
) -> None:
    assert before in text
    (found,) = faults(text.replace(before, after))
    assert said in found


@pytest.mark.parametrize(
    ("columns", "is_right"),
    [
        ("amount: Beløp", True),
        ("paid_in: Inn, paid_out: Ut", True),
        ("amount: Beløp, paid_in: Inn", False),
        ("amount: Beløp, paid_in: Inn, paid_out: Ut", False),
        ("paid_in: Inn", False),
        ("kid: KID", False),
    ],
)
def test_a_table_has_one_amount_or_one_in_and_one_out(
    columns: str, *, is_right: bool
) -> None:
    found = faults(TABLE.replace("amount: Beløp", columns))
    assert (found == []) is is_right
    assert is_right or "Oppgi enten amount, eller både paid_in og paid_out." in found[0]


def test_a_table_says_where_its_columns_are_named() -> None:
    (said,) = faults(TABLE.replace("file: {header_row: 1}\n", ""))
    assert "file.header_row: Raden med kolonnenavn må oppgis." in said


def test_a_status_and_the_word_for_what_is_booked_need_each_other() -> None:
    """Else what is only reserved is booked like the rest."""
    status = TABLE.replace("amount: Beløp", "amount: Beløp, status: Status")
    (said,) = faults(status)
    assert said == (
        "6: bank.columns.status: Si hvilket ord i statuskolonnen som er bokført"
        " (booked)."
    )
    assert faults(f"{status}  booked: Bokført\n") == []
    (alone,) = faults(f"{TABLE}  booked: Bokført\n")
    assert "Ordet booked trenger kolonnen status." in alone
