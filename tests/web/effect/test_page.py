"""A proposal is tried on the page, by who reads everything alone, and never kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

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

EQUAL = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        key: equal
"""
PAGE = "Virkning"
FIGURE = "population:nordvik=6000@2018-01-01"
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
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.0)
    late = whole.get(address, query_string={"tall": FIGURE}, headers=NB)
    assert late.status_code == 503
    assert "tok for lang tid" in late.text


def test_asking_is_reading_and_nothing_is_sent(books: Folder) -> None:
    """No other method gets in, whether the books may be edited here or not."""
    for edit in (False, True):
        whole = signed_in(
            with_sign_in(main_of(books), edit=edit, slugs=SLUGS), ACCOUNTANT
        )
        address = f"/vika/extension/{PAGE}/"
        assert whole.post(address, data={"forslag": EQUAL}).status_code in {403, 405}
