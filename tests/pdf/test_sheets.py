"""A page of HTML becomes sheets: what stands on them, and how they lie."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from fellesbok.pdf import pdf
from fellesbok.pdf.sheets import document
from fellesbok.report.html import _markdown as markdown_as_html
from printed_pages import lost
from printed_pages import page_of
from printed_pages import text_of_pdf
from sheet_blocks import structure
from sheet_blocks import tags

MARKDOWN = """\
# En

Ord med **fet**, *kursiv*, `kode` og [lenke](https://example.org/a_b).
Ny linje\\
hard.

###### Seks

> Et sitat
>
> 1. først
> 2. deretter
>    - under

- punkt

  ![bilde](https://example.org/b.png)
- [ ] ikke en boks

```python
x = {"a": 1}
```

    innrykk

| A | B | C |
|---|:-:|--:|
| 1 | 2 | 3 |

***

<script>alert(1)</script> &amp; <https://example.org>
"""


def test_whatever_people_write_in_markdown_is_set() -> None:
    page = page_of(f"<h1>Rapport</h1><section>{markdown_as_html(MARKDOWN)}</section>")
    assert lost(page, pdf(page)) == []


def test_a_page_that_does_not_say_what_it_is_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="plakat"):
        document(page_of("<p>x</p>", sheet="plakat"))


def test_broad_parts_lie_on_their_side_and_no_sheet_is_blank() -> None:
    body = (
        "<h1>1</h1><p>først</p>"
        '<section class="chapter broad"><h2>2</h2><p>bred</p></section>'
        '<section class="chapter broad joined"><h2>3</h2><p>med</p></section>'
        '<section class="chapter"><h2>4</h2><p>siden</p></section>'
    )
    sheets = PdfReader(io.BytesIO(pdf(page_of(body)))).pages
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert texts == ["1 først 1 / 3", "2 bred 3 med 2 / 3", "4 siden 3 / 3"]
    lying = [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets]
    assert lying == [False, True, False]


def test_the_contents_tell_the_page_of_each_heading() -> None:
    body = (
        '<nav class="contents"><ul class="chapters"><li><a href="#a">Alfa</a>'
        '<ul><li><a href="#b">Beta</a></li></ul></li></ul></nav>'
        '<section class="chapter"><h2 id="a">Alfa</h2></section>'
        '<section class="chapter"><h2 id="b">Beta</h2></section>'
    )
    told = text_of_pdf(pdf(page_of(body)))
    assert re.search(r"Alfa[ .]+2\s", told)
    assert re.search(r"Beta[ .]+3\s", told)


@pytest.mark.parametrize(("sheet", "room"), [("tables", 178), ("report", 262)])
def test_a_high_picture_stays_on_its_sheet(sheet: str, room: int) -> None:
    drawn = (
        '<svg viewBox="0 0 100 900" xmlns="http://www.w3.org/2000/svg" role="img">'
        '<title>Høy</title><rect x="0" y="0" width="90" height="900"/></svg>'
    )
    page = page_of(f"<figure><figcaption>Høy</figcaption>{drawn}</figure>", sheet)
    made = pdf(page)
    [box] = [
        [float(side) for side in each["/A"][0]["/BBox"]]
        for each in structure(made)
        if each["/S"] == "/Figure"
    ]
    high = (box[3] - box[1]) / 72 * 25.4
    assert 0.8 * room < high < room
    assert box[1] > 17 / 25.4 * 72, "above the foot"
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_tables_and_lists_are_tagged() -> None:
    body = (
        '<h1>T</h1><ul><li>x</li></ul><table><thead><tr><th scope="col">Hva</th></tr>'
        '</thead><tbody><tr class="group"><th scope="rowgroup" colspan="1">G</th></tr>'
        '<tr><td>1</td></tr><tr class="total"><td>2</td></tr></tbody></table>'
    )
    found = tags(pdf(page_of(body)))
    assert found >= {"/Table", "/TH", "/TD", "/TR", "/H1", "/L", "/LI"}
