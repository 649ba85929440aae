"""Tables: columns as wide as what stands in them, and no amount in two lines."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from typing import Any

from lxml import html
from pypdf import PdfReader

from fellesbok.pdf import pdf
from fellesbok.pdf.grids import grid
from printed_pages import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

AMOUNT = "11\u00a0394\u00a0884,00"


def table(*rows: tuple[str, ...], heads: tuple[str, ...]) -> str:
    """A table whose columns but the first have figures."""

    def cells(row: tuple[str, ...], tag: str) -> Iterator[str]:
        for n, cell in enumerate(row):
            look = ' class="num"' if n else ""
            yield f"<{tag}{look}{' scope=col' if tag == 'th' else ''}>{cell}</{tag}>"

    body = "".join(f"<tr>{''.join(cells(row, 'td'))}</tr>" for row in rows)
    head = "".join(cells(heads, "th"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def test_a_column_is_known_by_its_longest_words_and_lines() -> None:
    made: Any = grid(
        html.fragment_fromstring(
            table(("Den lange teksten", AMOUNT), heads=("Hva", "Kroner i alt"))
        ),
        (),
    )
    first, second = made["columns"]
    assert [word for word, _ in first["words"]] == ["teksten", "lange", "Hva", "Den"]
    assert first["lines"] == [["Den lange teksten", ""], ["Hva", "strong"]]
    assert second["words"][0] == [AMOUNT, ""]
    assert ["Kroner", "strong"] in second["words"]


def test_an_amount_is_never_divided_however_many_columns_there_are() -> None:
    heads = ("Samarbeid", *(f"Kommune nummer {n}" for n in range(14)))
    row = ("Interkommunalt samarbeid om noe langt", *([AMOUNT] * 14))
    sheets = PdfReader(io.BytesIO(pdf(page_of(table(row, row, heads=heads))))).pages
    lines = sheets[0].extract_text().replace("\u00a0", " ").splitlines()
    assert sum(line.count("11 394 884,00") for line in lines) == 28


def test_a_sum_and_a_group_stand_with_their_rows() -> None:
    """The head of a group is never the last of a sheet, nor the sum first on one."""
    for count in range(40, 60):
        rows = "".join(f"<tr><td>rad {n}</td></tr>" for n in range(count))
        body = (
            '<table><thead><tr><th scope="col">Hva</th></tr></thead><tbody>'
            f'{rows}<tr class="group"><th scope="rowgroup">Gruppe</th></tr>'
            '<tr><td>siste</td></tr><tr class="total"><td>Sum</td></tr></tbody></table>'
        )
        for sheet in PdfReader(io.BytesIO(pdf(page_of(body)))).pages:
            said = sheet.extract_text()
            assert ("Gruppe" in said) is ("siste" in said), count
            assert "Sum" not in said or "siste" in said, count
