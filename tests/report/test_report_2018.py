"""Every figure of the joint report of 2018 stands in the report that the books give.

``report_2018/figures.csv`` lists the figures with their line in the report.  Each is
looked up in ours by that line: in the right table and column of the right page, and in
the HTML with a link to the place in the books that it comes from.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import unescape
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.messages import show
from fellesbok.report import Report
from fellesbok.report import build_report
from fellesbok.report.cell import State
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.tables.text import text_table
from loaded_books import books_in
from places import HOUSE
from places import MADE
from report_panels import by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.report.cell import Cell
    from fellesbok.report.contents import Page
    from fellesbok.report.noted_table import PanelRow

FIGURES = MADE / "report_2018" / "figures.csv"
KEY_FIGURE = "key figure"
GROUPS = {
    "cost": "cost",
    "municipal_support": "municipal_support",
    "external_grant": "grant",
    "own_income": "own_income",
    "in_kind": "in_kind",
    "in_kind_or_municipal": "in_kind",
}


class Fact(NamedTuple):
    """A figure: page, table, column, the line of the report it is from, and value."""

    page: str
    table: str
    column: str
    line: str
    value: str


@cache
def report() -> Report:
    """The report of 2018."""
    books = books_in(HOUSE)
    assert books.shared is not None
    made, faults = build_report(books, books.shared, 2018)
    assert not faults
    return made


@cache
def page_links() -> dict[str, Counter[tuple[str, str]]]:
    """What is linked where, in the HTML of each page: target and text."""
    parts = re.split(
        r'<article class="page" aria-labelledby="side-', html(report(), "nb")
    )
    found = {}
    for part in parts[1:]:
        slug, _, rest = part.partition('"')
        article, _, _ = rest.partition("</article>")
        links = re.findall(r'<a href="#([^"]+)">([^<]*)</a>', article)
        found[slug] = Counter((target, unescape(text)) for target, text in links)
    return found


def stated() -> Iterator[Fact]:
    """The figures of the original."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            amount = row["amount_nok"]
            table = GROUPS.get(row["kind"], KEY_FIGURE)
            # A guessed column is not told; the same figure in a comment is no line.
            column = "unknown" if row["certainty"] == "guess" else row["column"]
            repeated = "repeated" in row["item"]
            if not amount or column == "other" or repeated:
                table, column = KEY_FIGURE, ""
            value = plain(Decimal(amount)) if amount else row["value"]
            yield Fact(row["cooperation"], table, column, row["text_line"], value)


def ours() -> Iterator[tuple[Fact, str, str]]:
    """The figures of our report: each with its link and how it is written."""
    for page in report().pages:
        lines = source_lines(page)
        for row in page.economy.rows:
            for column, cell in columns(page, row):
                for line in lines.get(cell.href, ()):
                    assert cell.value is not None
                    fact = Fact(page.slug, row.key, column, line, plain(cell.value))
                    yield fact, cell.href, show(cell.value, "nb")
        for key in page.key_figures:
            for line in lines[key.href]:
                fact = Fact(page.slug, KEY_FIGURE, "", line, plain(key.value))
                yield fact, key.href, show(key.value, "nb")


def columns(page: Page, row: PanelRow) -> Iterator[tuple[str, Cell]]:
    """The figures of a row, by column."""
    for name in ("budget", "accounts", "without_column"):
        cell = page.economy.cell(row, name)
        if cell.state is State.FIGURE:
            yield name.replace("without_column", "unknown"), cell


def source_lines(page: Page) -> dict[str, list[str]]:
    """The lines of the original behind each place that a figure links to."""
    found: dict[str, list[str]] = {}
    for group in page.sources:
        for source in group.sources:
            line = re.search(r"\(linje (\d+)\)$", source.quote)
            if line is None:
                continue
            found.setdefault(source.anchor, []).append(line[1])
            if source.kind == "Bilag":
                found.setdefault(group.anchor, []).append(line[1])
    return found


def plain(value: object) -> str:
    """A value as the list of figures has it, without needless zeros."""
    if isinstance(value, date):
        return value.isoformat()
    number = Fraction(str(value))
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact.normalize() + 0:f}"


def test_every_figure_is_in_the_report_and_is_linked_to_its_place() -> None:
    wanted = [fact._replace(value=normal(fact.value)) for fact in stated()]
    found = {fact: (href, said) for fact, href, said in ours()}
    twice = Counter(wanted) - Counter(fact for fact, _, _ in ours())
    rows = [
        ["Side", "Tabell", "Linje", "Kolonne", "Oppgitt", "I rapporten", "Differanse"]
    ]
    wrong = []
    for fact in wanted:
        same_place = [f.value for f in found if f[:4] == fact[:4]]
        href, said = found.get(fact, ("", ""))
        linked = page_links()[fact.page][href, said] > 0
        here = fact.value if fact in found else " / ".join(same_place) or "mangler"
        rows.append(
            [
                *fact[:2],
                fact.line,
                fact.column,
                fact.value,
                here,
                difference(fact, here),
            ]
        )
        if fact not in found or not linked:
            wrong.append(fact)
    # The table is what people read: pytest -s shows it, and so does a failure.
    print(f"\n{text_table(rows, right={4, 5, 6})}")  # noqa: T201 -- said above
    print(f"{len(wanted)} tall er sammenliknet, {len(wrong)} avviker.")  # noqa: T201 -- said above
    assert len(wanted) > 100
    assert not wrong, wrong
    assert not twice, twice


def normal(value: str) -> str:
    """A value of the list without needless zeros."""
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else plain(Decimal(value))


def difference(fact: Fact, here: str) -> str:
    """What the two differ by, if both are numbers."""
    if fact.value == here:
        return "0"
    try:
        return f"{Decimal(here) - Decimal(fact.value):f}"
    except ArithmeticError:
        return "–"


def test_no_figure_of_another_kind_is_in_a_sum_of_the_year() -> None:
    """What is added up is kroner of the year, and the sums say so themselves."""
    for page in report().pages:
        table = page.economy
        for _, rows in table.groups:
            annual = [row for row in rows if row.role == "line"]
            for total in (row for row in rows if row.role == "total"):
                for name in ("budget", "accounts"):
                    cells = [table.cell(row, name) for row in annual]
                    known = [
                        c.value for c in cells if c.value is not None and not c.unit
                    ]
                    added = sum(known) if known else None
                    assert table.cell(total, name).value == added


def test_three_have_not_reported_and_say_so() -> None:
    missing = [page.slug for page in report().pages if page.missing]
    assert missing == ["distriktmedisinsk-senter", "jordmortjenesten", "friluftsrad"]


def test_what_each_municipality_owes() -> None:
    """Calculated by hand from the shares that the agreements give."""
    matrix, in_all = report().across
    owed = {n: row["share_total"].value for n, row in by_name(in_all).items()}
    assert owed == {
        "Kvænangen": Decimal("609839.49"),
        "Nordreisa": Decimal("1653985.93"),
        "Skjervøy": Decimal("901279.10"),
        "Kåfjord": Decimal("939549.84"),
        "Storfjord": Decimal("564234.39"),
        "Lyngen": Decimal("529151.25"),
        "Kommunene samlet": Decimal("68834.00"),
        "Eksterne finansiører": Decimal("58166.00"),
    }
    last = [cell.value for cell in matrix.rows[-1].cells[-2:]]
    assert last == [Decimal("5325040.00"), Decimal(0)]


def page_of(slug: str) -> Page:
    """The page of a cooperation."""
    return next(page for page in report().pages if page.slug == slug)


def facts_of(slug: str) -> dict[str, tuple[str, ...]]:
    """What stands above the table of a page."""
    return {str(name): values for name, values in page_of(slug).facts}


def rows_of(slug: str, key: str) -> list[PanelRow]:
    """The rows of one kind."""
    return [row for row in page_of(slug).economy.rows if row.key == key]


def overview_of(slug: str) -> PanelRow:
    """The line of a cooperation in the overview."""
    place = f"side-{slug}"
    return next(row for row in report().overview.rows if row.href == place)


def test_an_external_payer_is_one_and_is_named() -> None:
    """Line 902: 45.8 % is one external part, and not equally between six."""
    _, shared_by, key, *_ = overview_of("hoppide-c").texts
    assert key == (
        "45,8 % Eksterne finansiører + 54,2 % Kommunene samlet (delingen er ikke"
        " oppgitt)"
    )
    assert shared_by.split(", ")[-1] == "Eksterne finansiører"
    assert "Kommunene samlet" not in shared_by


def test_a_budget_whose_days_nobody_states_is_marked() -> None:
    """375 000 kr is the year's budget or the project's; the front line says that."""
    (cost,) = rows_of("hoppide-c", "cost")
    for row in (overview_of("hoppide-c"), cost):
        assert row.cells[0].marks == ("tidsrommet er ikke oppgitt",)
    assert overview_of("kompetanseloft").cells[0].marks == (
        "gjelder til 30.04.2019, første dag ikke oppgitt",
    )


def test_a_share_of_such_a_budget_is_marked_wherever_it_stands() -> None:
    """54.2 % of 375 000 is 203 250, of a budget whose days nobody states."""
    shares = rows_of("hoppide-c", "municipal_support")
    whole = next(row for row in shares if row.texts[1] == "Kommunene samlet")
    assert whole.cells[0].value == 203250
    assert whole.cells[0].marks == ("tidsrommet er ikke oppgitt",)
    owed = by_name(report().across[1])
    marks = {name: row["budget_share"].marks for name, row in owed.items()}
    assert marks["Kommunene samlet"] == ("tidsrommet er ikke oppgitt",)
    assert marks["Nordreisa"] == ()


def test_a_budget_for_other_days_is_in_no_sum_of_the_year() -> None:
    """Of the projects only HoppIdé C has kroner, and nobody says for which days."""
    sums = {row.key: row for row in report().overview.rows if row.role == "total"}
    budget, accounts, *_ = sums["project"].cells
    assert (budget.value, budget.marks) == (None, ("0 av 6",))
    assert accounts.value == 127000
    budget, *_ = sums["cooperation"].cells
    assert (budget.value, budget.marks) == (Decimal(11421101), ("7 av 11",))


def test_a_budget_for_other_days_is_in_no_payer_s_sum_either() -> None:
    """5 558 804 less HoppIdé C's 375 000; each of its two payers has no other."""
    rows = report().across[1].rows
    budget = {row.texts[0]: row.cells[0].value for row in rows}
    assert budget["Kommunene samlet"] is None
    assert budget["Eksterne finansiører"] is None
    assert budget["Sum"] == Decimal(5183804)
    assert (
        "Ikke med i summen, fordi budsjettet gjelder andre dager enn årets eller dager"
        " som ikke er oppgitt: HoppIdé del C, unge gründere 375 000,00 kr."
    ) in " ".join(report().across[1].notes).replace("\xa0", " ")


def test_what_is_charged_is_the_same_in_short_and_in_all() -> None:
    """Kommunene samlet owes 68 834 later, and nothing that is to be paid now."""
    short = by_name(report().summary.table)
    in_all = by_name(report().across[1])
    names = ("share_total", "internal", "due_later", "to_pay")
    assert in_all["Kommunene samlet"]["to_pay"].value == 0
    for payer, row in short.items():
        found = [in_all[payer][name].value for name in names]
        assert found == [row[name].value for name in names], payer


def test_the_overview_is_the_same_in_text_as_on_the_page() -> None:
    """3 359 724 − 2 822 000 = 537 724, which is 16.01 % of the budget."""
    text = markdown(report(), "nb").replace("\xa0", " ")
    rows = text.partition("## Oversikt")[2].partition("## Fordeling")[0].splitlines()
    (ikt,) = [row for row in rows if row.startswith("| IKT")]
    assert ikt.endswith(
        "| 3 359 724,00 | 2 822 000,00 (avrundet) | 537 724,00 | 16,01 |"
    )
    of_cooperations, of_projects, of_all = [r for r in rows if r.startswith("| Sum")]
    assert of_cooperations.endswith(
        "| 11 421 101,00 (7 av 11) | 11 267 884,00 (8 av 11) | 763 217,00 (7 av 11)"
        " | 6,68 |"
    )
    assert "| – (0 av 6) | 127 000,00 (1 av 6) | – (0 av 6) | – |" in of_projects
    assert of_all.startswith("| Sum |")
    assert of_all.endswith(
        "| 11 421 101,00 (7 av 17) | 11 394 884,00 (9 av 17) | 763 217,00 (7 av 17)"
        " | 6,68 |"
    )


def test_a_term_that_is_assumed_is_not_told_as_a_fact() -> None:
    assumed = "tilskudd trekkes fra før kostnaden deles (antatt)"
    for slug in ("ikt", "innkjop", "skogbruk", "kommuneveterinaer", "hoppide-c"):
        assert facts_of(slug)["Fordelingsnøkkel"][-1] == assumed, slug
    key = "40/60, lest som 40 % likt + 60 % etter folketall 1. januar (antatt)"
    assert facts_of("ikt")["Fordelingsnøkkel"][0] == key


def test_an_effect_is_told_in_the_cooperation_s_own_kroner() -> None:
    """Read the other way Nordreisa would pay 136 594.44 of Innkjøp's 610 000."""
    ours = dict(page_of("innkjop").assumptions)
    (first, *_) = ours.values()
    told = show(first, "nb").replace("\xa0", " ")
    assert told == (
        "Lest som «60 % likt og 40 % etter folketall» flyttes mest for Nordreisa:"
        " 136 594,44 kr i stedet for 154 058,32 kr."
    )
    assert not any("IKT" in show(effect, "nb") for effect in ours.values())


def test_assumptions_that_move_nobody_stand_in_one_line() -> None:
    for page in report().pages:
        alone = [t for t, _ in page.assumptions if str(t).startswith("Uten virkning")]
        assert len(alone) <= 1
        assert not any("ngen virkning" in str(e) for _, e in page.assumptions)


def test_what_is_in_neither_column_stands_in_neither() -> None:
    """Oppvekst's 730 000, 60 300, 334 933 and 70 000 may be budget or accounts."""
    found = []
    for row in rows_of("oppvekst", "municipal_support") + rows_of("oppvekst", "grant"):
        budget, accounts, in_neither, _ = (cell.value for cell in row.cells)
        assert (budget, accounts) == (None, None)
        found.append(in_neither)
    assert sorted(found, key=str) == [
        Decimal("334933.00"),
        Decimal("60300.00"),
        Decimal("70000.00"),
        Decimal("730000.00"),
    ]
    assert "| – | – | 730 000,00 | – |" in markdown(report(), "nb").replace("\xa0", " ")


def test_who_reports_and_who_steers_is_told_without_names() -> None:
    by = {page.slug: page.reported_by for page in report().pages if not page.missing}
    assert by["brann"] == "brannsjef/sektorleder"
    assert by["innkjop"] == "innkjøpssjef"
    assert by["helseteknologi"] == "prosjektleder"
    assert by["ikt"] == "ikke oppgitt"
    assert all(by.values())
    for slug in ("oppvekst", "hoppide-b", "hoppide-c"):
        assert facts_of(slug)["Styre og styringsgruppe"][0]


def test_ingen_is_written_and_blank_is_not() -> None:
    """Line 351: «Kommentarer /Ingen»; Skogbruk leaves two headings blank."""
    assert page_of("brann").texts["Kommentarer"] == "Ingen."
    blank = page_of("skogbruk").texts
    assert not blank["Satsingsområder"]
    assert not blank["Utfordringer og muligheter framover"]
    said = html(report(), "nb")
    assert said.count('<p class="blank">Ikke fylt ut.</p>') == sum(
        not text for page in report().pages for text in page.texts.values()
    )


def test_a_share_of_the_key_is_not_what_the_report_states() -> None:
    """Skogbruk leaves the support blank (line 405); our shares say what they are."""
    *shares, total, stated = rows_of("skogbruk", "municipal_support")
    assert {row.texts[2] for row in shares} == {
        "50,00 %, beregnet",
        "30,00 %, beregnet",
        "15,00 %, beregnet",
        "5,00 %, beregnet",
    }
    assert total.texts[1] == "Sum, beregnet etter nøkkelen"
    assert stated.texts[1] == "Oppgitt i rapporten"
    assert {cell.state for cell in stated.cells} == {State.BLANK}
    assert stated.cells[0].href == "blanke-skogbruk"


def test_what_came_of_a_grant_is_not_told_where_nobody_states_it() -> None:
    """Helseteknologi states what is at hand and used, with money from 2017 in it."""
    for panel in page_of("helseteknologi").panels:
        cells = {str(row.texts[0]): row.cells for row in panel.rows}
        for label in (
            "Overført fra året før",
            "Nytt i året",
            "Mottatt",
            "Ubrukt",
        ):
            assert cells[label][0].state is State.NO_FIGURE, label
        assert cells["Igjen"][0].value is not None
    grants = rows_of("helseteknologi", "grant")
    marks = {mark for row in grants for mark in row.cells[0].marks}
    assert marks == {"med overførte midler fra 2017"}
