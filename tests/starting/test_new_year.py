"""What a year lacks after the one before, file by file, before anything is written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from begun_books import VOUCHER
from begun_plans import plan
from fellesbok.filing.folder import load
from fellesbok.starting.first_books import make_books
from fellesbok.starting.new_year import CannotBeginError
from fellesbok.starting.new_year import NewYear
from fellesbok.starting.new_year import new_year

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of 2026 with a voucher and a budget of 100 000 kroner."""
    folder = tmp_path_factory.mktemp("region") / "bok"
    make_books(plan(), folder)
    with (folder / "ledger/2026/felles-it.beancount").open("a", encoding="utf-8") as of:
        of.write(VOUCHER)
    return folder


@pytest.fixture(scope="module")
def books(root: Path) -> Books:
    return load(root / "ledger" / "main.beancount")


def added(found: NewYear) -> dict[str, str]:
    return {each.name: each.added.decode() for each in found.additions}


def test_each_cooperation_gets_a_file_and_the_main_file_takes_it_in(
    books: Books,
) -> None:
    files = added(new_year(books, 2027))
    assert list(files) == [
        "2027/brann.beancount",
        "2027/felles-it.beancount",
        "main.beancount",
    ]
    assert files["2027/brann.beancount"] == "; Brann 2027\n"
    assert files["main.beancount"] == (
        'include "2027/felles-it.beancount"\ninclude "2027/brann.beancount"\n'
    )


@pytest.mark.parametrize(
    ("index", "amount", "said"),
    [
        (None, "100000.00", "etter det for 2026\n"),
        (Decimal("3.5"), "103500.00", "etter det for 2026 med 3,5 % tillegg\n"),
        (Decimal(-2), "98000.00", "etter det for 2026 med 2 % fradrag\n"),
        (Decimal("0.00001"), "100000.01", "med 0,00001 % tillegg\n"),
    ],
)
def test_the_budget_is_that_of_the_year_before_with_what_is_added(
    books: Books, index: Decimal | None, amount: str, said: str
) -> None:
    found = new_year(books, 2027, index)
    text = added(found)["2027/felles-it.beancount"]
    assert f'custom "budget" Expenses:Felles-IT "yearly" {amount} NOK' in text
    assert said in text
    assert [str(each.amount) for each in found.budget] == [amount]


def test_a_claim_of_a_budget_that_nobody_has_written_is_told_of(books: Books) -> None:
    """IT is claimed on account of its budget, and has one; of 2026 too."""
    told = [str(text) for text in new_year(books, 2027).told]
    assert not [text for text in told if "a konto regnes av budsjettet" in text]
    closed = new_year(books, 2027, closed={"Felles-IT"})
    assert closed.budget == ()
    assert any(
        "a konto regnes av budsjettet, og 2027 har ikke noe budsjett." in text
        for text in closed.told
    )


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2026, "Bøkene begynner i 2026, så 2026 har ikke noe år før seg"),
        (2020, "Bøkene begynner i 2026, så 2020 har ikke noe år før seg"),
        (2029, "Bøkene har ikke 2028, som 2029 skulle lages av: det siste året før er"),
    ],
)
def test_a_year_follows_the_one_before(books: Books, year: int, said: str) -> None:
    with pytest.raises(CannotBeginError) as told:
        new_year(books, year)
    assert str(told.value.text).startswith(said)


def test_a_year_that_is_begun_is_proposed_no_budget_unseen(
    books: Books, root: Path
) -> None:
    begun = root / "ledger" / "2027" / "felles-it.beancount"
    begun.parent.mkdir()
    main = books.main.read_bytes()
    voucher = VOUCHER.partition("2026-01-01 custom")[0].replace("2026", "2027")
    begun.write_text(voucher, encoding="utf-8")
    with books.main.open("a", encoding="utf-8") as of:
        of.write('include "2027/felles-it.beancount"\n')
    try:
        there = load(books.main)
        unseen, seen = new_year(there, 2027, is_asked=False), new_year(there, 2027)
        assert (unseen.budget, len(seen.budget)) == ((), 1)
        assert any("uten --yes viser det, og spør." in text for text in unseen.told)
        text = added(seen)["2027/felles-it.beancount"]
        assert text.startswith("\n; Budsjettet for 2027"), "what is there stays"
    finally:
        books.main.write_bytes(main)
        begun.unlink()
        begun.parent.rmdir()
