"""What follows each other on the sheets: headings, lists and pictures."""

from __future__ import annotations

from typing import Any

from fellesbok.pdf import pdf
from fellesbok.pdf.sheets import document
from printed_pages import page_of
from printed_pages import text_of_pdf
from sheet_blocks import tags


def test_a_heading_that_is_left_out_leaves_no_hole_for_who_listens() -> None:
    made = blocks('<h1>1</h1><h2 class="sr">2</h2><h3>3</h3><h2>4</h2>')
    assert [each["depth"] for each in made] == [1, 2, 2]


def test_a_picture_is_drawn_and_says_what_it_shows() -> None:
    drawn = (
        '<svg viewBox="0 0 100 20" xmlns="http://www.w3.org/2000/svg" role="img">'
        "<title>Andeler</title><desc>Vik: 3</desc>"
        '<rect class="s0" x="1" y="1" width="9" height="9" fill="#1b5a7d"/>'
        '<text class="t" x="20" y="10" text-anchor="end">Vik</text></svg>'
    )
    [picture] = blocks(drawn)
    assert picture["alt"] == "Andeler. Vik: 3."
    assert 'viewBox="0 0 100 20"' in picture["svg"]
    told = pdf(page_of(drawn))
    assert "Vik" in text_of_pdf(told)
    assert "/Figure" in tags(told)


def blocks(body: str) -> Any:  # noqa: ANN401 -- as it is handed to another program
    """What follows each other on the one kind of sheet that there is."""
    runs: Any = document(page_of(body))["runs"]
    [run] = runs
    return run["x"]
