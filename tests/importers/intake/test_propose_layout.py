"""How a proposed profile writes down what a file looks like."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from fellesbok_importers.intake.propose_layout import date_lines
from fellesbok_importers.intake.propose_layout import layout_lines
from fellesbok_importers.intake.propose_layout import quoted
from fellesbok_importers.intake.propose_layout import sign_lines
from fellesbok_importers.intake.propose_layout import title_lines
from fellesbok_importers.intake.propose_layout import total_lines
from fellesbok_importers.rows.headings import Headings
from fellesbok_importers.rows.sheet import Row


def seen(**more: Any) -> Any:  # noqa: ANN401 -- a stand-in
    usual = {"kind": "csv", "delimiter": ";", "encoding": "utf-8", "sheet": None}
    headings = Headings((Row(3, ("Nr",)),))
    return SimpleNamespace(**{**usual, "headings": headings, "totals": (), **more})


def read(lines: list[str]) -> Any:  # noqa: ANN401 -- as YAML has it
    return yaml.safe_load("\n".join(lines))


@pytest.mark.parametrize("text", ['a "b" c', "a\\b", "yes", "0123", "a: b # c", "'"])
def test_a_text_is_read_as_text_and_as_it_was(text: str) -> None:
    assert read([f"x: {quoted(text)}"]) == {"x": text}


def test_a_list_says_its_delimiter_and_its_letters() -> None:
    assert read(layout_lines(seen(delimiter="\t"))) == {
        "file": {
            "kind": "csv",
            "delimiter": "tab",
            "encoding": "utf-8",
            "header_row": 3,
        }
    }


def test_a_sheet_says_which_and_how_many_rows_name_its_columns() -> None:
    two = Headings((Row(3, ("Nr",)), Row(4, ("Dato",))))
    lines = layout_lines(seen(kind="xlsx", headings=two, sheet='A "1"'))
    assert read(lines) == {
        "file": {"kind": "xlsx", "header_row": 3, "header_rows": 2, "sheet": 'A "1"'}
    }


@pytest.mark.parametrize(
    ("totals", "said"), [(("Sum",), "Sum"), (("Sum", "I alt"), ["Sum", "I alt"])]
)
def test_the_words_of_sums_are_one_or_several(
    totals: tuple[str, ...], said: object
) -> None:
    assert read(["file:", *total_lines(seen(totals=totals))]) == {
        "file": {"total_word": said}
    }
    assert total_lines(seen()) == []


def test_what_nobody_can_see_is_left_for_a_person() -> None:
    assert sign_lines(seen(), ",") == ['decimal_sign: ","']
    assert sign_lines(seen(), None) == ["# decimal_sign: …"]
    assert sign_lines(seen(kind="xlsx"), None) == []
    assert date_lines("dd.mm.yyyy") == ["date_form: dd.mm.yyyy"]
    assert date_lines(None) == ["# date_form: …"]


def test_it_is_titled_by_the_file_and_not_by_where_it_lies() -> None:
    for path in ("/b/c/liste.csv", "C:\\b\\liste.csv"):
        said = read(title_lines(path, "Bilag", "use: vouchers"))
        assert said["title"] == "Bilag som liste.csv"
        assert said["attested"]["level"] == "uprøvd"
