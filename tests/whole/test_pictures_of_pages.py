"""Every page of ours begins with a sentence, few figures and a picture; then tables.

Seen in the made-up region of ``fellesbok demo``, as the accountant and as municipality.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

import pytest

from demo_region import SHIPPED
from pagebook import NBSP
from pagebook import Reader
from pagebook import Shown
from pagebook import reader_of
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

TOWNS = {
    "granvag": "Granvåg",
    "lauvnes": "Lauvnes",
    "skarvoy": "Skarvøy",
    "storholm": "Storholm",
}
PAGES: dict[str, dict[str, str]] = {
    "Oversikt": {},
    "Fordeling": {},
    "Kommuneoppgave": {},
    "Krav": {},
    "Avtaler": {},
    "Budsjett": {},
    "Funn": {},
    "Attestasjon": {},
}
OF_ONE = {
    "Oversikt": {"kommune": "storholm"},
    "Kommuneoppgave": {"kommune": "storholm"},
    "Krav": {"kommune": "storholm"},
    "Budsjett": {"kommune": "storholm"},
    "Forklaring": {"samarbeid": "legevakt", "kommune": "storholm"},
    "Avtaler": {"samarbeid": "legevakt"},
}
CARDS = ("Tilskudd", "Fond")
"""Each grant and each fund has a picture of its own, in its card."""

PARTS = "Hva andelene består av"
YEARS = "Andeler per innbygger"
MONTHS = "Kostnadene måned for måned"


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "books"
    shutil.copytree(SHIPPED, folder)
    return folder / "ledger" / "main.beancount"


@pytest.fixture(scope="module")
def accountant(main: Path) -> Reader:
    return reader_of(main)


@pytest.fixture(scope="module")
def town(main: Path) -> Reader:
    """Storholm, signed in as itself."""
    app = with_sign_in(main, slugs=("storholm",))
    return Reader(app, signed_in(app, "storholm"))


def in_order(page: Shown) -> list[str]:
    """What the page begins with: its sentence, its picture, and a table."""
    wanted = ".//p[@class='fb-sentence'] | .//svg[@role='img'] | .//table"
    return [each.tag for each in page.tree.xpath(wanted)]


@pytest.mark.parametrize(
    ("name", "asks"), [*PAGES.items(), *OF_ONE.items(), *((n, {}) for n in CARDS)]
)
def test_a_page_begins_with_a_sentence_and_a_picture(
    accountant: Reader, name: str, asks: dict[str, str]
) -> None:
    page = accountant.page(name, **asks)
    assert in_order(page)[:2] == ["p", "svg"]
    assert len(page.tree.xpath(".//section[@class='fb-short']//dt")) <= 3


@pytest.mark.parametrize("name", [*OF_ONE, "Fordeling", "Funn"])
def test_a_municipality_has_pictures_too_and_of_no_other(
    town: Reader, name: str
) -> None:
    page = town.page(name, **OF_ONE.get(name, {}))
    assert in_order(page)[:2] == ["p", "svg"]
    told = " ".join(map(said, pictures(page)))
    if name in {"Oversikt", "Fordeling", "Kommuneoppgave", "Forklaring"}:
        assert not [
            other for other in ("Granvåg", "Lauvnes", "Skarvøy") if other in told
        ]


def pictures(page: Shown) -> list[Any]:
    found: list[Any] = page.tree.xpath(".//svg[@role='img']")
    return found


def said(plot: Any) -> str:  # noqa: ANN401 -- lxml has no exact type
    """What a picture tells in words, spaces made ordinary."""
    return str(plot.xpath("./desc")[0].text).replace(NBSP, " ")


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_bands_are_the_matrix_and_every_payer_stands_with_its_sum(
    accountant: Reader,
) -> None:
    page = accountant.page("Fordeling")
    matrix = page.table("Andeler per samarbeid")
    wide, narrow = pictures(page)
    assert said(wide) == said(narrow)
    for cooperation in matrix.keys() - {"Sum"}:
        told = said(wide).split(f"{cooperation}: ")[1].split(";")[0].rstrip(".")
        amounts = dict(part.rsplit(" ", 1) for part in plain(told).split(", "))
        shown = {name: matrix[cooperation][name] for name in TOWNS.values()}
        assert amounts == {
            name: amount.removesuffix(",00") for name, amount in shown.items() if amount
        }


def plain(told: str) -> str:
    """Amounts without the spaces inside them."""
    words = told.split(" ")
    glued = words[0]
    for before, word in pairwise(words):
        is_inside = before[-1:].isdigit() and word[:1].isdigit()
        glued += word if is_inside else f" {word}"
    return glued


def test_the_months_add_up_to_the_year_and_end_the_curve(accountant: Reader) -> None:
    page = accountant.page("Budsjett")
    months = page.table(MONTHS)
    assert len(months) == 12
    so_far = Decimal(0)
    for row in months.values():
        so_far += money(row["Ført i måneden"])
        assert money(row["Ført hittil i året"]) == so_far
    total = page.table("Kostnader, budsjett")["Sum"]
    assert money(total["Regnskap"]) == so_far
    curve, bars = pictures(page)
    assert plain(said(curve)).endswith(f"Budsjett for året {total['Budsjett'][:-3]}.")
    assert f"des {months['desember']['Ført hittil i året']}" in plain(said(curve))
    assert "Budsjett" in said(bars)


def test_kroner_per_inhabitant_are_the_share_over_the_people(
    accountant: Reader,
) -> None:
    every = accountant.page("Kommuneoppgave").table(YEARS)
    for slug, name in TOWNS.items():
        page = accountant.page("Kommuneoppgave", kommune=slug)
        for year, row in page.table(YEARS).items():
            shares = accountant.page("Kommuneoppgave", kommune=slug, time=year)
            total = shares.table("Andeler, ")["Sum"]["Beløp i perioden"]
            assert row["Andeler i alt"] == total
            people = Decimal(row["Innbyggere"])
            each = (money(total) / people).quantize(Decimal("0.01"))
            assert abs(each - money(row["Kroner per innbygger"])) <= Decimal("0.01")
            assert every[name][year] == row["Kroner per innbygger"]
    (plot,) = pictures(accountant.page("Kommuneoppgave"))
    assert "Granvåg: 2023 " in said(plot)


def test_the_parts_of_a_key_are_what_each_bears(accountant: Reader) -> None:
    page = accountant.page("Avtaler", samarbeid="legevakt")
    found = page.table(PARTS)
    shares = accountant.page("Fordeling").table("Andeler per samarbeid")
    for name in TOWNS.values():
        *parts, rounding, share = found[name].values()
        assert share == shares["Breifjord legevakt"][name]
        assert sum(map(money, [*filter(None, parts), rounding])) == money(share)
    assert money(found["Granvåg"]["minimum og tak"]) < 0, "it is held at its cap"
    (drawn,) = pictures(
        accountant.page("Forklaring", samarbeid="legevakt", kommune="storholm")
    )
    assert said(drawn) == said(pictures(page)[1])


def test_a_bar_of_parts_tells_the_share_and_not_the_sum_of_rounded_parts(
    accountant: Reader,
) -> None:
    page = accountant.page("Avtaler", samarbeid="legevakt")
    drawn = pictures(page)[1]
    labels = [plain(text.replace(NBSP, " ")) for text in drawn.xpath("./text/text()")]
    roundings = 0
    for name in TOWNS.values():
        *_, rounding, share = page.table(PARTS)[name].values()
        assert f"{name} {share.removesuffix(',00')}" in labels
        roundings += money(rounding) != 0
    assert roundings, "the parts of somebody are some øre off"


def test_a_key_of_one_part_has_no_table_of_parts(accountant: Reader) -> None:
    assert PARTS not in accountant.page("Avtaler", samarbeid="beredskap").words


def test_a_filter_hides_pictures_that_would_be_of_a_part(accountant: Reader) -> None:
    page = accountant.page("Kommuneoppgave", kommune="storholm", filter="#fordeling")
    assert YEARS not in page.words
    part = accountant.page("Budsjett", time="2025-03")
    assert MONTHS not in part.words


def test_the_paper_of_a_page_has_its_answer_and_its_pictures(
    accountant: Reader,
) -> None:
    page = accountant.page("Budsjett", time=2025)
    paper = accountant.pdf("Budsjett", time=2025)
    assert page.sentence in paper
    assert "Kostnadene gjennom 2025 mot budsjettet" in paper
    assert "jan feb mar" in paper, "its letters are text"
