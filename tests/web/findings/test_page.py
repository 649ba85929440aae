"""The page Funn: what is open and answered, by kind and cooperation, and for whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from fellesbok.books import load_books
from fellesbok.lint import RULES
from fellesbok.lint import lint
from fellesbok.messages import show
from fellesbok.sharing import statement
from fellesbok.web.findings import sight
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader
from pagebook import Shown
from pagebook import copy_of_books
from pagebook import copy_of_case
from pagebook import reader_of
from readers import ACCOUNTANT
from readers import MUNICIPALITIES
from readers import signed_in
from readers import with_sign_in
from shipped_pages import reader as reader  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from beancount.core.data import Directive
    from flask import Flask

    from fellesbok.lint import AuditFinding
    from fellesbok.shared import Shared

PAGE = "Funn"
KINDS = "Funn etter slag"
COOPERATIONS = "Funn etter samarbeid"
OPEN = "Ubesvarte spørsmål"
ANSWERED = "Besvarte spørsmål"
NOTES = "Det fordelingen selv sier fra om"
IKT = "IKT-samarbeidet i Nord-Troms"
ANSWER = """
2019-05-02 custom "svar" "ikt" "avvik" "Ny lisens fra <b>høsten</b>."
  av: "økonomisjef"
  gjelder: "153"
  aarsak: "kjent"
"""


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """These books with one answer, and with our pages."""
    main = copy_of_books(tmp_path_factory.mktemp("books"))
    with (main.parent / "2018" / "ikt.beancount").open("a", encoding="utf-8") as file:
        file.write(ANSWER)
    return main


@pytest.fixture(scope="module")
def served(main: Path) -> Flask:
    """The same books, for those who sign in."""
    return with_sign_in(main)


@pytest.fixture(scope="module")
def found(main: Path) -> list[AuditFinding]:
    """What the audit says without Fava."""
    books = load_books(main)
    assert books.shared is not None
    return lint(books.entries, books.shared, 2018)


def shown(page: Shown, caption: str) -> Sequence[Sequence[str]]:
    """The rows of a table without its head, or none where there is no table."""
    captions = [c.text_content() for c in page.tree.xpath(".//caption")]
    return page.rows(caption)[1:] if caption in captions else []


def counted(page: Shown, caption: str) -> dict[str, list[str]]:
    return {row[0]: list(row[1:]) for row in shown(page, caption)}


# What is there ------------------------------------------------------------------------


def test_every_finding_is_counted_once_by_its_kind(
    reader: Reader, found: list[AuditFinding]
) -> None:
    rows = counted(reader.page(PAGE), KINDS)
    answered = Counter(f.rule for f in found if f.answer)
    every = Counter(f.rule for f in found)
    assert list(rows) == [
        *(str(rule.title) for name, rule in RULES.items() if every[name]),
        "Sum",
    ]
    for name, rule in RULES.items():
        if every[name]:
            is_open = str(every[name] - answered[name])
            assert rows[rule.title] == [rule.why, is_open, str(answered[name])]
    assert rows["Sum"] == ["", str(len(found) - 1), "1"]


def test_every_finding_is_counted_once_by_its_cooperation(
    reader: Reader, main: Path, found: list[AuditFinding]
) -> None:
    rows = counted(reader.page(PAGE, time=2018), COOPERATIONS)
    notes = statement.findings(load_books(main).entries, 2018)
    assert rows["Sum"] == [str(len(found) - 1), "1", str(len(notes))]
    mine = [f for f in found if f.cooperation == "ikt"]
    assert rows[IKT][:2] == [str(len(mine) - 1), "1"]
    for column in range(3):
        parts = [int(row[column] or 0) for name, row in rows.items() if name != "Sum"]
        assert sum(parts) == int(rows["Sum"][column])


def test_every_open_finding_has_a_row_with_its_amount(
    reader: Reader, found: list[AuditFinding]
) -> None:
    rows = shown(reader.page(PAGE, time=2018), OPEN)
    amounts = Counter(
        "" if f.amount is None else show(f.amount, "nb").replace(NBSP, "")
        for f in found
        if f.answer is None
    )
    assert Counter(row[3] for row in rows) == amounts
    kinds = [row[0] for row in rows]
    order = [str(rule.title) for rule in RULES.values()]
    assert kinds == sorted(kinds, key=order.index)


def test_an_answer_stands_beside_its_finding(reader: Reader) -> None:
    page = reader.page(PAGE, samarbeid="ikt", time=2018)
    (row,) = shown(page, ANSWERED)
    assert row[0] == "Avvik fra budsjettet"
    assert row[1].startswith("Kostnaden på 153 Helse er 693000,00")
    assert row[-1] == "Ny lisens fra <b>høsten</b>."
    assert page.notes(ANSWERED)[row[0], "Svar"] == "02.05.2019, økonomisjef"
    assert page.notes(ANSWERED)[row[0], "Slag"] == "avvik 153"
    assert not page.tree.xpath(".//b")


def test_a_finding_leads_to_its_voucher_or_its_line(reader: Reader) -> None:
    page = reader.page(PAGE, samarbeid="ikt", slag="avvik", time=2018)
    hrefs = page.tree.xpath('.//table[caption="Ubesvarte spørsmål"]//td[3]/a/@href')
    assert len(hrefs) == 4
    assert all("/journal/?time=2018#context-" in href for href in hrefs)
    terms = reader.page(PAGE, samarbeid="ikt", slag="mangler-vert", time=2018)
    link = terms.links(OPEN)["Vertskommune ikke oppgitt", "Sted"]
    assert link.path == "editor"
    assert link.asks["file_path"].endswith("/allocation_rules.yaml")


def test_kind_and_cooperation_choose_together(reader: Reader) -> None:
    links = reader.page(PAGE, time=2018).links(KINDS)
    assert links["Avvik fra budsjettet", "Slag"] == Link(
        "extension/Funn", {"time": "2018", "slag": "avvik"}
    )
    page = reader.page(PAGE, time=2018, slag="avvik")
    assert {row[0] for row in shown(page, OPEN)} == {"Avvik fra budsjettet"}
    assert not shown(page, NOTES)
    assert page.links(COOPERATIONS)[IKT, "Samarbeid"].asks == {
        "time": "2018",
        "slag": "avvik",
        "samarbeid": "ikt",
    }
    both = reader.page(PAGE, time=2018, slag="avvik", samarbeid="ikt")
    assert len(shown(both, OPEN)) == 4
    assert len(shown(both, ANSWERED)) == 1


def test_what_the_settlement_says_leads_to_its_entry(reader: Reader) -> None:
    page = reader.page(PAGE, samarbeid="ikt", time=2018)
    rows = shown(page, NOTES)
    assert [
        "vert ikke oppgitt",
        "Det er ikke oppgitt hvilken kommune som er vert.",
    ] in [list(row) for row in rows]
    assert page.links(NOTES)["antakelse", "Slag"].path == "journal"


def test_files_hold_what_the_screen_shows(reader: Reader) -> None:
    page = reader.page(PAGE, samarbeid="ikt", time=2018)
    rows = [
        [cell.replace(" ", "") for cell in row]
        for caption in (KINDS, OPEN, ANSWERED, NOTES)
        for row in page.rows(caption)
    ]
    written = [
        [cell.replace(NBSP, "").replace(" ", "") for cell in row]
        for row in reader.csv(PAGE, samarbeid="ikt", time=2018)
    ]
    assert [row for row in written if len(row) > 1] == rows


# Periods, messages, hostile text ------------------------------------------------------


@pytest.mark.parametrize(
    "asks",
    [{"time": "2018-03"}, {"filter": "#fordeling"}, {"account": "Expenses:IKT"}],
)
def test_findings_are_of_the_whole_year_and_that_is_said(
    reader: Reader, found: list[AuditFinding], asks: dict[str, str]
) -> None:
    page = reader.page(PAGE, **asks)
    assert counted(page, KINDS)["Sum"][1:] == [str(len(found) - 1), "1"]
    assert "Funnene gjelder hele 2018." in page.words
    assert "Funnene gjelder" not in reader.page(PAGE, time=2018).words


def test_a_year_without_shares_can_have_findings(reader: Reader) -> None:
    """Nobody has reported 2019 yet."""
    page = reader.page(PAGE, time=2019)
    assert counted(page, KINDS).keys() >= {"Mangler rapport"}
    assert "Ingen rapport for 2019." in page.words


def test_no_findings_are_told_as_none(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Before the agreements begin there is nothing to ask."""
    folder = tmp_path_factory.mktemp("none") / "books"
    case = copy_of_case(LEDGERS / "payments-come-off-what-is-owed", folder)
    page = reader_of(case).page(PAGE, time=2018, slag="tak")
    assert "Ingen funn." in page.words
    assert not page.tree.xpath(".//table")


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        ({"samarbeid": "ski"}, "Ukjent samarbeid «ski»."),
        ({"slag": "snakk"}, "Ukjent slag funn «snakk». Kjente: mangler-rapport,"),
        ({"time": "2017 - 2020", "account": "X"}, "ett år om gangen"),
        ({"filter": "((("}, "Filteret kan ikke leses"),
    ],
)
def test_what_cannot_be_shown_is_told_in_the_frame(
    reader: Reader, asks: dict[str, str], told: str
) -> None:
    page = reader.page(PAGE, **asks)
    assert page.status == 200
    assert told in page.words
    assert not page.tree.xpath(".//table")


@pytest.mark.parametrize("name", ["samarbeid", "slag", "time", "filter", "account"])
def test_hostile_text_is_only_text(reader: Reader, name: str) -> None:
    page = reader.page(PAGE, **{name: '"><script>alert(1)</script>'})
    assert page.status == 200
    assert not page.tree.xpath(".//script")
    assert "<script>alert" not in page.text


# A part of the books ------------------------------------------------------------------


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_a_municipality_gets_no_question_that_the_whole_books_do_not_ask(
    served: Flask, reader: Reader, slug: str
) -> None:
    """A part of the books must not make up findings, nor other amounts of one."""
    own = Reader(served, signed_in(served, slug)).page(PAGE, time=2018)
    whole = reader.page(PAGE, time=2018)
    for caption in (OPEN, ANSWERED):
        of_all = [list(row[:4]) for row in shown(whole, caption)]
        mine = [list(row[:4]) for row in shown(own, caption)]
        assert not [row for row in mine if row not in of_all]
    assert shown(own, OPEN)
    notes = [list(row) for row in shown(whole, NOTES)]
    assert not [row for row in shown(own, NOTES) if list(row) not in notes]


def test_a_municipality_gets_questions_of_its_own_cooperations_alone(
    served: Flask,
) -> None:
    lyngen = Reader(served, signed_in(served, "lyngen"))
    nordreisa = Reader(served, signed_in(served, "nordreisa"))
    page = lyngen.page(PAGE, time=2018)
    assert IKT not in page.words
    assert "Ukjent samarbeid" in lyngen.page(PAGE, samarbeid="ikt").words
    assert IKT in counted(nordreisa.page(PAGE, time=2018), COOPERATIONS)
    answered = shown(nordreisa.page(PAGE, samarbeid="ikt", time=2018), ANSWERED)
    assert [row[-1] for row in answered] == ["Ny lisens fra <b>høsten</b>."]


def test_a_question_that_needs_everybodys_shares_is_left_out(
    served: Flask, reader: Reader
) -> None:
    """What all payers have paid is not in the part that one of them may read."""
    left_out = {
        RULES[name].title
        for name in ("finansiering", "ubrukt-tilskudd", "antakelse", "krav-ikke-reist")
    }
    assert left_out <= counted(reader.page(PAGE, time=2018), KINDS).keys()
    for slug in MUNICIPALITIES:
        own = Reader(served, signed_in(served, slug)).page(PAGE, time=2018)
        assert not left_out & counted(own, KINDS).keys()


def test_what_a_shielded_voucher_says_of_itself_is_not_summed(
    tmp_path: Path,
) -> None:
    """One voucher of two cooperations, of which Lyngen takes part in one."""
    main = copy_of_books(tmp_path)
    file = main.parent / "2018" / "skogbruk.beancount"
    with file.open("a", encoding="utf-8") as books:
        books.write(SHARED_VOUCHER)
    main.parent.joinpath("2018", "kontroll.beancount").write_text("", encoding="utf-8")
    app = with_sign_in(main)
    own = Reader(app, signed_in(app, "lyngen"))
    page = own.page(PAGE, samarbeid="skogbruk", time=2018)
    assert "Avrundede tall" not in counted(page, KINDS)
    whole = reader_of(main).page(PAGE, samarbeid="skogbruk", time=2018)
    assert "Avrundede tall" in counted(whole, KINDS)


SHARED_VOUCHER = """
2018-11-30 * "Leverandør" "Lisens for to samarbeid"
  bilag: "2018-0001"
  avrundet: TRUE
  Expenses:Skogbruk                   1234.00 NOK
  Expenses:IKT:Ansvar-155             4321.00 NOK
  Liabilities:Utlegg:Ikke-oppgitt    -5555.00 NOK
"""


def test_what_is_claimed_wrongly_is_told_to_who_bears_it(tmp_path: Path) -> None:
    """The accountant reads all of it, and a payer what is its own."""
    name = "what-is-claimed-too-little-or-too-much-is-told"
    main = copy_of_case(LEDGERS / name, tmp_path / "books")
    own = "Lyngen: 20,00 kr er for mye krevd for 2018."
    other = "Kåfjord: 10,00 kr er ikke krevd for 2018."
    words = reader_of(main).page(PAGE, time=2018).words.replace(NBSP, " ")
    assert own in words
    assert other in words
    app = with_sign_in(main, slugs=("lyngen", "kafjord"))
    words = Reader(app, signed_in(app, "lyngen")).page(PAGE, time=2018).words
    assert own in words.replace(NBSP, " ")
    assert other not in words.replace(NBSP, " ")


def test_the_questions_are_asked_once_of_the_books_of_each_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that is asked for in another way is no reason to go through it all anew.

    Nobody gets what was found for another, and an answer in the books ends it.
    """
    main = copy_of_books(tmp_path)
    app = with_sign_in(main)
    readers: list[str | None] = []

    def counted_lint(
        entries: Sequence[Directive], shared: Shared, year: int
    ) -> list[AuditFinding]:
        readers.append(shared.reader)
        return lint(entries, shared, year)

    monkeypatch.setattr(sight, "lint", counted_lint)
    lyngen = Reader(app, signed_in(app, "lyngen"))
    everybody = Reader(app, signed_in(app, ACCOUNTANT))
    for _ in range(2):
        for of in (everybody, lyngen):
            whole = of.page(PAGE, time=2018)
            assert shown(of.page(PAGE, slag="avvik", time=2018), OPEN)
            assert (IKT in whole.words) == (of is everybody)
    assert readers == [None, "lyngen"]
    with (main.parent / "2018" / "ikt.beancount").open("a", encoding="utf-8") as file:
        file.write(ANSWER)
    app.config["LEDGERS"].reload()
    assert "Ny lisens fra" in everybody.page(PAGE, time=2018).words
    assert readers == [None, "lyngen", None]


def test_findings_are_open_or_answered_and_lead_to_their_line(reader: Reader) -> None:
    page = reader.page("Funn", samarbeid="ikt", time=2018)
    assert page.rows("Funn etter slag")[-1] == ["Sum", "", "11", "1"]
    places = [
        link.path
        for (_, column), link in page.links("Ubesvarte").items()
        if column == "Sted"
    ]
    assert places
    assert set(places) <= {"editor", "journal"}
