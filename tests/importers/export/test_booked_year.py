"""What a year is exported as, and what cannot be written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exported_books import FORMATS
from exported_books import exported
from fellesbok.filing.folder import load
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.csv_lines import csv_of
from fellesbok_importers.export.read_back import OwnImporter
from fellesbok_importers.export.saft_file import saft_of
from fellesbok_importers.faults import RejectedError
from written_out import BY_HAND
from written_out import books_with
from written_out import written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_books_give_the_same_bytes_wherever_things_stand(
    tmp_path: Path, form: str
) -> None:
    main = books_with(tmp_path / "a")
    first = exported(main, form)
    text = main.read_text(encoding="utf-8")
    parts = text.partition(BY_HAND)
    blocks = BY_HAND.strip().split("\n2018")
    turned = "\n2018".join([blocks[0], *reversed(blocks[1:])])
    assert parts[1]
    main.write_text(f"{parts[0]}\n{turned}\n", encoding="utf-8")
    assert exported(main, form) == first


def test_what_a_pad_comes_to_is_exported_as_if_it_were_written(tmp_path: Path) -> None:
    main = books_with(
        tmp_path / "a",
        "2018-01-01 pad Equity:Memo Assets:Bank\n"
        "2018-01-31 balance Equity:Memo 70.00 NOK\n",
    )
    path = tmp_path / "eksport.xml"
    path.write_bytes(exported(main, "saft"))
    importer = OwnImporter(load(main).agreement)
    padded = [e for e in written(importer.extract(str(path), [])) if e.flag == "P"]
    assert [p.account for e in padded for p in e.postings] == [
        "Equity:Memo",
        "Assets:Bank",
    ]


WRONG = {
    "a price": (
        "Equity:Memo 1 X @ 1 NOK\n  Assets:Bank -1 NOK",
        "kan ikke",
    ),
    "three decimals": (
        "Equity:Memo 1.005 NOK\n  Assets:Bank -1.005 NOK",
        "Fant «1.005». Et beløp har høyst seksten sifre og to desimaler.",
    ),
    "a turned direction": (
        'Expenses:IKT:Ansvar-155 1 NOK\n    art: "\u202e"\n  Assets:Bank -1 NOK',
        "Fant «U+202E». Tegnet kan ikke ses, og kan ikke eksporteres.",
    ),
    "not quite in balance": (
        "Equity:Memo 1.00 NOK\n  Assets:Bank -1.004 NOK",
        "Bilaget skal gå i null i NOK.",
    ),
    "no lines": ("", "Bilaget har ingen linjer."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_written_is_refused_with_its_line(
    tmp_path: Path, case: str
) -> None:
    postings, expected = WRONG[case]
    main = books_with(tmp_path, "")
    with main.open("a", encoding="utf-8") as file:
        file.write(f'2018-01-02 * "x"\n  {postings}\n')
    with pytest.raises(RejectedError) as told:
        exported(main, "saft")
    line = 1 + main.read_text(encoding="utf-8").splitlines().index('2018-01-02 * "x"')
    assert f"main.beancount:{line}: " in str(told.value)
    assert expected in str(told.value)


def test_a_code_that_is_too_long_is_refused(tmp_path: Path) -> None:
    long = "9" * 40
    main = books_with(
        tmp_path,
        f'2018-01-02 * "x"\n  Assets:Bank 1 NOK\n    prosjekt: "{long}"\n'
        f'    art: "{"1" * 70}"\n  Assets:Bank -1 NOK\n',
    )
    with pytest.raises(RejectedError) as told:
        exported(main, "saft")
    assert "Prosjekt: Fant «999" in str(told.value)
    assert "AccountID: Fant «Assets:Bank/111" in str(told.value)
    long_text = "x" * 11_000
    other = books_with(
        tmp_path / "b",
        f'2018-01-02 * "{long_text}"\n  Assets:Bank 1 NOK\n  Assets:Bank -1 NOK\n',
    )
    with pytest.raises(RejectedError, match="Feltet er for langt for CSV"):
        exported(other, "csv")


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_of_nothing_but_shares_has_nothing_to_book(
    tmp_path: Path, form: str
) -> None:
    main = books_with(tmp_path)
    export = collect(load(main), 2018, None, None)
    only = tuple(record for record in export.records if record.generated)
    path = tmp_path / "eksport"
    shares = replace(export, records=only)
    path.write_bytes(csv_of(shares) if form == "csv" else saft_of(shares))
    importer = OwnImporter(export.agreement)
    assert importer.identify(str(path))
    for ask in (importer.account, importer.date):
        with pytest.raises(RejectedError, match="Filen har ingenting som kan føres"):
            ask(str(path))
