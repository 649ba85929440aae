"""Claims in the joint report: from what is owed to what is open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from report_panels import REGION
from report_panels import panels
from report_panels import report
from report_panels import rows

if TYPE_CHECKING:
    from pathlib import Path


def test_from_share_to_what_is_open() -> None:
    assert rows(panels(report())["krav-legevakt"]) == {
        "Andel av regnskapet": ["493750.25", "296250.15", "197500.10", "987500.50"],
        "Krevd a konto": ["500000.00", "440000.00", "200000.00", "1140000.00"],
        "Krevd i avregning": ["-6249.75", "6250.15", "-2499.90", "-2499.50"],
        "Kreditert": [None, "-150000.00", None, "-150000.00"],
        "Krevd i alt": ["493750.25", "296250.15", "197500.10", "987500.50"],
        "Gjenstår å avregne": ["0.00", "0.00", "0.00", "0.00"],
        "Motregnet i utlegg": [None, None, "-40000.00", "-40000.00"],
        "Betalt": [None, "-240000.00", "-157500.10", "-397500.10"],
        "Utestående": ["493750.25", "56250.15", "0.00", "550000.40"],
    }


def test_a_host_owes_nobody_its_internal_notes() -> None:
    last = panels(report())["krav-legevakt"].rows[-1]
    assert [cell.marks for cell in last.cells[:2]] == [("internt",), ()]
    ages = rows(panels(report())["aapne-krav"])
    assert set(ages) == {"Vik", "Sum"}
    assert ages["Vik"] == ages["Sum"]


def test_claims_less_credit_notes_are_the_shares() -> None:
    """Less what is set off: 987 500.50 − 40 000.00 is asked for in money."""
    panel = panels(report())["kravliste-legevakt"]
    *claims, total = panel.rows
    amount, credited, paid, left = (cell.value for cell in total.cells)
    assert amount is not None
    assert credited is not None
    assert amount - credited == Decimal("987500.50") - Decimal("40000.00")
    assert (paid, left) == (Decimal("397500.10"), Decimal("550000.40"))
    assert len(claims) == 10
    told = dict(zip(panel.texts, claims[4].texts, strict=True))
    assert told["Gjelder"] == "a konto 2024, termin 2 av 2"
    assert told["Kreditnotaer"] == (
        "nes-2024-0007 20.08.2024: Vik får utsatt en del av terminen til avregningen"
    )


def test_the_cooperation_ends_at_nothing_and_says_so() -> None:
    remarks = panels(report())["krav-legevakt"].remarks
    assert [str(text).replace("\u00a0", " ") for text in remarks] == [
        "Resultatet i bøkene er -10 000,00 kr.",
        (
            "10 000,00 kr kom etter at året var avsluttet, og er ført videre som"
            " korreksjon til et åpent år."
        ),
        "Samarbeidets resultat etter avregning er 0,00 kr.",
    ]


def test_a_correction_is_settled_in_the_year_that_carries_it() -> None:
    panel = panels(report(2025))["krav-legevakt"]
    assert rows(panel)["Korreksjon fra avsluttet år"] == [
        "5000.00",
        "3000.00",
        "2000.00",
        "10000.00",
    ]
    assert "10\u00a0000,00 kr er ikke krevd ennå" in " ".join(panel.remarks)
    page = report(2025).pages[0]
    assert [share.payer for share in page.explanations] == ["Nes", "Vik", "Strand"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 12, 31), [*[None] * 4, "50000.00", None, "50000.00"]),
        (date(2024, 10, 1), [None, "50000.00", *[None] * 4, "50000.00"]),
        (date(2024, 8, 31), ["140000.00", *[None] * 5, "140000.00"]),
        (
            date(2025, 3, 21),
            [None, "6250.15", None, None, "50000.00", None, "56250.15"],
        ),
    ],
    ids=str,
)
def test_open_claims_are_as_old_as_the_day_says(
    day: date, expected: list[str | None]
) -> None:
    assert rows(panels(report(2024, day))["aapne-krav"])["Vik"] == expected


def test_money_that_a_payer_is_to_get_stands_for_itself() -> None:
    """Strand is to get 42 499.90 until it is paid out on 10 February."""
    ages = rows(panels(report(2024, date(2025, 1, 31)))["aapne-krav"])
    assert ages["Strand"] == [*[None] * 5, "-42499.90", "-42499.90"]
    assert ages["Sum"][-2] == "-42499.90"


def test_a_cooperation_without_claims_has_no_such_table() -> None:
    found = panels(report())
    assert "krav-viltlag" not in found
    assert "kravliste-viltlag" not in found


def test_the_day_is_an_option_of_the_command(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    arguments = ["report", "2024", "--books", str(REGION), "--format", "md"]
    options = ["--on", "2024-12-31", "--output", str(file)]
    result = CliRunner().invoke(main, [*arguments, *options])
    assert result.exit_code == 0, result.output
    assert "Det som er krevd og betalt til og med 31.12.2024, er med." in (
        file.read_text("utf-8")
    )
    wrong = CliRunner().invoke(main, [*arguments, "--on", "31.12.2024"])
    assert wrong.exit_code == 2
