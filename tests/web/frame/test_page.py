"""Whatever is asked, there is a page in its frame, or a message in the same frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asked_pages import reader

if TYPE_CHECKING:
    from pagebook import Shown


def shown(name: str, who: str = "regnskap", **asks: str) -> Shown:
    return reader(who).page(name, **asks)


def test_the_files_of_a_page_ask_for_what_the_page_shows() -> None:
    tree = shown("Krav", kommune="midvik", time="2018").tree
    files = [str(a) for a in tree.xpath(".//a/@href") if "/extension/Krav/" in a]
    for form in ("csv", "xlsx", "pdf"):
        (file,) = (each for each in files if f"/Krav/{form}?" in each)
        assert "kommune=midvik" in file
        assert "time=2018" in file


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ({"kommune": "bergen"}, "Ukjent kommune «bergen»"),
        ({"account": "(Assets"}, "Kontofilteret kan ikke leses"),
        ({"time": "i fjor"}, "Rett det i feltene øverst på siden, eller fjern det."),
    ],
)
def test_what_cannot_be_shown_is_a_message_in_the_frame(
    asks: dict[str, str], said: str
) -> None:
    page = shown("Kommuneoppgave", **asks)
    assert page.status == 200
    assert said in page.words


def test_the_way_on_repeats_nothing_that_is_to_blame() -> None:
    def again(**asks: str) -> list[str]:
        hrefs = shown("Kommuneoppgave", **asks).tree.xpath(".//a/@href")
        return [str(each) for each in hrefs if str(each).startswith("?")]

    assert again(kommune="bergen", time="2018") == ["?"]
    assert again(kommune="midvik", time="i fjor") == ["?kommune=midvik"]


def test_a_file_of_what_cannot_be_shown_is_the_message_as_a_whole_page() -> None:
    assert reader().status("Krav/csv", kommune="bergen") == 400
    assert reader().status("Krav/csv", kommune="midvik") == 200


def test_who_is_signed_in_is_told_and_can_sign_out() -> None:
    page = shown("Krav", "midvik")
    assert "Innlogget som midvik" in page.words
    assert "/logg-ut" in page.text


def test_an_account_that_leads_to_itself_stands_in_the_words_of_the_agreements() -> (
    None
):
    page = shown("Budsjett", samarbeid="ikt", time="2018")
    assert "Expenses:IKT" in page.tree.xpath(".//table//a/@title")
    assert "Expenses:IKT" not in page.words
