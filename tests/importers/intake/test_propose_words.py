"""A proposal knows what people call their columns, and asks what is not settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import booked
from lists_of_people import proposed
from lists_of_people import remarks
from lists_of_people import sum_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "word", ["Sum:", "Sum ansvar 155", "Totalt", "I alt", "Til sammen", "Totalbeløp"]
)
def test_a_proposal_knows_the_words_of_sums(tmp_path: Path, word: str) -> None:
    path = tmp_path / "liste.csv"
    text = HEAD + f"Beløp\n1;15.1.2018;195;155;x;1,50\n{word};;;;;1,50\n"
    path.write_text(text, "utf-8")
    assert sum_of(booked(tmp_path, text, proposed(path))) == "1.50"
    with pytest.raises(RejectedError, match="Linjene over blir til sammen 1,50"):
        booked(tmp_path, text.replace(";;1,50", ";;2,50"), proposed(path))


PROPOSED = {
    "K-suffix": "1;5.1.2018;195;155;x;1 000,50\n2;27.1.2018;195;155;x;50,25K\n",
    "apostrophes": "1;5.1.2018;195;155;x;1'000,50\n2;27.1.2018;195;155;x;-50,25\n",
    "dashes": "1;05-01-2018;195;155;x;1000,50\n2;27-01-2018;195;155;x;-50,25\n",
    "slashes": "1;05/01/2018;195;155;x;1000,50\n2;27/01/2018;195;155;x;-50,25\n",
    "months first": "1;01/05/2018;195;155;x;1000,50\n2;01/27/2018;195;155;x;-50,25\n",
    "a time": "1;2018-01-05 00:00:00;195;155;x;1000,50\n"
    "2;2018-01-27T13:45:00;195;155;x;-50,25\n",
    "a Norwegian time": "1;05.01.2018 00:00:00;195;155;x;1000,50\n"
    "2;27.01.2018 13:45;195;155;x;-50,25\n",
    "a sum": "1;5.1.2018;195;155;x;1000,50\n2;27.1.2018;195;155;x;-50,25\n"
    "Sum;;;;;950,25\n",
    "blank": "1;5.1.2018;195;155;x;1000,50\n;;195;153;x;-50,25\n",
}


@pytest.mark.parametrize("name", PROPOSED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_proposal_reads_what_people_have(
    tmp_path: Path, name: str, encoding: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(HEAD + "Beløp\n" + PROPOSED[name], encoding=encoding)
    made = VoucherImporter("liste", proposed(path), AGREEMENT).booked(str(path))
    assert sum_of(made) == "950.25"


@pytest.mark.parametrize(
    "heading",
    [
        "Bilagsnr;Dato;Art;Ansvar;Tekst;Beløp i NOK",
        "Bilag;Dato;Konto;Kostnadsstad;x;NOK",
    ],
)
def test_a_proposal_knows_what_people_call_their_columns(
    tmp_path: Path, heading: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(f"{heading}\n1;25.1.2018;195;155;x;1150,25\n", encoding="utf-8")
    made = VoucherImporter("liste", proposed(path), AGREEMENT).booked(str(path))
    assert sum_of(made) == "1150.25"


ASKED = {
    "a day or a month": (
        HEAD + "Beløp\n1;03/04/2018;195;155;x;1,00\n",
        "Datoene i Bilagsdato kan leses på flere måter (dd/mm/yyyy, mm/dd/yyyy)",
    ),
    "a day or a month, with points": (
        HEAD + "Beløp\n1;03.04.2018;195;155;x;1,00\n",
        "Ingen dato i Bilagsdato viser om dag eller måned står først",
    ),
    "an amount twice": (
        HEAD + "Beløp;Beløp\n1;13.4.2018;195;155;x;1,00;2,00\n",
        "Kolonnen Beløp står flere ganger (6, 7)",
    ),
    "a minus in credit": (
        HEAD + "Debet;Kredit\n1;13.4.2018;195;155;x;;-2,00\n",
        "Kredit har beløp med minus.",
    ),
    "a class": (
        HEAD + "Beløp\n1;13.4.2018;17101;155;x;1,00\n",
        "17101 er art 171, eller art 710 med kontoklassen 1 foran.",
    ),
    "two charts": (
        HEAD + "Beløp\n1;13.4.2018;6540;155;x;1,00\n",
        "6540 er art 654 med et eget siffer (KOSTRA), eller konto 6540",
    ),
    "what is not read": (
        HEAD + "Debet;Kredit;Saldo\n1;13.4.2018;195;155;x;2,00;;2,00\n",
        "Kolonner som ikke brukes: Saldo.",
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_proposal_asks_what_the_file_does_not_settle(
    tmp_path: Path, name: str
) -> None:
    text, said = ASKED[name]
    path = tmp_path / "liste.csv"
    path.write_text(text, encoding="utf-8")
    assert said in remarks(path)
