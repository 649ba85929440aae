"""``fellesbok explain`` to the end: claimed, set off, paid, open, and the fund.

The books are those of ``settled_books``; the amounts are calculated by hand.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

REGION = MADE / "settled_books"


def explained(*arguments: str, books: Path = REGION) -> str:
    """What the command prints, with ordinary spaces."""
    result = CliRunner().invoke(main, ["explain", *arguments, "--books", str(books)])
    assert result.exit_code == 0, result.output
    return result.output.replace("\u00a0", " ")


def sections(*arguments: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of each section."""
    found = json.loads(explained(*arguments, "--format", "json"))
    return {section["title"]: section["rows"] for section in found["sections"]}


def amounts(rows: list[dict[str, Any]]) -> list[Decimal]:
    """The amounts of rows, the last of which is their sum."""
    return [Decimal(row["amount"]) for row in rows]


def test_every_claim_credit_note_and_payment_is_a_step_with_its_place() -> None:
    found = sections("legevakt", "vik", "--year", "2024")
    rows = found["Krav og oppgjør"]
    assert [row["text"] for row in rows] == [
        "Andel av regnskapet 2024",
        "30.01.2024 krav nes-2024-0002: a konto 1 av 2",
        "01.08.2024 krav nes-2024-0005: a konto 2 av 2",
        (
            "20.08.2024 kreditnota nes-2024-0007 for krav nes-2024-0005: Vik får utsatt"
            " en del av terminen til avregningen"
        ),
        "20.08.2024 krav nes-2024-0008: a konto 2 av 2",
        "20.01.2025 krav nes-2025-0002: avregning",
        "Gjenstår å avregne",
    ]
    assert [str(amount) for amount in amounts(rows)] == [
        "296250.15",
        "-150000.00",
        "-150000.00",
        "150000.00",
        "-140000.00",
        "-6250.15",
        "0.00",
    ]
    assert "2024/krav.beancount:" in rows[1]["place"]
    assert [str(amount) for amount in amounts(found["Betaling"])] == [
        "296250.15",
        "-150000.00",
        "-90000.00",
        "56250.15",
    ]


@pytest.mark.parametrize("payer", ["nes", "vik", "strand"])
@pytest.mark.parametrize("cooperation", ["legevakt", "viltlag"])
@pytest.mark.parametrize("year", ["2024", "2025"])
def test_a_pocket_calculator_comes_to_the_same(
    payer: str, cooperation: str, year: str
) -> None:
    found = sections(cooperation, payer, "--year", year)
    for title in ("Krav og oppgjør", "Betaling", "Del av fondet"):
        *rows, last = amounts(found.get(title, [{"amount": "0"}]))
        assert sum(rows, Decimal(0)) == last


def test_what_is_laid_out_is_set_off() -> None:
    rows = sections("legevakt", "strand", "--year", "2024")["Betaling"]
    assert [(row["text"], row["amount"]) for row in rows] == [
        ("Krevd i alt", "197500.10"),
        ("20.01.2025 motregnet i utlegg med krav nes-2025-0003", "-40000.00"),
        ("01.03.2024 betalt av krav nes-2024-0003", "-100000.00"),
        ("02.09.2024 betalt av krav nes-2024-0006", "-100000.00"),
        ("10.02.2025 betalt av krav nes-2025-0003", "42499.90"),
        ("Utestående", "0.00"),
    ]


def test_a_day_is_asked_for() -> None:
    output = explained("legevakt", "vik", "--year", "2024", "--on", "2024-08-01")
    assert "nes-2024-0005" in output
    assert "nes-2024-0007" not in output
    assert "avregning" not in output.split("Krav og oppgjør")[1]


def test_a_correction_of_a_closed_year_is_told_with_its_reason() -> None:
    """In the year it is of, and in the year that carries it and shares nothing."""
    of_year = sections("legevakt", "vik", "--year", "2024")["Avsluttet år"]
    assert [row["amount"] for row in of_year] == ["296250.15", "3000.00", "299250.15"]
    rows = sections("legevakt", "vik", "--year", "2025")["Krav og oppgjør"]
    assert rows[0]["text"].startswith("Korreksjon for 2024: bilag 2024-0105")
    assert [row["amount"] for row in rows] == ["3000.00", "3000.00"]


def test_what_a_payout_did_to_the_payer() -> None:
    rows = sections("viltlag", "strand", "--year", "2025")["Del av fondet"]
    assert [(row["text"], row["amount"]) for row in rows] == [
        ("Inngående", "2500.00"),
        ("Brukt", "-2000.00"),
        ("Utbetalt", "-500.00"),
        ("Utgående", "0.00"),
    ]


def test_books_without_claims_are_explained_as_before() -> None:
    output = explained("skadefelling", "lyngen", "--year", "2018", books=HOUSE)
    assert "Krav og oppgjør" not in output
    assert "Del av fondet" not in output


def test_csv_is_what_norwegian_excel_reads() -> None:
    arguments = ("legevakt", "vik", "--year", "2024", "--format", "csv")
    text = explained(*arguments)
    assert text.startswith("\ufeffSteg;Hva;Kroner;Sted")
    rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    steps = [row for row in rows if row["Steg"] == "Betaling"]
    assert [row["Kroner"] for row in steps] == [
        "296250,15",
        "-150000,00",
        "-90000,00",
        "56250,15",
    ]


def test_in_english() -> None:
    output = explained("legevakt", "vik", "--year", "2024", "--language", "en")
    for said in ("Claims and settlement", "credit note", "Left to settle", "56,250.15"):
        assert said in output
