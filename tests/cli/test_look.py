"""Commands that read the books: what they tell, and what they refuse."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.cli import main
from places import MADE
from typed_commands import faulty as faulty  # noqa: PLC0414 -- a fixture
from typed_commands import run

if TYPE_CHECKING:
    from pathlib import Path


def test_check_says_that_the_books_are_in_order_and_what_to_know() -> None:
    """No errors, and the findings by cooperation."""
    result = run("check")
    assert result.exit_code == 0
    assert "Ingen feil." in result.output
    assert "4\u00a0239\u00a0145,00 kr er ikke fordelt" in result.output
    assert "97\u00a0450,00 kr mer inntekt enn kostnad" in result.output
    assert result.output.count("Mangler rapportering for 2018.") == 3


def test_check_reports_every_fault_with_file_and_line(faulty: Path) -> None:
    """All faults at once; the exit code says that something must be mended."""
    result = run("check", books=faulty)
    assert result.exit_code == 1
    places = re.findall(r"rules\.yaml:(\d+):", result.output)
    assert places == ["4", "13", "15"]
    for message in [
        "Organisasjonsnummer «123456789» er feil",
        "Ukjent kommune «tolga»",
        "Andelene blir til sammen 99,9 %, 0,1 prosentpoeng for lite",
    ]:
        assert message in result.output


def test_explain_shows_every_step_of_one_figure() -> None:
    """Vouchers with place, key with its parts and statistic, fraction and rounding."""
    output = run("explain", "IKT", "Nordreisa", "--year", "2018").output
    for expected in [
        "Nordreisa betaler 865\u00a0709,61 kr",
        "ledger/2018/ikt.beancount:",
        "likt på 5: × 1 / 5",
        "innbyggere: × 4\u00a0944 / 13\u00a0081",
        "Andel 974/3175, 30,68 %",
        "2 øre er igjen",
        "▸ Nordreisa: 0,629921… øre → +1 øre",
        "Kilde: SSB tabell 07459",
        "Vertskommune: ikke oppgitt",
        "Antakelse: 40/60",
    ]:
        assert expected in output
    assert "rawdata" not in output, "where a figure was fetched stands in its file"


def test_the_figures_of_an_explanation_are_right_by_hand() -> None:
    """The pocket calculator: 40 % in five parts and 60 % by 4 944 of 13 081."""
    equal = Decimal(2822000) * 40 / 100 / 5
    by_population = Decimal(2822000) * 60 / 100 * 4944 / 13081
    assert abs(equal + by_population - Decimal("865709.61")) < Decimal("0.01")


def test_explain_says_why_there_is_nothing_to_explain() -> None:
    """Not shared, not a payer, unknown cooperation, year without vouchers."""
    cases = {
        ("Brann", "Nordreisa", "2018"): "er ikke fordelt: Rapporten viser ingen",
        ("IKT", "Lyngen", "2018"): "«Lyngen» betaler ikke for",
        ("Havn", "Lyngen", "2018"): "Ukjent samarbeid «Havn»",
        ("IKT", "Lyngen", "2017"): "har ingen bilag i 2017",
    }
    for (cooperation, payer, year), message in cases.items():
        result = run("explain", cooperation, payer, "--year", year)
        assert result.exit_code == 1
        assert message in result.output


def test_schema_is_json() -> None:
    """The published schema, for editors."""
    schema = json.loads(CliRunner().invoke(main, ["schema"]).output)
    assert "cooperations" in schema["properties"]


def test_check_counts_what_the_report_and_lint_call_findings_too() -> None:
    """No number of findings stands alone where another face tells another."""
    books = ("--books", str(MADE / "seen_books"))
    run = CliRunner()
    last = run.invoke(main, ["check", *books]).output.splitlines()[-1]
    asked = json.loads(
        run.invoke(main, ["lint", "2018", "--format", "json", *books]).output
    )
    answered = sum(1 for each in asked if each["answer"])
    assert asked
    assert last.endswith(
        f" funn. Fra «fellesbok lint 2018»: {len(asked)} funn, {answered} besvart."
    )
    assert last.startswith("Ingen feil. Fra fordelingen: ")
