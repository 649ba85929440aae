"""The page Oversikt: to each reader its own, and the same figures as elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import Mock

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.claims.listed import claim_book
from pagebook import Reader
from pagebook import copy_of_books
from pagebook import copy_of_seen_books
from pagebook import reader_as
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PAGE = "Oversikt"
OWED = "Hva hver betaler skylder"


def test_what_each_owes_adds_up_to_what_is_shared_and_claimed(
    accountant: Reader,
) -> None:
    page = accountant.page(PAGE)
    assert page.table(OWED) == {
        "Nordvik": {
            "Å betale for perioden": "",
            "Egen andel som vert": "401172,84",
            "Krevd og ikke betalt": "0,00",
            "Forfalt": "0,00",
        },
        "Midvik": {
            "Å betale for perioden": "240703,70",
            "Egen andel som vert": "",
            "Krevd og ikke betalt": "130000,00",
            "Forfalt": "130000,00",
        },
        "Sørvik": {
            "Å betale for perioden": "160469,13",
            "Egen andel som vert": "",
            "Krevd og ikke betalt": "55000,00",
            "Forfalt": "55000,00",
        },
        "Sum": {
            "Å betale for perioden": "401172,83",
            "Egen andel som vert": "401172,84",
            "Krevd og ikke betalt": "185000,00",
            "Forfalt": "185000,00",
        },
    }
    assert page.sentence.endswith(accountant.page("Krav").sentence)


def test_a_municipality_reads_the_sentence_of_its_own_page(
    accountant: Reader, seen_books: Path
) -> None:
    told = accountant.page("Kommuneoppgave", kommune="midvik").sentence
    assert told == accountant.page(PAGE, kommune="midvik").sentence
    own = reader_as(seen_books, "midvik", "Midvik")
    page = own.page(PAGE)
    assert page.sentence.startswith("Midvik skal betale 240 703,70 kr for 2018.")
    assert "Sørvik" not in page.words
    assert page.table("Åpne krav")["Sum"]["Gjenstår"] == "130000,00"


def test_it_tells_deadlines_questions_and_what_was_booked_last(
    accountant: Reader,
) -> None:
    page = accountant.page(PAGE)
    assert page.rows("Frister sett fra 31.10.2018")[1][0] == "15.11.2018"
    assert len(page.rows("Må avgjøres")) <= 6
    days = [row[0] for row in page.rows("Siste bilag i bøkene")[1:]]
    assert days[0] == "31.10.2018"
    assert len(days) == 8


def test_a_claim_is_told_as_its_own_amount_and_not_as_what_it_sets_off(
    tmp_path: Path,
) -> None:
    """Midvik has laid out more than its share: what goes through it is another sum."""
    laid = cost("2018-06-01", "240.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder = Folder(tmp_path).write(rules(), chart(), laid)
    made = folder.run("claim", "2018", "--settlement", "--yes", "--date", "2019-01-15")
    assert made.exit_code == 0, made.output
    reader = reader_of(with_pages(tmp_path / "ledger" / "main.beancount"))
    rows = reader.page(PAGE).rows("Siste bilag i bøkene")
    claimed = {row[1]: row[3] for row in rows[1:]}
    assert claimed == {
        "nordvik-2019-0001": "-168,00",
        "nordvik-2019-0002": "120,00",
        "nordvik-2019-0003": "48,00",
        "": "240,00",
    }


def test_a_filter_leaves_no_answer_of_a_part(accountant: Reader) -> None:
    page = accountant.page(PAGE, filter="#krav")
    assert page.status == 200
    assert OWED not in page.words


def test_books_without_a_voucher_have_an_overview_and_no_empty_year(
    tmp_path: Path,
) -> None:
    main = copy_of_books(tmp_path)
    text = main.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if 'include "2018/' not in line]
    main.write_text("\n".join(kept), encoding="utf-8")
    reader = reader_of(main)
    for name in (PAGE, "Krav", "Tilskudd", "Fond", "Avtaler"):
        page = reader.page(name)
        assert page.status == 200
        assert "År:" not in page.words
        assert "Periode:" not in page.words
    assert reader.page(PAGE).sentence == "Ingenting er fordelt i bøkene ennå."


def test_the_claims_are_read_once_for_all_payers(
    accountant: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Mock(wraps=claim_book)
    monkeypatch.setattr("fellesbok.claims.settling.claim_book", read)
    assert accountant.page(PAGE).table(OWED)
    assert read.call_count == 1


MISSED = "A konto som har forfalt uten å være krevd"


def test_an_instalment_that_fell_due_and_is_not_claimed_is_told(
    tmp_path: Path, accountant: Reader
) -> None:
    """What Sørvik was claimed in May was taken back, and is not claimed again."""
    main = copy_of_seen_books(tmp_path / "books")
    listed = main.parent / "krav.beancount"
    lines = listed.read_text(encoding="utf-8").splitlines()
    (last,) = (line for line in lines if "nordvik-2018-0011" in line)
    (main.parent / last.split('"')[1]).unlink()
    lines.remove(last)
    listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = reader_of(main).page(PAGE).rows(MISSED)[1:]
    assert [row[1:] for row in rows] == [
        ["2 av 4", "15.05.2018", "Sørvik", "60000,00"],
        ["", "", "", "60000,00"],
    ]
    assert reader_as(main, "sorvik", "Sørvik").page(PAGE).rows(MISSED)[1:] == rows
    assert MISSED not in reader_as(main, "midvik", "Midvik").page(PAGE).words
    assert MISSED not in accountant.page(PAGE).words
