"""Amounts beyond any sum are refused in words, wherever they come from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.cli import main
from fellesbok.rules import examine_rules
from fellesbok_importers.documents.numbers import NotANumberError
from fellesbok_importers.documents.numbers import read_kroner
from fellesbok_importers.documents.xlsx_sheet import sheet_rows
from fellesbok_importers.faults import RejectedError
from workbooks import a_workbook

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'option "title" "Vika"\noption "operating_currency" "NOK"'
TOLD = "høyst 15 kan regnskapsføres"
COMMANDS = [
    ["check"],
    ["shares"],
    ["open"],
    ["lint", "2018"],
    ["plan", "2018"],
    ["claim", "2018", "--dry-run"],
    ["close", "2018", "--dry-run"],
    ["funds", "2018"],
    ["grants", "2018"],
    ["cutoff", "2018"],
    ["export", "2018", "--format", "csv"],
    ["explain", "ikt", "austvik", "--year", "2018"],
]
LARGE = f"1{'0' * 40}.00"
BOOKED = {
    "a cost": cost("2018-03-01", LARGE),
    "a cost with 16 figures": cost("2018-03-01", f"{10**15}.00"),
    "a negative one": cost("2018-03-01", f"-{LARGE}"),
    "a budget": f'2018-01-01 custom "budget" Expenses:IKT "yearly" {LARGE} NOK',
    "a balance": f"2018-01-01 balance Expenses:IKT {LARGE} NOK",
    "a price": f"2018-01-01 price EUR {LARGE} NOK",
    "something told": f'2018-01-01 custom "nøkkeltall" "ikt" "brukere" {LARGE}',
    "what Beancount cannot add up": (
        f'2018-03-01 * "Kurs"\n  Expenses:IKT  {LARGE} NOK\n  Assets:Bank\n'
        '\n2018-02-15 * "Porto"\n  Assets:Bank\n  Expenses:IKT  10.00 NOK\n'
        '\n2018-01-01 custom "uten verdier"\n'
    ),
    "metadata": cost("2018-03-01", "1.00").replace(
        "\n  ", f"\n  merknad: {LARGE}\n  ", 1
    ),
    "a number of a voucher": cost("2018-03-01", "1.00").replace(
        "\n  ", f"\n  bilag: {LARGE}\n  ", 1
    ),
    "metadata of a line": cost("2018-03-01", "1.00").rstrip()
    + f"\n    merknad: {LARGE}\n",
    "the price of a line": '2018-03-01 * "Varer"\n'
    f"  Assets:Bank  1.00 EUR @@ {LARGE} NOK\n"
    f"  Assets:Bank  -1.00 EUR @@ {LARGE} NOK\n",
}


@pytest.mark.parametrize("name", BOOKED)
def test_it_is_an_error_at_its_line_and_the_rest_stands(
    tmp_path: Path, name: str
) -> None:
    """The cost of 900.00 is shared all the same, where Beancount can read the books."""
    written = BOOKED[name]
    folder = Folder(tmp_path)
    folder.write(rules(), HEAD, chart(), cost("2018-02-01", "900.00"), written)
    file = tmp_path / "ledger" / "main.beancount"
    before = file.read_text("utf-8").partition(written.strip())[0]
    line = 1 + before.count("\n")
    for command in COMMANDS:
        result = CliRunner().invoke(main, [*command, "--books", str(tmp_path)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        if command == ["check"]:
            told = [row for row in result.output.splitlines() if TOLD in row]
            assert [row.split(" ")[0] for row in told] == [f"{file}:{line}:"]
            is_read = "Beancount" not in name
            assert ("900,00 kr er fordelt" in result.output) is is_read


@pytest.mark.parametrize(
    "written", ["1e999999999", "NaN", "Infinity", "-Infinity", "1" * 39, "9" * 5000]
)
def test_it_is_no_amount_of_a_list(written: str) -> None:
    with pytest.raises(NotANumberError):
        read_kroner(written, ",")


@pytest.mark.parametrize(
    "written", ["1e309", "1e9999999", "-1e400", "NaN", "INF", "1e999999999999999999"]
)
def test_it_is_no_number_of_a_sheet(tmp_path: Path, written: str) -> None:
    sheet = f'<row r="2"><c r="A2"><v>{written}</v></c></row>'
    path = a_workbook(tmp_path / "a.xlsx", sheet=sheet)
    with pytest.raises(RejectedError, match=r"a.xlsx:2: A2: Fant «.*Cellen er ødelagt"):
        list(sheet_rows(str(path), None))


def test_the_smallest_and_largest_numbers_of_a_sheet_are_read(tmp_path: Path) -> None:
    sheet = (
        '<row r="1"><c r="A1"><v>1.7E+308</v></c><c r="B1"><v>4.9E-324</v></c></row>'
    )
    ((_, cells),) = sheet_rows(str(a_workbook(tmp_path / "a.xlsx", sheet=sheet)), None)
    assert cells[0] == Decimal("1.7E+308")
    assert 0 <= Decimal(cells[1]) < Decimal("1E-300")


@pytest.mark.parametrize("written", ["1" + "0" * 400, "1e400", '"NaN"', "9" * 5000])
def test_it_is_no_amount_of_an_agreement(tmp_path: Path, written: str) -> None:
    path = tmp_path / "allocation_rules.yaml"
    text = rules().replace("weights:", f"amounts: {{austvik: {written}}}\n    x:", 1)
    path.write_text(text, encoding="utf-8")
    assert examine_rules(path).faults


@pytest.mark.parametrize("written", ["1e400", "NaN", "Infinity", "9" * 60])
def test_it_is_no_amount_to_credit(tmp_path: Path, written: str) -> None:
    Folder(tmp_path).write(rules(), HEAD, chart(), cost("2018-02-01", "900.00"))
    asked = ["credit", "x-2018-0001", "--reason", "feil", "--amount", written]
    result = CliRunner().invoke(main, [*asked, "--books", str(tmp_path)])
    assert isinstance(result.exception, SystemExit)
    assert f"«{written}»" in result.output.partition("Feil: ")[2]


def test_a_product_beyond_any_sum_never_leaves_the_books_empty_without_a_word(
    tmp_path: Path,
) -> None:
    """900 000 000 000 000 of something at as many kroner: each can be booked."""
    large = f"{9 * 10**14}.00"
    voucher = (
        f'2018-03-01 * "Kurs"\n  Equity:Memo  {large} TIMER @ {large} NOK\n'
        "  Expenses:IKT  1.00 NOK\n  Assets:Bank\n"
    )
    opened = "2017-01-01 open Equity:Memo\n"
    Folder(tmp_path).write(rules(), HEAD, chart(), opened, voucher)
    result = CliRunner().invoke(main, ["check", "--books", str(tmp_path)])
    assert result.exit_code == 1
    assert "main.beancount:1: Et tall i bøkene blir for stort" in result.output
