"""Books with all that can be written out, and where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok_importers.intake.commands import import_command
from intake_books import document
from intake_books import make_books
from intake_runs import run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from beancount.core.data import Transaction


BY_HAND = """
2017-05-01 * "Fra i fjor"
  Equity:Memo               500.00 NOK
  Assets:Bank
2018-02-01 ! "Åpent «spørsmål»" "=SUM(A1)" #avklares ^sak-1
  bilag: "7"
  deltakere: "Nordvik, Sørvik"
  tall: 12.50
  dato: 2018-02-28
  ja: TRUE
  belop: 3.00 NOK
  tomt:
  Expenses:Brann:Ansvar-339   100 NOK
    art: "1951"
    prosjekt: "P-1"
  ! Assets:Bank
2018-02-01 * ""
  Expenses:IKT:Ansvar-155     1.00 NOK
  Expenses:IKT:Ansvar-155    -1.00 NOK
2018-02-02 * "@" "  to  mellomrom
og en ny linje"
  bilag: "8"
  langt: "%s"
  Equity:Memo                15.5 NOK.TIMER
  Equity:Memo               -15.5 NOK.TIMER
  Assets:Fordringer:Nordvik:IKT  200.00 NOK
  Assets:Bank
2019-02-02 * "Neste år"
  Expenses:IKT:Ansvar-155     1.00 NOK
  Assets:Bank
""" % ("lang " * 150)


def books_with(folder: Path, written: str = BY_HAND) -> Path:
    """Books with what has been read in and what was written by hand."""
    main = make_books(folder)
    text = main.read_text(encoding="utf-8").replace(
        "2018-01-01 open", "2017-01-01 open"
    )
    opened = "2017-01-01 open Equity:Memo\n"
    main.write_text(text + opened, encoding="utf-8")
    if written:
        assert run(import_command, main, "--yes", document(folder)).exit_code == 0
        with main.open("a", encoding="utf-8") as file:
            file.write(written)
    return main


def written(entries: Iterable[Any]) -> list[Transaction]:
    """The transactions that the books have not made themselves."""
    return [
        e
        for e in entries
        if isinstance(e, data.Transaction) and e.meta["filename"] != "<fordeling>"
    ]
