"""What every format of the joint report promises, on small books and those of 2018."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from pypdf import PdfReader

from deep import TIMES
from fellesbok.books import load_books
from fellesbok.messages import show
from fellesbok.pdf import pdf
from fellesbok.proof.canonical import SHORT
from fellesbok.proof.certificate import Sources
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.write import FORMATS
from fellesbok.report.write import rendered
from fellesbok.report.xlsx import xlsx
from places import HOUSE
from report_pages import cells_of
from report_pages import digests
from report_panels import by_name
from report_panels import economy
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture
from small_report import report_of
from small_report import run
from small_report import small as small  # noqa: PLC0414 -- a fixture
from small_report import small_books

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.report import Report


def test_every_format_is_the_same_in_any_zone_locale_and_folder(tmp_path: Path) -> None:
    first, second = digests(small_books(tmp_path), tmp_path, FORMATS)
    assert set(first) == set(FORMATS)
    assert first == second


def test_the_order_and_the_folder_of_the_files_do_not_matter(tmp_path: Path) -> None:
    one = report_of(small_books(tmp_path / "one"), 2024)
    two = report_of(small_books(tmp_path / "two", backwards=True), 2024)
    assert one.revision != two.revision  # of the files themselves, which are others
    two = replace(two, revision=one.revision)
    for form in ("html", "xlsx", "md"):
        assert rendered(one, form, "nb") == rendered(two, form, "nb")


def test_the_report_says_which_books_it_is_of(tmp_path: Path) -> None:
    """The beginning of the digest of all their files, as a certificate has it."""
    main_file = small_books(tmp_path)
    report, books = report_of(main_file, 2024), load_books(main_file)
    whole = Sources.of(books).revision
    assert whole.startswith(f"sha256:{report.revision}")
    assert len(report.revision) == SHORT
    for form in ("html", "md"):
        told = rendered(report, form, "nb").decode()
        assert f"Bøkenes utgave: {report.revision}" in told
    with (tmp_path / "rules.yaml").open("a", encoding="utf-8") as rules:
        rules.write("# en merknad\n")
    assert report_of(main_file, 2024).revision != report.revision


def test_figures_are_marked_with_what_they_are(small: Report) -> None:
    kino = small.pages[0].economy
    rows = [row for row in kino.rows if row.key == "cost"]
    assert [str(mark) for mark in kino.cell(rows[0], "accounts").marks] == [
        "avrundet",
        "gjelder 01.06.2024–31.12.2024",
    ]
    assert rows[1].unit == "Kroner over flere år"
    cost = small.overview.cell(small.overview.rows[0], "accounts")
    assert cost.value == Decimal("1000.01")


def test_shares_sums_and_control_lines(small: Report) -> None:
    matrix, in_all = small.across
    row, sums = matrix.rows
    *shares, total, control = (cell.value for cell in row.cells)
    assert shares == [Decimal("500.00"), Decimal("500.01")]
    assert total == Decimal("1000.01")
    assert control == sums.cells[-1].value == Decimal(0)
    host, other = by_name(in_all).values()
    names = ("internal", "to_pay")
    assert [host[n].value for n in names] == [host["share_total"].value, Decimal(0)]
    assert [other[n].value for n in names] == [None, other["share_total"].value]
    left = [line["accounts"].value for line in economy(small.pages[0], "control")]
    assert left == [Decimal(0), Decimal("-77777.00")]


def test_the_pdf_has_the_figures_and_its_structure(of_2018: Report) -> None:
    """What is in front, and one of the cooperations; all with ``make deep``."""
    drawn = of_2018 if TIMES > 1 else replace(of_2018, pages=of_2018.pages[:1])
    reader = PdfReader(io.BytesIO(pdf(html(drawn, "nb"))))
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\xa0", " ")
    for total in of_2018.across[1].values("share_total"):
        assert show(total, "nb").replace("\xa0", " ") in text
    assert "Mangler rapportering" in text
    assert reader.metadata is not None
    assert "Samlet rapportering 2018" in str(reader.metadata.title)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nb"


def test_the_pdf_of_2018_is_thirty_pages_and_its_contents_tell_which() -> None:
    """Drawn by the command; each heading stands on the page that the contents say."""
    made = report_of(HOUSE / "ledger" / "main.beancount", 2018)
    reader = PdfReader(io.BytesIO(rendered(made, "pdf", "nb")))
    pages = [page.extract_text().replace("\xa0", " ") for page in reader.pages]
    assert len(pages) <= 30
    told = dict(re.findall(r"^(.+?)\s*(?:\. ?)+(\d+)$", pages[1], re.MULTILINE))
    assert len(told) > 20
    for heading, number in told.items():
        title = heading.removesuffix(" Mangler rapportering")
        assert title in pages[int(number) - 1], heading
    first = pages[0]
    assert "5 325 040,00 kr er fordelt for 2018: " in first
    for total in made.across[1].values("share_total"):
        assert show(total, "nb").replace("\xa0", " ") in first
    whole = "".join(pages)
    assert "blank, ikke oppgitt" not in whole, "what is copied is what is seen"
    assert "--appendices" in whole
    amount = re.compile(r"-?\d{1,3}(?: \d{3})*,\d\d(?!\d)")
    shown = html(made, "nb", appendices=False).replace("\xa0", " ")
    # «7 av 17» above an amount is no part of it.
    uncounted = re.sub(r"^\d+ av \d+$", "", whole, flags=re.MULTILINE)
    told_amounts = set(amount.findall(uncounted.replace("\n", " ")))
    assert set(amount.findall(shown)) <= told_amounts


def test_every_format_has_the_sums_and_the_percent_of_the_overview(
    of_2018: Report,
) -> None:
    sheet = cells_of(xlsx(of_2018, "nb"), 2)
    labels = {value: name for name, value in sheet.items() if name.startswith("A")}
    row = labels["Sum"].removeprefix("A")
    assert (sheet[f"D{row}"], sheet[f"E{row}"]) == (11421101, 11394884)
    assert sheet[f"I{row}"] == "7 av 17; 9 av 17; 7 av 17"
    assert sheet[f"F{row}"] == 763217
    assert sheet["G3"] == "Avvik %"
    ikt = labels["IKT-samarbeidet i Nord-Troms"].removeprefix("A")
    assert f"{sheet[f'G{ikt}']:.2f}" == "16.01"
    page = html(of_2018, "nb").replace("\xa0", " ")
    for text in (page, markdown(of_2018, "nb").replace("\xa0", " ")):
        assert "16,01" in text
        assert "11 394 884,00" in text


HEADER = "samarbeid: kino\naar: 2024\n\n"
FAULTS: Mapping[str, tuple[bytes, str]] = {
    "another cooperation": (
        b"samarbeid: bad\naar: 2024\n\n## Kommentarer\n\nHei\n",
        "«samarbeid: kino»",
    ),
    "another year": (
        b"samarbeid: kino\naar: 2023\n\n## Kommentarer\n\nHei\n",
        "«aar: 2024»",
    ),
    "an unknown heading": (
        f"{HEADER}## Kommentarer\n\nHei\n\n## Annet\n\nHei\n".encode(),
        "kino.md:8: ",
    ),
    "a text before the headings": (f"{HEADER}Hei\n".encode(), "kino.md:4: "),
    "another encoding": ("samarbeid: kinø".encode("latin-1"), "ikke UTF-8"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_text_that_cannot_be_used_is_told(tmp_path: Path, name: str) -> None:
    written, expected = FAULTS[name]
    main_file = small_books(tmp_path)
    (main_file.parent / "2024" / "tekst" / "kino.md").write_bytes(written)
    code, output = run(tmp_path, "--output", str(tmp_path / "report.html"))
    assert code == 0
    assert expected in output
