"""A proposal is tried on the page, by who reads everything alone, and never kept.

A municipality sees its own part of what is laid out, and nothing of the others'.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from claimbook import budget
from compared_books import EQUAL
from compared_books import FIGURE
from compared_books import compared_books
from fellesbok.web.access.remembered import GATE
from fellesbok.web.effect.page import MOST_CHARACTERS
from fellesbok.web.limits import deadline
from pagebook import reader_of
from pagebook import with_pages
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder

PAGE = "Virkning"
NB = {"Accept-Language": "nb"}
SLUGS = ("nordvik", "midvik", "sorvik")


@pytest.fixture
def books(tmp_path: Path) -> Folder:
    made = compared_books(tmp_path / "bok", 'option "title" "Vika"')
    with_pages(main_of(made))
    return made


def main_of(books: Folder) -> Path:
    return books.path / "ledger" / "main.beancount"


def test_the_answer_stands_first_and_then_the_tables(books: Folder) -> None:
    reader = reader_of(main_of(books))
    page = reader.page(PAGE, forslag=EQUAL.replace("\n", "\r\n"))
    # 1 000 kr by 5 : 3 : 2 becomes three equal parts.
    assert "Nordvik betaler 166,67 kr mindre." in page.words
    assert page.table("Hvem betaler hva")["Sørvik"] == {
        "Før": "200,00",
        "Etter": "333,33",
        "Endring": "133,33",
    }
    assert page.words.index("Nordvik betaler") < page.words.index("Hvem betaler hva")
    (area,) = page.tree.xpath(".//textarea")
    assert area.text.strip().splitlines() == EQUAL.splitlines()
    (picture,) = page.tree.xpath(
        ".//*[@aria-labelledby='virkning-title virkning-desc']"
    )
    assert "Sørvik" in picture.text_content()
    rows = reader.csv(PAGE, forslag=EQUAL)
    assert ["Sørvik", "200,00", "333,33", "133,33"] in rows


def test_a_figure_is_tried_with_a_proposal(books: Folder) -> None:
    reader = reader_of(main_of(books))
    page = reader.page(PAGE, forslag=EQUAL, tall=FIGURE, paa="budget")
    assert {"Endring 1 alene", "Endring 2 alene", "Samspill"} <= set(
        page.rows("Virkning")[0]
    )
    assert "Det er prøvd på budsjettet." in page.words


@pytest.mark.parametrize(
    ("more", "period"),
    [
        ({"paa": "coming"}, "2019"),
        ({"paa": "coming", "time": "2018"}, "2019"),
        ({}, "2018"),
        ({"time": "2018 - 2019"}, "2018"),
        ({"time": "2018-03"}, "alle år"),
    ],
)
def test_the_period_is_that_of_the_figures(
    more: dict[str, str], period: str, books: Folder
) -> None:
    """Years are compared whole, and the coming one is not the one that is shown.

    Nobody is charged in March, so every year is compared; 2019 has a budget alone.
    """
    books.add(budget("3000.00", "2019-01-01"))
    laid_out(books)
    app = with_sign_in(main_of(books), slugs=SLUGS)
    for who in (ACCOUNTANT, "nordvik"):
        client = signed_in(app, who)
        asks = TRIED | more
        page = client.get(f"/vika/extension/{PAGE}/", query_string=asks, headers=NB)
        assert f"Periode: <strong>{period}</strong>" in page.text
        assert f"Periode {period} ·" in page.text
        file = client.get(f"/vika/extension/{PAGE}/csv", query_string=asks, headers=NB)
        assert f"\nPeriode: {period}\r\n" in file.text
        name = period.replace(" ", "-").replace("å", "-")
        assert f"{name}.csv" in file.headers["Content-Disposition"]


def test_without_a_proposal_there_are_the_fields(books: Folder) -> None:
    page = reader_of(main_of(books)).page(PAGE)
    assert page.status == 200
    assert page.tree.xpath(".//textarea")
    assert not page.tree.xpath(".//table")
    (area,) = page.tree.xpath(".//textarea")
    assert "  ikt:" in area.get("placeholder")


def test_every_fault_stands_with_its_line(books: Folder) -> None:
    wrong = EQUAL.replace("equal", "likt") + "        host: nordvig\n"
    page = reader_of(main_of(books)).page(PAGE, forslag=wrong, tall="tull")
    assert "forslag:6: Ukjent vertskommune «nordvig»." in page.words
    assert "«tull» kan ikke leses." in page.words
    assert str(books.path) not in page.words


@pytest.mark.parametrize(
    "asks",
    [
        {"forslag": "a: &a [*a]"},
        {"forslag": "[" * 5000},
        {"forslag": "x" * (MOST_CHARACTERS + 1)},
        {"forslag": "<script>alert(1)</script>: 1"},
        {"tall": " ".join([FIGURE] * 30)},
        {"forslag": EQUAL, "paa": "tull"},
        {"forslag": "\x00"},
        {"forslag": "statistics: {population: {file: ../../etc/passwd}}"},
    ],
)
def test_what_is_hostile_ends_in_words(asks: dict[str, str], books: Folder) -> None:
    page = reader_of(main_of(books)).page(PAGE, **asks)
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "Traceback" not in page.text


def test_nothing_is_kept(books: Folder) -> None:
    reader = reader_of(main_of(books))
    before = books.files()
    reader.page(PAGE, forslag=EQUAL, tall=FIGURE)
    reader.csv(PAGE, forslag=EQUAL)
    assert books.files() == before
    assert "betaler" not in reader.page(PAGE).words


def test_a_municipality_tries_nothing(books: Folder) -> None:
    """What a rule of its own making does to its share tells what others cost."""
    app = with_sign_in(main_of(books), slugs=SLUGS)
    asks = {"forslag": EQUAL, "tall": FIGURE}
    for slug in SLUGS:
        client = signed_in(app, slug)
        for form, status in (("", 200), ("csv", 400), ("xlsx", 400), ("pdf", 400)):
            answer = client.get(
                f"/vika/extension/{PAGE}/{form}", query_string=asks, headers=NB
            )
            assert answer.status_code == status
            assert not {"166,67", "166.67"} & set(
                re.findall(r"\d+[.,]\d+", answer.text)
            )
        page = client.get(f"/vika/extension/{PAGE}/", query_string=asks, headers=NB)
        assert "kan bare prøves av den som leser hele bøkene" in page.text
        assert f"extension/{PAGE}/" not in client.get("/vika/income_statement/").text
    whole = signed_in(app, ACCOUNTANT)
    page = whole.get(f"/vika/extension/{PAGE}/", query_string=asks, headers=NB)
    assert "Nordvik betaler" in page.text
    assert f"extension/{PAGE}/" in whole.get("/vika/income_statement/").text


def laid_out(books: Folder, text: str = EQUAL, name: str = "lik deling") -> None:
    """Lay a proposal out, as the accountant does."""
    folder = books.path / "forslag"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


TRIED = {"utlagt": "lik deling"}
SHARES = {
    # 1 000 kr by 5 : 3 : 2 becomes three equal parts.
    "nordvik": ("Nordvik", "500,00", "333,33", "-166,67"),
    "midvik": ("Midvik", "300,00", "333,34", "33,34"),
    "sorvik": ("Sørvik", "200,00", "333,33", "133,33"),
}
IN_ALL = {
    # With 400 kr of Barnevern by 3 : 1, which stays as it is.
    "nordvik": ("800,00", "633,33", {"300,00", "0,00"}),
    "midvik": ("400,00", "433,34", {"100,00", "0,00"}),
    "sorvik": ("200,00", "333,33", set[str]()),
}


def figures(text: str) -> set[str]:
    """Every amount of a text, as Norwegians write it and without its sign."""
    return set(re.findall(r"\d+,\d\d", text.replace(".", ",")))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_municipality_sees_its_own_part_of_what_is_laid_out(
    slug: str, books: Folder
) -> None:
    laid_out(books)
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), slug)
    name, before, after, difference = SHARES[slug]
    whole, left, others_of_own = IN_ALL[slug]
    address = f"/vika/extension/{PAGE}/"
    page = client.get(address, query_string=TRIED, headers=NB).text
    more = "mindre" if difference.startswith("-") else "mer"
    size = difference.lstrip("-")
    said = f"{name} betaler {size} kr {more}: {left} kr i alt, og før {whole} kr."
    assert said in page
    known = {before, after, size, whole, left, *others_of_own}
    _, _, body = page.partition('class="fb"')
    assert figures(body) == known
    rows = client.get(f"{address}csv", query_string=TRIED, headers=NB).text
    assert figures(rows) == known
    assert known <= figures(rows)
    others = {of[0] for other, of in SHARES.items() if other != slug}
    for told in (body, rows):
        assert not [other for other in others if other in told]
    book = client.get(f"{address}xlsx", query_string=TRIED, headers=NB)
    cells = {
        str(cell)
        for sheet in load_workbook(io.BytesIO(book.data))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    amounts = {float(cell) for cell in cells if re.fullmatch(r"-?\d+\.\d+", cell)}
    shown = (known - {size}) | {difference}
    assert amounts == {float(each.replace(",", ".")) for each in shown}
    assert not [other for other in others if any(other in cell for cell in cells)]
    assert f"extension/{PAGE}/" in client.get("/vika/income_statement/").text


@pytest.mark.parametrize(
    "more",
    [
        {"kommune": "sorvik"},
        {"paa": "budget"},
        {"paa": "coming"},
        {"time": "2018"},
        {"time": "2017"},
        {"account": "Expenses:IKT"},
        {"filter": "x"},
    ],
)
def test_nothing_in_the_address_shows_another(
    more: dict[str, str], books: Folder
) -> None:
    laid_out(books)
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), "nordvik")
    for form in ("", "csv"):
        answer = client.get(
            f"/vika/extension/{PAGE}/{form}", query_string=TRIED | more, headers=NB
        ).text
        _, _, body = answer.partition('class="fb"') if not form else ("", "", answer)
        assert not {"Sørvik", "Midvik"} & set(re.findall(r"\w+", body)), form
        whole = {amount for *_, a, b, c in [SHARES["sorvik"]] for amount in (a, b, c)}
        assert not figures(body) & (whole - {"333,33"})


def test_who_writes_a_proposal_beside_the_one_laid_out_gets_no_figure(
    books: Folder,
) -> None:
    laid_out(books)
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), "nordvik")
    for own in ({"forslag": EQUAL}, {"tall": FIGURE}):
        page = client.get(
            f"/vika/extension/{PAGE}/", query_string=TRIED | own, headers=NB
        )
        assert "kan bare prøves av den som leser hele bøkene" in page.text
        _, _, body = page.text.partition('class="fb"')
        assert not figures(body)


@pytest.mark.parametrize(
    "name",
    [
        "finnes ikke",
        "../allocation_rules",
        "..",
        "/etc/passwd",
        "lik deling.yaml",
        "a\0",
    ],
)
def test_what_is_not_laid_out_is_not_tried(name: str, books: Folder) -> None:
    laid_out(books)
    app = with_sign_in(main_of(books), slugs=SLUGS)
    for who in ("nordvik", ACCOUNTANT):
        page = signed_in(app, who).get(
            f"/vika/extension/{PAGE}/", query_string={"utlagt": name}, headers=NB
        )
        assert page.status_code == 200
        assert "er ikke lagt ut. Lagt ut: lik deling." in page.text


def test_what_is_wrong_with_what_is_laid_out_is_told_to_the_accountant(
    books: Folder,
) -> None:
    """The fault may name what the municipality does not see."""
    laid_out(books, EQUAL.replace("equal", "likt"))
    app = with_sign_in(main_of(books), slugs=SLUGS)
    address = f"/vika/extension/{PAGE}/"
    theirs = signed_in(app, "nordvik").get(address, query_string=TRIED, headers=NB)
    assert "kan ikke prøves på bøkene slik de er nå" in theirs.text
    assert "likt" not in theirs.text
    assert "lik deling.yaml" not in theirs.text
    ours = signed_in(app, ACCOUNTANT).get(address, query_string=TRIED, headers=NB)
    assert "lik deling.yaml:5: " in ours.text


def test_another_proposal_of_that_name_is_shown_at_once(books: Folder) -> None:
    """Answers are remembered as long as the books, and this is beside them."""
    laid_out(books)
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), "nordvik")
    address = f"/vika/extension/{PAGE}/"
    first = client.get(address, query_string=TRIED, headers=NB).text
    assert "betaler 166,67 kr mindre" in first
    laid_out(books, EQUAL.replace("equal", "{weights: {nordvik: 1, midvik: 9}}"))
    again = client.get(address, query_string=TRIED, headers=NB).text
    assert "betaler 166,67 kr mindre" not in again


def test_a_municipality_that_nothing_changes_for(books: Folder) -> None:
    laid_out(books, EQUAL.replace("ikt", "barnevern"))
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), "sorvik")
    page = client.get(
        f"/vika/extension/{PAGE}/", query_string=TRIED, headers=NB
    ).text.partition('class="fb"')[2]
    assert "Sørvik betaler det samme." in page
    assert figures(page) == {"200,00", "0,00"}
    assert "Barnevern" not in page


def test_without_anything_laid_out_it_is_said(books: Folder) -> None:
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), "nordvik")
    page = client.get(f"/vika/extension/{PAGE}/", headers=NB).text
    assert "Ingen forslag er lagt ut for kommunene." in page


@pytest.mark.parametrize("slug", SLUGS)
def test_whom_it_is_seen_from_stands_first(slug: str, books: Folder) -> None:
    reader = reader_of(main_of(books))
    name = SHARES[slug][0]
    page = reader.page(PAGE, forslag=EQUAL, kommune=slug)
    assert page.rows("Hvem betaler hva")[1][0] == name
    assert page.rows("Virkning")[1][1] == name
    (answers,) = page.tree.xpath(".//div[@class='fb-answer']")
    assert answers.text_content().split()[0] == name
    (chosen,) = page.tree.xpath(".//select[@name='kommune']/option[@selected]")
    assert chosen.text == name
    assert len(page.rows("Hvem betaler hva")) == 5


def test_it_is_a_heavy_answer_that_ends_in_time(
    books: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time for each reader, and stopped before the books are loaded again."""
    app = with_sign_in(main_of(books), slugs=SLUGS)
    whole = signed_in(app, ACCOUNTANT)
    heavy: list[object] = []
    gate = app.extensions[GATE]
    known = gate.heavy

    def counted(reader: object, **how: bool) -> object:
        heavy.append(reader)
        return known(reader, **how)

    monkeypatch.setattr(gate, "heavy", counted)
    address = f"/vika/extension/{PAGE}/"
    assert whole.get(address).status_code == 200
    assert not heavy
    assert whole.get(address, query_string={"forslag": EQUAL}).status_code == 200
    assert len(heavy) == 1
    laid_out(books)
    own = signed_in(app, "nordvik")
    assert own.get(address, query_string=TRIED).status_code == 200
    assert len(heavy) == 2
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.0)
    late = whole.get(address, query_string={"tall": FIGURE}, headers=NB)
    assert late.status_code == 503
    assert "tok for lang tid" in late.text
    assert "fellesbok compare" in late.text
    other = signed_in(app, "sorvik").get(address, query_string=TRIED, headers=NB)
    assert other.status_code == 503
    assert "Be regnskapsføreren om kommunens del av forslaget." in other.text
    assert "fellesbok compare" not in other.text


def test_asking_is_reading_and_nothing_is_sent(books: Folder) -> None:
    """No other method gets in, whether the books may be edited here or not."""
    for edit in (False, True):
        whole = signed_in(
            with_sign_in(main_of(books), edit=edit, slugs=SLUGS), ACCOUNTANT
        )
        address = f"/vika/extension/{PAGE}/"
        assert whole.post(address, data={"forslag": EQUAL}).status_code in {403, 405}


NO_ROOM = EQUAL.replace("equal", "{bounded: equal, maximum: 200}")
"""Room for 600 of 1 000 kr, so that nobody bears the rest."""
UNKNOWN = "IKT-samarbeidet 2018 kan ikke fordeles i begge"


def test_cost_that_nobody_bears_is_no_saving_and_no_picture(books: Folder) -> None:
    page = reader_of(main_of(books)).page(PAGE, forslag=NO_ROOM)
    (answers,) = page.tree.xpath(".//div[@class='fb-answer']")
    first, why = (p.text_content() for p in answers.xpath("./p"))
    assert first.startswith(UNKNOWN)
    assert why.startswith("forslag:4: IKT-samarbeidet 2018: ")
    assert not page.tree.xpath(".//*[@aria-labelledby='virkning-title virkning-desc']")
    for column in ("Etter", "Endring"):
        told = page.notes("Virkning")["IKT-samarbeidet", column]
        assert told == "kan ikke fordeles"
    assert "mindre." not in answers.text_content()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_municipality_is_told_that_its_year_cannot_be_shared(
    slug: str, books: Folder
) -> None:
    """And not why: the rule may say what the others cost."""
    laid_out(books, NO_ROOM)
    client = signed_in(with_sign_in(main_of(books), slugs=SLUGS), slug)
    address = f"/vika/extension/{PAGE}/"
    page = client.get(address, query_string=TRIED, headers=NB).text
    _, _, body = page.partition('class="fb"')
    _, before, *_ = SHARES[slug]
    assert f"{UNKNOWN}: det som ville blitt annerledes der" in body
    assert "betaler" not in body.partition("fb-answer")[2].partition("</div>")[0]
    assert figures(body) - IN_ALL[slug][2] == {before}
    assert "minimum og tak" not in body


def test_a_fault_of_the_books_is_told_with_the_answer(books: Folder) -> None:
    """To the accountant with its line, to a municipality that there is one."""
    laid_out(books)
    known = with_sign_in(main_of(books), slugs=SLUGS)
    books.add('2018-05-01 * Kostnad"')
    said = "Det er 1 feil i bøkene, både før og etter, og tallene kan mangle noe."
    page = reader_of(main_of(books)).page(PAGE, forslag=EQUAL)
    assert page.words.index(said) < page.words.index("Nordvik betaler 166,67")
    assert "main.beancount:" in page.words.partition(said)[2][:30]
    address = f"/vika/extension/{PAGE}/"
    own = signed_in(known, "sorvik").get(address, query_string=TRIED, headers=NB).text
    assert "Bøkene har feil, og tallene kan mangle noe." in own
    assert "kan ikke leses her" not in own


def test_an_account_that_a_new_member_needs_is_told(books: Folder) -> None:
    main = main_of(books)
    lines = main.read_text(encoding="utf-8").splitlines(keepends=True)
    main.write_text("".join(line for line in lines if "Utvik:IKT" not in line))
    members = "participants: [midvik, nordvik, sorvik, utvik]"
    page = reader_of(main).page(PAGE, forslag=EQUAL.replace("key: equal", members))
    assert "2018-01-01 open Assets:Fordringer:Utvik:IKT NOK" in page.words
    assert "tallene kan mangle noe" not in page.words
