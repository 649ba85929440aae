"""What a closing rests on, as each reader may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from casebook import generated_entries
from casebook import load
from closed_books import LATE
from closed_books import run
from closed_books import shared
from fellesbok.closing.basis import basis_csv
from fellesbok.closing.basis import changes
from fellesbok.closing.basis import read_basis
from fellesbok.closing.basis import voucher_rows
from fellesbok.closing.basis_accounts import BasisRow

if TYPE_CHECKING:
    from pathlib import Path


def test_the_basis_tells_nothing_of_what_is_others_too(tmp_path: Path) -> None:
    """Whoever takes part may read it: a text about two cooperations is left out."""
    text = (LATE / "rules.yaml").read_text(encoding="utf-8")
    ikt = text[text.index("  ikt:") :]
    ppt = ikt.replace("ikt:", "ppt:").replace("IKT", "PPT")
    (tmp_path / "rules.yaml").write_text(text + ppt, encoding="utf-8")
    source = (LATE / "source.beancount").read_text(encoding="utf-8")
    ledger = tmp_path / "source.beancount"
    opened = source[: source.index("2018-03-01")]
    of_ppt = [
        line.replace("IKT", "PPT") for line in opened.splitlines() if ":IKT" in line
    ]
    ledger.write_text(
        "\n".join([opened, *of_ppt])
        + """
2018-01-01 open Assets:Bank NOK
2018-01-01 open Income:IKT:Salg NOK
2018-01-01 open Assets:IKT:Forskudd NOK

2018-03-01 * "Lisenser"
  bilag: "1"
  Expenses:IKT   100.00 NOK
  Assets:Bank   -100.00 NOK

2018-03-02 * "Felles bil, to samarbeid"
  bilag: "2"
  periode: "2018-01-01/2018-12-31"
  Expenses:IKT    10.00 NOK
  Expenses:PPT    20.00 NOK
  Assets:Bank    -30.00 NOK

2018-03-03 * "Betalt av Lyngen"
  bilag: "3"
  Expenses:IKT                    5.00 NOK
  Assets:Fordringer:Lyngen:IKT   -5.00 NOK

2018-03-04 * "Butikken" ""
  bilag: "4"
  Income:IKT:Salg  -7.00 NOK
  Assets:Bank       7.00 NOK

2018-03-05 * ""
  bilag: "5"
  Expenses:IKT           1.00 NOK
  Assets:IKT:Forskudd   -1.00 NOK
""",
        encoding="utf-8",
    )
    loaded = load(ledger)
    vouchers = [e for e in loaded.entries if "bilag" in e.meta]
    rows = list(voucher_rows(vouchers, "IKT", shared(loaded).agreement))
    assert [(r.number, r.day, r.text, r.whose, r.value, r.note) for r in rows] == [
        ("1", "2018-03-01", "Lisenser", "Expenses:IKT", "100,00", ""),
        (
            *("2", "2018-03-02", "", "Expenses:IKT", "10,00"),
            "periode: 2018-01-01/2018-12-31",
        ),
        ("3", "2018-03-03", "", "Expenses:IKT", "5,00", ""),
        ("4", "2018-03-04", "Butikken", "Income:IKT:Salg", "-7,00", ""),
        ("5", "2018-03-05", "", "Expenses:IKT", "1,00", ""),
    ]
    shares = [
        e
        for e in generated_entries(loaded)
        if isinstance(e, data.Transaction) and "fordeling" in e.tags
    ]
    assert len(shares) == 4
    assert not list(voucher_rows(shares, "IKT", shared(loaded).agreement))
    closed = ("close", "2018", "--cooperation", "IKT", "--yes", "--books", str(ledger))
    assert run(*closed)[0] == 0
    (basis,) = tmp_path.rglob("*avsluttet-2018-ikt.csv")
    written = basis.read_text(encoding="utf-8-sig")
    assert "Lisenser" in written
    assert "Felles bil" not in written
    assert "Betalt av Lyngen" not in written


def test_an_amount_that_a_spreadsheet_wrote_its_own_way_is_told_as_it_stands() -> None:
    """Excel groups 2000,00 when it saves the file; the voucher is gone since."""
    row = ("2018-04-01", "Lisens", "Expenses:IKT", "2\u00a0000,00", "")
    then = read_basis(basis_csv([BasisRow("bilag", "7", *row)]))
    (told,) = changes(then, []).told
    assert "2\u00a0000,00 kr" in told
    assert "er tatt bort" in told
