"""The tables of a page as a file: named after what it is, and with what is filtered."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from asked_pages import asked_by
from fellesbok.messages import Text
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.csv_file import BYTE_ORDER_MARK
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.download import MIME
from fellesbok.web.frame.download import exported

if TYPE_CHECKING:
    from flask import Response


TABLE = Table(
    "prøve",
    Text("Hva som er ført"),
    (Column(Text("Konto"), Kind.TEXT, "account"),),
    (Line((Cell("Assets:Krav:Midvik:IKT"),)),),
)
PAGE = Shown(Text("Prøven"), "x.html", (TABLE,))


def file(
    shown: Shown = PAGE,
    form: str = "csv",
    names: tuple[str, ...] = ("krav",),
    **asks: str,
) -> Response:
    with asked_by(**asks) as asked:
        return exported(form, names, shown, asked)


def rows(answer: Response) -> list[list[str]]:
    text = answer.get_data(as_text=True).removeprefix(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def name(answer: Response) -> str:
    return answer.headers["Content-Disposition"].split('"')[1]


def test_it_says_what_it_is_of_which_books_and_when() -> None:
    first, books, period, *_ = rows(file(time="2018"))
    assert (first, books, period) == (["Prøven"], ["Vika"], ["Periode: 2018"])
    on_a_day = replace(PAGE, day=date(2018, 10, 31))
    assert rows(file(on_a_day))[2] == ["Per 31.10.2018"]


def test_what_is_filtered_is_told() -> None:
    told = rows(file(account="Assets:Krav", filter="#krav"))
    assert told[3:5] == [["Konto: Assets:Krav"], ["Filter: #krav"]]


def test_each_table_stands_under_its_title_in_words_with_its_note() -> None:
    noted = replace(TABLE, note=Text("Uten mva."))
    told = rows(file(replace(PAGE, tables=(noted, TABLE))))
    account = ["Krav: Midvik, IKT-samarbeidet i Vika"]
    assert told[3:] == [
        *([], ["Hva som er ført"], ["Konto"], account, ["Uten mva."]),
        *([], ["Hva som er ført"], ["Konto"], account),
    ]


@pytest.mark.parametrize(
    ("names", "time", "called"),
    [
        (("krav", "midvik"), "2018", "krav-midvik-2018.csv"),
        (("krav",), "2018-01 - 2018-06", "krav-2018-01---2018-06.csv"),
        (("krav", "../../etc"), "2018", "krav-etc-2018.csv"),
        (("krav", "æøå"), "2018", "krav-alt-2018.csv"),
    ],
)
def test_its_name_is_plain_whatever_is_written_in_the_address(
    names: tuple[str, ...], time: str, called: str
) -> None:
    assert name(file(names=names, time=time)) == called


def test_a_page_on_a_day_is_named_after_the_day() -> None:
    on_a_day = file(replace(PAGE, day=date(2018, 10, 31)), "xlsx")
    assert name(on_a_day) == "krav-2018-10-31.xlsx"
    assert on_a_day.content_type == MIME["xlsx"]


def test_a_page_without_figures_has_no_file() -> None:
    with pytest.raises(CannotShowError, match="ingen tall å laste ned"):
        file(Shown(Text("Prøven"), "x.html"))


def test_a_form_that_there_is_none_of_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="docx"):
        file(form="docx")
