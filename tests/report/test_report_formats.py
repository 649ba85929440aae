"""What each format of the joint report promises, on small books and those of 2018."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from deep import TIMES
from fellesbok import messages
from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.messages import show
from fellesbok.pdf import pdf
from fellesbok.proof.canonical import SHORT
from fellesbok.proof.certificate import Sources
from fellesbok.report import Report
from fellesbok.report import build_report
from fellesbok.report.cell import State
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.words import WORDS
from fellesbok.report.write import FORMATS
from fellesbok.report.write import rendered
from fellesbok.report.xlsx import xlsx
from places import HOUSE
from report_pages import Page
from report_pages import cells_of
from report_pages import digests

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTILE = "<script>alert(1)</script>"

RULES = """\
region: Prøveregionen
currency: NOK
municipalities:
  aas: {name: Ås, organisation_number: "940331102", numbers: [{number: "9901"}]}
  boe: {name: Bø, organisation_number: "943350833", numbers: [{number: "9902"}]}
parties:
  fylket: {name: Fylket, account: Fylket}
cooperations:
  kino:
    title: Kinoen <b>&</b>
    account: Kino
    kind: cooperation
    legal_form: "=1+1 | <i>avtale</i>"
    versions:
      - from: 2024-01-01
        participants: [aas, boe]
        host: aas
        key: equal
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Prøve
  bad:
    title: Badet
    account: Bad
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2024-01-01
        participants: not_stated
        host: not_stated
        key: not_stated
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Prøve
"""
ACCOUNTS = """\
2024-01-01 commodity NOK.PROSJEKT
  name: "Kroner over flere år"
2024-01-01 open Expenses:Kino NOK
2024-01-01 open Expenses:Bad NOK
2024-01-01 open Income:Kino:Tilskudd:Fylket NOK
2024-01-01 open Income:Kino:Kommuner:Ås NOK
2024-01-01 open Income:Kino:Kommuner:Bø NOK
2024-01-01 open Assets:Fordringer:Ås:Kino NOK
2024-01-01 open Assets:Fordringer:Bø:Kino NOK
2024-01-01 open Income:Kino:Overskudd NOK
2024-01-01 open Liabilities:Uavklart:Kino NOK
2024-01-01 open Equity:Memo:Kino:Kostnad NOK.PROSJEKT
2024-01-01 open Equity:Memo:Motpost NOK.PROSJEKT
2024-01-01 open Assets:Bank NOK
"""
KINO = f"""\
2024-12-31 custom "rapportering" "kino" "rapportert"
  sted: "Ås"
  dato: 2025-02-03
  arsverk: "To"
2024-01-01 custom "budget" Expenses:Kino "yearly" 1200.00 NOK
2024-06-30 * "=cmd|' /C calc'!A0" "{HOSTILE}"
  bilag: "1"
  avrundet: TRUE
  periode: "2024-06-01/2024-12-31"
  Expenses:Kino   1000.01 NOK
  Assets:Bank    -1000.01 NOK
2024-06-30 * "Fylket" "Tilskudd er 0"
  bilag: "2"
  Income:Kino:Tilskudd:Fylket  0.00 NOK
  Assets:Bank                  0.00 NOK
2024-12-31 * "Kinoen" "For alle årene"
  bilag: "3"
  Equity:Memo:Kino:Kostnad   77777.00 NOK.PROSJEKT
  Equity:Memo:Motpost       -77777.00 NOK.PROSJEKT
2024-12-31 custom "blank" "kino" "tilskudd" "budsjett"
2024-12-31 custom "nøkkeltall" "kino" "Besøk" 12.5 "tusen"
"""
BAD = '2024-12-31 custom "rapportering" "bad" "mangler"\n'
TEXT = f"""\
samarbeid: kino
aar: 2024

## Kommentarer

{HOSTILE} <img src=x onerror=alert(1)> ![bilde](https://example.org/x.png)
[lenke](javascript:alert(1)) og **fet**.

### Mer

| a | b |
|---|:-:|
| 1 | 2 |
"""


def small_books(folder: Path, *, backwards: bool = False) -> Path:
    """Two cooperations, of which one has not reported; the main file."""
    year = folder / "ledger" / "2024"
    (year / "tekst").mkdir(parents=True)
    (folder / "rules.yaml").write_text(RULES, "utf-8")
    (year / "kino.beancount").write_text(KINO, "utf-8")
    (year / "bad.beancount").write_text(BAD, "utf-8")
    (year / "tekst" / "kino.md").write_text(TEXT, "utf-8")
    (year.parent / "accounts.beancount").write_text(ACCOUNTS, "utf-8")
    names = ["accounts", "2024/bad", "2024/kino"]
    includes = [f'include "{name}.beancount"' for name in names]
    if backwards:
        includes.reverse()
    head = (
        'option "operating_currency" "NOK"',
        'plugin "fellesbok.plugin" "../rules.yaml"',
    )
    main_file = year.parent / "main.beancount"
    main_file.write_text("\n".join([*head, *includes, ""]), "utf-8")
    return main_file


def report_of(main_file: Path, year: int) -> Report:
    """The report of books without faults."""
    books = load_books(main_file)
    assert not books.errors
    assert books.shared is not None
    report, faults = build_report(books, books.shared, year)
    assert not faults
    return report


@pytest.fixture
def small(tmp_path: Path) -> Report:
    """The report of the small books."""
    return report_of(small_books(tmp_path), 2024)


@pytest.fixture(scope="module")
def of_2018() -> Report:
    """The report of these books."""
    return report_of(HOUSE / "ledger" / "main.beancount", 2018)


# The same bytes -----------------------------------------------------------------------


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


# What the cells say -------------------------------------------------------------------


def test_blank_zero_and_missing_are_three_things(small: Report) -> None:
    kino, bad = small.pages
    grant = next(group for group in kino.groups if group.key == "grant").rows[0]
    assert grant.budget.state is State.BLANK
    assert grant.budget.href == "blanke-kino"
    assert (grant.accounts.state, grant.accounts.value) == (State.FIGURE, Decimal(0))
    assert bad.cost.accounts.state is State.MISSING
    page = html(small, "nb")
    assert ">0,00</a>" in page
    assert '–</span><span class="sr">blank, ikke oppgitt</span></a>' in page
    assert '<span class="missing">Mangler rapportering</span>' in page


def test_figures_are_marked_with_what_they_are(small: Report) -> None:
    rows = next(group for group in small.pages[0].groups if group.key == "cost").rows
    assert [str(mark) for mark in rows[0].accounts.marks] == [
        "avrundet",
        "gjelder 01.06.2024–31.12.2024",
    ]
    assert rows[1].unit == "Kroner over flere år"
    assert small.pages[0].cost.accounts.value == Decimal("1000.01")


def test_shares_sums_and_control_lines(small: Report) -> None:
    (row,) = small.matrix.rows
    assert {cell.value for cell in row.cells} == {Decimal("500.00"), Decimal("500.01")}
    assert row.total.value == Decimal("1000.01")
    assert row.control.value == small.matrix.control.value == Decimal(0)
    host, other = small.debts
    assert (host.internal.value, host.to_others.value) == (host.total.value, Decimal(0))
    assert (other.internal.value, other.to_others.value) == (None, other.total.value)
    control = small.pages[0].groups[-1]
    assert control.key == "control"
    left = [line.accounts.value for line in control.rows]
    assert left == [Decimal(0), Decimal("-77777.00")]


# HTML and Markdown --------------------------------------------------------------------


def test_hostile_text_is_only_text(small: Report) -> None:
    page = Page(html(small, "nb"))
    assert not page.of("script", "img", "iframe", "object", "link", "form", "b", "i")
    outside = [a["href"] for a in page.of("a") if not str(a["href"]).startswith("#")]
    assert outside == ["https://example.org/x.png"]  # no picture, only a link to it
    assert all(not name.startswith("on") for _, a in page.tags for name in a)
    assert page.of("strong"), "Markdown that is allowed is still Markdown"
    text = markdown(small, "nb")
    assert "<script>" not in text
    assert "=1+1 \\| \\<i\\>avtale\\</i\\>" in text


@pytest.mark.parametrize("name", ["small", "of_2018"])
def test_only_our_own_style_may_act(name: str, request: pytest.FixtureRequest) -> None:
    text = html(request.getfixturevalue(name), "nb")
    page = Page(text)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [meta for meta in page.of("meta") if "http-equiv" in meta]
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';"
        " form-action 'none'"
    )
    assert not re.search(r"url\(|@import", style)
    assert not [tag for tag, attributes in page.tags if "style" in attributes]


def test_places_have_names_of_their_own_and_labels_are_there(of_2018: Report) -> None:
    page = Page(html(of_2018, "nb"))
    assert len(page.ids) == len(set(page.ids))
    labels = [str(a["aria-labelledby"]) for _, a in page.tags if "aria-labelledby" in a]
    assert {name for label in labels for name in label.split()} <= set(page.ids)


def test_every_figure_of_a_table_has_a_link(of_2018: Report) -> None:
    """Of the pages and the tables in front; the appendices are where links lead."""
    front = html(of_2018, "nb").split('id="forklaringer"')[0]
    cells = re.findall(r'<td[^>]*class="num[^>]*>(.*?)</td>', front, re.DOTALL)
    bare = [cell for cell in cells if re.search(r"\d", cell) and "<a " not in cell]
    assert len(cells) > 300
    assert not bare


def test_links_to_fava_are_made_when_asked_for(small: Report) -> None:
    assert "Åpne i Fava" not in html(small, "nb")
    page = html(small, "nb", "http://localhost:5000/bok/")
    assert 'href="http://localhost:5000/bok/account/Expenses:Kino/"' in page


def test_the_page_is_accessible(of_2018: Report) -> None:
    page = Page(html(of_2018, "nb"))
    assert page.of("html")[0]["lang"] == "nb"
    written = [text for one in of_2018.pages for text in one.texts.values()]
    rules = [re.findall(r"^\|[-: |]+\|$", text, re.MULTILINE) for text in written]
    # Markdown knows no captions; every table of ours has one.
    assert len(page.of("table")) == len(page.of("caption")) + sum(map(len, rules))
    roles = [str(a["role"]) for a in page.of("svg")]
    assert set(roles) == {"img", "presentation"}, "one has a part that is stretched"
    assert len(page.of("desc")) == roles.count("img") == 4
    assert page.of("a")[0] == {"class": "skip", "href": "#oversikt"}
    assert {"col", "row", "rowgroup"} <= {str(a.get("scope")) for a in page.of("th")}


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_can_be_told_apart(*, dark: bool) -> None:
    """WCAG 2.2 AA: text has a contrast of at least 4.5 to what it stands on."""
    file = Path(messages.__file__).parent / "report" / "templates" / "report.css"
    blocks = re.findall(r":root \{(.*?)\}", file.read_text("utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[int(dark)]))
    grounds = ("paper", "band", "memo-band")
    texts = ("ink", "soft", "accent", "alarm", "memo")
    pairs = [(text, ground) for text in texts for ground in grounds]
    for text, ground in [*pairs, ("accent-ink", "accent")]:
        ratio = contrast(colours[text], colours[ground])
        assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_fixed_text_can_be_said_in_another_language(
    small: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalogue that marks what it has translated leaves no fixed text unmarked."""

    class Marked:
        """A catalogue of every message there is."""

        def gettext(self, text: str) -> str:
            return f"¤{text}"

    monkeypatch.setattr(messages, "catalogue", lambda _language: Marked())
    page = html(small, "en")
    assert '<html lang="en">' in page
    for word in WORDS.values():
        assert not re.search(rf">\s*{re.escape(word)}\s*<", page), f"«{word}» unmarked"
    assert "1,000.01" in page
    assert "3 February 2025" in page
    assert f"¤{WORDS['overview']}" in markdown(small, "en")


# The workbook -------------------------------------------------------------------------


def test_the_matrix_of_the_workbook_has_the_same_numbers(of_2018: Report) -> None:
    cells = cells_of(xlsx(of_2018, "nb"), 3)
    for number, line in enumerate(of_2018.matrix.rows, start=4):
        assert cells[f"A{number}"] == line.title
        for column, cell in zip("BCDEFGHI", line.cells, strict=True):
            assert cells.get(f"{column}{number}") == cell.value
        assert cells[f"J{number}"] == line.total.value
        assert cells[f"K{number}"] == 0
    last = len(of_2018.matrix.rows) + 4
    assert cells[f"J{last}"] == of_2018.matrix.total.value


def test_the_long_table_of_the_workbook_has_every_number_once(of_2018: Report) -> None:
    cells = cells_of(xlsx(of_2018, "nb"), 5)
    figures = [
        cell.value
        for page in of_2018.pages
        for group in page.groups
        for row in group.rows
        for cell in (row.budget, row.accounts, row.without_column, row.variance)
        if cell.value is not None
    ]
    numbers = [value for value in cells.values() if isinstance(value, Decimal)]
    assert sorted(numbers) == sorted(figures)


def test_no_text_is_a_formula_and_what_is_missing_is_said(small: Report) -> None:
    content = xlsx(small, "nb")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        sheets = "".join(book.read(name).decode() for name in names)
    formulas = re.findall(r"<f>(.*?)</f>", sheets)
    assert formulas
    assert all(re.fullmatch(r"SUM\([A-Z]+\d+:[A-Z]+\d+\)", f) for f in formulas)
    assert "Mangler rapportering" in cells_of(content, 2).values()


# The PDF ------------------------------------------------------------------------------


def test_the_pdf_has_the_figures_and_its_structure(of_2018: Report) -> None:
    """What is in front, and one of the cooperations; all with ``make deep``."""
    drawn = of_2018 if TIMES > 1 else replace(of_2018, pages=of_2018.pages[:1])
    reader = PdfReader(io.BytesIO(pdf(html(drawn, "nb"))))
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\xa0", " ")
    for debt in of_2018.debts:
        assert debt.total.value is not None
        assert show(debt.total.value, "nb").replace("\xa0", " ") in text
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
    for debt in made.debts:
        assert show(debt.total.value, "nb").replace("\xa0", " ") in first
    whole = "".join(pages)
    assert "blank, ikke oppgitt" not in whole, "what is copied is what is seen"
    assert "--appendices" in whole
    amount = re.compile(r"-?\d{1,3}(?: \d{3})*,\d\d(?!\d)")
    shown = html(made, "nb", appendices=False).replace("\xa0", " ")
    assert set(amount.findall(shown)) <= set(amount.findall(whole.replace("\n", " ")))


def test_report_and_appendices_together_are_the_page(of_2018: Report) -> None:
    """Nothing of the page is lost: what is not in the one is in the other."""
    whole, alone = html(of_2018, "nb"), html(of_2018, "nb", appendices=False)
    body, _, appendices = whole.partition('<section class="chapter appendix"')
    for part in (body, alone):
        assert "<main>" in part
    assert words_of(body.partition("<main>")[2]) == [
        *words_of(alone.partition("<main>")[2])
    ]
    assert 'id="forklaringer"' in appendices
    assert 'id="kilder"' in appendices
    places = set(Page(alone).ids)
    targets = {str(a["href"]).removeprefix("#") for a in Page(alone).of("a")}
    assert targets <= places
    assert "Vedleggene er ikke med i denne filen" in alone
    assert "Vedleggene er ikke med" not in whole


def words_of(part: str) -> list[str]:
    """What is read, without the links to sources that only stand with them."""
    text = re.sub(r"<[^>]+>", " ", part).replace("Bilag og kilder", "")
    return text.split()


def test_the_first_page_has_the_answer_and_three_figures(of_2018: Report) -> None:
    summary = of_2018.summary
    assert summary.sentences[0].startswith("5\xa0325\xa0040,00 kr er fordelt for 2018")
    assert [h.cell.value for h in summary.figures] == [
        Decimal("11394884.00"),
        Decimal("5325040.00"),
        Decimal("4564569.86"),
    ]
    *lines, total = summary.table.rows
    totals = {line.texts[0]: line.cells[0].value for line in lines}
    assert totals == {debt.name: debt.total.value for debt in of_2018.debts}
    columns = zip(*(line.cells for line in lines), strict=True)
    for column, cell in zip(columns, total.cells[:-1], strict=False):
        assert sum(c.value or 0 for c in column) == cell.value


def test_every_format_has_the_sums_and_the_percent_of_the_overview(
    of_2018: Report,
) -> None:
    sheet = cells_of(xlsx(of_2018, "nb"), 2)
    labels = {value: name for name, value in sheet.items() if name.startswith("A")}
    row = labels["Sum"].removeprefix("A")
    assert (sheet[f"D{row}"], sheet[f"E{row}"]) == (11421101, 11394884)
    assert sheet[f"I{row}"] == "7 av 17; 9 av 17"
    assert sheet["G3"] == "Avvik %"
    ikt = labels["IKT-samarbeidet i Nord-Troms"].removeprefix("A")
    assert f"{sheet[f'G{ikt}']:.2f}" == "16.01"
    page = html(of_2018, "nb").replace("\xa0", " ")
    for text in (page, markdown(of_2018, "nb").replace("\xa0", " ")):
        assert "16,01" in text
        assert "11 394 884,00" in text


def test_appendices_are_of_pdf_alone(tmp_path: Path) -> None:
    small_books(tmp_path)
    for form in ("html", "xlsx", "md"):
        out = tmp_path / f"r.{form}"
        code, told = run(
            tmp_path, "--appendices", "--format", form, "--output", str(out)
        )
        assert code == 1
        assert "--appendices gjelder PDF" in told
        assert not out.exists()
    out = tmp_path / "r.pdf"
    code, told = run(tmp_path, "--appendices", "--format", "pdf", "--output", str(out))
    assert code == 0, told
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Forklaring av hver andel" in text
    assert "Setter opp sidene" not in told, "nobody looks at a terminal"


# The command --------------------------------------------------------------------------


def run(folder: Path, *options: str) -> tuple[int, str]:
    """``fellesbok report 2024`` on the books of a folder: exit code and output."""
    arguments = ["report", "2024", "--books", str(folder), *options]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def test_the_report_is_written_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_books(tmp_path / "books")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for form in FORMATS:
        code, output = run(tmp_path / "books", "--format", form)
        assert code == 0, output
        assert f"Skrev samlet-rapportering-2024.{form}: 2 samarbeid" in output
    assert {path.suffix for path in here.iterdir()} == {f".{form}" for form in FORMATS}
    assert run(tmp_path / "books")[0] == 0, "a report of before is replaced"


def test_nothing_else_is_written_over(tmp_path: Path) -> None:
    main_file = small_books(tmp_path)
    before = main_file.read_text("utf-8")
    code, output = run(tmp_path, "--output", str(main_file))
    assert code == 1
    assert "ikke en .html-fil; den blir ikke skrevet over" in output
    assert main_file.read_text("utf-8") == before
    code, output = run(tmp_path, "--output", str(tmp_path / "no" / "report.html"))
    assert code == 1
    assert "finnes ikke" in output


def test_an_address_of_fava_is_an_address(tmp_path: Path) -> None:
    small_books(tmp_path)
    code, output = run(tmp_path, "--fava", "javascript:alert(1)")
    assert code == 2
    assert "http://" in output


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
